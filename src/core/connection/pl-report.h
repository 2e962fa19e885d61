#pragma once

#include "core/net/pl-news.h"

G_BEGIN_DECLS

char *pl_report_dup_sentence (const PlReport *self);
void pl_report_describe (const PlReport *self, const char *typed, PlProblem *ret_problem);
char *pl_report_dup_source (const PlReport *self);

G_END_DECLS
