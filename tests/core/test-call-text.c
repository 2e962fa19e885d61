/* Calls in words: as C has them, and in a sentence. And what a program for a socket is made of. */
#include "core/connection/pl-call-text.h"

#include "core/connection/pl-program-input.h"
#include "core/connection/pl-socket-calls.h"
#include "core/pl-engine.h"
#include "support/pl-test.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#define LOOPBACK                                                                                             \
  {                                                                                                          \
    PL_FAMILY_IPV4, { 127, 0, 0, 1 }                                                                         \
  }

static void
check (const PlCall *call, const char *text, const char *result)
{
  g_autofree char *its_text = pl_call_dup_text (call);
  g_autofree char *its_result = pl_call_dup_result (call);

  assert_string_equal (its_text, text);
  assert_string_equal (its_result, result);
}

static void
test_texts (void **state)
{
  PlEnd v4 = { LOOPBACK, 80, 0 };
  PlEnd v6 = { { PL_FAMILY_IPV6, { [15] = 1 } }, 80, 0 };
  PlCall call = { .kind = PL_CALL_SOCKET, .fd = -1, .result = 7, .count = 1 };

  call.socket.domain = AF_INET6;
  call.socket.type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  check (&call, "socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)", "= 7");

  call = (PlCall){ .kind = PL_CALL_CONNECT, .fd = 7, .result = -1, .code = ECONNREFUSED, .end = v6 };
  check (&call, "connect(7, {AF_INET6, [::1]:80}, 28)", "= -1 ECONNREFUSED 111");
  call = (PlCall){ .kind = PL_CALL_BIND, .fd = 7, .end = v4 };
  check (&call, "bind(7, {AF_INET, 127.0.0.1:80}, 16)", "= 0");
  call = (PlCall){ .kind = PL_CALL_ACCEPT, .fd = 7, .result = 8, .end = v4 };
  check (&call, "accept4(7, {AF_INET, 127.0.0.1:80}, 16, SOCK_NONBLOCK | SOCK_CLOEXEC)", "= 8");
  call = (PlCall){ .kind = PL_CALL_GETPEERNAME, .fd = 7, .result = -1, .code = ENOTCONN };
  check (&call, "getpeername(7, {…})", "= -1 ENOTCONN 107");
  call = (PlCall){ .kind = PL_CALL_SHUTDOWN, .fd = 7, .number = SHUT_WR };
  check (&call, "shutdown(7, SHUT_WR)", "= 0");
  call = (PlCall){ .kind = PL_CALL_LISTEN, .fd = 7, .number = 5 };
  check (&call, "listen(7, 5)", "= 0");
  call = (PlCall){ .kind = PL_CALL_CLOSE, .fd = 7 };
  check (&call, "close(7)", "= 0");
}

static void
test_options (void **state)
{
  static const struct
  {
    int level;
    int name;
    int value;
    const char *text;
  } options[] = {
    { IPPROTO_TCP, TCP_NODELAY, 1, "setsockopt(7, IPPROTO_TCP, TCP_NODELAY, 1)" },
    { IPPROTO_IPV6, IPV6_V6ONLY, 0, "setsockopt(7, IPPROTO_IPV6, IPV6_V6ONLY, 0)" },
    { SOL_SOCKET, SO_LINGER, 1, "setsockopt(7, SOL_SOCKET, SO_LINGER, {1, 0})" },
    { SOL_SOCKET, SO_ERROR, 0, "setsockopt(7, SOL_SOCKET, SO_ERROR, 0)" },
    { SOL_SOCKET, SO_ERROR, EHOSTUNREACH, "setsockopt(7, SOL_SOCKET, SO_ERROR, EHOSTUNREACH)" },
    { IPPROTO_IP, IP_TTL, 64, "setsockopt(7, IPPROTO_IP, IP_TTL, 64)" },
    { SOL_SOCKET, 9999, 3, "setsockopt(7, SOL_SOCKET, 9999, 3)" },
    { 300, 4, 3, "setsockopt(7, 300, 4, 3)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      PlCall call = { .kind = PL_CALL_SETSOCKOPT, .fd = 7 };

      call.option.level = options[i].level;
      call.option.name = options[i].name;
      call.option.value[0] = options[i].value;
      check (&call, options[i].text, "= 0");
    }
}

/* What was not returned is not shown, and the option that tells of errors can have one itself. */
static void
test_option_that_was_not_read (void **state)
{
  PlCall call = { .kind = PL_CALL_GETSOCKOPT, .fd = 7, .result = -1, .code = EBADF };

  call.option.level = SOL_SOCKET;
  call.option.name = SO_RCVBUF;
  check (&call, "getsockopt(7, SOL_SOCKET, SO_RCVBUF, {…})", "= -1 EBADF 9");
  call.option.name = SO_ERROR;
  assert_true (pl_call_is_failure (&call));
}

/* What comes from the network is never printed as it is. */
static void
test_data (void **state)
{
  PlCall call = { .kind = PL_CALL_RECV, .fd = 7, .result = 5, .count = 1 };

  call.data.asked = 100;
  pl_call_set_data (&call, (const guint8 *) "\033[2J\"", 5);
  check (&call, "recv(7, \"\\033[2J\\\"\", 100, 0)", "= 5");
  pl_call_set_data (&call, (const guint8 *) "\303\244\0\r\n", 5);
  check (&call, "recv(7, \"\\303\\244\\000\\r\\n\", 100, 0)", "= 5");
  call.result = 20;
  pl_call_set_data (&call, (const guint8 *) "GET / HTTP/1.0\r\nHost", 20);
  check (&call, "recv(7, \"GET / HTTP/1.0\\r\\n\"…, 100, 0)", "= 20");
  call.kind = PL_CALL_SENDMSG;
  call.end = (PlEnd){ LOOPBACK, 53, 0 };
  check (&call, "sendmsg(7, {{AF_INET, 127.0.0.1:53}, \"GET / HTTP/1.0\\r\\n\"…, 100}, MSG_NOSIGNAL)",
         "= 20");
}

static void
assert_explained (PlCalls *calls, guint position, const char *expected)
{
  g_autofree char *words = pl_calls_explain (calls, position);

  if (strstr (words, expected) == NULL)
    fail_msg ("“%s” does not say “%s”", words, expected);
}

static void
add (PlCalls *calls, gint64 at_us, PlCall call)
{
  call.at_us = at_us;
  pl_calls_add (calls, &call);
}

/* The number of a socket that was closed says nothing about the next one that has it. */
static void
test_numbers_are_used_again (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();
  PlEnd bound = { LOOPBACK, 5000, 0 };
  PlEnd chosen = { LOOPBACK, 40000, 0 };

  add (calls, 1, (PlCall){ .kind = PL_CALL_SOCKET, .fd = -1, .result = 7 });
  add (calls, 2, (PlCall){ .kind = PL_CALL_BIND, .fd = 7, .end = bound });
  add (calls, 3, (PlCall){ .kind = PL_CALL_GETSOCKNAME, .fd = 7, .end = bound });
  add (calls, 4, (PlCall){ .kind = PL_CALL_CLOSE, .fd = 7 });
  add (calls, 5, (PlCall){ .kind = PL_CALL_SOCKET, .fd = -1, .result = 7 });
  add (calls, 6, (PlCall){ .kind = PL_CALL_GETSOCKNAME, .fd = 7, .end = chosen });
  assert_explained (calls, 0, "7 is its number");
  assert_explained (calls, 2, "as it was bound");
  assert_explained (calls, 5, "the system picked port 40000");
}

static void
test_failures (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();
  PlCall call = { .kind = PL_CALL_GETSOCKOPT, .fd = 7 };

  errno = EINPROGRESS;
  add (calls, 1, (PlCall){ .kind = PL_CALL_CONNECT, .fd = 7, .result = -1 });
  call.option.level = SOL_SOCKET;
  call.option.name = SO_ERROR;
  call.option.value[0] = ECONNREFUSED;
  add (calls, 2, call);
  errno = EADDRINUSE;
  add (calls, 3, (PlCall){ .kind = PL_CALL_BIND, .fd = 7, .result = -1 });

  assert_explained (calls, 0, "Not an error: the handshake has begun");
  assert_false (pl_call_is_failure (pl_calls_get (calls, 0)));
  assert_explained (calls, 1, "Connection refused");
  assert_true (pl_call_is_failure (pl_calls_get (calls, 1)));
  assert_explained (calls, 2, "Address already in use");
  assert_true (pl_call_is_failure (pl_calls_get (calls, 2)));
}

static void
test_many (void **state)
{
  g_autoptr (PlCalls) calls = pl_calls_new ();

  for (guint i = 0; i < 1000 + PL_CALLS_WHOLE; i++)
    {
      PlCall call = { .kind = PL_CALL_RECV, .fd = 7, .result = 10 };

      pl_call_set_data (&call, (const guint8 *) "0123456789", 10);
      add (calls, i, call);
    }
  assert_explained (calls, 0, "10 bytes have come");
  assert_explained (calls, PL_CALLS_WHOLE - 1, "Stands for 1001 calls like this");
}

/* Every entry of what is really called has words. */
static void
test_all_are_explained (void **state)
{
  PlEngine *engine = pl_engine_new ((PlPace){ .rows_min = G_MAXUINT, .is_for_window = TRUE });
  g_autoptr (PlListener) listener = pl_test_engine_listen (engine, "127.0.0.1", "0", PL_LISTEN_ANY,
                                                           PL_RESPONDER_ECHO, NULL);
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("hello\n", 6);
  PlCalls *calls;

  request = pl_test_connect_request ("127.0.0.1", pl_socket_get_local (PL_SOCKET (listener))->port);
  connection = pl_test_engine_connect (engine, request, NULL);
  pl_connection_send (connection, bytes);
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (connection)) == 6);
  pl_socket_close (PL_SOCKET (connection));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (connection)));
  calls = pl_socket_get_calls (PL_SOCKET (connection));
  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    {
      g_autofree char *words = pl_calls_explain (calls, i);

      assert_true (strlen (words) > 10);
    }
  g_object_unref (engine);
}

/* What a program is made of */

static void
test_program_of_a_client (void **state)
{
  PlEngine *engine = pl_engine_new ((PlPace){ .rows_min = G_MAXUINT, .is_for_window = TRUE });
  guint16 port = pl_test_free_port (AF_INET);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", port);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (PlSocket) socket = NULL;
  g_auto (PlProgramInput) input = { 0 };

  pl_target_request_set (pl_connect_request_get_local (request), "127.0.0.2", "0");
  g_object_set (request, "timeout-s", 2.5, "keep-alive", TRUE, "no-delay", FALSE, NULL);
  connection = pl_test_engine_connect (engine, request, NULL);
  socket = g_list_model_get_item (pl_engine_get_sockets (engine), 0);
  assert_true (pl_program_input_read (&input, socket, NULL));
  assert_false (input.is_server);
  assert_string_equal (input.peer.host, "127.0.0.1");
  assert_int_equal (input.peer.family, PL_FAMILY_IPV4);
  assert_int_equal (input.peer.port, port);
  assert_string_equal (input.local.host, "127.0.0.2");
  assert_int_equal (input.local.port, 0);
  assert_int_equal (input.timeout_ms, 2500);
  assert_true (input.keep_alive);
  assert_false (input.no_delay);
  assert_int_equal (input.payload_length, 0);
  g_object_unref (engine);
}

static void
test_program_of_a_listener (void **state)
{
  PlEngine *engine = pl_engine_new (PL_PACE_LOG);
  g_autoptr (PlListener) listener = pl_test_engine_listen (engine, "127.0.0.1", "0", PL_LISTEN_ANY,
                                                           PL_RESPONDER_ECHO, NULL);
  int fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  g_autoptr (PlSocket) accepted = NULL;

  pl_test_wait_until (g_list_model_get_n_items (pl_engine_get_sockets (engine)) == 2);
  accepted = g_list_model_get_item (pl_engine_get_sockets (engine), 1);
  for (guint i = 0; i < 3; i++) /* the listener, what it has accepted, and the same without the listener */
    {
      g_auto (PlProgramInput) input = { 0 };
      PlSocket *socket = i == 0 ? PL_SOCKET (listener) : accepted;

      assert_true (pl_program_input_read (&input, socket, i == 1 ? listener : NULL));
      assert_true (input.is_server);
      assert_string_equal (input.local.host, "127.0.0.1");
      assert_int_equal (input.local.port, pl_socket_get_local (PL_SOCKET (listener))->port);
      assert_int_equal (input.answer, i < 2 ? PL_PROGRAM_ECHO : PL_PROGRAM_PRINT);
    }
  close (fd);
  g_object_unref (engine);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_texts),
    cmocka_unit_test (test_options),
    cmocka_unit_test (test_option_that_was_not_read),
    cmocka_unit_test (test_data),
    cmocka_unit_test (test_numbers_are_used_again),
    cmocka_unit_test (test_failures),
    cmocka_unit_test (test_many),
    cmocka_unit_test (test_all_are_explained),
    cmocka_unit_test (test_program_of_a_client),
    cmocka_unit_test (test_program_of_a_listener),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
