#pragma once

#include "core/net/pl-datagram-socket.h"

G_BEGIN_DECLS

typedef struct _PlDatagramPeer PlDatagramPeer;

void pl_datagram_peer_open (PlNet *net,
                            guint64 id,
                            int fd,
                            PlCalls *calls,
                            const PlEnd *local,
                            const PlEnd *peer,
                            gboolean deliver,
                            guint datagram_max);

G_END_DECLS
