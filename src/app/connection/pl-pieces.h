#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlPieces PlPieces;

/**
 * PlPiece:
 * @record: the offset of the record in the transcript
 * @missing: bytes that were not kept before it; then it is one row that says so, and has no bytes
 * @ending: the number from 1 of what has ended the stream before it, or a direction of it; then it is one
 * such row, too; else 0
 * @first_byte: how many bytes are shown before it
 * @first_row: how many rows
 *
 * A record that is shown, or what is said before one, or behind the last: that something is missing or has
 * ended.
 */
typedef struct
{
  gsize record;
  guint64 missing;
  guint64 first_byte;
  guint first_row;
  guint ending;
} PlPiece;

PlPieces *pl_pieces_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pl_pieces_free (PlPieces *self);
void pl_pieces_add (PlPieces *self, gsize record, guint64 missing, guint64 n_bytes, guint n_rows);
void pl_pieces_add_ending (PlPieces *self, gsize record, guint ending);
void pl_pieces_truncate (PlPieces *self, guint n);
guint pl_pieces_get_n (PlPieces *self);
guint pl_pieces_get_n_rows (PlPieces *self);
guint64 pl_pieces_get_n_bytes (PlPieces *self);
const PlPiece *pl_pieces_find_row (PlPieces *self, guint row);
const PlPiece *pl_pieces_find_byte (PlPieces *self, guint64 index);
const PlPiece *pl_pieces_find_record (PlPieces *self, gsize record);
const PlPiece *pl_pieces_get_before (PlPieces *self, const PlPiece *piece);
guint64 pl_pieces_get_length (PlPieces *self, const PlPiece *piece);

G_END_DECLS
