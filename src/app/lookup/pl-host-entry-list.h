#pragma once

#include "app/lookup/pl-fact-list.h"
#include "core/lookup/pl-host-entry.h"

G_BEGIN_DECLS

#define PL_TYPE_HOST_ENTRY_LIST (pl_host_entry_list_get_type ())

G_DECLARE_FINAL_TYPE (PlHostEntryList, pl_host_entry_list, PL, HOST_ENTRY_LIST, PlFactList)

void pl_host_entry_list_set_entry (PlHostEntryList *self, const PlHostEntry *entry);

G_END_DECLS
