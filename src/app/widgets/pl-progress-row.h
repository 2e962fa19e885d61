#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_PROGRESS_ROW (pl_progress_row_get_type ())

G_DECLARE_FINAL_TYPE (PlProgressRow, pl_progress_row, PL, PROGRESS_ROW, GtkWidget)

GtkWidget *pl_progress_row_new (void);
void pl_progress_row_show (PlProgressRow *self, const char *words, double fraction);
void pl_progress_row_fail (PlProgressRow *self, const char *words);
void pl_progress_row_hide (PlProgressRow *self);
gboolean pl_progress_row_is_busy (PlProgressRow *self);

G_END_DECLS
