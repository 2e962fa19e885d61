#pragma once

#include "core/net/pl-binder.h"
#include "core/net/pl-datagram-peer.h"
#include "core/net/pl-peer-table.h"

G_BEGIN_DECLS

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
  PlMemberships *memberships; /* (nullable): until the first group */
};

/* pl-unconnected.c */
void pl_unconnected_report (PlUnconnected *self, const PlReport *report);

/* pl-unconnected-peers.c */
PlDatagramPeer *pl_unconnected_take_in (PlUnconnected *self, const PlFlow *flow);
PlDatagramPeer *pl_unconnected_find_peer (PlUnconnected *self, const PlFlow *flow);
void pl_unconnected_add_peer (PlChannel *channel, PlDial *dial);

G_END_DECLS
