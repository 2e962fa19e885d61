/* Responders as pure state machines: no network, no clock. What real peers see of them is in
 * tests/cli/respond.py. */
#include "core/respond/pl-response.h"
#include "core/respond/pl-sayings.h"

#include "core/pl-error.h"
#include "support/pl-test.h"

#include <string.h>

#define MS G_GINT64_CONSTANT (1000)

static PlResponse *
respond (PlResponder responder, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBehaviour) behaviour = pl_behaviour_new (responder, argument, &error);

  assert_null (error);

  return pl_response_new (behaviour, 0);
}

static PlReaction
take (PlResponse *response, const char *text)
{
  return pl_response_take (response, (const guint8 *) text, strlen (text));
}

static void
assert_reaction (PlReaction reaction, const char *data, PlResponseEnd end)
{
  assert_int_equal (reaction.length, strlen (data));
  assert_memory_equal (reaction.data, data, reaction.length);
  assert_int_equal (reaction.end, end);
}

/* 1. The table */

static void
test_table (void **state)
{
  g_autofree char *names = pl_responder_dup_names ();

  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    {
      const PlResponderInfo *info = pl_responder_get_info ((PlResponder) i);
      g_autoptr (PlBehaviour) behaviour = pl_behaviour_new ((PlResponder) i, NULL, NULL);
      PlResponder found = PL_N_RESPONDERS;

      assert_non_null (info->name);
      assert_non_null (info->title);
      assert_non_null (info->deed);
      assert_int_equal (info->argument != PL_ARGUMENT_NONE, info->argument_title != NULL);
      assert_int_equal (info->argument != PL_ARGUMENT_NONE, info->initial != NULL);
      assert_non_null (behaviour); /* what it is told initially makes sense */
      assert_true (pl_responder_from_string (info->name, &found));
      assert_int_equal (found, i);
      assert_non_null (strstr (names, info->name));
    }
  assert_false (pl_responder_from_string ("sing", &(PlResponder){ 0 }));
}

static void
test_arguments (void **state)
{
  static const struct
  {
    const char *text;
    const char *problem; /* NULL for none */
    guint number;
  } cases[] = {
    { "echo", NULL, 0 },
    { "close-after", NULL, 100 },
    { "close-after:7", NULL, 7 },
    { "close-after:0", "“0” is no number between 1 and 2147483647.", 0 },
    { "close-after:2147483648", "“2147483648” is no number between 1 and 2147483647.", 0 },
    { "close-after:7x", "“7x” is no number between 1 and 2147483647.", 0 },
    { "close-after:-1", "“-1” is no number between 1 and 2147483647.", 0 },
    { "close-after:", "“” is no number between 1 and 2147483647.", 0 },
    { "slow:3600001", "“3600001” is no number between 1 and 3600000.", 0 },
    { "echo:1", "The responder echo takes nothing after a colon.", 0 },
    { "quote:a\\q", "Character 2: \\q is no escape. There are \\n \\r \\t \\0 \\\\ \\x0a \\u00fc.", 0 },
    { "rules:", "Rule 1: begin with contains, starts or regex.", 0 },
    { "rules:\n\ncontains a => b\nsing", "Rule 2: begin with contains, starts or regex.", 0 },
    { "rules:contains a", "Rule 1: what is the reply? Write => before it.", 0 },
    { "rules:contains => b", "Rule 1: there is nothing to look for.", 0 },
    { "rules:starts a => hex 4", "Rule 1: Character 1: 4 is not a whole byte, two digits make one", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PlBehaviour) behaviour = NULL;
      PlResponder responder;
      const char *argument;

      if (pl_behaviour_split (cases[i].text, &responder, &argument, &error))
        behaviour = pl_behaviour_new (responder, argument, &error);
      if (g_strcmp0 (error != NULL ? error->message : NULL, cases[i].problem) != 0)
        fail_msg ("%s: %s", cases[i].text, error != NULL ? error->message : "no error");
      assert_int_equal (behaviour != NULL, cases[i].problem == NULL);
      if (behaviour != NULL)
        assert_int_equal (pl_behaviour_get_number (behaviour), cases[i].number);
      else
        assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_OPTION));
    }
}

/* The library says what is wrong, in words of its own; the limit that is put before a pattern is not its
 * business. */
static void
test_wrong_pattern (void **state)
{
  g_autoptr (GError) error = NULL;

  assert_null (pl_reply_rules_parse ("contains a => b\nregex a( => b", &error));
  assert_true (g_str_has_prefix (error->message, "Rule 2: "));
  assert_non_null (strstr (error->message, "a("));
  assert_null (strstr (error->message, "LIMIT"));
}

static void
test_too_many_rules (void **state)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *reply = g_strnfill (PL_REPLY_SIZE_MAX + 1, 'x');
  g_autofree char *long_rule = g_strconcat ("contains a => ", reply, NULL);
  g_autoptr (PlReplyRules) rules = NULL;

  for (guint i = 0; i < PL_REPLY_RULES_MAX; i++)
    g_string_append (text, "contains a => b\n");
  rules = pl_reply_rules_parse (text->str, NULL);
  assert_int_equal (pl_reply_rules_get_n (rules), PL_REPLY_RULES_MAX);
  g_string_append (text, "contains a => b\n");
  assert_null (pl_reply_rules_parse (text->str, NULL));

  assert_null (pl_reply_rules_parse (long_rule, NULL));
}

/* 2. The small services */

static void
test_sayings (void **state)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("-03:30");
  g_autoptr (GDateTime) time = g_date_time_new (zone, 2026, 2, 3, 4, 5, 6);
  g_autofree char *line = pl_sayings_dup_daytime (time);
  const guint8 *lines = pl_sayings_get_chargen ();

  assert_string_equal (line, "Tuesday, February 3, 2026 04:05:06 -0330\r\n");

  /* RFC 864: each line begins with the second character of the one before; the last with ~. */
  assert_memory_equal (lines, " !\"#$%&'()", 10);
  assert_memory_equal (lines + PL_CHARGEN_LINE_SIZE, "!\"#$%&'()*", 10);
  assert_memory_equal (lines + PL_CHARGEN_LINE_SIZE - 2, "\r\n", 2);
  assert_memory_equal (lines + PL_CHARGEN_SIZE - PL_CHARGEN_LINE_SIZE, "~ !\"#", 5);

  for (guint day = 1; day <= 31; day++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 1, (int) day, 0, 0, 0);
      const char *quote = pl_sayings_get_quote (date);

      assert_true (strlen (quote) < 512);
      assert_true (g_str_is_ascii (quote));
      assert_true (g_str_has_suffix (quote, "\r\n"));
    }
}

static void
test_once_and_close (void **state)
{
  PlResponse *quote = respond (PL_RESPONDER_QUOTE, "mine\\x21");
  PlResponse *day = respond (PL_RESPONDER_DAYTIME, NULL);
  PlReaction reaction = pl_response_begin (day);

  assert_reaction (pl_response_begin (quote), "mine!", PL_RESPONSE_CLOSES);
  assert_int_equal (reaction.end, PL_RESPONSE_CLOSES);
  assert_int_equal (reaction.data[reaction.length - 1], '\n');
  pl_response_free (quote);
  pl_response_free (day);
}

/* Without a seam, however many blocks. */
static void
test_characters (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_CHARGEN, NULL);
  const guint8 *lines = pl_sayings_get_chargen ();
  gsize at = 0;

  assert_true (pl_response_has_more (response));
  assert_true (pl_response_outlives_peer (response));
  for (guint block = 0; block < 5; block++)
    {
      PlReaction reaction = pl_response_fill (response);

      assert_true (reaction.length > 0);
      assert_int_equal (reaction.end, PL_RESPONSE_GOES_ON);
      for (gsize i = 0; i < reaction.length; i++)
        assert_int_equal (reaction.data[i], lines[at++ % PL_CHARGEN_SIZE]);
    }
  pl_response_free (response);
}

/* 3. Rules */

static void
check_rules (const char *rules, const char *input, const char *expected)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GString) heard_bytewise = g_string_new (NULL);
  PlResponse *whole = respond (PL_RESPONDER_RULES, rules);
  PlResponse *bytewise = respond (PL_RESPONDER_RULES, rules);
  PlReaction reaction = take (whole, input);

  g_string_append_len (heard, (const char *) reaction.data, (gssize) reaction.length);
  for (; *input != '\0'; input++)
    {
      reaction = pl_response_take (bytewise, (const guint8 *) input, 1);
      g_string_append_len (heard_bytewise, (const char *) reaction.data, (gssize) reaction.length);
    }
  assert_string_equal (heard->str, expected);
  assert_string_equal (heard_bytewise->str, expected);
  pl_response_free (whole);
  pl_response_free (bytewise);
}

static void
test_rules (void **state)
{
  check_rules ("contains PING => PONG", "PING", "PONG");
  check_rules ("contains PING => PONG", "xxPINGPINGyyPIN", "PONGPONG");
  check_rules ("contains a => 1\ncontains b => 2", "bab", "212");
  check_rules ("contains ab c => 1\ncontains b => 2", "ab c", "2"); /* what ends first */
  check_rules ("contains xb => 1\ncontains b => 2", "xb", "1");     /* what stands first */
  check_rules ("starts GET => ok", "GET / GET\nGET", "okok");       /* a line begins, too */
  check_rules ("starts GET => ok", "xGET\nxGET", "");
  check_rules ("starts b => B\ncontains a => A", "ab", "AB"); /* an answer begins anew */
  check_rules ("contains \\x00\\n => hex 21 22", "a", "");
  check_rules ("regex ^[0-9]+;$ => number", "12;\nx12;\n", "number");
  check_rules ("regex b* => B", "aaa", ""); /* what fits nothing fits nowhere */
  check_rules ("contains a=>b", "a", "b");  /* blanks are for people */
}

static void
test_rules_with_bytes (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_RULES, "contains \\0\\xff => hex 00 01\nregex \\xfe. => B");
  PlReaction reaction = pl_response_take (response, (const guint8 *) "a\0\xff\xfe\x80", 5);

  assert_int_equal (reaction.length, 3);
  assert_memory_equal (reaction.data, "\0\1B", 3);
  pl_response_free (response);
}

/* Of endless input only so much is kept, and its beginning is not taken for that of a line. */
static void
test_rules_are_bounded (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_RULES, "starts a => A\nregex ^a => B\ncontains END => E");
  g_autofree char *filler = g_strnfill (100000, 'a');

  filler[0] = 'x';
  assert_int_equal (take (response, filler).length, 0);
  filler[0] = 'a';
  for (guint i = 0; i < 100; i++)
    assert_int_equal (take (response, filler).length, 0);
  assert_reaction (take (response, "E"), "", PL_RESPONSE_GOES_ON);
  assert_reaction (take (response, "ND"), "E", PL_RESPONSE_GOES_ON);
  assert_true (pl_response_get_appetite (response) <= PL_REPLY_WINDOW_MAX);
  assert_true (pl_response_answers_input (response));
  pl_response_free (response);
}

/* A pattern that would take longer than the universe gives up at once, time and again, and the next rule has
 * its turn. */
static void
test_catastrophic_pattern (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_RULES, "regex (a+)+[xy] => never\ncontains b => B");
  g_autofree char *filler = g_strnfill (100, 'a');

  for (guint i = 0; i < 300; i++)
    assert_reaction (take (response, filler), "", PL_RESPONSE_GOES_ON);
  assert_reaction (take (response, "b"), "B", PL_RESPONSE_GOES_ON);
  pl_response_free (response);
}

/* 4. The misbehaving ones */

static void
test_slow (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_SLOW, "10");

  assert_int_equal (pl_response_get_wake_up (response), 10 * MS);
  assert_reaction (pl_response_wake (response, 11 * MS, true), " ", PL_RESPONSE_GOES_ON);
  assert_int_equal (pl_response_get_wake_up (response), 20 * MS); /* it does not drift */
  assert_reaction (pl_response_wake (response, 20 * MS, false), "", PL_RESPONSE_GOES_ON);
  assert_reaction (pl_response_wake (response, 95 * MS, true), "!", PL_RESPONSE_GOES_ON);
  assert_int_equal (pl_response_get_wake_up (response), 105 * MS); /* and makes nothing up */
  pl_response_free (response);
}

static void
test_reply_after (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_REPLY_AFTER, "10");

  assert_reaction (take (response, "123456789"), "", PL_RESPONSE_GOES_ON);
  assert_reaction (take (response, "0"), "10 bytes\r\n", PL_RESPONSE_GOES_ON);
  assert_reaction (take (response, "123456789"), "", PL_RESPONSE_GOES_ON);
  assert_reaction (take (response, "01234567890123456789"), "39 bytes\r\n", PL_RESPONSE_GOES_ON);
  pl_response_free (response);
}

static void
test_flood (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_FLOOD, "100000");
  PlReaction first = pl_response_fill (response);
  PlReaction second = pl_response_fill (response);

  assert_int_equal (first.end, PL_RESPONSE_GOES_ON);
  assert_int_equal (second.end, PL_RESPONSE_CLOSES);
  assert_int_equal (first.length + second.length, 100000);
  pl_response_free (response);

  response = respond (PL_RESPONDER_FLOOD, "0");
  for (guint i = 0; i < 1000; i++)
    assert_int_equal (pl_response_fill (response).end, PL_RESPONSE_GOES_ON);
  pl_response_free (response);
}

static void
test_endings (void **state)
{
  static const struct
  {
    PlResponder responder;
    const char *argument;
    PlResponseEnd at_begin;
    PlResponseEnd at_three_bytes;
  } cases[] = {
    { PL_RESPONDER_SILENT, NULL, PL_RESPONSE_GOES_ON, PL_RESPONSE_GOES_ON },
    { PL_RESPONDER_HALF_CLOSE, NULL, PL_RESPONSE_SHUTS_DOWN, PL_RESPONSE_GOES_ON },
    { PL_RESPONDER_CLOSE_FIRST, NULL, PL_RESPONSE_CLOSES, PL_RESPONSE_GOES_ON },
    { PL_RESPONDER_CLOSE_AFTER, "3", PL_RESPONSE_GOES_ON, PL_RESPONSE_CLOSES },
    { PL_RESPONDER_CLOSE_AFTER, "4", PL_RESPONSE_GOES_ON, PL_RESPONSE_GOES_ON },
    { PL_RESPONDER_RESET_AFTER, "0", PL_RESPONSE_RESETS, PL_RESPONSE_RESETS },
    { PL_RESPONDER_RESET_AFTER, "3", PL_RESPONSE_GOES_ON, PL_RESPONSE_RESETS },
    { PL_RESPONDER_RESET_AFTER, "4", PL_RESPONSE_GOES_ON, PL_RESPONSE_GOES_ON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlResponse *response = respond (cases[i].responder, cases[i].argument);

      assert_reaction (pl_response_begin (response), "", cases[i].at_begin);
      assert_reaction (take (response, "123"), "", cases[i].at_three_bytes);
      pl_response_free (response);
    }
}

static void
test_hold (void **state)
{
  PlResponse *response = respond (PL_RESPONDER_HOLD, "5");

  assert_int_equal (pl_response_get_appetite (response), 5);
  take (response, "123");
  assert_int_equal (pl_response_get_appetite (response), 2);
  take (response, "45");
  assert_int_equal (pl_response_get_appetite (response), 0);
  pl_response_free (response);
}

/* A held connection that says nothing by itself costs nothing. */
static void
test_nothing_to_remember (void **state)
{
  assert_null (respond (PL_RESPONDER_NONE, NULL));
  assert_null (respond (PL_RESPONDER_ECHO, NULL));
  assert_null (respond (PL_RESPONDER_DISCARD, NULL));
  assert_null (respond (PL_RESPONDER_NEVER_ACCEPT, NULL));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_table),
    cmocka_unit_test (test_arguments),
    cmocka_unit_test (test_wrong_pattern),
    cmocka_unit_test (test_too_many_rules),
    cmocka_unit_test (test_sayings),
    cmocka_unit_test (test_once_and_close),
    cmocka_unit_test (test_characters),
    cmocka_unit_test (test_rules),
    cmocka_unit_test (test_rules_with_bytes),
    cmocka_unit_test (test_rules_are_bounded),
    cmocka_unit_test (test_catastrophic_pattern),
    cmocka_unit_test (test_slow),
    cmocka_unit_test (test_reply_after),
    cmocka_unit_test (test_flood),
    cmocka_unit_test (test_endings),
    cmocka_unit_test (test_hold),
    cmocka_unit_test (test_nothing_to_remember),
  };

  return cmocka_run_group_tests_name ("respond", tests, NULL, NULL);
}
