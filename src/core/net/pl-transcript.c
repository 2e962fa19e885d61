/* What one connection has said and heard, up to a bound: the beginning and the end of it. Knows no socket.
 *
 * The head grows until it is full and never moves, so a handshake stays. What comes later goes to the tail:
 * two chunks that are filled in turn, so the latest bytes are there and a flood costs one copy of at most
 * that size a read. An offset counts everything that was ever written here; what the tail has dropped leaves
 * a hole in it. Its one owner is the net thread until the connection is over; then it moves to the main
 * thread. */

#include "core/net/pl-transcript.h"

#include "core/net/pl-transcript-tail.h"

#include <stdatomic.h>
#include <string.h>

#define FIRST_SIZE 256
#define TAIL_SHARE 8 /* the tail is one part of so many */

#define FLAG_TAIL (1u << 7) /* says in a copy where the record belongs */

typedef struct
{
  gint64 at_us;
  guint64 position;
  guint32 length;
  guint16 cut;
  guint8 flags;
  guint8 direction;
} Header;

struct _PlTranscript
{
  guint8 *head; /* headers and data, one after the other */
  gsize head_used;
  gsize head_size;
  PlTail *tail;         /* (nullable): until the head is full */
  guint64 positions[2]; /* by direction */
  gboolean is_copy;     /* of one that is counted already */
  gboolean is_head_full;
};

static _Atomic gsize all_sizes; /* of every transcript of the process */
static _Atomic gsize limit_each = PL_TRANSCRIPT_MAX;
static _Atomic gsize limit_all = PL_TRANSCRIPTS_MAX;

/* Copies are not counted. */
static gboolean
claim (PlTranscript *self, gsize size)
{
  if (self->is_copy)
    return TRUE;
  if (atomic_load (&all_sizes) + size > atomic_load (&limit_all))
    return FALSE;

  atomic_fetch_add (&all_sizes, size);

  return TRUE;
}

static void
give_back (PlTranscript *self, gsize size)
{
  if (!self->is_copy)
    atomic_fetch_sub (&all_sizes, size);
}

/* ---- Writing ---- */

static void
write_record (guint8 *at, const Header *header, const guint8 *data)
{
  memcpy (at, header, sizeof *header);
  if (header->length > 0)
    memcpy (at + sizeof *header, data, header->length);
}

static gboolean
make_room (PlTranscript *self, gsize more)
{
  gsize size = MAX (self->head_size, FIRST_SIZE);

  while (size < self->head_used + more)
    size *= 2;
  size = MIN (size, MAX (pl_transcript_get_head_max (), self->head_used + more));
  if (size <= self->head_size)
    return TRUE;
  if (!claim (self, size - self->head_size))
    return FALSE;

  self->head = g_realloc (self->head, size);
  self->head_size = size;

  return TRUE;
}

/* Moves @header and @data behind what has gone into the head. The border between head and tail may cut a
 * stream, and not a datagram. */
static void
put_in_head (PlTranscript *self, Header *header, const guint8 **data)
{
  gsize max = pl_transcript_get_head_max ();
  gsize room = self->head_used + sizeof *header < max ? max - self->head_used - sizeof *header : 0;
  Header first = *header;

  first.length = (guint32) MIN (header->length, room);
  self->is_head_full = first.length < header->length || room == 0;
  if (room == 0 || (first.length < header->length && header->flags & PL_RECORD_DATAGRAM))
    return;
  if (!make_room (self, sizeof first + first.length))
    {
      self->is_head_full = TRUE;
      return;
    }

  write_record (self->head + self->head_used, &first, *data);
  self->head_used += sizeof first + first.length;
  header->position += first.length;
  header->length -= first.length;
  *data += first.length;
}

static gboolean
ensure_tail (PlTranscript *self)
{
  gsize size = pl_transcript_get_tail_max ();

  if (self->tail == NULL && claim (self, size))
    self->tail = pl_tail_new (self->head_used, size);

  return self->tail != NULL;
}

/* What cannot stay anyway is not even copied: of a stream the beginning, of a datagram the end. */
static gsize
skip (PlTranscript *self, Header *header, const guint8 **data)
{
  gboolean is_datagram = header->flags & PL_RECORD_DATAGRAM;
  gsize max = is_datagram ? pl_tail_get_longest (self->tail) - sizeof *header : pl_tail_get_size (self->tail);
  gsize lost = header->length > max ? header->length - max : 0;

  header->length -= (guint32) lost;
  if (!is_datagram)
    {
      header->position += lost;
      *data += lost;
    }

  return lost;
}

/* Moves @header and @data behind what has gone into the tail. */
static gsize
put_piece_in_tail (PlTranscript *self, Header *header, const guint8 **data)
{
  gsize least = header->flags & PL_RECORD_DATAGRAM ? header->length : MIN (header->length, 1);
  gsize lost = 0;
  gsize room;
  guint8 *at = pl_tail_make_room (self->tail, sizeof *header + least, &room, &lost);
  Header piece = *header;

  piece.length = (guint32) MIN (header->length, room - sizeof piece);
  write_record (at, &piece, *data);
  pl_tail_grow (self->tail, sizeof piece + piece.length, piece.length);
  header->position += piece.length;
  header->length -= piece.length;
  *data += piece.length;

  return lost;
}

static gsize
put_in_tail (PlTranscript *self, Header header, const guint8 *data)
{
  gsize lost;

  if (!ensure_tail (self))
    return header.length;

  lost = skip (self, &header, &data);
  header.flags |= FLAG_TAIL;
  do
    lost += put_piece_in_tail (self, &header, &data);
  while (header.length > 0);

  return lost;
}

/**
 * pl_transcript_set_limits:
 * @each: bytes that are kept of one connection; an eighth of it for the end
 * @all: bytes that are kept of all connections together
 *
 * Sets how much is kept of what comes from now on. Can be called from every thread.
 */
void
pl_transcript_set_limits (gsize each, gsize all)
{
  g_return_if_fail (each >= PL_TRANSCRIPT_MIN && all >= each);

  atomic_store (&limit_each, each);
  atomic_store (&limit_all, all);
}

/**
 * pl_transcript_get_head_max:
 *
 * Returns: how much of the beginning is kept, in bytes with their headers
 */
gsize
pl_transcript_get_head_max (void)
{
  return atomic_load (&limit_each) - pl_transcript_get_tail_max ();
}

/**
 * pl_transcript_get_tail_max:
 *
 * Returns: how much of the end is kept, in bytes with their headers
 */
gsize
pl_transcript_get_tail_max (void)
{
  return atomic_load (&limit_each) / TAIL_SHARE;
}

/**
 * pl_transcript_new:
 *
 * Returns: (transfer full): an empty transcript
 */
PlTranscript *
pl_transcript_new (void)
{
  return g_new0 (PlTranscript, 1);
}

/**
 * pl_transcript_new_copy:
 *
 * Returns: (transfer full): an empty copy of another transcript, to be filled with
 * pl_transcript_append_tail(). It does not count against the bound of all, since there are as many as
 * somebody looks at
 */
PlTranscript *
pl_transcript_new_copy (void)
{
  PlTranscript *self = pl_transcript_new ();

  self->is_copy = TRUE;

  return self;
}

/**
 * pl_transcript_free:
 * @self: (transfer full): a transcript, of whichever thread
 */
void
pl_transcript_free (PlTranscript *self)
{
  give_back (self, self->head_size);
  if (self->tail != NULL)
    give_back (self, pl_tail_get_size (self->tail));
  g_clear_pointer (&self->tail, pl_tail_free);
  g_free (self->head);
  g_free (self);
}

/**
 * pl_transcript_add:
 * @self: (inout): made when it does not exist yet
 * @record: what was read or written, of any length; its position is known here
 *
 * Keeps as much of @record as the bounds allow; an older record may have to go for it.
 *
 * Returns: how many payload bytes are lost by that, new or old ones; the caller counts them
 */
gsize
pl_transcript_add (PlTranscript **self, const PlRecord *record)
{
  PlTranscript *transcript = *self;
  const guint8 *data = record->data;
  Header header = { .at_us = record->at_us,
                    .length = record->length,
                    .cut = record->cut,
                    .flags = (guint8) record->flags,
                    .direction = (guint8) record->direction };

  if (transcript == NULL)
    transcript = *self = pl_transcript_new ();
  header.position = transcript->positions[record->direction];
  transcript->positions[record->direction] += record->length;

  if (!transcript->is_head_full)
    {
      put_in_head (transcript, &header, &data);
      if (!transcript->is_head_full)
        return 0;
    }

  return header.length > 0 || record->length == 0 ? put_in_tail (transcript, header, data) : 0;
}

/* ---- Following ---- */

/**
 * pl_transcript_get_size:
 * @self: (nullable): a transcript
 *
 * Returns: the offset of its end, for pl_transcript_dup_tail()
 */
gsize
pl_transcript_get_size (PlTranscript *self)
{
  if (self == NULL)
    return 0;

  return self->tail != NULL ? pl_tail_get_end (self->tail) : self->head_used;
}

/**
 * pl_transcript_get_tail_begin:
 * @self: (nullable): a transcript
 *
 * Returns: the offset where its tail begins: all between the head and here was dropped. Its end, if it has no
 * tail
 */
gsize
pl_transcript_get_tail_begin (PlTranscript *self)
{
  return self != NULL && self->tail != NULL ? pl_tail_get_begin (self->tail) : pl_transcript_get_size (self);
}

/**
 * pl_transcript_dup_tail:
 * @self: (nullable): a transcript
 * @offset: how much the reader already has
 *
 * Returns: (transfer full): a copy of what follows and is still there, maybe empty
 */
GBytes *
pl_transcript_dup_tail (PlTranscript *self, gsize offset)
{
  GByteArray *bytes = g_byte_array_new ();

  if (self != NULL && offset < self->head_used)
    g_byte_array_append (bytes, self->head + offset, (guint) (self->head_used - offset));
  if (self != NULL && self->tail != NULL)
    pl_tail_copy (self->tail, offset, bytes);

  return g_byte_array_free_to_bytes (bytes);
}

static gsize
count_head (const guint8 *data, gsize length)
{
  gsize at = 0;
  Header header;

  while (at < length)
    {
      memcpy (&header, data + at, sizeof header);
      if (header.flags & FLAG_TAIL)
        break;
      at += sizeof header + header.length;
    }

  return at;
}

/**
 * pl_transcript_append_tail:
 * @self: a copy of another transcript
 * @tail: from pl_transcript_dup_tail() of the other, at the size of @self
 * @end: the size of the other at that time
 *
 * Brings the copy up to date.
 */
void
pl_transcript_append_tail (PlTranscript *self, GBytes *tail, gsize end)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (tail, &length);
  gsize n_head = count_head (data, length);

  if (n_head > 0)
    {
      make_room (self, n_head);
      memcpy (self->head + self->head_used, data, n_head);
      self->head_used += n_head;
    }
  if (length > n_head)
    {
      gsize begin = end - (length - n_head);

      if (self->tail == NULL)
        self->tail = pl_tail_new (begin, pl_transcript_get_tail_max ());
      pl_tail_append (self->tail, data + n_head, length - n_head, begin);
    }
}

/* ---- Reading ---- */

static const guint8 *
find_record (PlTranscript *self, gsize *offset)
{
  if (*offset < self->head_used)
    return self->head + *offset;

  return self->tail != NULL ? pl_tail_find (self->tail, offset) : NULL;
}

/**
 * pl_transcript_next:
 * @self: (nullable): a transcript
 * @offset: (inout): 0 for the first record; moved behind the one that is returned
 * @ret_record: (out caller-allocates): the record
 *
 * Walks over the records. What was dropped between two of them shows in their positions.
 *
 * Returns: %FALSE after the last one
 */
gboolean
pl_transcript_next (PlTranscript *self, gsize *offset, PlRecord *ret_record)
{
  const guint8 *at = self != NULL ? find_record (self, offset) : NULL;
  Header header;

  if (at == NULL)
    return FALSE;

  memcpy (&header, at, sizeof header);
  *ret_record = (PlRecord){ .at_us = header.at_us,
                            .position = header.position,
                            .direction = header.direction,
                            .flags = header.flags & (FLAG_TAIL - 1),
                            .cut = header.cut,
                            .length = header.length,
                            .data = at + sizeof header,
                            .offset = *offset };
  *offset += sizeof header + header.length;

  return TRUE;
}
