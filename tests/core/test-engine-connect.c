/* Connecting: every way it can go, on loopback, with names from a table. */
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
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
  fixture->engine = pl_engine_new (PL_PACE_PIPE);
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

static PlSocket *
get_row (Fixture *fixture, guint position)
{
  PlSocket *socket = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), position);

  assert_non_null (socket);
  g_object_unref (socket); /* the list holds it */

  return socket;
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine));
}

/* Connects, expects to fail, and leaves a row that says so. */
static PlSocket *
fail_to_connect (Fixture *fixture, PlConnectRequest *request, PlStage stage, int code, GError **error)
{
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, error);
  PlSocket *socket;

  assert_null (connection);
  assert_non_null (*error);
  assert_int_equal (get_n_rows (fixture), 1);
  socket = get_row (fixture, 0);
  assert_int_equal (pl_socket_get_state (socket), PL_SOCKET_STATE_FAILED);
  assert_int_equal (pl_socket_get_reason (socket), PL_END_REASON_FAILED);
  assert_int_equal (pl_socket_get_failure (socket)->stage, stage);
  assert_int_equal (pl_socket_get_failure (socket)->code, code);
  assert_int_equal (pl_engine_get_n_live (fixture->engine), 0);

  return socket;
}

/* 1. Success */

static void
check_success (Fixture *fixture, const char *hostspec, int listening)
{
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  PlEnd local, peer, listener, nobody;
  PlSocket *socket;
  int fd;

  pl_test_get_ends (listening, &listener, &nobody);
  request = pl_test_connect_request (hostspec, listener.port);
  connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  socket = PL_SOCKET (connection);
  assert_int_equal (pl_socket_get_state (socket), PL_SOCKET_STATE_OPEN);
  assert_int_equal (pl_socket_get_role (socket), PL_SOCKET_ROLE_CLIENT);

  fd = pl_test_accept (listening);
  assert_true (fd >= 0);
  pl_test_get_ends (fd, &local, &peer); /* our local end is its peer */
  assert_true (pl_end_equal (pl_socket_get_local (socket), &peer));
  assert_true (pl_end_equal (pl_socket_get_peer (socket), &local));
  assert_true (
      pl_test_in_proc (pl_socket_get_local (socket), pl_socket_get_peer (socket), PL_TEST_ESTABLISHED));

  pl_socket_close (socket);
  pl_test_wait_until (pl_socket_is_over (socket));
  assert_int_equal (pl_socket_get_reason (socket), PL_END_REASON_HERE);
  assert_true (pl_end_equal (pl_socket_get_local (socket), &peer)); /* known for good */
  close (fd);
}

static void
test_ipv4 (void **state)
{
  Fixture *fixture = *state;

  check_success (fixture, "127.0.0.1", fixture->fd);
}

static void
test_integer (void **state)
{
  Fixture *fixture = *state;

  check_success (fixture, "2130706433", fixture->fd);
  check_success (fixture, "#x7F000001", fixture->fd);
}

static void
test_ipv6 (void **state)
{
  PlEnd end;
  int fd;

  if (!pl_test_has_ipv6 ())
    return;
  fd = pl_test_listen (AF_INET6, 0, 4, &end);
  check_success (*state, "::1", fd);
  close (fd);
}

static void
test_name (void **state)
{
  Fixture *fixture = *state;

  pl_fake_resolver_set_addresses (fixture->resolver, "peer.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  check_success (fixture, "peer.test", fixture->fd);
  assert_int_equal (pl_fake_resolver_get_n_asked (fixture->resolver), 2);
}

/* The list shows the attempt from the start, in the end with what happened on the way. */
static void
test_row_from_the_start (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  PlTestResult stored = { NULL };
  g_autoptr (PlConnection) connection = NULL;
  const PlStep *steps;
  guint n_steps;

  pl_engine_connect_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  assert_int_equal (get_n_rows (fixture), 1);
  assert_int_equal (pl_socket_get_state (get_row (fixture, 0)), PL_SOCKET_STATE_STARTING);
  assert_true (pl_end_equal (pl_socket_get_peer (get_row (fixture, 0)), &fixture->peer));
  assert_int_equal (pl_engine_get_n_live (fixture->engine), 1);

  pl_test_wait_until (stored.n_calls > 0);
  connection = pl_engine_connect_finish (fixture->engine, stored.result, NULL);
  assert_ptr_equal (connection, get_row (fixture, 0));
  steps = pl_connection_get_steps (connection, &n_steps);
  assert_int_equal (n_steps, 2);
  assert_int_equal (steps[0].kind, PL_STEP_ATTEMPT);
  assert_int_equal (steps[1].kind, PL_STEP_ATTEMPT_END);
  assert_int_equal (steps[1].failure.code, 0);
  assert_true (steps[0].at_us >= 0 && steps[1].at_us >= steps[0].at_us);
  assert_true (pl_end_equal (&steps[1].local, pl_socket_get_local (PL_SOCKET (connection))));
  g_clear_object (&stored.result);
}

/* 2. The other end says no, or nothing */

static void
test_refused (void **state)
{
  Fixture *fixture = *state;
  guint16 port = pl_test_free_port (AF_INET);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", port);
  g_autofree char *expected = g_strdup_printf ("Nothing listens on port %u of 127.0.0.1.", port);
  g_autoptr (GError) error = NULL;

  fail_to_connect (fixture, request, PL_STAGE_CONNECT, ECONNREFUSED, &error);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_CONNECT));
  assert_string_equal (error->message, expected);
}

static void
test_unknown_name (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("nobody.test", 80);
  g_autoptr (GError) error = NULL;
  guint n_steps;

  PlSocket *socket = fail_to_connect (fixture, request, PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND, &error);

  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_LOOKUP));
  assert_non_null (strstr (error->message, "nobody.test"));
  pl_connection_get_steps (PL_CONNECTION (socket), &n_steps);
  assert_int_equal (n_steps, 4); /* two questions, two answers */
}

static void
test_no_name_server (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("later.test", 80);
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_error (fixture->resolver, "later.test", PL_FAMILY_IPV6, PL_FAKE_NOW,
                              G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  fail_to_connect (fixture, request, PL_STAGE_LOOKUP, PL_LOOKUP_TEMPORARY, &error);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_LOOKUP));
}

static void
test_silent_resolver_and_timeout (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("silent.test", 80);
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV6, PL_FAKE_NEVER, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  g_object_set (request, "timeout-s", 0.1, NULL);
  fail_to_connect (fixture, request, PL_STAGE_LOOKUP, ETIMEDOUT, &error);
}

/* listen (0) and one connection that nobody accepts: the kernel drops what comes after it. */
static int
listen_with_a_full_queue (int family, guint16 port, PlEnd *ret_end, int *ret_first)
{
  int fd = pl_test_listen (family, port, 0, ret_end);

  *ret_first = fd >= 0 ? pl_test_connect (ret_end) : -1;

  return fd;
}

static void
test_timeout (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int first;
  int fd = listen_with_a_full_queue (AF_INET, 0, &end, &first);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", end.port);
  g_autoptr (GError) error = NULL;

  g_object_set (request, "timeout-s", 0.2, NULL);
  fail_to_connect (fixture, request, PL_STAGE_CONNECT, ETIMEDOUT, &error);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_CONNECT));
  assert_non_null (strstr (error->message, "Nobody answered"));
  close (first);
  close (fd);
}

/* 3. Several addresses */

static void
test_falls_back_to_ipv4 (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("both.test", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  const PlStep *steps;
  guint n_steps, n_ends = 0;

  pl_fake_resolver_set_addresses (fixture->resolver, "both.test", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "both.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);
  assert_int_equal (pl_socket_get_family (PL_SOCKET (connection)), PL_FAMILY_IPV4);

  steps = pl_connection_get_steps (connection, &n_steps);
  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind != PL_STEP_ATTEMPT_END)
        continue;
      assert_int_equal (steps[i].n, n_ends);
      assert_int_equal (steps[i].family, n_ends == 0 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4);
      assert_true (n_ends == 0 ? steps[i].failure.code != 0 : steps[i].failure.code == 0);
      n_ends++;
    }
  assert_int_equal (n_ends, 2);
}

/* RFC 6724 rule 1: what there is no way to stands behind, wherever the resolver put it. */
static void
test_addresses_are_sorted (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("order.test", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  const PlStep *steps;
  guint n_steps, n_attempts = 0;

  pl_fake_resolver_set_addresses (fixture->resolver, "order.test", PL_FAMILY_IPV4, PL_FAKE_NOW,
                                  "255.255.255.255 127.0.0.1");
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);

  steps = pl_connection_get_steps (connection, &n_steps);
  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind == PL_STEP_ATTEMPT)
        {
          assert_true (pl_address_is_loopback (&steps[i].peer.address));
          n_attempts++;
        }
    }
  assert_int_equal (n_attempts, 1);
}

/* No race: each address of the name has a row, and those that refuse do not end the others. */
static void
test_every_address (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("every.test", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "every.test", PL_FAMILY_IPV4, 1,
                                  "127.0.0.3 127.0.0.1 127.0.0.2");
  g_object_set (request, "every-address", TRUE, "timeout-s", 5.0, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (connection);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_CONNECT));

  pl_test_wait_until (get_n_rows (fixture) == 3 &&
                      pl_socket_get_state (get_row (fixture, 1)) == PL_SOCKET_STATE_OPEN &&
                      pl_socket_get_state (get_row (fixture, 2)) == PL_SOCKET_STATE_FAILED);
  assert_int_equal (pl_socket_get_peer (get_row (fixture, 0))->address.bytes[3], 3);
  assert_true (pl_end_equal (pl_socket_get_peer (get_row (fixture, 1)), &fixture->peer));
  assert_int_equal (pl_socket_get_peer (get_row (fixture, 2))->address.bytes[3], 2);
  assert_int_equal (pl_fake_resolver_get_n_asked (fixture->resolver), 2);
}

/* One Stop is for all of them. */
static void
test_every_address_stops (void **state)
{
  Fixture *fixture = *state;
  PlEnd full, full6;
  int first, first6;
  int fd = listen_with_a_full_queue (AF_INET, 0, &full, &first);
  int fd6 = pl_test_has_ipv6 () ? listen_with_a_full_queue (AF_INET6, full.port, &full6, &first6) : -1;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("every.test", full.port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PlTestResult stored = { NULL };

  if (fd6 < 0)
    return;
  pl_fake_resolver_set_addresses (fixture->resolver, "every.test", PL_FAMILY_IPV4, 1, "127.0.0.1");
  pl_fake_resolver_set_addresses (fixture->resolver, "every.test", PL_FAMILY_IPV6, 1, "::1");
  g_object_set (request, "every-address", TRUE, NULL);
  pl_engine_connect_async (fixture->engine, request, cancellable, pl_test_store_result, &stored);
  pl_test_wait_until (get_n_rows (fixture) == 2);
  g_cancellable_cancel (cancellable);
  pl_test_wait_until (stored.n_calls > 0 && pl_engine_get_n_live (fixture->engine) == 0);
  for (guint i = 0; i < 2; i++)
    assert_int_equal (pl_failure_get_outcome (pl_socket_get_failure (get_row (fixture, i))),
                      PL_OUTCOME_CANCELLED);
  g_clear_object (&stored.result);
  close (first6);
  close (fd6);
  close (first);
  close (fd);
}

/* IPv6 hangs, IPv4 joins after the delay and wins: the loser is cancelled, not failed. */
static void
test_loser_is_cancelled (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("race.test", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  const PlStep *steps;
  gboolean is_cancelled = FALSE;
  PlEnd end;
  guint n_steps;
  int first;
  int fd = pl_test_has_ipv6 () ? listen_with_a_full_queue (AF_INET6, fixture->peer.port, &end, &first) : -1;

  if (fd < 0)
    return;
  pl_fake_resolver_set_addresses (fixture->resolver, "race.test", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "race.test", PL_FAMILY_IPV4, 1, "127.0.0.1");
  g_object_set (request, "attempt-delay-ms", 30, NULL);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);
  assert_int_equal (pl_socket_get_family (PL_SOCKET (connection)), PL_FAMILY_IPV4);

  steps = pl_connection_get_steps (connection, &n_steps);
  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind == PL_STEP_ATTEMPT_END && steps[i].n == 0)
        {
          assert_int_equal (pl_failure_get_outcome (&steps[i].failure), PL_OUTCOME_CANCELLED);
          assert_true (pl_end_is_known (&steps[i].local));
          assert_true (steps[i].took_us >= 30 * 1000);
          is_cancelled = TRUE;
        }
    }
  assert_true (is_cancelled);
  close (first);
  close (fd);
}

/* 4. The local end */

static PlConnectRequest *
request_from (Fixture *fixture, const char *local, const char *local_service)
{
  PlConnectRequest *request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);

  pl_target_request_set (pl_connect_request_get_local (request), local, local_service);

  return request;
}

static void
test_local_end (void **state)
{
  Fixture *fixture = *state;
  guint16 port = pl_test_free_port (AF_INET);
  g_autofree char *service = g_strdup_printf ("%u", port);
  g_autoptr (PlConnectRequest) request = request_from (fixture, "127.0.0.2", service);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, NULL);
  PlEnd expected = { { PL_FAMILY_IPV4, { 127, 0, 0, 2 } }, port, 0 };

  assert_non_null (connection);
  assert_true (pl_end_equal (pl_socket_get_local (PL_SOCKET (connection)), &expected));
}

static void
test_local_port_alone (void **state)
{
  Fixture *fixture = *state;
  guint16 port = pl_test_free_port (AF_INET);
  g_autofree char *service = g_strdup_printf ("%u", port);
  g_autoptr (PlConnectRequest) request = request_from (fixture, "", service);
  g_autoptr (PlConnection) connection = pl_test_engine_connect (fixture->engine, request, NULL);

  assert_non_null (connection);
  assert_int_equal (pl_socket_get_local (PL_SOCKET (connection))->port, port);
}

static void
test_local_end_in_use (void **state)
{
  Fixture *fixture = *state;
  PlEnd taken;
  int fd = pl_test_listen (AF_INET, 0, 1, &taken);
  g_autofree char *service = g_strdup_printf ("%u", taken.port);
  g_autofree char *expected = g_strdup_printf ("Port %u of 127.0.0.1 is taken.", taken.port);
  g_autoptr (PlConnectRequest) request = request_from (fixture, "127.0.0.1", service);
  g_autoptr (GError) error = NULL;
  const PlStep *steps;
  guint n_steps;
  PlSocket *socket = fail_to_connect (fixture, request, PL_STAGE_BIND, EADDRINUSE, &error);

  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_string_equal (error->message, expected);
  assert_string_equal (pl_socket_get_failure (socket)->call, "bind");
  steps = pl_connection_get_steps (PL_CONNECTION (socket), &n_steps);
  assert_false (pl_end_is_known (&steps[n_steps - 1].local)); /* never 0.0.0.0:0 */
  close (fd);
}

static void
test_local_end_not_here (void **state)
{
  g_autoptr (PlConnectRequest) request = request_from (*state, "192.0.2.1", "");
  g_autoptr (GError) error = NULL;

  fail_to_connect (*state, request, PL_STAGE_BIND, EADDRNOTAVAIL, &error);
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_string_equal (error->message, "192.0.2.1 is not an address of this computer.");
}

/* A local end of one family rules the other one out: never connect from anywhere else. */
static void
test_local_end_chooses_the_family (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = request_from (fixture, "127.0.0.1", "");
  g_autoptr (PlConnection) connection = NULL;
  PlEnd end;
  int fd = pl_test_has_ipv6 () ? pl_test_listen (AF_INET6, fixture->peer.port, 4, &end) : -1;

  pl_fake_resolver_set_addresses (fixture->resolver, "both.test", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "both.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  g_object_set (pl_connect_request_get_peer (request), "hostspec", "both.test", NULL);
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);
  assert_int_equal (pl_socket_get_family (PL_SOCKET (connection)), PL_FAMILY_IPV4);
  assert_int_equal (pl_fake_resolver_get_n_asked (fixture->resolver), 1);
  if (fd >= 0)
    close (fd);
}

static void
test_local_name (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = request_from (fixture, "here.test", "");
  g_autoptr (PlConnection) connection = NULL;
  PlAddress expected = { PL_FAMILY_IPV4, { 127, 0, 0, 9 } };

  pl_fake_resolver_set_addresses (fixture->resolver, "here.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.9");
  connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (connection);
  assert_true (pl_address_equal (&pl_socket_get_local (PL_SOCKET (connection))->address, &expected));
}

static void
test_unknown_local_name (void **state)
{
  g_autoptr (PlConnectRequest) request = request_from (*state, "nowhere.test", "");
  g_autoptr (GError) error = NULL;

  fail_to_connect (*state, request, PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND, &error);
  assert_non_null (strstr (error->message, "nowhere.test"));
}

static void
test_silent_local_name_and_timeout (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = request_from (fixture, "silent.test", "");
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  g_object_set (request, "timeout-s", 0.1, NULL);
  fail_to_connect (fixture, request, PL_STAGE_LOOKUP, ETIMEDOUT, &error);
}

/* 5. Requests that are wrong by themselves */

static void
test_bad_requests (void **state)
{
  static const struct
  {
    const char *hostspec, *service, *local, *local_service;
    int code;
  } cases[] = {
    { "", "80", "", "", PL_ERROR_HOSTSPEC },
    { "1.2.3.4.5", "80", "", "", PL_ERROR_HOSTSPEC },
    { "127.1", "80", "", "", PL_ERROR_HOSTSPEC },
    { "a b", "80", "", "", PL_ERROR_HOSTSPEC },
    { "fe80::1%no-such-interface", "80", "", "", PL_ERROR_HOSTSPEC },
    { "127.0.0.1", "", "", "", PL_ERROR_SERVICE },
    { "127.0.0.1", "0", "", "", PL_ERROR_SERVICE },
    { "127.0.0.1", "65536", "", "", PL_ERROR_SERVICE },
    { "127.0.0.1", "+80", "", "", PL_ERROR_SERVICE },
    { "127.0.0.1", "no-such-service", "", "", PL_ERROR_SERVICE },
    { "127.0.0.1", "80", "256.1.1.1", "", PL_ERROR_LOCAL_HOSTSPEC },
    { "127.0.0.1", "80", "::1", "", PL_ERROR_LOCAL_HOSTSPEC },
    { "127.0.0.1", "80", "", "65536", PL_ERROR_LOCAL_SERVICE },
  };
  Fixture *fixture = *state;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlConnectRequest) request = pl_connect_request_new ();
      g_autoptr (PlConnection) connection = NULL;
      g_autoptr (GError) error = NULL;

      pl_target_request_set (pl_connect_request_get_peer (request), cases[i].hostspec, cases[i].service);
      pl_target_request_set (pl_connect_request_get_local (request), cases[i].local, cases[i].local_service);
      connection = pl_test_engine_connect (fixture->engine, request, &error);
      assert_null (connection);
      if (!g_error_matches (error, PL_ERROR, cases[i].code))
        fail_msg ("case %u: %s", i, error->message);
    }
  assert_int_equal (get_n_rows (fixture), 0);
  assert_int_equal (pl_fake_resolver_get_n_asked (fixture->resolver), 0);
}

/* The request belongs to the form: changing it afterwards changes nothing here. */
static void
test_request_is_copied (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  g_autoptr (PlConnection) connection = NULL;
  PlTestResult stored = { NULL };

  pl_engine_connect_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  pl_target_request_set (pl_connect_request_get_peer (request), "192.0.2.1", "1");
  pl_test_wait_until (stored.n_calls > 0);
  connection = pl_engine_connect_finish (fixture->engine, stored.result, NULL);
  g_clear_object (&stored.result);
  assert_non_null (connection);
  assert_string_equal (
      pl_target_request_get_hostspec (pl_connect_request_get_peer (pl_connection_get_request (connection))),
      "127.0.0.1");
}

/* 6. The cancel matrix */

typedef struct
{
  PlTestResult stored;
  GCancellable *cancellable;
} Cancelled;

static void
begin (Fixture *fixture, Cancelled *run, const char *hostspec, guint16 port)
{
  g_autoptr (PlConnectRequest) request = pl_test_connect_request (hostspec, port);

  if (run->cancellable == NULL)
    run->cancellable = g_cancellable_new ();
  pl_engine_connect_async (fixture->engine, request, run->cancellable, pl_test_store_result, &run->stored);
}

static PlConnection *
end (Fixture *fixture, Cancelled *run, GError **error)
{
  PlConnection *connection;

  pl_test_wait_until (run->stored.n_calls > 0);
  connection = pl_engine_connect_finish (fixture->engine, run->stored.result, error);
  g_clear_object (&run->stored.result);
  g_clear_object (&run->cancellable);

  return connection;
}

static void
end_cancelled (Fixture *fixture, Cancelled *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlConnection) connection = end (fixture, run, &error);

  assert_null (connection);
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  pl_test_wait_until (pl_engine_get_n_live (fixture->engine) == 0);
  assert_int_equal (run->stored.n_calls, 1);
}

static void
test_cancel_before_start (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { .cancellable = g_cancellable_new () };

  g_cancellable_cancel (run.cancellable);
  begin (fixture, &run, "127.0.0.1", fixture->peer.port);
  assert_int_equal (run.stored.n_calls, 0);
  end_cancelled (fixture, &run);
  assert_int_equal (get_n_rows (fixture), 0);
}

static void
test_cancel_right_after_start (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };

  begin (fixture, &run, "127.0.0.1", fixture->peer.port);
  g_cancellable_cancel (run.cancellable);
  assert_int_equal (run.stored.n_calls, 0);
  end_cancelled (fixture, &run);
  assert_int_equal (get_n_rows (fixture), 1);
  assert_true (pl_socket_is_over (get_row (fixture, 0)));
}

static void
test_cancel_a_silent_resolver (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV6, PL_FAKE_NEVER, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  begin (fixture, &run, "silent.test", 80);
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 2);
  g_cancellable_cancel (run.cancellable);
  end_cancelled (fixture, &run);
  assert_int_equal (pl_socket_get_failure (get_row (fixture, 0))->stage, PL_STAGE_LOOKUP);
  assert_int_equal (pl_socket_get_failure (get_row (fixture, 0))->code, ECANCELED);
}

static void
test_cancel_a_silent_peer (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };
  PlEnd full;
  int first;
  int fd = listen_with_a_full_queue (AF_INET, 0, &full, &first);
  guint n_steps = 0;

  begin (fixture, &run, "127.0.0.1", full.port);
  pl_test_wait_until (pl_connection_get_steps (PL_CONNECTION (get_row (fixture, 0)), &n_steps) &&
                      n_steps == 1);
  g_cancellable_cancel (run.cancellable);
  end_cancelled (fixture, &run);
  assert_int_equal (pl_socket_get_failure (get_row (fixture, 0))->stage, PL_STAGE_CONNECT);
  pl_connection_get_steps (PL_CONNECTION (get_row (fixture, 0)), &n_steps);
  assert_int_equal (n_steps, 2);
  close (first);
  close (fd);
}

/* It is open already, but the news are still on their way here. */
static void
test_cancel_before_the_news (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };
  int fd;
  char byte;

  begin (fixture, &run, "127.0.0.1", fixture->peer.port);
  fd = pl_test_accept (fixture->fd);
  assert_true (fd >= 0);
  g_cancellable_cancel (run.cancellable);
  assert_int_equal (read (fd, &byte, 1), 0); /* and it was closed */
  end_cancelled (fixture, &run);
  close (fd);
}

static void
cancel_when_open_cb (PlSocket *socket, GParamSpec *pspec, GCancellable *cancellable)
{
  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_OPEN)
    g_cancellable_cancel (cancellable);
}

/* The list said “open” already: the result says “cancelled” when the list says “closed”, and not before. */
static void
test_cancel_when_it_has_just_opened (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };

  begin (fixture, &run, "127.0.0.1", fixture->peer.port);
  g_signal_connect (get_row (fixture, 0), "notify::state", G_CALLBACK (cancel_when_open_cb), run.cancellable);
  pl_test_wait_until (run.stored.n_calls > 0);
  assert_int_equal (pl_socket_get_state (get_row (fixture, 0)), PL_SOCKET_STATE_CLOSED);
  g_signal_handlers_disconnect_by_data (get_row (fixture, 0), run.cancellable);
  end_cancelled (fixture, &run);
}

static void
test_cancel_after_finish (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Cancelled run = { .cancellable = g_object_ref (cancellable) };
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  char byte = 0;
  int fd;

  begin (fixture, &run, "127.0.0.1", fixture->peer.port);
  connection = end (fixture, &run, NULL);
  fd = pl_test_accept (fixture->fd);
  assert_non_null (connection);
  g_cancellable_cancel (cancellable);
  pl_connection_send (connection, bytes);
  assert_int_equal (read (fd, &byte, 1), 1);
  assert_int_equal (byte, 'x');
  assert_int_equal (pl_socket_get_state (PL_SOCKET (connection)), PL_SOCKET_STATE_OPEN);
  close (fd);
}

static void
drop_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_clear_object ((PlEngine **) user_data);
}

/* Each of several callbacks may be the one that lets the engine go, in the middle of its shutting down. */
static void
test_shut_down_that_drops_the_engine (void **state)
{
  Fixture *fixture = *state;
  gpointer weak = fixture->engine;

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  g_object_add_weak_pointer (weak, &weak);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PlConnectRequest) request = pl_test_connect_request ("silent.test", 80);

      pl_engine_connect_async (fixture->engine, request, NULL, drop_cb, &fixture->engine);
    }
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 6);
  pl_engine_shut_down (fixture->engine);
  pl_test_wait_until (weak == NULL);
  assert_null (fixture->engine);
}

static void
test_cancel_by_dropping_the_engine (void **state)
{
  Fixture *fixture = *state;
  Cancelled run = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlSocket) socket = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  begin (fixture, &run, "silent.test", 80);
  socket = g_object_ref (get_row (fixture, 0));
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 2);
  pl_test_assert_finalized (fixture->engine);
  pl_test_wait_until (run.stored.n_calls > 0);
  assert_null (g_task_propagate_pointer (G_TASK (run.stored.result), &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  pl_socket_close (socket); /* nobody is behind it any more */
  g_cancellable_cancel (run.cancellable);
  g_clear_object (&run.stored.result);
  g_clear_object (&run.cancellable);
}

typedef struct
{
  PlEngine *engine;
  PlTestResult second;
} Again;

static void
connect_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Again *again = data;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", 9);

  pl_engine_connect_async (again->engine, request, NULL, pl_test_store_result, &again->second);
}

/* Whoever starts anew because of the cancellation hears that it is over, too. */
static void
test_start_again_while_the_engine_shuts_down (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("silent.test", 80);
  Again again = { fixture->engine, { NULL } };
  g_autoptr (GError) error = NULL;

  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  for (guint i = 0; i < 3; i++)
    pl_engine_connect_async (fixture->engine, request, NULL, connect_again_cb, &again);
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 6);
  pl_engine_shut_down (fixture->engine);
  pl_engine_shut_down (fixture->engine);
  pl_test_wait_until (again.second.n_calls == 3);
  assert_null (pl_engine_connect_finish (fixture->engine, again.second.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_object (&again.second.result);
}

/* Nothing of a finished connection holds anything else. */
static void
test_everything_is_freed (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", fixture->peer.port);
  PlConnection *connection = pl_test_engine_connect (fixture->engine, request, NULL);

  pl_socket_close (PL_SOCKET (connection));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (connection)));
  pl_engine_remove (fixture->engine, PL_SOCKET (connection));
  assert_int_equal (get_n_rows (fixture), 0);
  pl_test_assert_finalized (connection);
  pl_test_assert_finalized (fixture->engine);
}

#define test(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test (test_ipv4),
    test (test_integer),
    test (test_ipv6),
    test (test_name),
    test (test_row_from_the_start),
    test (test_refused),
    test (test_unknown_name),
    test (test_no_name_server),
    test (test_silent_resolver_and_timeout),
    test (test_timeout),
    test (test_falls_back_to_ipv4),
    test (test_addresses_are_sorted),
    test (test_every_address),
    test (test_every_address_stops),
    test (test_loser_is_cancelled),
    test (test_local_end),
    test (test_local_port_alone),
    test (test_local_end_in_use),
    test (test_local_end_not_here),
    test (test_local_end_chooses_the_family),
    test (test_local_name),
    test (test_unknown_local_name),
    test (test_silent_local_name_and_timeout),
    test (test_bad_requests),
    test (test_request_is_copied),
    test (test_cancel_before_start),
    test (test_cancel_right_after_start),
    test (test_cancel_a_silent_resolver),
    test (test_cancel_a_silent_peer),
    test (test_cancel_before_the_news),
    test (test_cancel_when_it_has_just_opened),
    test (test_cancel_after_finish),
    test (test_cancel_by_dropping_the_engine),
    test (test_shut_down_that_drops_the_engine),
    test (test_start_again_while_the_engine_shuts_down),
    test (test_everything_is_freed),
  };

  return cmocka_run_group_tests_name ("engine-connect", tests, NULL, NULL);
}
