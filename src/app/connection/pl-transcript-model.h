#pragma once

#include "app/connection/pl-transcript-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_TRANSCRIPT_MODEL (pl_transcript_model_get_type ())

G_DECLARE_FINAL_TYPE (PlTranscriptModel, pl_transcript_model, PL, TRANSCRIPT_MODEL, GObject)

PlTranscriptModel *pl_transcript_model_new (PlConnection *connection,
                                            guint row_size) G_GNUC_WARN_UNUSED_RESULT;
void pl_transcript_model_update (PlTranscriptModel *self);
gboolean pl_transcript_model_has_more (PlTranscriptModel *self);
void pl_transcript_model_show_more (PlTranscriptModel *self);
guint pl_transcript_model_get_longest (PlTranscriptModel *self);

G_END_DECLS
