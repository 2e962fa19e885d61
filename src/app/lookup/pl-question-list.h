#pragma once

#include "core/lookup/pl-lookup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_QUESTION_LIST (pl_question_list_get_type ())

G_DECLARE_FINAL_TYPE (PlQuestionList, pl_question_list, PL, QUESTION_LIST, GtkWidget)

GtkWidget *pl_question_list_new (void);
void pl_question_list_set_steps (PlQuestionList *self, GArray *steps, gboolean is_over);

G_END_DECLS
