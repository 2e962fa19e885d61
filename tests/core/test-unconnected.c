/* UDP with everybody: who has sent is a row, and what an unconnected socket can know. */
#include "core/net/pl-reflection.h"
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ROOM      2000
#define PEERS_MAX 1024

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
  PlListener *listener;
  PlSocket *socket; /* the same */
  PlEnd bound;      /* where the listener is, on 127.0.0.1 */
  PlEnd here;       /* where @fd is bound */
  int fd;
  PlEnd from; /* whence @fd has last heard */
  char buffer[ROOM];
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  fixture->fd = pl_test_bind_datagrams ("127.0.0.1", 0, &fixture->here);
  *state = fixture;

  return fixture->fd < 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  pl_fake_resolver_uninstall (fixture->resolver);
  close (fixture->fd);
  g_free (fixture);

  return 0;
}

static PlListener *
listen_with (Fixture *fixture, PlListenRequest *request, GError **error)
{
  PlTestResult stored = { NULL };
  PlListener *listener;

  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  pl_engine_listen_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  listener = pl_engine_listen_finish (fixture->engine, stored.result, error);
  g_clear_object (&stored.result);

  return listener;
}

static PlListener *
bind_to (Fixture *fixture, const char *hostspec, PlListenFamily family, PlResponder responder)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;
  PlListener *listener;

  pl_target_request_set (pl_listen_request_get_local (request), hostspec, "");
  g_object_set (request, "family", family, "responder", responder, NULL);
  listener = listen_with (fixture, request, &error);
  assert_null (error);

  return listener;
}

static void
listen_on (Fixture *fixture, const char *hostspec, PlListenFamily family, PlResponder responder)
{
  PlEnd nobody = { 0 };

  fixture->listener = bind_to (fixture, hostspec, family, responder);
  fixture->socket = PL_SOCKET (fixture->listener);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_LISTENING);
  assert_int_equal (pl_socket_get_protocol (fixture->socket), PL_PROTOCOL_UDP);
  assert_false (pl_end_is_known (pl_socket_get_peer (fixture->socket))); /* not connected */
  assert_true (pl_test_in_proc_udp (pl_socket_get_local (fixture->socket), &nobody, PL_TEST_UNCONNECTED));
  fixture->bound = fixture->here;
  fixture->bound.port = pl_socket_get_local (fixture->socket)->port;
}

static void
say (Fixture *fixture, const char *text)
{
  assert_int_equal (pl_test_send_to (fixture->fd, text, strlen (text), &fixture->bound), strlen (text));
}

static void
expect_to_hear (Fixture *fixture, const char *text)
{
  gssize n = pl_test_receive (fixture->fd, fixture->buffer, ROOM, &fixture->from);

  assert_int_equal (n, strlen (text));
  assert_memory_equal (fixture->buffer, text, (gsize) n);
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine));
}

static PlSocket *
get_row (Fixture *fixture, guint position)
{
  PlSocket *socket = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), position);

  assert_non_null (socket);
  g_object_unref (socket); /* the list holds it */

  return socket;
}

static const PlDatagramCounts *
get_counts (Fixture *fixture)
{
  return pl_socket_get_datagrams (fixture->socket);
}

static void
send_from_row (Fixture *fixture, guint position, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  pl_connection_send (PL_CONNECTION (get_row (fixture, position)), bytes);
}

/* 1. Who has sent */

static void
test_each_sender_is_a_row (void **state)
{
  Fixture *fixture = *state;
  PlEnd ends[3];
  int fds[3];

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  for (guint i = 0; i < 3; i++)
    {
      fds[i] = pl_test_bind_datagrams ("127.0.0.1", 0, &ends[i]);
      assert_int_equal (pl_test_send_to (fds[i], "hello", i, &fixture->bound), i);
      assert_int_equal (pl_test_send_to (fds[i], "again", 5, &fixture->bound), 5);
      pl_test_wait_until (get_counts (fixture)->received == 2 * (i + 1));
    }
  assert_int_equal (get_n_rows (fixture), 4);
  assert_int_equal (pl_listener_get_n_accepted (fixture->listener), 3);
  assert_int_equal (pl_listener_get_n_open (fixture->listener), 3);
  assert_int_equal (pl_socket_get_received (fixture->socket), 15 + 0 + 1 + 2);
  for (guint i = 0; i < 3; i++)
    {
      PlSocket *row = get_row (fixture, i + 1);

      assert_int_equal (pl_socket_get_role (row), PL_SOCKET_ROLE_ACCEPTED);
      assert_int_equal (pl_socket_get_protocol (row), PL_PROTOCOL_UDP);
      assert_true (pl_end_equal (pl_socket_get_peer (row), &ends[i]));
      assert_true (pl_end_equal (pl_socket_get_local (row), &fixture->bound));
      assert_int_equal (pl_socket_get_datagrams (row)->received, 2);
      assert_int_equal (pl_socket_get_received (row), 5 + i);
      close (fds[i]);
    }
}

static void
check_arrival (Fixture *fixture, const char *address, const char *expected)
{
  guint position = get_n_rows (fixture);
  PlEnd here;
  char text[PL_ADDRESS_STRING_SIZE];
  int fd = pl_test_bind_datagrams (strchr (address, ':') != NULL ? "::1" : "127.0.0.1", 0, &here);
  PlAddressText to;
  PlEnd from;

  assert_true (pl_address_parse (address, -1, &to));
  here.address = to.address;
  here.port = fixture->bound.port;
  assert_int_equal (pl_test_send_to (fd, "hello", 5, &here), 5);
  pl_test_wait_until (get_n_rows (fixture) > position);
  pl_address_to_string (&pl_socket_get_local (get_row (fixture, position))->address, text);
  assert_string_equal (text, expected);
  assert_int_equal (pl_socket_get_local (get_row (fixture, position))->port, fixture->bound.port);

  /* The answer comes from there, and not from the address that the route would choose. */
  send_from_row (fixture, position, "answer");
  assert_int_equal (pl_test_receive (fd, fixture->buffer, ROOM, &from), 6);
  assert_true (pl_end_equal (&from, &here));
  close (fd);
}

static void
test_arrives_on_what_it_was_sent_to (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_IPV4, PL_RESPONDER_NONE);
  check_arrival (fixture, "127.0.0.1", "127.0.0.1");
  check_arrival (fixture, "127.0.0.2", "127.0.0.2");
  assert_true (pl_address_is_any (&pl_socket_get_local (fixture->socket)->address));
}

static void
test_dual_stack (void **state)
{
  Fixture *fixture = *state;

  if (!pl_test_has_ipv6 ())
    return;
  listen_on (fixture, "", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  assert_int_equal (pl_listener_get_v6only (fixture->listener), 0);
  check_arrival (fixture, "127.0.0.2", "::ffff:127.0.0.2");
  check_arrival (fixture, "::1", "::1");
}

static void
test_ipv6_only (void **state)
{
  Fixture *fixture = *state;

  if (!pl_test_has_ipv6 ())
    return;
  listen_on (fixture, "", PL_LISTEN_IPV6, PL_RESPONDER_NONE);
  assert_int_equal (pl_listener_get_v6only (fixture->listener), 1);
  check_arrival (fixture, "::1", "::1");
  assert_int_equal (pl_test_send_to (fixture->fd, "shut out", 8, &fixture->bound), 8);
  check_arrival (fixture, "::1", "::1");
  assert_int_equal (get_n_rows (fixture), 3);
}

/* One sender, two of our addresses: two conversations. */
static void
test_two_local_addresses (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_IPV4, PL_RESPONDER_NONE);
  say (fixture, "one");
  fixture->bound.address.bytes[3] = 2;
  say (fixture, "two");
  pl_test_wait_until (get_n_rows (fixture) == 3);
  assert_int_equal (pl_socket_get_local (get_row (fixture, 1))->address.bytes[3], 1);
  assert_int_equal (pl_socket_get_local (get_row (fixture, 2))->address.bytes[3], 2);
}

static void
test_closing_a_row_forgets_it (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  say (fixture, "one");
  pl_test_wait_until (get_n_rows (fixture) == 2);
  pl_socket_close (get_row (fixture, 1));
  pl_test_wait_until (pl_socket_is_over (get_row (fixture, 1)));
  assert_int_equal (pl_listener_get_n_open (fixture->listener), 0);
  say (fixture, "two");
  pl_test_wait_until (get_n_rows (fixture) == 3);
  assert_int_equal (pl_socket_get_received (get_row (fixture, 1)), 3);
  assert_int_equal (pl_socket_get_received (get_row (fixture, 2)), 3);

  pl_socket_close (fixture->socket);
  pl_test_wait_until (pl_socket_is_over (fixture->socket));
  assert_true (pl_socket_is_over (get_row (fixture, 2)));
  assert_int_equal (pl_socket_get_reason (get_row (fixture, 2)), PL_END_REASON_HERE);
}

/* Those that were silent for longest make room. */
static void
test_many_senders (void **state)
{
  Fixture *fixture = *state;
  guint n_extra = 40;
  PlEnd end;

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  say (fixture, "first");
  for (guint i = 0; i < PEERS_MAX + n_extra - 1; i++)
    {
      g_autofree char *address = g_strdup_printf ("127.1.%u.%u", i / 256, i % 256); /* ports come again */
      int fd = pl_test_bind_datagrams (address, 0, &end);

      if (i == PEERS_MAX / 2)
        say (fixture, "still here");
      assert_int_equal (pl_test_send_to (fd, "x", 1, &fixture->bound), 1);
      if (i % 50 == 0)
        pl_test_wait_until (get_counts (fixture)->received >= i);
      close (fd);
    }
  pl_test_wait_until (get_n_rows (fixture) == PEERS_MAX + n_extra + 1);
  pl_test_wait_until (get_counts (fixture)->received == PEERS_MAX + n_extra + 1);
  assert_int_equal (pl_listener_get_n_open (fixture->listener), PEERS_MAX);
  assert_int_equal (pl_engine_get_n_live (fixture->engine), PEERS_MAX + 1);
  assert_false (pl_socket_is_over (get_row (fixture, 1)));
  for (guint i = 2; i < n_extra + 2; i++)
    assert_int_equal (pl_socket_get_reason (get_row (fixture, i)), PL_END_REASON_MADE_ROOM);
  assert_int_equal (pl_socket_get_reason (get_row (fixture, n_extra + 2)), PL_END_REASON_NONE);
}

/* 2. Groups */

/* On the loopback interface, where nobody else hears it. */
static PlListener *
join_group (Fixture *fixture, const char *source)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;
  PlListener *listener;

  pl_target_request_set (pl_listen_request_get_local (request), "239.255.77.7", "");
  g_object_set (pl_listen_request_get_cast (request), "interface", "lo", "source", source, NULL);
  listener = listen_with (fixture, request, &error);
  assert_null (error);

  return listener;
}

static void
send_to_group (Fixture *fixture, guint16 port)
{
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("239.255.77.7", port);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("hello", 5);

  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  g_object_set (pl_connect_request_get_cast (request), "interface", "lo", "hops", 1, NULL);
  pl_target_request_set (pl_connect_request_get_local (request), "127.0.0.1", "");
  connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  pl_connection_send (connection, bytes);
  pl_test_wait_until (pl_socket_get_datagrams (PL_SOCKET (connection))->sent == 1);
}

static PlSocket *
find_sender (Fixture *fixture)
{
  for (guint i = 0; i < get_n_rows (fixture); i++)
    {
      if (pl_socket_get_role (get_row (fixture, i)) == PL_SOCKET_ROLE_ACCEPTED)
        return get_row (fixture, i);
    }

  return NULL;
}

static void
test_group (void **state)
{
  Fixture *fixture = *state;
  PlSocket *sender;

  fixture->listener = join_group (fixture, "");
  fixture->socket = PL_SOCKET (fixture->listener);
  send_to_group (fixture, pl_socket_get_local (fixture->socket)->port);
  pl_test_wait_until ((sender = find_sender (fixture)) != NULL);
  assert_true (pl_end_equal (pl_socket_get_local (sender), pl_socket_get_local (fixture->socket)));
  assert_true (pl_address_is_multicast (&pl_socket_get_local (sender)->address));
  assert_int_equal (pl_socket_get_received (sender), 5);
}

static void
test_group_with_a_source (void **state)
{
  Fixture *fixture = *state;
  PlListener *other;

  fixture->listener = join_group (fixture, "127.0.0.1");
  fixture->socket = PL_SOCKET (fixture->listener);
  other = join_group (fixture, "127.0.0.9");
  send_to_group (fixture, pl_socket_get_local (PL_SOCKET (other))->port);
  send_to_group (fixture, pl_socket_get_local (fixture->socket)->port);
  pl_test_wait_until (get_counts (fixture)->received == 1);
  assert_int_equal (pl_socket_get_datagrams (PL_SOCKET (other))->received, 0);
  g_object_unref (other);
}

static void
test_no_such_interface (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;

  g_object_set (pl_listen_request_get_cast (request), "interface", "no-such-thing", NULL);
  assert_null (listen_with (fixture, request, &error));
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_OPTION));
  g_clear_error (&error);
  g_object_set (pl_listen_request_get_cast (request), "interface", "", "source", "somebody", NULL);
  assert_null (listen_with (fixture, request, &error));
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_OPTION));
}

static void
test_broadcast (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.255.255.255", 9);
  g_autoptr (PlConnection) refused = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  refused = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (refused);
  assert_int_equal (pl_socket_get_failure (get_row (fixture, 0))->code, EACCES);
  g_clear_error (&error);
  g_object_set (pl_connect_request_get_cast (request), "broadcast", TRUE, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
}

/* 3. Whom nobody has heard yet */

static void
add_peer (Fixture *fixture, const char *hostspec, guint16 port)
{
  g_autoptr (PlTargetRequest) request = pl_target_request_new (PL_USE_CONNECT);
  g_autofree char *service = g_strdup_printf ("%u", port);
  g_autoptr (GError) error = NULL;

  pl_target_request_set (request, hostspec, service);
  assert_true (pl_listener_add_peer (fixture->listener, request, &error));
  assert_null (error);
}

static void
check_first_word (Fixture *fixture, const char *hostspec)
{
  guint position = get_n_rows (fixture);

  add_peer (fixture, hostspec, fixture->here.port);
  pl_test_wait_until (get_n_rows (fixture) > position);
  send_from_row (fixture, position, "first");
  expect_to_hear (fixture, "first");
  assert_int_equal (fixture->from.port, fixture->bound.port);

  /* Its answer is of the same row, which now knows its own address. */
  say (fixture, "second");
  pl_test_wait_until (pl_socket_get_received (get_row (fixture, position)) == 6);
  assert_int_equal (get_n_rows (fixture), position + 1);
  assert_false (pl_address_is_any (&pl_socket_get_local (get_row (fixture, position))->address));

  add_peer (fixture, hostspec, fixture->here.port); /* is there already */
  send_from_row (fixture, position, "third");
  expect_to_hear (fixture, "third");
  assert_int_equal (get_n_rows (fixture), position + 1);
}

static void
test_add_peer (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_IPV4, PL_RESPONDER_NONE);
  check_first_word (fixture, "127.0.0.1");
}

static void
test_add_peer_by_name (void **state)
{
  Fixture *fixture = *state;

  pl_fake_resolver_set_addresses (fixture->resolver, "peer.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  listen_on (fixture, "", PL_LISTEN_IPV4, PL_RESPONDER_NONE);
  check_first_word (fixture, "peer.test");
}

static void
test_add_ipv4_peer_of_both (void **state)
{
  Fixture *fixture = *state;

  if (!pl_test_has_ipv6 ())
    return;
  listen_on (fixture, "", PL_LISTEN_BOTH, PL_RESPONDER_NONE);
  check_first_word (fixture, "127.0.0.1");
}

static void
test_peers_that_cannot_be (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlTargetRequest) request = pl_target_request_new (PL_USE_CONNECT);
  g_autoptr (GError) error = NULL;

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  assert_false (pl_listener_add_peer (fixture->listener, request, &error)); /* nothing is said */
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_HOSTSPEC));

  add_peer (fixture, "nobody.test", 9);
  pl_test_wait_until (get_counts (fixture)->reports == 1);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.stage, PL_STAGE_LOOKUP);
  assert_string_equal (pl_listener_get_wanted (fixture->listener), "nobody.test");
  add_peer (fixture, "::1", 9);
  pl_test_wait_until (get_counts (fixture)->reports == 2);
  assert_int_equal (pl_socket_get_report (fixture->socket)->failure.code, EAFNOSUPPORT);
  assert_int_equal (get_n_rows (fixture), 1);
}

/* Two of our own that answer everything say nothing to each other. */
static void
test_two_echoes (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) other = bind_to (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_ECHO);

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_ECHO);
  add_peer (fixture, "127.0.0.1", pl_socket_get_local (PL_SOCKET (other))->port);
  pl_test_wait_until (get_n_rows (fixture) == 3);
  send_from_row (fixture, 2, "ball");
  pl_test_wait_until (pl_socket_get_datagrams (PL_SOCKET (other))->unanswered == 1);
  assert_int_equal (pl_socket_get_datagrams (PL_SOCKET (other))->sent, 0);
}

/* 4. Responders */

static void
test_echo (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_ANY, PL_RESPONDER_ECHO);
  say (fixture, "hello");
  say (fixture, "");
  expect_to_hear (fixture, "hello");
  assert_true (pl_end_equal (&fixture->from, &fixture->bound));
  expect_to_hear (fixture, "");
  pl_test_wait_until (get_counts (fixture)->sent == 2);
  assert_int_equal (pl_socket_get_sent (get_row (fixture, 1)), 5);
}

static void
test_discard_says_nothing (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_ANY, PL_RESPONDER_DISCARD);
  say (fixture, "hello");
  pl_test_wait_until (get_counts (fixture)->received == 1);
  assert_int_equal (get_counts (fixture)->sent, 0);
}

/* The peer sends everything back: that has an end. */
static void
test_echo_of_an_echo (void **state)
{
  Fixture *fixture = *state;
  guint n = 0;

  listen_on (fixture, "127.0.0.1", PL_LISTEN_ANY, PL_RESPONDER_ECHO);
  say (fixture, "ball");
  for (; n <= PL_REFLECTIONS_MAX; n++)
    {
      while (recv (fixture->fd, fixture->buffer, ROOM, MSG_DONTWAIT) != 4)
        {
          pl_test_iterate ();
          if (get_counts (fixture)->unanswered > 0)
            break;
        }
      if (get_counts (fixture)->unanswered > 0)
        break;
      say (fixture, "ball");
    }
  assert_int_equal (n, PL_REFLECTIONS_MAX);
  assert_int_equal (get_counts (fixture)->sent, PL_REFLECTIONS_MAX);
  assert_int_equal (pl_socket_get_datagrams (get_row (fixture, 1))->unanswered, 1);
  say (fixture, "another one");
  expect_to_hear (fixture, "another one");
}

/* 5. What goes wrong */

static void
test_refused_sender (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_ANY, PL_RESPONDER_NONE);
  say (fixture, "hello");
  pl_test_wait_until (get_n_rows (fixture) == 2);
  close (fixture->fd);
  send_from_row (fixture, 1, "too late");
  pl_test_wait_until (pl_socket_get_datagrams (get_row (fixture, 1))->reports == 1);
  assert_int_equal (pl_socket_get_report (get_row (fixture, 1))->failure.code, ECONNREFUSED);
  pl_test_wait_until (get_counts (fixture)->reports == 1);
  assert_int_equal (pl_socket_get_state (get_row (fixture, 1)), PL_SOCKET_STATE_OPEN);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_LISTENING);

  fixture->fd = pl_test_bind_datagrams ("127.0.0.1", fixture->here.port, &fixture->here);
  send_from_row (fixture, 1, "in time");
  expect_to_hear (fixture, "in time");
}

static void
test_address_in_use (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *service = g_strdup_printf ("%u", fixture->here.port);

  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", service);
  assert_null (listen_with (fixture, request, &error));
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_int_equal (pl_socket_get_failure (get_row (fixture, 0))->code, EADDRINUSE);
}

static void
test_names (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "here.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  listen_on (fixture, "here.test", PL_LISTEN_IPV4, PL_RESPONDER_NONE);
  say (fixture, "hello");
  pl_test_wait_until (get_counts (fixture)->received == 1);

  pl_target_request_set (pl_listen_request_get_local (request), "nobody.test", "");
  assert_null (listen_with (fixture, request, &error));
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_LOOKUP));
}

static void
test_truncated (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();

  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", "");
  g_object_set (request, "datagram-max", 3, "responder", PL_RESPONDER_ECHO, NULL);
  fixture->listener = listen_with (fixture, request, NULL);
  fixture->socket = PL_SOCKET (fixture->listener);
  fixture->bound = *pl_socket_get_local (fixture->socket);
  say (fixture, "elephant");
  expect_to_hear (fixture, "ele");
  pl_test_wait_until (get_counts (fixture)->truncated == 1);
  assert_int_equal (pl_socket_get_datagrams (get_row (fixture, 1))->truncated, 1);
}

/* 6. A reader that does not keep up */

static void
store_cb (PlListener *listener, const PlPortion *portion, guint *n_heard)
{
  pl_listener_consumed (listener, g_bytes_get_size (portion->bytes));
  (*n_heard)++;
}

static void
test_flood_is_counted (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  guint n_sent = 20000, n_heard = 0;

  g_object_set (request, "deliver", TRUE, "family", PL_LISTEN_IPV4, NULL);
  fixture->listener = listen_with (fixture, request, NULL);
  fixture->socket = PL_SOCKET (fixture->listener);
  fixture->bound = fixture->here;
  fixture->bound.port = pl_socket_get_local (fixture->socket)->port;
  memset (fixture->buffer, 'x', 1000);
  for (guint i = 0; i < n_sent; i++)
    assert_int_equal (pl_test_send_to (fixture->fd, fixture->buffer, 1000, &fixture->bound), 1000);

  g_signal_connect (fixture->listener, "portion", G_CALLBACK (store_cb), &n_heard);
  pl_listener_receive (fixture->listener);
  for (guint i = 0; i < 1000 && get_counts (fixture)->received + get_counts (fixture)->dropped < n_sent; i++)
    { /* the count comes with what is read next */
      guint before = n_heard;

      say (fixture, "tell");
      n_sent++;
      pl_test_wait_until (n_heard > before);
    }
  assert_true (get_counts (fixture)->dropped > 0);
  pl_test_wait_until (get_counts (fixture)->received + get_counts (fixture)->dropped == n_sent);
  assert_int_equal (n_heard, get_counts (fixture)->received);
  assert_int_equal (get_n_rows (fixture), 2);
}

static void
test_drop_the_engine (void **state)
{
  Fixture *fixture = *state;

  listen_on (fixture, "", PL_LISTEN_ANY, PL_RESPONDER_ECHO);
  say (fixture, "hello");
  pl_test_wait_until (get_n_rows (fixture) == 2);
  pl_test_assert_finalized (fixture->engine);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_each_sender_is_a_row, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_arrives_on_what_it_was_sent_to, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_dual_stack, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_ipv6_only, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_two_local_addresses, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_closing_a_row_forgets_it, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_many_senders, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_group, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_group_with_a_source, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_no_such_interface, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_broadcast, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_add_peer, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_add_peer_by_name, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_add_ipv4_peer_of_both, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_peers_that_cannot_be, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_two_echoes, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_echo, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_discard_says_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_echo_of_an_echo, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refused_sender, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_address_in_use, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_names, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_truncated, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_flood_is_counted, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_drop_the_engine, set_up, tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
