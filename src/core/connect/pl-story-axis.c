/* A scale of time that fits what happened: from microseconds on loopback to the minutes of a silent peer.
 * Knows no story. */

#include "core/connect/pl-story-axis.h"

#include <glib/gi18n-lib.h>

#define LABELS_MAX       5
#define STEP_MIN_US      1
#define LONGEST_IN_MS_US (10 * G_TIME_SPAN_SECOND)

static gboolean
is_in_ms (const PlStoryAxis *self)
{
  return self->end_us < LONGEST_IN_MS_US;
}

static double
convert (const PlStoryAxis *self, gint64 at_us)
{
  return (double) at_us / (is_in_ms (self) ? 1e3 : 1e6);
}

/* As many decimals as tell one label from the next. */
static int
count_decimals (const PlStoryAxis *self)
{
  gint64 unit_us = is_in_ms (self) ? 1000 : 1000000;
  int n = 0;

  for (; unit_us > self->step_us && n < 3; unit_us /= 10)
    n++;

  return n;
}

/**
 * pl_story_axis_fit:
 * @self: (out caller-allocates): an axis
 * @end_us: what has to have room on it
 *
 * Chooses a scale whose labels are round numbers, six of them at most.
 *
 * For 384,600 microseconds it has a label each 100 milliseconds and ends at 400.
 */
void
pl_story_axis_fit (PlStoryAxis *self, gint64 end_us)
{
  gint64 step_us = STEP_MIN_US;

  for (guint i = 0; step_us * LABELS_MAX < end_us; i++)
    step_us = i % 3 == 1 ? step_us / 2 * 5 : step_us * 2;

  self->step_us = step_us;
  self->end_us = MAX ((end_us + step_us - 1) / step_us, 1) * step_us;
}

/**
 * pl_story_axis_dup_label:
 * @self: an axis
 * @at_us: a multiple of its step
 *
 * Returns: (transfer full): a number, such as "100"; the last one says the unit, "400 ms"
 */
char *
pl_story_axis_dup_label (const PlStoryAxis *self, gint64 at_us)
{
  int decimals = at_us == 0 ? 0 : count_decimals (self);
  double number = convert (self, at_us);

  if (at_us < self->end_us)
    return g_strdup_printf ("%.*f", decimals, number);
  if (is_in_ms (self))
    /* Translators: a time in milliseconds; %.*f is the number */
    return g_strdup_printf (_ ("%.*f ms"), decimals, number);

  /* Translators: a time in seconds; %.*f is the number */
  return g_strdup_printf (_ ("%.*f s"), decimals, number);
}

/**
 * pl_story_axis_dup_time:
 * @self: an axis
 * @at_us: any time
 *
 * Returns: (transfer full): it, a digit or two finer than the labels: "12.4 ms"
 */
char *
pl_story_axis_dup_time (const PlStoryAxis *self, gint64 at_us)
{
  int decimals = CLAMP (count_decimals (self) + 2, 1, 3);

  if (is_in_ms (self))
    return g_strdup_printf (_ ("%.*f ms"), self->step_us >= 50000 ? 1 : decimals, convert (self, at_us));

  return g_strdup_printf (_ ("%.*f s"), decimals, convert (self, at_us));
}

/**
 * pl_story_axis_dup_span:
 * @self: an axis
 * @begin_us: from when
 * @end_us: until when
 *
 * Returns: (transfer full): both: "281.0 – 319.8 ms"
 */
char *
pl_story_axis_dup_span (const PlStoryAxis *self, gint64 begin_us, gint64 end_us)
{
  int decimals = CLAMP (count_decimals (self) + 2, 1, 3);
  double begin = convert (self, begin_us), end = convert (self, end_us);

  if (is_in_ms (self))
    {
      decimals = self->step_us >= 50000 ? 1 : decimals;
      /* Translators: from when until when, in milliseconds */
      return g_strdup_printf (_ ("%.*f – %.*f ms"), decimals, begin, decimals, end);
    }

  /* Translators: from when until when, in seconds */
  return g_strdup_printf (_ ("%.*f – %.*f s"), decimals, begin, decimals, end);
}
