#pragma once

#include "core/connection/pl-peer-names.h"
#include "core/connection/pl-socket.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_ROWS (pl_socket_rows_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketRows, pl_socket_rows, PL, SOCKET_ROWS, GObject)

PlSocketRows *pl_socket_rows_new (GtkSorter *columns);
GtkSelectionModel *pl_socket_rows_get_selection (PlSocketRows *self);
void pl_socket_rows_set_model (PlSocketRows *self, GListModel *sockets);
void pl_socket_rows_set_text (PlSocketRows *self, const char *text);
void pl_socket_rows_set_names (PlSocketRows *self, PlPeerNames *names);
void pl_socket_rows_refresh (PlSocketRows *self);
void pl_socket_rows_set_peers_of (PlSocketRows *self, guint64 listener_id);
guint64 pl_socket_rows_get_peers_of (PlSocketRows *self);
void pl_socket_rows_set_grouped (PlSocketRows *self, gboolean is_grouped);
gboolean pl_socket_rows_is_grouped (PlSocketRows *self);
PlSocket *pl_socket_rows_get_selected (PlSocketRows *self);
gboolean pl_socket_rows_select (PlSocketRows *self, PlSocket *socket, guint *ret_position);
gboolean pl_socket_rows_is_hidden (PlSocketRows *self);
guint pl_socket_rows_get_n (PlSocketRows *self);
guint pl_socket_rows_get_n_all (PlSocketRows *self);

G_END_DECLS
