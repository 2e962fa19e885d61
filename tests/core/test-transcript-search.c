/* Looking for bytes in a transcript. */
#include "core/connection/pl-transcript-search.h"

#include "support/pl-test.h"

#include <string.h>

static void
add (PlTranscript **self, PlDirection direction, guint flags, const char *text)
{
  pl_transcript_add (self, &(PlRecord){ .direction = direction,
                                        .flags = flags,
                                        .length = (guint32) strlen (text),
                                        .data = (const guint8 *) text });
}

static PlTranscriptSearch *
create_search (const char *needle, gboolean ignores_case)
{
  g_autoptr (GBytes) bytes = g_bytes_new (needle, strlen (needle));

  return pl_transcript_search_new (bytes, ignores_case);
}

static void
assert_matches (PlTranscriptSearch *search, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  guint n;
  const PlMatch *matches = pl_transcript_search_get_matches (search, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (found, "%c%u ", matches[i].direction == PL_DIRECTION_SENT ? 's' : 'r',
                            (guint) matches[i].position);
  assert_string_equal (found->str, expected);
}

/* At once, and in the smallest steps. */
static void
assert_found (PlTranscript *transcript, const char *needle, gboolean ignores_case, const char *expected)
{
  g_autoptr (PlTranscriptSearch) at_once = create_search (needle, ignores_case);
  g_autoptr (PlTranscriptSearch) in_steps = create_search (needle, ignores_case);

  assert_false (pl_transcript_search_run (at_once, transcript, G_MAXSIZE));
  assert_matches (at_once, expected);
  while (pl_transcript_search_run (in_steps, transcript, 1))
    ;
  assert_matches (in_steps, expected);
}

/* A stream has no borders: what was read in two pieces is found; in the order of the rows. */
static void
test_across_reads (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;

  assert_found (NULL, "x", FALSE, "");
  add (&transcript, PL_DIRECTION_SENT, 0, "GET / HT");
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "HTTP/1.1 200");
  add (&transcript, PL_DIRECTION_SENT, 0, "TP/1.1\r\n");
  add (&transcript, PL_DIRECTION_RECEIVED, 0, " http http");
  assert_found (transcript, "HTTP", FALSE, "s6 r0 ");
  assert_found (transcript, "http", TRUE, "s6 r0 r13 r18 ");
  assert_found (transcript, "200 ", FALSE, "r9 ");
  assert_found (transcript, "\r\n", FALSE, "s14 ");
  assert_found (transcript, "nothing like that at all, and longer than what there is", FALSE, "");
}

static void
test_not_across_datagrams (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;

  add (&transcript, PL_DIRECTION_RECEIVED, PL_RECORD_DATAGRAM, "one two");
  add (&transcript, PL_DIRECTION_RECEIVED, PL_RECORD_DATAGRAM, "two one");
  assert_found (transcript, "two", FALSE, "r4 r7 ");
  assert_found (transcript, "twotwo", FALSE, "");
}

/* Nothing is found over a hole, and there is a bound. */
static void
test_holes_and_bound (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (PlTranscriptSearch) search = create_search ("aa", FALSE);
  const PlMatch *matches;
  guint n;
  g_autofree char *block = g_strnfill (2 * PL_TRANSCRIPT_MAX, 'a');

  add (&transcript, PL_DIRECTION_RECEIVED, 0, block);
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "the end");
  assert_found (transcript, "athe e", FALSE, "r1048575 ");
  assert_false (pl_transcript_search_run (search, transcript, G_MAXSIZE));
  matches = pl_transcript_search_get_matches (search, &n);
  assert_int_equal (n, PL_MATCHES_MAX);
  for (guint i = 1; i < n; i++)
    assert_true (matches[i].position >= matches[i - 1].position + 2);
}

/* What comes later is found with what began before it, and what was dropped is not found any more. */
static void
test_goes_on (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (PlTranscriptSearch) search = create_search ("abc", FALSE);
  g_autofree char *block = g_strnfill (PL_TRANSCRIPT_MAX, '.');

  assert_false (pl_transcript_search_run (search, NULL, 1));
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "abcab");
  assert_true (pl_transcript_search_run (search, transcript, 1));
  assert_matches (search, "r0 ");
  add (&transcript, PL_DIRECTION_SENT, 0, "abc");
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "c");
  assert_false (pl_transcript_search_run (search, transcript, G_MAXSIZE));
  assert_matches (search, "r0 r3 s0 ");
  add (&transcript, PL_DIRECTION_RECEIVED, 0, block);
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "abc");
  assert_false (pl_transcript_search_run (search, transcript, G_MAXSIZE));
  assert_matches (search, "r0 r3 s0 r524294 ");
  add (&transcript, PL_DIRECTION_RECEIVED, 0, block);
  assert_false (pl_transcript_search_run (search, transcript, G_MAXSIZE));
  assert_matches (search, "r0 r3 s0 ");
}

/* Against the plainest search there is, on few letters, so that much is nearly found. */
static void
test_any_needle (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (PlTranscript) transcript = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *needle = g_strnfill ((gsize) g_rand_int_range (random, 1, 6), 'a');

      for (gsize j = 0; needle[j] != '\0'; j++)
        needle[j] = (char) ('a' + g_rand_int_range (random, 0, 2));
      for (guint j = 0; j < 10; j++)
        {
          char piece[8] = "";

          for (gint k = g_rand_int_range (random, 0, 7); k > 0; k--)
            piece[k - 1] = (char) ('a' + g_rand_int_range (random, 0, 2));
          add (&transcript, PL_DIRECTION_SENT, 0, piece);
          g_string_append (text, piece);
        }
      for (const char *at = strstr (text->str, needle); at != NULL;
           at = strstr (at + strlen (needle), needle))
        g_string_append_printf (expected, "s%u ", (guint) (at - text->str));
      assert_found (transcript, needle, TRUE, expected->str);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_across_reads),    cmocka_unit_test (test_not_across_datagrams),
    cmocka_unit_test (test_holes_and_bound), cmocka_unit_test (test_goes_on),
    cmocka_unit_test (test_any_needle),
  };

  return cmocka_run_group_tests_name ("transcript-search", tests, NULL, NULL);
}
