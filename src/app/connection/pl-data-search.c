/* What is looked for in the data of a connection, where it was found, and which of these places one is at.
 * Knows no widget. */

#include "app/connection/pl-data-search.h"

struct _PlDataSearch
{
  GObject parent_instance;

  GBytes *needle; /* (nullable) */
  gboolean ignores_case;
  GArray *matches;      /* (element-type PlMatch): in the order of the rows */
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

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const guint64 *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

static void
sort_positions (PlDataSearch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->positions); i++)
    g_array_set_size (self->positions[i], 0);
  for (guint i = 0; i < self->matches->len; i++)
    {
      const PlMatch *match = &g_array_index (self->matches, PlMatch, i);

      g_array_append_val (self->positions[match->direction], match->position);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->positions); i++)
    g_array_sort (self->positions[i], compare_positions);
}

/* What the model leaves out is not found. */
static void
drop_hidden (PlDataSearch *self, PlTranscriptModel *model)
{
  PlTranscriptFilter filter = pl_transcript_model_get_filter (model);
  PlDirection shown = filter == PL_TRANSCRIPT_SENT ? PL_DIRECTION_SENT : PL_DIRECTION_RECEIVED;
  guint n = 0;

  if (filter == PL_TRANSCRIPT_BOTH)
    return;

  for (guint i = 0; i < self->matches->len; i++)
    {
      PlMatch match = g_array_index (self->matches, PlMatch, i);

      if (match.direction == shown)
        g_array_index (self->matches, PlMatch, n++) = match;
    }
  g_array_set_size (self->matches, n);
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
}

/**
 * pl_data_search_update:
 * @self: a search
 * @model: (nullable): where to look
 *
 * Looks again: @model has changed, or what is looked for. One stays at the same place if it is still there.
 */
void
pl_data_search_update (PlDataSearch *self, PlTranscriptModel *model)
{
  gboolean was_empty = self->matches->len == 0;

  g_clear_pointer (&self->matches, g_array_unref);
  if (self->needle != NULL && model != NULL)
    self->matches = pl_transcript_search (pl_transcript_model_get_transcript (model), self->needle,
                                          self->ignores_case);
  else
    self->matches = g_array_new (FALSE, FALSE, sizeof (PlMatch));
  if (model != NULL)
    drop_hidden (self, model);
  sort_positions (self);
  if (!was_empty || self->matches->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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
