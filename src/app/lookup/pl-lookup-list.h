#pragma once

#include "core/lookup/pl-lookups.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP_LIST (pl_lookup_list_get_type ())

G_DECLARE_FINAL_TYPE (PlLookupList, pl_lookup_list, PL, LOOKUP_LIST, AdwBin)

GtkWidget *pl_lookup_list_new (void);
void pl_lookup_list_set_lookups (PlLookupList *self, PlLookups *lookups);
PlLookup *pl_lookup_list_get_selected (PlLookupList *self);

G_END_DECLS
