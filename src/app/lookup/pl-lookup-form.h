#pragma once

#include "core/lookup/pl-lookups.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP_FORM (pl_lookup_form_get_type ())

G_DECLARE_FINAL_TYPE (PlLookupForm, pl_lookup_form, PL, LOOKUP_FORM, AdwBin)

GtkWidget *pl_lookup_form_new (void);
void pl_lookup_form_set_lookups (PlLookupForm *self, PlLookups *lookups);
void pl_lookup_form_set_text (PlLookupForm *self, const char *text);
void pl_lookup_form_focus (PlLookupForm *self);
void pl_lookup_form_submit (PlLookupForm *self);

G_END_DECLS
