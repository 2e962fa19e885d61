/* The race of RFC 8305 as a pure state machine: no network, no clock. */
#include "core/connect/pl-race.h"

#include "support/pl-test.h"

#define MS G_GINT64_CONSTANT (1000)
#define A6 "2001:db8::1"
#define B6 "2001:db8::2"
#define A4 "192.0.2.1"
#define B4 "192.0.2.2"

static const PlRaceOptions usual = { .resolution_delay_ms = PL_RACE_RESOLUTION_DELAY_MS,
                                     .attempt_delay_ms = PL_RACE_ATTEMPT_DELAY_MS };

static void
append_action (GString *text, PlRace *race, const PlRaceAction *action)
{
  char address[PL_ADDRESS_STRING_SIZE];

  if (text->len > 0)
    g_string_append_c (text, ' ');
  switch (action->kind)
    {
    case PL_RACE_START:
      g_string_append_printf (text, "start%u=%s", action->attempt,
                              pl_address_to_string (pl_race_get_address (race, action->attempt), address));
      break;
    case PL_RACE_CANCEL:
      g_string_append_printf (text, "cancel%u", action->attempt);
      break;
    case PL_RACE_EXPIRE:
      g_string_append_printf (text, "expire%u", action->attempt);
      break;
    case PL_RACE_WON:
      g_string_append_printf (text, "won%u", action->attempt);
      break;
    case PL_RACE_LOST:
      g_string_append (text, "lost");
      break;
    case PL_RACE_TIMED_OUT:
    default:
      g_string_append (text, "timed-out");
    }
}

static void
expect (PlRace *race, gint64 now_ms, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlRaceAction action;

  for (guint i = 0; i < 100 && pl_race_next (race, now_ms * MS, &action); i++)
    append_action (text, race, &action);
  assert_string_equal (text->str, expected);
}

/* @texts is separated by blanks; "" is a negative answer. */
static void
answer (PlRace *race, PlFamily family, gint64 now_ms, const char *texts)
{
  g_auto (GStrv) parts = g_strsplit (texts, " ", -1);
  PlAddress addresses[8];
  guint n = 0;

  for (char **at = parts; texts[0] != '\0' && *at != NULL; at++)
    {
      PlAddressText read;

      assert_true (pl_address_parse (*at, -1, &read));
      addresses[n++] = read.address;
    }
  pl_race_answer (race, family, addresses, n, now_ms * MS);
}

static void
expect_wake_up (PlRace *race, gint64 ms)
{
  assert_int_equal (pl_race_get_wake_up (race), ms < 0 ? G_MAXINT64 : ms * MS);
}

static void
test_ipv6_first_starts_at_once (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  expect (race, 0, "");
  expect_wake_up (race, -1);
  answer (race, PL_FAMILY_IPV6, 10, A6);
  expect (race, 10, "start0=" A6);
  expect_wake_up (race, -1);
  pl_race_free (race);
}

/* Without a race: both answers first, then one address, whatever the delays. */
static void
test_first_only (void **state)
{
  PlRaceOptions options = usual;
  PlRace *race;

  options.first_only = TRUE;
  race = pl_race_new (&options, 0);
  answer (race, PL_FAMILY_IPV4, 10, A4 " " B4);
  expect (race, 10, "");
  expect_wake_up (race, -1);
  expect (race, 1000, "");
  answer (race, PL_FAMILY_IPV6, 2000, A6 " " B6);
  expect (race, 2000, "start0=" A6);
  expect_wake_up (race, -1);
  expect (race, 9000, "");
  pl_race_failed (race, 0, 9000 * MS);
  expect (race, 9000, "lost");
  pl_race_free (race);
}

static void
test_ipv4_first_waits (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV4, 10, A4);
  expect (race, 10, "");
  expect_wake_up (race, 60);
  expect (race, 59, "");
  expect (race, 60, "start0=" A4);
  pl_race_free (race);
}

static void
test_ipv6_inside_the_window_goes_first (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV4, 10, A4);
  expect (race, 10, "");
  answer (race, PL_FAMILY_IPV6, 59, A6);
  expect (race, 59, "start0=" A6);
  expect_wake_up (race, 59 + 250);
  expect (race, 59 + 250, "start1=" A4);
  pl_race_free (race);
}

static void
test_ipv6_after_the_window_joins (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV4, 0, A4 " " B4);
  expect (race, 50, "start0=" A4);
  answer (race, PL_FAMILY_IPV6, 100, A6);
  expect (race, 100, "");
  expect_wake_up (race, 300);
  expect (race, 300, "start1=" A6);
  expect (race, 550, "start2=" B4);
  pl_race_free (race);
}

static void
test_negative_ipv6_ends_the_waiting (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV4, 10, A4);
  expect (race, 10, "");
  answer (race, PL_FAMILY_IPV6, 12, "");
  expect (race, 12, "start0=" A4);
  pl_race_free (race);

  race = pl_race_new (&usual, 0);
  answer (race, PL_FAMILY_IPV6, 5, "");
  expect (race, 5, "");
  answer (race, PL_FAMILY_IPV4, 6, A4);
  expect (race, 6, "start0=" A4);
  pl_race_free (race);
}

static void
test_families_take_turns (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6 " " B6 " 2001:db8::3");
  answer (race, PL_FAMILY_IPV4, 0, A4 " " B4);
  expect (race, 0, "start0=" A6);
  expect (race, 249, "");
  expect (race, 250, "start1=" A4);
  expect (race, 500, "start2=" B6);
  expect (race, 750, "start3=" B4);
  expect (race, 1000, "start4=2001:db8::3");
  expect_wake_up (race, -1);
  pl_race_free (race);
}

static void
test_failure_starts_the_next_at_once (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6 " " B6);
  answer (race, PL_FAMILY_IPV4, 0, A4);
  expect (race, 0, "start0=" A6);
  pl_race_failed (race, 0, 3 * MS);
  expect (race, 3, "start1=" A4);
  expect_wake_up (race, 253);
  expect (race, 253, "start2=" B6);
  pl_race_failed (race, 1, 260 * MS); /* an older one fails while the newest runs */
  expect (race, 260, "");
  pl_race_failed (race, 2, 261 * MS);
  expect (race, 261, "lost");
  expect (race, 262, "");
  expect_wake_up (race, -1);
  pl_race_free (race);
}

/* Any failure does, even if another attempt is still running. */
static void
test_failure_beside_another_attempt (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6 " " B6);
  answer (race, PL_FAMILY_IPV4, 0, A4);
  expect (race, 0, "start0=" A6);
  expect (race, 250, "start1=" A4);
  pl_race_failed (race, 1, 260 * MS);
  expect (race, 260, "start2=" B6);
  pl_race_free (race);
}

static void
test_late_addresses_after_failures (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6);
  expect (race, 0, "start0=" A6);
  pl_race_failed (race, 0, 5 * MS);
  expect (race, 5, ""); /* not lost: the other answer is still to come */
  answer (race, PL_FAMILY_IPV4, 900, A4);
  expect (race, 900, "start1=" A4);
  pl_race_failed (race, 1, 901 * MS);
  expect (race, 901, "lost");
  pl_race_free (race);
}

static void
test_winner_cancels_the_others (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6 " " B6);
  answer (race, PL_FAMILY_IPV4, 0, A4);
  expect (race, 0, "start0=" A6);
  expect (race, 250, "start1=" A4);
  expect (race, 500, "start2=" B6);
  pl_race_connected (race, 1);
  pl_race_connected (race, 0); /* in the same breath: too late */
  expect (race, 510, "cancel0 cancel2 won1");
  expect (race, 9999, "");
  expect_wake_up (race, -1);
  pl_race_free (race);
}

static void
test_timeout (void **state)
{
  PlRaceOptions options = usual;
  PlRace *race;

  options.timeout_ms = 300;
  race = pl_race_new (&options, 1000 * MS);
  expect_wake_up (race, 1300);
  answer (race, PL_FAMILY_IPV6, 1000, A6 " " B6);
  expect (race, 1000, "start0=" A6);
  expect_wake_up (race, 1250);
  expect (race, 1250, "start1=" B6);
  expect_wake_up (race, 1300);
  expect (race, 1299, "");
  expect (race, 1300, "expire0 expire1 timed-out");
  pl_race_free (race);

  race = pl_race_new (&options, 0); /* nobody answers */
  expect (race, 300, "timed-out");
  pl_race_free (race);
}

static void
test_one_family (void **state)
{
  PlRaceOptions options = usual;
  PlRace *race;

  options.family = PL_FAMILY_IPV4;
  race = pl_race_new (&options, 0);
  answer (race, PL_FAMILY_IPV4, 1, A4);
  expect (race, 1, "start0=" A4); /* nothing to wait for */
  pl_race_failed (race, 0, 2 * MS);
  expect (race, 2, "lost");
  pl_race_free (race);

  options.family = PL_FAMILY_IPV6;
  race = pl_race_new (&options, 0);
  answer (race, PL_FAMILY_IPV6, 1, "");
  expect (race, 1, "lost");
  pl_race_free (race);
}

static void
test_nothing_found (void **state)
{
  PlRace *race = pl_race_new (&usual, 0);

  answer (race, PL_FAMILY_IPV4, 1, "");
  expect (race, 1, "");
  answer (race, PL_FAMILY_IPV6, 2, "");
  expect (race, 2, "lost");
  pl_race_free (race);
}

/* RFC 8305 section 8: the delay between attempts must not fall below 10 ms. */
static void
test_least_delay (void **state)
{
  PlRaceOptions options = { .attempt_delay_ms = 0 };
  PlRace *race = pl_race_new (&options, 0);

  answer (race, PL_FAMILY_IPV6, 0, A6 " " B6);
  expect (race, 0, "start0=" A6);
  expect_wake_up (race, PL_RACE_ATTEMPT_DELAY_MIN_MS);
  pl_race_free (race);
}

/* A random network: answers and outcomes come whenever they like. */
typedef struct
{
  PlRaceOptions options;
  PlRace *race;
  GRand *random;
  gint64 now_us;
  gint64 answer_at_us[2]; /* IPv6, IPv4; -1 once it has come */
  gint64 answered_at_us[2];
  guint n_addresses[2];
  guint n_started[2];
  gint64 outcome_at_us[16]; /* -1 for none */
  gboolean is_running[16];
  guint n_attempts;
  gint64 started_at_us; /* the last one */
  gboolean has_failed;  /* since then */
  PlRaceActionKind end;
  gboolean is_over;
} World;

static guint
count_running (World *world)
{
  guint n = 0;

  for (guint i = 0; i < world->n_attempts; i++)
    n += world->is_running[i];

  return n;
}

static void
check_start (World *world, guint attempt)
{
  guint lane = pl_race_get_address (world->race, attempt)->family == PL_FAMILY_IPV4;
  gboolean waited = world->answered_at_us[0] >= 0 ||
                    world->now_us >= world->answered_at_us[1] + world->options.resolution_delay_ms * MS;

  assert_false (world->is_over);
  assert_int_equal (attempt, world->n_attempts);
  assert_true (world->n_started[lane] < world->n_addresses[lane]);
  assert_int_equal (pl_race_get_address (world->race, attempt)->bytes[3], world->n_started[lane]);
  if (attempt == 0)
    assert_true (lane == 0 || waited);
  else if (!world->has_failed && count_running (world) > 0)
    assert_true (world->now_us - world->started_at_us >= world->options.attempt_delay_ms * MS);

  world->n_started[lane]++;
  world->n_attempts++;
  world->is_running[attempt] = TRUE;
  world->outcome_at_us[attempt] = g_rand_boolean (world->random)
                                      ? world->now_us + g_rand_int_range (world->random, 0, 900) * MS
                                      : -1;
  world->started_at_us = world->now_us;
  world->has_failed = FALSE;
}

static void
check_action (World *world, const PlRaceAction *action)
{
  switch (action->kind)
    {
    case PL_RACE_START:
      check_start (world, action->attempt);
      return;
    case PL_RACE_CANCEL:
    case PL_RACE_EXPIRE:
      assert_true (world->is_running[action->attempt]);
      world->is_running[action->attempt] = FALSE;
      return;
    case PL_RACE_WON:
      assert_true (world->is_running[action->attempt]);
      world->is_running[action->attempt] = FALSE;
      break;
    case PL_RACE_LOST:
      assert_int_equal (world->n_started[0] + world->n_started[1],
                        world->n_addresses[0] + world->n_addresses[1]);
      assert_true (world->answered_at_us[0] >= 0 && world->answered_at_us[1] >= 0);
      break;
    case PL_RACE_TIMED_OUT:
    default:
      assert_true (world->options.timeout_ms > 0 && world->now_us >= world->options.timeout_ms * MS);
    }

  assert_false (world->is_over); /* the end comes once */
  assert_int_equal (count_running (world), 0);
  world->is_over = TRUE;
  world->end = action->kind;
}

static void
give_answer (World *world, guint lane)
{
  PlAddress addresses[8];

  for (guint i = 0; i < world->n_addresses[lane]; i++)
    addresses[i] = (PlAddress){ lane == 0 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4, { [3] = (guint8) i } };
  world->answer_at_us[lane] = -1;
  world->answered_at_us[lane] = world->now_us;
  pl_race_answer (world->race, lane == 0 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4, addresses,
                  world->n_addresses[lane], world->now_us);
}

static void
give_outcome (World *world, guint attempt)
{
  world->outcome_at_us[attempt] = -1;
  if (g_rand_int_range (world->random, 0, 4) == 0)
    {
      pl_race_connected (world->race, attempt);
      return;
    }

  world->is_running[attempt] = FALSE;
  world->has_failed = TRUE;
  pl_race_failed (world->race, attempt, world->now_us);
}

static void
play_events (World *world)
{
  for (guint i = 0; i < 2; i++)
    {
      if (world->answer_at_us[i] >= 0 && world->answer_at_us[i] <= world->now_us)
        give_answer (world, i);
    }
  for (guint i = 0; i < world->n_attempts; i++)
    {
      if (world->is_running[i] && world->outcome_at_us[i] >= 0 && world->outcome_at_us[i] <= world->now_us)
        give_outcome (world, i);
    }
}

static gint64
get_next_event_us (World *world)
{
  gint64 next_us = pl_race_get_wake_up (world->race);

  assert_true (next_us > world->now_us); /* else it would be asked in a loop */
  for (guint i = 0; i < 2; i++)
    {
      if (world->answer_at_us[i] >= 0)
        next_us = MIN (next_us, world->answer_at_us[i]);
    }
  for (guint i = 0; i < world->n_attempts; i++)
    {
      if (world->is_running[i] && world->outcome_at_us[i] >= 0)
        next_us = MIN (next_us, world->outcome_at_us[i]);
    }

  return next_us;
}

static void
play (World *world)
{
  PlRaceAction action;

  for (guint i = 0; i < 1000 && !world->is_over; i++)
    {
      play_events (world);
      while (pl_race_next (world->race, world->now_us, &action))
        check_action (world, &action);
      if (world->is_over)
        break;
      world->now_us = get_next_event_us (world);
      if (world->now_us == G_MAXINT64) /* everybody is silent, and there is no timeout */
        {
          assert_true (count_running (world) > 0);
          assert_int_equal (world->options.timeout_ms, 0);
          return;
        }
    }
  assert_true (world->is_over);
  assert_false (pl_race_next (world->race, G_MAXINT64 - 1, &action));
}

static void
test_random_networks (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8305);
  guint n_ends[PL_RACE_TIMED_OUT + 1] = { 0 };

  for (guint round = 0; round < 20000; round++)
    {
      World world = { .random = random, .options = usual, .answered_at_us = { -1, -1 } };

      if (g_rand_boolean (random))
        world.options.timeout_ms = (guint) g_rand_int_range (random, 1, 1500);
      for (guint i = 0; i < 2; i++)
        {
          world.n_addresses[i] = (guint) g_rand_int_range (random, 0, 4);
          world.answer_at_us[i] = g_rand_int_range (random, 0, 150) * MS;
        }
      world.race = pl_race_new (&world.options, 0);
      play (&world);
      pl_race_free (world.race);
      if (world.is_over)
        n_ends[world.end]++;
    }

  assert_true (n_ends[PL_RACE_WON] > 100 && n_ends[PL_RACE_LOST] > 100 && n_ends[PL_RACE_TIMED_OUT] > 100);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_ipv6_first_starts_at_once),
    cmocka_unit_test (test_first_only),
    cmocka_unit_test (test_ipv4_first_waits),
    cmocka_unit_test (test_ipv6_inside_the_window_goes_first),
    cmocka_unit_test (test_ipv6_after_the_window_joins),
    cmocka_unit_test (test_negative_ipv6_ends_the_waiting),
    cmocka_unit_test (test_families_take_turns),
    cmocka_unit_test (test_failure_starts_the_next_at_once),
    cmocka_unit_test (test_failure_beside_another_attempt),
    cmocka_unit_test (test_late_addresses_after_failures),
    cmocka_unit_test (test_winner_cancels_the_others),
    cmocka_unit_test (test_timeout),
    cmocka_unit_test (test_one_family),
    cmocka_unit_test (test_nothing_found),
    cmocka_unit_test (test_least_delay),
    cmocka_unit_test (test_random_networks),
  };

  return cmocka_run_group_tests_name ("race", tests, NULL, NULL);
}
