/* UDP to one peer: what is sent and heard, what the network reports, and what ends nothing. */
#include "core/connection/pl-report.h"
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ROOM 100000

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
  PlConnection *connection;
  PlSocket *socket; /* the same */
  PlEnd there;      /* where @fd is bound */
  int fd;
  PlEnd local; /* of the connection, as @fd saw it last */
  char buffer[ROOM];
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  fixture->fd = pl_test_bind_datagrams ("127.0.0.1", 0, &fixture->there);
  *state = fixture;

  return fixture->fd < 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->engine);
  pl_fake_resolver_uninstall (fixture->resolver);
  close (fixture->fd);
  g_free (fixture);

  return 0;
}

static PlConnectRequest *
make_request (const char *hostspec, guint16 port)
{
  PlConnectRequest *request = pl_test_connect_request (hostspec, port);

  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);

  return request;
}

static void
connect_with (Fixture *fixture, PlConnectRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->connection);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  fixture->socket = PL_SOCKET (fixture->connection);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
  assert_int_equal (pl_socket_get_protocol (fixture->socket), PL_PROTOCOL_UDP);
}

static void
connect_to (Fixture *fixture, const char *hostspec, guint16 port)
{
  g_autoptr (PlConnectRequest) request = make_request (hostspec, port);

  connect_with (fixture, request);
}

static void
send_bytes (Fixture *fixture, const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  pl_connection_send (fixture->connection, bytes);
}

static void
expect_at_peer (Fixture *fixture, const char *text)
{
  gssize n = pl_test_receive (fixture->fd, fixture->buffer, ROOM, &fixture->local);

  assert_int_equal (n, strlen (text));
  assert_memory_equal (fixture->buffer, text, (gsize) n);
}

static void
answer (Fixture *fixture, const char *text)
{
  assert_int_equal (pl_test_send_to (fixture->fd, text, strlen (text), &fixture->local), strlen (text));
}

static const PlDatagramCounts *
get_counts (Fixture *fixture)
{
  return pl_socket_get_datagrams (fixture->socket);
}

/* Closes, and gives the transcript as text: a line for each datagram. */
static char *
dup_transcript (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlRecord record;
  gsize offset = 0;

  pl_socket_close (fixture->socket);
  pl_test_wait_until (pl_socket_is_over (fixture->socket));
  while (pl_transcript_next (pl_connection_get_transcript (fixture->connection), &offset, &record))
    g_string_append_printf (text, "%c%.*s+%u\n", record.direction == PL_DIRECTION_SENT ? '>' : '<',
                            (int) record.length, record.data, record.cut);

  return g_strdup (text->str);
}

/* 1. Both ways */

static void
check_both_ways (Fixture *fixture, const char *hostspec)
{
  g_autofree char *transcript = NULL;
  PlEnd ends[2];

  connect_to (fixture, hostspec, fixture->there.port);
  assert_true (pl_end_equal (pl_socket_get_peer (fixture->socket), &fixture->there));
  assert_true (
      pl_test_in_proc_udp (pl_socket_get_local (fixture->socket), &fixture->there, PL_TEST_CONNECTED));

  send_bytes (fixture, "one", 3);
  send_bytes (fixture, "", 0);
  send_bytes (fixture, "three", 5);
  expect_at_peer (fixture, "one");
  expect_at_peer (fixture, "");
  expect_at_peer (fixture, "three");
  assert_true (pl_end_equal (pl_socket_get_local (fixture->socket), &fixture->local));
  ends[0] = *pl_socket_get_local (fixture->socket);

  answer (fixture, "");
  answer (fixture, "four");
  answer (fixture, "");
  pl_test_wait_until (get_counts (fixture)->received == 3);
  assert_int_equal (get_counts (fixture)->sent, 3);
  assert_int_equal (pl_socket_get_sent (fixture->socket), 8);
  assert_int_equal (pl_socket_get_received (fixture->socket), 4);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN); /* no end-of-file */

  transcript = dup_transcript (fixture);
  assert_string_equal (transcript, ">one+0\n>+0\n>three+0\n<+0\n<four+0\n<+0\n");
  assert_int_equal (pl_socket_get_reason (fixture->socket), PL_END_REASON_HERE);
  ends[1] = *pl_socket_get_local (fixture->socket);
  assert_true (pl_end_equal (&ends[0], &ends[1]));
}

static void
test_ipv4 (void **state)
{
  check_both_ways (*state, "127.0.0.1");
}

static void
test_ipv6 (void **state)
{
  Fixture *fixture = *state;

  if (!pl_test_has_ipv6 ())
    return;
  close (fixture->fd);
  fixture->fd = pl_test_bind_datagrams ("::1", 0, &fixture->there);
  check_both_ways (fixture, "::1");
}

/* An IPv6 socket talks to an IPv4 peer: its ends stay mapped, and it hears reports, too. */
static void
test_mapped (void **state)
{
  Fixture *fixture = *state;
  guint16 free_port;
  PlEnd end;
  int fd;

  if (!pl_test_has_ipv6 ())
    return;
  connect_to (fixture, "::ffff:127.0.0.1", fixture->there.port);
  assert_int_equal (pl_socket_get_local (fixture->socket)->address.family, PL_FAMILY_IPV6);
  send_bytes (fixture, "x", 1);
  expect_at_peer (fixture, "x");
  answer (fixture, "y");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 1);

  fd = pl_test_bind_datagrams ("127.0.0.1", 0, &end);
  free_port = end.port;
  close (fd);
  connect_to (fixture, "::ffff:127.0.0.1", free_port);
  send_bytes (fixture, "x", 1);
  pl_test_wait_until (get_counts (fixture)->reports == 1);
}

/* connect() picks the local address of a socket that was bound to any. */
static void
test_local_address_follows (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = make_request ("127.0.0.1", fixture->there.port);
  PlEnd end, nobody = { 0 };
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &end);
  g_autofree char *service = g_strdup_printf ("%u", end.port);

  close (fd);
  pl_target_request_set (pl_connect_request_get_local (request), "", service);
  connect_with (fixture, request);
  assert_true (pl_end_equal (pl_socket_get_local (fixture->socket), &end)); /* not 0.0.0.0 */
  assert_false (pl_test_in_proc_udp (&end, &nobody, PL_TEST_UNCONNECTED));
}

/* There is no race: what connect() accepts is taken, though nobody is there. */
static void
test_name_takes_the_first (void **state)
{
  Fixture *fixture = *state;
  const PlStep *steps;
  guint n_steps, n_attempts = 0;

  pl_fake_resolver_set_addresses (fixture->resolver, "peer.test", PL_FAMILY_IPV4, PL_FAKE_NOW,
                                  "127.0.0.9 127.0.0.1");
  connect_to (fixture, "peer.test", fixture->there.port);
  assert_int_equal (pl_socket_get_peer (fixture->socket)->address.bytes[3], 9);
  assert_int_equal (pl_fake_resolver_get_n_asked (fixture->resolver), 2);

  steps = pl_connection_get_steps (fixture->connection, &n_steps);
  for (guint i = 0; i < n_steps; i++)
    n_attempts += steps[i].kind == PL_STEP_ATTEMPT;
  assert_int_equal (n_attempts, 1);
}

static void
test_others_are_shut_out (void **state)
{
  Fixture *fixture = *state;
  PlEnd other, local;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &other);

  connect_to (fixture, "127.0.0.1", fixture->there.port);
  local = *pl_socket_get_local (fixture->socket);
  assert_int_equal (pl_test_send_to (fd, "spam", 4, &local), 4);
  assert_int_equal (pl_test_send_to (fixture->fd, "ham", 3, &local), 3);
  pl_test_wait_until (pl_socket_get_received (fixture->socket) > 0);
  assert_int_equal (pl_socket_get_received (fixture->socket), 3);
  close (fd);
}

/* 2. What goes wrong, and ends nothing */

static void
check_refused (Fixture *fixture, const char *hostspec, const char *message)
{
  g_autofree char *said = NULL;
  g_autofree char *expected = NULL;
  guint16 port = fixture->there.port;

  close (fixture->fd);
  connect_to (fixture, hostspec, port);
  send_bytes (fixture, "anybody?", 8);
  pl_test_wait_until (get_counts (fixture)->reports == 1);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.code, ECONNREFUSED);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.stage, PL_STAGE_REPORT);
  said = pl_report_dup_sentence (pl_socket_get_report (fixture->socket));
  expected = g_strdup_printf ("No program takes datagrams on port %u of %s. %s says so: %s.", port, hostspec,
                              hostspec, message);
  assert_string_equal (said, expected);

  /* Somebody comes, and the very next datagram gets there. */
  fixture->fd = pl_test_bind_datagrams (hostspec, port, &fixture->there);
  send_bytes (fixture, "now?", 4);
  expect_at_peer (fixture, "now?");
  answer (fixture, "yes");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 3);
}

static void
test_refused_ipv4 (void **state)
{
  check_refused (*state, "127.0.0.1", "ICMP type 3, code 3");
}

static void
test_refused_ipv6 (void **state)
{
  Fixture *fixture = *state;

  if (!pl_test_has_ipv6 ())
    return;
  close (fixture->fd);
  fixture->fd = pl_test_bind_datagrams ("::1", 0, &fixture->there);
  check_refused (fixture, "::1", "ICMPv6 type 1, code 4");
}

/* What comes after a refusal is not the one that the system drops to tell of it. */
static void
test_refusals_lose_nothing (void **state)
{
  Fixture *fixture = *state;
  guint16 port = fixture->there.port;

  close (fixture->fd);
  connect_to (fixture, "127.0.0.1", port);
  for (guint i = 1; i <= 20; i++)
    {
      send_bytes (fixture, "x", 1);
      send_bytes (fixture, "y", 1);
      pl_test_wait_until (get_counts (fixture)->sent == 2 * i);
    }
  pl_test_wait_until (get_counts (fixture)->reports > 0);
  assert_int_equal (get_counts (fixture)->unsendable, 0);
  fixture->fd = pl_test_bind_datagrams ("127.0.0.1", port, &fixture->there);
}

static void
test_too_big (void **state)
{
  Fixture *fixture = *state;

  connect_to (fixture, "127.0.0.1", fixture->there.port);
  send_bytes (fixture, fixture->buffer, 65508);
  pl_test_wait_until (get_counts (fixture)->reports == 1);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.code, EMSGSIZE);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.stage, PL_STAGE_SEND);
  assert_string_equal (pl_socket_get_report (fixture->socket)->failure.call, "sendmsg");
  assert_int_equal (get_counts (fixture)->unsendable, 65508);

  send_bytes (fixture, fixture->buffer, 65507);
  assert_int_equal (pl_test_receive (fixture->fd, fixture->buffer, ROOM, &fixture->local), 65507);
  assert_int_equal (pl_test_send_to (fixture->fd, fixture->buffer, 65507, &fixture->local), 65507);
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 65507);
  assert_int_equal (get_counts (fixture)->reports, 1);
  assert_int_equal (get_counts (fixture)->truncated, 0);
}

static void
test_truncated (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = make_request ("127.0.0.1", fixture->there.port);
  g_autofree char *transcript = NULL;

  g_object_set (request, "datagram-max", 4, NULL);
  connect_with (fixture, request);
  send_bytes (fixture, "hi", 2);
  expect_at_peer (fixture, "hi");
  answer (fixture, "four");
  answer (fixture, "elephants");
  pl_test_wait_until (get_counts (fixture)->received == 2);
  assert_int_equal (get_counts (fixture)->truncated, 1);
  assert_int_equal (pl_socket_get_received (fixture->socket), 8);
  transcript = dup_transcript (fixture);
  assert_string_equal (transcript, ">hi+0\n<four+0\n<elep+5\n");
}

static void
test_shut_down_sends_nothing_more (void **state)
{
  Fixture *fixture = *state;

  connect_to (fixture, "127.0.0.1", fixture->there.port);
  send_bytes (fixture, "one", 3);
  expect_at_peer (fixture, "one");
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_is_shut_down (fixture->socket));
  send_bytes (fixture, "two", 3);
  answer (fixture, "still here");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 10);
  assert_int_equal (pl_socket_get_sent (fixture->socket), 3);
}

/* 3. A reader that does not keep up */

static void
store_cb (PlConnection *connection, GBytes *bytes, guint *n_heard)
{
  (*n_heard)++;
}

/* Nothing makes a sender of datagrams wait: the kernel drops them, and says how many. */
static void
test_flood_is_counted (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = make_request ("127.0.0.1", fixture->there.port);
  guint n_sent = 20000, n_heard = 0, n_consumed = 0;

  g_object_set (request, "deliver", TRUE, NULL);
  connect_with (fixture, request);
  send_bytes (fixture, "hi", 2);
  expect_at_peer (fixture, "hi");
  memset (fixture->buffer, 'x', 1000);
  for (guint i = 0; i < n_sent; i++)
    assert_int_equal (pl_test_send_to (fixture->fd, fixture->buffer, 1000, &fixture->local), 1000);

  g_signal_connect (fixture->connection, "received-bytes", G_CALLBACK (store_cb), &n_heard);
  pl_connection_receive (fixture->connection);
  for (guint i = 0; i < 100 && get_counts (fixture)->dropped == 0; i++)
    {
      for (; n_consumed < n_heard; n_consumed++)
        pl_connection_consumed (fixture->connection, 1000);
      answer (fixture, "tell"); /* the count comes with what is read next */
      n_sent++;
      pl_test_wait_until (n_heard > n_consumed || get_counts (fixture)->dropped > 0);
    }
  assert_true (get_counts (fixture)->dropped > 0);
  for (; n_consumed < n_heard; n_consumed++)
    pl_connection_consumed (fixture->connection, 1000);
  pl_test_wait_until (get_counts (fixture)->received + get_counts (fixture)->dropped == n_sent);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
}

/* 4. The end */

static void
test_drop_the_engine (void **state)
{
  Fixture *fixture = *state;

  connect_to (fixture, "127.0.0.1", fixture->there.port);
  send_bytes (fixture, "x", 1);
  pl_test_assert_finalized (fixture->engine);
  send_bytes (fixture, "nobody minds", 12);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_ipv4, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_ipv6, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_mapped, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_local_address_follows, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_name_takes_the_first, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_others_are_shut_out, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refused_ipv4, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refused_ipv6, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refusals_lose_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_too_big, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_truncated, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_shut_down_sends_nothing_more, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_flood_is_counted, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_drop_the_engine, set_up, tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
