/* portlight-cli connect: open-tcp-stream with its whole story, and then a pipe like ncat. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-connect-options.h"
#include "cli/pl-cli-datagram.h"
#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-pipe.h"
#include "cli/pl-cli-record.h"
#include "cli/pl-cli-silence.h"
#include "cli/pl-cli-step.h"
#include "cli/pl-cli-stop.h"
#include "core/connection/pl-socket-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const PlCliConnectOptions *options;

  GMainLoop *loop;
  PlEngine *engine;
  GCancellable *cancellable;
  PlConnection *connection; /* (nullable): from the start of the attempt */
  PlPipe *pipe;             /* (nullable) */
  PlCliRecord record;
  PlCliSilence *silence; /* (nullable): over UDP */
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
  if (run->options->is_json)
    pl_cli_step_print_json (step, &run->addresses);
  else
    pl_cli_step_print (step);
}

/* 2. The result */

static void
print_error (Run *run, PlStage stage, const char *code, const char *message)
{
  if (run->options->is_json)
    pl_json_print_error (get_elapsed_us (run), stage, code, message);
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
  if (!run->options->is_json)
    {
      g_printerr (_ ("%8.1f ms  connected  local %s  peer %s\n"), (double) run->won_at_us / 1000, local,
                  peer);
      if (run->options->is_check)
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
  gsize size = g_bytes_get_size (bytes);
  JsonBuilder *builder;

  run->received += size;
  builder = begin_bytes (run, "received", datagram != NULL ? datagram->size : size, run->received);
  if (datagram != NULL)
    pl_json_add_boolean (builder, "truncated", datagram->size > size);
  pl_json_add_bytes (builder, bytes);
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
  if (run->options->is_json) /* what it is about, or answers, comes first */
    print_sent (run, portion->sent, portion->n_sent);
  if (portion->kind == PL_PORTION_REPORT && run->options->is_json)
    pl_cli_report_print_json (&portion->report, get_elapsed_us (run));
  else if (portion->kind == PL_PORTION_REPORT)
    pl_cli_report_print (&portion->report);
  else if (run->options->is_json)
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
print_closed (Run *run)
{
  PlSocket *socket = PL_SOCKET (run->connection);
  JsonBuilder *builder = pl_json_begin ("closed");

  pl_json_add_int (builder, "at_us", get_elapsed_us (run));
  pl_json_add_int (builder, "received", (gint64) pl_socket_get_received (socket));
  pl_json_add_int (builder, "sent", (gint64) pl_socket_get_sent (socket));
  pl_json_add_string (builder, "reason", pl_socket_get_end_word (socket));
  pl_json_print (builder);
}

static void
done_cb (gpointer data)
{
  Run *run = data;
  PlSocket *socket = PL_SOCKET (run->connection);

  if (run->options->is_json)
    print_closed (run);
  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_FAILED)
    {
      finish_refused (run);
      return;
    }
  if (was_refused (socket) || pl_pipe_has_failed (run->pipe))
    run->status = PL_EXIT_REFUSED;
  g_main_loop_quit (run->loop);
}

static void
send_text (Run *run)
{
  g_autoptr (GBytes) bytes = g_bytes_new (run->options->text, strlen (run->options->text));

  pl_connection_send (run->connection, bytes);
  pl_connection_shut_down (run->connection);
}

static void
report_refused (Run *run, const char *message)
{
  if (run->connection != NULL)
    {
      finish_refused (run);
      return;
    }

  pl_cli_usage_error ("%s", message);
  run->status = PL_EXIT_USAGE;
  g_main_loop_quit (run->loop);
}

static void
follow (Run *run, PlConnection *connection)
{
  const PlCliConnectOptions *options = run->options;

  if (options->is_json)
    {
      g_signal_connect (connection, "received-bytes", G_CALLBACK (received_cb), run);
      g_signal_connect (connection, "notify::sent", G_CALLBACK (sent_cb), run);
    }
  if (pl_socket_is_udp (PL_SOCKET (connection)))
    {
      g_signal_connect (connection, "portion", G_CALLBACK (portion_cb), run);
      run->silence = pl_cli_silence_new (connection, options->wait_s);
    }
  run->pipe = pl_pipe_new (connection, options->text == NULL && !options->is_check,
                           !options->is_json && !options->is_check, done_cb, run);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlConnection) connection = pl_engine_connect_finish (run->engine, result, &error);

  if (connection == NULL)
    {
      report_refused (run, error->message);
      return;
    }

  print_connected (run);
  follow (run, connection);
  if (run->options->text != NULL)
    send_text (run);
  if (run->options->is_check)
    pl_socket_close (PL_SOCKET (connection));
  if (pl_socket_is_over (PL_SOCKET (connection)))
    g_object_notify (G_OBJECT (connection), "state"); /* it was over before anybody listened */
}

static void
interrupted_cb (gboolean is_late, gpointer data)
{
  Run *run = data;

  g_cancellable_cancel (run->cancellable);
  if (run->connection != NULL)
    pl_socket_close (PL_SOCKET (run->connection));
  if (run->pipe != NULL)
    pl_pipe_abandon (run->pipe);
}

static void
begin (Run *run, PlConnectRequest *request)
{
  pl_cli_stop_watch (0, interrupted_cb, run);
  run->loop = g_main_loop_new (NULL, FALSE);
  run->cancellable = g_cancellable_new ();
  run->engine = pl_engine_new (PL_PACE_PIPE);
  pl_cli_record_begin (&run->record, run->engine);
  run->began_us = g_get_monotonic_time ();

  pl_engine_connect_async (run->engine, request, run->cancellable, connected_cb, run);
  run->connection = g_list_model_get_item (pl_engine_get_sockets (run->engine), 0);
  if (run->connection != NULL)
    g_signal_connect (run->connection, "step", G_CALLBACK (step_cb), run);
}

static void
end (Run *run)
{
  g_clear_pointer (&run->addresses, json_array_unref);
  g_clear_pointer (&run->pipe, pl_pipe_free);
  g_clear_pointer (&run->silence, pl_cli_silence_free);
  if (run->connection != NULL)
    g_signal_handlers_disconnect_by_data (run->connection, run);
  g_clear_object (&run->connection);
  g_clear_object (&run->engine);
  g_clear_object (&run->cancellable);
  g_main_loop_unref (run->loop);
}

static int
run_connect (Run *run, PlConnectRequest *request)
{
  begin (run, request);
  g_main_loop_run (run->loop);
  end (run);

  return pl_cli_record_end (&run->record, run->options->is_json, FALSE) ? run->status : PL_EXIT_REFUSED;
}

int
pl_cli_connect (int argc, char **argv)
{
  g_auto (PlCliConnectOptions) options = { 0 };
  g_autoptr (PlConnectRequest) request = pl_connect_request_new ();
  Run run = { .options = &options, .status = PL_EXIT_DONE };
  PlTargetRequest *peer;

  if (!pl_cli_connect_options_parse (&options, &argc, argv))
    return PL_EXIT_USAGE;
  peer = pl_connect_request_get_peer (request);
  pl_cli_set_target (argc, argv, peer);
  if (argc > 3 || argc < 2 || (argc == 2 && *pl_target_request_get_service (peer) == '\0'))
    {
      pl_cli_usage_error (_ ("give a hostspec and a service to connect to"));
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_connect_options_fill (&options, request))
    return PL_EXIT_USAGE;

  if (!pl_cli_record_open (&run.record, options.record))
    return PL_EXIT_USAGE;

  return run_connect (&run, request);
}
