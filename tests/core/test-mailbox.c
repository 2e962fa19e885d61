/* The mailbox between the net thread and the main thread. */
#include "core/net/pl-mailbox.h"

#include "support/pl-test.h"

#define N_THREADS 4
#define N_POSTS   20000

typedef struct
{
  PlMailbox *mailbox;
  PlBatch batch;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->mailbox = pl_mailbox_new (0);
  pl_batch_init (&fixture->batch);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  pl_batch_clear (&fixture->batch);
  pl_mailbox_free (fixture->mailbox);
  g_free (fixture);

  return 0;
}

static void
post (Fixture *fixture, PlNewsSlot *slot, guint64 id, PlNewsFlags flags, guint64 received)
{
  PlNews news = { .id = id, .flags = flags, .received = received };
  PlTotals totals = { .received = received };

  pl_mailbox_post (fixture->mailbox, slot, &news, &totals);
}

static PlNews *
get_news (Fixture *fixture, guint i)
{
  return &g_array_index (fixture->batch.news, PlNews, i);
}

static void
test_news_of_one_socket_are_folded (void **state)
{
  Fixture *fixture = *state;
  PlNewsSlot one = { 0 }, two = { 0 };

  post (fixture, &one, 1, PL_NEWS_OPENED, 0);
  post (fixture, &two, 2, PL_NEWS_OPENED, 0);
  for (guint i = 1; i <= 1000; i++)
    post (fixture, &one, 1, PL_NEWS_PROGRESS, i);
  post (fixture, &one, 1, PL_NEWS_CLOSED, 1001);

  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (fixture->batch.news->len, 2);
  assert_int_equal (get_news (fixture, 0)->id, 1);
  assert_int_equal (get_news (fixture, 0)->flags, PL_NEWS_OPENED | PL_NEWS_PROGRESS | PL_NEWS_CLOSED);
  assert_int_equal (get_news (fixture, 0)->received, 1001);
  assert_int_equal (get_news (fixture, 1)->id, 2);
  assert_int_equal (fixture->batch.totals.received, 1001);
}

static void
test_a_take_begins_a_new_epoch (void **state)
{
  Fixture *fixture = *state;
  PlNewsSlot one = { 0 }, two = { 0 };

  post (fixture, &one, 1, PL_NEWS_OPENED, 0);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  post (fixture, &two, 2, PL_NEWS_OPENED, 0);
  post (fixture, &one, 1, PL_NEWS_PROGRESS, 5);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);

  assert_int_equal (fixture->batch.news->len, 2);
  assert_int_equal (get_news (fixture, 0)->id, 2);
  assert_int_equal (get_news (fixture, 1)->id, 1);
  assert_int_equal (get_news (fixture, 1)->flags, PL_NEWS_PROGRESS);

  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (fixture->batch.news->len, 0);
}

static void
test_the_last_of_paused_and_resumed_counts (void **state)
{
  Fixture *fixture = *state;
  PlNewsSlot one = { 0 };

  post (fixture, &one, 1, PL_NEWS_OPENED, 0);
  post (fixture, &one, 1, PL_NEWS_PAUSED, 0);
  post (fixture, &one, 1, PL_NEWS_RESUMED, 0);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (get_news (fixture, 0)->flags, PL_NEWS_OPENED | PL_NEWS_RESUMED);

  post (fixture, &one, 1, PL_NEWS_RESUMED, 0);
  post (fixture, &one, 1, PL_NEWS_PAUSED, 0);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (get_news (fixture, 0)->flags, PL_NEWS_PAUSED);
}

/* What nobody takes out of a batch is freed with it: the leak checker watches. */
static void
test_what_nobody_took_is_freed (void **state)
{
  Fixture *fixture = *state;
  PlNewsSlot one = { 0 };
  PlNews news = { .id = 1, .flags = PL_NEWS_CLOSED, .transcript = pl_transcript_new () };
  PlPortion portion = { .id = 1, .bytes = g_bytes_new ("x", 1) };
  GBytes *bytes = g_bytes_ref (portion.bytes);

  pl_mailbox_post (fixture->mailbox, &one, &news, &(PlTotals){ 0 });
  pl_mailbox_post_portion (fixture->mailbox, &portion);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (fixture->batch.portions->len, 1);
  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  assert_int_equal (fixture->batch.portions->len, 0);
  assert_non_null (g_bytes_get_data (bytes, NULL));
  g_bytes_unref (bytes);
}

static gboolean
never_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_the_reader_is_told_once_at_the_end (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GSource) reader = g_timeout_source_new (G_MAXUINT);
  PlNewsSlot one = { 0 };

  g_source_set_callback (reader, never_cb, NULL, NULL);
  g_source_set_ready_time (reader, -1);
  pl_mailbox_set_reader (fixture->mailbox, reader);
  pl_mailbox_announce (fixture->mailbox); /* nothing to tell */
  post (fixture, &one, 1, PL_NEWS_OPENED, 0);
  assert_int_equal (g_source_get_ready_time (reader), -1);
  pl_mailbox_announce (fixture->mailbox);
  assert_true (g_source_get_ready_time (reader) >= 0);

  g_source_set_ready_time (reader, -1);
  post (fixture, &one, 1, PL_NEWS_PROGRESS, 1);
  pl_mailbox_announce (fixture->mailbox);
  assert_int_equal (g_source_get_ready_time (reader), -1);

  pl_mailbox_take (fixture->mailbox, &fixture->batch);
  pl_mailbox_post_step (fixture->mailbox, &(PlStep){ .id = 1 });
  pl_mailbox_announce (fixture->mailbox);
  assert_true (g_source_get_ready_time (reader) >= 0);
  pl_mailbox_set_reader (fixture->mailbox, NULL);
}

static void
test_not_more_than_once_a_frame (void **state)
{
  PlMailbox *mailbox = pl_mailbox_new (1000);
  g_autoptr (GSource) reader = g_timeout_source_new (G_MAXUINT);
  PlBatch batch;
  gint64 taken_at_us;

  pl_batch_init (&batch);
  pl_mailbox_set_reader (mailbox, reader);
  taken_at_us = g_get_monotonic_time ();
  pl_mailbox_take (mailbox, &batch);
  pl_mailbox_post_step (mailbox, &(PlStep){ .id = 1 });
  pl_mailbox_announce (mailbox);
  assert_true (g_source_get_ready_time (reader) >= taken_at_us + G_TIME_SPAN_SECOND);
  pl_batch_clear (&batch);
  pl_mailbox_free (mailbox);
}

/* A burst's arrays are not kept for ever. */
static void
test_bursts (void **state)
{
  Fixture *fixture = *state;

  for (guint round = 0; round < 3; round++)
    {
      g_autofree PlNewsSlot *slots = g_new0 (PlNewsSlot, N_POSTS);

      for (guint i = 0; i < N_POSTS; i++)
        post (fixture, &slots[i], i, PL_NEWS_OPENED, round);
      pl_mailbox_take (fixture->mailbox, &fixture->batch);
      assert_int_equal (fixture->batch.news->len, N_POSTS);
      for (guint i = 0; i < N_POSTS; i++)
        assert_int_equal (get_news (fixture, i)->id, i);
    }
}

static gpointer
post_thread (gpointer data)
{
  Fixture *fixture = ((gpointer *) data)[0];
  guint64 id = GPOINTER_TO_UINT (((gpointer *) data)[1]);
  PlNewsSlot slot = { 0 };

  for (guint i = 1; i <= N_POSTS; i++)
    post (fixture, &slot, id, PL_NEWS_PROGRESS, i);

  return NULL;
}

static void
test_threads (void **state)
{
  Fixture *fixture = *state;
  GThread *threads[N_THREADS];
  gpointer arguments[N_THREADS][2];
  guint64 received[N_THREADS] = { 0 };
  guint n_done = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      arguments[i][0] = fixture;
      arguments[i][1] = GUINT_TO_POINTER (i);
      threads[i] = g_thread_new ("post", post_thread, arguments[i]);
    }
  while (n_done < N_THREADS)
    {
      pl_mailbox_take (fixture->mailbox, &fixture->batch);
      assert_true (fixture->batch.news->len <= N_THREADS);
      for (guint i = 0; i < fixture->batch.news->len; i++)
        {
          PlNews *news = get_news (fixture, i);

          assert_true (news->id < N_THREADS);
          assert_true (news->received > received[news->id]);
          received[news->id] = news->received;
          n_done += news->received == N_POSTS;
        }
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_news_of_one_socket_are_folded, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_a_take_begins_a_new_epoch, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_the_last_of_paused_and_resumed_counts, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_what_nobody_took_is_freed, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_the_reader_is_told_once_at_the_end, set_up, tear_down),
    cmocka_unit_test (test_not_more_than_once_a_frame),
    cmocka_unit_test_setup_teardown (test_bursts, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_threads, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("mailbox", tests, NULL, NULL);
}
