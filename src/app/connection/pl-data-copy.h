#pragma once

#include "app/connection/pl-transcript-model.h"

G_BEGIN_DECLS

/* More is refused: a clipboard is for what one pastes, and a file for the rest. */
#define PL_DATA_COPY_MAX (1024 * 1024)

/**
 * PlDataCopy:
 * @PL_DATA_COPY_DUMP: offset, hex and text, as the list shows them
 * @PL_DATA_COPY_TEXT: the text, with the line ends that it has
 * @PL_DATA_COPY_HEX: two digits a byte, 16 bytes a line
 * @PL_DATA_COPY_C_STRING: a string in C
 * @PL_DATA_COPY_C_ARRAY: an array in C
 *
 * As what bytes are copied.
 */
typedef enum
{
  PL_DATA_COPY_DUMP,
  PL_DATA_COPY_TEXT,
  PL_DATA_COPY_HEX,
  PL_DATA_COPY_C_STRING,
  PL_DATA_COPY_C_ARRAY,
} PlDataCopy;

PlDataCopy pl_data_copy_from_string (const char *name);
GBytes *pl_data_copy_dup_bytes (PlTranscriptModel *model, guint64 index, guint64 n);
char *
pl_data_copy_dup (PlTranscriptModel *model, guint64 index, guint64 n, PlDataCopy kind, PlCharset charset);

G_END_DECLS
