/* The rows of a connection's transcript: knows where records begin, makes a row when it is asked for. No
 * widget.
 *
 * It has a copy of its own, so that what is shown stays until it is told to follow. The head of a transcript
 * only grows, and so do its rows: none that is shown is ever made again. The rows of the tail change all at
 * once when it has dropped something. Both grow in steps, because whoever shows a row makes widgets for it.
 */

#include "app/connection/pl-transcript-model.h"

#include "app/connection/pl-pieces.h"

#define ROWS_MIN 16 /* of a step, at least */

/* How far the transcript was read. */
typedef struct
{
  gsize offset;
  guint64 positions[2]; /* by direction: payload up to here */
} Reading;

struct _PlTranscriptModel
{
  GObject parent_instance;

  PlConnection *connection; /* watched by whoever owns the model */
  PlTranscript *transcript; /* a copy */
  PlTranscriptFilter filter;
  PlPieces *pieces; /* where each record begins */
  Reading reading;
  Reading head;     /* of it, once there is a tail */
  gsize tail_begin; /* of the tail that was read */
  guint row_size;   /* bytes */
  guint n_head_pieces;
  guint n_head_rows;
  guint n_shown; /* rows that the list has */
  guint longest; /* bytes of a record */
  gboolean has_head;
};

static void pl_transcript_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTranscriptModel,
                               pl_transcript_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_transcript_model_list_model_init))

/* ---- Reading ---- */

static void
read_record (PlTranscriptModel *self, const PlRecord *record)
{
  guint64 *position = &self->reading.positions[record->direction];
  guint n_rows = (record->length + self->row_size - 1) / self->row_size;

  if (self->filter == PL_TRANSCRIPT_RECEIVED && record->direction != PL_DIRECTION_RECEIVED)
    return;
  if (self->filter == PL_TRANSCRIPT_SENT && record->direction != PL_DIRECTION_SENT)
    return;

  if (record->position > *position)
    pl_pieces_add (self->pieces, record->offset, record->position - *position, 0, 1);
  if (record->length > 0 || record->flags & PL_RECORD_DATAGRAM)
    pl_pieces_add (self->pieces, record->offset, 0, record->length, MAX (n_rows, 1));
  *position = record->position + record->length;
  self->longest = MAX (self->longest, record->length);
}

static void
read_on (PlTranscriptModel *self)
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
      read_record (self, &record);
    }
}

/* What the tail has dropped goes, and what it has got comes, in one change: so whoever shows the rows can
 * show the new ones in place of the old ones. */
static void
read_tail_again (PlTranscriptModel *self)
{
  guint n_head = MIN (self->n_shown, self->n_head_rows);
  guint n_removed = self->n_shown - n_head;

  self->reading = self->head;
  pl_pieces_truncate (self->pieces, self->n_head_pieces);
  read_on (self);
  if (n_removed == 0)
    return;

  self->n_shown = MIN (pl_pieces_get_n_rows (self->pieces), n_head + n_removed);
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
  const PlPiece *before = pl_pieces_get_before (self->pieces, piece);
  PlRecord record;

  if (before == NULL || !pl_transcript_model_get_record (self, before->record, &record))
    return pl_socket_get_opened_at_us (PL_SOCKET (self->connection));

  return record.at_us;
}

static gpointer
pl_transcript_model_get_item (GListModel *model, guint position)
{
  PlTranscriptModel *self = PL_TRANSCRIPT_MODEL (model);
  const PlPiece *piece;
  PlRecord record = { 0 };
  PlTranscriptRow *row;

  if (position >= self->n_shown)
    return NULL;

  piece = pl_pieces_find_row (self->pieces, position);
  pl_transcript_model_get_record (self, piece->record, &record);
  if (piece->missing > 0)
    return pl_transcript_row_new_gap (record.direction, piece->missing);

  row = pl_transcript_row_new (&record, MIN ((position - piece->first_row) * self->row_size, record.length),
                               self->row_size);
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
  g_clear_pointer (&self->transcript, pl_transcript_free);
  g_clear_pointer (&self->pieces, pl_pieces_free);

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
  self->transcript = pl_transcript_new_copy ();
  self->pieces = pl_pieces_new ();
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

  return self;
}

/**
 * pl_transcript_model_update:
 * @self: a model
 *
 * Reads what the transcript has more than before. New rows come with pl_transcript_model_show_more(); those
 * of the tail that are no more are replaced at once.
 */
void
pl_transcript_model_update (PlTranscriptModel *self)
{
  PlTranscript *transcript = pl_connection_get_transcript (self->connection);
  g_autoptr (GBytes) tail = pl_transcript_dup_tail (transcript, pl_transcript_get_size (self->transcript));

  if (g_bytes_get_size (tail) == 0)
    return;

  pl_transcript_append_tail (self->transcript, tail, pl_transcript_get_size (transcript));
  if (self->has_head && pl_transcript_get_tail_begin (self->transcript) != self->tail_begin)
    read_tail_again (self);
  else
    read_on (self);
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
  return self->has_head;
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
  return self->n_shown < pl_pieces_get_n_rows (self->pieces);
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
  guint n = MIN (pl_pieces_get_n_rows (self->pieces) - self->n_shown, MAX (ROWS_MIN, self->n_shown / 8));
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
  return self->longest;
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
  return self->transcript;
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
  return pl_pieces_get_n_rows (self->pieces);
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

  if (!pl_transcript_next (self->transcript, &at, &record) || record.offset != offset)
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
  return pl_pieces_get_n_bytes (self->pieces);
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
  const PlPiece *piece = pl_pieces_find_record (self->pieces, place->record);
  guint64 length = piece != NULL ? pl_pieces_get_length (self->pieces, piece) : 0;

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

  if (index >= pl_pieces_get_n_bytes (self->pieces))
    return FALSE;

  piece = pl_pieces_find_byte (self->pieces, index);
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
  const PlPiece *piece = pl_pieces_find_byte (self->pieces, index);

  return piece->first_row + (guint) (index - piece->first_byte) / self->row_size;
}

/**
 * pl_transcript_model_get_row_bytes:
 * @self: a model
 * @row: one of its rows
 * @ret_index: (out): of its first byte
 *
 * Returns: how many bytes it has: none if it says what is missing, or is an empty datagram
 */
guint
pl_transcript_model_get_row_bytes (PlTranscriptModel *self, guint row, guint64 *ret_index)
{
  const PlPiece *piece = pl_pieces_find_row (self->pieces, row);
  guint64 offset = (guint64) (row - piece->first_row) * self->row_size;
  guint64 length = pl_pieces_get_length (self->pieces, piece);

  *ret_index = piece->first_byte + MIN (offset, length);

  return (guint) MIN (self->row_size, length - MIN (offset, length));
}
