/* What was sent before, to be sent again, and what was being typed meanwhile. Knows no entry. */

#include "app/connection/pl-send-history.h"

struct _PlSendHistory
{
  GPtrArray *texts; /* (element-type utf8): the oldest first, and behind the last one what was being typed */
  guint place;      /* of the one that is shown; texts->len for what is being typed */
  char *typed;      /* (nullable) */
};

/**
 * pl_send_history_new:
 *
 * Returns: (transfer full): an empty history
 */
PlSendHistory *
pl_send_history_new (void)
{
  PlSendHistory *self = g_new0 (PlSendHistory, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * pl_send_history_free:
 * @self: (transfer full): a history
 */
void
pl_send_history_free (PlSendHistory *self)
{
  g_ptr_array_unref (self->texts);
  g_free (self->typed);
  g_free (self);
}

/**
 * pl_send_history_add:
 * @self: a history
 * @text: what was sent; an empty one, or the same again, is not remembered
 *
 * Remembers @text, and forgets the oldest when there are too many.
 */
void
pl_send_history_add (PlSendHistory *self, const char *text)
{
  const char *last = self->texts->len > 0 ? self->texts->pdata[self->texts->len - 1] : "";

  if (*text != '\0' && !g_str_equal (text, last))
    g_ptr_array_add (self->texts, g_strdup (text));
  if (self->texts->len > PL_SEND_HISTORY_MAX)
    g_ptr_array_remove_index (self->texts, 0);
  self->place = self->texts->len;
  g_clear_pointer (&self->typed, g_free);
}

/**
 * pl_send_history_recall:
 * @self: a history
 * @step: -1 for what was sent before the one that is shown, 1 for what was sent after it
 * @typed: what the entry holds; kept while the past is looked at
 *
 * Returns: (transfer none) (nullable): what the entry shall hold; %NULL if there is nothing further
 */
const char *
pl_send_history_recall (PlSendHistory *self, int step, const char *typed)
{
  if (step < 0 ? self->place == 0 : self->place == self->texts->len)
    return NULL;

  if (self->place == self->texts->len)
    {
      g_free (self->typed);
      self->typed = g_strdup (typed);
    }
  self->place = step < 0 ? self->place - 1 : self->place + 1;

  return self->place < self->texts->len ? self->texts->pdata[self->place] : self->typed;
}
