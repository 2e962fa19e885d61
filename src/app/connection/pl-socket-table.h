#pragma once

#include "app/connection/pl-socket-rows.h"
#include "core/connection/pl-peer-names.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_TABLE (pl_socket_table_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketTable, pl_socket_table, PL, SOCKET_TABLE, AdwBin)

void pl_socket_table_set_model (PlSocketTable *self, GListModel *sockets);
PlSocketRows *pl_socket_table_get_rows (PlSocketTable *self);
PlPeerNames *pl_socket_table_get_names (PlSocketTable *self);
void pl_socket_table_sort (PlSocketTable *self, const char *name);
void pl_socket_table_set_narrow (PlSocketTable *self, gboolean is_narrow);
PlSocket *pl_socket_table_get_selected (PlSocketTable *self);
void pl_socket_table_select (PlSocketTable *self, PlSocket *socket);
guint pl_socket_table_get_n_rows (PlSocketTable *self);

G_END_DECLS
