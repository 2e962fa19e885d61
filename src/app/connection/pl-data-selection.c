/* Which bytes of a connection's data are selected, and where the caret is. Knows no widget.
 *
 * It is a run from the anchor to the caret, both in. They are places in the transcript, so the run stays what
 * it is when rows come or are made anew; what of it is shown, and still kept, is asked of the model. */

#include "app/connection/pl-data-selection.h"

/* A character, or one byte. */
typedef struct
{
  PlDataPlace first;
  PlDataPlace last;
} Span;

struct _PlDataSelection
{
  GObject parent_instance;

  PlTranscriptModel *model; /* (nullable) */
  guint64 socket_id;        /* of the model that there was last */
  PlCharset charset;
  PlDataSide side;
  gboolean has_run;
  Span anchor;
  Span caret;
  guint column;     /* where the caret wants to be when it goes up and down */
  guint64 n_chosen; /* bytes, when somebody chose them */
  guint64 n_bytes;  /* that are left of them */
};

G_DEFINE_FINAL_TYPE (PlDataSelection, pl_data_selection, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- Places ---- */

static int
compare (const PlDataPlace *a, const PlDataPlace *b)
{
  if (a->record != b->record)
    return a->record < b->record ? -1 : 1;

  return a->byte < b->byte ? -1 : a->byte > b->byte;
}

static void
get_run (PlDataSelection *self, PlDataPlace *ret_first, PlDataPlace *ret_last)
{
  gboolean is_back = compare (&self->caret.first, &self->anchor.first) < 0;

  *ret_first = is_back ? self->caret.first : self->anchor.first;
  *ret_last = compare (&self->caret.last, &self->anchor.last) < 0 ? self->anchor.last : self->caret.last;
}

/* As many bytes as go together on this side. */
static Span
get_span (PlDataSelection *self, const PlDataPlace *place)
{
  Span span = { *place, *place };
  PlRecord record;
  gsize length;

  if (self->side == PL_DATA_SIDE_HEX ||
      !pl_transcript_model_get_record (self->model, place->record, &record) || place->byte >= record.length)
    return span;

  span.first.byte = (guint) pl_charset_find_character (self->charset, record.data, record.length, place->byte,
                                                       &length);
  span.last.byte = span.first.byte + (guint) length - 1;

  return span;
}

static guint64
count (PlDataSelection *self, guint64 *ret_index)
{
  PlDataPlace first, last;

  *ret_index = 0;
  if (!self->has_run || self->model == NULL)
    return 0;

  get_run (self, &first, &last);
  last.byte++;
  *ret_index = pl_transcript_model_get_index (self->model, &first);

  return pl_transcript_model_get_index (self->model, &last) - *ret_index;
}

/* ---- Changes ---- */

static void
set_column (PlDataSelection *self)
{
  guint64 index = pl_transcript_model_get_index (self->model, &self->caret.first);
  guint64 begin;

  if (index >= pl_transcript_model_get_n_bytes (self->model))
    return;
  pl_transcript_model_get_row_bytes (self->model, pl_transcript_model_get_row (self->model, index), &begin);
  self->column = (guint) (index - begin);
}

static void
set_chosen (PlDataSelection *self)
{
  guint64 index;

  self->n_chosen = self->n_bytes = count (self, &index);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_run (PlDataSelection *self, const Span *anchor, const Span *caret)
{
  self->has_run = TRUE;
  self->anchor = *anchor;
  self->caret = *caret;
  set_chosen (self);
}

static void
put (PlDataSelection *self, const PlDataPlace *place, gboolean extend)
{
  Span span = get_span (self, place);

  set_run (self, extend && self->has_run ? &self->anchor : &span, &span);
}

static void
pl_data_selection_finalize (GObject *object)
{
  g_clear_object (&PL_DATA_SELECTION (object)->model);

  G_OBJECT_CLASS (pl_data_selection_parent_class)->finalize (object);
}

static void
pl_data_selection_class_init (PlDataSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_data_selection_finalize;

  /**
   * PlDataSelection::changed:
   *
   * Other bytes are selected, or fewer are left of them, or the caret is elsewhere.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_DATA_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_data_selection_init (PlDataSelection *self)
{
}

/**
 * pl_data_selection_new:
 *
 * Returns: (transfer full): a selection of nothing
 */
PlDataSelection *
pl_data_selection_new (void)
{
  return g_object_new (PL_TYPE_DATA_SELECTION, NULL);
}

/**
 * pl_data_selection_set_model:
 * @self: a selection
 * @model: (nullable): what is shown
 *
 * What is selected stays so if @model shows the same connection as the one before, in whatever way. Nothing
 * is selected while there is no model.
 */
void
pl_data_selection_set_model (PlDataSelection *self, PlTranscriptModel *model)
{
  guint64 id = model != NULL ? pl_transcript_model_get_socket_id (model) : self->socket_id;

  if (id != self->socket_id)
    self->has_run = FALSE;
  self->socket_id = id;
  g_set_object (&self->model, model);
  set_chosen (self);
}

/**
 * pl_data_selection_get_model:
 * @self: a selection
 *
 * Returns: (transfer none) (nullable): what is shown
 */
PlTranscriptModel *
pl_data_selection_get_model (PlDataSelection *self)
{
  return self->model;
}

/**
 * pl_data_selection_update:
 * @self: a selection
 *
 * Says that the model has read more, or dropped something. What is not kept any more is not selected any
 * more.
 */
void
pl_data_selection_update (PlDataSelection *self)
{
  guint64 index;
  guint64 n_bytes = count (self, &index);

  if (n_bytes == self->n_bytes)
    return;

  self->n_bytes = n_bytes;
  self->n_chosen = MAX (self->n_chosen, n_bytes); /* a new model begins with nothing */
  self->has_run = n_bytes > 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * pl_data_selection_set_charset:
 * @self: a selection
 * @charset: which bytes make a character
 */
void
pl_data_selection_set_charset (PlDataSelection *self, PlCharset charset)
{
  self->charset = charset;
}

/**
 * pl_data_selection_get_side:
 * @self: a selection
 *
 * Returns: what somebody works with
 */
PlDataSide
pl_data_selection_get_side (PlDataSelection *self)
{
  return self->side;
}

/**
 * pl_data_selection_set_side:
 * @self: a selection
 * @side: what somebody works with
 */
void
pl_data_selection_set_side (PlDataSelection *self, PlDataSide side)
{
  if (self->side == side)
    return;

  self->side = side;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * pl_data_selection_clear:
 * @self: a selection
 */
void
pl_data_selection_clear (PlDataSelection *self)
{
  self->has_run = FALSE;
  set_chosen (self);
}

/**
 * pl_data_selection_put:
 * @self: a selection with a model
 * @place: of a byte that is shown
 * @extend: whether everything from the anchor to there is selected, or only that
 *
 * Puts the caret there. On the text side it takes the whole character.
 */
void
pl_data_selection_put (PlDataSelection *self, const PlDataPlace *place, gboolean extend)
{
  put (self, place, extend);
  set_column (self);
}

/**
 * pl_data_selection_put_run:
 * @self: a selection with a model
 * @place: of a byte that is shown
 * @length: how many bytes; no more are taken than there are in the record
 */
void
pl_data_selection_put_run (PlDataSelection *self, const PlDataPlace *place, guint length)
{
  Span span = { *place, *place };
  PlRecord record;

  if (length == 0 || !pl_transcript_model_get_record (self->model, place->record, &record) ||
      place->byte >= record.length)
    return;

  span.last.byte += MIN (length, record.length - place->byte) - 1;
  set_run (self, &span, &span);
  set_column (self);
}

/**
 * pl_data_selection_put_all:
 * @self: a selection
 *
 * Selects all bytes that are shown.
 */
void
pl_data_selection_put_all (PlDataSelection *self)
{
  guint64 n = self->model != NULL ? pl_transcript_model_get_n_bytes (self->model) : 0;
  Span first, last;

  if (n == 0)
    return;

  pl_transcript_model_get_place (self->model, 0, &first.first);
  pl_transcript_model_get_place (self->model, n - 1, &last.first);
  first.last = first.first;
  last.last = last.first;
  set_run (self, &first, &last);
}

/**
 * pl_data_selection_move:
 * @self: a selection
 * @move: where the caret goes to
 * @n: how many rows down, or up if it is negative
 * @extend: whether everything from the anchor to there is selected, or only where the caret is
 *
 * Does nothing where there is no caret: it has to be put somewhere first.
 */
void
pl_data_selection_move (PlDataSelection *self, PlDataMove move, int n, gboolean extend)
{
  guint64 first, last;
  PlDataPlace place;

  if (!self->has_run || self->model == NULL || pl_transcript_model_get_n_bytes (self->model) == 0)
    return;

  first = pl_transcript_model_get_index (self->model, &self->caret.first);
  last = pl_transcript_model_get_index (self->model, &self->caret.last);
  pl_transcript_model_get_place (
      self->model, pl_data_caret_move (self->model, first, last, self->column, move, n), &place);
  put (self, &place, extend);
  if (move != PL_DATA_MOVE_ROWS)
    set_column (self);
}

/* ---- What is selected ---- */

/**
 * pl_data_selection_get_caret:
 * @self: a selection
 * @ret_place: (out): where the caret is
 *
 * Returns: whether there is one
 */
gboolean
pl_data_selection_get_caret (PlDataSelection *self, PlDataPlace *ret_place)
{
  if (!self->has_run || self->model == NULL)
    return FALSE;

  *ret_place = self->caret.first;

  return TRUE;
}

/**
 * pl_data_selection_get_range:
 * @self: a selection
 * @ret_index: (out): of the first byte among those that the model shows
 *
 * Returns: how many bytes are selected
 */
guint64
pl_data_selection_get_range (PlDataSelection *self, guint64 *ret_index)
{
  return count (self, ret_index);
}

/**
 * pl_data_selection_get_lost:
 * @self: a selection
 *
 * Returns: how many of the bytes that somebody selected are not kept any more
 */
guint64
pl_data_selection_get_lost (PlDataSelection *self)
{
  return self->n_chosen > self->n_bytes ? self->n_chosen - self->n_bytes : 0;
}

/**
 * pl_data_selection_get_marks:
 * @self: a selection
 * @row: some bytes
 * @ret_caret: (out): which of them has the caret; -1 for none
 *
 * Returns: which of them are selected, a bit for each
 */
guint64
pl_data_selection_get_marks (PlDataSelection *self, PlTranscriptRow *row, int *ret_caret)
{
  PlDataPlace place = { pl_transcript_row_get_record (row), pl_transcript_row_get_offset (row) };
  PlDataPlace first, last;
  guint64 marks = 0;
  gsize n;

  *ret_caret = -1;
  pl_transcript_row_get_data (row, &n);
  if (!self->has_run || self->model == NULL)
    return 0;

  get_run (self, &first, &last);
  for (gsize i = 0; i < n; i++, place.byte++)
    {
      if (compare (&place, &first) >= 0 && compare (&place, &last) <= 0)
        marks |= G_GUINT64_CONSTANT (1) << i;
      if (compare (&place, &self->caret.first) == 0)
        *ret_caret = (int) i;
    }

  return marks;
}
