#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_COLUMN_LAYOUT (pl_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (PlColumnLayout, pl_column_layout, PL, COLUMN_LAYOUT, GtkLayoutManager)

GtkLayoutManager *pl_column_layout_new (int spacing);
void pl_column_layout_set_spacing (PlColumnLayout *self, int spacing);

G_END_DECLS
