#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlTranscript PlTranscript;

/**
 * PlDirection:
 * @PL_DIRECTION_RECEIVED: from the peer
 * @PL_DIRECTION_SENT: to the peer
 */
typedef enum
{
  PL_DIRECTION_RECEIVED,
  PL_DIRECTION_SENT,
} PlDirection;

/**
 * PlRecordFlags:
 * @PL_RECORD_DATAGRAM: one whole datagram, which may be empty; else a piece of a stream, whose borders mean
 * nothing
 * @PL_RECORD_BEGIN: no payload: the stream was opened by who sends in this direction
 * @PL_RECORD_END: no payload: the end-of-file of this direction
 * @PL_RECORD_RESET: no payload: the stream was reset by who sends in this direction
 *
 * What a record is. The last three are recorded, and never in a transcript.
 */
typedef enum
{
  PL_RECORD_DATAGRAM = 1 << 0,
  PL_RECORD_BEGIN = 1 << 1,
  PL_RECORD_END = 1 << 2,
  PL_RECORD_RESET = 1 << 3,
} PlRecordFlags;

/**
 * PlRecord:
 * @at_us: monotonic
 * @position: payload bytes of the same direction before it, those that were not kept included
 * @direction: a [enum@Pl.Direction]
 * @flags: [flags@Pl.RecordFlags]
 * @cut: how much longer the datagram was than the room for it
 * @length: bytes in @data
 * @data: belongs to the transcript
 * @offset: of the record in the transcript, when it was read from there
 *
 * What one read or write moved; over UDP, one datagram.
 */
typedef struct
{
  gint64 at_us;
  guint64 position;
  PlDirection direction;
  guint16 flags;
  guint16 cut;
  guint32 length;
  const guint8 *data;
  gsize offset;
} PlRecord;

/* What is kept of one connection, and of all connections together, unless pl_transcript_set_limits() says
 * otherwise. */
#define PL_TRANSCRIPT_MAX  (512 * 1024)
#define PL_TRANSCRIPTS_MAX (32 * 1024 * 1024)
#define PL_TRANSCRIPT_MIN  (4 * 1024) /* below that there is no room for a head and a tail */

void pl_transcript_set_limits (gsize each, gsize all);
gsize pl_transcript_get_head_max (void);
gsize pl_transcript_get_tail_max (void);

PlTranscript *pl_transcript_new (void);
PlTranscript *pl_transcript_new_copy (void);
void pl_transcript_free (PlTranscript *self);
gsize pl_transcript_add (PlTranscript **self, const PlRecord *record);
gsize pl_transcript_get_size (PlTranscript *self);
gsize pl_transcript_get_tail_begin (PlTranscript *self);
GBytes *pl_transcript_dup_tail (PlTranscript *self, gsize offset);
void pl_transcript_append_tail (PlTranscript *self, GBytes *tail, gsize end);
gboolean pl_transcript_next (PlTranscript *self, gsize *offset, PlRecord *ret_record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTranscript, pl_transcript_free)

G_END_DECLS
