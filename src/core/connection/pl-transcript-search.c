/* Looks for bytes in a transcript: across the borders of what was read at a time, for a stream has none, but
 * not across those of datagrams. Goes on where it was, a piece at a time, so that nobody waits for it. Knows
 * no row.
 */

#include "core/connection/pl-transcript-search.h"

#include <string.h>

/* A record that is part of a run. */
typedef struct
{
  gsize at; /* in the bytes of the run */
  gsize offset;
} Piece;

/* Bytes of one direction without a hole: as many of the last ones as a needle could begin in. */
typedef struct
{
  GByteArray *bytes;
  GArray *pieces; /* (element-type Piece) */
  guint64 position;
} Run;

struct _PlTranscriptSearch
{
  GBytes *needle;
  const guint8 *bytes;
  gsize length;
  guint8 folds[256];
  gsize skips[256]; /* how far the needle can go on, by the byte where it would end (Horspool 1980) */
  Run runs[2];      /* by direction */
  gsize offset;     /* of the record that is looked at next */
  gsize tail_begin; /* when it was looked at last */
  GArray *matches;  /* (element-type PlMatch): in the order of the records */
};

/* ---- Matches ---- */

static gboolean
is_before (const PlMatch *a, const PlMatch *b)
{
  return a->offset != b->offset ? a->offset < b->offset : a->position < b->position;
}

/* One that began in an earlier record than the last one of the other direction goes before that. */
static void
add_match (PlTranscriptSearch *self, const PlMatch *match)
{
  guint i = self->matches->len;

  while (i > 0 && is_before (match, &g_array_index (self->matches, PlMatch, i - 1)))
    i--;
  g_array_insert_val (self->matches, i, *match);
}

static void
drop_matches (PlTranscriptSearch *self, PlTranscript *transcript)
{
  guint n = 0;

  for (guint i = 0; i < self->matches->len; i++)
    {
      PlMatch match = g_array_index (self->matches, PlMatch, i);
      gsize offset = match.offset;
      PlRecord record;

      if (pl_transcript_next (transcript, &offset, &record) && record.offset == match.offset)
        g_array_index (self->matches, PlMatch, n++) = match;
    }
  g_array_set_size (self->matches, n);
}

/* ---- Runs ---- */

static gboolean
is_here (PlTranscriptSearch *self, const guint8 *at)
{
  for (gsize i = 0; i < self->length; i++)
    {
      if (self->folds[at[i]] != self->folds[self->bytes[i]])
        return FALSE;
    }

  return TRUE;
}

static gsize
find_offset (const Run *run, gsize at)
{
  guint piece = run->pieces->len - 1;

  while (piece > 0 && g_array_index (run->pieces, Piece, piece).at > at)
    piece--;

  return g_array_index (run->pieces, Piece, piece).offset;
}

/* Forgets all before @at. */
static void
trim (Run *run, gsize at)
{
  guint n = 0;

  g_byte_array_remove_range (run->bytes, 0, (guint) at);
  run->position += at;
  while (n + 1 < run->pieces->len && g_array_index (run->pieces, Piece, n + 1).at <= at)
    n++;
  g_array_remove_range (run->pieces, 0, n);
  for (guint i = 0; i < run->pieces->len; i++)
    {
      Piece *piece = &g_array_index (run->pieces, Piece, i);

      piece->at = piece->at > at ? piece->at - at : 0;
    }
}

/* Matches do not overlap. */
static void
scan (PlTranscriptSearch *self, Run *run, PlDirection direction)
{
  gsize n = run->bytes->len;
  gsize at = 0;

  while (at + self->length <= n && self->matches->len < PL_MATCHES_MAX)
    {
      PlMatch match = { .position = run->position + at, .direction = direction };

      if (!is_here (self, run->bytes->data + at))
        {
          at += self->skips[self->folds[run->bytes->data[at + self->length - 1]]];
          continue;
        }
      match.offset = find_offset (run, at);
      add_match (self, &match);
      at += self->length;
    }
  trim (run, MIN (at, n));
}

static void
add_record (PlTranscriptSearch *self, const PlRecord *record)
{
  Run *run = &self->runs[record->direction];
  Piece piece = { .offset = record->offset };

  if (record->flags & PL_RECORD_DATAGRAM || run->position + run->bytes->len != record->position)
    {
      g_byte_array_set_size (run->bytes, 0);
      g_array_set_size (run->pieces, 0);
      run->position = record->position;
    }
  piece.at = run->bytes->len;
  g_array_append_val (run->pieces, piece);
  g_byte_array_append (run->bytes, record->data, record->length);
  scan (self, run, record->direction);
}

static void
set_tables (PlTranscriptSearch *self, gboolean ignores_case)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->folds); i++)
    {
      self->folds[i] = ignores_case ? (guint8) g_ascii_tolower ((char) i) : (guint8) i;
      self->skips[i] = self->length;
    }
  for (gsize i = 0; i + 1 < self->length; i++)
    self->skips[self->folds[self->bytes[i]]] = self->length - 1 - i;
}

/**
 * pl_transcript_search_new:
 * @needle: what to look for, one byte at least
 * @ignores_case: whether ASCII letters may be small or large
 *
 * Returns: (transfer full): a search that has not begun, for one transcript
 */
PlTranscriptSearch *
pl_transcript_search_new (GBytes *needle, gboolean ignores_case)
{
  PlTranscriptSearch *self = g_new0 (PlTranscriptSearch, 1);

  self->needle = g_bytes_ref (needle);
  self->bytes = g_bytes_get_data (needle, &self->length);
  self->matches = g_array_new (FALSE, FALSE, sizeof (PlMatch));
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    self->runs[i] = (Run){ g_byte_array_new (), g_array_new (FALSE, FALSE, sizeof (Piece)), 0 };
  set_tables (self, ignores_case);

  return self;
}

/**
 * pl_transcript_search_free:
 * @self: (transfer full): a search
 */
void
pl_transcript_search_free (PlTranscriptSearch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      g_byte_array_unref (self->runs[i].bytes);
      g_array_unref (self->runs[i].pieces);
    }
  g_array_unref (self->matches);
  g_bytes_unref (self->needle);
  g_free (self);
}

/**
 * pl_transcript_search_run:
 * @self: a search
 * @transcript: (nullable): where to look: the same each time, and whatever it has more by then
 * @max: about how many bytes to look at
 *
 * Goes on. What the transcript has dropped is not found any more.
 *
 * Returns: whether there is more to look at, and room for what is found
 */
gboolean
pl_transcript_search_run (PlTranscriptSearch *self, PlTranscript *transcript, gsize max)
{
  gsize tail_begin = pl_transcript_get_tail_begin (transcript);
  gsize done = 0;
  PlRecord record;

  if (self->length == 0)
    return FALSE;

  if (tail_begin != self->tail_begin)
    drop_matches (self, transcript);
  self->tail_begin = tail_begin;
  while (done < max && self->matches->len < PL_MATCHES_MAX &&
         pl_transcript_next (transcript, &self->offset, &record))
    {
      add_record (self, &record);
      done += record.length + 1;
    }

  return done >= max && self->matches->len < PL_MATCHES_MAX;
}

/**
 * pl_transcript_search_get_matches:
 * @self: a search
 * @ret_n: (out): how many
 *
 * Returns: (transfer none) (array length=ret_n): what is found so far, in the order of the records;
 * %PL_MATCHES_MAX at most
 */
const PlMatch *
pl_transcript_search_get_matches (PlTranscriptSearch *self, guint *ret_n)
{
  *ret_n = self->matches->len;

  return (const PlMatch *) (gpointer) self->matches->data;
}
