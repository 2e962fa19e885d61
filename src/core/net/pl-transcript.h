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
 * PlRecord:
 * @at_us: monotonic
 * @direction: a [enum@Pl.Direction]
 * @cut: how much longer the datagram was than the room for it
 * @length: bytes in @data
 * @data: belongs to the transcript
 *
 * What one read or write moved; over UDP, one datagram.
 */
typedef struct
{
  gint64 at_us;
  PlDirection direction;
  guint16 cut;
  guint32 length;
  const guint8 *data;
} PlRecord;

/* What is kept of one connection in each direction, and of all connections together. */
#define PL_TRANSCRIPT_MAX  (256 * 1024)
#define PL_TRANSCRIPTS_MAX (32 * 1024 * 1024)

PlTranscript *pl_transcript_new (void);
PlTranscript *pl_transcript_new_copy (void);
void pl_transcript_free (PlTranscript *self);
gsize pl_transcript_add (PlTranscript **self,
                         gint64 at_us,
                         PlDirection direction,
                         const guint8 *data,
                         gsize length);
gsize pl_transcript_add_datagram (PlTranscript **self,
                                  gint64 at_us,
                                  PlDirection direction,
                                  const guint8 *data,
                                  gsize length,
                                  gsize size);
gsize pl_transcript_get_size (PlTranscript *self);
GBytes *pl_transcript_dup_tail (PlTranscript *self, gsize offset);
void pl_transcript_append_tail (PlTranscript *self, GBytes *tail);
gboolean pl_transcript_next (PlTranscript *self, gsize *offset, PlRecord *ret_record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTranscript, pl_transcript_free)

G_END_DECLS
