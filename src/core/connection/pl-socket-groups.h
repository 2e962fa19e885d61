#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

guint64 pl_socket_groups_get (PlSocket *socket);
int pl_socket_groups_compare (PlSocket *a, PlSocket *b);

G_END_DECLS
