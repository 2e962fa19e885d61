#pragma once

#include "core/lookup/pl-lookup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP_PANEL (pl_lookup_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlLookupPanel, pl_lookup_panel, PL, LOOKUP_PANEL, AdwBin)

GtkWidget *pl_lookup_panel_new (void);
void pl_lookup_panel_set_lookup (PlLookupPanel *self, PlLookup *lookup);
void pl_lookup_panel_set_narrow (PlLookupPanel *self, gboolean is_narrow);

G_END_DECLS
