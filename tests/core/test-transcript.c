/* The bounded transcript: its head, its tail, and copies of it. */
#include "core/net/pl-transcript.h"

#include "support/pl-test.h"

#include <string.h>

#define HEADER_SIZE 24 /* what a record costs beyond its bytes, and counts against the bound */

static gsize
add (PlTranscript **self, gint64 at_us, PlDirection direction, gconstpointer data, gsize length)
{
  return pl_transcript_add (
      self, &(PlRecord){ .at_us = at_us, .direction = direction, .length = (guint32) length, .data = data });
}

static gsize
add_datagram (PlTranscript **self, gconstpointer data, gsize length)
{
  return pl_transcript_add (self, &(PlRecord){ .direction = PL_DIRECTION_RECEIVED,
                                               .flags = PL_RECORD_DATAGRAM,
                                               .length = (guint32) length,
                                               .data = data });
}

/* Every byte says where it belongs. */
static void
fill (guint8 *block, gsize length, guint64 position)
{
  for (gsize i = 0; i < length; i++)
    block[i] = (guint8) ((position + i) * 131 >> 3);
}

/* Returns the payload that is kept, and sees that every byte is where it belongs and time goes on. */
static gsize
check_positions (PlTranscript *self)
{
  PlRecord record;
  gsize offset = 0, kept = 0;
  guint64 position = 0;

  while (pl_transcript_next (self, &offset, &record))
    {
      g_autofree guint8 *expected = g_malloc (record.length + 1);

      assert_true (record.position >= position);
      fill (expected, record.length, record.position);
      assert_memory_equal (record.data, expected, record.length);
      position = record.position + record.length;
      kept += record.length;
    }
  assert_int_equal (offset, pl_transcript_get_size (self));

  return kept;
}

static void
test_records_come_back (void **state)
{
  static const guint8 odd[] = { 0xff, 0x00, 0xc3, 0x28, '\n' }; /* not UTF-8, with a NUL */
  g_autoptr (PlTranscript) transcript = NULL;
  PlRecord record;
  gsize offset = 0;

  assert_int_equal (pl_transcript_get_size (NULL), 0);
  assert_false (pl_transcript_next (NULL, &offset, &record));
  assert_int_equal (add (&transcript, 7, PL_DIRECTION_SENT, "hello", 5), 0);
  assert_int_equal (add (&transcript, 8, PL_DIRECTION_RECEIVED, odd, sizeof odd), 0);
  assert_int_equal (add (&transcript, 9, PL_DIRECTION_SENT, "again", 5), 0);

  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.at_us, 7);
  assert_int_equal (record.direction, PL_DIRECTION_SENT);
  assert_int_equal (record.length, 5);
  assert_memory_equal (record.data, "hello", 5);
  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.at_us, 8);
  assert_int_equal (record.position, 0);
  assert_int_equal (record.direction, PL_DIRECTION_RECEIVED);
  assert_int_equal (record.length, sizeof odd);
  assert_memory_equal (record.data, odd, sizeof odd);
  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.position, 5);

  assert_int_equal (offset, pl_transcript_get_size (transcript));
  assert_int_equal (offset, pl_transcript_get_tail_begin (transcript));
  assert_false (pl_transcript_next (transcript, &offset, &record));
}

/* The beginning stays, the end follows, and what is between them is counted. */
static void
test_head_and_tail (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree guint8 *block = g_malloc (300000);
  guint64 total = 0, lost = 0;
  PlRecord record = { 0 };
  gsize offset = 0, kept;

  while (total < 8 * PL_TRANSCRIPT_MAX)
    {
      gsize length = (gsize) g_rand_int_range (random, 1, 300000);

      fill (block, length, total);
      lost += add (&transcript, 1, PL_DIRECTION_RECEIVED, block, length);
      total += length;
      assert_int_equal (check_positions (transcript) + lost, total);
    }
  kept = check_positions (transcript);
  assert_true (kept <= PL_TRANSCRIPT_MAX);
  assert_true (kept > pl_transcript_get_head_max () + pl_transcript_get_tail_max () / 4);

  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.position, 0);
  while (pl_transcript_next (transcript, &offset, &record))
    ;
  assert_int_equal (record.position + record.length, total);
}

/* Single bytes must not make it grow beyond its bound by their headers. */
static void
test_bound_holds_for_single_bytes (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (GBytes) all = NULL;
  gsize lost = 0;
  guint8 byte;

  for (guint i = 0; i < PL_TRANSCRIPT_MAX; i++)
    {
      fill (&byte, 1, i);
      lost += add (&transcript, i, PL_DIRECTION_SENT, &byte, 1);
    }
  assert_int_equal (check_positions (transcript) + lost, PL_TRANSCRIPT_MAX);
  all = pl_transcript_dup_tail (transcript, 0);
  assert_true (g_bytes_get_size (all) <= PL_TRANSCRIPT_MAX);
  assert_true (g_bytes_get_size (all) > PL_TRANSCRIPT_MAX * 9 / 10);
}

/* A datagram is whole or cut at its end, never in two. */
static void
test_datagrams_stay_whole (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autofree guint8 *block = g_malloc0 (65507);
  gsize lost = 0, offset = 0, kept = 0;
  guint n = 0, n_whole = 0;
  PlRecord record;

  assert_int_equal (add_datagram (&transcript, NULL, 0), 0);
  for (guint i = 0; i < 40; i++)
    lost += add_datagram (&transcript, block, i % 3 == 0 ? 65507 : 1400);
  lost += add_datagram (&transcript, NULL, 0);

  while (pl_transcript_next (transcript, &offset, &record))
    {
      assert_int_equal (record.flags, PL_RECORD_DATAGRAM);
      kept += record.length;
      n++;
      n_whole += record.length == 65507 || record.length == 1400 || record.length == 0;
    }
  assert_int_equal (kept + lost, 14 * 65507 + 26 * 1400);
  assert_true (n_whole >= n - 2); /* only what is longer than half a tail is cut */
  assert_int_equal (record.length, 0);
}

static void
test_bound_of_all (void **state)
{
  enum
  {
    N = 2 * PL_TRANSCRIPTS_MAX / PL_TRANSCRIPT_MAX
  };
  PlTranscript *transcripts[N] = { NULL };
  g_autofree guint8 *block = g_malloc0 (PL_TRANSCRIPT_MAX);
  gsize kept = 0;

  for (guint i = 0; i < N; i++)
    kept += PL_TRANSCRIPT_MAX - add (&transcripts[i], i, PL_DIRECTION_RECEIVED, block, PL_TRANSCRIPT_MAX);
  assert_true (kept <= PL_TRANSCRIPTS_MAX);
  assert_true (kept > PL_TRANSCRIPTS_MAX * 9 / 10);
  assert_int_equal (add (&transcripts[N - 1], 1, PL_DIRECTION_SENT, block, 60000), 60000);

  for (guint i = 0; i < N / 2; i++)
    g_clear_pointer (&transcripts[i], pl_transcript_free);
  assert_true (add (&transcripts[N - 1], 1, PL_DIRECTION_SENT, block, 60000) < 60000);
  for (guint i = N / 2; i < N; i++)
    pl_transcript_free (transcripts[i]);

  g_autoptr (PlTranscript) next = NULL;

  assert_int_equal (add (&next, 1, PL_DIRECTION_SENT, block, 60000), 0);
}

/* New limits hold for what comes from then on, wherever a transcript stands. */
static void
test_limits_change (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autofree guint8 *block = g_malloc (PL_TRANSCRIPT_MAX);
  guint64 total = 0, lost = 0;

  for (guint i = 0; i < 60; i++)
    {
      gsize length = i % 2 == 0 ? 20000 : 7;

      pl_transcript_set_limits (i < 10   ? PL_TRANSCRIPT_MIN
                                : i < 20 ? PL_TRANSCRIPT_MAX
                                         : 64 * 1024,
                                PL_TRANSCRIPTS_MAX);
      fill (block, length, total);
      lost += add (&transcript, 1, PL_DIRECTION_RECEIVED, block, length);
      total += length;
      assert_int_equal (check_positions (transcript) + lost, total);
    }
  assert_true (check_positions (transcript) <= PL_TRANSCRIPT_MIN);

  g_clear_pointer (&transcript, pl_transcript_free);
  lost = add (&transcript, 1, PL_DIRECTION_RECEIVED, block, 100000);
  assert_in_range (100000 - lost, 60000, 64 * 1024);
  pl_transcript_set_limits (PL_TRANSCRIPT_MAX, PL_TRANSCRIPTS_MAX);
}

static void
follow (PlTranscript *copy, PlTranscript *original)
{
  g_autoptr (GBytes) tail = pl_transcript_dup_tail (original, pl_transcript_get_size (copy));

  pl_transcript_append_tail (copy, tail, pl_transcript_get_size (original));
  assert_int_equal (pl_transcript_get_size (copy), pl_transcript_get_size (original));
}

/* A copy that is brought up to date now and then has all that the original has, at the same offsets. */
static void
test_copy_follows (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (PlTranscript) copy = pl_transcript_new_copy ();
  g_autofree guint8 *block = g_malloc (60000);
  guint64 position = 0;

  for (guint i = 0; i < 2000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 1, i % 50 == 0 ? 60000 : 900);

      fill (block, length, position);
      position += length;
      add (&transcript, i, PL_DIRECTION_RECEIVED, block, length);
      if (i % 7 == 0 || i == 1999)
        {
          g_autoptr (GBytes) wanted = NULL;
          g_autoptr (GBytes) copied = NULL;
          gsize begin = pl_transcript_get_tail_begin (transcript);

          follow (copy, transcript);
          wanted = pl_transcript_dup_tail (transcript, begin);
          copied = pl_transcript_dup_tail (copy, begin);
          assert_true (g_bytes_equal (wanted, copied));
          assert_true (check_positions (copy) <= PL_TRANSCRIPT_MAX + PL_TRANSCRIPT_MAX / 8);
        }
    }

  g_autoptr (GBytes) none = pl_transcript_dup_tail (transcript, pl_transcript_get_size (transcript) + 1);

  assert_int_equal (g_bytes_get_size (none), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_records_come_back),
    cmocka_unit_test (test_head_and_tail),
    cmocka_unit_test (test_bound_holds_for_single_bytes),
    cmocka_unit_test (test_datagrams_stay_whole),
    cmocka_unit_test (test_bound_of_all),
    cmocka_unit_test (test_limits_change),
    cmocka_unit_test (test_copy_follows),
  };

  return cmocka_run_group_tests_name ("transcript", tests, NULL, NULL);
}
