/* One UDP socket that is bound and not connected: hears from anybody, and knows a bounded number of those it
 * has heard from. Each of them is a channel of its own. */

#include "core/net/pl-unconnected-private.h"

#include "core/net/pl-datagram-bind.h"

#include <errno.h>

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
  g_free (self->memberships);
  pl_binder_clear (&self->binder);
  pl_net_listeners_resume (get_net (self));
  pl_channel_free (&self->channel);
}

/* 1. From the socket */

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
  PlDatagramPeer *peer = pl_unconnected_find_peer (self, &flow);

  if (peer != NULL)
    pl_peer_table_put_first (self->peers, peer);
  else
    peer = pl_unconnected_take_in (self, &flow);

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

/* 2. Bind */

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
    return finish (self, PL_END_REASON_FAILED, pl_call_get_failure (PL_STAGE_BIND));

  post (self, &(PlNews){ .flags = PL_NEWS_OPENED });
  if (pl_address_is_multicast (&self->binder.local.address))
    {
      PlGroup group = pl_cast_get_group (&self->binder.listen.cast, &self->binder.local);

      self->memberships = g_new0 (PlMemberships, 1);
      pl_memberships_add (self->memberships, channel->calls, fd, &group);
      pl_channel_post_groups (channel, self->memberships);
    }
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

/* 3. From the main thread */

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

static int
unconnected_get_fd (PlChannel *channel)
{
  PlDatagramSocket *socket = ((PlUnconnected *) channel)->socket;

  return socket != NULL ? pl_datagram_socket_get_fd (socket) : -1;
}

static void
unconnected_change_group (PlChannel *channel, const PlGroup *group, gboolean joins)
{
  PlUnconnected *self = (PlUnconnected *) channel;
  int fd = unconnected_get_fd (channel);

  if (fd < 0)
    return;
  if (self->memberships == NULL)
    self->memberships = g_new0 (PlMemberships, 1);
  pl_memberships_change (self->memberships, channel->calls, fd, group, joins);
  pl_channel_post_groups (channel, self->memberships);
}

static void
unconnected_refresh_groups (PlChannel *channel)
{
  PlUnconnected *self = (PlUnconnected *) channel;
  int fd = unconnected_get_fd (channel);

  if (fd < 0 || self->memberships == NULL || !pl_memberships_refresh (self->memberships, fd))
    return;
  self->memberships->is_answer = FALSE;
  pl_channel_post_groups (channel, self->memberships);
}

static const PlChannelClass unconnected_channel_class = {
  .close = unconnected_close,
  .get_fd = unconnected_get_fd,
  .consumed = unconnected_consumed,
  .add_peer = pl_unconnected_add_peer,
  .change_group = unconnected_change_group,
  .refresh_groups = unconnected_refresh_groups,
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
 * pl_unconnected_report:
 * @self: an unconnected socket
 * @report: of something that was not even sent
 */
void
pl_unconnected_report (PlUnconnected *self, const PlReport *report)
{
  reported (self, NULL, report, -1);
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
