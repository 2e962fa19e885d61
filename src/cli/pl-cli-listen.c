/* portlight-cli listen: start-up-server, and who comes and goes. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-datagram.h"
#include "cli/pl-cli-json.h"
#include "cli/pl-cli-listen-options.h"
#include "cli/pl-cli-listener.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-record.h"
#include "cli/pl-cli-stop.h"
#include "core/pl-socket-problem.h"

#include <errno.h>
#include <glib/gi18n.h>

typedef struct
{
  const PlCliListenOptions *options;

  PlEngine *engine;
  GCancellable *cancellable;
  PlSocket *listener; /* (nullable): from the start, unless the request was wrong */
  PlPause pause;      /* as last told */
  PlCliRecord record;
  gboolean is_settled;
  gboolean is_stopping;
  gboolean is_late; /* it stops because its time is over */
  int status;
} Run;

/* 1. Who comes and goes */

static void
peer_state_cb (PlSocket *socket, GParamSpec *pspec, Run *run)
{
  if (pl_socket_is_over (socket))
    pl_cli_print_closed (socket, run->options->is_json);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Run *run)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (model, i);

      if (pl_socket_get_role (socket) != PL_SOCKET_ROLE_ACCEPTED || pl_socket_is_udp (socket))
        continue;
      pl_cli_print_accepted (socket, run->options->is_json);
      if (pl_socket_is_over (socket))
        pl_cli_print_closed (socket, run->options->is_json);
      else
        g_signal_connect (socket, "notify::state", G_CALLBACK (peer_state_cb), run);
    }
}

static void
portion_cb (PlListener *listener, const PlPortion *portion, Run *run)
{
  gboolean is_report = portion->kind == PL_PORTION_REPORT;

  if (!is_report)
    pl_listener_consumed (listener, g_bytes_get_size (portion->bytes));
  if (run->options->is_quiet)
    return;

  if (is_report && run->options->is_json)
    pl_cli_report_print_json (&portion->report, -1);
  else if (is_report)
    pl_cli_report_print (&portion->report);
  else if (run->options->is_json)
    pl_cli_datagram_print_json (portion);
  else
    pl_cli_datagram_print (portion);
}

/* 2. The end */

/* Each peer is told to have gone, and counted, before the last line. */
static void
close_peers (Run *run)
{
  GListModel *sockets = pl_engine_get_sockets (run->engine);

  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      if (!pl_socket_is_over (socket))
        pl_socket_close (socket);
    }
}

/* The listener's own end comes after all news about its peers so far. */
static void
listener_state_cb (PlSocket *listener, GParamSpec *pspec, Run *run)
{
  PlPause pause = pl_listener_get_pause (PL_LISTENER (listener));

  if (pl_socket_is_over (listener))
    close_peers (run);
  else if (pause != run->pause && !run->options->is_quiet)
    pl_cli_print_pause (pause, run->options->is_json);
  run->pause = pause;
}

static gboolean
is_done (Run *run)
{
  if (!run->is_settled || run->listener == NULL || !pl_socket_is_over (run->listener))
    return run->is_settled && run->listener == NULL;

  return pl_socket_is_udp (run->listener) || pl_engine_get_n_live (run->engine) == 0;
}

static void
stop_cb (gboolean is_late, gpointer data)
{
  Run *run = data;

  run->is_late |= is_late && !run->is_stopping;
  run->is_stopping = TRUE;
  g_cancellable_cancel (run->cancellable);
  if (run->listener != NULL)
    pl_socket_close (run->listener);
}

/* 3. The beginning */

/* Nobody said that it listens: its port is taken, and it waits. */
static gboolean
is_waiting (PlSocket *listener)
{
  return pl_end_is_known (pl_socket_get_local (listener));
}

static void
waiting_cb (PlSocket *listener, GParamSpec *pspec, Run *run)
{
  if (pl_socket_get_state (listener) == PL_SOCKET_STATE_STARTING && is_waiting (listener) &&
      !(run->options->is_json && run->options->is_quiet))
    pl_cli_print_waiting (PL_LISTENER (listener), run->options->is_json);
}

static void
report_failure (Run *run, const PlFailure *failure, const char *message)
{
  run->status = PL_EXIT_REFUSED;
  if (!run->options->is_json)
    g_printerr ("portlight-cli: %s\n", message);
  else
    pl_json_print_error (-1, failure->stage, pl_failure_get_code_name (failure), message);
}

/* Whoever ends it before it listens has what was asked for; but if its time is over, it could not be done. */
static void
report_cancelled (Run *run)
{
  const PlFailure taken = { PL_STAGE_BIND, EADDRINUSE };
  g_autofree char *sentence = NULL;
  PlProblem problem;

  if (!run->is_late || pl_socket_get_state (run->listener) == PL_SOCKET_STATE_CLOSED)
    return;
  if (is_waiting (run->listener))
    {
      sentence = pl_listener_dup_waiting (PL_LISTENER (run->listener));
      report_failure (run, &taken, sentence);
      return;
    }

  pl_socket_describe_failure (run->listener, &problem);
  report_failure (run, pl_socket_get_failure (run->listener), problem.title);
  pl_problem_clear (&problem);
}

/* A port where the host belongs is an integer, and that is an IPv4 address. */
static void
tell_of_port (Run *run)
{
  PlTargetRequest *local = pl_listen_request_get_local (
      pl_listener_get_request (PL_LISTENER (run->listener)));
  const char *text = pl_target_request_get_hostspec (local);
  g_autoptr (PlService) service = pl_service_parse (text, -1, PL_USE_BIND, PL_PROTOCOL_TCP);

  if (!run->options->is_json && service->kind == PL_SERVICE_PORT &&
      pl_target_request_read_service (local)->kind == PL_SERVICE_ANY)
    g_printerr (_ ("portlight-cli: %s was taken for an address; the port on its own is :%s\n"), text, text);
}

static void
report_refused (Run *run, const char *message)
{
  if (run->listener == NULL)
    {
      pl_cli_usage_error ("%s", message);
      run->status = PL_EXIT_USAGE;
    }
  else if (run->is_stopping)
    report_cancelled (run);
  else
    {
      report_failure (run, pl_socket_get_failure (run->listener), message);
      tell_of_port (run);
    }
}

static void
follow (Run *run, PlListener *listener)
{
  pl_cli_print_listening (listener, run->options->is_json);
  if (!run->options->is_json && !run->options->is_quiet)
    pl_cli_print_name (listener);
  g_signal_connect (listener, "notify::state", G_CALLBACK (listener_state_cb), run);
  g_signal_connect (listener, "portion", G_CALLBACK (portion_cb), run);
  pl_listener_receive (listener);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlListener) listener = pl_engine_listen_finish (run->engine, result, &error);

  run->is_settled = TRUE;
  if (listener != NULL)
    follow (run, listener);
  else
    report_refused (run, error->message);
  if (run->listener != NULL)
    listener_state_cb (run->listener, NULL, run); /* as it is already */
}

static void
begin (Run *run, PlListenRequest *request)
{
  GListModel *sockets;

  pl_cli_stop_watch (run->options->for_s, stop_cb, run);
  run->cancellable = g_cancellable_new ();
  run->engine = pl_engine_new (PL_PACE_LOG);
  pl_cli_record_begin (&run->record, run->engine);
  sockets = pl_engine_get_sockets (run->engine);
  if (!run->options->is_quiet)
    g_signal_connect (sockets, "items-changed", G_CALLBACK (items_changed_cb), run);

  pl_engine_listen_async (run->engine, request, run->cancellable, listening_cb, run);
  run->listener = g_list_model_get_item (sockets, 0);
  if (run->listener != NULL)
    g_signal_connect (run->listener, "notify::owner", G_CALLBACK (waiting_cb), run);
}

static int
run_listen (Run *run, PlListenRequest *request)
{
  const PlCliListenOptions *options = run->options;

  begin (run, request);
  while (!is_done (run))
    g_main_context_iteration (NULL, TRUE);

  if (run->status == PL_EXIT_DONE)
    pl_cli_print_stopped (PL_LISTENER (run->listener), run->engine, options->is_json);
  g_signal_handlers_disconnect_by_data (pl_engine_get_sockets (run->engine), run);
  g_clear_object (&run->listener);
  g_clear_object (&run->engine);
  g_clear_object (&run->cancellable);

  return pl_cli_record_end (&run->record, options->is_json, options->is_quiet) ? run->status
                                                                               : PL_EXIT_REFUSED;
}

int
pl_cli_listen (int argc, char **argv)
{
  g_auto (PlCliListenOptions) options = { 0 };
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  Run run = { .options = &options, .status = PL_EXIT_DONE };

  if (!pl_cli_listen_options_parse (&options, &argc, argv))
    return PL_EXIT_USAGE;
  if (argc > 3)
    {
      pl_cli_usage_error (_ ("give a hostspec and a service at most"));
      return PL_EXIT_USAGE;
    }
  if (!pl_cli_listen_options_fill (&options, request))
    return PL_EXIT_USAGE;

  pl_cli_set_target (argc, argv, pl_listen_request_get_local (request));
  if (!pl_cli_record_open (&run.record, options.record))
    return PL_EXIT_USAGE;

  return run_listen (&run, request);
}
