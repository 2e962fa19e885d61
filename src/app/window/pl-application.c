/* The application: one engine, one window, and the orders that come from the command line or over D-Bus. */

#include "app/window/pl-application.h"

#include "app/form/pl-weak.h"
#include "app/window/pl-help.h"
#include "app/window/pl-keys.h"
#include "app/window/pl-options.h"
#include "app/window/pl-order.h"
#include "app/window/pl-screenshot.h"
#include "app/window/pl-stats.h"
#include "app/window/pl-theme.h"
#include "app/window/pl-window.h"
#include "core/demo/pl-demo.h"
#include "core/pl-main-thread.h"
#include "core/target/pl-service-snapshot.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define APPLICATION_ID "io.github.portlight.Portlight"
#define EXIT_USAGE     2

struct _PlApplication
{
  AdwApplication parent_instance;

  char *version;
  PlEngine *engine;  /* (nullable): from startup to shutdown */
  PlWindow *window;  /* (nullable) (not owned) */
  PlStats *stats;    /* (nullable) */
  PlOptions options; /* of the command line; the orders are gone once they are given */
  int exit_status;
  gboolean has_options; /* they could be parsed */
};

G_DEFINE_FINAL_TYPE (PlApplication, pl_application, ADW_TYPE_APPLICATION)

/* 1. Orders */

static PlOrder
read_order (GVariant *parameter)
{
  PlOrder order = { NULL };

  if (g_variant_is_of_type (parameter, G_VARIANT_TYPE_STRING))
    {
      order.target = g_variant_get_string (parameter, NULL);
      return order;
    }

  g_variant_lookup (parameter, "target", "&s", &order.target);
  g_variant_lookup (parameter, "protocol", "&s", &order.protocol);
  g_variant_lookup (parameter, "family", "&s", &order.family);
  g_variant_lookup (parameter, "respond", "&s", &order.respond);
  if (order.target == NULL)
    order.target = "";

  return order;
}

static PlFormColumn *
show_form (PlApplication *self, const char *form)
{
  PlFormColumn *forms;

  g_application_activate (G_APPLICATION (self));
  pl_window_show_page (self->window, "connections");
  forms = pl_connections_page_get_forms (pl_window_get_page (self->window));
  pl_form_column_show (forms, form);

  return forms;
}

/* The form shows what was asked for; if that is wrong, it says so at the field, as if it had been typed. */
static void
connect_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;
  PlOrder order = read_order (parameter);
  PlConnectForm *form = pl_form_column_get_connect_form (show_form (self, "connect"));

  if (pl_order_fill_connect (&order, pl_connect_form_get_request (form), NULL))
    pl_engine_connect_async (self->engine, pl_connect_form_get_request (form), NULL, NULL, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (form), "form.submit", NULL);
}

static void
listen_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;
  PlOrder order = read_order (parameter);
  PlListenForm *form = pl_form_column_get_listen_form (show_form (self, "listen"));

  if (pl_order_fill_listen (&order, pl_listen_form_get_request (form), NULL))
    pl_engine_listen_async (self->engine, pl_listen_form_get_request (form), NULL, NULL, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (form), "form.submit", NULL);
}

/* What the window has an action for itself. */
static void
window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const names[][2] = {
    { "address", "win.show-address" },
    { "lookup", "win.look-up" },
    { "service", "win.look-up-service" },
  };
  PlApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), names[i][0]))
      gtk_widget_activate_action_variant (GTK_WIDGET (self->window), names[i][1], parameter);
}

static void
demo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlApplication) self = pl_weak_take (user_data);
  g_autoptr (PlConnection) connection = pl_demo_run_finish (result, NULL);

  /* A failure has a row of its own. */
  if (self != NULL && self->window != NULL && connection != NULL)
    pl_connections_page_select (pl_window_get_page (self->window), PL_SOCKET (connection));
}

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  pl_window_show_page (self->window, "connections");
  pl_demo_run_async (self->engine, NULL, demo_cb, pl_weak_new (self));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  g_application_quit (G_APPLICATION (self));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  pl_help_show (GTK_WINDOW (PL_APPLICATION (data)->window));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;

  pl_help_show_about (GTK_WINDOW (self->window), self->version);
}

static const GActionEntry actions[] = {
  { "connect", connect_action, "s" },
  { "connect-with", connect_action, "a{sv}" },
  { "listen", listen_action, "s" },
  { "listen-with", listen_action, "a{sv}" },
  { "address", window_action, "s" },
  { "lookup", window_action, "s" },
  { "service", window_action, "s" },
  { "demo", demo_action },
  { "quit", quit_action },
  { "help", help_action },
  { "about", about_action },
};

/* 2. The picture */

static void
still_cb (gpointer data)
{
  PlApplication *self = data;
  g_autoptr (GError) error = NULL;

  pl_screenshot_print (pl_engine_get_sockets (self->engine));
  if (!pl_screenshot_save (pl_screenshot_find_front (GTK_WINDOW (self->window)),
                           self->options.screenshot_path, &error))
    {
      g_printerr ("portlight: %s\n", error->message);
      self->exit_status = EXIT_FAILURE;
    }
  g_application_quit (G_APPLICATION (self));
}

/* 3. Life */

static void
start_stats (PlApplication *self)
{
  g_autoptr (GError) error = NULL;

  self->stats = pl_stats_new (self->options.stats_path, self->engine, GTK_WIDGET (self->window), &error);
  if (self->stats == NULL)
    {
      g_printerr ("portlight: %s\n", error->message);
      self->exit_status = EXIT_FAILURE;
    }
  g_clear_pointer (&self->options.stats_path, g_free);
}

static void
arrange_rows (PlApplication *self, PlConnectionsPage *page)
{
  if (self->options.filter != NULL)
    pl_connections_page_filter (page, self->options.filter);
  if (self->options.sort != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "sockets.sort", "s", self->options.sort);
  if (self->options.is_grouped)
    g_object_set (pl_socket_table_get_rows (pl_connections_page_get_table (page)), "grouped", TRUE, NULL);
}

static void
run_orders (PlApplication *self)
{
  g_autoptr (GPtrArray) orders = g_steal_pointer (&self->options.orders);

  self->options.orders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  for (guint i = 0; i < orders->len; i++)
    {
      const char *name;
      g_autoptr (GVariant) parameter = NULL;

      g_variant_get (orders->pdata[i], "(&smv)", &name, &parameter);
      g_action_group_activate_action (G_ACTION_GROUP (self), name, parameter);
    }
}

static void
pl_application_startup (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);

  G_APPLICATION_CLASS (pl_application_parent_class)->startup (application);

  pl_main_thread_register ();
  pl_service_snapshot_prepare ();
  if (self->options.is_right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  self->engine = pl_engine_new (PL_PACE_WINDOW);
  pl_keys_set (GTK_APPLICATION (application));
}

static void
pl_application_activate (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);
  gboolean is_new = self->window == NULL;

  if (is_new)
    {
      self->window = pl_window_new (ADW_APPLICATION (self), self->engine);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      if (self->options.width > 0)
        gtk_window_set_default_size (GTK_WINDOW (self->window), self->options.width, self->options.height);
    }
  gtk_window_present (GTK_WINDOW (self->window));
  if (!is_new)
    return;

  if (self->options.page != NULL)
    pl_window_show_page (self->window, self->options.page);
  if (self->options.panel != NULL)
    pl_connections_page_show_panel (pl_window_get_page (self->window), self->options.panel);
  if (self->options.find != NULL)
    pl_connections_page_find (pl_window_get_page (self->window), self->options.find);
  arrange_rows (self, pl_window_get_page (self->window));
  if (self->options.stats_path != NULL)
    start_stats (self);
  run_orders (self);
  if (self->options.dialog != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), self->options.dialog, NULL);
  if (self->options.screenshot_path != NULL)
    pl_screenshot_when_still (GTK_WIDGET (self->window), self->engine, still_cb, self);
}

static void
pl_application_shutdown (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);

  g_clear_pointer (&self->stats, pl_stats_free);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->engine != NULL)
    pl_engine_shut_down (self->engine);
  g_clear_object (&self->engine);

  G_APPLICATION_CLASS (pl_application_parent_class)->shutdown (application);
}

static void
pl_application_finalize (GObject *object)
{
  PlApplication *self = PL_APPLICATION (object);

  g_free (self->version);
  pl_options_clear (&self->options);

  G_OBJECT_CLASS (pl_application_parent_class)->finalize (object);
}

/* 4. The command line */

/* The orders are actions, so a window that is open already takes them just as well. */
static int
pl_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PlApplication *self = PL_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  self->has_options = TRUE;
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("portlight %s\n", self->version);
      return EXIT_SUCCESS;
    }
  if (!pl_options_read (&self->options, options, &error))
    {
      g_printerr ("portlight: %s\n", error->message);
      return EXIT_USAGE;
    }

  /* A picture or figures are of a process of their own. */
  if (self->options.screenshot_path != NULL || self->options.stats_path != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  pl_theme_skip ();
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("portlight: %s\n", error->message);
      return EXIT_FAILURE;
    }
  if (!g_application_get_is_remote (application))
    return -1;

  g_application_activate (application);
  run_orders (self);

  return EXIT_SUCCESS;
}

/* GApplication says 1 of an option that it does not know, and 1 is what the network said. */
static gboolean
pl_application_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  PlApplication *self = PL_APPLICATION (application);
  gboolean is_done = G_APPLICATION_CLASS (pl_application_parent_class)
                         ->local_command_line (application, arguments, exit_status);

  if (is_done && !self->has_options && *exit_status != EXIT_SUCCESS)
    *exit_status = EXIT_USAGE;

  return is_done;
}

static void
pl_application_class_init (PlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_application_finalize;
  application_class->startup = pl_application_startup;
  application_class->activate = pl_application_activate;
  application_class->shutdown = pl_application_shutdown;
  application_class->local_command_line = pl_application_local_command_line;
  application_class->handle_local_options = pl_application_handle_local_options;
}

static void
pl_application_init (PlApplication *self)
{
  pl_options_init (&self->options, G_APPLICATION (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/**
 * pl_application_new:
 * @version: of the program
 *
 * Returns: (transfer full): the application
 */
PlApplication *
pl_application_new (const char *version)
{
  PlApplication *self = g_object_new (PL_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                                      G_APPLICATION_DEFAULT_FLAGS, "resource-base-path",
                                      "/io/github/portlight/Portlight", NULL);

  self->version = g_strdup (version);

  return self;
}

/**
 * pl_application_get_exit_status:
 * @self: an application that has run
 *
 * Returns: 0 unless something that the command line asked for failed
 */
int
pl_application_get_exit_status (PlApplication *self)
{
  return self->exit_status;
}
