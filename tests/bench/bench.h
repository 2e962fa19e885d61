#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Bar:
 * @less: whether less is better
 * @bar: what the ratio has to reach
 * @aim: what it is to reach
 *
 * What a figure is judged by. Printed beside it, never asserted.
 */
typedef struct
{
  gboolean less;
  double bar;
  double aim;
} Bar;

gint64 bench_get_time_ns (void);
double bench_seconds_since (gint64 began_ns);
double bench_get_median (double *values, gsize n);
double bench_get_rss_kib (GPid pid);
double bench_get_cpu_s (GPid pid);
guint bench_raise_limit (void);
guint16 bench_find_port (void);
GPid bench_spawn (const char *const *arguments, int *ret_output);
void bench_stop (GPid pid);

int bench_join (guint16 port);
gboolean bench_hold (guint16 port, int *fds, guint n);
double bench_churn (guint16 port, guint n);
double bench_ping (guint16 port, guint n);
double bench_flood (guint16 port, gint64 size);

void bench_print_ratio (const char *figure, const char *unit, double value, double reference, Bar bar);
void bench_print_value (const char *figure, const char *unit, double value, Bar bar);

G_END_DECLS
