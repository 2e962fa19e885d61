/* The panel Data: what came and went on one connection, and a box to send more. Reads what is kept, and knows
 * no engine. */

#include "app/connection/pl-data-panel.h"

#include "app/connection/pl-data-list.h"
#include "app/connection/pl-send-box.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-format.h"

#include <glib/gi18n-lib.h>

#define NOTES_DELAY_MS 100 /* a flood changes the counts every frame; nobody reads that fast */

struct _PlDataPanel
{
  AdwBin parent_instance;

  GtkWidget *choice_place;
  PlChoice *choice;
  GtkStack *stack;
  PlDataList *list;
  GtkLabel *empty;
  GtkWidget *not_kept;
  GtkInscription *not_kept_words;
  GtkWidget *unsent;
  GtkInscription *unsent_words;
  PlSendBox *send_box;

  PlConnection *connection; /* (nullable) */
  GSignalGroup *signals;
  guint notes_id;
  gboolean is_watching;
  gboolean has_moved_choice;
};

G_DEFINE_FINAL_TYPE (PlDataPanel, pl_data_panel, ADW_TYPE_BIN)

/* ---- What is said around the list ---- */

static const char *
get_empty_words (PlDataPanel *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);

  if (socket == NULL)
    return _ ("A listener only accepts. What comes and goes is with its connections.");
  if (pl_socket_get_not_kept (socket) > 0)
    return _ ("Nothing of it was kept: too much is kept of other connections.");
  if (pl_socket_is_over (socket))
    return _ ("Nothing was sent or received.");

  return _ ("Nothing sent or received yet.");
}

static void
update_list_or_words (PlDataPanel *self)
{
  GListModel *rows = pl_data_list_get_rows (self->list);
  gboolean is_empty = rows == NULL || g_list_model_get_n_items (rows) == 0;

  gtk_stack_set_visible_child (self->stack, is_empty ? GTK_WIDGET (self->empty) : GTK_WIDGET (self->list));
  if (is_empty)
    gtk_label_set_label (self->empty, get_empty_words (self));
}

static void
update_not_kept (PlDataPanel *self, guint64 not_kept)
{
  g_autofree char *bytes = g_strdup_printf ("%'" G_GUINT64_FORMAT, not_kept);
  g_autofree char *head = g_format_size_full (pl_transcript_get_head_max (), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *tail = g_format_size_full (pl_transcript_get_tail_max (), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *words = g_strdup_printf (
      /* Translators: "448.0 KiB", "64.0 KiB", and a number with its thousands grouped; what is bold matters
       */
      ngettext ("The first %s and the last %s are kept. <b>%s byte not kept.</b>",
                "The first %s and the last %s are kept. <b>%s bytes not kept.</b>",
                (gulong) MIN (not_kept, G_MAXULONG)),
      head, tail, bytes);

  gtk_widget_set_visible (self->not_kept, not_kept > 0);
  gtk_inscription_set_markup (self->not_kept_words, words);
}

static void
update_unsent (PlDataPanel *self, guint64 unsent)
{
  g_autofree char *bytes = g_strdup_printf ("%'" G_GUINT64_FORMAT, unsent);
  g_autofree char *words = g_strdup_printf (ngettext ("%s byte waits: the peer is not reading",
                                                      "%s bytes wait: the peer is not reading",
                                                      (gulong) MIN (unsent, G_MAXULONG)),
                                            bytes);

  gtk_widget_set_visible (self->unsent, unsent > 0);
  gtk_inscription_set_text (self->unsent_words, words);
}

static void
update_notes (PlDataPanel *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);
  gboolean is_over = socket == NULL || pl_socket_is_over (socket);

  g_clear_handle_id (&self->notes_id, g_source_remove);
  update_not_kept (self, socket != NULL ? pl_socket_get_not_kept (socket) : 0);
  update_unsent (self, is_over ? 0 : pl_socket_get_unsent (socket));
  update_list_or_words (self);
}

static void
update_state (PlDataPanel *self)
{
  update_notes (self);
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
  pl_data_list_set_view (self->list, (PlDataView) pl_choice_get_value (self->choice));
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
  if (self->has_moved_choice)
    gtk_widget_set_visible (GTK_WIDGET (self->choice), TRUE);
}

static void
pl_data_panel_unmap (GtkWidget *widget)
{
  PlDataPanel *self = PL_DATA_PANEL (widget);

  set_watching (self, FALSE);
  if (self->has_moved_choice)
    gtk_widget_set_visible (GTK_WIDGET (self->choice), FALSE);
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
  if (self->not_kept_words != NULL)
    gtk_inscription_set_attributes (self->not_kept_words, NULL); /* GTK 4.8 would leak them */
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

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_DATA_LIST);
  g_type_ensure (PL_TYPE_SEND_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, choice_place);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, choice);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, not_kept);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, not_kept_words);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, unsent);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, unsent_words);
  gtk_widget_class_bind_template_child (widget_class, PlDataPanel, send_box);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);

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
  gtk_widget_init_template (GTK_WIDGET (self));

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
 * pl_data_panel_set_connection:
 * @self: a data panel
 * @connection: (nullable): what to show; %NULL for a listener, which has no data
 *
 * It is watched only while the panel can be seen.
 */
void
pl_data_panel_set_connection (PlDataPanel *self, PlConnection *connection)
{
  if (self->connection == connection)
    return;

  set_watching (self, FALSE);
  g_set_object (&self->connection, connection);
  g_signal_group_set_target (self->signals, connection);
  pl_send_box_set_connection (self->send_box, connection);
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
  pl_choice_set_value (self->choice, view);
}

/**
 * pl_data_panel_move_choice:
 * @self: a data panel
 * @bar: where there is room beside other things
 *
 * Takes the choice of Both, Text and Hex from above the list to the end of @bar. It is seen there as long as
 * the panel is. Can be done once.
 */
void
pl_data_panel_move_choice (PlDataPanel *self, GtkBox *bar)
{
  g_return_if_fail (!self->has_moved_choice);

  self->has_moved_choice = TRUE;
  g_object_ref (self->choice);
  gtk_box_remove (GTK_BOX (self->choice_place), GTK_WIDGET (self->choice));
  gtk_widget_set_visible (GTK_WIDGET (self->choice), gtk_widget_get_mapped (GTK_WIDGET (self)));
  gtk_box_append (bar, GTK_WIDGET (self->choice));
  g_object_unref (self->choice);
  gtk_widget_set_visible (self->choice_place, FALSE);
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
