#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

#define PL_TYPE_TRANSCRIPT_ROW (pl_transcript_row_get_type ())

G_DECLARE_FINAL_TYPE (PlTranscriptRow, pl_transcript_row, PL, TRANSCRIPT_ROW, GObject)

/* The longest row. */
#define PL_TRANSCRIPT_ROW_MAX 64

PlTranscriptRow *pl_transcript_row_new (const PlRecord *record, gsize offset, gsize size, gint64 after_us)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean pl_transcript_row_is_first (PlTranscriptRow *self);
PlDirection pl_transcript_row_get_direction (PlTranscriptRow *self);
guint pl_transcript_row_get_offset (PlTranscriptRow *self);
const guint8 *pl_transcript_row_get_data (PlTranscriptRow *self, gsize *ret_size);
char *pl_transcript_row_dup_time (PlTranscriptRow *self);
char *pl_transcript_row_dup_words (PlTranscriptRow *self);
char *pl_transcript_row_dup_text (PlTranscriptRow *self);
char *pl_transcript_row_dup_hex (PlTranscriptRow *self);

G_END_DECLS
