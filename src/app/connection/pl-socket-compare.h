#pragma once

#include "app/connection/pl-socket-cells.h"

G_BEGIN_DECLS

int pl_socket_compare (PlSocket *a, PlSocket *b, PlSocketColumn column);

G_END_DECLS
