/* When an echo stops answering. */
#include "core/net/pl-reflection.h"

#include "support/pl-test.h"

#define WORD ((const guint8 *) "word")

static void
test_services (void **state)
{
  static const guint16 services[] = { 7, 13, 17, 19, 37 };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    assert_true (pl_reflection_is_service (services[i]));
  assert_false (pl_reflection_is_service (9)); /* discard says nothing */
  assert_false (pl_reflection_is_service (53));
  assert_false (pl_reflection_is_service (40007));
}

static guint
count_answers (PlReflection *reflection, gsize length, guint n, gint64 step_us)
{
  gint64 now_us = reflection->answered_at_us + 1;
  guint n_answers = 0;

  for (guint i = 0; i < n; i++)
    {
      now_us += step_us;
      if (!pl_reflection_may_answer (reflection, WORD, length, now_us))
        continue;
      pl_reflection_answered (reflection, WORD, length, now_us);
      n_answers++;
    }

  return n_answers;
}

static void
test_the_same_again_and_again (void **state)
{
  PlReflection reflection = { 0 };

  assert_int_equal (count_answers (&reflection, 4, PL_REFLECTIONS_MAX + 1000, 20), PL_REFLECTIONS_MAX);
}

static void
test_empty_ones (void **state)
{
  PlReflection reflection = { 0 };

  assert_int_equal (count_answers (&reflection, 0, PL_REFLECTIONS_MAX + 1000, 20), PL_REFLECTIONS_MAX);
}

/* Somebody who asks the same once a second is a person, or a monitor. */
static void
test_silence_between (void **state)
{
  PlReflection reflection = { 0 };

  assert_int_equal (count_answers (&reflection, 4, PL_REFLECTIONS_MAX * 2, PL_REFLECTION_SILENCE_US),
                    PL_REFLECTIONS_MAX * 2);
}

static void
test_starts_again (void **state)
{
  PlReflection reflection = { 0 };

  count_answers (&reflection, 4, PL_REFLECTIONS_MAX * 2, 20);
  assert_int_equal (count_answers (&reflection, 4, 1, 20), 0);
  assert_int_equal (count_answers (&reflection, 3, 1, 20), 1); /* something else */
  assert_int_equal (count_answers (&reflection, 4, 2, 20), 2);
  count_answers (&reflection, 4, PL_REFLECTIONS_MAX * 2, 20);
  assert_int_equal (count_answers (&reflection, 4, 1, PL_REFLECTION_SILENCE_US), 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_services),     cmocka_unit_test (test_the_same_again_and_again),
    cmocka_unit_test (test_empty_ones),   cmocka_unit_test (test_silence_between),
    cmocka_unit_test (test_starts_again),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
