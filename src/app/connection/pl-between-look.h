#pragma once

#include "app/widgets/pl-between.h"
#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

void pl_between_show_socket (PlBetween *self, PlSocket *socket);

G_END_DECLS
