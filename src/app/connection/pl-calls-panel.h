#pragma once

#include "core/connection/pl-socket.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CALLS_PANEL (pl_calls_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlCallsPanel, pl_calls_panel, PL, CALLS_PANEL, AdwBin)

GtkWidget *pl_calls_panel_new (void);
void pl_calls_panel_set_model (PlCallsPanel *self, GListModel *sockets);
void pl_calls_panel_set_socket (PlCallsPanel *self, PlSocket *socket);
void pl_calls_panel_set_narrow (PlCallsPanel *self, gboolean is_narrow);
void pl_calls_panel_move_summary (PlCallsPanel *self, GtkBox *bar);

G_END_DECLS
