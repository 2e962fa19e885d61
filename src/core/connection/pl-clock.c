/* Monotonic times as times of day. Knows nothing of what happened then. */

#include "core/connection/pl-clock.h"

static gint64
measure_offset (void)
{
  return g_get_real_time () - g_get_monotonic_time ();
}

/**
 * pl_clock_to_real_us:
 * @at_us: a monotonic time
 *
 * The distance of the two clocks is measured once: what is shown and what is saved must not differ, even if
 * somebody sets the clock meanwhile. Can be called from every thread.
 *
 * Returns: microseconds since 1970
 */
gint64
pl_clock_to_real_us (gint64 at_us)
{
  static gsize is_measured;
  static gint64 offset_us;

  if (g_once_init_enter (&is_measured))
    {
      offset_us = measure_offset ();
      g_once_init_leave (&is_measured, 1);
    }

  return at_us + offset_us;
}
