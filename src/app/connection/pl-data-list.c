/* The list of what came and went: grows without making the window wait, follows its end, copies. Sends
 * nothing. */

#include "app/connection/pl-data-list.h"

#include "app/connection/pl-data-header.h"
#include "app/connection/pl-data-row.h"
#include "app/connection/pl-transcript-model.h"
#include "core/connection/pl-payload.h"

struct _PlDataList
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkListView *list;
  PlDataHeader *header;

  PlDataColumns *columns;
  PlConnection *connection; /* (nullable) */
  PlTranscriptModel *model; /* (nullable) */
  guint tick_id;            /* while there is more to show */
  gboolean is_following;
  double upper; /* where the end was when something scrolled last */
};

G_DEFINE_FINAL_TYPE (PlDataList, pl_data_list, GTK_TYPE_WIDGET)

/* ---- Growing ---- */

static gboolean
is_at_end (PlDataList *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 1 >=
         gtk_adjustment_get_upper (adjustment);
}

static void
scroll_to_end (PlDataList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", n - 1);
}

static void
show_more (PlDataList *self)
{
  pl_transcript_model_show_more (self->model);
  if (self->is_following)
    scroll_to_end (self);
}

/* A list view cannot scroll to what it has not laid out yet, so this goes on until it has. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PlDataList *self = PL_DATA_LIST (widget);
  gboolean is_behind = self->is_following && !is_at_end (self);

  if (pl_transcript_model_has_more (self->model))
    show_more (self);
  else if (is_behind)
    scroll_to_end (self);
  else
    self->tick_id = 0;

  return self->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Where somebody scrolls decides; where the end has moved to does not. */
static void
scrolled_cb (GtkAdjustment *adjustment, PlDataList *self)
{
  double upper = gtk_adjustment_get_upper (adjustment);

  if (upper == self->upper)
    self->is_following = is_at_end (self);
  self->upper = upper;
}

static void
stop_growing (PlDataList *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

/* ---- Rows ---- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, pl_data_row_new (self->columns));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *name = NULL;

  pl_data_row_set_row (PL_DATA_ROW (row), gtk_list_item_get_item (item),
                       gtk_list_item_get_position (item) == 0);
  /* What a screen reader reads is the list's own row; GTK 4.8 has no other way to name it. */
  name = pl_data_row_dup_name (PL_DATA_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  pl_data_row_set_row (PL_DATA_ROW (gtk_list_item_get_child (item)), NULL, FALSE);
}

static void
set_up_factory (PlDataList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

static void
set_model (PlDataList *self)
{
  stop_growing (self);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->model);
  if (self->connection == NULL)
    return;

  /* One that is over is read from its beginning. */
  self->is_following = !pl_socket_is_over (PL_SOCKET (self->connection));
  self->model = pl_transcript_model_new (self->connection, pl_data_columns_get_row_size (self->columns));
  g_autoptr (GtkMultiSelection) selection = gtk_multi_selection_new (
      g_object_ref (G_LIST_MODEL (self->model)));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  pl_data_list_update (self);
}

/* ---- Copying ---- */

static void
add_line (GString *lines, PlTranscriptRow *row, PlDataView view)
{
  g_autofree char *hex = pl_transcript_row_dup_hex (row);
  g_autofree char *text = NULL;

  if (view == PL_DATA_VIEW_HEX)
    {
      g_string_append_printf (lines, "%s\n", hex);
      return;
    }

  text = pl_transcript_row_dup_text (row);
  g_string_append_printf (lines, "%04x  %-*s  %s\n", pl_transcript_row_get_offset (row),
                          PL_PAYLOAD_HEX_SIZE - 1, hex, text);
}

/* Rows of text are put together again: a line that was one on the wire is one in the clipboard. */
static char *
dup_selected (PlDataList *self)
{
  PlDataView view = pl_data_columns_get_view (self->columns);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_list_view_get_model (self->list));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GString *lines = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PlTranscriptRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);
      gsize size;
      const guint8 *data = pl_transcript_row_get_data (row, &size);

      if (view == PL_DATA_VIEW_TEXT)
        g_byte_array_append (bytes, data, (guint) size);
      else
        add_line (lines, row, view);
    }
  if (view != PL_DATA_VIEW_TEXT)
    return g_string_free (lines, FALSE);

  g_string_free (lines, TRUE);

  return pl_payload_dup_lines (bytes->data, bytes->len);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlDataList *self = PL_DATA_LIST (widget);
  g_autofree char *text = self->model != NULL ? dup_selected (self) : NULL;

  if (text != NULL && *text != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* ---- Class ---- */

static void
pl_data_list_dispose (GObject *object)
{
  PlDataList *self = PL_DATA_LIST (object);

  if (self->list != NULL)
    pl_data_list_set_connection (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_DATA_LIST);
  self->list = NULL;
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (pl_data_list_parent_class)->dispose (object);
}

static void
pl_data_list_class_init (PlDataListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_list_dispose;

  g_type_ensure (PL_TYPE_DATA_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataList, scroller);
  gtk_widget_class_bind_template_child (widget_class, PlDataList, list);
  gtk_widget_class_bind_template_child (widget_class, PlDataList, header);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  /**
   * PlDataList|data.copy:
   *
   * Copies the selected rows: as hex, as text, or as both, whatever is shown.
   */
  gtk_widget_class_install_action (widget_class, "data.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "data.copy", NULL);
}

static void
pl_data_list_init (PlDataList *self)
{
  self->columns = pl_data_columns_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  pl_data_header_set_columns (self->header, self->columns);
  set_up_factory (self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, 0);
}

/**
 * pl_data_list_set_connection:
 * @self: a data list
 * @connection: (nullable): whose data; watched by the caller as long as it is shown
 */
void
pl_data_list_set_connection (PlDataList *self, PlConnection *connection)
{
  if (g_set_object (&self->connection, connection))
    set_model (self);
}

/**
 * pl_data_list_set_view:
 * @self: a data list
 * @view: what to show of the bytes
 */
void
pl_data_list_set_view (PlDataList *self, PlDataView view)
{
  guint row_size = pl_data_columns_get_row_size (self->columns);

  pl_data_columns_set_view (self->columns, view);
  if (pl_data_columns_get_row_size (self->columns) != row_size)
    set_model (self);
}

/**
 * pl_data_list_update:
 * @self: a data list
 *
 * Shows what the transcript has more than before: some rows at once, the rest a few every frame. It stays at
 * its end if it is there.
 */
void
pl_data_list_update (PlDataList *self)
{
  if (self->model == NULL)
    return;

  pl_transcript_model_update (self->model);
  pl_data_columns_set_longest (self->columns, pl_transcript_model_get_longest (self->model));
  if (self->tick_id != 0 || !pl_transcript_model_has_more (self->model))
    return;

  show_more (self);
  if (pl_transcript_model_has_more (self->model) || self->is_following)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/**
 * pl_data_list_get_rows:
 * @self: a data list
 *
 * Returns: (transfer none) (nullable): the rows, as far as they are shown
 */
GListModel *
pl_data_list_get_rows (PlDataList *self)
{
  return self->model != NULL ? G_LIST_MODEL (self->model) : NULL;
}
