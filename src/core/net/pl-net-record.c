/* Who records what: recorders are known by the id of a socket, so that they stay when a connector becomes a
 * stream, and go to all that a listener takes in. */

#include "core/net/pl-net-private.h"

typedef struct
{
  PlNet *net;
  guint64 id;
  PlRecorder *recorder; /* (nullable) */
} RecordCommand;

static gboolean
is_meant (RecordCommand *command, PlChannel *channel)
{
  return command->id == 0 || channel->id == command->id || channel->listener_id == command->id;
}

static void
replace_recorder (RecordCommand *command, PlRecorder *known)
{
  GHashTableIter iter;
  PlChannel *channel;

  g_hash_table_iter_init (&iter, command->net->channels);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &channel))
    {
      if (command->recorder != NULL && is_meant (command, channel))
        channel->recorder = command->recorder;
      else if (channel->recorder == known)
        channel->recorder = NULL;
    }
}

static gboolean
record_cb (gpointer data)
{
  RecordCommand *command = data;
  GHashTable *recorders = command->net->recorders;
  gpointer key = pl_net_to_key (command->id);

  replace_recorder (command, g_hash_table_lookup (recorders, key));
  if (command->recorder != NULL)
    g_hash_table_insert (recorders, key, command->recorder);
  else
    g_hash_table_remove (recorders, key);
  g_free (command);

  return G_SOURCE_REMOVE;
}

PlRecorder *
pl_net_find_recorder (PlNet *self, guint64 id)
{
  PlRecorder *recorder = NULL;

  if (G_LIKELY (g_hash_table_size (self->recorders) == 0))
    return NULL;

  recorder = g_hash_table_lookup (self->recorders, pl_net_to_key (id));

  return recorder != NULL ? recorder : g_hash_table_lookup (self->recorders, pl_net_to_key (0));
}

/* What a listener has taken in is recorded with it. */
void
pl_channel_set_listener (PlChannel *self, guint64 listener_id)
{
  self->listener_id = listener_id;
  self->recorder = pl_net_find_recorder (self->net, listener_id);
}

void
pl_channel_record (PlChannel *self,
                   const PlEnd *local,
                   const PlEnd *peer,
                   const PlRecord *record,
                   guint64 acknowledged)
{
  if (G_UNLIKELY (self->recorder != NULL))
    pl_recorder_add (self->recorder, local, peer, record, acknowledged);
}

/**
 * pl_net_record:
 * @self: a net thread
 * @id: of a connection; of a listener, and then of all that it takes in, has taken in, too; 0 for everything
 * @recorder: (nullable): takes all that is read and written from now on; %NULL for nobody
 */
void
pl_net_record (PlNet *self, guint64 id, PlRecorder *recorder)
{
  RecordCommand *command = g_new0 (RecordCommand, 1);

  command->net = self;
  command->id = id;
  command->recorder = recorder != NULL ? g_object_ref (recorder) : NULL;
  pl_loop_invoke (self->loop, record_cb, command);
}
