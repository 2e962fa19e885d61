/* The application: one engine, one window, and the orders that come from the command line or over D-Bus. */

#include "app/window/pl-application.h"

#include "app/form/pl-weak.h"
#include "app/window/pl-help.h"
#include "app/window/pl-order.h"
#include "app/window/pl-screenshot.h"
#include "app/window/pl-stats.h"
#include "app/window/pl-window.h"
#include "core/demo/pl-demo.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>

#define APPLICATION_ID "io.github.portlight.Portlight"
#define EXIT_USAGE 2

struct _PlApplication
{
  AdwApplication parent_instance;

  char       *version;
  PlEngine   *engine; /* (nullable): from startup to shutdown */
  PlWindow   *window; /* (nullable) (not owned) */
  PlStats    *stats;  /* (nullable) */
  GPtrArray  *orders; /* (element-type GVariant): actions of the command line, until the window is there */
  char       *screenshot_path; /* (nullable) */
  char       *stats_path;      /* (nullable) */
  char       *panel;           /* (nullable) */
  int         width;           /* of the window; 0 as it was the last time */
  int         height;
  gboolean    is_right_to_left;
  int         exit_status;
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
  g_variant_lookup (parameter, "family", "&s", &order.family);
  g_variant_lookup (parameter, "respond", "&s", &order.respond);
  if (order.target == NULL)
    order.target = "";

  return order;
}

static PlConnectForm *
show_connect_form (PlApplication *self)
{
  PlConnectionsPage *page;

  g_application_activate (G_APPLICATION (self));
  page = pl_window_get_page (self->window);
  g_object_set (page, "form", "connect", NULL);

  return pl_connections_page_get_connect_form (page);
}

static PlListenForm *
show_listen_form (PlApplication *self)
{
  PlConnectionsPage *page;

  g_application_activate (G_APPLICATION (self));
  page = pl_window_get_page (self->window);
  g_object_set (page, "form", "listen", NULL);

  return pl_connections_page_get_listen_form (page);
}

/* The form shows what was asked for; if that is wrong, it says so at the field, as if it had been typed. */
static void
connect_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PlApplication *self = data;
  PlOrder order = read_order (parameter);
  PlConnectForm *form = show_connect_form (self);

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
  PlListenForm *form = show_listen_form (self);

  if (pl_order_fill_listen (&order, pl_listen_form_get_request (form), NULL))
    pl_engine_listen_async (self->engine, pl_listen_form_get_request (form), NULL, NULL, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (form), "form.submit", NULL);
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
  { "demo", demo_action },
  { "quit", quit_action },
  { "help", help_action },
  { "about", about_action },
};

static void
set_keys (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } all[] = {
    { "app.quit", { "<Control>q" } },
    { "app.help", { "F1" } },
    { "win.focus-host", { "<Control>l" } },
    { "win.submit", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.filter", { "<Control>f" } },
    { "win.show-panel::ends", { "<Alt>1" } },
    { "win.show-panel::data", { "<Alt>2" } },
    { "window.close", { "<Control>w" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_application_set_accels_for_action (application, all[i].action, all[i].keys);
}

/* 2. The picture */

static const char *
get_end_text (const PlEnd *end, char text[PL_END_STRING_SIZE])
{
  return pl_end_is_known (end) ? pl_end_to_string (end, text) : "–";
}

static void
print_sockets (PlApplication *self)
{
  static const char *const roles[] = { "listener", "accepted", "client" };
  GListModel *sockets = pl_engine_get_sockets (self->engine);
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];

  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      g_print ("%-8s  local %s  peer %s\n", roles[pl_socket_get_role (socket)],
               get_end_text (pl_socket_get_local (socket), local), get_end_text (pl_socket_get_peer (socket), peer));
    }
}

static void
still_cb (gpointer data)
{
  PlApplication *self = data;
  g_autoptr (GError) error = NULL;

  print_sockets (self);
  if (!pl_screenshot_save (GTK_WIDGET (self->window), self->screenshot_path, &error))
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

  self->stats = pl_stats_new (self->stats_path, self->engine, GTK_WIDGET (self->window), &error);
  if (self->stats == NULL)
    g_printerr ("portlight: %s\n", error->message);
  g_clear_pointer (&self->stats_path, g_free);
}

static void
run_orders (PlApplication *self)
{
  g_autoptr (GPtrArray) orders = g_steal_pointer (&self->orders);

  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
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

  if (self->is_right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  self->engine = pl_engine_new (PL_PACE_WINDOW);
  set_keys (GTK_APPLICATION (application));
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
      if (self->width > 0)
        gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
    }
  gtk_window_present (GTK_WINDOW (self->window));
  if (!is_new)
    return;

  if (self->panel != NULL)
    pl_connections_page_show_panel (pl_window_get_page (self->window), self->panel);
  if (self->stats_path != NULL)
    start_stats (self);
  run_orders (self);
  if (self->screenshot_path != NULL)
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
  g_free (self->screenshot_path);
  g_free (self->stats_path);
  g_free (self->panel);
  g_ptr_array_unref (self->orders);

  G_OBJECT_CLASS (pl_application_parent_class)->finalize (object);
}

/* 4. The command line */

static void
add_order (PlApplication *self, const char *name, GVariant *parameter)
{
  g_ptr_array_add (self->orders, g_variant_ref_sink (g_variant_new ("(smv)", name, parameter)));
}

static GVariant *
order_to_variant (const PlOrder *order)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "target", "s", order->target);
  if (order->family != NULL)
    g_variant_dict_insert (&dict, "family", "s", order->family);
  if (order->respond != NULL)
    g_variant_dict_insert (&dict, "respond", "s", order->respond);

  return g_variant_dict_end (&dict);
}

static gboolean
add_orders (PlApplication *self, GVariantDict *options, const char *option, GError **error)
{
  g_autofree const char **targets = NULL;
  PlOrder order = { NULL };
  gboolean is_listen = g_str_equal (option, "listen");

  g_variant_dict_lookup (options, option, "^a&s", &targets);
  g_variant_dict_lookup (options, "family", "&s", &order.family);
  if (is_listen)
    g_variant_dict_lookup (options, "respond", "&s", &order.respond);

  for (gsize i = 0; targets != NULL && targets[i] != NULL; i++)
    {
      g_autoptr (PlConnectRequest) connect = pl_connect_request_new ();
      g_autoptr (PlListenRequest) listen = pl_listen_request_new ();

      order.target = targets[i];
      if (is_listen ? !pl_order_fill_listen (&order, listen, error) : !pl_order_fill_connect (&order, connect, error))
        return FALSE;
      add_order (self, is_listen ? "listen-with" : "connect-with", order_to_variant (&order));
    }

  return TRUE;
}

static gboolean
is_choice (GVariantDict *options, const char *option, const char *const *choices, GError **error)
{
  const char *value = NULL;

  if (!g_variant_dict_lookup (options, option, "&s", &value) || g_strv_contains (choices, value))
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("This version has no --%s %s."), option, value);

  return FALSE;
}

static gboolean
read_size (PlApplication *self, GVariantDict *options, GError **error)
{
  const char *text = NULL;
  char end;

  if (!g_variant_dict_lookup (options, "size", "&s", &text))
    return TRUE;
  if (sscanf (text, "%5dx%5d%c", &self->width, &self->height, &end) == 2 && self->width > 0 && self->height > 0)
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no size such as 800x600."), text);

  return FALSE;
}

static gboolean
read_options (PlApplication *self, GVariantDict *options, GError **error)
{
  static const char *const protocols[] = { "tcp", NULL };
  static const char *const pages[] = { "connections", NULL };
  static const char *const panels[] = { "ends", "data", NULL };

  if (!is_choice (options, "protocol", protocols, error) || !is_choice (options, "page", pages, error) ||
      !is_choice (options, "panel", panels, error) || !read_size (self, options, error))
    return FALSE;

  g_variant_dict_lookup (options, "screenshot", "^ay", &self->screenshot_path);
  g_variant_dict_lookup (options, "stats", "^ay", &self->stats_path);
  g_variant_dict_lookup (options, "panel", "s", &self->panel);
  self->is_right_to_left = g_variant_dict_contains (options, "right-to-left");
  if (!add_orders (self, options, "listen", error) || !add_orders (self, options, "connect", error))
    return FALSE;
  if (g_variant_dict_contains (options, "demo"))
    add_order (self, "demo", NULL);

  return TRUE;
}

/* The orders are actions, so a window that is open already takes them just as well. */
static int
pl_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PlApplication *self = PL_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("portlight %s\n", self->version);
      return EXIT_SUCCESS;
    }
  if (!read_options (self, options, &error))
    {
      g_printerr ("portlight: %s\n", error->message);
      return EXIT_USAGE;
    }

  /* A picture or figures are of a process of their own. */
  if (self->screenshot_path != NULL || self->stats_path != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
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

static void
pl_application_class_init (PlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_application_finalize;
  application_class->startup = pl_application_startup;
  application_class->activate = pl_application_activate;
  application_class->shutdown = pl_application_shutdown;
  application_class->handle_local_options = pl_application_handle_local_options;
}

static void
pl_application_init (PlApplication *self)
{
  static const GOptionEntry entries[] = {
    { "connect", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Connect to [HOSTSPEC]:[SERVICE]"), N_ ("TARGET") },
    { "listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Listen on [HOSTSPEC]:[SERVICE]"), N_ ("TARGET") },
    { "protocol", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("tcp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("any, ipv4, ipv6 or, to listen, both"), N_ ("FAMILY") },
    { "respond", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("What listeners do: none, echo or discard"), N_ ("RESPONDER") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open both ends of a connection on this computer"), NULL },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Render the window to a PNG, then quit"), N_ ("FILE") },
    { "stats", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Write a line of figures a second"), N_ ("FILE") },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("connections"), N_ ("NAME") },
    { "panel", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("ends or data"), N_ ("NAME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("How large the window is to be"), N_ ("WIDTHxHEIGHT") },
    { "right-to-left", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL }, /* to look at, in any language */
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { NULL },
  };

  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
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
  PlApplication *self =
    g_object_new (PL_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_DEFAULT_FLAGS,
                  "resource-base-path", "/io/github/portlight/Portlight", NULL);

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
