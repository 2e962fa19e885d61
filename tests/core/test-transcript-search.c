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

static void
assert_found (PlTranscript *transcript, const char *needle, gboolean ignores_case, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (needle, strlen (needle));
  g_autoptr (GArray) matches = pl_transcript_search (transcript, bytes, ignores_case);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch match = g_array_index (matches, PlMatch, i);

      g_string_append_printf (found, "%c%u ", match.direction == PL_DIRECTION_SENT ? 's' : 'r',
                              (guint) match.position);
    }
  assert_string_equal (found->str, expected);
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
  assert_found (transcript, "", FALSE, "");
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
  g_autoptr (GBytes) needle = g_bytes_new_static ("aa", 2);
  g_autoptr (GArray) matches = NULL;
  g_autofree char *block = g_strnfill (2 * PL_TRANSCRIPT_MAX, 'a');

  add (&transcript, PL_DIRECTION_RECEIVED, 0, block);
  add (&transcript, PL_DIRECTION_RECEIVED, 0, "the end");
  assert_found (transcript, "athe e", FALSE, "r1048575 ");
  matches = pl_transcript_search (transcript, needle, FALSE);
  assert_int_equal (matches->len, PL_MATCHES_MAX);
  for (guint i = 1; i < matches->len; i++)
    assert_true (g_array_index (matches, PlMatch, i).position >=
                 g_array_index (matches, PlMatch, i - 1).position + 2);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_across_reads),
    cmocka_unit_test (test_not_across_datagrams),
    cmocka_unit_test (test_holes_and_bound),
  };

  return cmocka_run_group_tests_name ("transcript-search", tests, NULL, NULL);
}
