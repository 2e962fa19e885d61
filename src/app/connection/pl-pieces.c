/* Where each record stands that is shown: among the rows, and among the bytes. Knows neither row nor byte. */

#include "app/connection/pl-pieces.h"

struct _PlPieces
{
  GArray *all; /* (element-type PlPiece): in the order of all their numbers */
  guint64 n_bytes;
  guint n_rows;
};

typedef enum
{
  BY_RECORD,
  BY_BYTE,
  BY_ROW,
} Order;

static const PlPiece *
get (PlPieces *self, guint i)
{
  return &g_array_index (self->all, PlPiece, i);
}

static guint64
get_number (const PlPiece *piece, Order order)
{
  return order == BY_RECORD ? piece->record : order == BY_BYTE ? piece->first_byte : piece->first_row;
}

/* The last one that does not begin behind @number; NULL if all do. */
static const PlPiece *
find (PlPieces *self, Order order, guint64 number)
{
  guint low = 0;
  guint high = self->all->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_number (get (self, middle), order) <= number)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? get (self, low - 1) : NULL;
}

/**
 * pl_pieces_new:
 *
 * Returns: (transfer full): no pieces
 */
PlPieces *
pl_pieces_new (void)
{
  PlPieces *self = g_new0 (PlPieces, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (PlPiece));

  return self;
}

/**
 * pl_pieces_free:
 * @self: (transfer full): pieces
 */
void
pl_pieces_free (PlPieces *self)
{
  g_array_unref (self->all);
  g_free (self);
}

/**
 * pl_pieces_add:
 * @self: pieces
 * @record: the offset of the record
 * @missing: bytes that were not kept before it
 * @n_bytes: that it has
 * @n_rows: that it takes
 *
 * Adds a piece behind all others.
 */
void
pl_pieces_add (PlPieces *self, gsize record, guint64 missing, guint64 n_bytes, guint n_rows)
{
  PlPiece piece = {
    .record = record, .missing = missing, .first_byte = self->n_bytes, .first_row = self->n_rows
  };

  g_array_append_val (self->all, piece);
  self->n_bytes += n_bytes;
  self->n_rows += n_rows;
}

/**
 * pl_pieces_add_ending:
 * @self: pieces
 * @record: the offset of the record that comes next, or will
 * @ending: its number, from 1
 *
 * Adds a row without bytes behind all others.
 */
void
pl_pieces_add_ending (PlPieces *self, gsize record, guint ending)
{
  PlPiece piece = {
    .record = record, .ending = ending, .first_byte = self->n_bytes, .first_row = self->n_rows
  };

  g_array_append_val (self->all, piece);
  self->n_rows++;
}

/**
 * pl_pieces_truncate:
 * @self: pieces
 * @n: how many stay
 */
void
pl_pieces_truncate (PlPieces *self, guint n)
{
  if (n >= self->all->len)
    return;

  self->n_bytes = get (self, n)->first_byte;
  self->n_rows = get (self, n)->first_row;
  g_array_set_size (self->all, n);
}

/**
 * pl_pieces_get_n:
 * @self: pieces
 *
 * Returns: how many there are
 */
guint
pl_pieces_get_n (PlPieces *self)
{
  return self->all->len;
}

/**
 * pl_pieces_get_n_rows:
 * @self: pieces
 *
 * Returns: how many rows all take together
 */
guint
pl_pieces_get_n_rows (PlPieces *self)
{
  return self->n_rows;
}

/**
 * pl_pieces_get_n_bytes:
 * @self: pieces
 *
 * Returns: how many bytes all have together
 */
guint64
pl_pieces_get_n_bytes (PlPieces *self)
{
  return self->n_bytes;
}

/**
 * pl_pieces_find_row:
 * @self: pieces
 * @row: one of their rows
 *
 * Returns: (transfer none): which of them has it
 */
const PlPiece *
pl_pieces_find_row (PlPieces *self, guint row)
{
  return find (self, BY_ROW, row);
}

/**
 * pl_pieces_find_byte:
 * @self: pieces
 * @index: of one of their bytes
 *
 * Returns: (transfer none): which of them has it
 */
const PlPiece *
pl_pieces_find_byte (PlPieces *self, guint64 index)
{
  return find (self, BY_BYTE, index);
}

/**
 * pl_pieces_find_record:
 * @self: pieces
 * @record: an offset in the transcript
 *
 * Returns: (transfer none) (nullable): the record there, or the last one before it
 */
const PlPiece *
pl_pieces_find_record (PlPieces *self, gsize record)
{
  return find (self, BY_RECORD, record);
}

/**
 * pl_pieces_get_before:
 * @self: pieces
 * @piece: one of them
 *
 * Returns: (transfer none) (nullable): the one before it
 */
const PlPiece *
pl_pieces_get_before (PlPieces *self, const PlPiece *piece)
{
  return piece > get (self, 0) ? piece - 1 : NULL;
}

/**
 * pl_pieces_get_length:
 * @self: pieces
 * @piece: one of them
 *
 * Returns: how many bytes it has
 */
guint64
pl_pieces_get_length (PlPieces *self, const PlPiece *piece)
{
  gboolean is_last = piece == get (self, self->all->len - 1);

  return (is_last ? self->n_bytes : piece[1].first_byte) - piece->first_byte;
}
