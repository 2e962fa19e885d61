#pragma once

#include "core/address/pl-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_REGISTRY_GROUP (pl_registry_group_get_type ())

G_DECLARE_FINAL_TYPE (PlRegistryGroup, pl_registry_group, PL, REGISTRY_GROUP, GtkWidget)

GtkWidget *pl_registry_group_new (void);
void pl_registry_group_set_address (PlRegistryGroup *self, const PlAddress *address);

G_END_DECLS
