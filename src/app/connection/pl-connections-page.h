#pragma once

#include "app/connection/pl-socket-table.h"
#include "app/form/pl-form-column.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CONNECTIONS_PAGE (pl_connections_page_get_type ())

G_DECLARE_FINAL_TYPE (PlConnectionsPage, pl_connections_page, PL, CONNECTIONS_PAGE, AdwBin)

void pl_connections_page_set_engine (PlConnectionsPage *self, PlEngine *engine);
PlSocketTable *pl_connections_page_get_table (PlConnectionsPage *self);
void pl_connections_page_filter (PlConnectionsPage *self, const char *text);
void pl_connections_page_select (PlConnectionsPage *self, PlSocket *socket);
PlFormColumn *pl_connections_page_get_forms (PlConnectionsPage *self);
void pl_connections_page_focus_host (PlConnectionsPage *self);
void pl_connections_page_show_panel (PlConnectionsPage *self, const char *panel);
void pl_connections_page_find (PlConnectionsPage *self, const char *text);

G_END_DECLS
