#pragma once

#include "core/host/pl-host-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_INTERFACE_ROW (pl_interface_row_get_type ())

G_DECLARE_FINAL_TYPE (PlInterfaceRow, pl_interface_row, PL, INTERFACE_ROW, GtkListBoxRow)

GtkWidget *pl_interface_row_new (void);
void pl_interface_row_set_address (PlInterfaceRow *self,
                                   const PlHostState *state,
                                   const PlInterfaceAddress *address);
void pl_interface_row_set_narrow (PlInterfaceRow *self, gboolean is_narrow);

G_END_DECLS
