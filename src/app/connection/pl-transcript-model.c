/* The rows of a connection's transcript: knows where records begin, makes a row when it is asked for. No
 * widget.
 *
 * A transcript only grows at its end, and so does this list: no row that is shown is ever made again. It
 * grows in steps, because whoever shows a row makes widgets for it. */

#include "app/connection/pl-transcript-model.h"

#define ROWS_MIN 16 /* of a step, at least */

typedef struct
{
  gsize offset; /* in the transcript, for pl_transcript_next() */
  guint first_row;
} Place;

struct _PlTranscriptModel
{
  GObject parent_instance;

  PlConnection *connection; /* watched by whoever owns the model */
  GArray *places;           /* (element-type Place): where each record begins */
  gsize size;               /* of the transcript, as far as it was read */
  guint row_size;           /* bytes */
  guint n_known;            /* rows */
  guint n_shown;            /* rows that the list has */
  guint longest;            /* bytes of a record */
};

static void pl_transcript_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTranscriptModel,
                               pl_transcript_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_transcript_model_list_model_init))

static const Place *
find_place (PlTranscriptModel *self, guint row)
{
  guint low = 0;
  guint high = self->places->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->places, Place, middle).first_row <= row)
        low = middle;
      else
        high = middle;
    }

  return &g_array_index (self->places, Place, low);
}

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

static gpointer
pl_transcript_model_get_item (GListModel *model, guint position)
{
  PlTranscriptModel *self = PL_TRANSCRIPT_MODEL (model);
  const Place *place;
  PlRecord record;
  gsize offset;

  if (position >= self->n_shown)
    return NULL;

  place = find_place (self, position);
  offset = place->offset;
  if (!pl_transcript_next (pl_connection_get_transcript (self->connection), &offset, &record))
    record = (PlRecord){ 0 }; /* nobody watches any more */

  return pl_transcript_row_new (&record, MIN ((position - place->first_row) * self->row_size, record.length),
                                self->row_size,
                                record.at_us - pl_socket_get_opened_at_us (PL_SOCKET (self->connection)));
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
  g_clear_pointer (&self->places, g_array_unref);

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
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
}

/**
 * pl_transcript_model_new:
 * @connection: whose transcript; the caller watches it as long as the model is in use
 * @row_size: bytes of a row, %PL_TRANSCRIPT_ROW_MAX at most
 *
 * Returns: (transfer full): a list of [class@Pl.TranscriptRow], empty until it is told to grow
 */
PlTranscriptModel *
pl_transcript_model_new (PlConnection *connection, guint row_size)
{
  PlTranscriptModel *self = g_object_new (PL_TYPE_TRANSCRIPT_MODEL, NULL);

  g_return_val_if_fail (row_size > 0 && row_size <= PL_TRANSCRIPT_ROW_MAX, self);

  self->connection = g_object_ref (connection);
  self->row_size = row_size;

  return self;
}

/**
 * pl_transcript_model_update:
 * @self: a model
 *
 * Reads what the transcript has more than before. The list does not change before
 * pl_transcript_model_show_more().
 */
void
pl_transcript_model_update (PlTranscriptModel *self)
{
  PlTranscript *transcript = pl_connection_get_transcript (self->connection);
  Place place = { .offset = self->size, .first_row = self->n_known };
  PlRecord record;

  while (pl_transcript_next (transcript, &self->size, &record))
    {
      if (record.length > 0)
        g_array_append_val (self->places, place);
      self->n_known += (record.length + self->row_size - 1) / self->row_size;
      self->longest = MAX (self->longest, record.length);
      place = (Place){ .offset = self->size, .first_row = self->n_known };
    }
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
  return self->n_shown < self->n_known;
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
  guint n = MIN (self->n_known - self->n_shown, MAX (ROWS_MIN, self->n_shown / 8));
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
