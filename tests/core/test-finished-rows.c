/* How many rows stay in the list once they are over, and what becomes of the others. */
#include "support/pl-test.h"

typedef struct
{
  PlEngine *engine;
  guint64 last_id; /* of the connections that were made so far */
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->engine);
  g_free (fixture);

  return 0;
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine));
}

static guint64
get_first_id (Fixture *fixture)
{
  g_autoptr (PlSocket) first = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 0);

  return pl_socket_get_id (first);
}

/* Each is over before the next one begins. */
static void
fail_to_connect (Fixture *fixture, guint n)
{
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", pl_test_free_port (AF_INET));

  for (guint i = 0; i < n; i++)
    assert_null (pl_test_engine_connect (fixture->engine, request, NULL));
  fixture->last_id += n;
}

static void
test_oldest_go (void **state)
{
  Fixture *fixture = *state;

  assert_int_equal (pl_engine_get_finished_max (fixture->engine), 10000);
  pl_engine_set_finished_max (fixture->engine, 5);
  fail_to_connect (fixture, 5);
  assert_int_equal (get_n_rows (fixture), 5);
  assert_int_equal (pl_engine_get_n_dropped (fixture->engine), 0);
  fail_to_connect (fixture, 7);
  pl_test_wait_until (get_n_rows (fixture) == 5);
  assert_int_equal (pl_engine_get_n_dropped (fixture->engine), 7);
  assert_int_equal (get_first_id (fixture), fixture->last_id - 4);
}

/* What is live does not count, and never goes. */
static void
test_live_stay (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListener) listener = NULL;

  pl_engine_set_finished_max (fixture->engine, 2);
  listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4, PL_RESPONDER_NONE,
                                    NULL);
  fail_to_connect (fixture, 4);
  pl_test_wait_until (get_n_rows (fixture) == 3);
  assert_int_equal (get_first_id (fixture), pl_socket_get_id (PL_SOCKET (listener)));

  pl_engine_set_finished_max (fixture->engine, 0);
  pl_test_wait_until (get_n_rows (fixture) == 1);
  assert_int_equal (pl_engine_get_n_dropped (fixture->engine), 4);
}

/* Holds at once, both ways, without anything new. */
static void
test_change (void **state)
{
  Fixture *fixture = *state;
  guint n_notified = 0;

  g_signal_connect_swapped (fixture->engine, "notify::finished-max", G_CALLBACK (g_atomic_int_inc),
                            &n_notified);
  fail_to_connect (fixture, 30);
  g_object_set (fixture->engine, "finished-max", 10, NULL);
  pl_test_wait_until (get_n_rows (fixture) == 10);
  assert_int_equal (pl_engine_get_n_dropped (fixture->engine), 20);
  g_object_set (fixture->engine, "finished-max", 10, NULL);
  assert_int_equal (n_notified, 1);

  pl_engine_set_finished_max (fixture->engine, 12);
  fail_to_connect (fixture, 3);
  pl_test_wait_until (get_n_rows (fixture) == 12);
  assert_int_equal (pl_engine_get_n_dropped (fixture->engine), 21); /* what has gone does not come back */
  assert_int_equal (n_notified, 2);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_oldest_go, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_live_stay, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_change, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("finished-rows", tests, NULL, NULL);
}
