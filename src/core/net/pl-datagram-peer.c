/* What goes between one local end and one peer by datagrams: sends, counts and keeps. Either the socket is
 * connected to the peer and its own, or the peer is one of many that an unconnected socket talks to. */

#include "core/net/pl-datagram-peer.h"

#include "core/net/pl-reflection.h"
#include "core/respond/pl-datagram-answer.h"

struct _PlDatagramPeer
{
  PlChannel channel; /* its watch is not used: the socket has one */
  PlDatagramSocket *socket;
  PlUnconnected *unconnected; /* (nullable): whose socket it is, if it is not its own */
  GList link;                 /* in its list */
  PlFlow flow;
  PlEnd answer_from; /* unknown leaves it to the system */
  PlReflection reflection;
  PlTally tally;
  guint64 not_kept;
  PlTranscript *transcript; /* (nullable) */
  PlDelivery delivery;
  bool is_shut_down;
  bool is_told;     /* that it exists */
  bool has_changed; /* and nobody was told */
};

static bool
is_connected (PlDatagramPeer *self)
{
  return self->unconnected == NULL;
}

static void
post (PlDatagramPeer *self, PlNews *news)
{
  news->id = self->channel.id;
  news->listener_id = self->channel.listener_id;
  news->not_kept = self->not_kept;
  news->opened_at_us = self->channel.opened_at_us;
  news->v6only = -1;
  news->is_shut_down = self->is_shut_down;
  news->local = self->flow.local;
  news->peer = self->flow.peer;
  pl_tally_tell (&self->tally, news);
  if (is_connected (self))
    {
      news->unsent = pl_datagram_socket_get_unsent (self->socket);
      news->datagrams.dropped = pl_datagram_socket_get_dropped (self->socket);
    }
  if (!self->is_told)
    news->flags |= PL_NEWS_OPENED;
  pl_channel_post (&self->channel, news);
  self->is_told = true;
  self->has_changed = false;
}

/* The end of @self: only its memory stays a little longer. */
static void
finish (PlDatagramPeer *self, PlEndReason reason, PlFailure failure)
{
  PlNet *net = self->channel.net;
  PlNews news = { .flags = PL_NEWS_CLOSED,
                  .closed_at_us = g_get_monotonic_time (),
                  .reason = reason,
                  .failure = failure,
                  .transcript = g_steal_pointer (&self->transcript) };

  if (is_connected (self))
    pl_datagram_socket_close (self->socket);
  news.calls = g_steal_pointer (&self->channel.calls);
  post (self, &news);
  if (is_connected (self))
    {
      pl_datagram_socket_free (self->socket);
      pl_net_listeners_resume (net);
    }
  else
    {
      pl_datagram_socket_forget (self->socket, self);
      pl_unconnected_forget (self->unconnected, self);
    }
  pl_channel_free (&self->channel);
}

/* Many datagrams, one piece of news. */
static void
set_changed (PlDatagramPeer *self)
{
  if (!self->has_changed && !is_connected (self))
    pl_unconnected_changed (self->unconnected, self);
  self->has_changed = true;
}

static void
keep (PlDatagramPeer *self, PlDirection direction, const guint8 *data, gsize length, gsize size)
{
  PlRecord datagram = { .at_us = g_get_monotonic_time (),
                        .direction = direction,
                        .flags = PL_RECORD_DATAGRAM,
                        .cut = (guint16) MIN (size - length, G_MAXUINT16),
                        .length = (guint32) length,
                        .data = data };
  gsize lost = pl_transcript_add (&self->transcript, &datagram);

  pl_channel_record (&self->channel, &self->flow.local, &self->flow.peer, &datagram, 0);
  self->not_kept += lost;
  self->channel.net->totals.not_kept += lost;
}

static PlDatagramRoute
get_route (PlDatagramPeer *self)
{
  if (is_connected (self))
    return (PlDatagramRoute){ 0 };

  return (PlDatagramRoute){ .from = self->answer_from, .to = self->flow.peer };
}

/* From the main thread */

static void
peer_close (PlChannel *channel, gboolean abort)
{
  finish ((PlDatagramPeer *) channel, PL_END_REASON_HERE, (PlFailure){ .code = 0 });
}

static void
peer_send (PlChannel *channel, GBytes *bytes)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;

  if (!self->is_shut_down)
    pl_datagram_peer_send (self, bytes);
}

/* There is no end-of-file between datagrams: that nothing more is sent stays here. */
static void
peer_shut_down (PlChannel *channel)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;

  self->is_shut_down = true;
  post (self, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

static void
peer_consumed (PlChannel *channel, gsize size)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;

  pl_delivery_consumed (&self->delivery, size);
  if (!pl_datagram_socket_read (self->socket, pl_delivery_has_room (&self->delivery)))
    finish (self, PL_END_REASON_FAILED, pl_call_get_failure (PL_STAGE_TRANSFER));
}

static void
peer_read_transcript (PlChannel *channel, gsize offset)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;
  PlPortion portion = { .id = channel->id,
                        .kind = PL_PORTION_TRANSCRIPT,
                        .bytes = pl_transcript_dup_tail (self->transcript, offset),
                        .offset = offset,
                        .end = pl_transcript_get_size (self->transcript),
                        .rtt_us = -1 };

  pl_mailbox_post_portion (channel->net->mailbox, &portion);
}

static int
peer_get_fd (PlChannel *channel)
{
  return pl_datagram_socket_get_fd (((PlDatagramPeer *) channel)->socket);
}

static const PlChannelClass peer_class = {
  .close = peer_close,
  .send = peer_send,
  .shut_down = peer_shut_down,
  .consumed = peer_consumed,
  .read_transcript = peer_read_transcript,
  .get_fd = peer_get_fd,
};

/**
 * pl_datagram_peer_new_connected:
 * @net: the net thread
 * @id: its id
 * @calls: (transfer full) (nullable): the calls that have made the socket
 * @flow: as getsockname() and getpeername() said
 * @deliver: whether to hand the payload over
 *
 * Makes the one peer of a socket that is connected to it.
 *
 * Returns: (transfer none): a peer, to be begun
 */
PlDatagramPeer *
pl_datagram_peer_new_connected (PlNet *net, guint64 id, PlCalls *calls, const PlFlow *flow, gboolean deliver)
{
  PlDatagramPeer *self = g_new0 (PlDatagramPeer, 1);

  pl_channel_init (&self->channel, net, &peer_class, id, calls);
  self->flow = *flow;
  self->delivery.is_on = deliver;

  return self;
}

/**
 * pl_datagram_peer_begin:
 * @self: the one peer of a socket
 * @socket: (transfer full): that
 *
 * Tells that it is open, and begins to read. It frees itself when it is closed: nothing that comes ends it.
 */
void
pl_datagram_peer_begin (PlDatagramPeer *self, PlDatagramSocket *socket)
{
  self->socket = socket;
  post (self, &(PlNews){ 0 });
  if (!pl_datagram_socket_read (socket, TRUE))
    finish (self, PL_END_REASON_FAILED, pl_call_get_failure (PL_STAGE_TRANSFER));
}

/**
 * pl_datagram_peer_new:
 * @net: the net thread
 * @unconnected: whose socket it is
 * @listener_id: the id of that
 * @socket: the socket
 * @flow: the ends
 *
 * Takes in somebody new, of whom the next news tell.
 *
 * Returns: (transfer none): a peer, which frees itself when it ends
 */
PlDatagramPeer *
pl_datagram_peer_new (PlNet *net,
                      PlUnconnected *unconnected,
                      guint64 listener_id,
                      PlDatagramSocket *socket,
                      const PlFlow *flow)
{
  PlDatagramPeer *self = g_new0 (PlDatagramPeer, 1);

  pl_channel_init (&self->channel, net, &peer_class, ++net->last_id, NULL);
  self->socket = socket;
  self->unconnected = unconnected;
  pl_channel_set_listener (&self->channel, listener_id);
  self->link.data = self;
  self->flow = *flow;
  set_changed (self);

  return self;
}

/**
 * pl_datagram_peer_get_flow:
 * @self: a peer
 *
 * Returns: (transfer none): its ends
 */
const PlFlow *
pl_datagram_peer_get_flow (PlDatagramPeer *self)
{
  return &self->flow;
}

/**
 * pl_datagram_peer_set_local:
 * @self: a peer that was sent to before anything came from it
 * @local: the address that is now known
 */
void
pl_datagram_peer_set_local (PlDatagramPeer *self, const PlEnd *local)
{
  self->flow.local = *local;
  set_changed (self);
}

/**
 * pl_datagram_peer_get_link:
 * @self: a peer
 *
 * Returns: (transfer none): a link for the list that it is in, with @self as its data
 */
GList *
pl_datagram_peer_get_link (PlDatagramPeer *self)
{
  return &self->link;
}

/**
 * pl_datagram_peer_take:
 * @self: a peer
 * @datagram: that has come from it
 *
 * Counts and keeps it.
 */
void
pl_datagram_peer_take (PlDatagramPeer *self, const PlDatagram *datagram)
{
  self->answer_from = datagram->answer_from;
  pl_tally_received (&self->tally, datagram);
  self->channel.net->totals.received += datagram->length;
  keep (self, PL_DIRECTION_RECEIVED, datagram->data, datagram->length, datagram->size);
  pl_delivery_hand_over (&self->delivery, &self->channel, &self->tally, datagram, &self->flow);
  if (!pl_delivery_has_room (&self->delivery))
    pl_datagram_socket_read (self->socket, FALSE);
  set_changed (self);
}

/**
 * pl_datagram_peer_answer:
 * @self: a peer
 * @datagram: that has come from it
 * @behaviour: what to say to it
 * @is_answer: whether it is known to be an answer itself
 *
 * Answers, unless the peer does nothing else either.
 *
 * Returns: %FALSE if there was something to say, and it was not said
 */
gboolean
pl_datagram_peer_answer (PlDatagramPeer *self,
                         const PlDatagram *datagram,
                         PlBehaviour *behaviour,
                         gboolean is_answer)
{
  PlDatagramRoute route = get_route (self);
  gint64 now_us = g_get_monotonic_time ();
  PlDatagramAnswer answer;

  if (!pl_datagram_answer_make (&answer, behaviour, datagram->data, datagram->length))
    return TRUE;

  is_answer = is_answer || pl_reflection_is_service (self->flow.peer.port) ||
              !pl_reflection_may_answer (&self->reflection, datagram->data, datagram->length, now_us);
  if (!is_answer)
    {
      pl_datagram_socket_send (self->socket, self, &route, answer.data, answer.length);
      pl_reflection_answered (&self->reflection, answer.data, answer.length, now_us);
    }
  self->tally.counts.unanswered += is_answer;
  pl_datagram_answer_clear (&answer);

  return !is_answer;
}

/**
 * pl_datagram_peer_send:
 * @self: a peer
 * @bytes: the payload of one datagram
 *
 * Sends it, and tells what became of it.
 */
void
pl_datagram_peer_send (PlDatagramPeer *self, GBytes *bytes)
{
  PlDatagramRoute route = get_route (self);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  pl_datagram_socket_send (self->socket, self, &route, data, length);
  set_changed (self);
  pl_datagram_socket_settle (self->socket);
}

/**
 * pl_datagram_peer_note_sent:
 * @self: a peer
 * @data: what the kernel has taken
 * @length: bytes in @data
 */
void
pl_datagram_peer_note_sent (PlDatagramPeer *self, const guint8 *data, gsize length)
{
  pl_tally_sent (&self->tally, length);
  self->channel.net->totals.sent += length;
  keep (self, PL_DIRECTION_SENT, data, length, length);
  set_changed (self);
}

/**
 * pl_datagram_peer_note_report:
 * @self: a peer
 * @report: about a datagram for it
 * @unsent: how many of its bytes were not even sent, or -1 if it was
 */
void
pl_datagram_peer_note_report (PlDatagramPeer *self, const PlReport *report, gssize unsent)
{
  pl_tally_reported (&self->tally, report, unsent);
  self->tally.report.peer = self->flow.peer;
  pl_delivery_report (&self->delivery, &self->channel, &self->tally, &self->tally.report);
  set_changed (self);
}

/**
 * pl_datagram_peer_settle:
 * @self: a peer
 *
 * Tells of what has changed.
 */
void
pl_datagram_peer_settle (PlDatagramPeer *self)
{
  if (self->has_changed)
    post (self, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

/**
 * pl_datagram_peer_end:
 * @self: (transfer full): a peer of an unconnected socket
 * @reason: why
 */
void
pl_datagram_peer_end (PlDatagramPeer *self, PlEndReason reason)
{
  finish (self, reason, (PlFailure){ .code = 0 });
}
