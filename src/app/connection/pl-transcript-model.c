/* The rows of a connection's transcript: makes a row when it is asked for. No widget.
 *
 * The list grows in steps, because whoever shows a row makes widgets for it. */

#include "app/connection/pl-transcript-model.h"

#define ROWS_MIN 16 /* of a step, at least */

struct _PlTranscriptModel
{
  GObject parent_instance;

  PlConnection *connection; /* watched by whoever owns the model */
  PlTranscriptReader *reader;
  PlTranscriptFilter filter;
  guint row_size; /* bytes */
  guint n_shown;  /* rows that the list has */
};

static void pl_transcript_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTranscriptModel,
                               pl_transcript_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_transcript_model_list_model_init))

static PlPieces *
get_pieces (PlTranscriptModel *self)
{
  return pl_transcript_reader_get_pieces (self->reader);
}

/* What the tail has dropped goes, and what it has got comes, in one change: so whoever shows the rows can
 * show the new ones in place of the old ones. */
static void
replace_tail (PlTranscriptModel *self)
{
  guint n_head = MIN (self->n_shown, pl_transcript_reader_get_n_head_rows (self->reader));
  guint n_removed = self->n_shown - n_head;

  if (n_removed == 0)
    return;

  self->n_shown = MIN (pl_transcript_model_get_n_rows (self), n_head + n_removed);
  g_list_model_items_changed (G_LIST_MODEL (self), n_head, n_removed, self->n_shown - n_head);
}

/* ---- The list ---- */

static GType
pl_transcript_model_get_item_type (GListModel *model)
{
  return PL_TYPE_TRANSCRIPT_ROW;
}

static guint
pl_transcript_model_get_n_items (GListModel *model)
{
  return PL_TRANSCRIPT_MODEL (model)->n_shown;
}

static gint64
get_time_before (PlTranscriptModel *self, const PlPiece *piece)
{
  const PlPiece *before = pl_pieces_get_before (get_pieces (self), piece);
  PlRecord record;

  if (before != NULL && before->ending > 0)
    return pl_transcript_reader_get_ending (self->reader, before)->at_us;
  if (before == NULL || !pl_transcript_model_get_record (self, before->record, &record))
    return pl_socket_get_opened_at_us (PL_SOCKET (self->connection));

  return record.at_us;
}

static PlTranscriptRow *
make_row (PlTranscriptModel *self, const PlPiece *piece, guint nth)
{
  PlRecord record = { 0 };

  if (piece->ending > 0)
    return pl_transcript_row_new_ending (pl_transcript_reader_get_ending (self->reader, piece));

  pl_transcript_model_get_record (self, piece->record, &record);
  if (piece->missing > 0)
    return pl_transcript_row_new_gap (record.direction, piece->missing);

  return pl_transcript_row_new (&record, MIN (nth * self->row_size, record.length), self->row_size);
}

static gpointer
pl_transcript_model_get_item (GListModel *model, guint position)
{
  PlTranscriptModel *self = PL_TRANSCRIPT_MODEL (model);
  const PlPiece *piece;
  PlTranscriptRow *row;

  if (position >= self->n_shown)
    return NULL;

  piece = pl_pieces_find_row (get_pieces (self), position);
  row = make_row (self, piece, position - piece->first_row);
  pl_transcript_row_set_times (row, pl_socket_get_opened_at_us (PL_SOCKET (self->connection)),
                               get_time_before (self, piece));

  return row;
}

static void
pl_transcript_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_transcript_model_get_item_type;
  iface->get_n_items = pl_transcript_model_get_n_items;
  iface->get_item = pl_transcript_model_get_item;
}

static void
pl_transcript_model_finalize (GObject *object)
{
  PlTranscriptModel *self = PL_TRANSCRIPT_MODEL (object);

  g_clear_object (&self->connection);
  g_clear_pointer (&self->reader, pl_transcript_reader_free);

  G_OBJECT_CLASS (pl_transcript_model_parent_class)->finalize (object);
}

static void
pl_transcript_model_class_init (PlTranscriptModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_transcript_model_finalize;
}

static void
pl_transcript_model_init (PlTranscriptModel *self)
{
}

/**
 * pl_transcript_model_new:
 * @connection: whose transcript; the caller watches it as long as the model is to follow
 * @row_size: bytes of a row, %PL_TRANSCRIPT_ROW_MAX at most
 * @filter: what to leave out
 *
 * Returns: (transfer full): a list of [class@Pl.TranscriptRow], empty until it is told to grow
 */
PlTranscriptModel *
pl_transcript_model_new (PlConnection *connection, guint row_size, PlTranscriptFilter filter)
{
  PlTranscriptModel *self = g_object_new (PL_TYPE_TRANSCRIPT_MODEL, NULL);

  g_return_val_if_fail (row_size > 0 && row_size <= PL_TRANSCRIPT_ROW_MAX, self);

  self->connection = g_object_ref (connection);
  self->row_size = row_size;
  self->filter = filter;
  self->reader = pl_transcript_reader_new (row_size, filter);

  return self;
}

/**
 * pl_transcript_model_update:
 * @self: a model
 *
 * Reads what the transcript has more than before, and what has ended. New rows come with
 * pl_transcript_model_show_more(); those of the tail that are no more are replaced at once.
 */
void
pl_transcript_model_update (PlTranscriptModel *self)
{
  if (pl_transcript_reader_update (self->reader, self->connection))
    replace_tail (self);
}

/**
 * pl_transcript_model_has_tail:
 * @self: a model
 *
 * Returns: whether there is more than the beginning: then rows may be replaced
 */
gboolean
pl_transcript_model_has_tail (PlTranscriptModel *self)
{
  return pl_transcript_reader_has_tail (self->reader);
}

/**
 * pl_transcript_model_has_more:
 * @self: a model
 *
 * Returns: whether there are rows that the list does not have yet
 */
gboolean
pl_transcript_model_has_more (PlTranscriptModel *self)
{
  return self->n_shown < pl_pieces_get_n_rows (get_pieces (self));
}

/**
 * pl_transcript_model_show_more:
 * @self: a model
 *
 * Lets the list grow by an eighth, or by 16 rows if that is more: what can be shown without making anybody
 * wait. To be repeated once a frame while there is more.
 */
void
pl_transcript_model_show_more (PlTranscriptModel *self)
{
  guint n = MIN (pl_pieces_get_n_rows (get_pieces (self)) - self->n_shown, MAX (ROWS_MIN, self->n_shown / 8));
  guint position = self->n_shown;

  if (n == 0)
    return;

  self->n_shown += n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
}

/**
 * pl_transcript_model_get_longest:
 * @self: a model
 *
 * Returns: bytes of the longest record, which says how long an offset gets
 */
guint
pl_transcript_model_get_longest (PlTranscriptModel *self)
{
  return pl_transcript_reader_get_longest (self->reader);
}

/**
 * pl_transcript_model_get_filter:
 * @self: a model
 *
 * Returns: what is left out
 */
PlTranscriptFilter
pl_transcript_model_get_filter (PlTranscriptModel *self)
{
  return self->filter;
}

/**
 * pl_transcript_model_get_transcript:
 * @self: a model
 *
 * Returns: (transfer none): what its rows are made from
 */
PlTranscript *
pl_transcript_model_get_transcript (PlTranscriptModel *self)
{
  return pl_transcript_reader_get_transcript (self->reader);
}

/**
 * pl_transcript_model_get_socket_id:
 * @self: a model
 *
 * Returns: which connection it shows
 */
guint64
pl_transcript_model_get_socket_id (PlTranscriptModel *self)
{
  return pl_socket_get_id (PL_SOCKET (self->connection));
}

/**
 * pl_transcript_model_get_n_rows:
 * @self: a model
 *
 * Returns: how many rows there are; the list may not have grown as far yet
 */
guint
pl_transcript_model_get_n_rows (PlTranscriptModel *self)
{
  return pl_pieces_get_n_rows (get_pieces (self));
}

/**
 * pl_transcript_model_get_record:
 * @self: a model
 * @offset: of a record in the transcript
 * @ret_record: (out): the record
 *
 * Returns: whether it is still there
 */
gboolean
pl_transcript_model_get_record (PlTranscriptModel *self, gsize offset, PlRecord *ret_record)
{
  gsize at = offset;
  PlRecord record;

  if (!pl_transcript_next (pl_transcript_model_get_transcript (self), &at, &record) ||
      record.offset != offset)
    return FALSE;

  *ret_record = record;

  return TRUE;
}

/**
 * pl_transcript_model_get_n_bytes:
 * @self: a model
 *
 * Returns: how many bytes there are; the list may not have grown as far yet
 */
guint64
pl_transcript_model_get_n_bytes (PlTranscriptModel *self)
{
  return pl_pieces_get_n_bytes (get_pieces (self));
}

/**
 * pl_transcript_model_get_index:
 * @self: a model
 * @place: of a byte, which may be left out here, or be no more
 *
 * Returns: how many bytes there are before it
 */
guint64
pl_transcript_model_get_index (PlTranscriptModel *self, const PlDataPlace *place)
{
  const PlPiece *piece = pl_pieces_find_record (get_pieces (self), place->record);
  guint64 length = piece != NULL ? pl_pieces_get_length (get_pieces (self), piece) : 0;

  if (piece == NULL)
    return 0;

  return piece->first_byte + (piece->record == place->record ? MIN (place->byte, length) : length);
}

/**
 * pl_transcript_model_get_place:
 * @self: a model
 * @index: of a byte
 * @ret_place: (out): where it is
 *
 * Returns: whether there are as many
 */
gboolean
pl_transcript_model_get_place (PlTranscriptModel *self, guint64 index, PlDataPlace *ret_place)
{
  const PlPiece *piece;

  if (index >= pl_pieces_get_n_bytes (get_pieces (self)))
    return FALSE;

  piece = pl_pieces_find_byte (get_pieces (self), index);
  *ret_place = (PlDataPlace){ .record = piece->record, .byte = (guint) (index - piece->first_byte) };

  return TRUE;
}

/**
 * pl_transcript_model_get_row:
 * @self: a model
 * @index: of a byte that there is
 *
 * Returns: the row that has it; the list may not have grown as far yet
 */
guint
pl_transcript_model_get_row (PlTranscriptModel *self, guint64 index)
{
  const PlPiece *piece = pl_pieces_find_byte (get_pieces (self), index);

  return piece->first_row + (guint) (index - piece->first_byte) / self->row_size;
}

/**
 * pl_transcript_model_get_row_bytes:
 * @self: a model
 * @row: one of its rows
 * @ret_index: (out): of its first byte
 *
 * Returns: how many bytes it has: none if it says what is missing or has ended, or is an empty datagram
 */
guint
pl_transcript_model_get_row_bytes (PlTranscriptModel *self, guint row, guint64 *ret_index)
{
  const PlPiece *piece = pl_pieces_find_row (get_pieces (self), row);
  guint64 offset = (guint64) (row - piece->first_row) * self->row_size;
  guint64 length = pl_pieces_get_length (get_pieces (self), piece);

  *ret_index = piece->first_byte + MIN (offset, length);

  return (guint) MIN (self->row_size, length - MIN (offset, length));
}
