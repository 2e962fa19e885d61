/* A listener that has to wait: told not to accept, or for a port that somebody else has. */
#include "core/pl-engine.h"
#include "core/pl-socket-problem.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new (PL_PACE_LOG);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->engine);
  pl_fake_resolver_uninstall (fixture->resolver);
  g_free (fixture);

  return 0;
}

/* 1. Pausing */

static void
test_pause (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                                           PL_RESPONDER_ECHO, NULL);
  PlSocket *socket = PL_SOCKET (listener);
  char byte = 'x';
  int fd;

  pl_listener_set_accepting (listener, FALSE);
  pl_test_wait_until (pl_socket_get_state (socket) == PL_SOCKET_STATE_PAUSED);
  assert_int_equal (pl_listener_get_pause (listener), PL_PAUSE_ASKED);
  fd = pl_test_connect (pl_socket_get_local (socket)); /* as far as the queue */
  assert_true (fd >= 0);
  assert_int_equal (write (fd, &byte, 1), 1);
  pl_listener_set_accepting (listener, FALSE); /* changes nothing */
  for (guint i = 0; i < 20; i++)
    pl_test_iterate ();
  assert_int_equal (pl_listener_get_n_accepted (listener), 0);
  assert_int_equal (pl_socket_get_state (socket), PL_SOCKET_STATE_PAUSED);

  pl_listener_set_accepting (listener, TRUE);
  pl_test_wait_until (pl_socket_get_state (socket) == PL_SOCKET_STATE_LISTENING);
  assert_int_equal (pl_listener_get_pause (listener), PL_PAUSE_NONE);
  assert_int_equal (read (fd, &byte, 1), 1);
  close (fd);

  pl_listener_set_accepting (listener, FALSE);
  pl_socket_close (socket);
  pl_test_wait_until (pl_socket_is_over (socket));
  pl_listener_set_accepting (listener, TRUE);
  pl_test_iterate ();
  assert_int_equal (pl_socket_get_state (socket), PL_SOCKET_STATE_CLOSED);
}

static void
test_never_accept (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                                           PL_RESPONDER_NEVER_ACCEPT, NULL);
  int fd;

  assert_int_equal (pl_socket_get_state (PL_SOCKET (listener)), PL_SOCKET_STATE_PAUSED);
  fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  assert_true (fd >= 0);
  pl_listener_set_accepting (listener, TRUE); /* whoever asks for it gets it */
  pl_test_wait_until (pl_listener_get_n_accepted (listener) == 1);
  close (fd);
}

/* 2. A port that is taken */

static PlListenRequest *
request_end (const PlEnd *end)
{
  PlListenRequest *request = pl_listen_request_new ();
  g_autofree char *service = g_strdup_printf ("%u", end->port);
  char host[PL_ADDRESS_STRING_SIZE];

  pl_target_request_set (pl_listen_request_get_local (request), pl_address_to_string (&end->address, host),
                         service);

  return request;
}

static PlListener *
try (Fixture *fixture, PlListenRequest *request, GError **error)
{
  PlTestResult stored = { NULL };
  PlListener *listener;

  pl_engine_listen_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  listener = pl_engine_listen_finish (fixture->engine, stored.result, error);
  g_clear_object (&stored.result);

  return listener;
}

static void
assert_taken (Fixture *fixture, PlListenRequest *request, const PlEnd *end, const char *by)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlListener) listener = try (fixture, request, &error);
  char host[PL_ADDRESS_STRING_SIZE];
  g_autofree char *sentence = g_strdup_printf ("Port %u of %s is %s.", end->port,
                                               pl_address_to_string (&end->address, host), by);

  assert_null (listener);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_string_equal (error->message, sentence);
}

static void
test_taken_here (void **state)
{
  PlEnd end;
  int fd = pl_test_listen (AF_INET, 0, 1, &end);
  g_autoptr (PlListenRequest) request = request_end (&end);

  assert_taken (*state, request, &end, "taken by Portlight itself");
  close (fd);
}

static void
test_taken_by_another (void **state)
{
  PlEnd end;
  int fd = pl_test_listen (AF_INET, 0, 1, &end);
  g_autoptr (PlListenRequest) request = request_end (&end);
  g_autofree char *by = NULL, *name = NULL;
  int order[2];
  char byte;
  pid_t pid;

  assert_int_equal (pipe (order), 0);
  pid = fork (); /* calls nothing but what is safe beside other threads */
  if (pid == 0)
    {
      close (order[1]);
      _exit (read (order[0], &byte, 1) < 0);
    }
  close (order[0]);
  close (fd);

  assert_true (g_file_get_contents ("/proc/self/comm", &name, NULL, NULL));
  by = g_strdup_printf ("taken by %s (process %d)", g_strchomp (name), pid);
  assert_taken (*state, request, &end, by);
  close (order[1]);
  waitpid (pid, NULL, 0);
}

static int
listen_with_reuse (PlEnd *ret_end)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
  PlEnd peer;

  assert_int_equal (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), 0);
  assert_int_equal (bind (fd, (struct sockaddr *) &address, sizeof address), 0);
  assert_int_equal (listen (fd, 1), 0);
  pl_test_get_ends (fd, ret_end, &peer);

  return fd;
}

/* Closed here first, so that TIME-WAIT is on the listener's side; SO_REUSEADDR, which the former listener
 * must have had as well, is what makes the difference. */
static void
test_time_wait (void **state)
{
  PlEnd end, local, peer;
  int listening = listen_with_reuse (&end);
  int client = pl_test_connect (&end);
  int accepted = accept (listening, NULL, NULL);
  g_autoptr (PlListenRequest) request = request_end (&end);
  g_autoptr (PlListener) listener = NULL;
  char byte;

  pl_test_get_ends (accepted, &local, &peer);
  close (listening);
  close (accepted);
  assert_int_equal (read (client, &byte, 1), 0);
  close (client);
  pl_test_wait_until (pl_test_in_proc (&local, &peer, PL_TEST_TIME_WAIT));

  g_object_set (request, "reuse-address", FALSE, NULL);
  assert_taken (*state, request, &end, "still held by a former connection (TIME-WAIT)");
  g_object_set (request, "reuse-address", TRUE, NULL);
  listener = try (*state, request, NULL);
  assert_non_null (listener);
}

static void
test_share_port (void **state)
{
  g_autoptr (PlListener) first = NULL;
  g_autoptr (PlListener) second = NULL;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (PlListenRequest) again = NULL;

  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", "");
  g_object_set (request, "reuse-port", TRUE, NULL);
  first = try (*state, request, NULL);
  assert_non_null (first);
  again = request_end (pl_socket_get_local (PL_SOCKET (first)));
  g_object_set (again, "reuse-port", TRUE, NULL);
  second = try (*state, again, NULL);
  assert_non_null (second);
}

/* 3. Waiting for it */

static void
test_wait_until_free (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int fd = pl_test_listen (AF_INET, 0, 1, &end);
  g_autoptr (PlListenRequest) request = request_end (&end);
  g_autoptr (PlSocket) row = NULL;
  g_autoptr (PlListener) listener = NULL;
  g_autofree char *waiting = NULL;
  PlTestResult stored = { NULL };

  g_object_set (request, "wait", TRUE, NULL);
  pl_engine_listen_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  row = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 0);
  pl_test_wait_until (pl_listener_get_owner (PL_LISTENER (row))->kind == PL_PORT_OWNER_HERE);
  waiting = pl_listener_dup_waiting (PL_LISTENER (row));
  assert_non_null (strstr (waiting, "is taken by Portlight itself."));
  assert_int_equal (pl_socket_get_state (row), PL_SOCKET_STATE_STARTING);
  assert_int_equal (stored.n_calls, 0);

  close (fd);
  pl_test_wait_until (stored.n_calls > 0);
  listener = pl_engine_listen_finish (fixture->engine, stored.result, NULL);
  g_clear_object (&stored.result);
  assert_ptr_equal (listener, row);
  assert_int_equal (pl_socket_get_state (row), PL_SOCKET_STATE_LISTENING);
  assert_true (pl_end_equal (pl_socket_get_local (row), &end));
}

static void
test_stop_waiting (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int fd = pl_test_listen (AF_INET, 0, 1, &end);
  g_autoptr (PlListenRequest) request = request_end (&end);
  g_autoptr (PlSocket) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PlTestResult stored = { NULL };

  g_object_set (request, "wait", TRUE, NULL);
  pl_engine_listen_async (fixture->engine, request, cancellable, pl_test_store_result, &stored);
  row = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 0);
  pl_test_wait_until (pl_listener_get_owner (PL_LISTENER (row))->kind == PL_PORT_OWNER_HERE);
  g_cancellable_cancel (cancellable);
  pl_test_wait_until (stored.n_calls > 0);
  assert_null (pl_engine_listen_finish (fixture->engine, stored.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_object (&stored.result);
  assert_int_equal (pl_failure_get_outcome (pl_socket_get_failure (row)), PL_OUTCOME_CANCELLED);
  g_clear_object (&row);

  /* Another one that waits is served later than the first would have been: that one is not tried any more. */
  pl_engine_listen_async (fixture->engine, request, NULL, NULL, NULL);
  row = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 1);
  pl_test_wait_until (pl_listener_get_owner (PL_LISTENER (row))->kind == PL_PORT_OWNER_HERE);
  close (fd);
  pl_test_wait_until (pl_socket_get_state (row) == PL_SOCKET_STATE_LISTENING);
}

/* Whatever it is just doing about a taken port: nothing is left, and nothing comes later. */
static void
test_shut_down_while_waiting (void **state)
{
  PlEnd end;
  int fd = pl_test_listen (AF_INET, 0, 1, &end);

  for (guint i = 0; i < 20; i++)
    {
      PlEngine *engine = pl_engine_new (PL_PACE_PIPE);
      g_autoptr (PlListenRequest) request = request_end (&end);

      g_object_set (request, "wait", i % 2 == 0, NULL);
      pl_engine_listen_async (engine, request, NULL, NULL, NULL);
      for (guint j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      g_object_unref (engine);
    }
  close (fd);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_pause, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_never_accept, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_taken_here, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_taken_by_another, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_time_wait, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_share_port, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_wait_until_free, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_stop_waiting, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_shut_down_while_waiting, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("listener", tests, NULL, NULL);
}
