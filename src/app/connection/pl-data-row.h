#pragma once

#include "app/connection/pl-data-columns.h"
#include "app/connection/pl-data-search.h"
#include "app/connection/pl-transcript-row.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_ROW (pl_data_row_get_type ())

G_DECLARE_FINAL_TYPE (PlDataRow, pl_data_row, PL, DATA_ROW, GtkWidget)

GtkWidget *pl_data_row_new (PlDataColumns *columns, PlDataSearch *search);
void pl_data_row_set_row (PlDataRow *self, PlTranscriptRow *row, gboolean is_top);
char *pl_data_row_dup_name (PlDataRow *self);

G_END_DECLS
