#pragma once

#include "core/lookup/pl-lookup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *pl_lookup_look_get_step_icon (const PlLookupStep *step, const char **ret_class);
const char *pl_lookup_look_get_icon (PlLookup *lookup, const char **ret_class);
char *pl_lookup_look_dup_outcome (PlLookup *lookup);
char *pl_lookup_look_dup_summary (PlLookup *lookup);
const char *pl_lookup_look_get_title (PlLookup *lookup);

G_END_DECLS
