/* portlight-cli listen: start-up-server, and who comes and goes. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-cast.h"
#include "cli/pl-cli-datagram.h"
#include "cli/pl-cli-json.h"
#include "cli/pl-cli-listener.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-record.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  gboolean is_json;
  gboolean is_quiet;
  double for_s;

  GMainLoop *loop;
  PlEngine *engine;
  GCancellable *cancellable;
  PlSocket *listener;   /* (nullable) */
  PlRecorder *recorder; /* (nullable) */
  PlPause pause;        /* as last told */
  int status;
} Run;

static void
state_cb (PlSocket *socket, GParamSpec *pspec, Run *run)
{
  if (pl_socket_is_over (socket))
    pl_cli_print_closed (socket, run->is_json);
}

/* Who has the port is known by now. */
static void
waiting_cb (PlSocket *socket, GParamSpec *pspec, Run *run)
{
  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_STARTING &&
      pl_listener_get_owner (PL_LISTENER (socket))->kind != PL_PORT_OWNER_UNKNOWN)
    pl_cli_print_waiting (PL_LISTENER (socket), run->is_json);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Run *run)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (model, i);

      if (PL_IS_LISTENER (socket))
        g_signal_connect (socket, "notify::owner", G_CALLBACK (waiting_cb), run);
      if (pl_socket_get_role (socket) != PL_SOCKET_ROLE_ACCEPTED || pl_socket_is_udp (socket))
        continue;
      pl_cli_print_accepted (socket, run->is_json);
      if (pl_socket_is_over (socket))
        pl_cli_print_closed (socket, run->is_json);
      else
        g_signal_connect (socket, "notify::state", G_CALLBACK (state_cb), run);
    }
}

static void
portion_cb (PlListener *listener, const PlPortion *portion, Run *run)
{
  gboolean is_report = portion->kind == PL_PORTION_REPORT;

  if (!is_report)
    pl_listener_consumed (listener, g_bytes_get_size (portion->bytes));
  if (run->is_quiet)
    return;

  if (is_report && run->is_json)
    pl_cli_report_print_json (&portion->report, -1);
  else if (is_report)
    pl_cli_report_print (&portion->report);
  else if (run->is_json)
    pl_cli_datagram_print_json (portion);
  else
    pl_cli_datagram_print (portion);
}

static void
add_count (JsonBuilder *builder, const char *member, guint64 count)
{
  pl_json_add_int (builder, member, (gint64) count);
}

static void
print_unbound (Run *run)
{
  const PlSocketInfo *info = pl_socket_get_info (run->listener);
  const PlDatagramCounts *datagrams = &info->datagrams;
  JsonBuilder *builder;

  if (!run->is_json)
    {
      g_autofree char *received = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->received);
      g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->sent);
      g_autofree char *dropped = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->dropped);

      g_print (_ ("stopped: datagrams received %s, sent %s, dropped by the system %s\n"), received, sent,
               dropped);
      return;
    }

  builder = pl_json_begin ("stopped");
  add_count (builder, "received", info->received);
  add_count (builder, "sent", info->sent);
  add_count (builder, "senders", pl_listener_get_n_accepted (PL_LISTENER (run->listener)));
  add_count (builder, "datagrams_received", datagrams->received);
  add_count (builder, "datagrams_sent", datagrams->sent);
  add_count (builder, "truncated", datagrams->truncated);
  add_count (builder, "dropped", datagrams->dropped);
  add_count (builder, "unanswered", datagrams->unanswered);
  pl_json_print (builder);
}

static void
print_stopped (Run *run)
{
  PlTotals totals;
  JsonBuilder *builder;

  if (pl_socket_is_udp (run->listener))
    {
      print_unbound (run);
      return;
    }

  pl_engine_get_totals (run->engine, &totals);
  if (!run->is_json)
    {
      g_autofree char *accepted = g_strdup_printf ("%" G_GUINT64_FORMAT, totals.accepted);
      g_autofree char *received = g_strdup_printf ("%" G_GUINT64_FORMAT, totals.received);
      g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, totals.sent);

      g_print (_ ("stopped: accepted %s, received %s, sent %s\n"), accepted, received, sent);
      return;
    }

  builder = pl_json_begin ("stopped");
  pl_json_add_int (builder, "accepted", (gint64) totals.accepted);
  pl_json_add_int (builder, "received", (gint64) totals.received);
  pl_json_add_int (builder, "sent", (gint64) totals.sent);
  pl_json_print (builder);
}

static gboolean
stop_cb (gpointer data)
{
  Run *run = data;

  g_cancellable_cancel (run->cancellable);
  if (run->listener != NULL)
    pl_socket_close (run->listener);

  return G_SOURCE_CONTINUE;
}

/* The listener's own end comes after all news about its peers so far. */
static void
listener_state_cb (PlSocket *listener, GParamSpec *pspec, Run *run)
{
  PlPause pause = pl_listener_get_pause (PL_LISTENER (listener));

  if (pl_socket_is_over (listener))
    g_main_loop_quit (run->loop);
  else if (pause != run->pause && !run->is_quiet)
    pl_cli_print_pause (pause, run->is_json);
  run->pause = pause;
}

static void
report_failure (Run *run, const GError *error)
{
  g_autoptr (PlSocket) socket = g_list_model_get_item (pl_engine_get_sockets (run->engine), 0);
  const PlFailure stopped = { PL_STAGE_BIND, ECANCELED };
  const PlFailure *failure = socket != NULL ? pl_socket_get_failure (socket) : NULL;

  if (failure != NULL && failure->code == 0) /* it listened for a moment, and is no failure of its own */
    failure = &stopped;

  run->status = failure != NULL ? PL_EXIT_REFUSED : PL_EXIT_USAGE;
  if (!run->is_json)
    g_printerr ("portlight-cli: %s\n", error->message);
  else
    pl_json_print_error (failure != NULL ? failure->stage : PL_STAGE_PARSE,
                         failure != NULL ? pl_failure_get_code_name (failure) : NULL, error->message);
  g_main_loop_quit (run->loop);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  PlListener *listener = pl_engine_listen_finish (run->engine, result, &error);

  if (listener == NULL)
    {
      report_failure (run, error);
      return;
    }

  run->listener = PL_SOCKET (listener);
  pl_cli_print_listening (listener, run->is_json);
  if (run->for_s > 0)
    g_timeout_add ((guint) (run->for_s * 1000), stop_cb, run);
  g_signal_connect (listener, "notify::state", G_CALLBACK (listener_state_cb), run);
  g_signal_connect (listener, "portion", G_CALLBACK (portion_cb), run);
  pl_listener_receive (listener);
  listener_state_cb (run->listener, NULL, run);
}

static int
run_listen (Run *run, PlListenRequest *request)
{
  GListModel *sockets;

  run->loop = g_main_loop_new (NULL, FALSE);
  run->cancellable = g_cancellable_new ();
  run->engine = pl_engine_new (PL_PACE_LOG);
  pl_engine_record (run->engine, run->recorder);
  sockets = pl_engine_get_sockets (run->engine);
  if (!run->is_quiet)
    g_signal_connect (sockets, "items-changed", G_CALLBACK (items_changed_cb), run);
  g_unix_signal_add (SIGINT, stop_cb, run);
  g_unix_signal_add (SIGTERM, stop_cb, run);

  pl_engine_listen_async (run->engine, request, run->cancellable, listening_cb, run);
  g_main_loop_run (run->loop);

  if (run->listener != NULL)
    print_stopped (run);
  g_signal_handlers_disconnect_by_data (sockets, run);
  g_clear_object (&run->listener);
  g_clear_object (&run->engine);
  g_clear_object (&run->cancellable);
  g_main_loop_unref (run->loop);

  return pl_cli_record_end (run->recorder, run->is_json) ? run->status : PL_EXIT_REFUSED;
}

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

int
pl_cli_listen (int argc, char **argv)
{
  g_autofree char *summary = dup_summary ();
  g_autofree char *protocol = NULL, *family = NULL, *respond = NULL, *record = NULL;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  int backlog = PL_BACKLOG_DEFAULT, receive_buffer = 0;
  gboolean no_reuse_address = FALSE, reuse_port = FALSE, wait = FALSE;
  PlListenFamily wanted;
  PlProtocol wanted_protocol;
  int datagram_max = PL_DATAGRAM_MAX;
  g_auto (PlCliCast) cast = { 0 };
  g_autoptr (GError) error = NULL;
  Run run = { .status = PL_EXIT_DONE };
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_ ("tcp or udp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, &family, N_ ("any, ipv4, ipv6 or both"), N_ ("FAMILY") },
    { "respond", 0, 0, G_OPTION_ARG_STRING, &respond, N_ ("What to do with who comes, as listed below"),
      N_ ("RESPONDER") },
    { "backlog", 0, 0, G_OPTION_ARG_INT, &backlog, N_ ("How many connections may wait"), N_ ("N") },
    { "no-reuse-address", 0, 0, G_OPTION_ARG_NONE, &no_reuse_address,
      N_ ("Do not bind where connections in TIME-WAIT are left"), NULL },
    { "reuse-port", 0, 0, G_OPTION_ARG_NONE, &reuse_port, N_ ("Share the port with others that do so, too"),
      NULL },
    { "receive-buffer", 0, 0, G_OPTION_ARG_INT, &receive_buffer, N_ ("Ask for such a receive buffer"),
      N_ ("BYTES") },
    PL_CLI_CAST_ENTRIES (cast),
    { "receive-size", 0, 0, G_OPTION_ARG_INT, &datagram_max,
      N_ ("UDP: room for a datagram that comes; what is longer is truncated"), N_ ("BYTES") },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &wait, N_ ("Wait until the port is free"), NULL },
    { "for", 0, 0, G_OPTION_ARG_DOUBLE, &run.for_s, N_ ("Stop after so many seconds"), N_ ("S") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &record, N_ ("Record what comes and goes into a capture file"),
      N_ ("FILE") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &run.is_quiet, N_ ("The first and the last line only"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &run.is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };

  if (!pl_cli_parse_options (&argc, argv, entries, "[HOSTSPEC [SERVICE]]", summary))
    return PL_EXIT_USAGE;
  if (argc > 3)
    {
      pl_cli_usage_error (_ ("give a hostspec and a service at most"));
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_parse_protocol (protocol, &wanted_protocol) || !pl_cli_parse_listen_family (family, &wanted))
    return PL_EXIT_USAGE;
  if (datagram_max < 1 || datagram_max > PL_DATAGRAM_MAX)
    {
      pl_cli_usage_error (_ ("--receive-size takes 1 to %d bytes"), PL_DATAGRAM_MAX);
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_cast_fill (&cast, pl_listen_request_get_cast (request)))
    return PL_EXIT_USAGE;
  if (respond != NULL && !pl_listen_request_set_respond (request, respond, &error))
    {
      pl_cli_usage_error ("%s", error->message);
      return PL_EXIT_USAGE;
    }
  if (backlog < 0 || backlog > PL_BACKLOG_MAX || !isfinite (run.for_s) || run.for_s < 0 || run.for_s > 1e6)
    {
      pl_cli_usage_error (_ ("--backlog takes 0 to %d, --for up to a million seconds"), PL_BACKLOG_MAX);
      return PL_EXIT_USAGE;
    }

  if (receive_buffer < 0 || receive_buffer > PL_RECEIVE_BUFFER_MAX)
    {
      pl_cli_usage_error (_ ("--receive-buffer takes 0 to %d"), PL_RECEIVE_BUFFER_MAX);
      return PL_EXIT_USAGE;
    }

  pl_target_request_set (pl_listen_request_get_local (request), argc > 1 ? argv[1] : NULL,
                         argc > 2 ? argv[2] : NULL);
  g_object_set (request, "protocol", (int) wanted_protocol, "deliver", TRUE, "datagram-max",
                (guint) datagram_max, NULL);
  g_object_set (request, "family", (int) wanted, "backlog", (guint) backlog, "reuse-address",
                !no_reuse_address, "reuse-port", reuse_port, "receive-buffer", (guint) receive_buffer, "wait",
                wait, NULL);
  if (!pl_cli_record_begin (record, &run.recorder))
    return PL_EXIT_USAGE;

  return run_listen (&run, request);
}
