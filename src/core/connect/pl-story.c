/* What happened on the way to a connection, as rows on one scale of time. Pure: steps in, values out; the
 * words are in pl-story-words.c. */

#include "core/connect/pl-story-private.h"

#include <errno.h>

#define SLACK_US        (2 * G_TIME_SPAN_MILLISECOND) /* of a timer */
#define FIRST_BYTE_ROOM 3 /* times the making; a later first byte would leave no room for what happened */

static PlStoryItem *
get_item (PlStory *self, guint position)
{
  return &g_array_index (self->items, PlStoryItem, position);
}

static PlStoryItem *
find_item (PlStory *self, PlStoryKind kind, PlFamily family, guint n)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PlStoryItem *item = get_item (self, i);

      if (item->kind == kind && (kind == PL_STORY_QUESTION ? item->family == family : item->n == n))
        return item;
    }

  return NULL;
}

static PlStoryItem *
add_item (PlStory *self, PlStoryKind kind, PlFamily family, gint64 begin_us)
{
  PlStoryItem item = { .kind = kind,
                       .state = PL_STORY_RUNNING,
                       .family = family,
                       .begin_us = begin_us,
                       .end_us = -1,
                       .wait_begin_us = -1,
                       .wait_end_us = -1 };

  g_array_append_val (self->items, item);

  return get_item (self, self->items->len - 1);
}

static void
add_moment (PlStory *self, PlStoryState state, gint64 at_us)
{
  PlStoryItem *item = add_item (self, PL_STORY_MOMENT, PL_FAMILY_NONE, at_us);

  item->state = state;
  item->end_us = at_us;
}

/* 1. Questions */

static void
end_wait_of (PlStory *self, PlFamily family, gint64 at_us)
{
  PlStoryItem *item = find_item (self, PL_STORY_QUESTION, family, 0);

  if (item != NULL && item->wait_begin_us >= 0 && item->wait_end_us < 0)
    item->wait_end_us = at_us;
}

/* RFC 8305 section 3: IPv4 waits a little for the IPv6 answer. It is over with that answer, or with the first
 * attempt. Without a race either family waits for the other one. */
static void
end_wait (PlStory *self, gint64 at_us)
{
  end_wait_of (self, PL_FAMILY_IPV6, at_us);
  end_wait_of (self, PL_FAMILY_IPV4, at_us);
}

static void
answer (PlStory *self, const PlStep *step)
{
  PlStoryItem *item = find_item (self, PL_STORY_QUESTION, step->family, 0);
  gboolean is_ipv6 = step->family == PL_FAMILY_IPV6;
  PlStoryItem *other = find_item (self, PL_STORY_QUESTION, is_ipv6 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6, 0);

  if (item == NULL)
    return;

  item->state = PL_STORY_DONE;
  item->end_us = step->at_us;
  item->n = step->n;
  item->failure = step->failure;
  if (other != NULL && other->end_us >= 0)
    end_wait (self, step->at_us);
  else if (step->n > 0 && other != NULL && (!is_ipv6 || self->input.first_only))
    item->wait_begin_us = step->at_us;
}

/* 2. Attempts */

/* Why it began just then: an attempt before it failed, or had its time alone, or its address has just come.
 */
static void
attempt (PlStory *self, const PlStep *step, const PlStep *before)
{
  PlStoryItem *previous = find_item (self, PL_STORY_ATTEMPT, PL_FAMILY_NONE, step->n);
  gint64 previous_us = previous != NULL ? previous->begin_us : -1;
  gint64 delay_us = self->input.attempt_delay_ms * G_GINT64_CONSTANT (1000);
  PlStoryItem *item;

  end_wait (self, step->at_us);
  item = add_item (self, PL_STORY_ATTEMPT, step->family, step->at_us);
  item->n = step->n + 1;
  item->peer = step->peer;

  if (before != NULL && before->kind == PL_STEP_ATTEMPT_END && before->failure.code != 0)
    {
      item->after = before->n + 1;
    }
  else if (previous_us >= 0 && step->at_us - previous_us >= delay_us - SLACK_US)
    {
      item->wait_begin_us = previous_us;
      item->wait_end_us = step->at_us;
    }
}

static void
end_attempt (PlStory *self, const PlStep *step)
{
  PlStoryItem *item = find_item (self, PL_STORY_ATTEMPT, step->family, step->n + 1);

  if (item == NULL)
    return;

  item->end_us = step->at_us;
  item->local = step->local;
  item->peer = step->peer;
  item->failure = step->failure;
  item->n_retransmits = step->n_retransmits;
  item->state = step->failure.code == 0           ? PL_STORY_WON
                : step->failure.code == ECANCELED ? PL_STORY_CANCELLED
                                                  : PL_STORY_FAILED;
  if (item->state == PL_STORY_WON && self->winner == 0)
    self->winner = item->n;
}

/* While the last attempt still has its time alone, somebody waits behind it. */
static void
add_waiting (PlStory *self, guint n_addresses, guint n_attempts)
{
  const PlStoryItem *last = find_item (self, PL_STORY_ATTEMPT, PL_FAMILY_NONE, n_attempts);
  gint64 begin_us;
  PlStoryItem *item;

  if (self->input.is_over || self->input.first_only || last == NULL || n_attempts >= n_addresses ||
      last->state != PL_STORY_RUNNING)
    return;

  begin_us = last->begin_us;
  item = add_item (self, PL_STORY_ATTEMPT, PL_FAMILY_NONE, -1);
  item->state = PL_STORY_WAITING;
  item->n = n_attempts + 1;
  item->wait_begin_us = begin_us;
}

/* 3. The end */

static void
end_question (PlStory *self, PlStoryItem *item)
{
  if (item->kind != PL_STORY_QUESTION || item->state != PL_STORY_RUNNING)
    return;

  item->state = PL_STORY_CANCELLED;
  item->end_us = self->end_us;
}

/* No question found an address: then “no such address” is what went wrong, not just an answer. */
static void
blame_questions (PlStory *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PlStoryItem *item = get_item (self, i);

      if (item->kind == PL_STORY_QUESTION && item->state == PL_STORY_DONE)
        item->state = PL_STORY_FAILED;
    }
}

static gboolean
has_cancelled (PlStory *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      if (get_item (self, i)->state == PL_STORY_CANCELLED)
        return TRUE;
    }

  return FALSE;
}

static void
finish (PlStory *self, guint n_addresses)
{
  for (guint i = 0; i < self->items->len; i++)
    end_question (self, get_item (self, i));
  end_wait (self, self->end_us);

  if (self->winner == 0 && n_addresses == 0)
    blame_questions (self);
  if (self->winner == 0 && (self->input.failure.code == ECANCELED || has_cancelled (self)))
    add_moment (self, self->input.failure.code == ECANCELED ? PL_STORY_CANCELLED : PL_STORY_FAILED,
                self->end_us);
  if (self->winner != 0 && self->input.first_byte_us >= 0)
    add_moment (self, PL_STORY_DONE, self->input.first_byte_us);
}

static void
read_steps (PlStory *self, const PlStep *steps, guint n_steps)
{
  guint n_addresses = 0, n_attempts = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      const PlStep *step = &steps[i];

      switch (step->kind)
        {
        case PL_STEP_QUERY:
          add_item (self, PL_STORY_QUESTION, step->family, step->at_us);
          break;
        case PL_STEP_ANSWER:
          answer (self, step);
          n_addresses += step->n;
          break;
        case PL_STEP_ATTEMPT:
          attempt (self, step, i > 0 ? &steps[i - 1] : NULL);
          n_attempts++;
          break;
        case PL_STEP_ATTEMPT_END:
          end_attempt (self, step);
          break;
        case PL_STEP_ADDRESS:
        default:
          break;
        }
      self->end_us = step->at_us;
    }

  if (self->winner == 0)
    self->end_us = MAX (self->end_us, self->input.now_us);
  add_waiting (self, n_addresses, n_attempts);
  if (self->input.is_over)
    finish (self, MAX (n_addresses, n_attempts));
}

/* While it runs the scale has room for what is waited for, and need not change with every look. */
static void
fit_axis (PlStory *self)
{
  gint64 end_us = self->end_us;

  for (guint i = 0; i < self->items->len; i++)
    {
      const PlStoryItem *item = get_item (self, i);

      if (item->state == PL_STORY_WAITING)
        end_us = MAX (end_us, item->wait_begin_us + self->input.attempt_delay_ms * G_GINT64_CONSTANT (1000));
    }
  if (self->input.first_byte_us >= 0 && self->input.first_byte_us <= end_us * FIRST_BYTE_ROOM)
    end_us = MAX (end_us, self->input.first_byte_us);

  pl_story_axis_fit (&self->axis, end_us);
}

/**
 * pl_story_new:
 * @input: what to tell; not needed any more afterwards
 *
 * Tells a story. What happened is in the order in which it began, notes come last.
 *
 * Returns: (transfer full): a story, to be released with pl_story_unref()
 */
PlStory *
pl_story_new (const PlStoryInput *input)
{
  PlStory *self = g_new0 (PlStory, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->input = *input;
  self->input.steps = NULL;
  self->input.host = NULL;
  self->host = input->host != NULL ? g_utf8_make_valid (input->host, -1) : NULL;
  self->items = g_array_new (FALSE, FALSE, sizeof (PlStoryItem));
  g_array_set_clear_func (self->items, (GDestroyNotify) pl_story_item_clear);

  read_steps (self, input->steps, input->n_steps);
  fit_axis (self);
  pl_story_add_notes (self);
  pl_story_say (self);

  return self;
}

/**
 * pl_story_ref:
 * @self: a story
 *
 * Returns: (transfer full): the same
 */
PlStory *
pl_story_ref (PlStory *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_story_unref:
 * @self: (transfer full): a story
 */
void
pl_story_unref (PlStory *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->items);
  g_free (self->host);
  g_free (self->summary);
  g_free (self);
}

/**
 * pl_story_get_n_items:
 * @self: a story
 *
 * Returns: how many rows it has
 */
guint
pl_story_get_n_items (const PlStory *self)
{
  return self->items->len;
}

/**
 * pl_story_get_item:
 * @self: a story
 * @position: from 0
 *
 * Returns: (transfer none): a row
 */
const PlStoryItem *
pl_story_get_item (const PlStory *self, guint position)
{
  g_return_val_if_fail (position < self->items->len, NULL);

  return &g_array_index (self->items, PlStoryItem, position);
}

/**
 * pl_story_is_running:
 * @self: a story
 *
 * Returns: whether there is neither a connection nor a failure yet
 */
gboolean
pl_story_is_running (const PlStory *self)
{
  return !self->input.is_over;
}

/**
 * pl_story_get_now_us:
 * @self: a story
 *
 * Returns: where what still runs has come to, since the beginning; of one that is over, where it ended
 */
gint64
pl_story_get_now_us (const PlStory *self)
{
  return self->end_us;
}

/**
 * pl_story_get_axis:
 * @self: a story
 *
 * Returns: (transfer none): a scale on which everything has room but a first byte that came much later
 */
const PlStoryAxis *
pl_story_get_axis (const PlStory *self)
{
  return &self->axis;
}

/**
 * pl_story_get_summary:
 * @self: a story
 *
 * Returns: (transfer none): such as "connected in 319.8 ms"
 */
const char *
pl_story_get_summary (const PlStory *self)
{
  return self->summary;
}
