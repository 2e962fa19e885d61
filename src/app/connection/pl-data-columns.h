#pragma once

#include "app/connection/pl-transcript-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DATA_COLUMNS (pl_data_columns_get_type ())

G_DECLARE_FINAL_TYPE (PlDataColumns, pl_data_columns, PL, DATA_COLUMNS, GObject)

/**
 * PlDataView:
 * @PL_DATA_VIEW_BOTH: 16 bytes a row, hex and text
 * @PL_DATA_VIEW_TEXT: 64 bytes a row, text only
 * @PL_DATA_VIEW_HEX: 16 bytes a row, hex only
 *
 * What is shown of the bytes. In this order in the choice.
 */
typedef enum
{
  PL_DATA_VIEW_BOTH,
  PL_DATA_VIEW_TEXT,
  PL_DATA_VIEW_HEX,
} PlDataView;

typedef enum
{
  PL_DATA_COLUMN_TIME,
  PL_DATA_COLUMN_DIRECTION,
  PL_DATA_COLUMN_OFFSET,
  PL_DATA_COLUMN_HEX,
  PL_DATA_COLUMN_TEXT,
  PL_DATA_N_COLUMNS,
} PlDataColumn;

PlDataColumns *pl_data_columns_new (void) G_GNUC_WARN_UNUSED_RESULT;
PlDataView pl_data_columns_get_view (PlDataColumns *self);
void pl_data_columns_set_view (PlDataColumns *self, PlDataView view);
void pl_data_columns_set_longest (PlDataColumns *self, guint longest);
PlDataTime pl_data_columns_get_time (PlDataColumns *self);
PlCharset pl_data_columns_get_charset (PlDataColumns *self);
void pl_data_columns_set_reading (PlDataColumns *self, PlDataTime time, PlCharset charset);
guint pl_data_columns_get_row_size (PlDataColumns *self);
void pl_data_columns_forget_fonts (PlDataColumns *self);
void pl_data_columns_measure (PlDataColumns *self, GtkWidget *widget, int *ret_minimum, int *ret_natural);
gboolean pl_data_columns_get_place (PlDataColumns *self,
                                    GtkWidget *widget,
                                    PlDataColumn column,
                                    int *ret_x,
                                    int *ret_width);
int pl_data_columns_get_row_height (PlDataColumns *self, GtkWidget *widget);
int pl_data_columns_get_icon_size (GtkWidget *widget);
PangoLayout *pl_data_columns_create_mono (PlDataColumns *self, GtkWidget *widget, const char *text);
const char *pl_data_columns_get_title (PlDataColumn column);

G_END_DECLS
