/* What the main thread asks of the net thread: each a closure with its arguments. Knows no socket. */

#include "core/net/pl-datagram-peer.h"
#include "core/net/pl-net-private.h"

typedef struct
{
  PlNet *net;
  guint64 id;
  GBytes *bytes;
  gsize number;
  PlDial dial;
  PlListen listen;
  PlGroup group;
} Command;

static Command *
command_new (PlNet *net, guint64 id)
{
  Command *command = g_new0 (Command, 1);

  command->net = net;
  command->id = id;

  return command;
}

static gboolean
command_done (Command *command)
{
  g_clear_pointer (&command->bytes, g_bytes_unref);
  g_free (command);

  return G_SOURCE_REMOVE;
}

static PlChannel *
command_get_channel (Command *command)
{
  return g_hash_table_lookup (command->net->channels, pl_net_to_key (command->id));
}

static gboolean
dial_cb (gpointer data)
{
  Command *command = data;

  pl_net_connector_start (command->net, command->id, &command->dial);

  return command_done (command);
}

static gboolean
listen_cb (gpointer data)
{
  Command *command = data;

  if (command->listen.protocol == PL_PROTOCOL_UDP)
    pl_unconnected_start (command->net, command->id, &command->listen);
  else
    pl_net_listener_start (command->net, command->id, &command->listen);

  return command_done (command);
}

static gboolean
watch_host_cb (gpointer data)
{
  Command *command = data;

  pl_host_watch_start (command->net, command->id);

  return command_done (command);
}

static gboolean
add_peer_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->add_peer != NULL)
    channel->klass->add_peer (channel, &command->dial);
  else
    pl_dial_clear (&command->dial);

  return command_done (command);
}

static gboolean
change_group_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->change_group != NULL)
    channel->klass->change_group (channel, &command->group, command->number != 0);

  return command_done (command);
}

static gboolean
send_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->send != NULL)
    channel->klass->send (channel, command->bytes);

  return command_done (command);
}

static gboolean
consumed_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->consumed != NULL)
    channel->klass->consumed (channel, command->number);

  return command_done (command);
}

static gboolean
read_transcript_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->read_transcript != NULL)
    channel->klass->read_transcript (channel, command->number);

  return command_done (command);
}

static gboolean
set_accepting_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->set_accepting != NULL)
    channel->klass->set_accepting (channel, command->number != 0);

  return command_done (command);
}

static gboolean
shut_down_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->shut_down != NULL)
    channel->klass->shut_down (channel);

  return command_done (command);
}

static gboolean
shut_down_reading_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL && channel->klass->shut_down_reading != NULL)
    channel->klass->shut_down_reading (channel);

  return command_done (command);
}

static gboolean
close_cb (gpointer data)
{
  Command *command = data;
  PlChannel *channel = command_get_channel (command);

  if (channel != NULL)
    channel->klass->close (channel, command->number != 0);

  return command_done (command);
}

/**
 * pl_net_dial:
 * @self: a net thread
 * @dial: (transfer full): what it takes
 *
 * Starts to make a connection. News and steps about the returned id follow; the last news of a failure
 * carries its stage and code. To stop it, pl_net_close() it.
 *
 * Returns: the id of the connection
 */
guint64
pl_net_dial (PlNet *self, PlDial *dial)
{
  Command *command = command_new (self, ++self->last_id);
  guint64 id = command->id;

  command->dial = *dial;
  pl_loop_invoke (self->loop, dial_cb, command);

  return id;
}

/**
 * pl_net_listen:
 * @self: a net thread
 * @listen: (transfer full): what it takes
 *
 * Starts to listen. News about the returned id follow.
 *
 * Returns: the id of the listener
 */
guint64
pl_net_listen (PlNet *self, PlListen *listen)
{
  Command *command = command_new (self, ++self->last_id);
  guint64 id = command->id;

  command->listen = *listen;
  pl_loop_invoke (self->loop, listen_cb, command);

  return id;
}

/**
 * pl_net_watch_host:
 * @self: a net thread
 *
 * Starts to follow the interfaces, addresses and routes of this computer: what they are like is in the next
 * batch, and again whenever they have changed.
 *
 * Returns: the id, to be closed when nobody looks any more
 */
guint64
pl_net_watch_host (PlNet *self)
{
  Command *command = command_new (self, ++self->last_id);
  guint64 id = command->id;

  pl_loop_invoke (self->loop, watch_host_cb, command);

  return id;
}

/**
 * pl_net_add_peer:
 * @self: a net thread
 * @id: of an unconnected UDP socket; one that is over is ignored
 * @dial: (transfer full): its peer, and who looks the name up
 *
 * Has the peer known as if it had sent something: news of it follow, or a report of why it cannot be sent to.
 */
void
pl_net_add_peer (PlNet *self, guint64 id, PlDial *dial)
{
  Command *command = command_new (self, id);

  command->dial = *dial;
  pl_loop_invoke (self->loop, add_peer_cb, command);
}

/**
 * pl_net_change_group:
 * @self: a net thread
 * @id: of an unconnected UDP socket; one that is over is ignored
 * @group: what to join or leave
 * @joins: which of both
 *
 * Joins or leaves a multicast group. What has come of it follows as a portion.
 */
void
pl_net_change_group (PlNet *self, guint64 id, const PlGroup *group, gboolean joins)
{
  Command *command = command_new (self, id);

  command->group = *group;
  command->number = (gsize) joins;
  pl_loop_invoke (self->loop, change_group_cb, command);
}

/**
 * pl_net_send:
 * @self: a net thread
 * @id: of a connection; one that is over is ignored
 * @bytes: (transfer full): what to send
 *
 * Sends, or queues what the kernel has no room for; how much that is comes with the news.
 */
void
pl_net_send (PlNet *self, guint64 id, GBytes *bytes)
{
  Command *command = command_new (self, id);

  command->bytes = bytes;
  pl_loop_invoke (self->loop, send_cb, command);
}

/**
 * pl_net_consumed:
 * @self: a net thread
 * @id: of a connection that delivers
 * @size: bytes
 *
 * Tells that so much of what was delivered is done with. A connection whose reader is 1 MiB behind stops
 * reading, and so makes its peer wait.
 */
void
pl_net_consumed (PlNet *self, guint64 id, gsize size)
{
  Command *command = command_new (self, id);

  command->number = size;
  pl_loop_invoke (self->loop, consumed_cb, command);
}

/**
 * pl_net_read_transcript:
 * @self: a net thread
 * @id: of a connection
 * @offset: how much of its transcript the reader has
 *
 * Asks for the rest, which comes as a portion, together with the round trip time. Nothing comes if the
 * connection is over: its whole transcript has then been moved with its last news.
 */
void
pl_net_read_transcript (PlNet *self, guint64 id, gsize offset)
{
  Command *command = command_new (self, id);

  command->number = offset;
  pl_loop_invoke (self->loop, read_transcript_cb, command);
}

/**
 * pl_net_set_accepting:
 * @self: a net thread
 * @id: of a listener
 * @is_accepting: whether it is to take peers in
 *
 * Stops or begins to accept. While it does not, peers wait in the listener's queue, and once that is full the
 * system answers none any more.
 */
void
pl_net_set_accepting (PlNet *self, guint64 id, gboolean is_accepting)
{
  Command *command = command_new (self, id);

  command->number = (gsize) is_accepting;
  pl_loop_invoke (self->loop, set_accepting_cb, command);
}

/**
 * pl_net_shut_down:
 * @self: a net thread
 * @id: of a connection
 *
 * Sends an end-of-file after all that is queued, and goes on receiving (socket-stream-shutdown, direction
 * output).
 */
void
pl_net_shut_down (PlNet *self, guint64 id)
{
  pl_loop_invoke (self->loop, shut_down_cb, command_new (self, id));
}

/**
 * pl_net_shut_down_reading:
 * @self: a net thread
 * @id: of a connection
 *
 * Reads no more (socket-stream-shutdown, direction input). The peer hears nothing of it.
 */
void
pl_net_shut_down_reading (PlNet *self, guint64 id)
{
  pl_loop_invoke (self->loop, shut_down_reading_cb, command_new (self, id));
}

/**
 * pl_net_close:
 * @self: a net thread
 * @id: of a connection, a listener, or one that is still being made, which is thereby stopped
 *
 * Closes it. What was queued but not yet sent is lost.
 */
void
pl_net_close (PlNet *self, guint64 id)
{
  pl_loop_invoke (self->loop, close_cb, command_new (self, id));
}

/**
 * pl_net_abort:
 * @self: a net thread
 * @id: of a connection
 *
 * Closes it with a RST.
 */
void
pl_net_abort (PlNet *self, guint64 id)
{
  Command *command = command_new (self, id);

  command->number = TRUE;
  pl_loop_invoke (self->loop, close_cb, command);
}
