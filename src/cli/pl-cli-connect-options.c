/* The options of portlight-cli connect: reads them, checks them, and fills a request. Opens nothing. */

#include "cli/pl-cli-connect-options.h"

#include "cli/pl-cli-options.h"

#include <glib/gi18n.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_S       2
#define DELAY_MAX_MS 60000

/**
 * pl_cli_connect_options_parse:
 * @self: zeros
 * @argc: (inout): the subcommand and its arguments; afterwards without the options
 * @argv: (inout): the same
 *
 * Returns: %FALSE if an option is wrong; the reason has been printed
 */
gboolean
pl_cli_connect_options_parse (PlCliConnectOptions *self, int *argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &self->protocol, N_ ("tcp or udp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, &self->family, N_ ("any, ipv4 or ipv6"), N_ ("FAMILY") },
    { "local", 0, 0, G_OPTION_ARG_STRING, &self->local, N_ ("Connect from this address"), N_ ("HOSTSPEC") },
    { "local-service", 0, 0, G_OPTION_ARG_STRING, &self->local_service, N_ ("Connect from this port"),
      N_ ("SERVICE") },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &self->timeout_s,
      N_ ("Give up after so many seconds; 0 leaves it to the system"), N_ ("S") },
    { "attempt-delay", 0, 0, G_OPTION_ARG_INT, &self->attempt_delay_ms,
      N_ ("How long an attempt has before the next one joins it"), N_ ("MS") },
    { "resolution-delay", 0, 0, G_OPTION_ARG_INT, &self->resolution_delay_ms,
      N_ ("How long IPv4 waits for the IPv6 answer"), N_ ("MS") },
    { "no-nodelay", 0, 0, G_OPTION_ARG_NONE, &self->no_nodelay, N_ ("Let the system gather small pieces"),
      NULL },
    { "keepalive", 0, 0, G_OPTION_ARG_NONE, &self->keep_alive,
      N_ ("Ask a silent peer whether it is still there"), NULL },
    PL_CLI_CAST_ENTRIES (self->cast),
    { "receive-size", 0, 0, G_OPTION_ARG_INT, &self->receive_size,
      N_ ("UDP: room for a datagram that comes; what is longer is truncated"), N_ ("BYTES") },
    { "wait", 0, 0, G_OPTION_ARG_DOUBLE, &self->wait_s,
      N_ ("UDP: end after so many seconds of silence, once there is nothing more to send"), N_ ("S") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &self->is_check, N_ ("Connect, report, close"), NULL },
    { "send", 0, 0, G_OPTION_ARG_STRING, &self->text, N_ ("Send this, then nothing more"), N_ ("TEXT") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record,
      N_ ("Record what comes and goes into a capture file"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };

  self->attempt_delay_ms = PL_RACE_ATTEMPT_DELAY_MS;
  self->resolution_delay_ms = PL_RACE_RESOLUTION_DELAY_MS;
  self->receive_size = PL_DATAGRAM_MAX;
  self->wait_s = WAIT_S;

  return pl_cli_parse_options (argc, argv, entries, N_ ("HOSTSPEC SERVICE | HOSTSPEC:SERVICE"),
                               _ ("Connects, tells the story, and is a pipe."));
}

static gboolean
check_ranges (const PlCliConnectOptions *self)
{
  const PlCliRange ranges[] = {
    { "--timeout", self->timeout_s, 0, PL_TIMEOUT_MAX_S },
    { "--attempt-delay", self->attempt_delay_ms, PL_RACE_ATTEMPT_DELAY_MIN_MS, DELAY_MAX_MS },
    { "--resolution-delay", self->resolution_delay_ms, 0, DELAY_MAX_MS },
    { "--receive-size", self->receive_size, 1, PL_DATAGRAM_MAX },
    { "--wait", self->wait_s, 0, PL_TIMEOUT_MAX_S },
  };

  return pl_cli_check_ranges (ranges, G_N_ELEMENTS (ranges));
}

/* Whether the standard input is to be sent to its end, although the peer may have finished first: like ncat,
 * since a peer that only takes ends its own direction at once, and must get the whole input. A script that
 * reads events often leaves an open pipe there, and a person at a terminal is told that the peer has ended:
 * then that is the end. */
static gboolean
sends_to_the_end (const PlCliConnectOptions *self)
{
  struct stat status;

  if (self->is_check || self->text != NULL)
    return FALSE;
  if (fstat (STDIN_FILENO, &status) == 0 && S_ISREG (status.st_mode))
    return TRUE;

  return !self->is_json && !isatty (STDIN_FILENO);
}

/**
 * pl_cli_connect_options_fill:
 * @self: options
 * @request: what to fill
 *
 * Returns: whether they make sense; if not, that has been printed
 */
gboolean
pl_cli_connect_options_fill (const PlCliConnectOptions *self, PlConnectRequest *request)
{
  PlProtocol protocol;
  PlFamily family;

  if (!pl_cli_parse_protocol (self->protocol, &protocol) || !pl_cli_parse_family (self->family, &family) ||
      !check_ranges (self) || !pl_cli_cast_fill (&self->cast, pl_connect_request_get_cast (request)))
    return FALSE;

  pl_target_request_set (pl_connect_request_get_local (request), self->local, self->local_service);
  g_object_set (request, "protocol", (int) protocol, "family", (int) family, "timeout-s", self->timeout_s,
                "attempt-delay-ms", (guint) self->attempt_delay_ms, "resolution-delay-ms",
                (guint) self->resolution_delay_ms, "no-delay", !self->no_nodelay, "keep-alive",
                self->keep_alive, "datagram-max", (guint) self->receive_size, "half-open",
                sends_to_the_end (self), "deliver", TRUE, NULL);

  return TRUE;
}

/**
 * pl_cli_connect_options_clear:
 * @self: options
 */
void
pl_cli_connect_options_clear (PlCliConnectOptions *self)
{
  g_clear_pointer (&self->protocol, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->local, g_free);
  g_clear_pointer (&self->local_service, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->record, g_free);
  pl_cli_cast_clear (&self->cast);
}
