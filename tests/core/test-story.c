/* test-story.c: what a story says of the steps of a connection: its rows, their times, their waits. */

#include "core/connect/pl-story.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MS        G_GINT64_CONSTANT (1000)
#define MAX_STEPS 16
#define REFUSED                                                                                              \
  {                                                                                                          \
    PL_STAGE_CONNECT, ECONNREFUSED, "connect"                                                                \
  }
#define CANCELLED                                                                                            \
  {                                                                                                          \
    PL_STAGE_CONNECT, ECANCELED                                                                              \
  }
#define SILENT                                                                                               \
  {                                                                                                          \
    PL_STAGE_CONNECT, ETIMEDOUT, "connect"                                                                   \
  }
#define NOT_FOUND                                                                                            \
  {                                                                                                          \
    PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND                                                                     \
  }

typedef struct
{
  const char *name;
  const char *expected; /* a line for each row, see dup_rows() */
  const char *summary;
  PlFailure failure;
  gint64 now_us;
  gboolean is_running;
  PlFamily family;
  gboolean first_only;
  PlStep steps[MAX_STEPS];
} Case;

/* In a table an end is its last byte and its port. */
#define V6(last, number)                                                                                     \
  {                                                                                                          \
    { PL_FAMILY_IPV6, { 0x20, 1, 0xd, 0xb8, [15] = last } }, number, 0                                       \
  }
#define V4(last, number)                                                                                     \
  {                                                                                                          \
    { PL_FAMILY_IPV4, { 192, 0, 2, last } }, number, 0                                                       \
  }
#define LO6(number)                                                                                          \
  {                                                                                                          \
    { PL_FAMILY_IPV6, { [15] = 1 } }, number, 0                                                              \
  }
#define LO4(number)                                                                                          \
  {                                                                                                          \
    { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, number, 0                                                          \
  }

#define QUERY(f, at)                                                                                         \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_QUERY, .family = f, .at_us = at                                                 \
  }
#define ADDRESS(f, at, end)                                                                                  \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_ADDRESS, .family = f, .at_us = at, .peer = end                                  \
  }
#define ANSWER(f, at, count)                                                                                 \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_ANSWER, .family = f, .at_us = at, .n = count                                    \
  }
#define NO_ANSWER(f, at, why)                                                                                \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_ANSWER, .family = f, .at_us = at, .failure = why                                \
  }
#define ATTEMPT(f, at, number, end)                                                                          \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_ATTEMPT, .family = f, .at_us = at, .n = number, .peer = end                     \
  }
#define END(f, at, number, here, end, ...)                                                                   \
  {                                                                                                          \
    .id = 1, .kind = PL_STEP_ATTEMPT_END, .family = f, .at_us = at, .n = number, .local = here, .peer = end, \
    .failure = __VA_ARGS__                                                                                   \
  }
#define WON                                                                                                  \
  {                                                                                                          \
    0, 0                                                                                                     \
  }

static const Case cases[] = {
  { .name = "one address, typed",
    .expected = "Attempt 1, IPv4: connected [0-12]\n",
    .summary = "connected in 12.00 ms",
    .steps = { ATTEMPT (4, 0, 0, V4 (1, 80)), END (4, 12 * MS, 0, V4 (9, 5000), V4 (1, 80), WON) } },
  { .name = "both families, IPv6 first",
    .expected = "Ask for IPv6 (AAAA): 1 address [0-10]\n"
                "Ask for IPv4 (A): 1 address [0-20]\n"
                "Attempt 1, IPv6: connected [10-30]\n",
    .summary = "connected in 30.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ADDRESS (6, 10 * MS, V6 (1, 80)), ANSWER (6, 10 * MS, 1),
               ATTEMPT (6, 10 * MS, 0, V6 (1, 80)), ANSWER (4, 20 * MS, 1),
               END (6, 30 * MS, 0, V6 (9, 5000), V6 (1, 80), WON) } },
  { .name = "A first, AAAA inside the window",
    .expected = "Ask for IPv6 (AAAA): 1 address [0-40]\n"
                "Ask for IPv4 (A): 1 address [0-10] waits 10-40: up to 50 ms for the IPv6 answer\n"
                "Attempt 1, IPv6: connected [40-50]\n",
    .summary = "connected in 50.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (4, 10 * MS, 1), ANSWER (6, 40 * MS, 1),
               ATTEMPT (6, 40 * MS, 0, V6 (1, 80)), END (6, 50 * MS, 0, V6 (9, 1), V6 (1, 80), WON) } },
  { .name = "A first, AAAA never",
    .expected = "Ask for IPv6 (AAAA): not waited for [0-70]\n"
                "Ask for IPv4 (A): 1 address [0-10] waits 10-60: up to 50 ms for the IPv6 answer\n"
                "Attempt 1, IPv4: connected [60-70]\n",
    .summary = "connected in 70.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (4, 10 * MS, 1), ATTEMPT (4, 60 * MS, 0, V4 (1, 80)),
               END (4, 70 * MS, 0, V4 (9, 1), V4 (1, 80), WON) } },
  { .name = "one address, silent",
    .expected = "Attempt 1, IPv4: timed out [0-3100]\n",
    .summary = "failed after 3100.0 ms",
    .failure = SILENT,
    .now_us = 3100 * MS,
    .steps = { ATTEMPT (4, 0, 0, V4 (1, 80)),
               { .id = 1,
                 .kind = PL_STEP_ATTEMPT_END,
                 .family = 4,
                 .at_us = 3100 * MS,
                 .n_retransmits = 2,
                 .local = V4 (9, 5000),
                 .peer = V4 (1, 80),
                 .failure = SILENT } } },
  { .name = "every address: no race, the others have rows of their own",
    .first_only = TRUE,
    .expected = "Ask for IPv6 (AAAA): 2 addresses [0-10] waits 10-90: until both answers are there\n"
                "Ask for IPv4 (A): 1 address [0-90]\n"
                "Attempt 1, IPv6: connected [90-95]\n"
                "No race: \n",
    .summary = "connected in 95.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (6, 10 * MS, 2), ANSWER (4, 90 * MS, 1),
               ATTEMPT (6, 90 * MS, 0, V6 (1, 80)), END (6, 95 * MS, 0, V6 (9, 1), V6 (1, 80), WON) } },
  { .name = "refused, then the next at once, and why",
    .expected = "Ask for IPv6 (AAAA): 1 address [0-1]\n"
                "Ask for IPv4 (A): 1 address [0-1]\n"
                "Attempt 1, IPv6: refused [1-2]\n"
                "Attempt 2, IPv4: connected [2-3] after 1\n"
                "Why: \n",
    .summary = "connected in 3.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (6, 1 * MS, 1), ANSWER (4, 1 * MS, 1),
               ATTEMPT (6, 1 * MS, 0, LO6 (80)), END (6, 2 * MS, 0, LO6 (5000), LO6 (80), REFUSED),
               ATTEMPT (4, 2 * MS, 1, LO4 (80)), END (4, 3 * MS, 1, LO4 (5001), LO4 (80), WON) } },
  { .name = "the loser is cancelled",
    .expected = "Attempt 1, IPv6: cancelled [0-300]\n"
                "Attempt 2, IPv4: connected [250-300] waits 0-250: 250 ms head start for attempt 1\n",
    .summary = "connected in 300.0 ms",
    .steps = { ATTEMPT (6, 0, 0, V6 (1, 80)), ATTEMPT (4, 250 * MS, 1, V4 (1, 80)),
               END (4, 300 * MS, 1, V4 (9, 1), V4 (1, 80), WON),
               END (6, 300 * MS, 0, V6 (9, 1), V6 (1, 80), CANCELLED) } },
  { .name = "an address that came late joins without a wait",
    .expected = "Ask for IPv6 (AAAA): 1 address [0-10]\n"
                "Ask for IPv4 (A): 1 address [0-100]\n"
                "Attempt 1, IPv6: refused [10-20]\n"
                "Attempt 2, IPv4: connected [100-110]\n"
                "Why: \n",
    .summary = "connected in 110.0 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (6, 10 * MS, 1), ATTEMPT (6, 10 * MS, 0, V6 (1, 80)),
               END (6, 20 * MS, 0, V6 (9, 1), V6 (1, 80), REFUSED), ANSWER (4, 100 * MS, 1),
               ATTEMPT (4, 100 * MS, 1, V4 (1, 80)), END (4, 110 * MS, 1, V4 (9, 1), V4 (1, 80), WON) } },
  { .name = "the time limit",
    .expected = "Attempt 1, IPv4: cancelled [0-2000]\n"
                "Time limit: over [2000-2000]\n",
    .summary = "failed after 2000.0 ms",
    .failure = SILENT,
    .now_us = 2000 * MS,
    .steps = { ATTEMPT (4, 0, 0, V4 (1, 80)), END (4, 2000 * MS, 0, V4 (9, 1), V4 (1, 80), CANCELLED) } },
  { .name = "the system has given up itself",
    .expected = "Attempt 1, IPv4: timed out [0-130000]\n",
    .summary = "failed after 130.00 s",
    .failure = SILENT,
    .now_us = 130000 * MS,
    .steps = { ATTEMPT (4, 0, 0, V4 (1, 80)), END (4, 130000 * MS, 0, V4 (9, 1), V4 (1, 80), SILENT) } },
  { .name = "an unknown name",
    .expected = "Ask for IPv6 (AAAA): no address [0-5] failed\n"
                "Ask for IPv4 (A): no address [0-8] failed\n",
    .summary = "failed after 8.00 ms",
    .failure = NOT_FOUND,
    .now_us = 8 * MS,
    .steps = { QUERY (6, 0), QUERY (4, 0), NO_ANSWER (6, 5 * MS, NOT_FOUND),
               NO_ANSWER (4, 8 * MS, NOT_FOUND) } },
  { .name = "one family has no address, which is no failure",
    .expected = "Ask for IPv6 (AAAA): no address [0-5]\n"
                "Ask for IPv4 (A): 1 address [0-8]\n"
                "Attempt 1, IPv4: connected [8-9]\n",
    .summary = "connected in 9.00 ms",
    .steps = { QUERY (6, 0), QUERY (4, 0), NO_ANSWER (6, 5 * MS, NOT_FOUND), ANSWER (4, 8 * MS, 1),
               ATTEMPT (4, 8 * MS, 0, V4 (1, 80)), END (4, 9 * MS, 0, V4 (9, 1), V4 (1, 80), WON) } },
  { .name = "no name server answers, stopped",
    .expected = "Ask for IPv6 (AAAA): no answer [0-700]\n"
                "Ask for IPv4 (A): no answer [0-700]\n"
                "Stopped: stopped [700-700]\n",
    .summary = "stopped after 700.0 ms",
    .failure = { PL_STAGE_LOOKUP, ECANCELED },
    .now_us = 700 * MS,
    .steps = { QUERY (6, 0), QUERY (4, 0) } },
  { .name = "stopped while it connects",
    .expected = "Attempt 1, IPv4: cancelled [0-400]\n"
                "Stopped: stopped [400-400]\n",
    .summary = "stopped after 400.0 ms",
    .failure = CANCELLED,
    .now_us = 400 * MS,
    .steps = { ATTEMPT (4, 0, 0, V4 (1, 80)), END (4, 400 * MS, 0, V4 (9, 1), V4 (1, 80), CANCELLED) } },
  { .name = "it runs, and the next one waits",
    .expected = "Ask for IPv6 (AAAA): asking … [0-]\n"
                "Ask for IPv4 (A): 2 addresses [0-10] waits 10-60: up to 50 ms for the IPv6 answer\n"
                "Attempt 1, IPv4: connecting … [60-]\n"
                "Attempt 2: waiting [] waits 60-: 250 ms head start for attempt 1\n",
    .summary = "connecting, 100.0 ms so far",
    .is_running = TRUE,
    .now_us = 100 * MS,
    .steps = { QUERY (6, 0), QUERY (4, 0), ANSWER (4, 10 * MS, 2), ATTEMPT (4, 60 * MS, 0, V4 (1, 80)) } },
  { .name = "refused, and the other family was not asked for",
    .expected = "Ask for IPv6 (AAAA): 1 address [0-1]\n"
                "Attempt 1, IPv6: refused [1-2]\n"
                "Why: \n",
    .summary = "failed after 2.000 ms",
    .failure = REFUSED,
    .now_us = 2 * MS,
    .family = PL_FAMILY_IPV6,
    .steps = { QUERY (6, 0), ANSWER (6, 1 * MS, 1), ATTEMPT (6, 1 * MS, 0, LO6 (80)),
               END (6, 2 * MS, 0, LO6 (5000), LO6 (80), REFUSED) } },
  { .name = "nothing has happened yet",
    .expected = "",
    .summary = "connecting, 0.100 ms so far",
    .is_running = TRUE,
    .now_us = 100 },
};

static PlStory *
tell (const Case *that)
{
  PlStoryInput input = { .steps = that->steps,
                         .host = "localhost",
                         .family = that->family,
                         .first_only = that->first_only,
                         .attempt_delay_ms = 250,
                         .resolution_delay_ms = 50,
                         .is_over = !that->is_running,
                         .now_us = that->now_us,
                         .failure = that->failure,
                         .first_byte_us = -1 };

  while (input.n_steps < MAX_STEPS && that->steps[input.n_steps].id != 0)
    input.n_steps++;

  return pl_story_new (&input);
}

static void
add_time (GString *text, gint64 time_us)
{
  if (time_us >= 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, time_us / MS);
}

/* "title: outcome [begin-end] waits begin-end: why after n failed", times in ms. */
static char *
dup_rows (const PlStory *story)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pl_story_get_n_items (story); i++)
    {
      const PlStoryItem *item = pl_story_get_item (story, i);

      g_string_append_printf (text, "%s: %s", item->title, item->outcome);
      if (item->kind != PL_STORY_NOTE)
        {
          g_string_append (text, " [");
          add_time (text, item->begin_us);
          g_string_append (text, item->begin_us >= 0 ? "-" : "");
          add_time (text, item->end_us);
          g_string_append_c (text, ']');
        }
      if (item->wait_begin_us >= 0)
        {
          g_string_append (text, " waits ");
          add_time (text, item->wait_begin_us);
          g_string_append_c (text, '-');
          add_time (text, item->wait_end_us);
          g_string_append_printf (text, ": %s", item->wait);
        }
      if (item->after > 0)
        g_string_append_printf (text, " after %u", item->after);
      if (item->kind == PL_STORY_QUESTION && item->state == PL_STORY_FAILED)
        g_string_append (text, " failed");
      g_string_append_c (text, '\n');
      assert_non_null (item->sentence);
      assert_non_null (item->detail);
    }

  return g_string_free (text, FALSE);
}

static void
test_rows (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlStory) story = tell (&cases[i]);
      g_autofree char *rows = dup_rows (story);

      if (strcmp (rows, cases[i].expected) != 0)
        fail_msg ("%s:\n%s instead of\n%s", cases[i].name, rows, cases[i].expected);
      if (strcmp (pl_story_get_summary (story), cases[i].summary) != 0)
        fail_msg ("%s: \"%s\" instead of \"%s\"", cases[i].name, pl_story_get_summary (story),
                  cases[i].summary);
      assert_int_equal (pl_story_is_running (story), cases[i].is_running);
    }
}

static const Case *
find_case (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (strcmp (cases[i].name, name) == 0)
        return &cases[i];
    }
  fail_msg ("there is no case “%s”", name);

  return NULL;
}

static void
assert_says (const char *name, guint position, const char *expected)
{
  g_autoptr (PlStory) story = tell (find_case (name));

  assert_string_equal (pl_story_get_item (story, position)->sentence, expected);
}

static void
test_sentences (void **state)
{
  assert_says ("refused, then the next at once, and why", 0,
               "Asked for the IPv6 addresses of localhost at 0.000 ms: 1 address came after 1.000 ms.");
  assert_says ("refused, then the next at once, and why", 2,
               "Attempt 1 to [::1]:80 from [::1]:5000, begun at 1.000 ms: refused after 1.000 ms, "
               "connect() ECONNREFUSED 111 “Connection refused”.");
  assert_says ("refused, then the next at once, and why", 3,
               "Attempt 2 to 127.0.0.1:80 from 127.0.0.1:5001, begun at 2.000 ms: connected after 1.000 ms. "
               "It began at once when attempt 1 had failed.");
  assert_says ("refused, then the next at once, and why", 4,
               "localhost was refused on ::1 but answered on 127.0.0.1: the name stands for both addresses "
               "of this computer, and this server listens on IPv4 only.");
  assert_says ("an address that came late joins without a wait", 4,
               "localhost was refused on 2001:db8::1 but answered on 192.0.2.1: the name stands for both "
               "addresses, and nothing listens there on IPv6.");
  assert_says ("refused, and the other family was not asked for", 2,
               "localhost was refused on ::1, and IPv4 was not tried: the family IPv6 was asked for. The "
               "server may listen on IPv4 only; the family Any tries both.");
  assert_says ("every address: no race, the others have rows of their own", 3,
               "Every address of localhost is tried: 2 more have a row each.");
  assert_says (
      "one address, silent", 0,
      "Attempt 1 to 192.0.2.1:80 from 192.0.2.9:5000, begun at 0.000 ms: timed out after 3100.000 ms, "
      "connect() ETIMEDOUT 110 “Connection timed out”. The SYN was sent again 2 times.");
  assert_says ("the loser is cancelled", 0,
               "Attempt 1 to [2001:db8::1]:80 from [2001:db8::9]:1, begun at 0.000 ms: cancelled after "
               "300.000 ms, attempt 2 was faster.");
  assert_says ("the time limit", 1, "The time limit was over after 2000.000 ms.");
  assert_says ("stopped while it connects", 0,
               "Attempt 1 to 192.0.2.1:80 from 192.0.2.9:1, begun at 0.000 ms: cancelled after 400.000 ms, "
               "you stopped it.");
}

static void
test_first_byte (void **state)
{
  static const struct
  {
    gint64 first_byte_us;
    gint64 axis_end_us;
  } times[] = {
    { 30 * MS, 30 * MS }, /* has room */
    { 40 * MS, 15 * MS }, /* would leave no room for what happened */
    { 3600000 * MS, 15 * MS },
  };
  const Case *that = find_case ("one address, typed");

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      PlStoryInput input = { .steps = that->steps,
                             .n_steps = 2,
                             .is_over = TRUE,
                             .first_byte_us = times[i].first_byte_us,
                             .first_byte_size = 6 };
      g_autoptr (PlStory) story = pl_story_new (&input);
      const PlStoryItem *item = pl_story_get_item (story, 1);

      assert_int_equal (item->kind, PL_STORY_MOMENT);
      assert_string_equal (item->title, "First byte received");
      assert_string_equal (item->subject, "6 B in the first read");
      assert_int_equal (item->begin_us, times[i].first_byte_us);
      assert_int_equal (pl_story_get_axis (story)->end_us, times[i].axis_end_us);
      assert_int_equal (pl_story_get_now_us (story), 12 * MS);
    }
}

static void
test_axis (void **state)
{
  static const struct
  {
    gint64 end_us;
    gint64 step_us;
    gint64 axis_end_us;
    const char *label; /* the first after 0 */
    const char *last;
  } scales[] = {
    { 0, 1, 1, "0.001 ms", "0.001 ms" },
    { 60, 20, 60, "0.02", "0.06 ms" },
    { 601, 200, 800, "0.2", "0.8 ms" },
    { 4900, 1000, 5000, "1", "5 ms" },
    { 384600, 100000, 400000, "100", "400 ms" },
    { 500000, 100000, 500000, "100", "500 ms" },
    { 500001, 200000, 600000, "200", "600 ms" },
    { 20000100, 5000000, 25000000, "5", "25 s" },
    { G_GINT64_CONSTANT (3600000000), 1000000000, G_GINT64_CONSTANT (4000000000), "1000", "4000 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      PlStoryAxis axis;
      g_autofree char *label = NULL;
      g_autofree char *last = NULL;

      pl_story_axis_fit (&axis, scales[i].end_us);
      assert_int_equal (axis.step_us, scales[i].step_us);
      assert_int_equal (axis.end_us, scales[i].axis_end_us);
      label = pl_story_axis_dup_label (&axis, axis.step_us);
      last = pl_story_axis_dup_label (&axis, axis.end_us);
      assert_string_equal (label, scales[i].label);
      assert_string_equal (last, scales[i].last);
    }
}

static void
test_text (void **state)
{
  g_autoptr (PlStory) story = tell (find_case ("one address, typed"));
  g_autofree char *text = pl_story_to_text (story);

  assert_string_equal (text, "localhost: connected in 12.00 ms\n"
                             "Attempt 1 to 192.0.2.1:80 from 192.0.2.9:5000, begun at 0.000 ms: connected "
                             "after 12.000 ms.\n");
}

static void
test_json (void **state)
{
  Case that = *find_case ("one address, typed");
  g_autoptr (PlStory) story = tell (&that);
  g_autofree char *json = pl_story_to_json (story);

  assert_string_equal (
      json, "{\"took_us\":12000,\"host\":\"localhost\",\"summary\":\"connected in 12.00 ms\",\"items\":[\n"
            "{\"kind\":\"attempt\",\"state\":\"won\",\"family\":\"ipv4\",\"n\":1,\"wait_begin_us\":null,"
            "\"wait_end_us\":null,\"code\":null,\"errno\":null,\"begin_us\":0,\"end_us\":12000,"
            "\"local\":{\"port\":5000,\"address\":\"192.0.2.9\",\"zone\":null},"
            "\"peer\":{\"port\":80,\"address\":\"192.0.2.1\",\"zone\":null},"
            "\"text\":\"Attempt 1 to 192.0.2.1:80 from 192.0.2.9:5000, begun at 0.000 ms: connected after "
            "12.000 ms.\"}\n]}\n");
}

static void
test_udp (void **state)
{
  static const char fixed[] =
      "There is no handshake: connect() only fixed the peer and chose the local address. "
      "It sends nothing, so it cannot know whether a program is there.";
  const Case *typed = find_case ("one address, typed");
  const Case *named = find_case ("both families, IPv6 first");
  PlStoryInput input = { .protocol = PL_PROTOCOL_UDP, .is_over = TRUE, .first_byte_us = -1, .host = "host" };
  g_autoptr (PlStory) story = NULL;
  const PlStoryItem *item;

  input.steps = typed->steps;
  input.n_steps = 2;
  story = pl_story_new (&input);
  assert_int_equal (pl_story_get_n_items (story), 2);
  item = pl_story_get_item (story, 1);
  assert_int_equal (item->kind, PL_STORY_NOTE);
  assert_string_equal (item->title, "UDP");
  assert_string_equal (item->sentence, fixed);

  pl_story_unref (story);
  input.steps = named->steps;
  input.n_steps = 7;
  story = pl_story_new (&input);
  assert_int_equal (pl_story_get_n_items (story), 4);
  item = pl_story_get_item (story, 3);
  assert_true (g_str_has_prefix (item->sentence, fixed));
  assert_non_null (strstr (item->sentence, "there is no race"));
}

/* What somebody typed must not break out of its quotes. */
static void
test_hostile_host (void **state)
{
  PlStoryInput input = { .host = "a\"\\\n<b>&\xff", .is_over = TRUE, .first_byte_us = -1 };
  g_autoptr (PlStory) story = pl_story_new (&input);
  g_autofree char *json = pl_story_to_json (story);
  g_autofree char *svg = pl_story_to_svg (story);

  assert_non_null (strstr (json, "\"host\":\"a\\\"\\\\\\u000a<b>&\357\277\275\""));
  assert_non_null (strstr (svg, "&lt;b&gt;&amp;\357\277\275"));
  assert_null (strstr (svg, "<b>"));
}

static void
ignore_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
}

static void
test_svg (void **state)
{
  static const GMarkupParser parser = { .text = ignore_text };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlStory) story = tell (&cases[i]);
      g_autofree char *svg = pl_story_to_svg (story);
      GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, NULL, NULL);

      assert_true (g_markup_parse_context_parse (context, svg, -1, NULL));
      assert_true (g_markup_parse_context_end_parse (context, NULL));
      assert_true (g_str_has_suffix (svg, "</svg>\n"));
      g_markup_parse_context_free (context);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_rows), cmocka_unit_test (test_sentences),    cmocka_unit_test (test_first_byte),
    cmocka_unit_test (test_axis), cmocka_unit_test (test_text),         cmocka_unit_test (test_json),
    cmocka_unit_test (test_udp),  cmocka_unit_test (test_hostile_host), cmocka_unit_test (test_svg),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
