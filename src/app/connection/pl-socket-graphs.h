#pragma once

#include "core/connection/pl-monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SOCKET_GRAPHS (pl_socket_graphs_get_type ())

G_DECLARE_FINAL_TYPE (PlSocketGraphs, pl_socket_graphs, PL, SOCKET_GRAPHS, AdwBin)

void pl_socket_graphs_update (PlSocketGraphs *self, PlMonitor *monitor);

G_END_DECLS
