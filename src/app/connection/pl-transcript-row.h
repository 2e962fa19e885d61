#pragma once

#include "core/connection/pl-charset.h"
#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

#define PL_TYPE_TRANSCRIPT_ROW (pl_transcript_row_get_type ())

G_DECLARE_FINAL_TYPE (PlTranscriptRow, pl_transcript_row, PL, TRANSCRIPT_ROW, GObject)

/* The longest row. */
#define PL_TRANSCRIPT_ROW_MAX 64

/**
 * PlDataTime:
 *
 * Since when a time is told. In this order in the choice.
 */
typedef enum
{
  PL_DATA_TIME_SINCE_OPEN,
  PL_DATA_TIME_SINCE_LAST,
  PL_DATA_TIME_OF_DAY,
} PlDataTime;

PlTranscriptRow *
pl_transcript_row_new (const PlRecord *record, gsize offset, gsize size) G_GNUC_WARN_UNUSED_RESULT;
PlTranscriptRow *pl_transcript_row_new_ending (const PlEnding *ending) G_GNUC_WARN_UNUSED_RESULT;
PlTranscriptRow *pl_transcript_row_new_gap (PlDirection direction, guint64 missing) G_GNUC_WARN_UNUSED_RESULT;
void pl_transcript_row_set_times (PlTranscriptRow *self, gint64 opened_at_us, gint64 before_us);
gboolean pl_transcript_row_is_gap (PlTranscriptRow *self);
gboolean pl_transcript_row_is_ending (PlTranscriptRow *self);
guint64 pl_transcript_row_get_position (PlTranscriptRow *self);
gboolean pl_transcript_row_is_first (PlTranscriptRow *self);
PlDirection pl_transcript_row_get_direction (PlTranscriptRow *self);
guint pl_transcript_row_get_offset (PlTranscriptRow *self);
gsize pl_transcript_row_get_record (PlTranscriptRow *self);
const guint8 *pl_transcript_row_get_data (PlTranscriptRow *self, gsize *ret_size);
char *pl_transcript_row_dup_time (PlTranscriptRow *self, PlDataTime time);
char *pl_transcript_row_dup_words (PlTranscriptRow *self);
char *pl_transcript_row_dup_text (PlTranscriptRow *self,
                                  PlCharset charset,
                                  guint16 ret_ends[PL_TRANSCRIPT_ROW_MAX]);
char *pl_transcript_row_dup_hex (PlTranscriptRow *self);

G_END_DECLS
