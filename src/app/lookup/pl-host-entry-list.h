#pragma once

#include "core/lookup/pl-host-entry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_HOST_ENTRY_LIST (pl_host_entry_list_get_type ())

G_DECLARE_FINAL_TYPE (PlHostEntryList, pl_host_entry_list, PL, HOST_ENTRY_LIST, GtkWidget)

GtkWidget *pl_host_entry_list_new (void);
void pl_host_entry_list_set_entry (PlHostEntryList *self, const PlHostEntry *entry);

G_END_DECLS
