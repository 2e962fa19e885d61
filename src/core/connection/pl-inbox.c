/* What a socket delivers, until there is somebody to take it: a peer may talk, and even close, before anybody
 * hears that there is one. */

#include "core/connection/pl-inbox.h"

/**
 * pl_inbox_keep:
 * @self: an inbox
 * @portion: (transfer none): what has come
 *
 * Returns: whether it was kept, because nobody wants it yet; else it is to be passed on
 */
gboolean
pl_inbox_keep (PlInbox *self, const PlPortion *portion)
{
  if (self->is_open)
    return FALSE;

  g_queue_push_tail (&self->portions, pl_portion_copy (portion));

  return TRUE;
}

/**
 * pl_inbox_take:
 * @self: an inbox
 *
 * Opens it: from now on nothing is kept.
 *
 * Returns: (transfer full) (nullable): the next of what was kept so far, for pl_portion_free()
 */
PlPortion *
pl_inbox_take (PlInbox *self)
{
  self->is_open = TRUE;

  return g_queue_pop_head (&self->portions);
}

/**
 * pl_inbox_clear:
 * @self: an inbox
 *
 * Frees what was kept.
 */
void
pl_inbox_clear (PlInbox *self)
{
  g_queue_clear_full (&self->portions, (GDestroyNotify) pl_portion_free);
}
