/* What can be done on the page Connections: to the selected row, to the table, to the filter. Shows nothing.
 */

#include "app/connection/pl-connections-actions.h"

#include "app/connection/pl-connections-private.h"
#include "app/connection/pl-relations.h"
#include "core/connection/pl-socket-groups.h"
#include "app/connection/pl-socket-panels.h"
#include "app/connection/pl-socket-retry.h"

static void
remove_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (widget);

  if (g_str_equal (action_name, "sockets.clear"))
    pl_engine_clear_finished (self->engine);
  else
    pl_engine_remove (self->engine, self->selected);
}

static void
filter_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gpointer panels = pl_lazy_peek (PL_CONNECTIONS_PAGE (widget)->panels);
  if (panels == NULL || !pl_socket_panels_search (panels))
    pl_socket_filter_open (PL_CONNECTIONS_PAGE (widget)->filter);
}

static void
show_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (widget);

  g_object_set (self->filter, "active", FALSE, NULL);
  gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

/* Of a listener, or of the one that took the selected row in; the same again shows everything. */
static void
only_peers_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (widget);
  g_autoptr (PlListener) listener = NULL;

  if (self->selected != NULL)
    listener = pl_relations_find_listener (pl_engine_get_sockets (self->engine), self->selected);
  pl_socket_filter_toggle_peers_of (self->filter, listener != NULL ? PL_SOCKET (listener) : self->selected);
}

static void
sort_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_socket_table_sort (PL_CONNECTIONS_PAGE (widget)->table, g_variant_get_string (parameter, NULL));
}

static void
retry_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (widget);

  if (g_str_equal (action_name, "sockets.retry"))
    pl_socket_retry (self->engine, self->selected);
  else
    pl_listener_retry (self->engine, PL_LISTENER (self->selected),
                       g_str_equal (action_name, "sockets.listen-anywhere"),
                       g_str_equal (action_name, "sockets.listen-later"));
}

static void
here_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlConnectionsPage *self = PL_CONNECTIONS_PAGE (widget);
  PlProtocol protocol = pl_socket_get_protocol (self->selected);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (g_str_equal (action_name, "sockets.listen-here"))
    {
      pl_form_column_fill_listen (self->forms, protocol, pl_socket_get_peer (self->selected));
      pl_form_column_submit (self->forms);
      return;
    }
  pl_form_column_fill_connect (self->forms, protocol, pl_socket_get_local (self->selected));
  pl_form_column_focus_host (self->forms);
}

/**
 * pl_connections_actions_install:
 * @widget_class: of the page
 *
 * Gives the page its actions; the window has some of the same names for keys and menus.
 */
void
pl_connections_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sockets.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "sockets.clear", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "sockets.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "sockets.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "sockets.sort", "s", sort_action);
  gtk_widget_class_install_action (widget_class, "sockets.only-peers", NULL, only_peers_action);
  gtk_widget_class_install_action (widget_class, "sockets.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "sockets.listen-here", NULL, here_action);
  gtk_widget_class_install_action (widget_class, "sockets.listen-anywhere", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "sockets.listen-later", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "sockets.connect-here", NULL, here_action);
}

/**
 * pl_connections_actions_update:
 * @self: a page
 *
 * Says which actions make sense for the selected row as it is.
 */
void
pl_connections_actions_update (PlConnectionsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sockets.only-peers",
                                 self->selected != NULL && pl_socket_groups_get (self->selected) != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sockets.remove",
                                 self->selected != NULL && pl_socket_is_over (self->selected));
}
