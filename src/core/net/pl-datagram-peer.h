#pragma once

#include "core/net/pl-datagram-socket.h"
#include "core/net/pl-delivery.h"
#include "core/net/pl-tally.h"

G_BEGIN_DECLS

typedef struct _PlDatagramPeer PlDatagramPeer;
typedef struct _PlUnconnected PlUnconnected;

/* Connected: it owns its socket. */
PlDatagramPeer *
pl_datagram_peer_new_connected (PlNet *net, guint64 id, PlCalls *calls, const PlFlow *flow, gboolean deliver);
void pl_datagram_peer_begin (PlDatagramPeer *self, PlDatagramSocket *socket);

/* One of those that an unconnected socket talks to. */
PlDatagramPeer *pl_datagram_peer_new (PlNet *net,
                                      PlUnconnected *unconnected,
                                      guint64 listener_id,
                                      PlDatagramSocket *socket,
                                      const PlFlow *flow);
const PlFlow *pl_datagram_peer_get_flow (PlDatagramPeer *self);
void pl_datagram_peer_set_local (PlDatagramPeer *self, const PlEnd *local);
GList *pl_datagram_peer_get_link (PlDatagramPeer *self);
void pl_datagram_peer_take (PlDatagramPeer *self, const PlDatagram *datagram);
gboolean pl_datagram_peer_answer (PlDatagramPeer *self,
                                  const PlDatagram *datagram,
                                  PlBehaviour *behaviour,
                                  gboolean is_answer);
void pl_datagram_peer_send (PlDatagramPeer *self, GBytes *bytes);
void pl_datagram_peer_note_sent (PlDatagramPeer *self, const guint8 *data, gsize length);
void pl_datagram_peer_note_report (PlDatagramPeer *self, const PlReport *report, gssize unsent);
void pl_datagram_peer_settle (PlDatagramPeer *self);
void pl_datagram_peer_end (PlDatagramPeer *self, PlEndReason reason);

/* pl-connected.c */
void pl_connected_open (PlNet *net,
                        guint64 id,
                        int fd,
                        PlCalls *calls,
                        const PlFlow *flow,
                        gboolean deliver,
                        guint datagram_max);

/* pl-unconnected.c */
void pl_unconnected_start (PlNet *net, guint64 id, PlListen *listen);
void pl_unconnected_changed (PlUnconnected *self, PlDatagramPeer *peer);
void pl_unconnected_forget (PlUnconnected *self, PlDatagramPeer *peer);

G_END_DECLS
