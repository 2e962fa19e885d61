/* What is looked for in the data of a connection, where it was found, and which of these places one is at.
 * Looks at a piece at a time, so that nobody waits for it. Knows no widget. */

#include "app/connection/pl-data-search.h"

#define SLICE (1024 * 1024) /* bytes at a time: a few milliseconds */

struct _PlDataSearch
{
  GObject parent_instance;

  PlTranscriptModel *model;   /* (nullable): where to look */
  PlTranscriptSearch *search; /* (nullable): of the model and the needle */
  guint idle_id;              /* while there is more to look at */
  GBytes *needle;             /* (nullable) */
  gboolean ignores_case;
  GArray *matches;      /* (element-type PlMatch): those that are shown, in the order of the rows */
  GArray *positions[2]; /* (element-type guint64): of the matches, by direction and in their order */
  gboolean has_current;
  PlMatch current;
};

G_DEFINE_FINAL_TYPE (PlDataSearch, pl_data_search, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the model leaves out is not found. */
static gboolean
is_shown (PlDataSearch *self, const PlMatch *match)
{
  PlTranscriptFilter filter = pl_transcript_model_get_filter (self->model);

  return filter == PL_TRANSCRIPT_BOTH ||
         (filter == PL_TRANSCRIPT_SENT) == (match->direction == PL_DIRECTION_SENT);
}

/* In the order of the rows each direction is in its own. */
static void
take_matches (PlDataSearch *self)
{
  guint n = 0;
  const PlMatch *matches = self->search != NULL ? pl_transcript_search_get_matches (self->search, &n) : NULL;

  g_array_set_size (self->matches, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->positions); i++)
    g_array_set_size (self->positions[i], 0);
  for (guint i = 0; i < n; i++)
    {
      if (!is_shown (self, &matches[i]))
        continue;
      g_array_append_val (self->matches, matches[i]);
      g_array_append_val (self->positions[matches[i].direction], matches[i].position);
    }
}

static gboolean
look (PlDataSearch *self)
{
  gboolean was_empty = self->matches->len == 0;
  gboolean has_more = self->search != NULL &&
                      pl_transcript_search_run (self->search,
                                                pl_transcript_model_get_transcript (self->model), SLICE);

  take_matches (self);
  if (!was_empty || self->matches->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return has_more;
}

static gboolean
look_cb (gpointer user_data)
{
  PlDataSearch *self = user_data;

  if (look (self))
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

/* All that is found belongs to another needle, or to other data. */
static void
begin_again (PlDataSearch *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->search, pl_transcript_search_free);
  if (self->needle != NULL && self->model != NULL)
    self->search = pl_transcript_search_new (self->needle, self->ignores_case);
}

static gboolean
is_same (const PlMatch *a, const PlMatch *b)
{
  return a->direction == b->direction && a->position == b->position;
}

static void
pl_data_search_finalize (GObject *object)
{
  PlDataSearch *self = PL_DATA_SEARCH (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->search, pl_transcript_search_free);
  g_clear_object (&self->model);
  g_clear_pointer (&self->needle, g_bytes_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->positions); i++)
    g_clear_pointer (&self->positions[i], g_array_unref);

  G_OBJECT_CLASS (pl_data_search_parent_class)->finalize (object);
}

static void
pl_data_search_class_init (PlDataSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_data_search_finalize;

  /**
   * PlDataSearch::changed:
   *
   * Other places are found, or one is at another one.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_DATA_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_data_search_init (PlDataSearch *self)
{
  self->matches = g_array_new (FALSE, FALSE, sizeof (PlMatch));
  for (guint i = 0; i < G_N_ELEMENTS (self->positions); i++)
    self->positions[i] = g_array_new (FALSE, FALSE, sizeof (guint64));
}

/**
 * pl_data_search_new:
 *
 * Returns: (transfer full): a search for nothing
 */
PlDataSearch *
pl_data_search_new (void)
{
  return g_object_new (PL_TYPE_DATA_SEARCH, NULL);
}

/**
 * pl_data_search_set_needle:
 * @self: a search
 * @needle: (nullable): what to look for
 * @ignores_case: whether ASCII letters may be small or large
 *
 * Sets what pl_data_search_update() finds.
 */
void
pl_data_search_set_needle (PlDataSearch *self, GBytes *needle, gboolean ignores_case)
{
  gboolean is_same_needle = needle != NULL && self->needle != NULL && g_bytes_equal (needle, self->needle);

  g_clear_pointer (&self->needle, g_bytes_unref);
  self->needle = needle != NULL && g_bytes_get_size (needle) > 0 ? g_bytes_ref (needle) : NULL;
  self->ignores_case = ignores_case;
  self->has_current = self->has_current && is_same_needle;
  begin_again (self);
}

/**
 * pl_data_search_update:
 * @self: a search
 * @model: (nullable): where to look
 *
 * Looks again: @model has changed, or what is looked for. Goes on by itself if there is much to look at. One
 * stays at the same place if it is still there.
 */
void
pl_data_search_update (PlDataSearch *self, PlTranscriptModel *model)
{
  if (g_set_object (&self->model, model))
    begin_again (self);
  if (self->idle_id == 0 && look (self))
    self->idle_id = g_idle_add (look_cb, self);
}

/**
 * pl_data_search_get_n_matches:
 * @self: a search
 *
 * Returns: how many places were found
 */
guint
pl_data_search_get_n_matches (PlDataSearch *self)
{
  return self->matches->len;
}

/**
 * pl_data_search_get_place:
 * @self: a search
 *
 * Returns: which of them one is at, from 1; 0 for none
 */
guint
pl_data_search_get_place (PlDataSearch *self)
{
  for (guint i = 0; self->has_current && i < self->matches->len; i++)
    {
      if (is_same (&g_array_index (self->matches, PlMatch, i), &self->current))
        return i + 1;
    }

  return 0;
}

/**
 * pl_data_search_step:
 * @self: a search
 * @step: 1 for the next place, -1 for the one before
 *
 * Goes to another place; behind the last one comes the first one.
 *
 * Returns: (transfer none) (nullable): where one is now; %NULL if nothing is found
 */
const PlMatch *
pl_data_search_step (PlDataSearch *self, int step)
{
  guint n = self->matches->len;
  guint place = pl_data_search_get_place (self);

  if (n == 0)
    return NULL;

  if (place == 0)
    place = step > 0 ? 0 : n - 1;
  else
    place = (place - 1 + n + (guint) step) % n;
  self->current = g_array_index (self->matches, PlMatch, place);
  self->has_current = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return &self->current;
}

/**
 * pl_data_search_get_length:
 * @self: a search
 *
 * Returns: how many bytes are looked for
 */
guint
pl_data_search_get_length (PlDataSearch *self)
{
  return self->needle != NULL ? (guint) g_bytes_get_size (self->needle) : 0;
}

static guint64
get_mask (guint64 begin, guint64 end, guint64 position, gsize n)
{
  guint64 from = MAX (begin, position) - position;
  guint64 to = MIN (end, position + n) - position;

  return (to - from >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << (to - from)) - 1) << from;
}

/* The first match that does not end before @position. */
static guint
find_first (GArray *positions, guint64 position, gsize length)
{
  guint low = 0;
  guint high = positions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (positions, guint64, middle) + length <= position)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * pl_data_search_get_marks:
 * @self: a search
 * @direction: of some bytes
 * @position: of the first of them
 * @n: how many, 64 at most
 * @ret_current: (out): which of them belong to the place where one is, a bit for each
 *
 * Returns: which of them belong to any place that was found, a bit for each
 */
guint64
pl_data_search_get_marks (PlDataSearch *self,
                          PlDirection direction,
                          guint64 position,
                          gsize n,
                          guint64 *ret_current)
{
  GArray *positions = self->positions[direction];
  gsize length = self->needle != NULL ? g_bytes_get_size (self->needle) : 0;
  guint64 marks = 0;

  *ret_current = 0;
  for (guint i = find_first (positions, position, length); i < positions->len; i++)
    {
      guint64 begin = g_array_index (positions, guint64, i);

      if (begin >= position + n)
        break;
      marks |= get_mask (begin, begin + length, position, n);
      if (self->has_current && self->current.direction == direction && self->current.position == begin)
        *ret_current = get_mask (begin, begin + length, position, n);
    }

  return marks;
}
