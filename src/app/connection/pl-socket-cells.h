#pragma once

#include "core/connection/pl-peer-names.h"
#include "core/connection/pl-socket.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PlSocketColumn:
 *
 * The columns of the table, in their order.
 */
typedef enum
{
  PL_SOCKET_COLUMN_STATE,
  PL_SOCKET_COLUMN_ROLE,
  PL_SOCKET_COLUMN_PROTOCOL,
  PL_SOCKET_COLUMN_LOCAL,
  PL_SOCKET_COLUMN_PEER,
  PL_SOCKET_COLUMN_RECEIVED,
  PL_SOCKET_COLUMN_SENT,
  PL_SOCKET_COLUMN_AGE,
  PL_N_SOCKET_COLUMNS,
} PlSocketColumn;

GtkWidget *pl_socket_cell_new (PlSocketColumn column);
void pl_socket_cell_set_names (GtkWidget *cell, PlPeerNames *names);
void pl_socket_cell_set_grouped (GtkWidget *cell, gboolean is_grouped);
void pl_socket_cell_bind (GtkWidget *cell, PlSocket *socket);
void pl_socket_cell_unbind (GtkWidget *cell, PlSocket *socket);
void pl_socket_cells_refresh (GPtrArray *cells);

G_END_DECLS
