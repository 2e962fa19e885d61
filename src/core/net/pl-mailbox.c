/* The one border that news crosses from the net thread to the main thread. Knows no socket and no model. */

#include "core/net/pl-mailbox.h"

#include <string.h>

#define RECORDS_MAX  (1 << 20) /* that wait to be taken */
#define SHRINK_ABOVE 4096      /* records: a burst's arrays are given back after it */

struct _PlMailbox
{
  gint64 frame_us; /* the least time between two takes */
  GMutex lock;     /* guards all that follows */
  PlBatch batch;
  guint32 epoch;
  gboolean has_news;     /* that the reader was not told of */
  gboolean is_announced; /* it was told, and has not taken them yet */
  gint64 taken_at_us;
  GSource *reader; /* (nullable) */
};

static void
free_portion (gpointer data)
{
  PlPortion *portion = data;

  g_clear_pointer (&portion->bytes, g_bytes_unref);
  g_clear_pointer (&portion->calls, pl_calls_free);
  g_clear_pointer (&portion->sample, g_free);
  g_clear_pointer (&portion->memberships, g_free);
}

static void
free_news (gpointer data)
{
  PlNews *news = data;

  g_clear_pointer (&news->transcript, pl_transcript_free);
  g_clear_pointer (&news->calls, pl_calls_free);
}

/**
 * pl_batch_init:
 * @self: (out caller-allocates): a batch
 *
 * Makes an empty batch.
 */
void
pl_batch_init (PlBatch *self)
{
  self->news = g_array_new (FALSE, FALSE, sizeof (PlNews));
  g_array_set_clear_func (self->news, free_news);
  self->steps = g_array_new (FALSE, FALSE, sizeof (PlStep));
  self->portions = g_array_new (FALSE, FALSE, sizeof (PlPortion));
  g_array_set_clear_func (self->portions, free_portion);
  self->host = NULL;
  self->totals = (PlTotals){ 0 };
}

/**
 * pl_batch_clear:
 * @self: a batch
 *
 * Frees the arrays and what is still in them.
 */
void
pl_batch_clear (PlBatch *self)
{
  g_clear_pointer (&self->news, g_array_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->portions, g_array_unref);
  g_clear_pointer (&self->host, pl_host_state_unref);
}

/**
 * pl_mailbox_new:
 * @frame_ms: the least time between two announcements
 *
 * Returns: (transfer full): an empty mailbox
 */
PlMailbox *
pl_mailbox_new (guint frame_ms)
{
  PlMailbox *self = g_new0 (PlMailbox, 1);

  g_mutex_init (&self->lock);
  pl_batch_init (&self->batch);
  self->frame_us = frame_ms * G_GINT64_CONSTANT (1000);
  self->epoch = 1;

  return self;
}

/**
 * pl_mailbox_free:
 * @self: (transfer full): a mailbox that no thread posts to any more
 */
void
pl_mailbox_free (PlMailbox *self)
{
  pl_batch_clear (&self->batch);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * pl_mailbox_set_reader:
 * @self: a mailbox
 * @reader: (nullable): gets a ready time when there is something to take
 *
 * Sets who is told. To be called with %NULL before the source is freed.
 */
void
pl_mailbox_set_reader (PlMailbox *self, GSource *reader)
{
  g_mutex_lock (&self->lock);
  self->reader = reader;
  g_mutex_unlock (&self->lock);
}

/**
 * pl_mailbox_announce:
 * @self: a mailbox
 *
 * Tells the reader that there is something to take, once until it takes it. To be called when whoever posts
 * has nothing more to do for now: a reader that is woken for each single piece only gets in the way.
 */
void
pl_mailbox_announce (PlMailbox *self)
{
  g_mutex_lock (&self->lock);
  if (self->has_news && !self->is_announced && self->reader != NULL)
    {
      self->is_announced = TRUE;
      g_source_set_ready_time (self->reader, self->taken_at_us + self->frame_us);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * pl_mailbox_post:
 * @self: a mailbox
 * @slot: (inout): of the socket that @news is about
 * @news: its whole state, with what has just happened in its flags
 * @totals: the counters of the net thread
 *
 * Folds news into the record that the socket already has here, or adds one: whatever happens between two
 * takes costs one record a socket. Takes over the transcript and the calls.
 */
void
pl_mailbox_post (PlMailbox *self, PlNewsSlot *slot, const PlNews *news, const PlTotals *totals)
{
  g_mutex_lock (&self->lock);

  if (slot->epoch == self->epoch)
    {
      PlNews *known = &g_array_index (self->batch.news, PlNews, slot->index);
      PlNewsFlags flags = known->flags | news->flags;

      if (news->flags & (PL_NEWS_PAUSED | PL_NEWS_RESUMED)) /* only the last of the two counts */
        flags = (flags & ~(PL_NEWS_PAUSED | PL_NEWS_RESUMED)) | news->flags;
      *known = *news;
      known->flags = flags;
    }
  else
    {
      slot->index = self->batch.news->len;
      slot->epoch = self->epoch;
      g_array_append_vals (self->batch.news, news, 1);
    }
  self->batch.totals = *totals;
  self->has_news = TRUE;

  g_mutex_unlock (&self->lock);
}

/**
 * pl_mailbox_is_full:
 * @self: a mailbox
 *
 * Returns: whether so many records wait that nobody new should be taken in
 */
gboolean
pl_mailbox_is_full (PlMailbox *self)
{
  gboolean is_full;

  g_mutex_lock (&self->lock);
  is_full = self->batch.news->len >= RECORDS_MAX;
  g_mutex_unlock (&self->lock);

  return is_full;
}

/**
 * pl_mailbox_post_step:
 * @self: a mailbox
 * @step: copied
 */
void
pl_mailbox_post_step (PlMailbox *self, const PlStep *step)
{
  g_mutex_lock (&self->lock);
  g_array_append_vals (self->batch.steps, step, 1);
  self->has_news = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * pl_mailbox_post_portion:
 * @self: a mailbox
 * @portion: what it holds is taken over
 */
void
pl_mailbox_post_portion (PlMailbox *self, PlPortion *portion)
{
  g_mutex_lock (&self->lock);
  g_array_append_vals (self->batch.portions, portion, 1);
  self->has_news = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * pl_mailbox_post_host:
 * @self: a mailbox
 * @state: (transfer full): takes the place of one that was not taken
 */
void
pl_mailbox_post_host (PlMailbox *self, PlHostState *state)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->batch.host, pl_host_state_unref);
  self->batch.host = state;
  self->has_news = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
empty (GArray **array)
{
  if ((*array)->len <= SHRINK_ABOVE)
    {
      g_array_set_size (*array, 0);
      return;
    }

  guint size = g_array_get_element_size (*array);

  g_array_unref (*array);
  *array = g_array_new (FALSE, FALSE, size);
}

/**
 * pl_mailbox_take:
 * @self: a mailbox
 * @batch: (inout): the batch of the last take, done with; its arrays are emptied and used again
 *
 * Takes everything out at once: two pointers change hands.
 */
void
pl_mailbox_take (PlMailbox *self, PlBatch *batch)
{
  PlBatch full;

  empty (&batch->news);
  g_array_set_clear_func (batch->news, free_news);
  empty (&batch->portions);
  g_array_set_clear_func (batch->portions, free_portion);
  empty (&batch->steps);
  g_clear_pointer (&batch->host, pl_host_state_unref);

  g_mutex_lock (&self->lock);
  full = self->batch;
  batch->totals = full.totals;
  self->batch = *batch;
  self->epoch++;
  self->has_news = FALSE;
  self->is_announced = FALSE;
  self->taken_at_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);

  *batch = full;
}
