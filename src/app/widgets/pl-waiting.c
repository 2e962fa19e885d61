/* pl-waiting.c: a disc of dashes with three dots, where a peer will be. It stands still and knows nothing. */

#include "app/widgets/pl-waiting.h"

#include "app/widgets/pl-style.h"

/* In ems: 88 pixels, lines of 3 and dots of 8 at the usual size. */
#define DIAMETER_EM 6.0
#define LINE_EM     0.2045
#define DOT_EM      0.2727
#define SPREAD_EM   1.0909

#define N_DASHES 12
#define DASH     0.55 /* of the way to the next one */

struct _PlWaiting
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PlWaiting, pl_waiting, GTK_TYPE_WIDGET)

static void
pl_waiting_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double em = pl_style_get_em (widget);
  double radius = (MIN (width, height) - em * LINE_EM) / 2 - 1;
  double step = 2 * G_PI / N_DASHES;
  GdkRGBA color;
  cairo_t *cr;

  if (radius <= 0)
    return;

  pl_style_get_color (widget, &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cr, width / 2.0, height / 2.0);
  gdk_cairo_set_source_rgba (cr, &color);

  cairo_set_line_width (cr, em * LINE_EM);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < N_DASHES; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, 0, 0, radius, i * step, (i + DASH) * step);
    }
  cairo_stroke (cr);

  for (int i = -1; i <= 1; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, i * em * SPREAD_EM, 0, em * DOT_EM, 0, 2 * G_PI);
    }
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
pl_waiting_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = (int) round (pl_style_get_em (widget) * DIAMETER_EM);
}

static void
pl_waiting_class_init (PlWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = pl_waiting_measure;
  widget_class->snapshot = pl_waiting_snapshot;

  gtk_widget_class_set_css_name (widget_class, "waiting");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_waiting_init (PlWaiting *self)
{
}

/**
 * pl_waiting_new:
 *
 * Makes the sign for a peer that is not there yet. Its colour is the CSS `color`; the words belong beside it.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
pl_waiting_new (void)
{
  return g_object_new (PL_TYPE_WAITING, NULL);
}
