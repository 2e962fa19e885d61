/* test-ending.c: what has ended a stream, from what is known of it. */

#include "core/connection/pl-ending.h"
#include "support/pl-test.h"

#include <errno.h>

static const char *const words[] = { "heard", "sent", "deaf", "closed", "aborted", "reset", "failed" };

static void
assert_endings (const PlSocketInfo *info, const PlEndTimes *ended, const char *expected)
{
  PlEnding endings[PL_ENDINGS_MAX];
  g_autoptr (GString) found = g_string_new (NULL);
  guint n = pl_endings_find (info, ended, endings);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (found, "%s%s %d", i > 0 ? ", " : "", words[endings[i].kind],
                            (int) endings[i].at_us);
  assert_string_equal (found->str, expected);
}

static void
test_live (void **state)
{
  PlSocketInfo info = { .state = PL_SOCKET_STATE_OPEN };

  assert_endings (&info, &(PlEndTimes){ .deaf_us = 0 }, "");
  assert_endings (&info, &(PlEndTimes){ .end_us = { 7, 5 }, .deaf_us = 6 }, "sent 5, deaf 6, heard 7");
  info.protocol = PL_PROTOCOL_UDP;
  assert_endings (&info, &(PlEndTimes){ .deaf_us = 6 }, "");
}

/* An end-of-file that closing has sent is no shutdown; and where both were there before, closing says nothing
 * more. */
static void
test_closed (void **state)
{
  PlSocketInfo info = { .state = PL_SOCKET_STATE_CLOSED, .closed_at_us = 9, .reason = PL_END_REASON_PEER };

  assert_endings (&info, &(PlEndTimes){ .end_us = { 8, 10 } }, "heard 8, closed 9");
  assert_endings (&info, &(PlEndTimes){ .end_us = { 11, 10 } }, "heard 9, closed 9");
  assert_endings (&info, &(PlEndTimes){ .end_us = { 8, 3 } }, "sent 3, heard 8");
  info.reason = PL_END_REASON_HERE;
  assert_endings (&info, &(PlEndTimes){ .end_us = { 0, 3 } }, "sent 3, closed 9");
  info.reason = PL_END_REASON_ABORTED;
  assert_endings (&info, &(PlEndTimes){ .end_us = { 8, 0 } }, "heard 8, aborted 9");
}

/* What was never connected has nothing that could end. */
static void
test_failed (void **state)
{
  PlSocketInfo info = { .state = PL_SOCKET_STATE_FAILED,
                        .closed_at_us = 9,
                        .reason = PL_END_REASON_FAILED,
                        .failure = { PL_STAGE_TRANSFER, ECONNRESET } };

  assert_endings (&info, &(PlEndTimes){ .deaf_us = 0 }, "reset 9");
  info.failure.code = ETIMEDOUT;
  assert_endings (&info, &(PlEndTimes){ .deaf_us = 2 }, "deaf 2, failed 9");
  info.failure.stage = PL_STAGE_CONNECT;
  assert_endings (&info, &(PlEndTimes){ .deaf_us = 0 }, "");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_live),
    cmocka_unit_test (test_closed),
    cmocka_unit_test (test_failed),
  };

  return cmocka_run_group_tests_name ("ending", tests, NULL, NULL);
}
