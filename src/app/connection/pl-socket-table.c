/* The table of everything live: its columns, and how they look. Knows neither the engine nor what is done to
 * a row. */

#include "app/connection/pl-socket-table.h"

#include "app/connection/pl-socket-cells.h"
#include "app/connection/pl-socket-columns.h"
#include "app/connection/pl-socket-look.h"
#include "app/widgets/pl-row-reveal.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define REFRESH_S 1 /* the ages, and what the filter lets through */

struct _PlSocketTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkColumnViewColumn *columns[PL_N_SOCKET_COLUMNS];
  PlSocketRows *rows;
  GPtrArray *age_cells;   /* (element-type GtkWidget): those that are bound */
  GPtrArray *peer_cells;  /* (element-type GtkWidget): the same */
  GPtrArray *state_cells; /* (element-type GtkWidget): the same */
  PlPeerNames *names;     /* (nullable): while they are wanted */
  guint refresh_id;
  gboolean is_narrow;
  PlSocketColumn sorted_by; /* what the menu asked for last; %PL_N_SOCKET_COLUMNS if nothing */
  gboolean is_descending;
};

G_DEFINE_FINAL_TYPE (PlSocketTable, pl_socket_table, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SELECTED,
  PROP_N_ROWS,
  PROP_PEER_NAMES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. Cells */

static void
bind_grouped_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PlSocketTable *self)
{
  pl_socket_cell_set_grouped (gtk_list_item_get_child (item), pl_socket_rows_is_grouped (self->rows));
}

static void
bind_peer_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PlSocketTable *self)
{
  pl_socket_cell_set_names (gtk_list_item_get_child (item), self->names);
  bind_grouped_cb (factory, item, self);
}

static void
add_column (PlSocketTable *self, PlSocketColumn column)
{
  self->columns[column] = pl_socket_column_new (column);
  gtk_column_view_append_column (self->view, self->columns[column]);
}

/* Those that change without their socket. */
static void
follow_cells (PlSocketTable *self)
{
  GtkColumnViewColumn *state = self->columns[PL_SOCKET_COLUMN_STATE];
  GtkColumnViewColumn *peer = self->columns[PL_SOCKET_COLUMN_PEER];

  pl_socket_column_list_cells (self->columns[PL_SOCKET_COLUMN_AGE], self->age_cells);
  pl_socket_column_list_cells (state, self->state_cells);
  pl_socket_column_list_cells (peer, self->peer_cells);
  g_signal_connect (gtk_column_view_column_get_factory (state), "bind", G_CALLBACK (bind_grouped_cb), self);
  g_signal_connect (gtk_column_view_column_get_factory (peer), "bind", G_CALLBACK (bind_peer_cb), self);
}

/* 2. What somebody does */

static void
selected_cb (PlSocketTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
rows_cb (PlSocketTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}

static void
rearranged_cb (PlSocketTable *self)
{
  if (self->view != NULL) /* its titles go, too */
    pl_row_reveal (self->view);
}

static void
grouped_cb (PlSocketTable *self)
{
  gboolean is_grouped = pl_socket_rows_is_grouped (self->rows);

  for (guint i = 0; i < self->state_cells->len; i++)
    pl_socket_cell_set_grouped (self->state_cells->pdata[i], is_grouped);
  for (guint i = 0; i < self->peer_cells->len; i++)
    pl_socket_cell_set_grouped (self->peer_cells->pdata[i], is_grouped);
}

static void
names_cb (PlSocketTable *self)
{
  pl_socket_cells_refresh (self->peer_cells);
}

/* Nobody is asked before somebody wants to know: a question tells others who is connected. */
static void
set_peer_names (PlSocketTable *self, gboolean is_wanted)
{
  g_autoptr (GResolver) resolver = NULL;

  if ((self->names != NULL) == is_wanted)
    return;

  g_clear_object (&self->names);
  if (is_wanted)
    {
      resolver = g_resolver_get_default ();
      self->names = pl_peer_names_new (resolver);
      g_signal_connect_object (self->names, "changed", G_CALLBACK (names_cb), self, G_CONNECT_SWAPPED);
    }
  for (guint i = 0; i < self->peer_cells->len; i++)
    pl_socket_cell_set_names (self->peer_cells->pdata[i], self->names);
  pl_socket_rows_set_names (self->rows, self->names);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEER_NAMES]);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSocket *socket = pl_socket_table_get_selected (PL_SOCKET_TABLE (widget));
  g_autofree char *text = socket != NULL ? pl_socket_look_dup_ends (socket) : NULL;

  if (text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static gboolean
refresh_cb (gpointer data)
{
  PlSocketTable *self = data;

  pl_socket_cells_refresh (self->age_cells);
  pl_socket_rows_refresh (self->rows);

  return G_SOURCE_CONTINUE;
}

static void
set_widths (PlSocketTable *self)
{
  pl_socket_columns_set_widths (self->columns, self->is_narrow, pl_style_get_em (GTK_WIDGET (self)));
}

static void
pl_socket_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_socket_table_parent_class)->css_changed (widget, change);
  if (PL_SOCKET_TABLE (widget)->view != NULL)
    set_widths (PL_SOCKET_TABLE (widget));
}

static void
pl_socket_table_map (GtkWidget *widget)
{
  PlSocketTable *self = PL_SOCKET_TABLE (widget);

  GTK_WIDGET_CLASS (pl_socket_table_parent_class)->map (widget);
  self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}

static void
pl_socket_table_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PL_SOCKET_TABLE (widget)->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (pl_socket_table_parent_class)->unmap (widget);
}

/* Tab leaves the table, whose rows the arrow keys walk: nobody wants to pass three hundred of them. */
static gboolean
pl_socket_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return GTK_WIDGET_CLASS (pl_socket_table_parent_class)->focus (widget, direction);
}

static void
pl_socket_table_dispose (GObject *object)
{
  PlSocketTable *self = PL_SOCKET_TABLE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  for (guint i = 0; i < PL_N_SOCKET_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->age_cells, g_ptr_array_unref);
  g_clear_pointer (&self->peer_cells, g_ptr_array_unref);
  g_clear_pointer (&self->state_cells, g_ptr_array_unref);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (pl_socket_table_parent_class)->dispose (object);
}

static void
pl_socket_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, pl_socket_table_get_selected (PL_SOCKET_TABLE (object)));
      break;
    case PROP_N_ROWS:
      g_value_set_uint (value, pl_socket_table_get_n_rows (PL_SOCKET_TABLE (object)));
      break;
    case PROP_PEER_NAMES:
      g_value_set_boolean (value, PL_SOCKET_TABLE (object)->names != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_socket_table_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PEER_NAMES)
    set_peer_names (PL_SOCKET_TABLE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_socket_table_class_init (PlSocketTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_socket_table_dispose;
  object_class->get_property = pl_socket_table_get_property;
  object_class->set_property = pl_socket_table_set_property;
  widget_class->css_changed = pl_socket_table_css_changed;
  widget_class->map = pl_socket_table_map;
  widget_class->unmap = pl_socket_table_unmap;
  widget_class->focus = pl_socket_table_focus;

  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, PL_TYPE_SOCKET,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                       G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PEER_NAMES] = g_param_spec_boolean (
      "peer-names", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlSocketTable::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_SOCKET_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", NULL);
}

static void
pl_socket_table_init (PlSocketTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->age_cells = g_ptr_array_new ();
  self->peer_cells = g_ptr_array_new ();
  self->state_cells = g_ptr_array_new ();
  self->sorted_by = PL_N_SOCKET_COLUMNS;
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Connections"), -1);
  for (guint i = 0; i < PL_N_SOCKET_COLUMNS; i++)
    add_column (self, (PlSocketColumn) i);
  follow_cells (self);
  pl_socket_columns_align_titles (self->view);

  self->rows = pl_socket_rows_new (gtk_column_view_get_sorter (self->view));
  gtk_column_view_set_model (self->view, pl_socket_rows_get_selection (self->rows));
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::n-rows", G_CALLBACK (rows_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::grouped", G_CALLBACK (grouped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "rearranged", G_CALLBACK (rearranged_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * pl_socket_table_set_model:
 * @self: a table
 * @sockets: what to show ([type@Gio.ListModel] of [class@Pl.Socket])
 */
void
pl_socket_table_set_model (PlSocketTable *self, GListModel *sockets)
{
  pl_socket_rows_set_model (self->rows, sockets);
}

/**
 * pl_socket_table_get_rows:
 * @self: a table
 *
 * Returns: (transfer none): which rows it shows, in which order
 */
PlSocketRows *
pl_socket_table_get_rows (PlSocketTable *self)
{
  return self->rows;
}

/**
 * pl_socket_table_get_names:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the names of peers, while they are wanted
 */
PlPeerNames *
pl_socket_table_get_names (PlSocketTable *self)
{
  return self->names;
}

/**
 * pl_socket_table_sort:
 * @self: a table
 * @name: a column, such as "state"; anything else is ignored, and so is a column that is not shown
 *
 * Sorts by a column, as a click on its title does; asked for the same column again, the other way round. The
 * titles themselves take no focus in GTK 4.
 */
void
pl_socket_table_sort (PlSocketTable *self, const char *name)
{
  PlSocketColumn column = pl_socket_column_from_name (name);

  if (column == PL_N_SOCKET_COLUMNS ||
      gtk_column_view_column_get_column_view (self->columns[column]) != self->view)
    return;

  self->is_descending = column == self->sorted_by && !self->is_descending;
  self->sorted_by = column;
  gtk_column_view_sort_by_column (self->view, self->columns[column],
                                  self->is_descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/**
 * pl_socket_table_set_narrow:
 * @self: a table
 * @is_narrow: whether there is little room: narrower columns, and fewer
 */
void
pl_socket_table_set_narrow (PlSocketTable *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  set_widths (self);

  pl_socket_columns_choose (self->columns, self->view, is_narrow, pl_style_get_em (GTK_WIDGET (self)));
  pl_socket_columns_align_titles (self->view);
}

/**
 * pl_socket_table_get_selected:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the socket of the selected row, which stays selected while the filter
 *   hides it
 */
PlSocket *
pl_socket_table_get_selected (PlSocketTable *self)
{
  return self->rows != NULL ? pl_socket_rows_get_selected (self->rows) : NULL;
}

/**
 * pl_socket_table_select:
 * @self: a table
 * @socket: a socket
 *
 * Selects its row and scrolls to it, if the filter does not hide it.
 */
void
pl_socket_table_select (PlSocketTable *self, PlSocket *socket)
{
  guint position;

  if (pl_socket_rows_select (self->rows, socket, &position))
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item",
                                "u", position);
}

/**
 * pl_socket_table_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows are shown, as filtered
 */
guint
pl_socket_table_get_n_rows (PlSocketTable *self)
{
  return self->rows != NULL ? pl_socket_rows_get_n (self->rows) : 0;
}
