/* The list of what came and went: grows without making the window wait, follows its end or stays where it is.
 * Bytes of it are selected and copied. Sends nothing. */

#include "app/connection/pl-data-list.h"

#include "app/connection/pl-data-copy.h"
#include "app/connection/pl-data-header.h"
#include "app/connection/pl-data-keys.h"
#include "app/connection/pl-data-pointer.h"
#include "app/connection/pl-data-row.h"
#include "app/connection/pl-data-status.h"

struct _PlDataList
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkListView *list;
  PlDataHeader *header;
  GtkPopover *menu;

  PlDataColumns *columns;
  PlDataFollower *follower;
  PlDataPointer *pointer;
  PlDataKeys *keys;
  GtkWidget *described;     /* (nullable): weak: the list's own row that has the caret */
  PlConnection *connection; /* (nullable) */
  PlTranscriptFilter filter;
};

G_DEFINE_FINAL_TYPE (PlDataList, pl_data_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COPIED,
  SIGNAL_REFUSED,
  SIGNAL_SAVE_SELECTION,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- Rows ---- */

static void
update_longest (PlDataList *self)
{
  PlTranscriptModel *model = pl_data_follower_get_model (self->follower);

  if (model != NULL)
    pl_data_columns_set_longest (self->columns, pl_transcript_model_get_longest (model));
}

static PlDataSelection *
get_selection (PlDataList *self)
{
  return pl_data_follower_get_selection (self->follower);
}

/* A screen reader hears what is selected where the caret is. */
static void
describe (PlDataList *self, GtkWidget *row)
{
  g_autofree char *words = pl_data_status_dup_words (get_selection (self));

  if (self->described != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->described), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_set_weak_pointer (&self->described, row != NULL ? gtk_widget_get_parent (row) : NULL);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->described), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words, -1);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, pl_data_row_new (self->columns, self->follower));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GdkRectangle area;
  g_autofree char *name = NULL;

  pl_data_row_set_row (PL_DATA_ROW (row), gtk_list_item_get_item (item),
                       gtk_list_item_get_position (item) == 0);
  /* What a screen reader reads is the list's own row; GTK 4.8 has no other way to name it. */
  name = pl_data_row_dup_name (PL_DATA_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (pl_data_row_get_caret (PL_DATA_ROW (row), &area))
    describe (self, row);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, PlDataList *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (self->described == gtk_widget_get_parent (row))
    describe (self, NULL);
  pl_data_row_set_row (PL_DATA_ROW (row), NULL, FALSE);
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
  pl_data_follower_set_connection (self->follower, self->connection,
                                   pl_data_columns_get_row_size (self->columns), self->filter);
  update_longest (self);
}

/* ---- Selecting ---- */

static void
selected_cb (PlDataList *self)
{
  GdkRectangle area;
  guint64 index;

  describe (self, pl_data_keys_find_caret (self->keys, &area));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.save-selection",
                                 pl_data_selection_get_range (get_selection (self), &index) > 0);
}

static void
save_selection_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE_SELECTION], 0);
}

static void
select_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlDataList *self = PL_DATA_LIST (widget);

  pl_data_selection_put_all (get_selection (self));
  pl_data_follower_stay (self->follower);
}

/* ---- Copying ---- */

static void
copy (PlDataList *self, PlDataCopy kind)
{
  PlTranscriptModel *model = pl_data_follower_get_model (self->follower);
  g_autofree char *text = NULL;
  guint64 index;
  guint64 n = pl_data_selection_get_range (get_selection (self), &index);

  if (model == NULL)
    return;
  if (n == 0)
    n = pl_transcript_model_get_n_bytes (model) - index;
  if (n == 0 || n > PL_DATA_COPY_MAX)
    {
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, n);
      return;
    }

  text = pl_data_copy_dup (model, index, n, kind, pl_data_columns_get_charset (self->columns));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  static const PlDataCopy kinds[] = { PL_DATA_COPY_DUMP, PL_DATA_COPY_TEXT, PL_DATA_COPY_HEX };
  PlDataList *self = PL_DATA_LIST (widget);
  guint64 index;

  if (pl_data_selection_get_range (get_selection (self), &index) == 0)
    copy (self, kinds[pl_data_columns_get_view (self->columns)]);
  else
    copy (self, pl_data_selection_get_side (get_selection (self)) == PL_DATA_SIDE_TEXT ? PL_DATA_COPY_TEXT
                                                                                       : PL_DATA_COPY_HEX);
}

static void
copy_as_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  copy (PL_DATA_LIST (widget), pl_data_copy_from_string (g_variant_get_string (parameter, NULL)));
}

static void
popup (PlDataList *self, GtkWidget *from, const GdkRectangle *area)
{
  GdkRectangle place = *area;
  double x, y;

  gtk_widget_translate_coordinates (from, GTK_WIDGET (self), area->x, area->y, &x, &y);
  place.x = (int) x;
  place.y = (int) y;
  gtk_popover_set_pointing_to (self->menu, &place);
  gtk_popover_popup (self->menu);
}

static void
menu_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlDataList *self = PL_DATA_LIST (widget);
  GdkRectangle area = { 0, 0, 1, 1 };
  GtkWidget *row = pl_data_keys_find_caret (self->keys, &area);

  popup (self, row != NULL ? row : GTK_WIDGET (self->list), &area);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, PlDataList *self)
{
  popup (self, GTK_WIDGET (self->list), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

/* ---- Class ---- */

static void
pl_data_list_dispose (GObject *object)
{
  PlDataList *self = PL_DATA_LIST (object);

  if (self->list != NULL)
    pl_data_list_set_connection (self, NULL);
  g_clear_object (&self->pointer);
  g_clear_object (&self->keys);
  g_clear_weak_pointer (&self->described);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_DATA_LIST);
  self->list = NULL;
  g_clear_object (&self->columns);
  g_clear_object (&self->follower);

  G_OBJECT_CLASS (pl_data_list_parent_class)->dispose (object);
}

static void
pl_data_list_class_init (PlDataListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_list_dispose;

  /**
   * PlDataList::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_DATA_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * PlDataList::refused:
   * @n: how many bytes
   *
   * So many are not copied: there are none, or more than the clipboard takes.
   */
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", PL_TYPE_DATA_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);

  /**
   * PlDataList::save-selection:
   *
   * Somebody wants that.
   */
  signals[SIGNAL_SAVE_SELECTION] = g_signal_new ("save-selection", PL_TYPE_DATA_LIST, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PL_TYPE_DATA_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataList, scroller);
  gtk_widget_class_bind_template_child (widget_class, PlDataList, list);
  gtk_widget_class_bind_template_child (widget_class, PlDataList, header);
  gtk_widget_class_bind_template_child (widget_class, PlDataList, menu);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  /**
   * PlDataList|data.copy:
   *
   * Copies what is selected, as hex or as text, on whichever side that was; or all, as it is shown.
   *
   * PlDataList|data.copy-as:
   *
   * Copies what is selected, or all, as "text", "hex", "dump", "c-string" or "c-array".
   *
   * PlDataList|data.select-all:
   *
   * Selects all bytes that are shown.
   *
   * PlDataList|data.save-selection:
   *
   * Asks for a file, and saves the selected bytes.
   *
   * PlDataList|data.menu:
   *
   * Offers these where the caret is.
   */
  gtk_widget_class_install_action (widget_class, "data.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "data.copy-as", "s", copy_as_action);
  gtk_widget_class_install_action (widget_class, "data.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "data.save-selection", NULL, save_selection_action);
  gtk_widget_class_install_action (widget_class, "data.menu", NULL, menu_action);
}

static void
pl_data_list_init (PlDataList *self)
{
  self->columns = pl_data_columns_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  pl_data_header_set_columns (self->header, self->columns);
  self->follower = pl_data_follower_new (self->list, self->scroller);
  self->pointer = pl_data_pointer_new (self->list, self->follower);
  self->keys = pl_data_keys_new (self->list, self->follower, self->columns);
  g_signal_connect_object (get_selection (self), "changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  selected_cb (self);
  set_up_factory (self);
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

  if (view != PL_DATA_VIEW_BOTH)
    pl_data_selection_set_side (get_selection (self),
                                view == PL_DATA_VIEW_TEXT ? PL_DATA_SIDE_TEXT : PL_DATA_SIDE_HEX);
  pl_data_columns_set_view (self->columns, view);
  if (pl_data_columns_get_row_size (self->columns) != row_size)
    set_model (self);
}

/**
 * pl_data_list_set_filter:
 * @self: a data list
 * @filter: what to leave out
 */
void
pl_data_list_set_filter (PlDataList *self, PlTranscriptFilter filter)
{
  if (self->filter == filter)
    return;

  self->filter = filter;
  set_model (self);
}

/**
 * pl_data_list_set_reading:
 * @self: a data list
 * @time: since when times are told
 * @charset: what bytes are taken for
 */
void
pl_data_list_set_reading (PlDataList *self, PlDataTime time, PlCharset charset)
{
  pl_data_columns_set_reading (self->columns, time, charset);
  pl_data_selection_set_charset (get_selection (self), charset);
}

/**
 * pl_data_list_update:
 * @self: a data list
 *
 * Shows what the transcript has more than before; see [property@Pl.DataFollower:following].
 */
void
pl_data_list_update (PlDataList *self)
{
  pl_data_follower_update (self->follower);
  update_longest (self);
}

/**
 * pl_data_list_get_follower:
 * @self: a data list
 *
 * Returns: (transfer none): what it shows, and where it is scrolled
 */
PlDataFollower *
pl_data_list_get_follower (PlDataList *self)
{
  return self->follower;
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
  PlTranscriptModel *model = pl_data_follower_get_model (self->follower);

  return model != NULL ? G_LIST_MODEL (model) : NULL;
}
