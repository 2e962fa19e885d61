/* What the small services of 1983 say: the date, a quotation, characters. Pure. */

#include "core/respond/pl-sayings.h"

/* Short ones, out of copyright for long; ASCII and fewer than 512 bytes, as RFC 865 wants them. */
static const char *const quotes[] = {
  "Brevity is the soul of wit. (Shakespeare)\r\n",
  "To err is human; to forgive, divine. (Pope)\r\n",
  "Hope springs eternal in the human breast. (Pope)\r\n",
  "No man is an island, entire of itself. (Donne)\r\n",
  "Knowledge itself is power. (Bacon)\r\n",
  "Lost time is never found again. (Franklin)\r\n",
  "They also serve who only stand and wait. (Milton)\r\n",
};

static void
fill_chargen (guint8 *at)
{
  for (guint line = 0; line < 95; line++)
    {
      for (guint column = 0; column < 72; column++)
        *at++ = (guint8) (' ' + (line + column) % 95);
      *at++ = '\r';
      *at++ = '\n';
    }
}

/**
 * pl_sayings_get_chargen:
 *
 * Returns: (array fixed-size=7030): all the lines of RFC 864, after which they begin again
 */
const guint8 *
pl_sayings_get_chargen (void)
{
  static guint8 lines[PL_CHARGEN_SIZE];
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      fill_chargen (lines);
      g_once_init_leave (&is_filled, 1);
    }

  return lines;
}

/**
 * pl_sayings_dup_daytime:
 * @now: a time
 *
 * Writes a time as RFC 867 proposes, whatever the locale.
 *
 * Returns: (transfer full): such as "Sunday, November 22, 2026 14:30:05 +0000\r\n"
 */
char *
pl_sayings_dup_daytime (GDateTime *now)
{
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };
  static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"
  };
  int offset_min = (int) (g_date_time_get_utc_offset (now) / G_TIME_SPAN_MINUTE);

  return g_strdup_printf (
      "%s, %s %d, %d %02d:%02d:%02d %c%02d%02d\r\n", days[g_date_time_get_day_of_week (now) - 1],
      months[g_date_time_get_month (now) - 1], g_date_time_get_day_of_month (now), g_date_time_get_year (now),
      g_date_time_get_hour (now), g_date_time_get_minute (now), g_date_time_get_second (now),
      offset_min < 0 ? '-' : '+', ABS (offset_min) / 60, ABS (offset_min) % 60);
}

/**
 * pl_sayings_get_quote:
 * @now: a time
 *
 * Returns: the quotation of that day (RFC 865)
 */
const char *
pl_sayings_get_quote (GDateTime *now)
{
  return quotes[(guint) g_date_time_get_day_of_year (now) % G_N_ELEMENTS (quotes)];
}
