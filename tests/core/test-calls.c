/* The calls that are recorded of a socket: which, in what order, with what values, and how many at most. */
#include "core/connection/pl-socket-calls.h"
#include "core/net/pl-bsd.h"
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
  PlEnd peer; /* where @fd listens */
  int fd;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new ((PlPace){ .rows_min = G_MAXUINT, .is_for_window = TRUE });
  fixture->fd = pl_test_listen (AF_INET, 0, 16, &fixture->peer);
  *state = fixture;

  return fixture->fd < 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->engine);
  pl_fake_resolver_uninstall (fixture->resolver);
  close (fixture->fd);
  g_free (fixture);

  return 0;
}

static const char *
get_word (const PlCall *call)
{
  static const char *const words[] = {
    [PL_CALL_SOCKET] = "socket",
    [PL_CALL_SETSOCKOPT] = "setsockopt",
    [PL_CALL_GETSOCKOPT] = "getsockopt",
    [PL_CALL_BIND] = "bind",
    [PL_CALL_LISTEN] = "listen",
    [PL_CALL_CONNECT] = "connect",
    [PL_CALL_ACCEPT] = "accept",
    [PL_CALL_GETSOCKNAME] = "getsockname",
    [PL_CALL_GETPEERNAME] = "getpeername",
    [PL_CALL_SEND] = "send",
    [PL_CALL_RECV] = "recv",
    [PL_CALL_SENDMSG] = "sendmsg",
    [PL_CALL_RECVMSG] = "recvmsg",
    [PL_CALL_RECVERR] = "recverr",
    [PL_CALL_SHUTDOWN] = "shutdown",
    [PL_CALL_CLOSE] = "close",
  };

  return words[call->kind];
}

/* "socket connect getsockopt", with a minus before what failed. */
static char *
dup_words (PlCalls *calls)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    {
      const PlCall *call = pl_calls_get (calls, i);

      g_string_append_printf (words, "%s%s%s", i > 0 ? " " : "", call->result < 0 ? "-" : "",
                              get_word (call));
    }

  return g_string_free (words, FALSE);
}

static void
assert_words (PlCalls *calls, const char *expected)
{
  g_autofree char *words = dup_words (calls);

  assert_string_equal (words, expected);
}

static guint
count (PlCalls *calls, PlCallKind kind)
{
  guint n = 0;

  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    n += pl_calls_get (calls, i)->kind == kind;

  return n;
}

/* The nth call of a kind, counted from 0. */
static const PlCall *
find (PlCalls *calls, PlCallKind kind, guint n)
{
  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    {
      if (pl_calls_get (calls, i)->kind == kind && n-- == 0)
        return pl_calls_get (calls, i);
    }
  fail_msg ("there is no such call");

  return NULL;
}

static void
assert_in_order (PlCalls *calls)
{
  for (guint i = 1; i < pl_calls_get_n (calls); i++)
    {
      assert_true (pl_calls_get (calls, i)->at_us >= pl_calls_get (calls, i - 1)->at_us);
      assert_int_equal (pl_calls_get (calls, i)->count, 1);
    }
}

static PlSocket *
get_row (Fixture *fixture, guint position)
{
  PlSocket *socket = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), position);

  assert_non_null (socket);
  g_object_unref (socket); /* the list holds it */

  return socket;
}

static PlCalls *
wait_for_calls (PlSocket *socket, guint n)
{
  pl_socket_watch_calls (socket);
  pl_test_wait_until (pl_calls_get_n (pl_socket_get_calls (socket)) >= n);

  return pl_socket_get_calls (socket);
}

/* 1. The record itself */

static void
add (PlCalls *calls, PlCallKind kind, int fd, int result)
{
  PlCall call = { .at_us = g_get_monotonic_time (), .kind = kind, .fd = fd, .result = result };

  if (result > 0 && kind != PL_CALL_ACCEPT)
    call.data.moved = (guint64) result;
  pl_calls_add (calls, &call);
}

static void
test_failures_keep_their_errno (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();

  errno = ECONNREFUSED;
  add (calls, PL_CALL_CONNECT, 5, -1);
  assert_int_equal (errno, ECONNREFUSED);
  add (calls, PL_CALL_CLOSE, 5, 0);
  assert_int_equal (pl_calls_get (calls, 0)->code, ECONNREFUSED);
  assert_int_equal (pl_calls_get (calls, 1)->code, 0);
}

static void
test_transfers_are_folded (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();
  const PlCall *last;

  for (guint i = 0; i < 1000; i++)
    {
      add (calls, PL_CALL_RECV, 5, 10);
      add (calls, PL_CALL_SEND, 5, 3);
    }
  assert_int_equal (pl_calls_get_n (calls), PL_CALLS_WHOLE);
  add (calls, PL_CALL_SHUTDOWN, 5, 0);
  add (calls, PL_CALL_RECV, 5, 10);
  errno = EAGAIN;
  add (calls, PL_CALL_RECV, 5, -1);
  add (calls, PL_CALL_RECV, 5, 0);
  add (calls, PL_CALL_CLOSE, 5, 0);

  assert_int_equal (pl_calls_get_n (calls), PL_CALLS_WHOLE + 4);
  assert_int_equal (pl_calls_get_n_dropped (calls), 0);
  assert_int_equal (pl_calls_get (calls, PL_CALLS_WHOLE - 3)->count, 1);
  last = pl_calls_get (calls, PL_CALLS_WHOLE - 2);
  assert_int_equal (last->kind, PL_CALL_RECV);
  assert_int_equal (last->count, 1 + 1000 - PL_CALLS_WHOLE / 2 + 1);
  assert_int_equal (last->data.moved, last->count * 10);
  last = pl_calls_get (calls, PL_CALLS_WHOLE - 1);
  assert_int_equal (last->count, 1 + 1000 - PL_CALLS_WHOLE / 2);
  assert_int_equal (last->data.moved, last->count * 3);
}

static void
test_what_has_no_room_is_counted (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();
  g_autoptr (PlCalls) copy = NULL;

  for (int i = 0; i < PL_CALLS_MAX + 100; i++)
    add (calls, PL_CALL_SETSOCKOPT, i, 0);
  copy = pl_calls_copy (calls);
  assert_true (pl_calls_get_n (calls) <= PL_CALLS_MAX);
  assert_int_equal (pl_calls_get_n (calls) + pl_calls_get_n_dropped (calls), PL_CALLS_MAX + 100);
  assert_int_equal (pl_calls_get_n_dropped (copy), pl_calls_get_n_dropped (calls));
  assert_int_equal (pl_calls_get_n (copy), pl_calls_get_n (calls));
  for (guint i = 0; i < pl_calls_get_n (copy); i++)
    assert_int_equal (pl_calls_get (copy, i)->fd, i);
}

/* All records together stay below their bound; each keeps its first few all the same. */
static void
test_all_together_are_bounded (void **state)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_calls_free);
  guint n_wanted = PL_CALLS_SIZE_MAX / (PL_CALLS_MAX * sizeof (PlCall)) + 10;
  PlCalls *last;

  for (guint i = 0; i < n_wanted; i++)
    {
      last = pl_calls_new ();
      g_ptr_array_add (all, last);
      for (guint j = 0; j < PL_CALLS_MAX; j++)
        add (last, PL_CALL_CLOSE, (int) j, 0);
    }
  assert_int_equal (pl_calls_get_n (all->pdata[0]) + pl_calls_get_n_dropped (all->pdata[0]), PL_CALLS_MAX);
  assert_in_range (pl_calls_get_n (last), 3, 16);
  assert_true (pl_calls_get_n_dropped (last) > 0);

  g_ptr_array_set_size (all, 0); /* what is given back can be used again */
  last = pl_calls_new ();
  g_ptr_array_add (all, last);
  for (guint j = 0; j < 100; j++)
    add (last, PL_CALL_CLOSE, (int) j, 0);
  assert_int_equal (pl_calls_get_n (last), 100);
}

/* What an option is stays unknown when the system does not say: nothing is made up from what was there. */
static void
test_option_that_was_not_read (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();
  int value = 4711;

  assert_false (pl_bsd_get_number (calls, -1, SOL_SOCKET, SO_RCVBUF, &value));
  assert_int_equal (errno, EBADF);
  assert_int_equal (value, 4711);
  assert_int_equal (pl_calls_get (calls, 0)->option.value[0], 0);
}

/* Recorded or not, and whatever is called to clear up. */
static void
test_the_call_that_failed_is_known (void **state)
{
  PlEnd end = { { PL_FAMILY_IPV4, { 192, 0, 2, 1 } }, 0, 0 };
  int fd = pl_bsd_open_stream (NULL, PL_FAMILY_IPV4);
  PlFailure failure;

  assert_int_equal (pl_bsd_bind (NULL, fd, &end), -1);
  assert_int_equal (pl_bsd_give_up (NULL, fd), -1);
  failure = pl_call_get_failure (PL_STAGE_BIND);
  assert_int_equal (failure.stage, PL_STAGE_BIND);
  assert_int_equal (failure.code, EADDRNOTAVAIL);
  assert_string_equal (failure.call, "bind");

  assert_false (pl_bsd_set_reuse (NULL, -1));
  assert_string_equal (pl_call_get_failure (PL_STAGE_BIND).call, "setsockopt");
  assert_int_equal (pl_bsd_listen (NULL, -1, 1), -1);
  assert_string_equal (pl_call_get_failure (PL_STAGE_BIND).call, "listen");
  assert_int_equal (pl_bsd_receive (NULL, -1, (guint8[1]){ 0 }, 1), -1);
  assert_string_equal (pl_call_get_failure (PL_STAGE_TRANSFER).call, "recv");
  assert_int_equal (pl_bsd_send (NULL, -1, (const guint8 *) "x", 1), -1);
  assert_string_equal (pl_call_get_failure (PL_STAGE_TRANSFER).call, "send");
}

/* 2. What is called */

static void
test_connection (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("hello\n", 6);
  PlSocket *socket;
  PlCalls *calls;
  const PlCall *call;
  char text[16];
  int fd;

  g_object_set (request, "no-delay", TRUE, "keep-alive", TRUE, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  socket = PL_SOCKET (connection);
  pl_connection_send (connection, bytes);
  pl_connection_shut_down (connection);
  pl_connection_shut_down (connection); /* has ended already */
  fd = pl_test_accept (fixture->fd);
  pl_test_wait_until (pl_socket_is_shut_down (socket)); /* both sent: to close before would be a reset */
  assert_int_equal (read (fd, text, sizeof text), 6);
  close (fd);
  pl_test_wait_until (pl_socket_is_over (socket));

  calls = pl_socket_get_calls (socket);
  call = pl_calls_get (calls, pl_calls_get_n (calls) - 2);
  assert_int_equal (call->kind, PL_CALL_RECV);
  assert_int_equal (call->result, 0);
  call = find (calls, PL_CALL_SOCKET, 0);
  assert_int_equal (call->socket.domain, AF_INET);
  assert_int_equal (call->socket.type, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
  fd = call->result;
  for (guint i = 1; i < pl_calls_get_n (calls); i++)
    assert_int_equal (pl_calls_get (calls, i)->fd, fd);
  assert_in_order (calls);

  call = find (calls, PL_CALL_SETSOCKOPT, 0);
  assert_int_equal (call->option.level, IPPROTO_TCP);
  assert_int_equal (call->option.name, TCP_NODELAY);
  assert_int_equal (call->option.value[0], 1);
  assert_int_equal (call->option.size, sizeof (int));
  assert_int_equal (find (calls, PL_CALL_SETSOCKOPT, 1)->option.name, SO_KEEPALIVE);
  call = find (calls, PL_CALL_CONNECT, 0);
  assert_int_equal (call->code, EINPROGRESS);
  assert_true (pl_end_equal (&call->end, &fixture->peer));
  call = find (calls, PL_CALL_GETSOCKOPT, 0);
  assert_int_equal (call->option.name, SO_ERROR);
  assert_int_equal (call->option.value[0], 0);
  assert_true (pl_end_equal (&find (calls, PL_CALL_GETSOCKNAME, 0)->end, pl_socket_get_local (socket)));
  assert_true (pl_end_equal (&find (calls, PL_CALL_GETPEERNAME, 0)->end, pl_socket_get_peer (socket)));
  call = find (calls, PL_CALL_SEND, 0);
  assert_int_equal (call->data.moved, 6);
  assert_memory_equal (call->data.head, "hello\n", 6);
  assert_int_equal (find (calls, PL_CALL_SHUTDOWN, 0)->number, SHUT_WR);
  assert_int_equal (count (calls, PL_CALL_SHUTDOWN), 1);
}

static void
test_success_in_order (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, NULL);
  PlSocket *socket = PL_SOCKET (connection);

  assert_words (wait_for_calls (socket, 6), "socket setsockopt -connect getsockopt getsockname getpeername");
  pl_connection_abort (connection);
  pl_test_wait_until (pl_socket_is_over (socket));
  assert_words (pl_socket_get_calls (socket),
                "socket setsockopt -connect getsockopt getsockname getpeername setsockopt close");
  assert_int_equal (find (pl_socket_get_calls (socket), PL_CALL_SETSOCKOPT, 1)->option.name, SO_LINGER);
}

static void
test_refused (void **state)
{
  Fixture *fixture = *state;
  PlEnd peer = { { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, pl_test_free_port (AF_INET), 0 };
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", peer.port);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, NULL);
  PlCalls *calls = pl_socket_get_calls (get_row (fixture, 0));

  assert_null (connection);
  assert_words (calls, "socket setsockopt -connect getsockopt getsockname close");
  assert_true (pl_end_equal (&find (calls, PL_CALL_CONNECT, 0)->end, &peer));
  assert_int_equal (find (calls, PL_CALL_GETSOCKOPT, 0)->option.value[0], ECONNREFUSED);
  assert_in_order (calls);
}

static void
test_bind_failure (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  g_autofree char *service = g_strdup_printf ("%u", fixture->peer.port);
  PlCalls *calls;

  pl_target_request_set (pl_connect_request_get_local (request), "127.0.0.1", service);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  calls = pl_socket_get_calls (get_row (fixture, 0));
  assert_null (connection);
  assert_words (calls, "socket setsockopt setsockopt -bind getsockname close");
  assert_int_equal (find (calls, PL_CALL_BIND, 0)->code, EADDRINUSE);
  assert_true (pl_end_equal (&find (calls, PL_CALL_BIND, 0)->end, &fixture->peer));
}

/* Those of the attempts that lost are there, too, each with its own descriptor. */
static void
test_losers (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("race.test", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  PlEnd full = fixture->peer;
  PlCalls *calls;
  int fd = pl_test_has_ipv6 () ? pl_test_listen (AF_INET6, fixture->peer.port, 0, &full) : -1;
  int first = fd >= 0 ? pl_test_connect (&full) : -1;
  int loser, winner;

  if (fd < 0)
    return;
  pl_fake_resolver_set_addresses (fixture->resolver, "race.test", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "race.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  g_object_set (request, "attempt-delay-ms", 30, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);

  calls = wait_for_calls (PL_SOCKET (connection), 12);
  loser = find (calls, PL_CALL_SOCKET, 0)->result;
  winner = find (calls, PL_CALL_SOCKET, 1)->result;
  assert_int_equal (find (calls, PL_CALL_SOCKET, 0)->socket.domain, AF_INET6);
  assert_int_equal (find (calls, PL_CALL_CONNECT, 0)->fd, loser);
  assert_int_equal (find (calls, PL_CALL_CONNECT, 1)->fd, winner);
  assert_int_equal (find (calls, PL_CALL_CLOSE, 0)->fd, loser);
  assert_int_equal (find (calls, PL_CALL_GETPEERNAME, 0)->fd, winner);
  assert_in_order (calls);
  close (first);
  close (fd);
}

static void
test_listener_and_accepted (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_ANY,
                                                           PL_RESPONDER_ECHO, NULL);
  int fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  PlEnd local, peer;
  PlSocket *accepted;
  PlCalls *calls;

  pl_test_get_ends (fd, &local, &peer);
  pl_test_wait_until (g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine)) == 2);
  calls = wait_for_calls (PL_SOCKET (listener), 8);
  assert_words (calls, "socket setsockopt setsockopt bind listen getsockname accept -accept");
  assert_true (pl_end_equal (&find (calls, PL_CALL_ACCEPT, 0)->end, &local));
  assert_int_equal (find (calls, PL_CALL_ACCEPT, 1)->code, EAGAIN);

  accepted = get_row (fixture, 1);
  close (fd);
  pl_test_wait_until (pl_socket_is_over (accepted));
  assert_words (pl_socket_get_calls (accepted), "accept getsockname getpeername recv close");
  assert_int_equal (find (pl_socket_get_calls (accepted), PL_CALL_ACCEPT, 0)->fd,
                    find (calls, PL_CALL_SOCKET, 0)->result);
  assert_int_equal (find (pl_socket_get_calls (accepted), PL_CALL_CLOSE, 0)->fd,
                    find (pl_socket_get_calls (accepted), PL_CALL_ACCEPT, 0)->result);
  pl_socket_close (PL_SOCKET (listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (listener)));
  calls = pl_socket_get_calls (PL_SOCKET (listener));
  assert_int_equal (pl_calls_get (calls, pl_calls_get_n (calls) - 1)->kind, PL_CALL_CLOSE);
}

static void
test_datagrams (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("tick", 4);
  PlCalls *calls;
  const PlCall *call;

  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  pl_connection_send (connection, bytes);
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (connection)) == 4);
  pl_socket_close (PL_SOCKET (connection));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (connection)));

  calls = pl_socket_get_calls (PL_SOCKET (connection));
  assert_int_equal (find (calls, PL_CALL_SOCKET, 0)->socket.type, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
  assert_int_equal (find (calls, PL_CALL_CONNECT, 0)->result,
                    0); /* nothing is sent, so nothing is waited for */
  call = find (calls, PL_CALL_SENDMSG, 0);
  assert_int_equal (call->data.moved, 4);
  assert_memory_equal (call->data.head, "tick", 4);
  assert_false (pl_end_is_known (&call->end));
  assert_int_equal (pl_calls_get (calls, pl_calls_get_n (calls) - 1)->kind, PL_CALL_CLOSE);
}

/* 3. Who can look */

static void
count_cb (PlSocket *socket, guint *n)
{
  (*n)++;
}

static void
test_only_a_watched_one_is_copied (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, NULL);
  PlSocket *socket = PL_SOCKET (connection);
  g_autoptr (GBytes) bytes = g_bytes_new ("x", 1);
  guint n_changes = 0;

  g_signal_connect (socket, "calls-changed", G_CALLBACK (count_cb), &n_changes);
  assert_null (pl_socket_get_calls (socket));
  wait_for_calls (socket, 6);
  assert_true (n_changes > 0);
  pl_connection_send (connection, bytes);
  pl_test_wait_until (pl_calls_get_n (pl_socket_get_calls (socket)) == 7);
  pl_socket_unwatch_calls (socket);
  assert_null (pl_socket_get_calls (socket));
  pl_socket_close (socket);
  pl_test_wait_until (pl_socket_is_over (socket));
  assert_int_equal (pl_calls_get_n (pl_socket_get_calls (socket)), 8);
  assert_int_equal (find (pl_socket_get_calls (socket), PL_CALL_CLOSE, 0)->result, 0);
  g_signal_handlers_disconnect_by_func (socket, count_cb, &n_changes);
}

static void
test_not_where_nobody_can_look (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlEngine) engine = pl_engine_new (PL_PACE_LOG);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (engine, request, NULL);

  pl_socket_close (PL_SOCKET (connection));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (connection)));
  assert_null (pl_socket_get_calls (PL_SOCKET (connection)));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_failures_keep_their_errno),
    cmocka_unit_test (test_transfers_are_folded),
    cmocka_unit_test (test_what_has_no_room_is_counted),
    cmocka_unit_test (test_option_that_was_not_read),
    cmocka_unit_test (test_the_call_that_failed_is_known),
    cmocka_unit_test (test_all_together_are_bounded),
    cmocka_unit_test_setup_teardown (test_connection, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_success_in_order, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refused, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_bind_failure, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_losers, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_listener_and_accepted, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_datagrams, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_only_a_watched_one_is_copied, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_not_where_nobody_can_look, set_up, tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
