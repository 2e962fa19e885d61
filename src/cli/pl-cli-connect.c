/* portlight-cli connect: open-tcp-stream with its whole story, and then a pipe like ncat. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-cast.h"
#include "cli/pl-cli-datagram.h"
#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-pipe.h"
#include "cli/pl-cli-record.h"
#include "cli/pl-cli-silence.h"
#include "cli/pl-cli-step.h"
#include "core/connection/pl-socket-words.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_S 2 /* of silence, over UDP */

typedef struct
{
  gboolean is_json;
  gboolean is_check;
  char *text; /* (nullable): to send, in place of the standard input */
  double wait_s;

  GMainLoop *loop;
  PlEngine *engine;
  GCancellable *cancellable;
  PlConnection *connection; /* (nullable): from the start of the attempt */
  PlPipe *pipe;             /* (nullable) */
  PlRecorder *recorder;     /* (nullable) */
  PlCliSilence *silence;    /* (nullable): over UDP */
  gint64 began_us;
  guint won;        /* the attempt that connected */
  gint64 won_at_us; /* when, as the socket told */
  guint64 received;
  guint64 sent;
  guint64 n_sent;       /* datagrams */
  JsonArray *addresses; /* (nullable): of the answer that is coming in */
  int status;
} Run;

static gint64
get_elapsed_us (Run *run)
{
  return g_get_monotonic_time () - run->began_us;
}

/* 1. Steps */

static void
step_cb (PlConnection *connection, const PlStep *step, Run *run)
{
  if (step->kind == PL_STEP_ATTEMPT_END && step->failure.code == 0)
    {
      run->won = step->n;
      run->won_at_us = step->at_us;
    }
  if (run->is_json)
    pl_cli_step_print_json (step, &run->addresses);
  else
    pl_cli_step_print (step);
}

/* 2. The result */

static void
print_error (Run *run, PlStage stage, const char *code, const char *message)
{
  if (run->is_json)
    pl_json_print_error (stage, code, message);
  else
    g_printerr ("portlight-cli: %s\n", message);
}

static void
finish_refused (Run *run)
{
  PlSocket *socket = PL_SOCKET (run->connection);
  const PlFailure stopped = { PL_STAGE_CONNECT, ECANCELED };
  const PlFailure *failure = pl_socket_get_failure (socket);
  PlProblem problem;

  if (failure->code == 0) /* it was open for a moment, and is no failure of its own */
    failure = &stopped;
  pl_failure_describe (failure, pl_socket_get_failed_end (socket),
                       pl_connection_get_failed_hostspec (run->connection), &problem);
  print_error (run, failure->stage, pl_failure_get_code_name (failure), problem.title);
  pl_problem_clear (&problem);
  run->status = PL_EXIT_REFUSED;
  g_main_loop_quit (run->loop);
}

static void
print_connected (Run *run)
{
  PlSocket *socket = PL_SOCKET (run->connection);
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];
  JsonBuilder *builder;

  pl_end_to_string (pl_socket_get_local (socket), local);
  pl_end_to_string (pl_socket_get_peer (socket), peer);
  if (!run->is_json)
    {
      g_printerr (_ ("%8.1f ms  connected  local %s  peer %s\n"), (double) run->won_at_us / 1000, local,
                  peer);
      if (run->is_check)
        g_print (_ ("connected  local %s  peer %s\n"), local, peer);
      return;
    }

  builder = pl_json_begin ("connected");
  pl_json_add_int (builder, "at_us", run->won_at_us);
  pl_json_add_int (builder, "n", run->won + 1);
  pl_json_add_end (builder, "local", pl_socket_get_local (socket));
  pl_json_add_end (builder, "peer", pl_socket_get_peer (socket));
  pl_json_print (builder);
}

static JsonBuilder *
begin_bytes (Run *run, const char *event, guint64 size, guint64 total)
{
  JsonBuilder *builder = pl_json_begin (event);

  pl_json_add_int (builder, "at_us", get_elapsed_us (run));
  pl_json_add_int (builder, "size", (gint64) size);
  pl_json_add_int (builder, "total", (gint64) total);

  return builder;
}

static void
print_received (Run *run, GBytes *bytes, const PlPortion *datagram)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
  JsonBuilder *builder;

  run->received += size;
  builder = begin_bytes (run, "received", datagram != NULL ? datagram->size : size, run->received);
  if (datagram != NULL)
    pl_json_add_boolean (builder, "truncated", datagram->size > size);
  pl_json_add_string (builder, "text", text);
  pl_json_print (builder);
}

static void
received_cb (PlConnection *connection, GBytes *bytes, Run *run)
{
  if (!pl_socket_is_udp (PL_SOCKET (connection)))
    print_received (run, bytes, NULL);
}

/* Told once as one event, however many there were since the last one. */
static void
print_sent (Run *run, guint64 sent, guint64 n_sent)
{
  if (sent > run->sent || n_sent > run->n_sent)
    {
      JsonBuilder *builder = begin_bytes (run, "sent", sent - run->sent, sent);

      if (n_sent > 0)
        pl_json_add_int (builder, "datagrams", (gint64) (n_sent - run->n_sent));
      pl_json_print (builder);
    }
  run->sent = MAX (run->sent, sent);
  run->n_sent = MAX (run->n_sent, n_sent);
}

static void
portion_cb (PlConnection *connection, const PlPortion *portion, Run *run)
{
  if (run->is_json) /* what it is about, or answers, comes first */
    print_sent (run, portion->sent, portion->n_sent);
  if (portion->kind == PL_PORTION_REPORT && run->is_json)
    pl_cli_report_print_json (&portion->report, get_elapsed_us (run));
  else if (portion->kind == PL_PORTION_REPORT)
    pl_cli_report_print (&portion->report);
  else if (run->is_json)
    print_received (run, portion->bytes, portion);
}

static void
sent_cb (PlConnection *connection, GParamSpec *pspec, Run *run)
{
  print_sent (run, pl_socket_get_sent (PL_SOCKET (connection)),
              pl_socket_get_datagrams (PL_SOCKET (connection))->sent);
}

/* Over UDP nobody refuses a connection; but reports and no answer say the same. */
static gboolean
was_refused (PlSocket *socket)
{
  const PlDatagramCounts *datagrams = pl_socket_get_datagrams (socket);

  return datagrams->reports > 0 && datagrams->received == 0;
}

static void
done_cb (gpointer data)
{
  Run *run = data;
  PlSocket *socket = PL_SOCKET (run->connection);

  if (run->is_json)
    {
      JsonBuilder *builder = pl_json_begin ("closed");

      pl_json_add_int (builder, "at_us", get_elapsed_us (run));
      pl_json_add_int (builder, "received", (gint64) pl_socket_get_received (socket));
      pl_json_add_int (builder, "sent", (gint64) pl_socket_get_sent (socket));
      pl_json_add_string (builder, "reason", pl_socket_get_end_word (socket));
      pl_json_print (builder);
    }
  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_FAILED)
    {
      finish_refused (run);
      return;
    }
  if (was_refused (socket))
    run->status = PL_EXIT_REFUSED;
  g_main_loop_quit (run->loop);
}

static void
send_text (Run *run)
{
  g_autoptr (GBytes) bytes = g_bytes_new (run->text, strlen (run->text));

  pl_connection_send (run->connection, bytes);
  pl_connection_shut_down (run->connection);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlConnection) connection = pl_engine_connect_finish (run->engine, result, &error);

  if (connection == NULL && run->connection == NULL)
    {
      print_error (run, PL_STAGE_PARSE, NULL, error->message);
      run->status = PL_EXIT_USAGE;
      g_main_loop_quit (run->loop);
      return;
    }
  if (connection == NULL)
    {
      finish_refused (run);
      return;
    }

  print_connected (run);
  if (run->is_json)
    {
      g_signal_connect (connection, "received-bytes", G_CALLBACK (received_cb), run);
      g_signal_connect (connection, "notify::sent", G_CALLBACK (sent_cb), run);
    }
  if (pl_socket_is_udp (PL_SOCKET (connection)))
    {
      g_signal_connect (connection, "portion", G_CALLBACK (portion_cb), run);
      run->silence = pl_cli_silence_new (connection, run->wait_s);
    }
  run->pipe = pl_pipe_new (connection, run->text == NULL && !run->is_check, !run->is_json && !run->is_check,
                           done_cb, run);
  if (run->text != NULL)
    send_text (run);
  if (run->is_check)
    pl_socket_close (PL_SOCKET (connection));
  if (pl_socket_is_over (PL_SOCKET (connection)))
    g_object_notify (G_OBJECT (connection), "state"); /* it was over before anybody listened */
}

static gboolean
interrupted_cb (gpointer data)
{
  Run *run = data;

  g_cancellable_cancel (run->cancellable);
  if (run->connection != NULL)
    pl_socket_close (PL_SOCKET (run->connection));
  if (run->pipe != NULL)
    pl_pipe_abandon (run->pipe);

  return G_SOURCE_CONTINUE;
}

static int
run_connect (Run *run, PlConnectRequest *request)
{
  if (!run->is_json && !run->is_check)
    signal (SIGPIPE, SIG_IGN); /* the pipe hears of it from write(), and closes */
  run->loop = g_main_loop_new (NULL, FALSE);
  run->cancellable = g_cancellable_new ();
  run->engine = pl_engine_new (PL_PACE_PIPE);
  pl_engine_record (run->engine, run->recorder);
  run->began_us = g_get_monotonic_time ();
  g_unix_signal_add (SIGINT, interrupted_cb, run);
  g_unix_signal_add (SIGTERM, interrupted_cb, run);

  pl_engine_connect_async (run->engine, request, run->cancellable, connected_cb, run);
  run->connection = g_list_model_get_item (pl_engine_get_sockets (run->engine), 0);
  if (run->connection != NULL)
    g_signal_connect (run->connection, "step", G_CALLBACK (step_cb), run);
  g_main_loop_run (run->loop);

  g_clear_pointer (&run->addresses, json_array_unref);
  g_clear_pointer (&run->pipe, pl_pipe_free);
  g_clear_pointer (&run->silence, pl_cli_silence_free);
  if (run->connection != NULL)
    g_signal_handlers_disconnect_by_data (run->connection, run);
  g_clear_object (&run->connection);
  g_clear_object (&run->engine);
  g_clear_object (&run->cancellable);
  g_main_loop_unref (run->loop);

  return pl_cli_record_end (run->recorder, run->is_json) ? run->status : PL_EXIT_REFUSED;
}

/* Whether the standard input is to be sent to its end, although the peer may have finished first. A script
 * that reads events often leaves an open pipe there: then the peer's end is the end. */
static gboolean
has_end (gboolean is_json)
{
  struct stat status;

  if (fstat (STDIN_FILENO, &status) == 0 && S_ISREG (status.st_mode))
    return TRUE;

  return !is_json && !isatty (STDIN_FILENO);
}

static gboolean
read_delay (const char *name, int value, int min)
{
  if (value >= min && value <= 60000)
    return TRUE;

  pl_cli_usage_error (_ ("%s takes %d to 60000 milliseconds"), name, min);

  return FALSE;
}

int
pl_cli_connect (int argc, char **argv)
{
  g_autofree char *protocol = NULL, *family = NULL, *local = NULL, *local_service = NULL, *text = NULL,
                  *record = NULL;
  g_autoptr (PlConnectRequest) request = pl_connect_request_new ();
  double timeout_s = 0;
  PlProtocol wanted_protocol;
  int datagram_max = PL_DATAGRAM_MAX;
  g_auto (PlCliCast) cast = { 0 };
  int attempt_delay_ms = PL_RACE_ATTEMPT_DELAY_MS, resolution_delay_ms = PL_RACE_RESOLUTION_DELAY_MS;
  gboolean no_delay_off = FALSE, keep_alive = FALSE;
  PlFamily wanted;
  Run run = { .status = PL_EXIT_DONE, .wait_s = WAIT_S };
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_ ("tcp or udp"), N_ ("PROTOCOL") },
    { "family", 0, 0, G_OPTION_ARG_STRING, &family, N_ ("any, ipv4 or ipv6"), N_ ("FAMILY") },
    { "local", 0, 0, G_OPTION_ARG_STRING, &local, N_ ("Connect from this address"), N_ ("HOSTSPEC") },
    { "local-service", 0, 0, G_OPTION_ARG_STRING, &local_service, N_ ("Connect from this port"),
      N_ ("SERVICE") },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &timeout_s, N_ ("Give up after so many seconds"), N_ ("S") },
    { "attempt-delay", 0, 0, G_OPTION_ARG_INT, &attempt_delay_ms,
      N_ ("How long an attempt has before the next one joins it"), N_ ("MS") },
    { "resolution-delay", 0, 0, G_OPTION_ARG_INT, &resolution_delay_ms,
      N_ ("How long IPv4 waits for the IPv6 answer"), N_ ("MS") },
    { "no-nodelay", 0, 0, G_OPTION_ARG_NONE, &no_delay_off, N_ ("Let the system gather small pieces"), NULL },
    { "keepalive", 0, 0, G_OPTION_ARG_NONE, &keep_alive, N_ ("Ask a silent peer whether it is still there"),
      NULL },
    PL_CLI_CAST_ENTRIES (cast),
    { "receive-size", 0, 0, G_OPTION_ARG_INT, &datagram_max,
      N_ ("UDP: room for a datagram that comes; what is longer is truncated"), N_ ("BYTES") },
    { "wait", 0, 0, G_OPTION_ARG_DOUBLE, &run.wait_s,
      N_ ("UDP: end after so many seconds of silence, once there is nothing more to send"), N_ ("S") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &run.is_check, N_ ("Connect, report, close"), NULL },
    { "send", 0, 0, G_OPTION_ARG_STRING, &text, N_ ("Send this, then nothing more"), N_ ("TEXT") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &record, N_ ("Record what comes and goes into a capture file"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &run.is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };

  if (!pl_cli_parse_options (&argc, argv, entries, "HOSTSPEC SERVICE",
                             _ ("Connects, tells the story, and is a pipe.")))
    return PL_EXIT_USAGE;
  if (argc != 3)
    {
      pl_cli_usage_error (_ ("give a hostspec and a service to connect to"));
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_parse_protocol (protocol, &wanted_protocol) || !pl_cli_parse_family (family, &wanted) ||
      !read_delay ("--attempt-delay", attempt_delay_ms, PL_RACE_ATTEMPT_DELAY_MIN_MS) ||
      !read_delay ("--resolution-delay", resolution_delay_ms, 0))
    return PL_EXIT_USAGE;
  if (!isfinite (timeout_s) || timeout_s < 0 || timeout_s > PL_TIMEOUT_MAX_S)
    {
      pl_cli_usage_error (_ ("--timeout takes up to %d seconds, or 0 for no limit"), PL_TIMEOUT_MAX_S);
      return PL_EXIT_USAGE;
    }

  if (datagram_max < 1 || datagram_max > PL_DATAGRAM_MAX || !isfinite (run.wait_s) || run.wait_s < 0 ||
      run.wait_s > PL_TIMEOUT_MAX_S)
    {
      pl_cli_usage_error (_ ("--receive-size takes 1 to %d bytes, --wait up to %d seconds"), PL_DATAGRAM_MAX,
                          PL_TIMEOUT_MAX_S);
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_cast_fill (&cast, pl_connect_request_get_cast (request)))
    return PL_EXIT_USAGE;

  /* Like ncat: a peer that only takes ends its own direction at once, and must get the whole input. A person
   * at a terminal is told that it has ended instead. */
  g_object_set (request, "half-open", !run.is_check && text == NULL && has_end (run.is_json), NULL);
  run.text = text;
  pl_target_request_set (pl_connect_request_get_peer (request), argv[1], argv[2]);
  pl_target_request_set (pl_connect_request_get_local (request), local, local_service);
  g_object_set (request, "protocol", (int) wanted_protocol, "datagram-max", (guint) datagram_max, "family",
                (int) wanted, "timeout-s", timeout_s, "attempt-delay-ms", (guint) attempt_delay_ms,
                "resolution-delay-ms", (guint) resolution_delay_ms, "no-delay", !no_delay_off, "keep-alive",
                keep_alive, "deliver", TRUE, NULL);
  if (!pl_cli_record_begin (record, &run.recorder))
    return PL_EXIT_USAGE;

  return run_connect (&run, request);
}
