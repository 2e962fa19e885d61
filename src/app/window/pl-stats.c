/* One line of figures a second: frames, stalls, memory and counts. Measures, and changes nothing. */

#include "app/window/pl-stats.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FRAMES_MAX 1024 /* in a second */

typedef struct
{
  GSource base;
  gint64 woke_at_us; /* 0 while the loop waits */
  gint64 stall_us;   /* the longest turn since the last line */
} Watchdog;

struct _PlStats
{
  FILE *file;
  PlEngine *engine;
  GdkFrameClock *clock; /* (nullable) */
  Watchdog *watchdog;
  gint64 began_us;
  gint64 frame_began_us;
  gint64 first_frame_us; /* 0 until it is done */
  guint64 n_frames;
  double frames_ms[FRAMES_MAX]; /* of this second */
  guint n_frames_ms;
  guint timer_id;
};

/* A source of the highest priority sees every turn of the loop: one lasts from its check to its next prepare.
 */
static gboolean
watchdog_prepare (GSource *source, int *timeout_ms)
{
  Watchdog *self = (Watchdog *) source;

  if (self->woke_at_us != 0)
    self->stall_us = MAX (self->stall_us, g_get_monotonic_time () - self->woke_at_us);
  self->woke_at_us = 0;
  *timeout_ms = -1;

  return FALSE;
}

static gboolean
watchdog_check (GSource *source)
{
  Watchdog *self = (Watchdog *) source;

  if (self->woke_at_us == 0)
    self->woke_at_us = g_get_monotonic_time ();

  return FALSE;
}

static GSourceFuncs watchdog_funcs = { .prepare = watchdog_prepare, .check = watchdog_check };

static void
before_paint_cb (GdkFrameClock *clock, PlStats *self)
{
  self->frame_began_us = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, PlStats *self)
{
  self->n_frames++;
  if (self->first_frame_us == 0)
    self->first_frame_us = g_get_monotonic_time ();
  if (self->n_frames_ms < FRAMES_MAX)
    self->frames_ms[self->n_frames_ms++] = (double) (g_get_monotonic_time () - self->frame_began_us) / 1000;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_quantile (PlStats *self, double q)
{
  guint index = (guint) (self->n_frames_ms * q);

  return self->n_frames_ms > 0 ? self->frames_ms[MIN (index, self->n_frames_ms - 1)] : 0;
}

static long
get_rss_kib (void)
{
  FILE *file = fopen ("/proc/self/statm", "r");
  long size, pages = 0;

  if (file == NULL)
    return 0;
  if (fscanf (file, "%ld %ld", &size, &pages) != 2)
    pages = 0;
  fclose (file);

  return pages * (sysconf (_SC_PAGESIZE) / 1024);
}

static gboolean
print_cb (gpointer data)
{
  PlStats *self = data;
  PlTotals totals;
  PlLookupTotals lookups;

  pl_lookups_get_totals (pl_engine_get_lookups (self->engine), &lookups);
  pl_engine_get_totals (self->engine, &totals);
  qsort (self->frames_ms, self->n_frames_ms, sizeof *self->frames_ms, compare_doubles);
  fprintf (self->file,
           "{\"at_us\":%" G_GINT64_FORMAT ",\"first_frame_us\":%" G_GINT64_FORMAT
           ",\"frames\":%" G_GUINT64_FORMAT ",\"frame_ms_p50\":%.2f,"
           "\"frame_ms_p99\":%.2f,\"frame_ms_max\":%.2f,\"stall_ms_max\":%.2f,\"rss_kib\":%ld,"
           "\"connections\":%u,\"rows\":%u,\"accepted\":%" G_GUINT64_FORMAT ",\"received\":%" G_GUINT64_FORMAT
           ",\"sent\":%" G_GUINT64_FORMAT ",\"not_kept\":%" G_GUINT64_FORMAT
           ",\"dropped_rows\":%" G_GUINT64_FORMAT ",\"lookups\":%u,\"lookups_over\":%u,\"lookups_found\":%u,"
           "\"lookups_unknown\":%u,\"lookups_silent\":%u,\"lookups_failed\":%u}\n",
           g_get_monotonic_time () - self->began_us, self->first_frame_us, self->n_frames,
           get_quantile (self, .5), get_quantile (self, .99), get_quantile (self, 1),
           (double) self->watchdog->stall_us / 1000, get_rss_kib (), pl_engine_get_n_live (self->engine),
           g_list_model_get_n_items (pl_engine_get_sockets (self->engine)), totals.accepted, totals.received,
           totals.sent, totals.not_kept, pl_engine_get_n_dropped (self->engine), lookups.n_all,
           lookups.n_over, lookups.n_found, lookups.n_unknown, lookups.n_silent, lookups.n_failed);
  fflush (self->file);
  self->n_frames_ms = 0;
  self->watchdog->stall_us = 0;

  return G_SOURCE_CONTINUE;
}

/**
 * pl_stats_new:
 * @path: the file to write to
 * @engine: whose counts
 * @window: whose frames; has to be realized
 * @error: of opening the file
 *
 * Begins to write one JSON object a second.
 *
 * Returns: (transfer full): what measures, or %NULL with @error set
 */
PlStats *
pl_stats_new (const char *path, PlEngine *engine, GtkWidget *window, GError **error)
{
  FILE *file = fopen (path, "w");
  PlStats *self;

  if (file == NULL)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }

  self = g_new0 (PlStats, 1);
  self->file = file;
  self->engine = g_object_ref (engine);
  self->began_us = g_get_monotonic_time ();
  self->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  g_signal_connect (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  self->watchdog = (Watchdog *) g_source_new (&watchdog_funcs, sizeof (Watchdog));
  g_source_set_priority ((GSource *) self->watchdog, G_MININT);
  g_source_set_static_name ((GSource *) self->watchdog, "watchdog");
  g_source_attach ((GSource *) self->watchdog, NULL);
  self->timer_id = g_timeout_add (1000, print_cb, self);

  return self;
}

/**
 * pl_stats_free:
 * @self: (transfer full): what measures
 */
void
pl_stats_free (PlStats *self)
{
  print_cb (self);
  g_source_remove (self->timer_id);
  g_source_destroy ((GSource *) self->watchdog);
  g_source_unref ((GSource *) self->watchdog);
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_object_unref (self->engine);
  fclose (self->file);
  g_free (self);
}
