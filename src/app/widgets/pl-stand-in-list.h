#pragma once

#include "app/widgets/pl-end-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_STAND_IN_LIST (pl_stand_in_list_get_type ())
G_DECLARE_FINAL_TYPE (PlStandInList, pl_stand_in_list, PL, STAND_IN_LIST, GtkWidget)

GtkWidget *pl_stand_in_list_new (void);
void pl_stand_in_list_set_stand_ins (PlStandInList *self, const PlStandIn *stand_ins, guint n_stand_ins);

G_END_DECLS
