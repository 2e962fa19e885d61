/* The options of the command line: which there are, and what they say. Does nothing of it. */

#include "app/window/pl-options.h"

#include "app/window/pl-order.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static void
add_order (PlOptions *self, const char *name, GVariant *parameter)
{
  g_ptr_array_add (self->orders, g_variant_ref_sink (g_variant_new ("(smv)", name, parameter)));
}

static GVariant *
order_to_variant (const PlOrder *order)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "target", "s", order->target);
  if (order->protocol != NULL)
    g_variant_dict_insert (&dict, "protocol", "s", order->protocol);
  if (order->family != NULL)
    g_variant_dict_insert (&dict, "family", "s", order->family);
  if (order->respond != NULL)
    g_variant_dict_insert (&dict, "respond", "s", order->respond);

  return g_variant_dict_end (&dict);
}

static gboolean
add_orders (PlOptions *self, GVariantDict *options, const char *option, GError **error)
{
  g_autofree const char **targets = NULL;
  PlOrder order = { NULL };
  gboolean is_listen = g_str_equal (option, "listen");

  g_variant_dict_lookup (options, option, "^a&s", &targets);
  g_variant_dict_lookup (options, "protocol", "&s", &order.protocol);
  g_variant_dict_lookup (options, "family", "&s", &order.family);
  if (is_listen)
    g_variant_dict_lookup (options, "respond", "&s", &order.respond);

  for (gsize i = 0; targets != NULL && targets[i] != NULL; i++)
    {
      g_autoptr (PlConnectRequest) connect = pl_connect_request_new ();
      g_autoptr (PlListenRequest) listen = pl_listen_request_new ();

      order.target = targets[i];
      if (is_listen ? !pl_order_fill_listen (&order, listen, error)
                    : !pl_order_fill_connect (&order, connect, error))
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

/* Checked even where nothing listens. */
static gboolean
is_responder (GVariantDict *options, GError **error)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (PlBehaviour) behaviour = NULL;
  const char *respond = NULL;

  if (!g_variant_dict_lookup (options, "respond", "&s", &respond))
    return TRUE;
  if (!pl_listen_request_set_respond (request, respond, error))
    return FALSE;

  behaviour = pl_listen_request_check_behaviour (request, error);

  return behaviour != NULL;
}

/* There is nothing to open: a target without its option would be taken for a file. */
static gboolean
has_no_rest (GVariantDict *options, GError **error)
{
  g_autofree const char **rest = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &rest) || rest[0] == NULL)
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION,
               _ ("“%s” stands alone: write --connect or --listen before it."), rest[0]);

  return FALSE;
}

static gboolean
read_size (PlOptions *self, GVariantDict *options, GError **error)
{
  const char *text = NULL;
  char end;

  if (!g_variant_dict_lookup (options, "size", "&s", &text))
    return TRUE;
  if (sscanf (text, "%5dx%5d%c", &self->width, &self->height, &end) == 2 && self->width > 0 &&
      self->height > 0)
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no size such as 800x600."), text);

  return FALSE;
}

/**
 * pl_options_read:
 * @self: empty options
 * @options: as parsed
 * @error: `PL_ERROR`: what is wrong with the request
 *
 * Reads and checks the options, the targets as strictly as a form does.
 *
 * Returns: %FALSE with @error set if any of them is wrong
 */
gboolean
pl_options_read (PlOptions *self, GVariantDict *options, GError **error)
{
  g_autofree const char **hosts = NULL;
  const char *address = NULL;
  const char *service = NULL;
  static const char *const protocols[] = { "tcp", "udp", NULL };
  static const char *const pages[] = { "connections", "lookup", "address", "host", NULL };
  static const char *const panels[] = { "ends", "story", "data", "socket", "calls", NULL };
  static const char *const columns[] = { "state",    "role", "protocol", "local", "peer",
                                         "received", "sent", "age",      NULL };
  static const char *const dialogs[] = { "win.preferences", "win.show-keys", "app.help", "app.about", NULL };
  static const char *const families[] = { "any", "ipv4", "ipv6", "both", NULL };

  if (!is_choice (options, "protocol", protocols, error) || !is_choice (options, "page", pages, error) ||
      !is_choice (options, "panel", panels, error) || !is_choice (options, "family", families, error) ||
      !is_choice (options, "sort", columns, error) || !is_choice (options, "dialog", dialogs, error) ||
      !is_responder (options, error) || !read_size (self, options, error) || !has_no_rest (options, error))
    return FALSE;

  g_variant_dict_lookup (options, "screenshot", "^ay", &self->screenshot_path);
  g_variant_dict_lookup (options, "stats", "^ay", &self->stats_path);
  g_variant_dict_lookup (options, "page", "s", &self->page);
  g_variant_dict_lookup (options, "panel", "s", &self->panel);
  g_variant_dict_lookup (options, "find", "s", &self->find);
  g_variant_dict_lookup (options, "filter", "s", &self->filter);
  g_variant_dict_lookup (options, "sort", "s", &self->sort);
  g_variant_dict_lookup (options, "dialog", "s", &self->dialog);
  self->is_grouped = g_variant_dict_contains (options, "group");
  self->is_right_to_left = g_variant_dict_contains (options, "right-to-left");
  if (!add_orders (self, options, "listen", error) || !add_orders (self, options, "connect", error))
    return FALSE;
  if (g_variant_dict_lookup (options, "address", "&s", &address))
    add_order (self, "address", g_variant_new_string (address));
  g_variant_dict_lookup (options, "lookup", "^a&s", &hosts);
  for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++)
    add_order (self, "lookup", g_variant_new_string (hosts[i]));
  if (g_variant_dict_lookup (options, "service", "&s", &service))
    add_order (self, "service", g_variant_new_string (service));
  if (g_variant_dict_contains (options, "demo"))
    add_order (self, "demo", NULL);

  return TRUE;
}

/**
 * pl_options_init:
 * @self: (out caller-allocates): options
 * @application: who is to know which options there are
 *
 * Makes empty options.
 */
void
pl_options_init (PlOptions *self, GApplication *application)
{
  static const GOptionEntry entries[] = {
    { "connect", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Connect to [HOSTSPEC]:[SERVICE]"),
      N_ ("TARGET") },
    { "listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Listen on [HOSTSPEC]:[SERVICE]"), N_ ("TARGET") },
    { "protocol", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("tcp or udp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("any, ipv4, ipv6 or, to listen, both"), N_ ("FAMILY") },
    { "respond", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("What listeners do, such as echo"), N_ ("RESPONDER") },
    { "address", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Show what an address is"), N_ ("HOSTSPEC") },
    { "lookup", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Look a host up"), N_ ("HOSTSPEC") },
    { "service", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Look a service up"), N_ ("SERVICE") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open both ends of a connection on this computer"), NULL },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Render the window to a PNG, then quit"),
      N_ ("FILE") },
    { "stats", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Write a line of figures a second"), N_ ("FILE") },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("connections, lookup, address or host"), N_ ("NAME") },
    { "panel", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("ends, story, data, socket or calls"), N_ ("NAME") },
    { "find", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Look for this text in the data"), N_ ("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Show only the rows with this text"), N_ ("TEXT") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Sort the rows: state, local, peer, age and so on"),
      N_ ("COLUMN") },
    { "group", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show peers below their listener"), NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("How large the window is to be"), N_ ("WIDTHxHEIGHT") },
    /* For pictures: in any language, with a dialog in front */
    { "right-to-left", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { "dialog", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, NULL },
    { NULL },
  };

  *self = (PlOptions){ .orders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref) };
  g_application_add_main_option_entries (application, entries);
}

/**
 * pl_options_clear:
 * @self: options
 *
 * Frees what they own.
 */
void
pl_options_clear (PlOptions *self)
{
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->screenshot_path, g_free);
  g_clear_pointer (&self->stats_path, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->panel, g_free);
  g_clear_pointer (&self->find, g_free);
  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->sort, g_free);
  g_clear_pointer (&self->dialog, g_free);
}
