#pragma once

#include "core/connection/pl-socket.h"
#include "core/host/pl-host.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_PANELS (pl_socket_panels_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketPanels, pl_socket_panels, PL, SOCKET_PANELS, AdwBin)

void pl_socket_panels_set_model (PlSocketPanels *self, GListModel *sockets, PlHost *host);
void pl_socket_panels_set_socket (PlSocketPanels *self, PlSocket *socket);
void pl_socket_panels_set_narrow (PlSocketPanels *self, gboolean is_narrow);
void pl_socket_panels_show (PlSocketPanels *self, const char *panel);
void pl_socket_panels_find (PlSocketPanels *self, const char *text);
gboolean pl_socket_panels_search (PlSocketPanels *self);

G_END_DECLS
