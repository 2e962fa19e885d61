/* At the descriptor limit: a process of its own, with a low one. */
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIMIT   64
#define N_PEERS 120

/* The peers are another process, forked before there is any thread. */
typedef struct
{
  pid_t pid;
  int orders;  /* one byte each */
  int replies; /* the same */
} Peers;

static Peers peers;

static gboolean
speak (int fd)
{
  char byte = 'x';

  return write (fd, &byte, 1) == 1 && read (fd, &byte, 1) == 1 && byte == 'x';
}

static int
play_peers (int orders, int replies)
{
  PlEnd end;
  int fds[N_PEERS];
  char order;
  guint8 n_served = 0;

  if (read (orders, &end, sizeof end) != sizeof end)
    return 0;
  for (guint i = 0; i < N_PEERS; i++)
    fds[i] = pl_test_connect (&end);
  if (write (replies, "c", 1) != 1 || read (orders, &order, 1) != 1)
    return 1;
  for (guint i = 0; i < N_PEERS; i++) /* each has its turn, as those before it make room */
    {
      n_served += fds[i] >= 0 && speak (fds[i]);
      close (fds[i]);
    }

  return write (replies, &n_served, 1) != 1;
}

static int
fork_peers (void **state)
{
  int orders[2], replies[2];

  assert_int_equal (pipe (orders), 0);
  assert_int_equal (pipe (replies), 0);
  peers.pid = fork ();
  if (peers.pid == 0)
    {
      close (orders[1]);
      _exit (play_peers (orders[0], replies[1]));
    }
  close (orders[0]);
  close (replies[1]);
  peers.orders = orders[1];
  peers.replies = replies[0];

  return 0;
}

static int
collect_peers (void **state)
{
  close (peers.orders);
  close (peers.replies);
  waitpid (peers.pid, NULL, 0);

  return 0;
}

static char
get_reply (void)
{
  char reply = 0;

  pl_test_wait_until (poll (&(struct pollfd){ .fd = peers.replies, .events = POLLIN }, 1, 0) == 1);
  assert_int_equal (read (peers.replies, &reply, 1), 1);

  return reply;
}

static void
set_limit (void)
{
  /* The hard one, too: the engine raises the soft one as far as it may. */
  assert_int_equal (setrlimit (RLIMIT_NOFILE, &(struct rlimit){ LIMIT, LIMIT }), 0);
}

static void
state_cb (PlSocket *socket, GParamSpec *pspec, guint *n_pauses)
{
  *n_pauses += pl_socket_get_state (socket) == PL_SOCKET_STATE_PAUSED;
}

static void
test_listener_pauses_and_loses_nobody (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlListener) listener = NULL;
  guint n_pauses = 0;
  guint8 n_served;

  set_limit ();
  engine = pl_engine_new (PL_PACE_PIPE); /* sees every flicker */
  listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY, PL_RESPONDER_ECHO, NULL);
  assert_non_null (listener);
  g_signal_connect (listener, "notify::state", G_CALLBACK (state_cb), &n_pauses);
  assert_int_equal (write (peers.orders, pl_socket_get_local (PL_SOCKET (listener)), sizeof (PlEnd)),
                    sizeof (PlEnd));

  assert_int_equal (get_reply (), 'c');
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_PAUSED);
  assert_true (pl_listener_get_n_open (listener) < LIMIT);
  assert_true (pl_listener_get_n_open (listener) > LIMIT / 2);

  /* It stays so without a flicker, however often it looks for room. */
  for (guint i = 0; i < 40; i++)
    {
      pl_test_iterate ();
      assert_int_equal (pl_socket_get_state (PL_SOCKET (listener)), PL_SOCKET_STATE_PAUSED);
    }
  assert_int_equal (n_pauses, 1);

  assert_int_equal (write (peers.orders, "g", 1), 1);
  pl_test_wait_until (pl_listener_get_n_accepted (listener) == N_PEERS &&
                      pl_listener_get_n_open (listener) == 0);
  n_served = (guint8) get_reply ();
  assert_int_equal (n_served, N_PEERS);
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_LISTENING);
  g_signal_handlers_disconnect_by_data (listener, &n_pauses);
}

static guint
take_all_descriptors (int taken[LIMIT])
{
  guint n = 0;

  while (n < LIMIT && (taken[n] = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    n++;

  return n;
}

/* What the window opens meanwhile, an icon maybe, it still can. */
static void
test_some_are_left_for_the_window (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlListener) listener = NULL;
  int taken[LIMIT];
  guint8 n_served;
  guint n;

  set_limit ();
  engine = pl_engine_new (PL_PACE_WINDOW);
  listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY, PL_RESPONDER_ECHO, NULL);
  assert_int_equal (write (peers.orders, pl_socket_get_local (PL_SOCKET (listener)), sizeof (PlEnd)),
                    sizeof (PlEnd));
  assert_int_equal (get_reply (), 'c');
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_PAUSED);
  n = take_all_descriptors (taken);
  assert_in_range (n, 10, 16);
  while (n > 0)
    close (taken[--n]);

  assert_int_equal (write (peers.orders, "g", 1), 1);
  while (pl_listener_get_n_open (listener) > 0)
    {
      n = take_all_descriptors (taken);
      assert_true (n >= 10);
      while (n > 0)
        close (taken[--n]);
      pl_test_iterate ();
    }
  n_served = (guint8) get_reply (); /* the peers, too, have a limit by now */
  pl_test_wait_until (pl_listener_get_n_accepted (listener) == n_served);
}

/* Descriptors may also come back in another part of the program, which tells the listener nothing. */
static void
test_listener_resumes_by_itself (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlListener) listener = NULL;
  int taken[LIMIT];
  guint n;
  int fd;

  set_limit ();
  engine = pl_engine_new (PL_PACE_LOG);
  listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY, PL_RESPONDER_ECHO, NULL);
  assert_non_null (listener);
  n = take_all_descriptors (taken);
  assert_true (n > 2);
  close (taken[--n]);
  fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  assert_true (fd >= 0);
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_PAUSED);
  close (taken[--n]);
  close (taken[--n]); /* with none to spare it would stay paused, and rightly so */
  pl_test_wait_until (pl_listener_get_n_open (listener) == 1);
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_LISTENING);
  while (n > 0)
    close (taken[--n]);
  close (fd);
}

/* It is not bind() or connect() that says so. */
static void
test_connect_without_descriptors (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", 9);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (PlSocket) row = NULL;
  int taken[LIMIT];
  guint n;

  set_limit ();
  engine = pl_engine_new (PL_PACE_PIPE);
  n = take_all_descriptors (taken);
  connection = pl_test_engine_connect (engine, request, NULL);
  while (n > 0)
    close (taken[--n]);
  assert_null (connection);
  row = g_list_model_get_item (pl_engine_get_sockets (engine), 0);
  assert_int_equal (pl_socket_get_failure (row)->code, EMFILE);
  assert_string_equal (pl_socket_get_failure (row)->call, "socket");
}

static void
test_stop_while_paused (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlListener) listener = NULL;
  int taken[LIMIT];
  guint n;
  int fd;

  set_limit ();
  engine = pl_engine_new (PL_PACE_LOG);
  listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY, PL_RESPONDER_ECHO, NULL);
  n = take_all_descriptors (taken);
  close (taken[--n]);
  fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_PAUSED);
  pl_socket_close (PL_SOCKET (listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (listener)));
  while (n > 0)
    close (taken[--n]);
  close (fd);
}

static void
test_connect_says_so (void **state)
{
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", 9);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (PlListener) listener = NULL;
  g_autoptr (GError) error = NULL;
  int taken[LIMIT];
  guint n;

  set_limit ();
  engine = pl_engine_new (PL_PACE_PIPE);
  n = take_all_descriptors (taken);
  connection = pl_test_engine_connect (engine, request, &error);
  assert_null (connection);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_CONNECT));
  assert_string_equal (error->message, "Portlight has no descriptor left for another socket.");
  g_clear_error (&error);

  listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY, PL_RESPONDER_NONE, &error);
  assert_null (listener);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_string_equal (error->message, "Portlight has no descriptor left for another socket.");
  while (n > 0)
    close (taken[--n]);
}

/* Valgrind keeps the hard limit to itself. */
static gboolean
can_be_limited (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return FALSE;
  limit.rlim_max--;
  limit.rlim_cur = MIN (limit.rlim_cur, limit.rlim_max);

  return setrlimit (RLIMIT_NOFILE, &limit) == 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_listener_pauses_and_loses_nobody, fork_peers, collect_peers),
    cmocka_unit_test_setup_teardown (test_some_are_left_for_the_window, fork_peers, collect_peers),
    cmocka_unit_test (test_listener_resumes_by_itself),
    cmocka_unit_test (test_connect_without_descriptors),
    cmocka_unit_test (test_stop_while_paused),
    cmocka_unit_test (test_connect_says_so),
  };

  if (!can_be_limited ())
    return 77;

  return cmocka_run_group_tests_name ("descriptors", tests, NULL, NULL);
}
