/* pl-format.c: numbers as people read them: bytes, ages, durations. Knows neither widgets nor clocks. */

#include "app/widgets/pl-format.h"

#include <glib/gi18n-lib.h>

/* Translated one by one, not from a table: the compiler checks each format. */
static char *
with_unit (guint power, const char *number)
{
  switch (power)
    {
    case 0:
      /* Translators: bytes, such as "6 B" */
      return g_strdup_printf (_ ("%s B"), number);
    case 1:
      return g_strdup_printf (_ ("%s kB"), number);
    case 2:
      return g_strdup_printf (_ ("%s MB"), number);
    case 3:
      return g_strdup_printf (_ ("%s GB"), number);
    case 4:
      return g_strdup_printf (_ ("%s TB"), number);
    case 5:
      return g_strdup_printf (_ ("%s PB"), number);
    default:
      return g_strdup_printf (_ ("%s EB"), number);
    }
}

/**
 * pl_format_bytes:
 * @bytes: a number of bytes
 *
 * Formats a number of bytes with SI prefixes and at most one decimal: "6 B", "1.4 kB", "940 kB", "1.2 GB".
 * g_format_size() is not used: it writes "6 bytes" and "940.0 kB", too wide for a column.
 *
 * Returns: (transfer full): the text
 */
char *
pl_format_bytes (guint64 bytes)
{
  g_autofree char *number = NULL;
  double value = (double) bytes;
  guint power = 0;

  /* From 999.5 on the number would be written as 1000. */
  while (value >= (power == 0 ? 1000.0 : 999.5))
    {
      value /= 1000.0;
      power++;
    }

  number = g_strdup_printf (power == 0 || value >= 99.95 ? "%.0f" : "%.1f", value);
  return with_unit (power, number);
}

/**
 * pl_format_age:
 * @age_us: how long something has been, in microseconds; a negative one counts as 0
 *
 * Formats an age in one unit, cut, not rounded: "12 s", "4 min", "3 h", "2 d".
 *
 * Returns: (transfer full): the text
 */
char *
pl_format_age (gint64 age_us)
{
  int age_s = (int) CLAMP (age_us / G_USEC_PER_SEC, 0, G_MAXINT);

  /* Translators: an age in seconds, minutes, hours, days */
  if (age_s < 60)
    return g_strdup_printf (_ ("%d s"), age_s);
  if (age_s < 60 * 60)
    return g_strdup_printf (_ ("%d min"), age_s / 60);
  if (age_s < 24 * 60 * 60)
    return g_strdup_printf (_ ("%d h"), age_s / (60 * 60));
  return g_strdup_printf (_ ("%d d"), age_s / (24 * 60 * 60));
}

/**
 * pl_format_duration:
 * @duration_us: a duration in microseconds; a negative one counts as 0
 *
 * Formats a short time for reading and comparing: "0.03 ms", "0.4 ms", "14.2 ms", "250 ms", "1.5 s"; from a
 * minute on as pl_format_age() does.
 *
 * Returns: (transfer full): the text
 */
char *
pl_format_duration (gint64 duration_us)
{
  double ms = (double) MAX (duration_us, 0) / 1000.0;

  /* Translators: a duration in milliseconds, such as "0.03 ms" */
  if (ms < 0.095)
    return g_strdup_printf (_ ("%.2f ms"), ms);
  if (ms < 99.95)
    return g_strdup_printf (_ ("%.1f ms"), ms);
  if (ms < 999.5)
    return g_strdup_printf (_ ("%.0f ms"), ms);
  if (ms < 59950)
    return g_strdup_printf (_ ("%.1f s"), ms / 1000.0);
  return pl_format_age (duration_us);
}

/**
 * pl_format_rate:
 * @bytes_per_s: bytes a second
 *
 * Formats a rate in bits, as networks are measured: "840 bit/s", "11.4 Mbit/s", "21.0 Gbit/s".
 *
 * Returns: (transfer full): the text
 */
char *
pl_format_rate (guint64 bytes_per_s)
{
  double bits = (double) bytes_per_s * 8;

  /* Translators: bits a second */
  if (bits < 999.5)
    return g_strdup_printf (_ ("%.0f bit/s"), bits);
  if (bits < 999.5e3)
    return g_strdup_printf (_ ("%.1f kbit/s"), bits / 1e3);
  if (bits < 999.5e6)
    return g_strdup_printf (_ ("%.1f Mbit/s"), bits / 1e6);
  return g_strdup_printf (_ ("%.1f Gbit/s"), bits / 1e9);
}

/**
 * pl_format_time_of_day:
 * @real_us: microseconds since 1970
 *
 * Formats when something was, by the clock on the wall: "14:02:07.120".
 *
 * Returns: (transfer full): the text
 */
char *
pl_format_time_of_day (gint64 real_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (real_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03d", text != NULL ? text : "", (int) (real_us % G_USEC_PER_SEC / 1000));
}
