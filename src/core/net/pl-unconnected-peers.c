/* Those that an unconnected socket talks to: taken in when something comes from them, or when somebody wants
 * to send to them. */

#include "core/net/pl-unconnected-private.h"

#include <errno.h>

#define PEERS_MAX 1024 /* those that were silent for longest have to go */

/* 1. Those it hears from */

/**
 * pl_unconnected_take_in:
 * @self: an unconnected socket
 * @flow: both ends
 *
 * Makes somebody new a channel of its own; the one that was silent for longest makes room.
 *
 * Returns: (transfer none): a peer, which frees itself when it ends
 */
PlDatagramPeer *
pl_unconnected_take_in (PlUnconnected *self, const PlFlow *flow)
{
  PlDatagramPeer *peer;

  if (pl_peer_table_get_n (self->peers) >= PEERS_MAX)
    pl_datagram_peer_end (pl_peer_table_get_oldest (self->peers), PL_END_REASON_MADE_ROOM);
  peer = pl_datagram_peer_new (self->channel.net, self, self->channel.id, self->socket, flow);
  pl_peer_table_add (self->peers, peer);

  return peer;
}

/**
 * pl_unconnected_find_peer:
 * @self: an unconnected socket
 * @flow: both ends, of a datagram that has come
 *
 * One that was sent to first has no local address before it answers, unless the socket has: it gets it now.
 *
 * Returns: (transfer none) (nullable): whose datagram it is, if that is known by now
 */
PlDatagramPeer *
pl_unconnected_find_peer (PlUnconnected *self, const PlFlow *flow)
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

/* 2. Those it is to send to */

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
  pl_unconnected_report (self, &(PlReport){ .failure = { stage, code }, .peer = *peer });
  pl_datagram_socket_settle (self->socket);
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
    pl_unconnected_take_in (self, &flow);
  pl_datagram_socket_settle (self->socket);
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

/**
 * pl_unconnected_add_peer:
 * @channel: an unconnected socket
 * @dial: (transfer full): whom it is to send to
 *
 * Looks the name up, if there is one, and has the peer known as if it had sent something.
 */
void
pl_unconnected_add_peer (PlChannel *channel, PlDial *dial)
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
