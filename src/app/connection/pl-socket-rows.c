/* Which rows a table shows, in which order, and which of them is selected. Knows no widget. */

#include "app/connection/pl-socket-rows.h"

#include "core/connection/pl-socket-groups.h"
#include "app/connection/pl-socket-columns.h"
#include "app/connection/pl-socket-match.h"
#include "app/widgets/pl-rows.h"

#define REFRESHED_MAX 20000
#define REORDERED_MAX 2000

struct _PlSocketRows
{
  GObject parent_instance;

  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GtkFilter *filter;
  GtkSorter *columns;   /* what the titles of the table ask for */
  GtkSorter *groups;    /* by listener, and then that */
  PlSocketMatch *match; /* (nullable): what a row has to say */
  PlPeerNames *names;   /* (nullable): that it says in place of addresses */
  guint64 peers_of;     /* the id of a listener, or 0 */
  PlSocket *selected;   /* (nullable): stays selected while it is filtered out */
};

G_DEFINE_FINAL_TYPE (PlSocketRows, pl_socket_rows, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SELECTED,
  PROP_N_ROWS,
  PROP_PEERS_OF,
  PROP_GROUPED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_REARRANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. Filter */

static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  PlSocketRows *self = user_data;

  if (self->peers_of != 0 && pl_socket_groups_get (item) != self->peers_of)
    return FALSE;

  return self->match == NULL || pl_socket_match_has (self->match, item, self->names);
}

/* 2. Selection */

/* A row that the filter hides is still what somebody looks at; one that is gone is not. */
static void
selected_cb (PlSocketRows *self)
{
  PlSocket *selected = gtk_single_selection_get_selected_item (self->selection);
  guint position;

  if (selected == NULL && self->selected != NULL &&
      pl_rows_find (gtk_filter_list_model_get_model (self->filtered), self->selected, &position))
    return;
  if (g_set_object (&self->selected, selected))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* A hidden row goes without the selection hearing of it. */
static void
sockets_cb (GListModel *sockets, guint position, guint removed, guint added, PlSocketRows *self)
{
  if (removed > 0 && gtk_single_selection_get_selected_item (self->selection) == NULL)
    selected_cb (self);
}

static void
rows_cb (PlSocketRows *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}

static void
rearranged_cb (PlSocketRows *self)
{
  g_signal_emit (self, signals[SIGNAL_REARRANGED], 0);
}

static void
refilter (PlSocketRows *self)
{
  guint position;

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (self->selected != NULL && gtk_single_selection_get_selected_item (self->selection) == NULL)
    pl_socket_rows_select (self, self->selected, &position);
}

/* Nobody has asked for another order: what is in sight stays where it is. */
static void
reorder (PlSocketRows *self)
{
  GtkSorter *sorter = gtk_sort_list_model_get_sorter (self->sorted);

  if (pl_rows_are_in_order (G_LIST_MODEL (self->sorted), sorter))
    return;

  g_signal_handlers_block_by_func (self->columns, rearranged_cb, self);
  gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  g_signal_handlers_unblock_by_func (self->columns, rearranged_cb, self);
}

/* 3. Life */

static void
pl_socket_rows_finalize (GObject *object)
{
  PlSocketRows *self = PL_SOCKET_ROWS (object);

  g_signal_handlers_disconnect_by_data (self->sorted, self);
  g_signal_handlers_disconnect_by_data (self->selection, self);
  g_signal_handlers_disconnect_by_data (self->columns, self);
  gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_object_unref (self->filter);
  g_object_unref (self->filtered);
  g_object_unref (self->sorted);
  g_object_unref (self->selection);
  g_object_unref (self->columns);
  g_object_unref (self->groups);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->match, pl_socket_match_free);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (pl_socket_rows_parent_class)->finalize (object);
}

static void
pl_socket_rows_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlSocketRows *self = PL_SOCKET_ROWS (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_N_ROWS:
      g_value_set_uint (value, pl_socket_rows_get_n (self));
      break;
    case PROP_PEERS_OF:
      g_value_set_uint64 (value, self->peers_of);
      break;
    case PROP_GROUPED:
      g_value_set_boolean (value, pl_socket_rows_is_grouped (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_socket_rows_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PEERS_OF)
    pl_socket_rows_set_peers_of (PL_SOCKET_ROWS (object), g_value_get_uint64 (value));
  else if (prop_id == PROP_GROUPED)
    pl_socket_rows_set_grouped (PL_SOCKET_ROWS (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_socket_rows_class_init (PlSocketRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = pl_socket_rows_finalize;
  object_class->get_property = pl_socket_rows_get_property;
  object_class->set_property = pl_socket_rows_set_property;

  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, PL_TYPE_SOCKET, readable);
  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_PEERS_OF] = g_param_spec_uint64 ("peers-of", NULL, NULL, 0, G_MAXUINT64, 0,
                                                   readable | G_PARAM_WRITABLE);
  properties[PROP_GROUPED] = g_param_spec_boolean ("grouped", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlSocketRows::rearranged:
   *
   * Somebody has asked for another order or for other rows. What only comes and goes does not emit it.
   */
  signals[SIGNAL_REARRANGED] = g_signal_new ("rearranged", PL_TYPE_SOCKET_ROWS, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_socket_rows_init (PlSocketRows *self)
{
}

/**
 * pl_socket_rows_new:
 * @columns: the order that the titles of the table ask for
 *
 * Returns: (transfer full): no rows
 */
PlSocketRows *
pl_socket_rows_new (GtkSorter *columns)
{
  PlSocketRows *self = g_object_new (PL_TYPE_SOCKET_ROWS, NULL);

  self->columns = g_object_ref (columns);
  self->groups = pl_socket_columns_group (columns);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)),
                                          g_object_ref (columns));
  g_signal_connect_swapped (self->sorted, "items-changed", G_CALLBACK (rows_cb), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection,
                                         FALSE); /* Space is not to undo what an arrow key did */
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (rearranged_cb), self);

  return self;
}

/**
 * pl_socket_rows_get_selection:
 * @self: rows
 *
 * Returns: (transfer none): what a view shows
 */
GtkSelectionModel *
pl_socket_rows_get_selection (PlSocketRows *self)
{
  return GTK_SELECTION_MODEL (self->selection);
}

/**
 * pl_socket_rows_set_model:
 * @self: rows
 * @sockets: what to choose from ([type@Gio.ListModel] of [class@Pl.Socket]); once
 */
void
pl_socket_rows_set_model (PlSocketRows *self, GListModel *sockets)
{
  gtk_filter_list_model_set_model (self->filtered, sockets);
  g_signal_connect_object (sockets, "items-changed", G_CALLBACK (sockets_cb), self, 0);
}

/**
 * pl_socket_rows_set_text:
 * @self: rows
 * @text: (nullable): shows only rows whose state, role or ends contain this
 */
void
pl_socket_rows_set_text (PlSocketRows *self, const char *text)
{
  g_clear_pointer (&self->match, pl_socket_match_free);
  self->match = pl_socket_match_new (text);
  refilter (self);
  rearranged_cb (self);
}

/**
 * pl_socket_rows_set_names:
 * @self: rows
 * @names: (nullable): what peers are called
 *
 * The text of a row has the name of its peer, too.
 */
void
pl_socket_rows_set_names (PlSocketRows *self, PlPeerNames *names)
{
  g_set_object (&self->names, names);
}

/**
 * pl_socket_rows_refresh:
 * @self: rows
 *
 * Rows change, and no list hears of that: has those go and come that do not say the text any more, or do by
 * now, and puts them in order again. With very many rows nothing happens, for that would be felt.
 */
void
pl_socket_rows_refresh (PlSocketRows *self)
{
  if (self->match != NULL && pl_socket_rows_get_n_all (self) <= REFRESHED_MAX)
    refilter (self);
  if (pl_socket_rows_get_n (self) <= REORDERED_MAX)
    reorder (self);
}

/**
 * pl_socket_rows_set_peers_of:
 * @self: rows
 * @listener_id: shows only this listener and those that it took in; 0 for everything
 */
void
pl_socket_rows_set_peers_of (PlSocketRows *self, guint64 listener_id)
{
  if (self->peers_of == listener_id)
    return;

  self->peers_of = listener_id;
  refilter (self);
  rearranged_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEERS_OF]);
}

/**
 * pl_socket_rows_get_peers_of:
 * @self: rows
 *
 * Returns: the id of the listener whose peers alone are shown, or 0
 */
guint64
pl_socket_rows_get_peers_of (PlSocketRows *self)
{
  return self->peers_of;
}

/**
 * pl_socket_rows_set_grouped:
 * @self: rows
 * @is_grouped: whether those that a listener took in stand below it, in the order of the columns
 */
void
pl_socket_rows_set_grouped (PlSocketRows *self, gboolean is_grouped)
{
  GtkSorter *sorter = is_grouped ? self->groups : self->columns;

  if (gtk_sort_list_model_get_sorter (self->sorted) == sorter)
    return;

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
  rearranged_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPED]);
}

/**
 * pl_socket_rows_is_grouped:
 * @self: rows
 *
 * Returns: whether those that a listener took in stand below it
 */
gboolean
pl_socket_rows_is_grouped (PlSocketRows *self)
{
  return gtk_sort_list_model_get_sorter (self->sorted) == self->groups;
}

/**
 * pl_socket_rows_get_selected:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): the socket of the selected row, which stays selected while the filter
 *   hides it
 */
PlSocket *
pl_socket_rows_get_selected (PlSocketRows *self)
{
  return self->selected;
}

/**
 * pl_socket_rows_select:
 * @self: rows
 * @socket: a socket
 * @ret_position: (out): its row
 *
 * Selects a row. What is filtered out is selected all the same, and seen when the filter lets it.
 *
 * Returns: whether it has a row now
 */
gboolean
pl_socket_rows_select (PlSocketRows *self, PlSocket *socket, guint *ret_position)
{
  if (pl_rows_find (G_LIST_MODEL (self->sorted), socket, ret_position))
    {
      gtk_single_selection_set_selected (self->selection, *ret_position);
      return TRUE;
    }

  if (pl_rows_find (gtk_filter_list_model_get_model (self->filtered), socket, ret_position) &&
      g_set_object (&self->selected, socket))
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
    }

  return FALSE;
}

/**
 * pl_socket_rows_is_hidden:
 * @self: rows
 *
 * Returns: whether the selected row is filtered out
 */
gboolean
pl_socket_rows_is_hidden (PlSocketRows *self)
{
  return self->selected != NULL && gtk_single_selection_get_selected_item (self->selection) == NULL;
}

/**
 * pl_socket_rows_get_n:
 * @self: rows
 *
 * Returns: how many are shown, as filtered
 */
guint
pl_socket_rows_get_n (PlSocketRows *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
}

/**
 * pl_socket_rows_get_n_all:
 * @self: rows
 *
 * Returns: how many there are, shown or not
 */
guint
pl_socket_rows_get_n_all (PlSocketRows *self)
{
  GListModel *all = gtk_filter_list_model_get_model (self->filtered);

  return all != NULL ? g_list_model_get_n_items (all) : 0;
}
