#pragma once

#include "core/connection/pl-connection.h"
#include "core/listen/pl-listener.h"

G_BEGIN_DECLS

void pl_socket_describe_failure (PlSocket *self, PlProblem *ret_problem);
GError *pl_socket_dup_error (PlSocket *self);
char *pl_listener_dup_waiting (PlListener *self);

G_END_DECLS
