#pragma once

#include "app/connection/pl-data-columns.h"
#include "app/connection/pl-data-follower.h"
#include "app/connection/pl-transcript-row.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_ROW (pl_data_row_get_type ())

G_DECLARE_FINAL_TYPE (PlDataRow, pl_data_row, PL, DATA_ROW, GtkWidget)

GtkWidget *pl_data_row_new (PlDataColumns *columns, PlDataFollower *follower);
void pl_data_row_set_row (PlDataRow *self, PlTranscriptRow *row, gboolean is_top);
gboolean pl_data_row_find (PlDataRow *self,
                           double x,
                           const PlDataSide *side,
                           PlDataPlace *ret_place,
                           PlDataSide *ret_side);
gboolean pl_data_row_get_caret (PlDataRow *self, GdkRectangle *ret_area);
char *pl_data_row_dup_name (PlDataRow *self);

G_END_DECLS
