/* A small graph of one value over the time just past: from 0, the latest at the end, with a dot. Its numbers
 * stand beside it as words; it knows no unit. */

#include "app/widgets/pl-sparkline.h"

#include "app/widgets/pl-style.h"

#include <math.h>

/* In ems of the usual size: 46 pixels tall. */
#define HEIGHT_EM 3.136
#define WIDTH_EM  8.0

#define LINE_WIDTH 2.0
#define DOT        3.5
#define BAR_WIDTH  5.0
#define TOP        7.0 /* kept free above the highest value */
#define BOTTOM     3.0 /* below 0 */
#define FILL_ALPHA 0.12

struct _PlSparkline
{
  GtkWidget parent_instance;

  PlSparkKind kind;
  GArray *points; /* (element-type PlSparkPoint): oldest first */
  gint64 span_us;
  gint64 gap_us;
};

G_DEFINE_FINAL_TYPE (PlSparkline, pl_sparkline, GTK_TYPE_WIDGET)

/* One drawing. */
typedef struct
{
  const PlSparkPoint *points;
  guint n_points;
  double width;
  double height;
  double largest;
  gint64 span_us;
  gint64 end_us;
} Graph;

static const PlSparkPoint *
get_point (PlSparkline *self, guint i)
{
  return &g_array_index (self->points, PlSparkPoint, i);
}

static double
get_x (const Graph *graph, guint i)
{
  double part = (double) (graph->end_us - graph->points[i].at_us) / (double) graph->span_us;
  double width = graph->width - 2 * DOT - 1;

  return DOT + width * (1 - MIN (part, 1));
}

static double
get_y (const Graph *graph, guint i)
{
  double height = graph->height - TOP - BOTTOM;

  return graph->height - BOTTOM - graph->points[i].value / graph->largest * height;
}

/* From point @from to @to, without a gap between. */
static void
trace (const Graph *graph, cairo_t *cr, PlSparkKind kind, guint from, guint to)
{
  cairo_move_to (cr, get_x (graph, from), get_y (graph, from));
  for (guint i = from + 1; i <= to; i++)
    {
      if (kind == PL_SPARK_STEPS)
        cairo_line_to (cr, get_x (graph, i), get_y (graph, i - 1));
      cairo_line_to (cr, get_x (graph, i), get_y (graph, i));
    }
}

static void
draw_stretch (const Graph *graph, cairo_t *cr, PlSparkKind kind, guint from, guint to, GdkRGBA color)
{
  gdk_cairo_set_source_rgba (cr, &color);
  trace (graph, cr, kind, from, to);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);

  color.alpha *= (float) FILL_ALPHA;
  gdk_cairo_set_source_rgba (cr, &color);
  trace (graph, cr, kind, from, to);
  cairo_line_to (cr, get_x (graph, to), graph->height - BOTTOM);
  cairo_line_to (cr, get_x (graph, from), graph->height - BOTTOM);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_line (PlSparkline *self, const Graph *graph, cairo_t *cr, const GdkRGBA *color)
{
  guint from = 0;

  for (guint i = 0; i < graph->n_points; i++)
    {
      gboolean is_last = i + 1 == graph->n_points ||
                         graph->points[i + 1].at_us - graph->points[i].at_us > self->gap_us;

      if (!is_last)
        continue;
      if (i > from)
        draw_stretch (graph, cr, self->kind, from, i, *color);
      from = i + 1;
    }

  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, get_x (graph, graph->n_points - 1), get_y (graph, graph->n_points - 1), DOT, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_bars (const Graph *graph, cairo_t *cr, const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (cr, color);
  for (guint i = 0; i < graph->n_points; i++)
    {
      double y = get_y (graph, i);

      if (graph->points[i].value > 0)
        cairo_rectangle (cr, MAX (get_x (graph, i) - BAR_WIDTH / 2, 0), y, BAR_WIDTH,
                         graph->height - BOTTOM - y);
    }
  cairo_fill (cr);
}

static void
graph_init (Graph *graph, PlSparkline *self)
{
  graph->points = (const PlSparkPoint *) self->points->data;
  graph->n_points = self->points->len;
  graph->width = gtk_widget_get_width (GTK_WIDGET (self));
  graph->height = gtk_widget_get_height (GTK_WIDGET (self));
  graph->span_us = self->span_us;
  graph->end_us = self->points->len > 0 ? get_point (self, self->points->len - 1)->at_us : 0;
  graph->largest = 0;
  for (guint i = 0; i < graph->n_points; i++)
    graph->largest = MAX (graph->largest, graph->points[i].value);
  if (graph->largest <= 0)
    graph->largest = 1;
}

static void
pl_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlSparkline *self = PL_SPARKLINE (widget);
  GdkRGBA color, line;
  Graph graph;
  cairo_t *cr;

  graph_init (&graph, self);
  pl_style_get_color (widget, &color);
  pl_style_lookup_color (widget, "diagram_line_color", &line);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) graph.width, (float) graph.height));
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL) /* time runs with the words */
    {
      cairo_translate (cr, graph.width, 0);
      cairo_scale (cr, -1, 1);
    }

  line.alpha *= 0.5f;
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_rectangle (cr, 0, graph.height - BOTTOM, graph.width, 1);
  cairo_fill (cr);
  if (self->kind == PL_SPARK_BARS)
    draw_bars (&graph, cr, &color);
  else if (graph.n_points > 0)
    draw_line (self, &graph, cr, &color);
  cairo_destroy (cr);
}

static void
pl_sparkline_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  double em = pl_style_get_em (widget);

  *minimum = *natural = (int) ceil (em * (orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_EM : HEIGHT_EM));
}

static void
pl_sparkline_finalize (GObject *object)
{
  g_array_unref (PL_SPARKLINE (object)->points);

  G_OBJECT_CLASS (pl_sparkline_parent_class)->finalize (object);
}

static void
pl_sparkline_class_init (PlSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_sparkline_finalize;
  widget_class->snapshot = pl_sparkline_snapshot;
  widget_class->measure = pl_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pl_sparkline_init (PlSparkline *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (PlSparkPoint));
  self->span_us = 1;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * pl_sparkline_new:
 * @kind: how to draw it
 *
 * Makes an empty graph. Its hue is the CSS `color`.
 *
 * Returns: (transfer floating): the graph
 */
GtkWidget *
pl_sparkline_new (PlSparkKind kind)
{
  PlSparkline *self = g_object_new (PL_TYPE_SPARKLINE, NULL);

  self->kind = kind;

  return GTK_WIDGET (self);
}

/**
 * pl_sparkline_set_points:
 * @self: a graph
 * @points: (array length=n_points): oldest first; copied
 * @n_points: how many
 * @span_us: how much time the width stands for; what is older is not shown
 * @gap_us: the line is broken where nothing was measured for longer
 */
void
pl_sparkline_set_points (PlSparkline *self,
                         const PlSparkPoint *points,
                         guint n_points,
                         gint64 span_us,
                         gint64 gap_us)
{
  gint64 begin_us = n_points > 0 ? points[n_points - 1].at_us - span_us : 0;

  self->span_us = span_us;
  self->gap_us = gap_us;
  g_array_set_size (self->points, 0);
  for (guint i = 0; i < n_points; i++)
    {
      if (points[i].at_us >= begin_us)
        g_array_append_vals (self->points, &points[i], 1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
