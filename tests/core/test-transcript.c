/* The bounded transcript. */
#include "core/net/pl-transcript.h"

#include "support/pl-test.h"

#include <string.h>

#define HEADER_SIZE 16 /* what a record costs beyond its bytes, and counts against the bound */

static void
test_records_come_back (void **state)
{
  static const guint8 odd[] = { 0xff, 0x00, 0xc3, 0x28, '\n' }; /* not UTF-8, with a NUL */
  g_autoptr (PlTranscript) transcript = NULL;
  PlRecord record;
  gsize offset = 0;

  assert_int_equal (pl_transcript_get_size (NULL), 0);
  assert_false (pl_transcript_next (NULL, &offset, &record));
  assert_int_equal (pl_transcript_add (&transcript, 7, PL_DIRECTION_SENT, (const guint8 *) "hello", 5), 5);
  assert_int_equal (pl_transcript_add (&transcript, 8, PL_DIRECTION_RECEIVED, odd, sizeof odd), sizeof odd);

  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.at_us, 7);
  assert_int_equal (record.direction, PL_DIRECTION_SENT);
  assert_int_equal (record.length, 5);
  assert_memory_equal (record.data, "hello", 5);
  assert_true (pl_transcript_next (transcript, &offset, &record));
  assert_int_equal (record.at_us, 8);
  assert_int_equal (record.direction, PL_DIRECTION_RECEIVED);
  assert_int_equal (record.length, sizeof odd);
  assert_memory_equal (record.data, odd, sizeof odd);

  assert_int_equal (offset, pl_transcript_get_size (transcript));
  assert_false (pl_transcript_next (transcript, &offset, &record));
}

/* The bound holds for each direction by itself, and keeps the beginning. */
static void
test_bound_a_direction (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  g_autofree guint8 *block = g_malloc0 (PL_TRANSCRIPT_MAX);
  gsize kept;

  block[0] = 'b';
  kept = pl_transcript_add (&transcript, 1, PL_DIRECTION_RECEIVED, block, PL_TRANSCRIPT_MAX - 1000);
  assert_int_equal (kept, PL_TRANSCRIPT_MAX - 1000);
  kept = pl_transcript_add (&transcript, 2, PL_DIRECTION_RECEIVED, block, PL_TRANSCRIPT_MAX);
  assert_int_equal (kept, 1000 - 2 * HEADER_SIZE);
  assert_int_equal (pl_transcript_add (&transcript, 3, PL_DIRECTION_RECEIVED, block, 1), 0);
  assert_int_equal (pl_transcript_get_size (transcript), PL_TRANSCRIPT_MAX);
  assert_int_equal (pl_transcript_add (&transcript, 4, PL_DIRECTION_SENT, block, 10), 10);
}

/* Single bytes must not make it grow beyond its bound by their headers. */
static void
test_bound_holds_for_single_bytes (void **state)
{
  g_autoptr (PlTranscript) transcript = NULL;
  gsize kept = 0;

  for (guint i = 0; i < PL_TRANSCRIPT_MAX; i++)
    kept += pl_transcript_add (&transcript, i, PL_DIRECTION_SENT, (const guint8 *) "x", 1);
  assert_int_equal (kept, PL_TRANSCRIPT_MAX / (HEADER_SIZE + 1));
  assert_true (pl_transcript_get_size (transcript) <= PL_TRANSCRIPT_MAX);
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
    kept += pl_transcript_add (&transcripts[i], i, PL_DIRECTION_RECEIVED, block, PL_TRANSCRIPT_MAX);
  assert_true (kept <= PL_TRANSCRIPTS_MAX);
  assert_true (kept > PL_TRANSCRIPTS_MAX * 9 / 10);
  assert_int_equal (pl_transcript_add (&transcripts[N - 1], 1, PL_DIRECTION_SENT, block, 60000), 0);

  for (guint i = 0; i < N / 2; i++)
    g_clear_pointer (&transcripts[i], pl_transcript_free);
  assert_int_equal (pl_transcript_add (&transcripts[N - 1], 1, PL_DIRECTION_SENT, block, 60000), 60000);
  for (guint i = N / 2; i < N; i++)
    pl_transcript_free (transcripts[i]);
}

/* A copy that is brought up to date piece by piece says the same as the original. */
static void
test_copy_follows (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (PlTranscript) transcript = NULL;
  g_autoptr (PlTranscript) copy = pl_transcript_new_copy ();
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) copied = NULL;
  guint8 block[300];

  for (guint i = 0; i < 500; i++)
    {
      memset (block, (int) i, sizeof block);
      pl_transcript_add (&transcript, i, i % 2, block, (gsize) g_rand_int_range (random, 1, sizeof block));
      if (i % 7 == 0)
        {
          g_autoptr (GBytes) tail = pl_transcript_dup_tail (transcript, pl_transcript_get_size (copy));

          pl_transcript_append_tail (copy, tail);
        }
    }
  g_autoptr (GBytes) tail = pl_transcript_dup_tail (transcript, pl_transcript_get_size (copy));

  pl_transcript_append_tail (copy, tail);
  all = pl_transcript_dup_tail (transcript, 0);
  copied = pl_transcript_dup_tail (copy, 0);
  assert_true (g_bytes_equal (all, copied));
  g_clear_pointer (&tail, g_bytes_unref);
  tail = pl_transcript_dup_tail (transcript, pl_transcript_get_size (transcript) + 1);
  assert_int_equal (g_bytes_get_size (tail), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_records_come_back),
    cmocka_unit_test (test_bound_a_direction),
    cmocka_unit_test (test_bound_holds_for_single_bytes),
    cmocka_unit_test (test_bound_of_all),
    cmocka_unit_test (test_copy_follows),
  };

  return cmocka_run_group_tests_name ("transcript", tests, NULL, NULL);
}
