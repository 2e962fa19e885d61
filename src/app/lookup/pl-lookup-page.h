#pragma once

#include "core/lookup/pl-lookups.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP_PAGE (pl_lookup_page_get_type ())

G_DECLARE_FINAL_TYPE (PlLookupPage, pl_lookup_page, PL, LOOKUP_PAGE, AdwBin)

GtkWidget *pl_lookup_page_new (void);
void pl_lookup_page_set_lookups (PlLookupPage *self, PlLookups *lookups);
void pl_lookup_page_look_up (PlLookupPage *self, const char *text);
void pl_lookup_page_look_up_service (PlLookupPage *self, const char *text);
void pl_lookup_page_focus_host (PlLookupPage *self);
void pl_lookup_page_submit (PlLookupPage *self);

G_END_DECLS
