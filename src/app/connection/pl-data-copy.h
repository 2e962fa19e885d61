#pragma once

#include "app/connection/pl-data-columns.h"

G_BEGIN_DECLS

/**
 * PlDataCopy:
 * @PL_DATA_COPY_ROWS: offset, hex and text, as the list shows them
 * @PL_DATA_COPY_TEXT: the text, with the line ends that it has
 * @PL_DATA_COPY_HEX: two digits a byte, 16 bytes a line
 * @PL_DATA_COPY_C: an array in C
 *
 * As what rows are copied.
 */
typedef enum
{
  PL_DATA_COPY_ROWS,
  PL_DATA_COPY_TEXT,
  PL_DATA_COPY_HEX,
  PL_DATA_COPY_C,
} PlDataCopy;

char *pl_data_copy_dup (GtkSelectionModel *rows, PlDataCopy kind, PlCharset charset);

G_END_DECLS
