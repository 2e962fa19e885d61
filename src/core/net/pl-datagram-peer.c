/* What goes between one local end and one peer by datagrams: sends, counts and keeps. Either the socket is
 * connected to the peer, or it is one of many that an unconnected socket hears from. */

#include "core/net/pl-datagram-peer.h"

#include <errno.h>

#define DELIVERY_MAX       (1024 * 1024) /* bytes handed over that the reader has not consumed yet */
#define DELIVERY_COUNT_MAX 1024          /* the same in datagrams, since empty ones have no bytes */

struct _PlDatagramPeer
{
  PlChannel channel; /* its watch is not used: the socket has one */
  PlDatagramSocket *socket;
  PlDatagramRoute route; /* empty if the socket is connected */
  guint64 received;
  guint64 sent;
  guint64 not_kept;
  PlDatagramCounts counts;
  PlReport report;          /* the last one */
  PlTranscript *transcript; /* (nullable) */
  PlEnd local;
  PlEnd peer;
  gsize undelivered;
  guint n_undelivered;
  bool is_delivering;
  bool is_shut_down;
};

static PlNet *
get_net (PlDatagramPeer *self)
{
  return self->channel.net;
}

static void
post (PlDatagramPeer *self, PlNews *news)
{
  news->id = self->channel.id;
  news->protocol = PL_PROTOCOL_UDP;
  news->received = self->received;
  news->sent = self->sent;
  news->unsent = pl_datagram_socket_get_unsent (self->socket);
  news->not_kept = self->not_kept;
  news->datagrams = self->counts;
  news->datagrams.dropped = pl_datagram_socket_get_dropped (self->socket);
  news->report = self->report;
  news->opened_at_us = self->channel.opened_at_us;
  news->v6only = -1;
  news->is_shut_down = self->is_shut_down;
  news->local = self->local;
  news->peer = self->peer;
  pl_channel_post (&self->channel, news);
}

/* The end of @self: only its memory stays a little longer. */
static void
finish (PlDatagramPeer *self, PlEndReason reason, int code)
{
  PlNet *net = get_net (self);
  PlNews news = { .flags = PL_NEWS_CLOSED,
                  .closed_at_us = g_get_monotonic_time (),
                  .reason = reason,
                  .failure = { PL_STAGE_TRANSFER, code },
                  .transcript = g_steal_pointer (&self->transcript) };

  pl_datagram_socket_close (self->socket);
  news.calls = g_steal_pointer (&self->channel.calls);
  post (self, &news);
  pl_datagram_socket_free (self->socket);
  pl_channel_free (&self->channel);
  pl_net_listeners_resume (net);
}

static bool
may_read (PlDatagramPeer *self)
{
  return self->undelivered < DELIVERY_MAX && self->n_undelivered < DELIVERY_COUNT_MAX;
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

  self->not_kept += lost;
  get_net (self)->totals.not_kept += lost;
}

static void
deliver (PlDatagramPeer *self, const PlDatagram *datagram)
{
  PlPortion portion = { .id = self->channel.id,
                        .kind = PL_PORTION_DATAGRAM,
                        .bytes = g_bytes_new (datagram->data, datagram->length),
                        .size = datagram->size,
                        .local = self->local,
                        .peer = self->peer };

  pl_mailbox_post_portion (get_net (self)->mailbox, &portion);
  self->undelivered += datagram->length;
  self->n_undelivered++;
  if (!may_read (self))
    pl_datagram_socket_read (self->socket, FALSE);
}

/* 1. From the socket */

static void
received (gpointer owner, const PlDatagram *datagram)
{
  PlDatagramPeer *self = owner;

  self->received += datagram->length;
  self->counts.received++;
  self->counts.truncated += datagram->size > datagram->length;
  get_net (self)->totals.received += datagram->length;
  keep (self, PL_DIRECTION_RECEIVED, datagram->data, datagram->length, datagram->size);
  if (self->is_delivering)
    deliver (self, datagram);
}

static void
sent (gpointer owner, gpointer peer, const guint8 *data, gsize length)
{
  PlDatagramPeer *self = peer;

  self->sent += length;
  self->counts.sent++;
  get_net (self)->totals.sent += length;
  keep (self, PL_DIRECTION_SENT, data, length, length);
}

static void
reported (gpointer owner, gpointer peer, const PlReport *report, gssize unsent)
{
  PlDatagramPeer *self = owner;

  self->report = *report;
  self->report.peer = self->peer;
  self->counts.reports++;
  self->counts.unsendable += (guint64) MAX (unsent, 0);
  if (self->is_delivering)
    pl_mailbox_post_portion (
        get_net (self)->mailbox,
        &(PlPortion){ .id = self->channel.id, .kind = PL_PORTION_REPORT, .report = self->report });
}

static void
settled (gpointer owner)
{
  post (owner, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

static const PlDatagramSocketClass connected_class = {
  .received = received,
  .sent = sent,
  .reported = reported,
  .settled = settled,
};

/* 2. From the main thread */

static void
peer_close (PlChannel *channel, gboolean abort)
{
  finish ((PlDatagramPeer *) channel, PL_END_REASON_HERE, 0);
}

static void
peer_send (PlChannel *channel, GBytes *bytes)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (self->is_shut_down)
    return;
  pl_datagram_socket_send (self->socket, self, &self->route, data, length);
  settled (self);
}

/* There is no end-of-file between datagrams: that nothing more is sent stays here. */
static void
peer_shut_down (PlChannel *channel)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;

  self->is_shut_down = true;
  settled (self);
}

static void
peer_consumed (PlChannel *channel, gsize size)
{
  PlDatagramPeer *self = (PlDatagramPeer *) channel;

  self->undelivered -= MIN (size, self->undelivered);
  self->n_undelivered -= MIN (1, self->n_undelivered);
  if (!pl_datagram_socket_read (self->socket, may_read (self)))
    finish (self, PL_END_REASON_FAILED, errno);
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
 * pl_datagram_peer_open:
 * @net: the net thread
 * @id: its id
 * @fd: (transfer full): a UDP socket that is connected
 * @calls: (transfer full) (nullable): the calls that have made it
 * @local: as getsockname() said
 * @peer: as getpeername() said
 * @deliver: whether to hand the payload over
 * @datagram_max: the room for a datagram that comes
 *
 * Tells that it is open, and begins to read. It frees itself when it is closed: nothing that comes ends it.
 */
void
pl_datagram_peer_open (PlNet *net,
                       guint64 id,
                       int fd,
                       PlCalls *calls,
                       const PlEnd *local,
                       const PlEnd *peer,
                       gboolean deliver,
                       guint datagram_max)
{
  PlDatagramPeer *self = g_new0 (PlDatagramPeer, 1);

  pl_channel_init (&self->channel, net, &peer_class, id, calls);
  self->socket = pl_datagram_socket_new (net, &connected_class, self, fd, calls, datagram_max);
  self->local = *local;
  self->peer = *peer;
  self->is_delivering = deliver;

  post (self, &(PlNews){ .flags = PL_NEWS_OPENED });
  if (!pl_datagram_socket_read (self->socket, TRUE))
    finish (self, PL_END_REASON_FAILED, errno);
}
