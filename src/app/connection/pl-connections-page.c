/* The page Connections: places the forms, the table and the panels, and has them follow the selected row.
 * What can be done to it is in pl-connections-actions.c. */

#include "app/connection/pl-connections-page.h"

#include "app/connection/pl-connections-actions.h"
#include "app/connection/pl-connections-private.h"
#include "app/connection/pl-dropped-note.h"
#include "app/connection/pl-socket-panels.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PlConnectionsPage, pl_connections_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHOW_FORM,
  PROP_FORM,
  PROP_FILTERING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. What is shown */

static void
selected_cb (PlConnectionsPage *self)
{
  PlSocket *selected = pl_socket_table_get_selected (self->table);

  if (selected == self->selected)
    return;
  if (self->selected != NULL)
    g_signal_handlers_disconnect_by_func (self->selected, pl_connections_actions_update, self);
  g_set_object (&self->selected, selected);
  if (selected != NULL)
    g_signal_connect_swapped (selected, "notify::state", G_CALLBACK (pl_connections_actions_update), self);

  pl_connections_actions_update (self);
  if (pl_lazy_peek (self->panels) != NULL)
    pl_socket_panels_set_socket (pl_lazy_get (self->panels), selected);
}

static void
dropped_cb (PlConnectionsPage *self)
{
  pl_dropped_note_show (self->dropped, pl_engine_get_n_dropped (self->engine),
                        pl_engine_get_finished_max (self->engine));
}

/* A row that somebody has asked for is what they want to see; one that only came in is not. */
static void
sockets_changed_cb (GListModel *sockets, guint position, guint removed, guint added, PlConnectionsPage *self)
{
  gtk_stack_set_visible_child_name (self->content_stack,
                                    g_list_model_get_n_items (sockets) > 0 ? "live" : "start");
  pl_divider_fit (self->divider, g_list_model_get_n_items (sockets), self->is_narrow);
  if (removed > 0)
    dropped_cb (self);
  if (added != 1)
    return;

  g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, position);

  if (pl_socket_get_role (socket) != PL_SOCKET_ROLE_ACCEPTED)
    pl_socket_table_select (self->table, socket);
}

/* What the filter hides is still there. */
static void
rows_cb (PlConnectionsPage *self)
{
  gtk_widget_set_visible (self->no_rows, pl_socket_table_get_n_rows (self->table) == 0);
}

static void
shown_cb (PlConnectionsPage *self)
{
  for (guint i = PROP_SHOW_FORM; i <= PROP_FILTERING; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
follow_cb (PlSocketPanels *panels, PlSocket *socket, PlConnectionsPage *self)
{
  pl_socket_table_select (self->table, socket);
}

static void
copied_cb (GtkWidget *from, const char *text, PlConnectionsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
built_cb (PlLazy *place, PlSocketPanels *panels, PlConnectionsPage *self)
{
  g_signal_connect (panels, "follow", G_CALLBACK (follow_cb), self);
  g_signal_connect (panels, "copied", G_CALLBACK (copied_cb), self);
  pl_socket_panels_set_narrow (panels, self->is_narrow);
  pl_socket_panels_set_model (panels, pl_engine_get_sockets (self->engine),
                              pl_engine_get_host (self->engine));
  pl_socket_panels_set_socket (panels, self->selected);
}

/* 2. Narrow */

static void
set_narrow (PlConnectionsPage *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  adw_flap_set_fold_policy (self->flap, is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !is_narrow);
  pl_socket_table_set_narrow (self->table, is_narrow);
  if (pl_lazy_peek (self->panels) != NULL)
    pl_socket_panels_set_narrow (pl_lazy_get (self->panels), is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
pl_connections_page_dispose (GObject *object)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (object);

  if (self->selected != NULL)
    g_signal_handlers_disconnect_by_data (self->selected, self);
  g_clear_object (&self->selected);
  if (self->engine != NULL)
    g_clear_signal_handler (&self->sockets_handler, pl_engine_get_sockets (self->engine));
  g_clear_object (&self->engine);
  adw_bin_set_child (ADW_BIN (object), NULL); /* or it would unparent what the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_CONNECTIONS_PAGE);

  G_OBJECT_CLASS (pl_connections_page_parent_class)->dispose (object);
}

static void
pl_connections_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    case PROP_SHOW_FORM:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    case PROP_FORM:
      g_value_set_string (value, pl_form_column_get_form (self->forms));
      break;
    case PROP_FILTERING:
      g_object_get_property (G_OBJECT (self->filter), "active", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_connections_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_FORM:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    case PROP_FORM:
      pl_form_column_show (self->forms, g_value_get_string (value));
      break;
    case PROP_FILTERING:
      g_object_set_property (G_OBJECT (self->filter), "active", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_FORM] = g_param_spec_boolean ("show-form", NULL, NULL, TRUE, flags);
  properties[PROP_FORM] = g_param_spec_string ("form", NULL, NULL, "connect", flags);
  properties[PROP_FILTERING] = g_param_spec_boolean ("filtering", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_connections_page_class_init (PlConnectionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_connections_page_dispose;
  object_class->get_property = pl_connections_page_get_property;
  object_class->set_property = pl_connections_page_set_property;
  install_properties (object_class);
  pl_connections_actions_install (widget_class);

  /**
   * PlConnectionsPage::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_CONNECTIONS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PL_TYPE_FORM_COLUMN);
  g_type_ensure (PL_TYPE_LAZY);
  g_type_ensure (PL_TYPE_SOCKET_FILTER);
  g_type_ensure (PL_TYPE_SOCKET_PANELS);
  g_type_ensure (PL_TYPE_SOCKET_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-connections-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, forms);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, table);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, no_rows);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, dropped);
  gtk_widget_class_bind_template_child (widget_class, PlConnectionsPage, panels);
  gtk_widget_class_bind_template_callback (widget_class, built_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_cb);
}

static void
pl_connections_page_init (PlConnectionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->divider = pl_divider_new (self->paned);

  g_signal_connect_swapped (self->forms, "notify::form", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->table, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->filter, "notify::active", G_CALLBACK (shown_cb), self);
  pl_connections_actions_update (self);
}

/**
 * pl_connections_page_set_engine:
 * @self: a page
 * @engine: whose sockets to show; once
 */
void
pl_connections_page_set_engine (PlConnectionsPage *self, PlEngine *engine)
{
  GListModel *sockets = pl_engine_get_sockets (engine);

  self->engine = g_object_ref (engine);
  pl_form_column_set_engine (self->forms, engine);
  pl_socket_table_set_model (self->table, sockets);
  self->sockets_handler = g_signal_connect (sockets, "items-changed", G_CALLBACK (sockets_changed_cb), self);
  g_signal_connect_object (engine, "notify::finished-max", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  sockets_changed_cb (sockets, 0, 0, 0, self);
}

/**
 * pl_connections_page_get_table:
 * @self: a page
 *
 * Returns: (transfer none): its table
 */
PlSocketTable *
pl_connections_page_get_table (PlConnectionsPage *self)
{
  return self->table;
}

/**
 * pl_connections_page_filter:
 * @self: a page
 * @text: what the rows that are shown have to have
 */
void
pl_connections_page_filter (PlConnectionsPage *self, const char *text)
{
  pl_socket_filter_set_text (self->filter, text);
}

/**
 * pl_connections_page_select:
 * @self: a page
 * @socket: whose row to select
 */
void
pl_connections_page_select (PlConnectionsPage *self, PlSocket *socket)
{
  pl_socket_table_select (self->table, socket);
}

/**
 * pl_connections_page_get_forms:
 * @self: a page
 *
 * Returns: (transfer none): its forms
 */
PlFormColumn *
pl_connections_page_get_forms (PlConnectionsPage *self)
{
  return self->forms;
}

/**
 * pl_connections_page_focus_host:
 * @self: a page
 *
 * Brings the form over if it was away, and goes to its host.
 */
void
pl_connections_page_focus_host (PlConnectionsPage *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  pl_form_column_focus_host (self->forms);
}

/**
 * pl_connections_page_show_panel:
 * @self: a page
 * @panel: what to bring to the front: "ends", "story", "data" or "socket"
 */
void
pl_connections_page_show_panel (PlConnectionsPage *self, const char *panel)
{
  pl_socket_panels_show (pl_lazy_get (self->panels), panel);
}

/**
 * pl_connections_page_find:
 * @self: a page
 * @text: what to look for in the data of the selected row
 */
void
pl_connections_page_find (PlConnectionsPage *self, const char *text)
{
  pl_socket_panels_find (pl_lazy_get (self->panels), text);
}
