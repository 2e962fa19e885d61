#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

PlCalls *pl_socket_get_calls (PlSocket *self);
void pl_socket_watch_calls (PlSocket *self);
void pl_socket_unwatch_calls (PlSocket *self);

/* For the engine and for subclasses. */
void pl_socket_read_calls (PlSocket *self);
void pl_socket_take_calls (PlSocket *self, PlCalls *calls);
void pl_socket_take_calls_so_far (PlSocket *self, PlCalls *calls);

G_END_DECLS
