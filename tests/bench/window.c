/* The window under load: start, connections that come and go, many that stay, a flood. What the window says
 * of itself with --stats is what counts. Prints figures, asserts nothing. Needs a display. Usage:
 * bench-window BARE-WINDOW PORTLIGHT [start|churn|sorted|hold|flood] */

#include "bench.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_STARTS     7
#define N_ROUNDS     3
#define N_CHURN      20000
#define N_HELD       9000
#define N_TALKING    90  /* of them, once a second */
#define N_SPARE      200 /* descriptors that are none of the held */
#define HOLD_S       8
#define FLOOD_SIZE   (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define SETTLE_LINES 3 /* seconds after the start, before anything is measured */
#define REST_LINES   4 /* seconds after the load, in which the table still catches up */
#define WAIT_TURN_US 20000
#define PATIENCE_US  (60 * G_USEC_PER_SEC)

typedef struct
{
  char *stats_path;
  GPid pid;
  guint16 port;
} Window;

/* What a load has done to the window. */
typedef struct
{
  double stall_ms;
  double frame_ms; /* the worst of the seconds' 99th percentiles */
  double grown_kib;
  double held_kib; /* by those that are held, while they are */
  double cpu_percent;
  double rows; /* in the table, and those that had to go from it */
} Effect;

/* 1. What --stats has written */

static double
read_value (const char *line, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":", name);
  const char *at = strstr (line, key);

  return at != NULL ? g_ascii_strtod (at + strlen (key), NULL) : NAN;
}

/* The whole lines so far. */
static char **
read_lines (const char *path, guint *ret_n)
{
  g_autofree char *text = NULL;
  char **lines;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    text = g_strdup ("");
  lines = g_strsplit (text, "\n", -1);
  *ret_n = MAX (g_strv_length (lines), 1) - 1;

  return lines;
}

/* Until there are N lines. */
static char **
wait_for_lines (const char *path, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  for (;;)
    {
      guint n_lines;
      g_auto (GStrv) lines = read_lines (path, &n_lines);

      if (n_lines >= n)
        return g_steal_pointer (&lines);
      if (g_get_monotonic_time () > deadline_us)
        g_error ("%s has only %u lines", path, n_lines);
      g_usleep (WAIT_TURN_US);
    }
}

static guint
count_lines (const char *path)
{
  guint n;

  g_strfreev (read_lines (path, &n));

  return n;
}

static double
get_max (char **lines, guint first, guint end, const char *name)
{
  double max = NAN;

  for (guint i = first; i < end; i++)
    max = fmax (max, read_value (lines[i], name));

  return max;
}

/* 2. Starting */

static char *
dup_stats_path (void)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("bench-XXXXXX", &path, &error);

  if (fd < 0)
    g_error ("%s", error->message);
  close (fd);

  return path;
}

static void
measure_start (const char *const *arguments, const char *stats_path, double *ret_ms, double *ret_mib)
{
  gint64 began_us = g_get_monotonic_time ();
  GPid pid = bench_spawn (arguments, NULL);
  g_auto (GStrv) lines = wait_for_lines (stats_path, 1);

  *ret_ms = (read_value (lines[0], "first_frame_us") - (double) began_us) / 1000;
  *ret_mib = read_value (lines[0], "rss_kib") / 1024;
  bench_stop (pid);
  remove (stats_path);
}

static void
print_start (char **argv)
{
  double bare_ms[N_STARTS], bare_mib[N_STARTS], ms[N_STARTS], mib[N_STARTS];
  g_autofree char *path = dup_stats_path ();

  remove (path);
  for (guint i = 0; i < N_STARTS; i++)
    {
      measure_start ((const char *[]){ argv[1], path, NULL }, path, &bare_ms[i], &bare_mib[i]);
      measure_start ((const char *[]){ argv[2], "--stats", path, NULL }, path, &ms[i], &mib[i]);
    }
  bench_print_ratio ("window: process start to first frame", "ms", bench_get_median (ms, N_STARTS),
                     bench_get_median (bare_ms, N_STARTS), (Bar){ TRUE, 1.35, 1.15 });
  bench_print_value ("window: resident memory after start", "MiB", bench_get_median (mib, N_STARTS),
                     (Bar){ TRUE, 60, 45 });
  bench_print_value ("  the bare window's", "MiB", bench_get_median (bare_mib, N_STARTS), (Bar){ 0 });
}

/* 3. Loads */

static void
open_window (Window *self, const char *program, const char *responder, gboolean is_sorted)
{
  g_autofree char *target = NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  self->stats_path = dup_stats_path ();
  self->port = bench_find_port ();
  target = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_ptr_array_add (arguments, (char *) program);
  g_ptr_array_add (arguments, (char *) "--stats");
  g_ptr_array_add (arguments, self->stats_path);
  g_ptr_array_add (arguments, (char *) "--respond");
  g_ptr_array_add (arguments, (char *) responder);
  g_ptr_array_add (arguments, (char *) "--listen");
  g_ptr_array_add (arguments, target);
  if (is_sorted)
    {
      g_ptr_array_add (arguments, (char *) "--filter=127");
      g_ptr_array_add (arguments, (char *) "--sort=peer");
    }
  g_ptr_array_add (arguments, NULL);
  self->pid = bench_spawn ((const char *const *) arguments->pdata, NULL);
  g_strfreev (wait_for_lines (self->stats_path, SETTLE_LINES));
}

static void
close_window (Window *self)
{
  bench_stop (self->pid);
  remove (self->stats_path);
  g_free (self->stats_path);
}

typedef gboolean (*Load) (Window *window, guint n_held, Effect *effect);

static gboolean
churn (Window *window, guint n_held, Effect *effect)
{
  return !isnan (bench_churn (window->port, N_CHURN));
}

static gboolean
flood (Window *window, guint n_held, Effect *effect)
{
  return !isnan (bench_flood (window->port, FLOOD_SIZE));
}

static gboolean
talk (const int *fds)
{
  char byte = 'x';

  for (guint i = 0; i < N_TALKING; i++)
    if (write (fds[i], &byte, 1) != 1 || read (fds[i], &byte, 1) != 1)
      return FALSE;

  return TRUE;
}

/* What they cost once all are there and one in a hundred says something every second. */
static gboolean
hold (Window *window, guint n_held, Effect *effect)
{
  g_autofree int *fds = g_new (int, n_held);
  double idle_kib = bench_get_rss_kib (window->pid);
  gboolean is_good = bench_hold (window->port, fds, n_held);
  gint64 began_ns;
  double cpu_s;

  g_strfreev (wait_for_lines (window->stats_path, count_lines (window->stats_path) + REST_LINES));
  began_ns = bench_get_time_ns ();
  cpu_s = bench_get_cpu_s (window->pid);
  for (guint second = 0; is_good && second < HOLD_S; second++)
    {
      is_good = talk (fds);
      g_usleep (G_USEC_PER_SEC);
    }
  effect->cpu_percent = 100 * (bench_get_cpu_s (window->pid) - cpu_s) / bench_seconds_since (began_ns);
  effect->held_kib = bench_get_rss_kib (window->pid) - idle_kib;
  for (guint i = 0; i < n_held; i++)
    close (fds[i]);

  return is_good;
}

static void
measure (const char *program,
         const char *responder,
         gboolean is_sorted,
         Load load,
         guint n_held,
         Effect *effect)
{
  Window window;
  double rss_kib;
  guint first, end;
  char **lines;

  open_window (&window, program, responder, is_sorted);
  rss_kib = bench_get_rss_kib (window.pid);
  first = count_lines (window.stats_path);
  if (!load (&window, n_held, effect))
    g_error ("the window did not answer, or not to the end");
  end = count_lines (window.stats_path) + REST_LINES;
  lines = wait_for_lines (window.stats_path, end);
  effect->stall_ms = get_max (lines, first, end, "stall_ms_max");
  effect->frame_ms = get_max (lines, first, end, "frame_ms_p99");
  effect->grown_kib = get_max (lines, first, end, "rss_kib") - rss_kib;
  effect->rows = read_value (lines[end - 1], "rows") + read_value (lines[end - 1], "dropped_rows") - 1;
  g_strfreev (lines);
  close_window (&window);
}

/* The medians, each by itself. */
static Effect
measure_often (const char *program, const char *responder, gboolean is_sorted, Load load, guint n_held)
{
  Effect effects[N_ROUNDS] = { 0 }, medians;
  double values[N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    measure (program, responder, is_sorted, load, n_held, &effects[round]);
  for (gsize field = 0; field < sizeof (Effect) / sizeof (double); field++)
    {
      for (guint round = 0; round < N_ROUNDS; round++)
        values[round] = ((const double *) &effects[round])[field];
      ((double *) &medians)[field] = bench_get_median (values, N_ROUNDS);
    }

  return medians;
}

static void
print_churn (const char *program, gboolean is_sorted)
{
  Effect effect = measure_often (program, "discard", is_sorted, churn, 0);

  if (is_sorted)
    bench_print_value ("window: the same, filtered and sorted: stall", "ms", effect.stall_ms,
                       (Bar){ TRUE, 50, 33 });
  else
    bench_print_value ("window: 20,000 come and go: longest stall", "ms", effect.stall_ms,
                       (Bar){ TRUE, 33, 16 });
  bench_print_value ("  rows, with those that had to go again", "", effect.rows, (Bar){ 0 });
}

static void
print_hold (const char *program, guint n_held)
{
  Effect effect = measure_often (program, "echo", FALSE, hold, n_held);
  g_autofree char *figure = g_strdup_printf ("window: %u held, 1 %% talk: longest stall", n_held);

  bench_print_value (figure, "ms", effect.stall_ms, (Bar){ TRUE, 33, 16 });
  bench_print_value ("  processor time", "%", effect.cpu_percent, (Bar){ TRUE, 5, 1.5 });
  bench_print_value ("  memory of each", "KiB", effect.held_kib / n_held, (Bar){ TRUE, 4, 2 });
}

static void
print_flood (const char *program)
{
  Effect effect = measure_often (program, "discard", FALSE, flood, 0);

  bench_print_value ("window: 4 GiB received: longest stall", "ms", effect.stall_ms, (Bar){ TRUE, 33, 16 });
  bench_print_value ("  grows by", "MiB", effect.grown_kib / 1024, (Bar){ TRUE, 16, 16 });
  bench_print_value ("  work of a frame, 99th percentile", "ms", effect.frame_ms, (Bar){ TRUE, 16, 8 });
}

static gboolean
is_wanted (const char *only, const char *figure)
{
  return only == NULL || g_str_equal (only, figure);
}

int
main (int argc, char **argv)
{
  guint n_held = MIN (N_HELD, bench_raise_limit () - N_SPARE);

  if (argc < 3 || argc > 4)
    {
      fprintf (stderr, "Usage: %s BARE-WINDOW PORTLIGHT [start|churn|sorted|hold|flood]\n", argv[0]);
      return 2;
    }
  signal (SIGPIPE, SIG_IGN);

  if (is_wanted (argv[3], "start"))
    print_start (argv);
  if (is_wanted (argv[3], "churn"))
    print_churn (argv[2], FALSE);
  if (is_wanted (argv[3], "sorted"))
    print_churn (argv[2], TRUE);
  if (is_wanted (argv[3], "hold"))
    print_hold (argv[2], n_held);
  if (is_wanted (argv[3], "flood"))
    print_flood (argv[2]);

  return 0;
}
