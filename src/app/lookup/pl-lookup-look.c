/* How a lookup looks: its icon, its colour, and what a line has room for. */

#include "app/lookup/pl-lookup-look.h"

#include "core/lookup/pl-lookup-words.h"

#include "app/widgets/pl-format.h"

#include <glib/gi18n-lib.h>

static const char *
get_result_icon (PlLookupResult result, const char **ret_class)
{
  switch (result)
    {
    case PL_LOOKUP_RESULT_ANSWER:
      *ret_class = "success";
      return "pl-state-open-symbolic";
    case PL_LOOKUP_RESULT_TIMEOUT:
      *ret_class = "warning";
      return "pl-state-timeout-symbolic";
    case PL_LOOKUP_RESULT_ERROR:
      *ret_class = "error";
      return "pl-state-refused-symbolic";
    case PL_LOOKUP_RESULT_NO_DATA:
    case PL_LOOKUP_RESULT_NO_NAME:
    default:
      *ret_class = "note";
      return "pl-state-cancelled-symbolic";
    }
}

/**
 * pl_lookup_look_get_step_icon:
 * @step: a question
 * @ret_class: (out): the style class that goes with it
 *
 * Returns: the name of a symbolic icon
 */
const char *
pl_lookup_look_get_step_icon (const PlLookupStep *step, const char **ret_class)
{
  *ret_class = "note";

  return step->took_us < 0 ? "pl-state-connecting-symbolic" : get_result_icon (step->result, ret_class);
}

/**
 * pl_lookup_look_get_icon:
 * @lookup: a lookup
 * @ret_class: (out): the style class that goes with it
 *
 * Returns: the name of a symbolic icon
 */
const char *
pl_lookup_look_get_icon (PlLookup *lookup, const char **ret_class)
{
  *ret_class = "note";
  if (!pl_lookup_is_over (lookup))
    return "pl-state-connecting-symbolic";
  if (pl_lookup_get_problem (lookup) != NULL)
    {
      *ret_class = "error";
      return "dialog-error-symbolic";
    }
  if (pl_lookup_get_state (lookup) == PL_LOOKUP_STATE_STOPPED)
    return "pl-state-paused-symbolic";

  return get_result_icon (pl_lookup_get_result (lookup), ret_class);
}

static char *
dup_found (PlLookup *lookup)
{
  const PlHostEntry *entry = pl_lookup_get_entry (lookup);
  guint n = entry->candidates->len;

  if (pl_lookup_get_hostspec (lookup)->kind != PL_HOSTSPEC_NAME && entry->name != NULL)
    return g_strdup (entry->name);

  return g_strdup_printf (ngettext ("%u address", "%u addresses", n), n);
}

/**
 * pl_lookup_look_dup_outcome:
 * @lookup: a lookup
 *
 * Returns: (transfer full): what became of it, in a few words: "4 addresses", "no such name"
 */
char *
pl_lookup_look_dup_outcome (PlLookup *lookup)
{
  switch (pl_lookup_get_state (lookup))
    {
    case PL_LOOKUP_STATE_WAITING:
      return g_strdup (_ ("waits for its turn"));
    case PL_LOOKUP_STATE_ASKING:
      return g_strdup (_ ("asking"));
    case PL_LOOKUP_STATE_STOPPED:
      return g_strdup (_ ("stopped"));
    case PL_LOOKUP_STATE_DONE:
    default:
      break;
    }

  if (pl_lookup_get_problem (lookup) != NULL)
    return g_strdup (_ ("neither a name nor an address"));

  switch (pl_lookup_get_result (lookup))
    {
    case PL_LOOKUP_RESULT_ANSWER:
      return dup_found (lookup);
    case PL_LOOKUP_RESULT_NO_DATA:
      return g_strdup (_ ("no address"));
    case PL_LOOKUP_RESULT_NO_NAME:
      return pl_hostspec_has_address (pl_lookup_get_hostspec (lookup)) ? g_strdup (_ ("no name"))
                                                                       : g_strdup (_ ("no such name"));
    case PL_LOOKUP_RESULT_TIMEOUT:
      return g_strdup (_ ("no answer in time"));
    case PL_LOOKUP_RESULT_ERROR:
    default:
      return g_strdup (_ ("the name server could not answer"));
    }
}

/**
 * pl_lookup_look_get_title:
 * @lookup: a lookup
 *
 * Returns: what its page is headed by: the canonical name, or what was asked for
 */
const char *
pl_lookup_look_get_title (PlLookup *lookup)
{
  const char *name = pl_lookup_get_entry (lookup)->name;
  const PlHostspec *hostspec = pl_lookup_get_hostspec (lookup);

  if (name != NULL)
    return name;

  return hostspec != NULL ? hostspec->text : pl_lookup_request_get_hostspec (pl_lookup_get_request (lookup));
}

/**
 * pl_lookup_look_dup_summary:
 * @lookup: a lookup
 *
 * Returns: (transfer full): "asked as www.example.org · 4 addresses · 12.4 ms"
 */
char *
pl_lookup_look_dup_summary (PlLookup *lookup)
{
  const char *typed = pl_lookup_request_get_hostspec (pl_lookup_get_request (lookup));
  g_autofree char *outcome = pl_lookup_look_dup_outcome (lookup);
  g_autofree char *took = pl_format_duration (pl_lookup_get_took_us (lookup));

  if (!pl_lookup_is_over (lookup) || pl_lookup_get_steps (lookup)->len == 0)
    took = (g_free (took), NULL);
  if (g_str_equal (typed, pl_lookup_look_get_title (lookup)))
    return took != NULL ? g_strdup_printf ("%s · %s", outcome, took) : g_strdup (outcome);
  /* Translators: %s is what was typed, what became of it, how long that took */
  if (took != NULL)
    return g_strdup_printf (_ ("asked as %s · %s · %s"), typed, outcome, took);

  return g_strdup_printf (_ ("asked as %s · %s"), typed, outcome);
}
