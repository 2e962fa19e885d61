/* One UDP socket that is bound and not connected: hears from anybody, and knows a bounded number of those it
 * has heard from. Each of them is a channel of its own. */

#include "core/net/pl-binder.h"
#include "core/net/pl-datagram-bind.h"
#include "core/net/pl-datagram-peer.h"
#include "core/net/pl-peer-table.h"

#include <errno.h>

#define PEERS_MAX 1024 /* those that were silent for longest have to go */

struct _PlUnconnected
{
  PlChannel channel; /* its watch is not used: the socket has one */
  PlBinder binder;
  PlQuery *peer_query;      /* (nullable): while somebody to send to is; one at a time */
  guint16 peer_port;        /* of that */
  PlDatagramSocket *socket; /* (nullable): NULL until it is bound */
  PlPeerTable *peers;
  GPtrArray *changed; /* (element-type PlDatagramPeer): since the socket was last settled */
  PlTally tally;
  PlDelivery delivery;
};

static PlNet *
get_net (PlUnconnected *self)
{
  return self->channel.net;
}

static void
post (PlUnconnected *self, PlNews *news)
{
  news->id = self->channel.id;
  news->opened_at_us = self->channel.opened_at_us;
  pl_binder_tell (&self->binder, news);
  pl_tally_tell (&self->tally, news);
  if (self->socket != NULL)
    news->datagrams.dropped = pl_datagram_socket_get_dropped (self->socket);
  pl_channel_post (&self->channel, news);
}

static void
finish (PlUnconnected *self, PlEndReason reason, PlFailure failure)
{
  while (pl_peer_table_get_n (self->peers) > 0)
    pl_datagram_peer_end (pl_peer_table_get_oldest (self->peers), PL_END_REASON_HERE);
  if (self->socket != NULL)
    pl_datagram_socket_close (self->socket);
  self->channel.slot = (PlNewsSlot){ 0 }; /* a record of its own, behind those of its peers */
  post (self, &(PlNews){ .flags = PL_NEWS_CLOSED,
                         .closed_at_us = g_get_monotonic_time (),
                         .reason = reason,
                         .failure = failure,
                         .calls = g_steal_pointer (&self->channel.calls) });
  g_ptr_array_remove (get_net (self)->unconnected, self);
  g_clear_pointer (&self->peer_query, pl_query_cancel);
  g_clear_pointer (&self->socket, pl_datagram_socket_free);
  pl_peer_table_free (self->peers);
  g_ptr_array_unref (self->changed);
  pl_binder_clear (&self->binder);
  pl_net_listeners_resume (get_net (self));
  pl_channel_free (&self->channel);
}

/* 1. Those it has heard from */

static PlDatagramPeer *
take_in (PlUnconnected *self, const PlFlow *flow)
{
  PlDatagramPeer *peer;

  if (pl_peer_table_get_n (self->peers) >= PEERS_MAX)
    pl_datagram_peer_end (pl_peer_table_get_oldest (self->peers), PL_END_REASON_MADE_ROOM);
  peer = pl_datagram_peer_new (get_net (self), self, self->channel.id, self->socket, flow);
  pl_peer_table_add (self->peers, peer);

  return peer;
}

/* One that was sent to first has no local address before it answers, unless the socket has. */
static PlDatagramPeer *
find_peer (PlUnconnected *self, const PlFlow *flow)
{
  PlDatagramPeer *peer = pl_peer_table_find (self->peers, flow);

  if (peer != NULL || !pl_address_is_any (&self->binder.local.address))
    return peer;

  peer = pl_peer_table_find (self->peers, &(PlFlow){ self->binder.local, flow->peer });
  if (peer == NULL)
    return NULL;

  pl_peer_table_remove (self->peers, peer);
  pl_datagram_peer_set_local (peer, &flow->local);
  pl_peer_table_add (self->peers, peer);

  return peer;
}

/* 2. From the socket */

static PlFlow
get_flow (PlUnconnected *self, const PlDatagram *datagram)
{
  PlFlow flow = { .local = datagram->local, .peer = datagram->peer };

  if (!pl_end_is_known (&flow.local))
    flow.local = self->binder.local;
  flow.local.port = self->binder.local.port;

  return flow;
}

static PlResponder
get_responder (PlUnconnected *self)
{
  return pl_behaviour_get_responder (self->binder.listen.behaviour);
}

/* Two sockets of our own that answer each other would never end. */
static bool
is_from_responder (PlUnconnected *self, const PlFlow *flow)
{
  GPtrArray *all = get_net (self)->unconnected;

  if (!pl_address_is_loopback (&flow->peer.address) &&
      !pl_address_equal (&flow->peer.address, &flow->local.address))
    return false;

  for (guint i = 0; i < all->len; i++)
    {
      PlUnconnected *other = all->pdata[i];

      if (get_responder (other) != PL_RESPONDER_NONE && other->binder.local.port == flow->peer.port)
        return true;
    }

  return false;
}

/* Whether there is anybody to read: who holds reading lets the kernel drop. */
static bool
may_read (PlUnconnected *self)
{
  if (get_responder (self) == PL_RESPONDER_HOLD &&
      self->tally.received >= pl_behaviour_get_number (self->binder.listen.behaviour))
    return false;

  return pl_delivery_has_room (&self->delivery);
}

static void
received (gpointer owner, const PlDatagram *datagram)
{
  PlUnconnected *self = owner;
  PlFlow flow = get_flow (self, datagram);
  PlDatagramPeer *peer = find_peer (self, &flow);

  if (peer != NULL)
    pl_peer_table_put_first (self->peers, peer);
  else
    peer = take_in (self, &flow);

  pl_tally_received (&self->tally, datagram);
  pl_datagram_peer_take (peer, datagram);
  pl_delivery_hand_over (&self->delivery, &self->channel, &self->tally, datagram, &flow);
  if (!may_read (self))
    pl_datagram_socket_read (self->socket, FALSE);
  if (!pl_datagram_peer_answer (peer, datagram, self->binder.listen.behaviour,
                                is_from_responder (self, &flow)))
    self->tally.counts.unanswered++;
}

static void
sent (gpointer owner, gpointer peer, const guint8 *data, gsize length)
{
  PlUnconnected *self = owner;

  pl_tally_sent (&self->tally, length);
  pl_datagram_peer_note_sent (peer, data, length);
}

static void
reported (gpointer owner, gpointer peer, const PlReport *report, gssize unsent)
{
  PlUnconnected *self = owner;

  pl_tally_reported (&self->tally, report, unsent);
  pl_delivery_report (&self->delivery, &self->channel, &self->tally, report);
  if (peer == NULL)
    peer = pl_peer_table_find_latest (self->peers, &report->peer);
  if (peer != NULL)
    pl_datagram_peer_note_report (peer, report, unsent);
}

static void
settled (gpointer owner)
{
  PlUnconnected *self = owner;

  for (guint i = 0; i < self->changed->len; i++)
    pl_datagram_peer_settle (self->changed->pdata[i]);
  g_ptr_array_set_size (self->changed, 0);
  post (self, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

static const PlDatagramSocketClass unconnected_class = {
  .received = received,
  .sent = sent,
  .reported = reported,
  .settled = settled,
};

/* 3. Bind */

static int
unconnected_open (PlChannel *channel, const PlListenTry *try)
{
  return pl_datagram_bind (&((PlUnconnected *) channel)->binder.listen, try, channel->calls);
}

static void
unconnected_bound (PlChannel *channel, int fd)
{
  PlUnconnected *self = (PlUnconnected *) channel;

  self->socket = pl_datagram_socket_new (channel->net, &unconnected_class, self, fd, channel->calls,
                                         self->binder.listen.datagram_max);
  if (!pl_datagram_socket_read (self->socket, may_read (self)))
    finish (self, PL_END_REASON_FAILED, pl_call_get_failure (PL_STAGE_BIND));
  else
    post (self, &(PlNews){ .flags = PL_NEWS_OPENED });
}

static void
unconnected_waits (PlChannel *channel)
{
  post ((PlUnconnected *) channel, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

static void
unconnected_failed (PlChannel *channel, PlFailure failure)
{
  finish ((PlUnconnected *) channel, PL_END_REASON_FAILED, failure);
}

static const PlBinderClass unconnected_binder_class = {
  .open = unconnected_open,
  .bound = unconnected_bound,
  .waits = unconnected_waits,
  .failed = unconnected_failed,
};

/* 4. From the main thread */

static void
unconnected_close (PlChannel *channel, gboolean abort)
{
  PlUnconnected *self = (PlUnconnected *) channel;

  if (self->socket == NULL)
    finish (self, PL_END_REASON_FAILED, (PlFailure){ pl_binder_get_stage (&self->binder), ECANCELED });
  else
    finish (self, PL_END_REASON_HERE, (PlFailure){ .code = 0 });
}

static void
unconnected_consumed (PlChannel *channel, gsize size)
{
  PlUnconnected *self = (PlUnconnected *) channel;

  pl_delivery_consumed (&self->delivery, size);
  if (self->socket != NULL)
    pl_datagram_socket_read (self->socket, may_read (self));
}

/* Returns whether the socket can send there: IPv4 goes out of an IPv6 socket only if that takes it. */
static bool
fit_family (PlUnconnected *self, PlEnd *peer)
{
  PlFamily family = self->binder.local.address.family;

  if (peer->address.family == family)
    return true;
  if (family != PL_FAMILY_IPV6 || self->binder.v6only != 0)
    return false;

  pl_address_map (&peer->address);

  return true;
}

static void
report_peer (PlUnconnected *self, const PlEnd *peer, PlStage stage, int code)
{
  reported (self, NULL, &(PlReport){ .failure = { stage, code }, .peer = *peer }, -1);
  settled (self);
}

static void
know_peer (PlUnconnected *self, const PlEnd *end)
{
  PlFlow flow = { .local = self->binder.local, .peer = *end };
  PlDatagramPeer *peer;

  if (!fit_family (self, &flow.peer))
    return report_peer (self, end, PL_STAGE_SEND, EAFNOSUPPORT);

  peer = pl_peer_table_find_latest (self->peers, &flow.peer);
  if (peer != NULL)
    pl_peer_table_put_first (self->peers, peer);
  else
    take_in (self, &flow);
  settled (self);
}

static void
peer_answered (gpointer data, PlFamily family, const PlAddress *addresses, guint n_addresses, int code)
{
  PlUnconnected *self = data;
  PlEnd end = { .port = self->peer_port };

  self->peer_query = NULL;
  if (code != 0)
    return report_peer (self, &end, PL_STAGE_LOOKUP, code);

  end.address = addresses[0];
  know_peer (self, &end);
}

static void
unconnected_add_peer (PlChannel *channel, PlDial *dial)
{
  PlUnconnected *self = (PlUnconnected *) channel;
  PlFamily family = self->binder.local.address.family == PL_FAMILY_IPV4 ? PL_FAMILY_IPV4
                    : self->binder.v6only != 0                          ? PL_FAMILY_IPV6
                                                                        : PL_FAMILY_NONE;

  g_clear_pointer (&self->peer_query, pl_query_cancel);
  self->peer_port = dial->peer.end.port;
  if (self->socket != NULL && dial->peer.name != NULL)
    self->peer_query = pl_query_start (channel->net, dial->resolver, dial->peer.name, family, peer_answered,
                                       self);
  else if (self->socket != NULL)
    know_peer (self, &dial->peer.end);
  pl_dial_clear (dial);
}

static int
unconnected_get_fd (PlChannel *channel)
{
  PlDatagramSocket *socket = ((PlUnconnected *) channel)->socket;

  return socket != NULL ? pl_datagram_socket_get_fd (socket) : -1;
}

static const PlChannelClass unconnected_channel_class = {
  .close = unconnected_close,
  .get_fd = unconnected_get_fd,
  .consumed = unconnected_consumed,
  .add_peer = unconnected_add_peer,
};

/**
 * pl_unconnected_start:
 * @net: the net thread
 * @id: for the socket
 * @listen: (transfer full): what it takes
 *
 * Binds: posts news that it is bound, or why it cannot be.
 */
void
pl_unconnected_start (PlNet *net, guint64 id, PlListen *listen)
{
  PlUnconnected *self = g_new0 (PlUnconnected, 1);

  pl_channel_init (&self->channel, net, &unconnected_channel_class, id, pl_net_new_calls (net));
  self->peers = pl_peer_table_new ();
  self->changed = g_ptr_array_new ();
  self->delivery.is_on = listen->deliver;
  g_ptr_array_add (net->unconnected, self);
  pl_binder_start (&self->binder, &self->channel, &unconnected_binder_class, listen);
}

/**
 * pl_unconnected_changed:
 * @self: an unconnected socket
 * @peer: one of its peers, of which there is something to tell
 */
void
pl_unconnected_changed (PlUnconnected *self, PlDatagramPeer *peer)
{
  g_ptr_array_add (self->changed, peer);
}

/**
 * pl_unconnected_forget:
 * @self: an unconnected socket
 * @peer: one of its peers, which is no longer one
 */
void
pl_unconnected_forget (PlUnconnected *self, PlDatagramPeer *peer)
{
  pl_peer_table_remove (self->peers, peer);
  g_ptr_array_remove_fast (self->changed, peer);
}
