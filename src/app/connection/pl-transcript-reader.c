/* Reads a connection's transcript: where each record begins that is shown, and where something is missing
 * between them or has ended. Knows no list.
 *
 * It has a copy of its own, so that what is shown stays until it is told to read on. The head of a transcript
 * only grows, and so do its pieces; those of the tail are all made again when it has dropped something. What
 * has ended only grows, too: it is told behind everything that came before. */

#include "app/connection/pl-transcript-reader.h"

/* How far the transcript was read. */
typedef struct
{
  gsize offset;
  guint64 positions[2]; /* by direction: payload up to here */
  guint n_endings;      /* that were come by */
} Reading;

struct _PlTranscriptReader
{
  PlTranscript *transcript; /* a copy */
  PlTranscriptFilter filter;
  PlPieces *pieces; /* where each record begins */
  Reading reading;
  Reading head;     /* of it, once there is a tail */
  gsize tail_begin; /* of the tail that was read */
  PlEnding endings[PL_ENDINGS_MAX];
  guint n_endings;
  guint row_size; /* bytes */
  guint n_head_pieces;
  guint n_head_rows;
  guint longest; /* bytes of a record */
  gboolean has_head;
};

static gboolean
is_shown (PlTranscriptReader *self, PlDirection direction)
{
  return self->filter == PL_TRANSCRIPT_BOTH ||
         (self->filter == PL_TRANSCRIPT_SENT) == (direction == PL_DIRECTION_SENT);
}

static void
read_record (PlTranscriptReader *self, const PlRecord *record)
{
  guint64 *position = &self->reading.positions[record->direction];
  guint n_rows = (record->length + self->row_size - 1) / self->row_size;

  if (!is_shown (self, record->direction))
    return;

  if (record->position > *position)
    pl_pieces_add (self->pieces, record->offset, record->position - *position, 0, 1);
  if (record->length > 0 || record->flags & PL_RECORD_DATAGRAM)
    pl_pieces_add (self->pieces, record->offset, 0, record->length, MAX (n_rows, 1));
  *position = record->position + record->length;
  self->longest = MAX (self->longest, record->length);
}

/* Those that happened before @at_us, in front of the record at @offset. */
static void
read_endings (PlTranscriptReader *self, gint64 at_us, gsize offset)
{
  guint *n = &self->reading.n_endings;

  for (; *n < self->n_endings && self->endings[*n].at_us < at_us; (*n)++)
    {
      if (is_shown (self, self->endings[*n].direction))
        pl_pieces_add_ending (self->pieces, offset, *n + 1);
    }
}

static void
read_on (PlTranscriptReader *self)
{
  PlRecord record;

  self->tail_begin = pl_transcript_get_tail_begin (self->transcript);
  while (pl_transcript_next (self->transcript, &self->reading.offset, &record))
    {
      if (!self->has_head && record.offset >= self->tail_begin)
        {
          self->head = self->reading;
          self->head.offset = record.offset;
          self->n_head_pieces = pl_pieces_get_n (self->pieces);
          self->n_head_rows = pl_pieces_get_n_rows (self->pieces);
          self->has_head = TRUE;
        }
      read_endings (self, record.at_us, record.offset);
      read_record (self, &record);
    }
  read_endings (self, G_MAXINT64, self->reading.offset);
}

/**
 * pl_transcript_reader_new:
 * @row_size: bytes of a row
 * @filter: what to leave out
 *
 * Returns: (transfer full): a reader that has read nothing yet
 */
PlTranscriptReader *
pl_transcript_reader_new (guint row_size, PlTranscriptFilter filter)
{
  PlTranscriptReader *self = g_new0 (PlTranscriptReader, 1);

  self->row_size = row_size;
  self->filter = filter;
  self->transcript = pl_transcript_new_copy ();
  self->pieces = pl_pieces_new ();

  return self;
}

/**
 * pl_transcript_reader_free:
 * @self: (transfer full): a reader
 */
void
pl_transcript_reader_free (PlTranscriptReader *self)
{
  pl_transcript_free (self->transcript);
  pl_pieces_free (self->pieces);
  g_free (self);
}

/**
 * pl_transcript_reader_update:
 * @self: a reader
 * @connection: always the same one
 *
 * Reads what there is more than before.
 *
 * Returns: whether all pieces behind the head were made again
 */
gboolean
pl_transcript_reader_update (PlTranscriptReader *self, PlConnection *connection)
{
  PlTranscript *transcript = pl_connection_get_transcript (connection);
  g_autoptr (GBytes) tail = pl_transcript_dup_tail (transcript, pl_transcript_get_size (self->transcript));
  gboolean is_new_tail;

  self->n_endings = pl_connection_get_endings (connection, self->endings);
  if (g_bytes_get_size (tail) > 0)
    pl_transcript_append_tail (self->transcript, tail, pl_transcript_get_size (transcript));
  is_new_tail = self->has_head && pl_transcript_get_tail_begin (self->transcript) != self->tail_begin;
  if (is_new_tail)
    {
      self->reading = self->head;
      pl_pieces_truncate (self->pieces, self->n_head_pieces);
    }
  read_on (self);

  return is_new_tail;
}

/**
 * pl_transcript_reader_has_tail:
 * @self: a reader
 *
 * Returns: whether there is more than the head
 */
gboolean
pl_transcript_reader_has_tail (PlTranscriptReader *self)
{
  return self->has_head;
}

/**
 * pl_transcript_reader_get_n_head_rows:
 * @self: a reader
 *
 * Returns: how many rows the head takes, once there is a tail
 */
guint
pl_transcript_reader_get_n_head_rows (PlTranscriptReader *self)
{
  return self->n_head_rows;
}

/**
 * pl_transcript_reader_get_longest:
 * @self: a reader
 *
 * Returns: bytes of the longest record
 */
guint
pl_transcript_reader_get_longest (PlTranscriptReader *self)
{
  return self->longest;
}

/**
 * pl_transcript_reader_get_transcript:
 * @self: a reader
 *
 * Returns: (transfer none): its copy
 */
PlTranscript *
pl_transcript_reader_get_transcript (PlTranscriptReader *self)
{
  return self->transcript;
}

/**
 * pl_transcript_reader_get_pieces:
 * @self: a reader
 *
 * Returns: (transfer none): what it has read
 */
PlPieces *
pl_transcript_reader_get_pieces (PlTranscriptReader *self)
{
  return self->pieces;
}

/**
 * pl_transcript_reader_get_ending:
 * @self: a reader
 * @piece: one of its pieces, which says that something has ended
 *
 * Returns: (transfer none): what
 */
const PlEnding *
pl_transcript_reader_get_ending (PlTranscriptReader *self, const PlPiece *piece)
{
  return &self->endings[piece->ending - 1];
}
