/* What a lookup has come to, from its questions and its entry. */

#include "core/lookup/pl-lookup.h"

/**
 * pl_lookup_is_found:
 * @self: a lookup
 *
 * Returns: whether there is an entry: a name has an address, an address has a name or needs none
 */
gboolean
pl_lookup_is_found (PlLookup *self)
{
  const PlHostspec *hostspec = pl_lookup_get_hostspec (self);
  const PlHostEntry *entry = pl_lookup_get_entry (self);
  gboolean wants_name = hostspec != NULL && hostspec->kind != PL_HOSTSPEC_NAME &&
                        pl_lookup_request_get_reverse (pl_lookup_get_request (self));

  return entry->candidates->len > 0 && (!wants_name || entry->name != NULL);
}

/**
 * pl_lookup_get_result:
 * @self: a lookup that is done
 *
 * Sums up its questions for addresses and names: an answer if there is an entry, else what weighs most. A
 * server that was silent may have known what another question was told not to exist.
 *
 * Returns: the result
 */
PlLookupResult
pl_lookup_get_result (PlLookup *self)
{
  static const PlLookupResult by_weight[] = { PL_LOOKUP_RESULT_TIMEOUT, PL_LOOKUP_RESULT_ERROR,
                                              PL_LOOKUP_RESULT_NO_DATA };
  GArray *steps = pl_lookup_get_steps (self);

  if (pl_lookup_is_found (self))
    return PL_LOOKUP_RESULT_ANSWER;

  for (guint weight = 0; weight < G_N_ELEMENTS (by_weight); weight++)
    {
      for (guint i = 0; i < steps->len; i++)
        {
          const PlLookupStep *step = &g_array_index (steps, PlLookupStep, i);

          if (step->kind <= PL_QUESTION_PTR && step->result == by_weight[weight])
            return by_weight[weight];
        }
    }

  return steps->len > 0 ? PL_LOOKUP_RESULT_NO_NAME : PL_LOOKUP_RESULT_NO_DATA;
}
