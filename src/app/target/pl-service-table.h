#pragma once

#include "core/target/pl-service-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_TABLE (pl_service_table_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceTable, pl_service_table, PL, SERVICE_TABLE, AdwBin)

GtkWidget *pl_service_table_new (void);
void pl_service_table_set_list (PlServiceTable *self, PlServiceList *list);
void pl_service_table_show_entry (PlServiceTable *self, const PlServiceEntry *entry);

G_END_DECLS
