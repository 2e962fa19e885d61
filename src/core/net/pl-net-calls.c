/* Brings the record of the calls that a socket has made across to the main thread. */

#include "core/net/pl-net-private.h"

typedef struct
{
  PlNet *net;
  guint64 id;
} Question;

static gboolean
read_calls_cb (gpointer data)
{
  g_autofree Question *question = data;
  PlChannel *channel = g_hash_table_lookup (question->net->channels, pl_net_to_key (question->id));
  PlPortion portion = { .id = question->id, .kind = PL_PORTION_CALLS };

  if (channel == NULL || channel->calls == NULL)
    return G_SOURCE_REMOVE;

  portion.calls = pl_calls_copy (channel->calls);
  pl_mailbox_post_portion (question->net->mailbox, &portion);

  return G_SOURCE_REMOVE;
}

/* (nullable): nothing is recorded where nobody can look. */
PlCalls *
pl_net_new_calls (PlNet *self)
{
  return self->is_for_window ? pl_calls_new () : NULL;
}

/**
 * pl_net_read_calls:
 * @self: a net thread
 * @id: of a socket
 *
 * Asks for the calls that were made for it so far, which come as a portion. Nothing comes if it is over,
 * since they have then been moved with its last news, or if none are kept.
 */
void
pl_net_read_calls (PlNet *self, guint64 id)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ self, id };
  pl_loop_invoke (self->loop, read_calls_cb, question);
}
