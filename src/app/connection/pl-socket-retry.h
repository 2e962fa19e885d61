#pragma once

#include "core/pl-engine.h"

G_BEGIN_DECLS

void pl_socket_retry (PlEngine *engine, PlSocket *socket);
void pl_listener_retry (PlEngine *engine, PlListener *listener, gboolean any_port, gboolean wait);

G_END_DECLS
