#pragma once

#include "core/connection/pl-socket.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_PANEL (pl_socket_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketPanel, pl_socket_panel, PL, SOCKET_PANEL, AdwBin)

GtkWidget *pl_socket_panel_new (void);
void pl_socket_panel_set_socket (PlSocketPanel *self, PlSocket *socket);
void pl_socket_panel_set_narrow (PlSocketPanel *self, gboolean is_narrow);

G_END_DECLS
