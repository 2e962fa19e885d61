/* The options of portlight-cli listen: reads them, checks them, and fills a request. Opens nothing. */

#include "cli/pl-cli-listen-options.h"

#include "cli/pl-cli-options.h"

#include <glib/gi18n.h>

#define FOR_MAX_S 1000000

/* The responders are listed with what they do, each in its lines. */
static char *
dup_summary (void)
{
  GString *summary = g_string_new (_ ("Listens, and tells who comes and goes."));

  g_string_append_printf (summary, "\n\n%s", _ ("RESPONDER is one of"));
  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    {
      static const char *const arguments[] = { "", "[:N]", "[:TEXT]", "[:RULES]" };
      const PlResponderInfo *info = pl_responder_get_info ((PlResponder) i);
      g_autofree char *name = g_strconcat (info->name, arguments[info->argument], NULL);

      g_string_append_printf (summary, "\n  %-16s %s", name, gettext (info->deed));
      if (info->argument == PL_ARGUMENT_NUMBER)
        g_string_append_printf (summary, " [%s]", info->initial);
    }

  return g_string_free (summary, FALSE);
}

/**
 * pl_cli_listen_options_parse:
 * @self: zeros
 * @argc: (inout): the subcommand and its arguments; afterwards without the options
 * @argv: (inout): the same
 *
 * Returns: %FALSE if an option is wrong; the reason has been printed
 */
gboolean
pl_cli_listen_options_parse (PlCliListenOptions *self, int *argc, char **argv)
{
  g_autofree char *summary = dup_summary ();
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &self->protocol, N_ ("tcp or udp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, &self->family, N_ ("any, ipv4, ipv6 or both"), N_ ("FAMILY") },
    { "respond", 0, 0, G_OPTION_ARG_STRING, &self->respond, N_ ("What to do with who comes, as listed above"),
      N_ ("RESPONDER") },
    { "backlog", 0, 0, G_OPTION_ARG_INT, &self->backlog, N_ ("How many connections may wait"), N_ ("N") },
    { "no-reuse-address", 0, 0, G_OPTION_ARG_NONE, &self->no_reuse_address,
      N_ ("Do not bind where connections in TIME-WAIT are left"), NULL },
    { "reuse-port", 0, 0, G_OPTION_ARG_NONE, &self->reuse_port,
      N_ ("Share the port with others that do so, too"), NULL },
    { "receive-buffer", 0, 0, G_OPTION_ARG_INT, &self->receive_buffer, N_ ("Ask for such a receive buffer"),
      N_ ("BYTES") },
    PL_CLI_CAST_ENTRIES (self->cast),
    { "source", 0, 0, G_OPTION_ARG_STRING, &self->cast.source, N_ ("UDP: hear only this one in a group"),
      N_ ("ADDRESS") },
    { "receive-size", 0, 0, G_OPTION_ARG_INT, &self->receive_size,
      N_ ("UDP: room for a datagram that comes; what is longer is truncated"), N_ ("BYTES") },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &self->wait, N_ ("Wait until the port is free"), NULL },
    { "for", 0, 0, G_OPTION_ARG_DOUBLE, &self->for_s, N_ ("Stop after so many seconds; 0 is never"),
      N_ ("S") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record,
      N_ ("Record what comes and goes into a capture file"), N_ ("FILE") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->is_quiet, N_ ("The first and the last line only"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };

  self->backlog = PL_BACKLOG_DEFAULT;
  self->receive_size = PL_DATAGRAM_MAX;

  return pl_cli_parse_options (argc, argv, entries, N_ ("[HOSTSPEC [SERVICE] | HOSTSPEC:SERVICE]"), summary);
}

static gboolean
check_ranges (const PlCliListenOptions *self)
{
  const PlCliRange ranges[] = {
    { "--backlog", self->backlog, 0, PL_BACKLOG_MAX },
    { "--receive-buffer", self->receive_buffer, 0, PL_RECEIVE_BUFFER_MAX },
    { "--receive-size", self->receive_size, 1, PL_DATAGRAM_MAX },
    { "--for", self->for_s, 0, FOR_MAX_S },
  };

  return pl_cli_check_ranges (ranges, G_N_ELEMENTS (ranges));
}

/* The request would speak of the responder by its title in the window, which nobody has typed here. */
static gboolean
fill_respond (const PlCliListenOptions *self, PlProtocol protocol, PlListenRequest *request)
{
  const PlResponderInfo *info;
  g_autoptr (GError) error = NULL;

  if (self->respond != NULL && !pl_listen_request_set_respond (request, self->respond, &error))
    {
      pl_cli_usage_error ("%s", error->message);
      return FALSE;
    }

  info = pl_responder_get_info (pl_listen_request_get_responder (request));
  if (protocol != PL_PROTOCOL_UDP || info->is_for_datagrams)
    return TRUE;

  pl_cli_usage_error (_ ("“%s” needs connections, and UDP has none."), info->name);

  return FALSE;
}

/**
 * pl_cli_listen_options_fill:
 * @self: options
 * @request: what to fill
 *
 * Returns: whether they make sense; if not, that has been printed
 */
gboolean
pl_cli_listen_options_fill (const PlCliListenOptions *self, PlListenRequest *request)
{
  PlProtocol protocol;
  PlListenFamily family;

  if (!pl_cli_parse_protocol (self->protocol, &protocol) ||
      !pl_cli_parse_listen_family (self->family, &family) || !check_ranges (self) ||
      !pl_cli_cast_fill (&self->cast, pl_listen_request_get_cast (request)) ||
      !fill_respond (self, protocol, request))
    return FALSE;

  g_object_set (request, "protocol", (int) protocol, "family", (int) family, "backlog", (guint) self->backlog,
                "reuse-address", !self->no_reuse_address, "reuse-port", self->reuse_port, "receive-buffer",
                (guint) self->receive_buffer, "datagram-max", (guint) self->receive_size, "wait", self->wait,
                "deliver", TRUE, NULL);

  return TRUE;
}

/**
 * pl_cli_listen_options_clear:
 * @self: options
 */
void
pl_cli_listen_options_clear (PlCliListenOptions *self)
{
  g_clear_pointer (&self->protocol, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->respond, g_free);
  g_clear_pointer (&self->record, g_free);
  pl_cli_cast_clear (&self->cast);
}
