#pragma once

#include "app/widgets/pl-end-facts.h"
#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

void pl_socket_facts_init (PlEndFacts *facts,
                           GListModel *sockets,
                           const PlHostState *host,
                           PlSocket *socket,
                           PlSide side);
void pl_socket_facts_add_queue (PlEndFacts *facts, PlSocket *socket, const PlSample *sample);

G_END_DECLS
