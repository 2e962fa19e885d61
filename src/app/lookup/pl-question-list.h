#pragma once

#include "app/lookup/pl-fact-list.h"
#include "core/lookup/pl-lookup.h"

G_BEGIN_DECLS

#define PL_TYPE_QUESTION_LIST (pl_question_list_get_type ())

G_DECLARE_FINAL_TYPE (PlQuestionList, pl_question_list, PL, QUESTION_LIST, PlFactList)

void pl_question_list_set_steps (PlQuestionList *self, GArray *steps, gboolean is_over);

G_END_DECLS
