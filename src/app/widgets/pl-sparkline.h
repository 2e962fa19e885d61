#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PlSparkKind:
 * @PL_SPARK_LINE: from point to point
 * @PL_SPARK_STEPS: each value holds until the next
 * @PL_SPARK_BARS: a bar for each value that is not 0
 *
 * How a sparkline is drawn.
 */
typedef enum
{
  PL_SPARK_LINE,
  PL_SPARK_STEPS,
  PL_SPARK_BARS,
} PlSparkKind;

/**
 * PlSparkPoint:
 * @at_us: when
 * @value: from 0 up
 */
typedef struct
{
  gint64 at_us;
  double value;
} PlSparkPoint;

#define PL_TYPE_SPARKLINE (pl_sparkline_get_type ())

G_DECLARE_FINAL_TYPE (PlSparkline, pl_sparkline, PL, SPARKLINE, GtkWidget)

GtkWidget *pl_sparkline_new (PlSparkKind kind);
void pl_sparkline_set_points (PlSparkline *self,
                              const PlSparkPoint *points,
                              guint n_points,
                              gint64 span_us,
                              gint64 gap_us);

G_END_DECLS
