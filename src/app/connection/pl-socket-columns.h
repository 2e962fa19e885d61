#pragma once

#include "app/connection/pl-socket-cells.h"

G_BEGIN_DECLS

GtkColumnViewColumn *pl_socket_column_new (PlSocketColumn column);
void pl_socket_column_list_cells (GtkColumnViewColumn *self, GPtrArray *cells);
GtkSorter *pl_socket_columns_group (GtkSorter *columns);
PlSocketColumn pl_socket_column_from_name (const char *name);
void pl_socket_columns_choose (GtkColumnViewColumn *const columns[PL_N_SOCKET_COLUMNS],
                               GtkColumnView *view,
                               gboolean is_narrow,
                               double em);
void pl_socket_columns_set_widths (GtkColumnViewColumn *const columns[PL_N_SOCKET_COLUMNS],
                                   gboolean is_narrow,
                                   double em);
void pl_socket_columns_align_titles (GtkColumnView *view);

G_END_DECLS
