#pragma once

#include "app/connection/pl-data-columns.h"
#include "app/connection/pl-data-search.h"
#include "app/connection/pl-data-selection.h"

G_BEGIN_DECLS

/**
 * PlDataBytes:
 * @widget: that shows them
 * @columns: where
 * @row: the bytes
 * @search: what was found
 * @selection: what is selected
 * @top: pixels above them
 *
 * The bytes of a row, on both sides. A value; owns nothing.
 */
typedef struct
{
  GtkWidget *widget;
  PlDataColumns *columns;
  PlTranscriptRow *row;
  PlDataSearch *search;
  PlDataSelection *selection;
  int top;
} PlDataBytes;

void pl_data_bytes_snapshot (const PlDataBytes *self, GtkSnapshot *snapshot, const GdkRGBA *color);
PlDataSide pl_data_bytes_find_side (const PlDataBytes *self, double x);
guint pl_data_bytes_find (const PlDataBytes *self, PlDataSide side, double x);
void pl_data_bytes_get_area (const PlDataBytes *self, PlDataSide side, guint byte, GdkRectangle *ret_area);

G_END_DECLS
