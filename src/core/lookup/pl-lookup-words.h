#pragma once

#include "core/lookup/pl-lookup.h"

G_BEGIN_DECLS

const char *pl_lookup_source_to_words (PlLookupSource source);
char *pl_lookup_step_dup_outcome (const PlLookupStep *step);
char *pl_lookup_dup_rule (const PlHostEntry *entry, guint n);
char *pl_lookup_dup_reason (const PlHostEntry *entry, guint n);
void pl_lookup_describe (PlLookup *self, PlProblem *ret_problem);

G_END_DECLS
