/* Looks for bytes in a transcript: across the borders of what was read at a time, for a stream has none, but
 * not across those of datagrams. Knows no row. */

#include "core/connection/pl-transcript-search.h"

#include <string.h>

/* A record that is part of a run. */
typedef struct
{
  gsize at; /* in the bytes of the run */
  gsize offset;
} Piece;

/* Bytes of one direction without a hole. */
typedef struct
{
  GByteArray *bytes;
  GArray *pieces; /* (element-type Piece) */
  guint64 position;
} Run;

typedef struct
{
  const guint8 *needle;
  gsize length;
  gboolean ignores_case;
  GArray *matches; /* (element-type PlMatch) */
} Search;

static guint8
fold (const Search *self, guint8 byte)
{
  return self->ignores_case ? (guint8) g_ascii_tolower ((char) byte) : byte;
}

static gboolean
is_here (const Search *self, const guint8 *at)
{
  for (gsize i = 0; i < self->length; i++)
    {
      if (fold (self, at[i]) != fold (self, self->needle[i]))
        return FALSE;
    }

  return TRUE;
}

static void
flush (Search *self, Run *run, PlDirection direction)
{
  guint piece = 0;

  for (gsize at = 0; at + self->length <= run->bytes->len && self->matches->len < PL_MATCHES_MAX; at++)
    {
      PlMatch match = { .position = run->position + at, .direction = direction };

      if (!is_here (self, run->bytes->data + at))
        continue;
      while (piece + 1 < run->pieces->len && g_array_index (run->pieces, Piece, piece + 1).at <= at)
        piece++;
      match.offset = g_array_index (run->pieces, Piece, piece).offset;
      g_array_append_val (self->matches, match);
      at += self->length - 1; /* they do not overlap */
    }
  g_byte_array_set_size (run->bytes, 0);
  g_array_set_size (run->pieces, 0);
}

static void
add_record (Search *self, Run *run, const PlRecord *record)
{
  Piece piece = { .at = run->bytes->len, .offset = record->offset };

  if (record->flags & PL_RECORD_DATAGRAM || run->position + run->bytes->len != record->position)
    {
      flush (self, run, record->direction);
      piece.at = 0;
    }
  if (run->bytes->len == 0)
    run->position = record->position;
  g_byte_array_append (run->bytes, record->data, record->length);
  g_array_append_val (run->pieces, piece);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const PlMatch *first = a, *second = b;

  if (first->offset != second->offset)
    return first->offset < second->offset ? -1 : 1;

  return first->position < second->position ? -1 : first->position > second->position;
}

/**
 * pl_transcript_search:
 * @transcript: (nullable): where to look
 * @needle: what to look for; nothing is found nowhere
 * @ignores_case: whether ASCII letters may be small or large
 *
 * Returns: (transfer full) (element-type PlMatch): where it is, in the order of the records; %PL_MATCHES_MAX
 * of each direction at most
 */
GArray *
pl_transcript_search (PlTranscript *transcript, GBytes *needle, gboolean ignores_case)
{
  Search self = { .ignores_case = ignores_case, .matches = g_array_new (FALSE, FALSE, sizeof (PlMatch)) };
  Run runs[2];
  PlRecord record;
  gsize offset = 0;

  self.needle = g_bytes_get_data (needle, &self.length);
  if (self.length == 0)
    return self.matches;

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    runs[i] = (Run){ .bytes = g_byte_array_new (), .pieces = g_array_new (FALSE, FALSE, sizeof (Piece)) };
  while (pl_transcript_next (transcript, &offset, &record))
    add_record (&self, &runs[record.direction], &record);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      flush (&self, &runs[i], (PlDirection) i);
      g_byte_array_unref (runs[i].bytes);
      g_array_unref (runs[i].pieces);
    }
  g_array_sort (self.matches, compare_matches);

  return self.matches;
}
