#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FLOW (pl_flow_get_type ())
G_DECLARE_FINAL_TYPE (PlFlow, pl_flow, PL, FLOW, GtkWidget)

GtkWidget *pl_flow_new (int spacing, int line_spacing);
void pl_flow_append (PlFlow *self, GtkWidget *child);

G_END_DECLS
