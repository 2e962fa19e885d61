/* What keys and the menu do in the window: each leads to the page that can do it. */

#include "app/window/pl-window-private.h"

#include "app/address/pl-address-page.h"
#include "app/connection/pl-table-save.h"
#include "app/lookup/pl-lookup-page.h"
#include "app/window/pl-help.h"
#include "app/window/pl-preferences.h"

#include <string.h>

static void
show_page_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_window_show_page (PL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_address_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_address_page_show (pl_lazy_get (self->address_page), g_variant_get_string (parameter, NULL));
  pl_window_show_page (self, "address");
}

static void
look_up_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_window_show_page (self, "lookup");
  pl_lookup_page_look_up (pl_lazy_get (self->lookup_page), g_variant_get_string (parameter, NULL));
}

static void
look_up_service_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_window_show_page (self, "lookup");
  pl_lookup_page_look_up_service (pl_lazy_get (self->lookup_page), g_variant_get_string (parameter, NULL));
}

static void
focus_host_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  if (pl_window_is_in_front (self, GTK_WIDGET (self->address_page)))
    pl_address_page_focus_host (pl_lazy_get (self->address_page));
  else if (pl_window_is_in_front (self, GTK_WIDGET (self->lookup_page)))
    pl_lookup_page_focus_host (pl_lazy_get (self->lookup_page));
  else
    pl_connections_page_focus_host (self->page);
}

static void
submit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  if (pl_window_is_in_front (self, GTK_WIDGET (self->lookup_page)))
    pl_lookup_page_submit (pl_lazy_get (self->lookup_page));
  else
    pl_form_column_submit (pl_connections_page_get_forms (self->page));
}

static void
show_panel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_connections_page_show_panel (PL_WINDOW (widget)->page, g_variant_get_string (parameter, NULL));
}

static void
show_keys_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_help_show_keys (GTK_WINDOW (widget));
}

/* Keys and the menu reach the page's own actions from wherever the focus is: win.clear is its sockets.clear.
 */
static void
page_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *own = g_strconcat ("sockets", strchr (action_name, '.'), NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (PL_WINDOW (widget)->page), own, parameter);
}

static void
preferences_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_preferences_show (GTK_WINDOW (widget), PL_WINDOW (widget)->settings);
}

static void
save_table_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_table_save (pl_connections_page_get_table (self->page), pl_engine_get_sockets (self->engine),
                 g_variant_get_string (parameter, NULL), self->save);
}

/**
 * pl_window_actions_install:
 * @widget_class: of the window
 *
 * Gives the window its actions. Which key does which is in pl-keys.c.
 */
void
pl_window_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.focus-host", NULL, focus_host_action);
  gtk_widget_class_install_action (widget_class, "win.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "win.show-panel", "s", show_panel_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-address", "s", show_address_action);
  gtk_widget_class_install_action (widget_class, "win.look-up", "s", look_up_action);
  gtk_widget_class_install_action (widget_class, "win.look-up-service", "s", look_up_service_action);
  gtk_widget_class_install_action (widget_class, "win.show-keys", NULL, show_keys_action);
  gtk_widget_class_install_action (widget_class, "win.clear", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.sort", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.save-table", "s", save_table_action);
  gtk_widget_class_install_action (widget_class, "win.only-peers", NULL, page_action);
}
