/* Listening: every family, every way to fail, and the counts. */
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

static PlListener *
listen_on (Fixture *fixture, const char *hostspec, const char *service, PlListenFamily family)
{
  g_autoptr (GError) error = NULL;
  PlListener *listener = pl_test_engine_listen (fixture->engine, hostspec, service, family, PL_RESPONDER_NONE,
                                                &error);

  assert_null (error);
  assert_non_null (listener);
  assert_int_equal (pl_socket_get_state (PL_SOCKET (listener)), PL_SOCKET_STATE_LISTENING);
  assert_true (pl_socket_get_local (PL_SOCKET (listener))->port != 0);
  assert_true (pl_test_in_proc (pl_socket_get_local (PL_SOCKET (listener)), &(PlEnd){ 0 }, PL_TEST_LISTEN));

  return listener;
}

static void
fail_to_listen (Fixture *fixture,
                const char *hostspec,
                const char *service,
                PlListenFamily family,
                int code,
                PlFailure failure,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlListener) listener = pl_test_engine_listen (fixture->engine, hostspec, service, family,
                                                           PL_RESPONDER_NONE, &error);
  GListModel *rows = pl_engine_get_sockets (fixture->engine);

  assert_null (listener);
  if (!g_error_matches (error, PL_ERROR, code))
    fail_msg ("%s", error->message);
  if (message != NULL)
    assert_string_equal (error->message, message);
  if (failure.code != 0)
    {
      g_autoptr (PlSocket) row = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);

      assert_int_equal (pl_socket_get_state (row), PL_SOCKET_STATE_FAILED);
      assert_int_equal (pl_socket_get_failure (row)->stage, failure.stage);
      assert_int_equal (pl_socket_get_failure (row)->code, failure.code);
      assert_int_equal (g_strcmp0 (pl_socket_get_failure (row)->call, failure.call), 0);
    }
}

/* Whether somebody who connects over @family gets in; if so, what the listener sees of both ends. */
static gboolean
can_enter (Fixture *fixture, PlListener *listener, int family, PlEnd *ret_local, PlEnd *ret_peer)
{
  PlEnd peer = { .port = pl_socket_get_local (PL_SOCKET (listener))->port };
  guint64 n_accepted = pl_listener_get_n_accepted (listener);
  GListModel *rows = pl_engine_get_sockets (fixture->engine);
  g_autoptr (PlSocket) accepted = NULL;
  int fd;

  peer.address = family == AF_INET6 ? (PlAddress){ PL_FAMILY_IPV6, { [15] = 1 } }
                                    : (PlAddress){ PL_FAMILY_IPV4, { 127, 0, 0, 1 } };
  fd = pl_test_connect (&peer);
  if (fd < 0)
    return FALSE;

  pl_test_wait_until (pl_listener_get_n_accepted (listener) == n_accepted + 1);
  accepted = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);
  assert_int_equal (pl_socket_get_role (accepted), PL_SOCKET_ROLE_ACCEPTED);
  assert_int_equal (pl_connection_get_listener_id (PL_CONNECTION (accepted)),
                    pl_socket_get_id (PL_SOCKET (listener)));
  *ret_local = *pl_socket_get_local (accepted);
  *ret_peer = *pl_socket_get_peer (accepted);
  assert_true (pl_test_in_proc (ret_local, ret_peer, PL_TEST_ESTABLISHED));
  close (fd);
  pl_test_wait_until (pl_socket_is_over (accepted));

  return TRUE;
}

static void
check_family (Fixture *fixture,
              PlListenFamily family,
              PlFamily socket_family,
              int v6only,
              gboolean ipv4,
              gboolean ipv6)
{
  g_autoptr (PlListener) listener = listen_on (fixture, "", "", family);
  PlEnd local, peer;

  assert_int_equal (pl_socket_get_family (PL_SOCKET (listener)), socket_family);
  assert_true (pl_address_is_any (&pl_socket_get_local (PL_SOCKET (listener))->address));
  assert_int_equal (pl_listener_get_v6only (listener), v6only);
  assert_int_equal (can_enter (fixture, listener, AF_INET, &local, &peer), ipv4);
  if (ipv4)
    {
      PlAddress mapped, expected = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } };

      assert_int_equal (local.address.family, socket_family);
      assert_int_equal (pl_address_get_mapped (&peer.address, &mapped), socket_family == PL_FAMILY_IPV6);
      assert_true (pl_address_equal (socket_family == PL_FAMILY_IPV6 ? &mapped : &peer.address, &expected));
    }
  assert_int_equal (can_enter (fixture, listener, AF_INET6, &local, &peer), ipv6);
  if (ipv6)
    assert_false (pl_address_get_mapped (&peer.address, &(PlAddress){ 0 }));
}

static void
test_family_ipv4 (void **state)
{
  check_family (*state, PL_LISTEN_IPV4, PL_FAMILY_IPV4, -1, TRUE, FALSE);
}

static void
test_families_with_ipv6 (void **state)
{
  if (!pl_test_has_ipv6 ())
    return;
  check_family (*state, PL_LISTEN_IPV6, PL_FAMILY_IPV6, 1, FALSE, TRUE);
  check_family (*state, PL_LISTEN_BOTH, PL_FAMILY_IPV6, 0, TRUE, TRUE);
  check_family (*state, PL_LISTEN_ANY, PL_FAMILY_IPV6, 0, TRUE, TRUE);
}

static void
test_addresses (void **state)
{
  static const struct
  {
    const char *hostspec;
    PlListenFamily family;
    int v6only;
  } cases[] = {
    { "127.0.0.1", PL_LISTEN_ANY, -1 },
    { "2130706433", PL_LISTEN_IPV4, -1 },
    { "::1", PL_LISTEN_ANY, 1 },
    { "::1", PL_LISTEN_IPV6, 1 },
    { "::", PL_LISTEN_ANY, 0 },
    { "::", PL_LISTEN_IPV6, 1 },
    { "::ffff:127.0.0.1", PL_LISTEN_ANY, 0 },
  };

  if (!pl_test_has_ipv6 ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlListener) listener = listen_on (*state, cases[i].hostspec, "0", cases[i].family);

      assert_int_equal (pl_listener_get_v6only (listener), cases[i].v6only);
    }
}

static void
test_name (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = NULL;
  char text[PL_ADDRESS_STRING_SIZE];

  pl_fake_resolver_set_addresses (fixture->resolver, "here.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.3");
  listener = listen_on (fixture, "here.test", "", PL_LISTEN_IPV4);
  assert_string_equal (pl_address_to_string (&pl_socket_get_local (PL_SOCKET (listener))->address, text),
                       "127.0.0.3");
  fail_to_listen (fixture, "nowhere.test", "", PL_LISTEN_ANY, PL_ERROR_LOOKUP,
                  (PlFailure){ PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND },
                  "There is no address for the name nowhere.test.");
}

/* A service by its name means its port: taken, denied or not, the sentence names the number. */
static void
test_named_service (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  PlListen listen;

  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", "http");
  assert_true (pl_listen_request_check (request, &listen, NULL));
  assert_int_equal (listen.local.end.port, 80);
  pl_listen_clear (&listen);
  fail_to_listen (fixture, "192.0.2.1", "http", PL_LISTEN_ANY, PL_ERROR_BIND,
                  (PlFailure){ PL_STAGE_BIND, EADDRNOTAVAIL, "bind" },
                  "192.0.2.1 is not an address of this computer.");
}

static void
test_in_use (void **state)
{
  PlEnd taken;
  int fd = pl_test_listen (AF_INET, 0, 1, &taken);
  g_autofree char *service = g_strdup_printf ("%u", taken.port);
  g_autofree char *message = g_strdup_printf ("Port %u of 127.0.0.1 is taken by Portlight itself.",
                                              taken.port);

  fail_to_listen (*state, "127.0.0.1", service, PL_LISTEN_ANY, PL_ERROR_BIND,
                  (PlFailure){ PL_STAGE_BIND, EADDRINUSE, "bind" }, message);
  fail_to_listen (*state, "", service, PL_LISTEN_BOTH, PL_ERROR_BIND,
                  (PlFailure){ PL_STAGE_BIND, EADDRINUSE, "bind" }, NULL);
  close (fd);
}

static void
test_denied (void **state)
{
  uid_t user = geteuid ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PlListener) listener = NULL;

  if (user == 0)
    assert_int_equal (seteuid (65534), 0); /* of every thread */
  listener = pl_test_engine_listen (((Fixture *) *state)->engine, "127.0.0.1", "1", PL_LISTEN_IPV4,
                                    PL_RESPONDER_NONE, &error);
  if (user == 0)
    assert_int_equal (seteuid (0), 0);

  if (listener != NULL)
    {
      print_message ("ports below 1024 are free here: left out\n");
      return;
    }
  assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_BIND));
  assert_string_equal (error->message, "Port 1 needs a privilege that Portlight does not have.");
}

static void
test_bad_requests (void **state)
{
  static const struct
  {
    const char *hostspec, *service;
    PlListenFamily family;
    int code;
  } cases[] = {
    { "127.1", "", PL_LISTEN_ANY, PL_ERROR_HOSTSPEC },
    { "a b", "", PL_LISTEN_ANY, PL_ERROR_HOSTSPEC },
    { "::1", "", PL_LISTEN_IPV4, PL_ERROR_HOSTSPEC },
    { "127.0.0.1", "", PL_LISTEN_IPV6, PL_ERROR_HOSTSPEC },
    { "", "65536", PL_LISTEN_ANY, PL_ERROR_SERVICE },
    { "", "-1", PL_LISTEN_ANY, PL_ERROR_SERVICE },
    { "", "no-such-service", PL_LISTEN_ANY, PL_ERROR_SERVICE },
    { "127.0.0.1", "", PL_LISTEN_BOTH, PL_ERROR_OPTION },
  };
  Fixture *fixture = *state;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fail_to_listen (fixture, cases[i].hostspec, cases[i].service, cases[i].family, cases[i].code,
                    (PlFailure){ 0 }, NULL);
  assert_int_equal (g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine)), 0);
}

static void
test_stop (void **state)
{
  /* An address of its own: another program may be given the port as soon as it is free. */
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = listen_on (fixture, "127.83.7.1", "", PL_LISTEN_ANY);
  PlEnd end = *pl_socket_get_local (PL_SOCKET (listener));
  g_autoptr (PlListener) again = NULL;
  g_autofree char *service = g_strdup_printf ("%u", end.port);

  pl_socket_close (PL_SOCKET (listener));
  pl_socket_close (PL_SOCKET (listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (listener)));
  pl_socket_close (PL_SOCKET (listener));
  assert_int_equal (pl_socket_get_state (PL_SOCKET (listener)), PL_SOCKET_STATE_CLOSED);
  assert_int_equal (pl_socket_get_reason (PL_SOCKET (listener)), PL_END_REASON_HERE);
  assert_int_equal (pl_test_connect (&end), -1);
  assert_true (pl_end_equal (pl_socket_get_local (PL_SOCKET (listener)), &end));

  again = listen_on (fixture, "127.83.7.1", service, PL_LISTEN_ANY); /* the port is free at once */
}

static void
test_counts (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = listen_on (fixture, "127.0.0.1", "", PL_LISTEN_ANY);
  int fds[20];
  PlTotals totals;

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  pl_test_wait_until (pl_listener_get_n_open (listener) == 20);
  assert_int_equal (pl_listener_get_n_accepted (listener), 20);
  assert_int_equal (pl_engine_get_n_live (fixture->engine), 21);

  for (guint i = 0; i < 15; i++)
    close (fds[i]);
  pl_test_wait_until (pl_listener_get_n_open (listener) == 5);
  assert_int_equal (pl_listener_get_n_accepted (listener), 20);

  /* Those who are in stay in when it stops, and are still counted when they go. */
  pl_socket_close (PL_SOCKET (listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (listener)));
  assert_int_equal (pl_engine_get_n_live (fixture->engine), 5);
  assert_int_equal (pl_listener_get_n_open (listener), 5);
  for (guint i = 15; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  pl_test_wait_until (pl_listener_get_n_open (listener) == 0);

  pl_engine_get_totals (fixture->engine, &totals);
  assert_int_equal (totals.accepted, 20);
  assert_int_equal (g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine)), 21);
  pl_engine_clear_finished (fixture->engine);
  assert_int_equal (g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine)), 0);
}

/* What its peers move is counted for it, after its own end, too. */
static void
test_bytes (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                                           PL_RESPONDER_ECHO, NULL);
  PlSocket *socket = PL_SOCKET (listener);
  int first = pl_test_connect (pl_socket_get_local (socket));
  int second = pl_test_connect (pl_socket_get_local (socket));

  assert_int_equal (write (first, "hello", 5), 5);
  assert_int_equal (write (second, "goodbye", 7), 7);
  pl_test_wait_until (pl_socket_get_received (socket) == 12 && pl_socket_get_sent (socket) == 12);
  close (first);
  pl_socket_close (socket);
  pl_test_wait_until (pl_socket_is_over (socket) && pl_listener_get_n_open (listener) == 1);
  assert_int_equal (write (second, "!", 1), 1);
  pl_test_wait_until (pl_socket_get_received (socket) == 13 && pl_socket_get_sent (socket) == 13);
  close (second);
  pl_test_wait_until (pl_listener_get_n_open (listener) == 0);
  assert_int_equal (pl_socket_get_received (socket), 13);
}

/* Accepted, spoken to and closed between two drains: nothing of it is lost. */
static void
test_short_lived (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = listen_on (fixture, "127.0.0.1", "", PL_LISTEN_ANY);
  guint64 received = 0;

  for (guint i = 0; i < 500; i++)
    {
      int fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));

      assert_true (fd >= 0);
      assert_int_equal (write (fd, "hello", 5), 5);
      close (fd);
    }
  pl_test_wait_until (pl_listener_get_n_accepted (listener) == 500 && pl_listener_get_n_open (listener) == 0);
  assert_int_equal (g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine)), 501);
  for (guint i = 1; i <= 500; i++)
    {
      g_autoptr (PlSocket) row = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), i);

      assert_int_equal (pl_socket_get_reason (row), PL_END_REASON_PEER);
      received += pl_socket_get_received (row);
    }
  assert_int_equal (received, 2500);
}

typedef struct
{
  guint n_rows;
  guint n_most; /* at once */
} Growth;

/* A view that takes longer than a drain may. */
static void
grow_slowly (GListModel *rows, guint position, guint removed, guint added, Growth *growth)
{
  gint64 until_us = g_get_monotonic_time () + 10000;

  growth->n_rows += added;
  growth->n_most = MAX (growth->n_most, added);
  while (g_get_monotonic_time () < until_us)
    ;
}

/* A view that is slow gets a few rows at a time; all of them arrive. */
static void
test_few_rows_for_a_slow_view (void **state)
{
  g_autoptr (PlEngine) engine = pl_engine_new ((PlPace){ .frame_ms = 1, .rows_min = 4 });
  g_autoptr (PlListener) listener = pl_test_engine_listen (engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                                           PL_RESPONDER_NONE, NULL);
  Growth growth = { 0 };

  for (guint i = 0; i < 300; i++)
    {
      int fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));

      assert_true (fd >= 0);
      close (fd);
    }
  g_signal_connect (pl_engine_get_sockets (engine), "items-changed", G_CALLBACK (grow_slowly), &growth);
  pl_test_wait_until (growth.n_rows == 300);
  assert_int_equal (growth.n_most, 4);
}

static void
test_cancel (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PlTestResult stored = { NULL };

  /* right after the start */
  pl_engine_listen_async (fixture->engine, request, cancellable, pl_test_store_result, &stored);
  g_cancellable_cancel (cancellable);
  pl_test_wait_until (stored.n_calls > 0);
  assert_null (pl_engine_listen_finish (fixture->engine, stored.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_error (&error);
  pl_test_wait_until (pl_engine_get_n_live (fixture->engine) == 0);

  /* before it */
  pl_engine_listen_async (fixture->engine, request, cancellable, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 1);
  assert_null (pl_engine_listen_finish (fixture->engine, stored.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_error (&error);

  /* while a name is looked up */
  g_cancellable_reset (cancellable);
  pl_fake_resolver_set_addresses (fixture->resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER,
                                  "127.0.0.1");
  pl_target_request_set (pl_listen_request_get_local (request), "silent.test", "");
  pl_engine_listen_async (fixture->engine, request, cancellable, pl_test_store_result, &stored);
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 1);
  g_cancellable_cancel (cancellable);
  pl_test_wait_until (stored.n_calls > 2);
  assert_null (pl_engine_listen_finish (fixture->engine, stored.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_object (&stored.result);
}

static void
test_engine_is_dropped_while_listening (void **state)
{
  Fixture *fixture = *state;
  PlListener *listener = listen_on (fixture, "127.0.0.1", "", PL_LISTEN_ANY);
  PlEnd end = *pl_socket_get_local (PL_SOCKET (listener));
  int fd = pl_test_connect (&end);

  pl_test_wait_until (pl_listener_get_n_open (listener) == 1);
  pl_test_assert_finalized (fixture->engine);
  assert_int_equal (pl_test_connect (&end), -1); /* nothing listens behind anybody's back */
  pl_socket_close (PL_SOCKET (listener));
  pl_test_assert_finalized (listener);
  close (fd);
}

#define test(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test (test_family_ipv4),
    test (test_families_with_ipv6),
    test (test_addresses),
    test (test_name),
    test (test_named_service),
    test (test_in_use),
    test (test_denied),
    test (test_bad_requests),
    test (test_stop),
    test (test_counts),
    test (test_bytes),
    test (test_short_lived),
    test (test_few_rows_for_a_slow_view),
    test (test_cancel),
    test (test_engine_is_dropped_while_listening),
  };

  return cmocka_run_group_tests_name ("engine-listen", tests, NULL, NULL);
}
