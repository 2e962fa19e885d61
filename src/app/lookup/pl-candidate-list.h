#pragma once

#include "app/lookup/pl-fact-list.h"
#include "core/lookup/pl-host-entry.h"

G_BEGIN_DECLS

#define PL_TYPE_CANDIDATE_LIST (pl_candidate_list_get_type ())

G_DECLARE_FINAL_TYPE (PlCandidateList, pl_candidate_list, PL, CANDIDATE_LIST, PlFactList)

void pl_candidate_list_set_entry (PlCandidateList *self, const PlHostEntry *entry);

G_END_DECLS
