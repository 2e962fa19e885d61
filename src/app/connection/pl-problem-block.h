#pragma once

#include "core/pl-error.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_PROBLEM_BLOCK (pl_problem_block_get_type ())

G_DECLARE_FINAL_TYPE (PlProblemBlock, pl_problem_block, PL, PROBLEM_BLOCK, AdwBin)

void pl_problem_block_set_problem (PlProblemBlock *self,
                                   const PlProblem *problem,
                                   const char *icon_name,
                                   const char *css_class);
void pl_problem_block_set_listen_here (PlProblemBlock *self, const char *label);
void pl_problem_block_set_in_use (PlProblemBlock *self, gboolean is_in_use);
void pl_problem_block_set_can_retry (PlProblemBlock *self, gboolean can_retry);

G_END_DECLS
