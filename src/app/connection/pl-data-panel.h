#pragma once

#include "app/connection/pl-data-columns.h"
#include "core/connection/pl-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_DATA_PANEL (pl_data_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlDataPanel, pl_data_panel, PL, DATA_PANEL, AdwBin)

GtkWidget *pl_data_panel_new (void);
void pl_data_panel_set_socket (PlDataPanel *self, PlSocket *socket);
void pl_data_panel_set_view (PlDataPanel *self, PlDataView view);
void pl_data_panel_move_tools (PlDataPanel *self, GtkBox *bar);
gboolean pl_data_panel_search (PlDataPanel *self);
void pl_data_panel_find (PlDataPanel *self, const char *text);
GListModel *pl_data_panel_get_rows (PlDataPanel *self);

G_END_DECLS
