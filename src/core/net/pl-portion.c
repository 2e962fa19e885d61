/* A portion that has to wait: a copy of its own. */

#include "core/net/pl-news.h"

/**
 * pl_portion_copy:
 * @self: a portion
 *
 * Returns: (transfer full): the same, with a reference of its own to the bytes, and without calls, sample and
 *   memberships
 */
PlPortion *
pl_portion_copy (const PlPortion *self)
{
  PlPortion *copy = g_memdup2 (self, sizeof *self);

  if (copy->bytes != NULL)
    g_bytes_ref (copy->bytes);
  copy->calls = NULL;
  copy->sample = NULL;
  copy->memberships = NULL;

  return copy;
}

/**
 * pl_portion_free:
 * @self: (transfer full): a copy
 */
void
pl_portion_free (PlPortion *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}
