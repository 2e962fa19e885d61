/* A UDP socket that is connected: it has one peer, which gets all that there is to hear of it. */

#include "core/net/pl-datagram-peer.h"

static void
received (gpointer owner, const PlDatagram *datagram)
{
  pl_datagram_peer_take (owner, datagram);
}

static void
sent (gpointer owner, gpointer peer, const guint8 *data, gsize length)
{
  pl_datagram_peer_note_sent (owner, data, length);
}

static void
reported (gpointer owner, gpointer peer, const PlReport *report, gssize unsent)
{
  pl_datagram_peer_note_report (owner, report, unsent);
}

static void
settled (gpointer owner)
{
  pl_datagram_peer_settle (owner);
}

static const PlDatagramSocketClass connected_class = {
  .received = received,
  .sent = sent,
  .reported = reported,
  .settled = settled,
};

/**
 * pl_connected_open:
 * @net: the net thread
 * @id: its id
 * @fd: (transfer full): a UDP socket that is connected
 * @calls: (transfer full) (nullable): the calls that have made it
 * @flow: as getsockname() and getpeername() said
 * @deliver: whether to hand the payload over
 * @datagram_max: the room for a datagram that comes
 *
 * Tells that it is open, and begins to read.
 */
void
pl_connected_open (PlNet *net,
                   guint64 id,
                   int fd,
                   PlCalls *calls,
                   const PlFlow *flow,
                   gboolean deliver,
                   guint datagram_max)
{
  PlDatagramPeer *peer = pl_datagram_peer_new_connected (net, id, calls, flow, deliver);

  pl_datagram_peer_begin (peer,
                          pl_datagram_socket_new (net, &connected_class, peer, fd, calls, datagram_max));
}
