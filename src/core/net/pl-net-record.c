/* Who records what: recorders are known by the id of a socket, so that they stay when a connector becomes a
 * stream, and go to all that a listener takes in. */

#include "core/net/pl-net-private.h"

typedef struct
{
  PlNet *net;
  guint64 id;
  PlRecorder *recorder; /* (nullable) */
} RecordCommand;

/* Its own comes first, then that of whoever took it in, then the one for everything. */
static PlRecorder *
find_recorder (PlChannel *channel)
{
  const guint64 ids[] = { channel->id, channel->listener_id, 0 };
  PlRecorder *recorder = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids) && recorder == NULL; i++)
    recorder = g_hash_table_lookup (channel->net->recorders, pl_net_to_key (ids[i]));

  return recorder;
}

static gboolean
record_cb (gpointer data)
{
  RecordCommand *command = data;
  PlNet *net = command->net;
  gpointer key = pl_net_to_key (command->id);
  GHashTableIter iter;
  PlChannel *channel;

  if (command->recorder != NULL)
    g_hash_table_insert (net->recorders, key, command->recorder);
  else
    g_hash_table_remove (net->recorders, key);

  g_hash_table_iter_init (&iter, net->channels);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &channel))
    channel->recorder = find_recorder (channel);
  g_free (command);

  return G_SOURCE_REMOVE;
}

/* Of a new one, and of one that was taken in. */
void
pl_channel_find_recorder (PlChannel *self)
{
  if (G_UNLIKELY (g_hash_table_size (self->net->recorders) > 0))
    self->recorder = find_recorder (self);
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
 *
 * A connection has one recorder at a time: its own, else the listener's, else the one for everything.
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
