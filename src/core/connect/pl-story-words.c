/* What the rows of a story say. Whole sentences each, so that they can be translated. */

#include "core/connect/pl-story-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#define MS(us) ((double) (us) / 1000.0)

static PlStoryItem *
get_item (PlStory *self, guint position)
{
  return &g_array_index (self->items, PlStoryItem, position);
}

static const char *
get_host (PlStory *self)
{
  return self->host != NULL ? self->host : "";
}

static char *
dup_end (const PlEnd *end)
{
  char text[PL_END_STRING_SIZE];

  return g_strdup (pl_end_is_known (end) ? pl_end_to_string (end, text) : _ ("no local end"));
}

static char *
dup_code (const PlStoryItem *item)
{
  PlProblem problem;
  char *code;

  pl_failure_describe (&item->failure, &item->peer, NULL, &problem);
  code = g_steal_pointer (&problem.code);
  pl_problem_clear (&problem);

  return code != NULL ? code : g_strdup (pl_failure_get_code_name (&item->failure));
}

/* 1. Questions */

static void
say_answer (PlStory *self, PlStoryItem *item)
{
  g_autofree char *span = pl_story_axis_dup_span (&self->axis, item->begin_us, item->end_us);
  gboolean is_ipv6 = item->family == PL_FAMILY_IPV6;

  if (item->wait_begin_us >= 0)
    item->detail = g_strdup_printf (is_ipv6 ? _ ("%s, then waited for IPv4") : _ ("%s, then waited for IPv6"),
                                    span);
  else
    item->detail = g_steal_pointer (&span);

  if (item->n > 0)
    {
      item->outcome = g_strdup_printf (ngettext ("%u address", "%u addresses", item->n), item->n);
      item->sentence = g_strdup_printf (
          is_ipv6
              ? ngettext ("Asked for the IPv6 addresses of %s at %.3f ms: %u address came after %.3f ms.",
                          "Asked for the IPv6 addresses of %s at %.3f ms: %u addresses came after %.3f ms.",
                          item->n)
              : ngettext ("Asked for the IPv4 addresses of %s at %.3f ms: %u address came after %.3f ms.",
                          "Asked for the IPv4 addresses of %s at %.3f ms: %u addresses came after %.3f ms.",
                          item->n),
          get_host (self), MS (item->begin_us), item->n, MS (item->end_us - item->begin_us));
      return;
    }

  if (item->failure.code == 0 || item->failure.code == PL_LOOKUP_NOT_FOUND)
    {
      item->outcome = g_strdup (_ ("no address"));
      item->sentence = g_strdup_printf (
          is_ipv6 ? _ ("Asked for the IPv6 addresses of %s at %.3f ms: it has none, said the answer after "
                       "%.3f ms.")
                  : _ ("Asked for the IPv4 addresses of %s at %.3f ms: it has none, said the answer after "
                       "%.3f ms."),
          get_host (self), MS (item->begin_us), MS (item->end_us - item->begin_us));
      return;
    }

  item->outcome = g_strdup (item->failure.code == PL_LOOKUP_TEMPORARY ? _ ("no answer") : _ ("failed"));
  item->sentence = g_strdup_printf (
      is_ipv6 ? _ ("Asked for the IPv6 addresses of %s at %.3f ms: the resolver gave up after %.3f ms (%s).")
              : _ ("Asked for the IPv4 addresses of %s at %.3f ms: the resolver gave up after %.3f ms (%s)."),
      get_host (self), MS (item->begin_us), MS (item->end_us - item->begin_us),
      pl_failure_get_code_name (&item->failure));
}

static void
say_open_question (PlStory *self, PlStoryItem *item)
{
  gboolean is_ipv6 = item->family == PL_FAMILY_IPV6;
  gboolean is_running = item->state == PL_STORY_RUNNING;
  gint64 lasted_us = (is_running ? self->end_us : item->end_us) - item->begin_us;
  g_autofree char *time = pl_story_axis_dup_time (&self->axis, lasted_us);

  item->outcome = g_strdup (is_running          ? _ ("asking …")
                            : self->winner != 0 ? _ ("not waited for")
                                                : _ ("no answer"));
  item->detail = is_running ? g_strdup_printf (_ ("%s so far"), time)
                            : pl_story_axis_dup_span (&self->axis, item->begin_us, item->end_us);
  item->sentence = g_strdup_printf (
      is_ipv6 ? _ ("Asked for the IPv6 addresses of %s at %.3f ms: no answer came within %.3f ms.")
              : _ ("Asked for the IPv4 addresses of %s at %.3f ms: no answer came within %.3f ms."),
      get_host (self), MS (item->begin_us), MS (lasted_us));
}

static void
say_question (PlStory *self, PlStoryItem *item)
{
  item->title = g_strdup (item->family == PL_FAMILY_IPV6 ? _ ("Ask for IPv6 (AAAA)")
                                                         : _ ("Ask for IPv4 (A)"));
  item->subject = g_strdup (get_host (self));
  if (item->wait_begin_us >= 0 && self->input.first_only)
    /* Translators: why no attempt began yet, on a line of time */
    item->wait = g_strdup (_ ("until both answers are there"));
  else if (item->wait_begin_us >= 0)
    /* Translators: why the first attempt did not begin yet, on a line of time */
    item->wait = g_strdup_printf (_ ("up to %u ms for the IPv6 answer"), self->input.resolution_delay_ms);

  if (item->state == PL_STORY_DONE || item->state == PL_STORY_FAILED)
    say_answer (self, item);
  else
    say_open_question (self, item);
}

/* 2. Attempts */

static const char *
get_cause (PlOutcome outcome)
{
  switch (outcome)
    {
    case PL_OUTCOME_REFUSED:
      return _ ("nothing listens there");
    case PL_OUTCOME_TIMED_OUT:
      return _ ("nobody answered");
    case PL_OUTCOME_UNREACHABLE:
      return _ ("no way leads there");
    case PL_OUTCOME_IN_USE:
      return _ ("the local end is taken");
    case PL_OUTCOME_DENIED:
      return _ ("not allowed here");
    case PL_OUTCOME_RESET:
      return _ ("broken off by the peer");
    case PL_OUTCOME_OK:
    case PL_OUTCOME_UNKNOWN_NAME:
    case PL_OUTCOME_CANCELLED:
    case PL_OUTCOME_FAILED:
    default:
      return NULL;
    }
}

static void
say_failed (PlStoryItem *item)
{
  PlOutcome outcome = pl_failure_get_outcome (&item->failure);
  const char *cause = get_cause (outcome);
  g_autofree char *local = dup_end (&item->local);
  g_autofree char *peer = dup_end (&item->peer);
  g_autofree char *code = dup_code (item);

  item->outcome = g_strdup (pl_outcome_to_word (outcome));
  item->detail = g_strdup_printf ("%s (%s)", cause != NULL ? cause : g_strerror (item->failure.code),
                                  pl_failure_get_code_name (&item->failure));
  /* Translators: 2 the peer, 3 the local end, 4 when it began, 5 "refused", 6 how long it took, 7 the code */
  item->sentence = g_strdup_printf (_ ("Attempt %u to %s from %s, begun at %.3f ms: %s after %.3f ms, %s."),
                                    item->n, peer, local, MS (item->begin_us), item->outcome,
                                    MS (item->end_us - item->begin_us), code);
}

static void
say_cancelled (PlStory *self, PlStoryItem *item)
{
  g_autofree char *local = dup_end (&item->local);
  g_autofree char *peer = dup_end (&item->peer);
  double begin_ms = MS (item->begin_us), took_ms = MS (item->end_us - item->begin_us);

  item->outcome = g_strdup (_ ("cancelled"));
  if (self->winner != 0)
    {
      item->detail = g_strdup_printf (_ ("no answer, attempt %u was faster"), self->winner);
      item->sentence = g_strdup_printf (
          _ ("Attempt %u to %s from %s, begun at %.3f ms: cancelled after %.3f ms, attempt %u was faster."),
          item->n, peer, local, begin_ms, took_ms, self->winner);
    }
  else if (self->input.failure.code == ECANCELED)
    {
      item->detail = g_strdup (_ ("no answer, stopped by you"));
      item->sentence = g_strdup_printf (
          _ ("Attempt %u to %s from %s, begun at %.3f ms: cancelled after %.3f ms, you stopped it."), item->n,
          peer, local, begin_ms, took_ms);
    }
  else
    {
      item->detail = g_strdup (_ ("no answer in time"));
      item->sentence = g_strdup_printf (
          _ ("Attempt %u to %s from %s, begun at %.3f ms: cancelled after %.3f ms, the time limit was over."),
          item->n, peer, local, begin_ms, took_ms);
    }
}

static void
say_won (PlStory *self, PlStoryItem *item)
{
  g_autofree char *span = pl_story_axis_dup_span (&self->axis, item->begin_us, item->end_us);
  g_autofree char *local = dup_end (&item->local);
  g_autofree char *peer = dup_end (&item->peer);

  item->outcome = g_strdup (_ ("connected"));
  item->detail = item->after > 0 ? g_strdup_printf (_ ("%s, at once after %u"), span, item->after)
                                 : g_strdup (span);
  item->sentence = g_strdup_printf (
      _ ("Attempt %u to %s from %s, begun at %.3f ms: connected after %.3f ms."), item->n, peer, local,
      MS (item->begin_us), MS (item->end_us - item->begin_us));
}

static void
say_running (PlStory *self, PlStoryItem *item)
{
  gint64 lasted_us = self->end_us - item->begin_us;
  g_autofree char *peer = dup_end (&item->peer);
  g_autofree char *time = pl_story_axis_dup_time (&self->axis, lasted_us);

  item->outcome = g_strdup (_ ("connecting …"));
  item->detail = g_strdup_printf (_ ("%s so far"), time);
  item->sentence = g_strdup_printf (_ ("Attempt %u to %s, begun at %.3f ms: no answer within %.3f ms."),
                                    item->n, peer, MS (item->begin_us), MS (lasted_us));
}

static void
say_why_then (PlStory *self, PlStoryItem *item)
{
  g_autofree char *what = g_steal_pointer (&item->sentence);
  g_autofree char *why = NULL;

  if (item->after > 0)
    why = g_strdup_printf (_ ("It began at once when attempt %u had failed."), item->after);
  else if (item->wait_begin_us >= 0 && item->begin_us >= 0)
    why = g_strdup_printf (_ ("It waited %.3f ms: so long had attempt %u to itself."),
                           MS (item->wait_end_us - item->wait_begin_us), item->n - 1);

  if (item->wait_begin_us >= 0)
    /* Translators: why the next attempt did not begin yet, on a line of time */
    item->wait = g_strdup_printf (_ ("%u ms head start for attempt %u"), self->input.attempt_delay_ms,
                                  item->n - 1);
  item->sentence = why != NULL ? g_strjoin (" ", what, why, NULL) : g_steal_pointer (&what);
}

/* As the kernel counts (TCP_INFO): a silent peer is asked again after one second, then after two, and so on.
 */
static void
say_retransmits (PlStoryItem *item)
{
  g_autofree char *what = NULL, *more = NULL;

  if (item->n_retransmits == 0)
    return;

  what = g_steal_pointer (&item->sentence);
  more = g_strdup_printf (
      ngettext ("The SYN was sent again %u time.", "The SYN was sent again %u times.", item->n_retransmits),
      item->n_retransmits);
  item->sentence = g_strjoin (" ", what, more, NULL);
}

static void
say_attempt (PlStory *self, PlStoryItem *item)
{
  if (item->family == PL_FAMILY_NONE)
    item->title = g_strdup_printf (_ ("Attempt %u"), item->n);
  else
    item->title = g_strdup_printf (
        item->family == PL_FAMILY_IPV6 ? _ ("Attempt %u, IPv6") : _ ("Attempt %u, IPv4"), item->n);

  switch (item->state)
    {
    case PL_STORY_WON:
      say_won (self, item);
      break;
    case PL_STORY_FAILED:
      say_failed (item);
      break;
    case PL_STORY_CANCELLED:
      say_cancelled (self, item);
      break;
    case PL_STORY_WAITING:
      item->outcome = g_strdup (_ ("waiting"));
      item->detail = g_strdup (_ ("until it is its turn"));
      item->sentence = g_strdup_printf (
          _ ("Attempt %u waits: attempt %u has %u ms to itself, or less if it fails."), item->n, item->n - 1,
          self->input.attempt_delay_ms);
      break;
    case PL_STORY_RUNNING:
    case PL_STORY_DONE:
    default:
      say_running (self, item);
    }
  say_retransmits (item);
  say_why_then (self, item);
}

/* 3. Moments */

static void
say_first_byte (PlStory *self, PlStoryItem *item)
{
  guint32 size = self->input.first_byte_size;
  g_autofree char *time = pl_story_axis_dup_time (&self->axis, item->begin_us);

  item->title = g_strdup (_ ("First byte received"));
  item->subject = g_strdup_printf (ngettext ("%'u B in the first read", "%'u B in the first read", size),
                                   size);
  item->outcome = g_strdup (_ ("received"));
  item->detail = g_strdup_printf (_ ("%s after Connect"), time);
  item->sentence = g_strdup_printf (
      ngettext ("The first byte came %.3f ms after the beginning, %'u byte in the first read.",
                "The first byte came %.3f ms after the beginning, %'u bytes in the first read.", size),
      MS (item->begin_us), size);
}

static void
say_moment (PlStory *self, PlStoryItem *item)
{
  g_autofree char *time = pl_story_axis_dup_time (&self->axis, item->begin_us);

  if (item->state == PL_STORY_DONE)
    {
      say_first_byte (self, item);
      return;
    }

  item->detail = g_strdup_printf (_ ("%s after Connect"), time);
  if (item->state == PL_STORY_CANCELLED)
    {
      item->title = g_strdup (_ ("Stopped"));
      item->subject = g_strdup (_ ("by you"));
      item->outcome = g_strdup (_ ("stopped"));
      item->sentence = g_strdup_printf (_ ("You stopped it after %.3f ms."), MS (item->begin_us));
    }
  else
    {
      item->title = g_strdup (_ ("Time limit"));
      item->subject = g_strdup (_ ("chosen by you"));
      item->outcome = g_strdup (_ ("over"));
      item->sentence = g_strdup_printf (_ ("The time limit was over after %.3f ms."), MS (item->begin_us));
    }
}

static char *
dup_summary (PlStory *self)
{
  g_autofree char *time = pl_story_axis_dup_time (&self->axis, self->end_us);

  if (!self->input.is_over)
    return g_strdup_printf (_ ("connecting, %s so far"), time);
  if (self->winner != 0)
    return g_strdup_printf (_ ("connected in %s"), time);
  if (self->input.failure.code == ECANCELED)
    return g_strdup_printf (_ ("stopped after %s"), time);

  return g_strdup_printf (_ ("failed after %s"), time);
}

/**
 * pl_story_say:
 * @self: a story whose items have everything but words
 *
 * Gives them their words.
 */
void
pl_story_say (PlStory *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PlStoryItem *item = get_item (self, i);

      switch (item->kind)
        {
        case PL_STORY_QUESTION:
          say_question (self, item);
          break;
        case PL_STORY_ATTEMPT:
          say_attempt (self, item);
          break;
        case PL_STORY_MOMENT:
          say_moment (self, item);
          break;
        case PL_STORY_NOTE:
        default:
          break;
        }
    }
  self->summary = dup_summary (self);
}

/**
 * pl_story_item_clear:
 * @self: an item
 *
 * Frees its words.
 */
void
pl_story_item_clear (PlStoryItem *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->outcome, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->wait, g_free);
  g_clear_pointer (&self->sentence, g_free);
}
