#pragma once

#include "core/target/pl-verdict.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_VERDICT_LABEL (pl_verdict_label_get_type ())
G_DECLARE_FINAL_TYPE (PlVerdictLabel, pl_verdict_label, PL, VERDICT_LABEL, GtkWidget)

GtkWidget *pl_verdict_label_new (void);
void pl_verdict_label_set_verdict (PlVerdictLabel *self, const PlVerdict *verdict);

G_END_DECLS
