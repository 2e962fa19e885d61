#pragma once

#include "app/connection/pl-transcript-reader.h"
#include "app/connection/pl-transcript-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_TRANSCRIPT_MODEL (pl_transcript_model_get_type ())

G_DECLARE_FINAL_TYPE (PlTranscriptModel, pl_transcript_model, PL, TRANSCRIPT_MODEL, GObject)

/**
 * PlDataPlace:
 * @record: the offset of its record in the transcript
 * @byte: which byte of the record
 *
 * A byte of what is kept. It stays the same whatever comes, and goes, and is left out.
 */
typedef struct
{
  gsize record;
  guint byte;
} PlDataPlace;

PlTranscriptModel *pl_transcript_model_new (PlConnection *connection,
                                            guint row_size,
                                            PlTranscriptFilter filter) G_GNUC_WARN_UNUSED_RESULT;
void pl_transcript_model_update (PlTranscriptModel *self);
gboolean pl_transcript_model_has_tail (PlTranscriptModel *self);
gboolean pl_transcript_model_has_more (PlTranscriptModel *self);
void pl_transcript_model_show_more (PlTranscriptModel *self);
guint pl_transcript_model_get_longest (PlTranscriptModel *self);
PlTranscriptFilter pl_transcript_model_get_filter (PlTranscriptModel *self);
PlTranscript *pl_transcript_model_get_transcript (PlTranscriptModel *self);
guint64 pl_transcript_model_get_socket_id (PlTranscriptModel *self);
guint pl_transcript_model_get_n_rows (PlTranscriptModel *self);
gboolean pl_transcript_model_get_record (PlTranscriptModel *self, gsize offset, PlRecord *ret_record);
guint64 pl_transcript_model_get_n_bytes (PlTranscriptModel *self);
guint64 pl_transcript_model_get_index (PlTranscriptModel *self, const PlDataPlace *place);
gboolean pl_transcript_model_get_place (PlTranscriptModel *self, guint64 index, PlDataPlace *ret_place);
guint pl_transcript_model_get_row (PlTranscriptModel *self, guint64 index);
guint pl_transcript_model_get_row_bytes (PlTranscriptModel *self, guint row, guint64 *ret_index);

G_END_DECLS
