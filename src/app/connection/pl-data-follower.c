/* What the data list shows of a connection, and where it is scrolled: it goes along with what comes, or stays
 * as it is. Knows no row and no column. */

#include "app/connection/pl-data-follower.h"

#define TAIL_DELAY_US (100 * 1000) /* rows of the tail are replaced no more often: nobody reads that fast */

struct _PlDataFollower
{
  GObject parent_instance;

  GtkListView *list;           /* (not owned) */
  GtkScrolledWindow *scroller; /* (not owned) */
  PlDataSearch *search;
  PlDataSelection *selection;
  PlConnection *connection; /* (nullable) */
  PlTranscriptModel *model; /* (nullable) */
  guint tick_id;            /* while there is more to show */
  gint64 updated_at_us;
  gboolean is_stale;     /* the connection has more than the model */
  gboolean is_following; /* what is live; else the list stays as it is */
  gboolean is_settling;  /* rows were replaced: where the end is now is not what somebody scrolled to */
  gboolean is_held;      /* somebody is at it with the mouse: nothing moves */
  PlDataPlace wanted;    /* where to scroll, as soon as it is there */
  gboolean has_wanted;
  double upper; /* where the end was when something scrolled last */
};

G_DEFINE_FINAL_TYPE (PlDataFollower, pl_data_follower, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FOLLOWING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_at_end (PlDataFollower *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 1 >=
         gtk_adjustment_get_upper (adjustment);
}

/* Where all rows are seen, every one is. */
static gboolean
is_seen_at_end (PlDataFollower *self, const PlDataPlace *place)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  guint64 index = pl_transcript_model_get_index (self->model, place);

  return gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment) ||
         (index < pl_transcript_model_get_n_bytes (self->model) &&
          pl_transcript_model_get_row (self->model, index) + 1 ==
              pl_transcript_model_get_n_rows (self->model));
}

static void
scroll_to (PlDataFollower *self, guint row)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", row);
}

static void
scroll_to_end (PlDataFollower *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (n > 0)
    scroll_to (self, n - 1);
}

static void
set_following (PlDataFollower *self, gboolean is_following)
{
  if (self->is_following == is_following)
    return;

  self->is_following = is_following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

static gboolean
is_live (PlDataFollower *self)
{
  return !pl_socket_is_over (PL_SOCKET (self->connection));
}

/* A tail that changes all the time is read at a pace, and not at all while somebody looks at something else.
 */
static gboolean
is_due (PlDataFollower *self)
{
  if (!self->is_stale || self->is_held || (!self->is_following && is_live (self)))
    return FALSE;

  return !pl_transcript_model_has_tail (self->model) ||
         g_get_monotonic_time () - self->updated_at_us >= TAIL_DELAY_US;
}

static void
read_more (PlDataFollower *self)
{
  self->is_stale = FALSE;
  self->updated_at_us = g_get_monotonic_time ();
  self->is_settling = self->is_following && pl_transcript_model_has_tail (self->model);
  pl_transcript_model_update (self->model);
  pl_data_search_update (self->search, self->model);
  pl_data_selection_update (self->selection);
}

static void
show_more (PlDataFollower *self)
{
  pl_transcript_model_show_more (self->model);
  if (self->is_following && !self->is_held)
    scroll_to_end (self);
}

static void
show_wanted (PlDataFollower *self)
{
  guint64 index = pl_transcript_model_get_index (self->model, &self->wanted);
  guint row;

  self->has_wanted = index < pl_transcript_model_get_n_bytes (self->model);
  row = self->has_wanted ? pl_transcript_model_get_row (self->model, index) : 0;
  if (!self->has_wanted || row >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return;

  self->has_wanted = FALSE;
  scroll_to (self, row);
}

/* A list view cannot scroll to what it has not laid out yet, so this goes on until it has. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PlDataFollower *self = user_data;
  gboolean is_behind = self->is_following && !self->is_held && !is_at_end (self);

  if (is_due (self))
    read_more (self);
  if (!is_behind)
    self->is_settling = FALSE;
  if (pl_transcript_model_has_more (self->model))
    show_more (self);
  else if (is_behind)
    scroll_to_end (self);
  else if (!self->is_stale || !self->is_following || self->is_held)
    self->tick_id = 0;
  if (self->has_wanted)
    show_wanted (self);

  return self->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A list without rows is not on the screen, and nothing ticks there. */
static void
go_on (PlDataFollower *self)
{
  if (self->tick_id == 0 && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), tick_cb, self, NULL);
}

/* Where somebody scrolls decides; where the end has moved to does not. */
static void
scrolled_cb (GtkAdjustment *adjustment, PlDataFollower *self)
{
  double upper = gtk_adjustment_get_upper (adjustment);

  if (upper == self->upper && !self->is_settling && self->model != NULL)
    {
      set_following (self, is_at_end (self));
      if (self->is_following && self->is_stale)
        go_on (self);
    }
  self->upper = upper;
}

static void
stop_growing (PlDataFollower *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick_id);
  self->tick_id = 0;
}

static void
pl_data_follower_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_FOLLOWING)
    g_value_set_boolean (value, PL_DATA_FOLLOWER (object)->is_following);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_data_follower_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlDataFollower *self = PL_DATA_FOLLOWER (object);

  if (prop_id != PROP_FOLLOWING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  set_following (self, g_value_get_boolean (value));
  if (self->is_following && self->model != NULL)
    go_on (self);
}

static void
pl_data_follower_finalize (GObject *object)
{
  PlDataFollower *self = PL_DATA_FOLLOWER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->model);
  g_clear_object (&self->search);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pl_data_follower_parent_class)->finalize (object);
}

static void
pl_data_follower_class_init (PlDataFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_data_follower_finalize;
  object_class->get_property = pl_data_follower_get_property;
  object_class->set_property = pl_data_follower_set_property;

  /**
   * PlDataFollower:following:
   *
   * Whether the list goes along with what comes. Else it stays as it is, as long as the connection is open:
   * then nothing that is read moves away. Follows from where somebody scrolls, and can be set.
   */
  properties[PROP_FOLLOWING] = g_param_spec_boolean (
      "following", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_data_follower_init (PlDataFollower *self)
{
  self->search = pl_data_search_new ();
  self->selection = pl_data_selection_new ();
}

/**
 * pl_data_follower_new:
 * @list: what it scrolls; outlives it
 * @scroller: around @list
 *
 * Returns: (transfer full): a follower of nothing yet
 */
PlDataFollower *
pl_data_follower_new (GtkListView *list, GtkScrolledWindow *scroller)
{
  PlDataFollower *self = g_object_new (PL_TYPE_DATA_FOLLOWER, NULL);

  self->list = list;
  self->scroller = scroller;
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, 0);

  return self;
}

/**
 * pl_data_follower_set_connection:
 * @self: a follower
 * @connection: (nullable): whom to follow
 * @row_size: bytes a row
 * @filter: what to leave out
 *
 * Begins anew. One that is over is read from its beginning, one that is live at its end.
 */
void
pl_data_follower_set_connection (PlDataFollower *self,
                                 PlConnection *connection,
                                 guint row_size,
                                 PlTranscriptFilter filter)
{
  g_autoptr (GtkNoSelection) rows = NULL;

  stop_growing (self);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->model);
  g_set_object (&self->connection, connection);
  self->has_wanted = FALSE;
  self->is_held = FALSE;
  pl_data_selection_set_model (self->selection, NULL);
  pl_data_search_update (self->search, NULL);
  if (connection == NULL)
    return;

  set_following (self, is_live (self));
  self->model = pl_transcript_model_new (connection, row_size, filter);
  pl_data_selection_set_model (self->selection, self->model);
  rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  pl_data_follower_update (self);
}

/**
 * pl_data_follower_update:
 * @self: a follower
 *
 * Shows what the transcript has more than before, if it follows: some rows at once, the rest a few every
 * frame. It stays at its end if it is there.
 */
void
pl_data_follower_update (PlDataFollower *self)
{
  if (self->model == NULL)
    return;

  self->is_stale = TRUE;
  if (is_due (self))
    read_more (self);
  if (self->tick_id == 0 && pl_transcript_model_has_more (self->model))
    show_more (self);
  go_on (self);
}

/**
 * pl_data_follower_get_model:
 * @self: a follower
 *
 * Returns: (transfer none) (nullable): the rows, as far as they are shown
 */
PlTranscriptModel *
pl_data_follower_get_model (PlDataFollower *self)
{
  return self->model;
}

/**
 * pl_data_follower_get_search:
 * @self: a follower
 *
 * Returns: (transfer none): what is looked for in its rows
 */
PlDataSearch *
pl_data_follower_get_search (PlDataFollower *self)
{
  return self->search;
}

/**
 * pl_data_follower_get_selection:
 * @self: a follower
 *
 * Returns: (transfer none): what is selected in its rows
 */
PlDataSelection *
pl_data_follower_get_selection (PlDataFollower *self)
{
  return self->selection;
}

/**
 * pl_data_follower_hold:
 * @self: a follower
 * @is_held: whether somebody is selecting with the mouse
 *
 * Keeps all rows where they are as long as that is so.
 */
void
pl_data_follower_hold (PlDataFollower *self, gboolean is_held)
{
  self->is_held = is_held;
  if (!is_held && self->model != NULL)
    go_on (self);
}

/**
 * pl_data_follower_stay:
 * @self: a follower
 *
 * Follows no more if what is shown could be dropped then: somebody has selected it.
 */
void
pl_data_follower_stay (PlDataFollower *self)
{
  if (self->model != NULL && pl_transcript_model_has_tail (self->model) && is_live (self))
    set_following (self, FALSE);
}

/**
 * pl_data_follower_go_to:
 * @self: a follower with a model
 * @place: of a byte
 *
 * Scrolls there, now or as soon as the list has grown as far, and follows no more if that is not at the end.
 */
void
pl_data_follower_go_to (PlDataFollower *self, const PlDataPlace *place)
{
  self->wanted = *place;
  self->has_wanted = TRUE;
  if (!is_seen_at_end (self, place))
    set_following (self, FALSE);
  show_wanted (self);
  go_on (self);
}

/**
 * pl_data_follower_step:
 * @self: a follower
 * @step: 1 for the next place that was found, -1 for the one before
 *
 * Goes there, selects it as far as it is in one record, and follows no more.
 */
void
pl_data_follower_step (PlDataFollower *self, int step)
{
  const PlMatch *match = pl_data_search_step (self->search, step);
  PlRecord record;
  PlDataPlace place;

  if (match == NULL || !pl_transcript_model_get_record (self->model, match->offset, &record))
    return;

  set_following (self, FALSE);
  place = (PlDataPlace){ .record = match->offset, .byte = (guint) (match->position - record.position) };
  pl_data_selection_put_run (self->selection, &place, pl_data_search_get_length (self->search));
  pl_data_follower_go_to (self, &place);
}

/**
 * pl_data_follower_search:
 * @self: a follower
 *
 * Looks again: something else is looked for.
 */
void
pl_data_follower_search (PlDataFollower *self)
{
  pl_data_search_update (self->search, self->model);
}
