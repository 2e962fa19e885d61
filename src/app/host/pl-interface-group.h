#pragma once

#include "core/host/pl-host-state.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_INTERFACE_GROUP (pl_interface_group_get_type ())

G_DECLARE_FINAL_TYPE (PlInterfaceGroup, pl_interface_group, PL, INTERFACE_GROUP, AdwBin)

GtkWidget *pl_interface_group_new (guint32 index);
guint32 pl_interface_group_get_index (PlInterfaceGroup *self);
void pl_interface_group_set_state (PlInterfaceGroup *self, const PlHostState *state);
void pl_interface_group_set_narrow (PlInterfaceGroup *self, gboolean is_narrow);

G_END_DECLS
