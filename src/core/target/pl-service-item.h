#pragma once

#include "core/target/pl-service-entry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_ITEM (pl_service_item_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceItem, pl_service_item, PL, SERVICE_ITEM, GObject)

PlServiceItem *pl_service_item_new (GPtrArray *entries, const PlServiceEntry *entry);
const PlServiceEntry *pl_service_item_get_entry (PlServiceItem *self);

G_END_DECLS
