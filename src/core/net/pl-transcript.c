/* What one connection has said and heard, up to a bound. Knows no socket.
 *
 * It keeps the beginning: what is kept never moves, so a reader only ever needs the part after what it has,
 * and a flood costs nothing once the bound is reached. Its one owner is the net thread until the connection
 * is over; then it moves to the main thread. */

#include "core/net/pl-transcript.h"

#include <stdatomic.h>
#include <string.h>

#define FIRST_SIZE 256

struct _PlTranscript
{
  guint8 *bytes; /* headers and data, one after the other */
  gsize used;
  gsize size;
  gboolean is_copy; /* of one that is counted already */
  gsize kept[2];    /* by direction, headers included: many one-byte reads must not grow it without end */
};

typedef struct
{
  gint64 at_us;
  guint32 length;
  guint16 direction;
  guint16 cut;
} Header;

static _Atomic gsize all_sizes; /* of every transcript of the process */

static gboolean
make_room (PlTranscript *self, gsize more)
{
  gsize size = MAX (self->size, FIRST_SIZE);

  while (size < self->used + more)
    size *= 2;
  if (size == self->size)
    return TRUE;
  if (!self->is_copy)
    {
      if (atomic_load (&all_sizes) + size - self->size > PL_TRANSCRIPTS_MAX)
        return FALSE;
      atomic_fetch_add (&all_sizes, size - self->size);
    }
  self->bytes = g_realloc (self->bytes, size);
  self->size = size;

  return TRUE;
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
  if (!self->is_copy)
    atomic_fetch_sub (&all_sizes, self->size);
  g_free (self->bytes);
  g_free (self);
}

/**
 * pl_transcript_add:
 * @self: (inout): made when it does not exist yet and there is something to keep
 * @at_us: monotonic
 * @direction: whence the data
 * @data: what was read or written
 * @length: bytes
 *
 * Keeps as much of @data as the bounds allow: %PL_TRANSCRIPT_MAX a direction, %PL_TRANSCRIPTS_MAX in all.
 *
 * Returns: how many bytes were kept; the caller counts the rest
 */
gsize
pl_transcript_add (PlTranscript **self, gint64 at_us, PlDirection direction, const guint8 *data, gsize length)
{
  return pl_transcript_add_datagram (self, at_us, direction, data, length, length);
}

/**
 * pl_transcript_add_datagram:
 * @self: (inout): as for pl_transcript_add()
 * @at_us: monotonic
 * @direction: whence the data
 * @data: (nullable): what was read or written
 * @length: bytes in @data, maybe none: an empty datagram is kept, too
 * @size: of the whole datagram; more than @length if it was truncated
 *
 * Keeps a datagram as a record of its own.
 *
 * Returns: how many bytes were kept
 */
gsize
pl_transcript_add_datagram (PlTranscript **self,
                            gint64 at_us,
                            PlDirection direction,
                            const guint8 *data,
                            gsize length,
                            gsize size)
{
  Header header = { .at_us = at_us,
                    .direction = (guint16) direction,
                    .cut = (guint16) MIN (size - length, G_MAXUINT16) };
  PlTranscript *transcript = *self;
  gsize room;

  if (transcript == NULL)
    transcript = *self = pl_transcript_new ();
  if (transcript->kept[direction] + sizeof header >= PL_TRANSCRIPT_MAX)
    return 0;

  room = PL_TRANSCRIPT_MAX - transcript->kept[direction] - sizeof header;
  header.length = (guint32) MIN (length, room);
  if (!make_room (transcript, sizeof header + header.length))
    return 0;

  memcpy (transcript->bytes + transcript->used, &header, sizeof header);
  if (header.length > 0)
    memcpy (transcript->bytes + transcript->used + sizeof header, data, header.length);
  transcript->used += sizeof header + header.length;
  transcript->kept[direction] += sizeof header + header.length;

  return header.length;
}

/**
 * pl_transcript_get_size:
 * @self: (nullable): a transcript
 *
 * Returns: bytes in use, an offset for pl_transcript_dup_tail()
 */
gsize
pl_transcript_get_size (PlTranscript *self)
{
  return self != NULL ? self->used : 0;
}

/**
 * pl_transcript_dup_tail:
 * @self: (nullable): a transcript
 * @offset: how much the reader already has
 *
 * Returns: (transfer full): a copy of what follows, maybe empty
 */
GBytes *
pl_transcript_dup_tail (PlTranscript *self, gsize offset)
{
  gsize size = pl_transcript_get_size (self);

  return offset < size ? g_bytes_new (self->bytes + offset, size - offset) : g_bytes_new (NULL, 0);
}

/**
 * pl_transcript_append_tail:
 * @self: a copy of another transcript
 * @tail: from pl_transcript_dup_tail() of the other, at the size of @self
 *
 * Brings the copy up to date.
 */
void
pl_transcript_append_tail (PlTranscript *self, GBytes *tail)
{
  gsize length;
  const void *data = g_bytes_get_data (tail, &length);

  if (length == 0 || !make_room (self, length))
    return;

  memcpy (self->bytes + self->used, data, length);
  self->used += length;
}

/**
 * pl_transcript_next:
 * @self: (nullable): a transcript
 * @offset: (inout): 0 for the first record; moved behind the one that is returned
 * @ret_record: (out caller-allocates): the record
 *
 * Walks over the records.
 *
 * Returns: %FALSE, and nothing changed, after the last one
 */
gboolean
pl_transcript_next (PlTranscript *self, gsize *offset, PlRecord *ret_record)
{
  Header header;

  if (*offset + sizeof header > pl_transcript_get_size (self))
    return FALSE;

  memcpy (&header, self->bytes + *offset, sizeof header);
  *ret_record = (PlRecord){ .at_us = header.at_us,
                            .direction = header.direction,
                            .cut = header.cut,
                            .length = header.length,
                            .data = self->bytes + *offset + sizeof header };
  *offset += sizeof header + header.length;

  return TRUE;
}
