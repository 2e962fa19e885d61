/* The end of a log that goes on and on: chunks that are filled in turn. Knows nothing of what is in them, but
 * that a record must not be cut in two. For the transcript only. */

#include "core/net/pl-transcript-tail.h"

#include <string.h>

#define N_CHUNKS 2 /* of a tail that is written; a copy may have more */

typedef struct
{
  gsize begin; /* its offset in the log */
  gsize used;
  gsize size;
  gsize payload; /* bytes of it that were somebody's */
  guint8 bytes[];
} Chunk;

struct _PlTail
{
  GPtrArray *chunks; /* (element-type Chunk): the oldest first, and never none */
  gsize size;
};

static Chunk *
get_chunk (PlTail *self, guint i)
{
  return self->chunks->pdata[i];
}

static Chunk *
get_last (PlTail *self)
{
  return get_chunk (self, self->chunks->len - 1);
}

static gsize
get_end (const Chunk *chunk)
{
  return chunk->begin + chunk->used;
}

static Chunk *
add_chunk (PlTail *self, gsize begin, gsize size)
{
  Chunk *chunk = g_malloc (sizeof *chunk + size);

  *chunk = (Chunk){ .begin = begin, .size = size };
  g_ptr_array_add (self->chunks, chunk);

  return chunk;
}

/* The oldest chunk becomes the last one. What it held is lost. */
static Chunk *
turn_round (PlTail *self, gsize *lost)
{
  gsize end = pl_tail_get_end (self);
  Chunk *chunk = g_ptr_array_steal_index (self->chunks, 0);

  *lost += chunk->payload;
  *chunk = (Chunk){ .begin = end, .size = chunk->size };
  g_ptr_array_add (self->chunks, chunk);

  return chunk;
}

/* A tail that begins at the offset @begin and keeps half of @size at least, and @size at most. */
PlTail *
pl_tail_new (gsize begin, gsize size)
{
  PlTail *self = g_new0 (PlTail, 1);

  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->size = size;
  add_chunk (self, begin, size / N_CHUNKS);

  return self;
}

void
pl_tail_free (PlTail *self)
{
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

/* What it was made for. */
gsize
pl_tail_get_size (PlTail *self)
{
  return self->size;
}

gsize
pl_tail_get_begin (PlTail *self)
{
  return get_chunk (self, 0)->begin;
}

gsize
pl_tail_get_end (PlTail *self)
{
  return get_end (get_last (self));
}

/* The longest record that has room. */
gsize
pl_tail_get_longest (PlTail *self)
{
  return self->size / N_CHUNKS;
}

/* Makes room for a record of @min bytes, and more if there is more. Returns where to put it; to be followed
 * by pl_tail_grow(). */
guint8 *
pl_tail_make_room (PlTail *self, gsize min, gsize *ret_room, gsize *lost)
{
  Chunk *chunk = get_last (self);

  if (chunk->size - chunk->used < min)
    chunk = self->chunks->len < N_CHUNKS ? add_chunk (self, get_end (chunk), self->size / N_CHUNKS)
                                         : turn_round (self, lost);
  *ret_room = chunk->size - chunk->used;

  return chunk->bytes + chunk->used;
}

void
pl_tail_grow (PlTail *self, gsize size, gsize payload)
{
  get_last (self)->used += size;
  get_last (self)->payload += payload;
}

/* Appends whole records of another tail, from the offset @begin on. A copy keeps at least what the original
 * does. */
void
pl_tail_append (PlTail *self, const guint8 *data, gsize length, gsize begin)
{
  Chunk *chunk = get_last (self);

  if (get_end (chunk) != begin || chunk->size - chunk->used < length)
    chunk = add_chunk (self, begin, MAX (length, self->size / N_CHUNKS));
  memcpy (chunk->bytes + chunk->used, data, length);
  chunk->used += length;
  while (self->chunks->len > 1 && pl_tail_get_end (self) - get_end (get_chunk (self, 0)) >= self->size)
    g_ptr_array_remove_index (self->chunks, 0);
}

/* Appends to @bytes all that there is from @offset on. */
void
pl_tail_copy (PlTail *self, gsize offset, GByteArray *bytes)
{
  for (guint i = 0; i < self->chunks->len; i++)
    {
      Chunk *chunk = get_chunk (self, i);
      gsize from = offset > chunk->begin ? offset - chunk->begin : 0;

      if (from < chunk->used)
        g_byte_array_append (bytes, chunk->bytes + from, (guint) (chunk->used - from));
    }
}

/* Returns the record at @offset, which is moved over a hole; NULL at the end. */
const guint8 *
pl_tail_find (PlTail *self, gsize *offset)
{
  for (guint i = 0; i < self->chunks->len; i++)
    {
      Chunk *chunk = get_chunk (self, i);

      *offset = MAX (*offset, chunk->begin);
      if (*offset < get_end (chunk))
        return chunk->bytes + (*offset - chunk->begin);
    }

  return NULL;
}
