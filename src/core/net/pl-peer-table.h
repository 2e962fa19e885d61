#pragma once

#include "core/net/pl-datagram-peer.h"

G_BEGIN_DECLS

/**
 * PlPeerTable:
 *
 * Those that an unconnected socket talks to, by both ends, and in the order in which they were last heard of.
 */
typedef struct _PlPeerTable PlPeerTable;

PlPeerTable *pl_peer_table_new (void);
void pl_peer_table_free (PlPeerTable *self);
guint pl_peer_table_get_n (PlPeerTable *self);
void pl_peer_table_add (PlPeerTable *self, PlDatagramPeer *peer);
void pl_peer_table_remove (PlPeerTable *self, PlDatagramPeer *peer);
void pl_peer_table_put_first (PlPeerTable *self, PlDatagramPeer *peer);
PlDatagramPeer *pl_peer_table_get_oldest (PlPeerTable *self);
PlDatagramPeer *pl_peer_table_find (PlPeerTable *self, const PlFlow *flow);
PlDatagramPeer *pl_peer_table_find_latest (PlPeerTable *self, const PlEnd *peer);

G_END_DECLS
