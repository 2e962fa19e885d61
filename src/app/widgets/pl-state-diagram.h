#pragma once

#include "core/connection/pl-tcp-path.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_STATE_DIAGRAM (pl_state_diagram_get_type ())

G_DECLARE_FINAL_TYPE (PlStateDiagram, pl_state_diagram, PL, STATE_DIAGRAM, GtkWidget)

GtkWidget *pl_state_diagram_new (void);
void pl_state_diagram_set_path (PlStateDiagram *self, const PlTcpPath *path);

G_END_DECLS
