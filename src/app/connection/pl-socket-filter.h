#pragma once

#include "app/connection/pl-socket-table.h"

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_FILTER (pl_socket_filter_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketFilter, pl_socket_filter, PL, SOCKET_FILTER, AdwBin)

void pl_socket_filter_open (PlSocketFilter *self);
void pl_socket_filter_set_text (PlSocketFilter *self, const char *text);
void pl_socket_filter_toggle_peers_of (PlSocketFilter *self, PlSocket *socket);

G_END_DECLS
