#pragma once

#include "app/connection/pl-transcript-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_TRANSCRIPT_MODEL (pl_transcript_model_get_type ())

G_DECLARE_FINAL_TYPE (PlTranscriptModel, pl_transcript_model, PL, TRANSCRIPT_MODEL, GObject)

/**
 * PlTranscriptFilter:
 *
 * Which way the data went that is shown. In this order in the choice.
 */
typedef enum
{
  PL_TRANSCRIPT_BOTH,
  PL_TRANSCRIPT_SENT,
  PL_TRANSCRIPT_RECEIVED,
} PlTranscriptFilter;

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
gboolean
pl_transcript_model_find (PlTranscriptModel *self, PlDirection direction, guint64 position, guint *ret_row);

G_END_DECLS
