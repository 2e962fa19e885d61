#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DIVIDER (pl_divider_get_type ())

G_DECLARE_FINAL_TYPE (PlDivider, pl_divider, PL, DIVIDER, GObject)

PlDivider *pl_divider_new (GtkPaned *paned);
void pl_divider_fit (PlDivider *self, guint n_rows, gboolean is_narrow);

G_END_DECLS
