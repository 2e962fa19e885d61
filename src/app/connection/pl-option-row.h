#pragma once

#include "core/net/pl-sample.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_OPTION_ROW (pl_option_row_get_type ())

G_DECLARE_FINAL_TYPE (PlOptionRow, pl_option_row, PL, OPTION_ROW, GtkListBoxRow)

GtkWidget *pl_option_row_new (PlOption option);
void pl_option_row_show (PlOptionRow *self, const PlSample *sample, const PlEnd *local);
void pl_option_row_set_live (PlOptionRow *self, gboolean is_live);

G_END_DECLS
