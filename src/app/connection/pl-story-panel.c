/* The panel Story: everything that happened between Connect and the connection, or the failure, on one scale
 * of time. The timeline is the list: each row is a widget. Knows no engine. */

#include "app/connection/pl-story-panel.h"

#include "app/connection/pl-story-bar.h"
#include "app/connection/pl-story-row.h"
#include "app/connection/pl-story-trail.h"

#include <glib/gi18n-lib.h>

#define TICK_MS      100 /* of what runs; steps are shown as they come */
#define STEP_WIDTH   252
#define NARROW_WIDTH 208

struct _PlStoryPanel
{
  AdwBin parent_instance;

  GtkWidget *trail_place;
  PlStoryTrail *trail;
  GtkStack *stack;
  GtkLabel *empty;
  GtkWidget *timeline;
  GtkLabel *step_title;
  GtkLabel *outcome_title;
  PlStoryBar *axis;
  GtkListBox *list;
  GtkLabel *exact;
  GtkSizeGroup *steps;
  GtkSizeGroup *outcomes;

  PlSocket *socket;      /* (nullable) */
  GSignalGroup *signals; /* of @socket, if it is a client */
  PlStory *story;        /* (nullable) */
  PlStoryRow *pointed;   /* (nullable) (not owned): under the pointer */
  gint64 first_byte_us;  /* kept: the transcript is not */
  guint32 first_byte_size;
  guint n_rows;
  guint tick_id;
  guint update_id;
  gboolean is_narrow;
  gboolean is_watching;
  gboolean has_moved_trail;
};

G_DEFINE_FINAL_TYPE (PlStoryPanel, pl_story_panel, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. The rows */

static void
show_exact (PlStoryPanel *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  PlStoryRow *row = self->pointed;

  if (row == NULL && focus != NULL && gtk_widget_has_focus (focus))
    row = PL_STORY_ROW (focus);
  gtk_label_set_text (self->exact, row != NULL ? pl_story_row_get_sentence (row)
                                               : _ ("Point at a row, or go to it with the keyboard, to read "
                                                    "its exact times."));
}

static void
add_row (PlStoryPanel *self)
{
  GtkWidget *row = pl_story_row_new (self->steps, self->outcomes);

  pl_story_row_set_narrow (PL_STORY_ROW (row), self->is_narrow);
  g_signal_connect_swapped (row, "notify::has-focus", G_CALLBACK (show_exact), self);
  gtk_list_box_append (self->list, row);
  self->n_rows++;
}

static void
remove_row (PlStoryPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) --self->n_rows);

  if (self->pointed == PL_STORY_ROW (row))
    self->pointed = NULL;
  g_signal_handlers_disconnect_by_data (row, self);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_rows (PlStoryPanel *self)
{
  guint n = self->story != NULL ? pl_story_get_n_items (self->story) : 0;

  while (self->n_rows > n)
    remove_row (self);
  while (self->n_rows < n)
    add_row (self);
  for (guint i = 0; i < n; i++)
    pl_story_row_show (PL_STORY_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)), self->story, i);
  show_exact (self);
}

/* 2. The story */

static gboolean
is_client (PlStoryPanel *self)
{
  return self->socket != NULL && pl_socket_get_role (self->socket) == PL_SOCKET_ROLE_CLIENT;
}

static const char *
get_empty_words (PlStoryPanel *self)
{
  if (self->socket == NULL || is_client (self))
    return _ ("Nothing has happened yet.");
  if (pl_socket_get_role (self->socket) == PL_SOCKET_ROLE_ACCEPTED)
    return _ ("This connection was accepted: the story of its making is at the other end.");

  return _ ("A listener connects to nobody: the story is with those who connect to it.");
}

/* The transcript is copied only until its first received byte is seen. */
static void
set_watching (PlStoryPanel *self, gboolean is_watching)
{
  if (is_watching == self->is_watching)
    return;

  self->is_watching = is_watching;
  if (is_watching)
    pl_connection_watch (PL_CONNECTION (self->socket));
  else
    pl_connection_unwatch (PL_CONNECTION (self->socket));
}

static void
update_watching (PlStoryPanel *self)
{
  set_watching (self, is_client (self) && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                          self->first_byte_us < 0 && pl_socket_get_received (self->socket) > 0 &&
                          !pl_socket_is_over (self->socket));
}

static PlStory *
tell_story (PlStoryPanel *self)
{
  PlStoryInput input;

  pl_story_input_read (&input, PL_CONNECTION (self->socket));
  if (input.first_byte_us < 0)
    {
      input.first_byte_us = self->first_byte_us;
      input.first_byte_size = self->first_byte_size;
    }
  self->first_byte_us = input.first_byte_us;
  self->first_byte_size = input.first_byte_size;

  return pl_story_new (&input);
}

static gboolean tick_cb (gpointer data);

static void
update_tick (PlStoryPanel *self)
{
  gboolean is_live = self->story != NULL && pl_story_is_running (self->story) &&
                     gtk_widget_get_mapped (GTK_WIDGET (self));

  if (is_live && self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  else if (!is_live)
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

static void
update (PlStoryPanel *self)
{
  gboolean is_empty;

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->story, pl_story_unref);
  if (is_client (self))
    self->story = tell_story (self);

  is_empty = self->story == NULL || pl_story_get_n_items (self->story) == 0;
  gtk_stack_set_visible_child (self->stack, is_empty ? GTK_WIDGET (self->empty) : self->timeline);
  gtk_label_set_text (self->empty, get_empty_words (self));
  pl_story_trail_set_story (self->trail, is_empty ? NULL : self->story);
  gtk_widget_set_visible (GTK_WIDGET (self->trail),
                          !is_empty && (!self->has_moved_trail || gtk_widget_get_mapped (GTK_WIDGET (self))));
  pl_story_bar_show_axis (self->axis, self->story);
  show_rows (self);
  update_watching (self);
  update_tick (self);
}

static gboolean
tick_cb (gpointer data)
{
  PlStoryPanel *self = data;

  update (self);

  return self->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
update_cb (gpointer data)
{
  PlStoryPanel *self = data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* Steps come many at once. */
static void
changed_cb (PlStoryPanel *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
received_cb (PlStoryPanel *self)
{
  if (self->first_byte_us < 0)
    changed_cb (self);
}

/* 3. What somebody does */

static void
pointed_cb (GtkEventControllerMotion *motion, double x, double y, PlStoryPanel *self)
{
  self->pointed = (PlStoryRow *) gtk_list_box_get_row_at_y (self->list, (int) y);
  show_exact (self);
}

static void
left_cb (GtkEventControllerMotion *motion, PlStoryPanel *self)
{
  self->pointed = NULL;
  show_exact (self);
}

static void
copied_cb (PlStoryTrail *trail, const char *text, PlStoryPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

/* 4. Life */

static void
pl_story_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_story_panel_parent_class)->map (widget);
  update (PL_STORY_PANEL (widget));
}

static void
pl_story_panel_unmap (GtkWidget *widget)
{
  PlStoryPanel *self = PL_STORY_PANEL (widget);

  GTK_WIDGET_CLASS (pl_story_panel_parent_class)->unmap (widget);
  g_clear_handle_id (&self->update_id, g_source_remove);
  update_watching (self);
  update_tick (self);
  if (self->has_moved_trail)
    gtk_widget_set_visible (GTK_WIDGET (self->trail), FALSE);
}

static void
let_go (PlStoryPanel *self)
{
  set_watching (self, FALSE);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->socket);
  self->first_byte_us = -1;
}

static void
pl_story_panel_dispose (GObject *object)
{
  PlStoryPanel *self = PL_STORY_PANEL (object);

  if (self->signals != NULL)
    let_go (self);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->story, pl_story_unref);
  while (self->n_rows > 0)
    remove_row (self);
  /* Or it would unparent a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_STORY_PANEL);

  G_OBJECT_CLASS (pl_story_panel_parent_class)->dispose (object);
}

static void
pl_story_panel_class_init (PlStoryPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_story_panel_dispose;
  widget_class->map = pl_story_panel_map;
  widget_class->unmap = pl_story_panel_unmap;

  /**
   * PlStoryPanel::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_STORY_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PL_TYPE_STORY_BAR);
  g_type_ensure (PL_TYPE_STORY_TRAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-story-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, trail_place);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, trail);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, timeline);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, step_title);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, outcome_title);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, axis);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, exact);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, steps);
  gtk_widget_class_bind_template_child (widget_class, PlStoryPanel, outcomes);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static void
pl_story_panel_init (PlStoryPanel *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->first_byte_us = -1;
  self->signals = g_signal_group_new (PL_TYPE_CONNECTION);
  g_signal_group_connect_swapped (self->signals, "step", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::received", G_CALLBACK (received_cb), self);
  g_signal_group_connect_swapped (self->signals, "transcript-changed", G_CALLBACK (received_cb), self);

  g_signal_connect (motion, "motion", G_CALLBACK (pointed_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), motion);
  pl_story_panel_set_narrow (self, FALSE);
  update (self);
}

/**
 * pl_story_panel_new:
 *
 * Returns: (transfer floating): a panel without a story
 */
GtkWidget *
pl_story_panel_new (void)
{
  return g_object_new (PL_TYPE_STORY_PANEL, NULL);
}

/**
 * pl_story_panel_set_socket:
 * @self: a panel
 * @socket: (nullable): whose story to tell; only a client has one
 */
void
pl_story_panel_set_socket (PlStoryPanel *self, PlSocket *socket)
{
  if (self->socket == socket)
    return;

  let_go (self);
  if (socket != NULL)
    self->socket = g_object_ref (socket);
  if (is_client (self))
    g_signal_group_set_target (self->signals, socket);
  update (self);
}

/**
 * pl_story_panel_set_narrow:
 * @self: a panel
 * @is_narrow: whether there is little room: then what happened stands below the step
 */
void
pl_story_panel_set_narrow (PlStoryPanel *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  gtk_widget_set_size_request (GTK_WIDGET (self->step_title), is_narrow ? NARROW_WIDTH : STEP_WIDTH, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_title), !is_narrow);
  for (guint i = 0; i < self->n_rows; i++)
    pl_story_row_set_narrow (PL_STORY_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)), is_narrow);
}

/**
 * pl_story_panel_move_trail:
 * @self: a panel
 * @bar: where there is room beside other things
 *
 * Takes the summary and the copy button from above the timeline to the end of @bar. They are seen there as
 * long as the panel is. Can be done once.
 */
void
pl_story_panel_move_trail (PlStoryPanel *self, GtkBox *bar)
{
  g_return_if_fail (!self->has_moved_trail);

  self->has_moved_trail = TRUE;
  g_object_ref (self->trail);
  gtk_box_remove (GTK_BOX (self->trail_place), GTK_WIDGET (self->trail));
  gtk_box_append (bar, GTK_WIDGET (self->trail));
  g_object_unref (self->trail);
  gtk_widget_set_visible (self->trail_place, FALSE);
  update (self);
}
