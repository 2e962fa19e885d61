#pragma once

#include "core/connection/pl-socket.h"
#include "core/host/pl-host.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_ENDS_PANEL (pl_ends_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlEndsPanel, pl_ends_panel, PL, ENDS_PANEL, AdwBin)

void pl_ends_panel_set_model (PlEndsPanel *self, GListModel *sockets);
void pl_ends_panel_set_host (PlEndsPanel *self, PlHost *host);
void pl_ends_panel_set_socket (PlEndsPanel *self, PlSocket *socket);
void pl_ends_panel_set_narrow (PlEndsPanel *self, gboolean is_narrow);

G_END_DECLS
