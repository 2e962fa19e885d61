#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_SHRINK (pl_shrink_get_type ())
G_DECLARE_FINAL_TYPE (PlShrink, pl_shrink, PL, SHRINK, GtkWidget)

GtkWidget *pl_shrink_new (void);
void pl_shrink_set_child (PlShrink *self, GtkWidget *child);

G_END_DECLS
