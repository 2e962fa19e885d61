/* The panel Data: what came and went on one connection, and a box to send more. Reads what is kept, and knows
 * no engine. */

#include "app/connection/pl-data-panel.h"

#include "app/connection/pl-data-files.h"
#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-notes.h"
#include "app/connection/pl-data-search-bar.h"
#include "app/connection/pl-data-status.h"
#include "app/connection/pl-data-tools.h"
#include "app/connection/pl-send-box.h"

#define NOTES_DELAY_MS 100 /* a flood changes the counts every frame; nobody reads that fast */

struct _PlDataPanel
{
  AdwBin parent_instance;

  GtkWidget *tools_place;
  PlDataTools *tools;
  PlDataSearchBar *search_bar;
  GtkWidget *follow_button;
  PlDataFiles *files;
  GtkStack *stack;
  GtkWidget *list_page;
  PlDataList *list;
  GtkLabel *empty;
  PlDataNotes *notes;
  PlSendBox *send_box;

  PlSocket *socket;         /* (nullable) */
  PlConnection *connection; /* (nullable): the same, unless it is a listener */
  GSignalGroup *signals;
  guint notes_id;
  gboolean is_watching;
  gboolean has_moved_tools;
};

G_DEFINE_FINAL_TYPE (PlDataPanel, pl_data_panel, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- What is said around the list ---- */

static void
update_list_or_words (PlDataPanel *self)
{
  GListModel *rows = pl_data_list_get_rows (self->list);
  gboolean is_empty = rows == NULL || g_list_model_get_n_items (rows) == 0;

  gtk_stack_set_visible_child (self->stack, is_empty ? GTK_WIDGET (self->empty) : self->list_page);
  if (is_empty)
    gtk_label_set_label (self->empty, pl_data_notes_get_empty_words (self->socket));
  pl_data_tools_set_possible (self->tools, self->socket == NULL || self->connection != NULL, !is_empty,
                              self->socket != NULL && !pl_socket_is_over (self->socket));
}

static void
update_notes (PlDataPanel *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);
  gboolean is_over = socket == NULL || pl_socket_is_over (socket);

  g_clear_handle_id (&self->notes_id, g_source_remove);
  pl_data_notes_show (self->notes, socket != NULL ? pl_socket_get_not_kept (socket) : 0,
                      is_over ? 0 : pl_socket_get_unsent (socket));
  update_list_or_words (self);
}

/* Where one has scrolled away from what comes, there is a way back. */
static void
update_follow (PlDataPanel *self)
{
  gboolean is_following;

  g_object_get (pl_data_list_get_follower (self->list), "following", &is_following, NULL);
  gtk_widget_set_visible (self->follow_button, !is_following && self->connection != NULL &&
                                                   !pl_socket_is_over (PL_SOCKET (self->connection)));
}

static void
update_state (PlDataPanel *self)
{
  update_notes (self);
  update_follow (self);
  pl_send_box_update (self->send_box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.send", pl_send_box_can_send (self->send_box));
}

/* ---- Following the connection ---- */

static void
transcript_changed_cb (PlDataPanel *self)
{
  if (!self->is_watching)
    return;

  pl_data_list_update (self->list);
  update_list_or_words (self);
}

static gboolean
notes_due_cb (gpointer user_data)
{
  PlDataPanel *self = user_data;

  self->notes_id = 0;
  update_notes (self);

  return G_SOURCE_REMOVE;
}

static void
counts_changed_cb (PlDataPanel *self)
{
  if (self->notes_id == 0)
    self->notes_id = g_timeout_add (NOTES_DELAY_MS, notes_due_cb, self);
}

/* A transcript is copied to this thread while it is watched: only what somebody looks at is. */
static void
set_watching (PlDataPanel *self, gboolean is_watching)
{
  is_watching = is_watching && self->connection != NULL;
  if (is_watching == self->is_watching)
    return;

  self->is_watching = is_watching;
  if (is_watching)
    {
      pl_connection_watch (self->connection);
      pl_data_list_set_connection (self->list, self->connection);
    }
  else
    {
      pl_data_list_set_connection (self->list, NULL);
      pl_connection_unwatch (self->connection);
    }
}

/* ---- Callbacks ---- */

static void
view_changed_cb (PlDataPanel *self)
{
  pl_data_list_set_view (self->list, pl_data_tools_get_view (self->tools));
}

static void
reading_changed_cb (PlDataPanel *self)
{
  PlCharset charset = pl_data_tools_get_charset (self->tools);

  pl_data_list_set_reading (self->list, pl_data_tools_get_time (self->tools), charset);
  pl_data_search_bar_set_charset (self->search_bar, charset);
  pl_send_box_set_charset (self->send_box, charset);
}

static void
filter_changed_cb (PlDataPanel *self)
{
  pl_data_list_set_filter (self->list, pl_data_tools_get_filter (self->tools));
}

static void
copy_cb (PlDataPanel *self, const char *kind)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "data.copy-as", "s", kind);
}

static void
copied_cb (GtkWidget *list, const char *text, PlDataPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
follow_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_object_set (pl_data_list_get_follower (PL_DATA_PANEL (widget)->list), "following", TRUE, NULL);
}

static void
send_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_send_box_send (PL_DATA_PANEL (widget)->send_box);
}

/* ---- Class ---- */

static void
pl_data_panel_map (GtkWidget *widget)
{
  PlDataPanel *self = PL_DATA_PANEL (widget);

  GTK_WIDGET_CLASS (pl_data_panel_parent_class)->map (widget);
  set_watching (self, TRUE);
  update_state (self);
  if (self->has_moved_tools)
    gtk_widget_set_visible (GTK_WIDGET (self->tools), TRUE);
}

static void
pl_data_panel_unmap (GtkWidget *widget)
{
  PlDataPanel *self = PL_DATA_PANEL (widget);

  set_watching (self, FALSE);
  if (self->has_moved_tools)
    gtk_widget_set_visible (GTK_WIDGET (self->tools), FALSE);
  GTK_WIDGET_CLASS (pl_data_panel_parent_class)->unmap (widget);
}

static void
pl_data_panel_dispose (GObject *object)
{
  PlDataPanel *self = PL_DATA_PANEL (object);

  g_clear_handle_id (&self->notes_id, g_source_remove);
  if (self->is_watching)
    set_watching (self, FALSE);
  g_clear_object (&self->signals);
  g_clear_object (&self->connection);
  g_clear_object (&self->socket);
  /* Or it would unparent a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_DATA_PANEL);

  G_OBJECT_CLASS (pl_data_panel_parent_class)->dispose (object);
}

static void
pl_data_panel_class_init (PlDataPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_panel_dispose;
  widget_class->map = pl_data_panel_map;
  widget_class->unmap = pl_data_panel_unmap;

  g_type_ensure (PL_TYPE_DATA_LIST);
  g_type_ensure (PL_TYPE_DATA_NOTES);
  g_type_ensure (PL_TYPE_DATA_SEARCH_BAR);
  g_type_ensure (PL_TYPE_DATA_TOOLS);
  g_type_ensure (PL_TYPE_DATA_FILES);
  g_type_ensure (PL_TYPE_SEND_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, tools_place);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, tools);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, follow_button);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, files);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, list_page);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, send_box);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reading_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);

  /**
   * PlDataPanel::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_DATA_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * PlDataPanel|data.follow:
   *
   * Goes along with what comes again.
   */
  gtk_widget_class_install_action (widget_class, "data.follow", NULL, follow_action);

  /**
   * PlDataPanel|data.send:
   *
   * Sends what was typed. Only there while the connection is open.
   */
  gtk_widget_class_install_action (widget_class, "data.send", NULL, send_action);
}

static void
pl_data_panel_init (PlDataPanel *self)
{
  PlDataFollower *follower;

  gtk_widget_init_template (GTK_WIDGET (self));
  follower = pl_data_list_get_follower (self->list);
  pl_data_search_bar_set_follower (self->search_bar, follower);
  pl_data_files_serve (self->files, self->tools, self->list);
  pl_send_box_set_note (self->send_box, pl_data_status_new (pl_data_follower_get_selection (follower)));
  g_signal_connect_object (follower, "notify::following", G_CALLBACK (update_follow), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->tools, "searching", self->search_bar, "open", G_BINDING_BIDIRECTIONAL);

  self->signals = g_signal_group_new (PL_TYPE_CONNECTION);
  g_signal_group_connect_swapped (self->signals, "transcript-changed", G_CALLBACK (transcript_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update_state), self);
  g_signal_group_connect_swapped (self->signals, "notify::received", G_CALLBACK (counts_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::sent", G_CALLBACK (counts_changed_cb), self);
  update_state (self);
}

/**
 * pl_data_panel_new:
 *
 * Returns: (transfer floating): a panel that shows no connection
 */
GtkWidget *
pl_data_panel_new (void)
{
  return g_object_new (PL_TYPE_DATA_PANEL, NULL);
}

/**
 * pl_data_panel_set_socket:
 * @self: a data panel
 * @socket: (nullable): what to show; a listener has no data itself
 *
 * A connection is watched only while the panel can be seen.
 */
void
pl_data_panel_set_socket (PlDataPanel *self, PlSocket *socket)
{
  PlConnection *connection = socket != NULL && PL_IS_CONNECTION (socket) ? PL_CONNECTION (socket) : NULL;

  if (self->socket == socket)
    return;

  set_watching (self, FALSE);
  g_set_object (&self->socket, socket);
  g_set_object (&self->connection, connection);
  g_signal_group_set_target (self->signals, connection);
  pl_send_box_set_socket (self->send_box, socket);
  pl_data_files_set_socket (self->files, socket);
  set_watching (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update_state (self);
}

/**
 * pl_data_panel_set_view:
 * @self: a data panel
 * @view: what to show of the bytes
 */
void
pl_data_panel_set_view (PlDataPanel *self, PlDataView view)
{
  pl_data_tools_set_view (self->tools, view);
}

/**
 * pl_data_panel_move_tools:
 * @self: a data panel
 * @bar: where there is room beside other things
 *
 * Takes the tools from above the list to the end of @bar. They are seen there as long as the panel is. Can be
 * done once.
 */
void
pl_data_panel_move_tools (PlDataPanel *self, GtkBox *bar)
{
  g_return_if_fail (!self->has_moved_tools);

  self->has_moved_tools = TRUE;
  g_object_ref (self->tools);
  gtk_box_remove (GTK_BOX (self->tools_place), GTK_WIDGET (self->tools));
  gtk_widget_set_visible (GTK_WIDGET (self->tools), gtk_widget_get_mapped (GTK_WIDGET (self)));
  gtk_box_append (bar, GTK_WIDGET (self->tools));
  g_object_unref (self->tools);
  gtk_widget_set_visible (self->tools_place, FALSE);
}

/**
 * pl_data_panel_search:
 * @self: a data panel
 *
 * Opens the search, if it is what somebody works in.
 *
 * Returns: whether it is
 */
gboolean
pl_data_panel_search (PlDataPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !(gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
                         gtk_widget_is_ancestor (focus, GTK_WIDGET (self->tools))))
    return FALSE;

  pl_data_search_bar_set_open (self->search_bar, TRUE);

  return TRUE;
}

/**
 * pl_data_panel_find:
 * @self: a data panel
 * @text: what to look for, as it would be typed
 *
 * Opens the search, and goes to the first place as soon as there is one.
 */
void
pl_data_panel_find (PlDataPanel *self, const char *text)
{
  pl_data_search_bar_find (self->search_bar, text);
}

/**
 * pl_data_panel_get_rows:
 * @self: a data panel
 *
 * Returns: (transfer none) (nullable): the rows that are shown, see [class@Pl.TranscriptRow]
 */
GListModel *
pl_data_panel_get_rows (PlDataPanel *self)
{
  return pl_data_list_get_rows (self->list);
}
