#pragma once

#include "app/connection/pl-pieces.h"
#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlTranscriptReader PlTranscriptReader;

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

PlTranscriptReader *pl_transcript_reader_new (guint row_size,
                                              PlTranscriptFilter filter) G_GNUC_WARN_UNUSED_RESULT;
void pl_transcript_reader_free (PlTranscriptReader *self);
gboolean pl_transcript_reader_update (PlTranscriptReader *self, PlConnection *connection);
gboolean pl_transcript_reader_has_tail (PlTranscriptReader *self);
guint pl_transcript_reader_get_n_head_rows (PlTranscriptReader *self);
guint pl_transcript_reader_get_longest (PlTranscriptReader *self);
PlTranscript *pl_transcript_reader_get_transcript (PlTranscriptReader *self);
PlPieces *pl_transcript_reader_get_pieces (PlTranscriptReader *self);
const PlEnding *pl_transcript_reader_get_ending (PlTranscriptReader *self, const PlPiece *piece);

G_END_DECLS
