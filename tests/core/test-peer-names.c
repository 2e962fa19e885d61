/* Names of peers: asked for when they are wanted, a few at a time, kept, and cleaned. */
#include "core/connection/pl-peer-names.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

typedef struct
{
  PlFakeResolver *resolver;
  PlPeerNames *names;
  guint n_changes;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->names = pl_peer_names_new (G_RESOLVER (fixture->resolver));
  g_signal_connect_swapped (fixture->names, "changed", G_CALLBACK (changed_cb), fixture);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  if (fixture->names != NULL)
    pl_test_assert_finalized (fixture->names);
  pl_fake_resolver_uninstall (fixture->resolver);
  g_free (fixture);

  return 0;
}

static const char *
get (Fixture *fixture, guint n)
{
  PlAddress address = { PL_FAMILY_IPV4, { 192, 0, (guint8) (n >> 8), (guint8) n } };

  return pl_peer_names_get (fixture->names, &address);
}

static void
answer (Fixture *fixture, const char *name, guint n_expected)
{
  guint n_changes = fixture->n_changes + (name != NULL ? n_expected : 0);

  assert_int_equal (pl_fake_resolver_answer_names (fixture->resolver, name), n_expected);
  pl_test_wait_until (fixture->n_changes == n_changes && !g_main_context_pending (NULL));
}

static void
test_kept (void **state)
{
  Fixture *fixture = *state;
  PlAddress mapped = { PL_FAMILY_IPV6, { [10] = 0xff, 0xff, 192, 0, 0, 1 } };

  assert_null (get (fixture, 1));
  assert_null (get (fixture, 1)); /* is on its way */
  answer (fixture, "one.test", 1);
  assert_string_equal (get (fixture, 1), "one.test");
  assert_string_equal (pl_peer_names_get (fixture->names, &mapped), "one.test");
  assert_null (get (fixture, 2));
  answer (fixture, NULL, 1);
  assert_null (get (fixture, 2)); /* has none: not asked for again */
  answer (fixture, "two.test", 0);
  assert_null (pl_peer_names_get (fixture->names, &(PlAddress){ 0 }));
  answer (fixture, "nobody.test", 0);
}

static void
test_few_at_a_time (void **state)
{
  Fixture *fixture = *state;
  guint n = 10000, n_answered = 0, n_now;

  for (guint i = 0; i < n; i++)
    assert_null (get (fixture, i));
  while ((n_now = pl_fake_resolver_answer_names (fixture->resolver, "many.test")) > 0)
    {
      assert_true (n_now <= PL_PEER_NAMES_PARALLEL);
      n_answered += n_now;
      pl_test_wait_until (fixture->n_changes == n_answered);
    }
  assert_int_equal (n_answered, PL_PEER_NAMES_PARALLEL + PL_PEER_NAMES_WAITING); /* the rest gave up */
  assert_string_equal (get (fixture, n - 1), "many.test");                       /* the latest came first */
  assert_null (get (fixture, n / 2));
  answer (fixture, "again.test", 1);
  assert_string_equal (get (fixture, n / 2), "again.test");
}

static void
test_bounded (void **state)
{
  Fixture *fixture = *state;

  for (guint i = 0; i <= PL_PEER_NAMES_KEPT; i++)
    {
      assert_null (get (fixture, i));
      answer (fixture, "kept.test", 1);
    }
  assert_string_equal (get (fixture, PL_PEER_NAMES_KEPT), "kept.test");
  assert_null (get (fixture, 0)); /* the oldest had to go */
  answer (fixture, "again.test", 1);
}

static void
test_clean (void **state)
{
  Fixture *fixture = *state;

  assert_null (get (fixture, 1));
  answer (fixture, "evil.test\n\033[31m", 1);
  assert_string_equal (get (fixture, 1), "evil.test");
  assert_null (get (fixture, 2));
  answer (fixture, "\xff.test", 1);
  assert_true (g_utf8_validate (get (fixture, 2), -1, NULL));
}

static void
test_dropped_while_asking (void **state)
{
  Fixture *fixture = *state;

  for (guint i = 0; i < 10; i++)
    assert_null (get (fixture, i));
  pl_test_assert_finalized (fixture->names);
  assert_int_equal (pl_fake_resolver_answer_names (fixture->resolver, "late.test"), PL_PEER_NAMES_PARALLEL);
  pl_test_wait_until (!g_main_context_pending (NULL));
  assert_int_equal (fixture->n_changes, 0);
}

#define test(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test (test_kept),  test (test_few_at_a_time),        test (test_bounded),
    test (test_clean), test (test_dropped_while_asking),
  };

  return cmocka_run_group_tests_name ("peer-names", tests, NULL, NULL);
}
