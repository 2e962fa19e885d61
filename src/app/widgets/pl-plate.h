#pragma once

#include "app/widgets/pl-side.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_PLATE (pl_plate_get_type ())
G_DECLARE_FINAL_TYPE (PlPlate, pl_plate, PL, PLATE, GtkWidget)

GtkWidget *pl_plate_new (PlSide side);
void pl_plate_set_side (PlPlate *self, PlSide side);

G_END_DECLS
