/* Many timers behind one source: they expire in order, once, and not after they were taken back. */
#include "core/net/pl-timers.h"

#include "support/pl-test.h"

#define N_TIMERS 9000

typedef struct
{
  PlTimer timer;
  guint n_expired;
} Item;

static gint64 last_due_us;
static guint n_expired;
static guint n_disorders;

static void
expired (PlTimer *timer, gint64 now_us)
{
  Item *item = (Item *) timer;

  n_disorders += timer->due_us < last_due_us || timer->due_us > now_us || timer->place != 0;
  last_due_us = timer->due_us;
  item->n_expired++;
  n_expired++;
}

static void
run (GMainContext *context, guint n_wanted)
{
  gint64 deadline_us = g_get_monotonic_time () + PL_TEST_DEADLINE_US;

  while (n_expired < n_wanted && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (context, TRUE);
  assert_int_equal (n_expired, n_wanted);
}

static int
set_up (void **state)
{
  last_due_us = n_expired = n_disorders = 0;

  return 0;
}

static void
test_order (void **state)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  PlTimers *timers = pl_timers_new (context);
  g_autofree Item *items = g_new0 (Item, N_TIMERS);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_TIMERS; i++)
    {
      items[i].timer.expired = expired;
      pl_timers_set (timers, &items[i].timer, now_us + (i * 7919) % 20011);
    }
  for (guint i = 0; i < N_TIMERS; i += 3) /* moved both ways */
    pl_timers_set (timers, &items[i].timer, now_us + (i * 104729) % 30011);
  for (guint i = 0; i < N_TIMERS; i += 5)
    pl_timers_unset (timers, &items[i].timer);
  assert_int_equal (n_expired, 0); /* nothing happens but in the loop */

  run (context, N_TIMERS - N_TIMERS / 5);
  assert_int_equal (n_disorders, 0);
  for (guint i = 0; i < N_TIMERS; i++)
    assert_int_equal (items[i].n_expired, i % 5 != 0);
  assert_false (g_main_context_iteration (context, FALSE));
  pl_timers_free (timers);
}

/* One that is set again while it expires, and one that takes another back. */
static PlTimers *shared;
static Item again, other;

static void
expired_again (PlTimer *timer, gint64 now_us)
{
  expired (timer, now_us);
  pl_timers_unset (shared, &other.timer);
  if (n_expired < 3)
    pl_timers_set (shared, timer, now_us + 100);
}

static void
test_within (void **state)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gint64 now_us = g_get_monotonic_time ();

  shared = pl_timers_new (context);
  again = (Item){ .timer.expired = expired_again };
  other = (Item){ .timer.expired = expired };
  pl_timers_set (shared, &other.timer, now_us + 1);
  pl_timers_set (shared, &again.timer, now_us);
  run (context, 3);
  assert_int_equal (other.n_expired, 0);
  assert_int_equal (again.timer.place, 0);
  pl_timers_free (shared);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup (test_order, set_up),
    cmocka_unit_test_setup (test_within, set_up),
  };

  return cmocka_run_group_tests_name ("timers", tests, NULL, NULL);
}
