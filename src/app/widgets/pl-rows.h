#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean pl_rows_find (GListModel *rows, gpointer row, guint *ret_position);
gboolean pl_rows_are_in_order (GListModel *rows, GtkSorter *sorter);

G_END_DECLS
