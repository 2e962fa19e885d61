/* pl-arrow.c: a drawn arrow between the two ends of a socket. Knows where the ends stand, not what they say.
 */

#include "app/widgets/pl-arrow.h"

#include "app/widgets/pl-style.h"

/* In ems: 4 and 16 pixels at the usual size. */
#define LINE_EM    0.2727
#define HEIGHT_EM  1.0909
#define MIN_EM     3.0
#define NATURAL_EM 6.0
#define HEAD_RATIO 0.85 /* of the height */
#define DOT_GAP    2.5  /* lines from dot to dot */

struct _PlArrow
{
  GtkWidget parent_instance;

  PlArrowKind kind;
  gboolean to_local;
};

G_DEFINE_ENUM_TYPE (PlArrowKind,
                    pl_arrow_kind,
                    G_DEFINE_ENUM_VALUE (PL_ARROW_SOLID, "solid"),
                    G_DEFINE_ENUM_VALUE (PL_ARROW_DOTTED, "dotted"),
                    G_DEFINE_ENUM_VALUE (PL_ARROW_BLOCKED, "blocked"))

G_DEFINE_FINAL_TYPE (PlArrow, pl_arrow, GTK_TYPE_WIDGET)

enum
{
  PROP_KIND = 1,
  PROP_TO_LOCAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The three kinds are drawn from left to right. */

static void
draw_solid (cairo_t *cr, double width, double height, double line)
{
  double head = width - height * HEAD_RATIO;

  cairo_set_line_width (cr, line);
  cairo_move_to (cr, line / 2, height / 2);
  cairo_line_to (cr, head, height / 2);
  cairo_stroke (cr);

  cairo_move_to (cr, head - 1, 0);
  cairo_line_to (cr, width, height / 2);
  cairo_line_to (cr, head - 1, height);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_dotted (cairo_t *cr, double width, double height, double line)
{
  double head = width - height * HEAD_RATIO;
  double dash[2] = { line / 4, line * DOT_GAP };
  double outline = line / 2;

  cairo_set_line_width (cr, line);
  cairo_set_dash (cr, dash, 2, 0);
  /* From the head, so that a dot stands close to it at any width. */
  cairo_move_to (cr, head - line * 1.5, height / 2);
  cairo_line_to (cr, line / 2, height / 2);
  cairo_stroke (cr);

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, outline);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, head, outline / 2);
  cairo_line_to (cr, width - outline, height / 2);
  cairo_line_to (cr, head, height - outline / 2);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

static void
draw_blocked (cairo_t *cr, double width, double height, double line, const GdkRGBA *cross_color)
{
  double arm = height / 2 - line / 2;
  double x = width - arm - line / 2;
  double y = height / 2;

  cairo_set_line_width (cr, line);
  cairo_move_to (cr, line / 2, y);
  cairo_line_to (cr, x - arm - line * 1.25, y);
  cairo_stroke (cr);

  gdk_cairo_set_source_rgba (cr, cross_color);
  cairo_move_to (cr, x - arm, y - arm);
  cairo_line_to (cr, x + arm, y + arm);
  cairo_move_to (cr, x - arm, y + arm);
  cairo_line_to (cr, x + arm, y - arm);
  cairo_stroke (cr);
}

static void
pl_arrow_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlArrow *self = PL_ARROW (widget);
  double width = gtk_widget_get_width (widget);
  double full_height = gtk_widget_get_height (widget);
  double em = pl_style_get_em (widget);
  double height = MIN (round (em * HEIGHT_EM), full_height);
  double line = MAX (round (em * LINE_EM), 2);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color, cross_color;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;

  pl_style_get_color (widget, &color);
  pl_style_lookup_color (widget, "error_color", &cross_color);

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) full_height));
  cairo_translate (cr, 0, floor ((full_height - height) / 2));
  if (self->to_local != is_rtl)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  gdk_cairo_set_source_rgba (cr, &color);

  switch (self->kind)
    {
    case PL_ARROW_DOTTED:
      draw_dotted (cr, width, height, line);
      break;
    case PL_ARROW_BLOCKED:
      draw_blocked (cr, width, height, line, &cross_color);
      break;
    case PL_ARROW_SOLID:
    default:
      draw_solid (cr, width, height, line);
      break;
    }
  cairo_destroy (cr);
}

static void
pl_arrow_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  double em = pl_style_get_em (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ceil (em * MIN_EM);
      *natural = (int) ceil (em * NATURAL_EM);
    }
  else
    {
      *minimum = *natural = (int) round (em * HEIGHT_EM);
    }
}

static void
pl_arrow_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PlArrow *self = PL_ARROW (object);

  switch (property_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_TO_LOCAL:
      g_value_set_boolean (value, self->to_local);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_arrow_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  PlArrow *self = PL_ARROW (object);

  switch (property_id)
    {
    case PROP_KIND:
      pl_arrow_set_kind (self, g_value_get_enum (value));
      break;
    case PROP_TO_LOCAL:
      pl_arrow_set_to_local (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_arrow_class_init (PlArrowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_arrow_get_property;
  object_class->set_property = pl_arrow_set_property;
  widget_class->measure = pl_arrow_measure;
  widget_class->snapshot = pl_arrow_snapshot;

  /**
   * PlArrow:kind:
   *
   * How the arrow is drawn.
   */
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, PL_TYPE_ARROW_KIND, PL_ARROW_SOLID,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);

  /**
   * PlArrow:to-local:
   *
   * Whether it points from the peer, at the end, to the local end, at the start.
   */
  properties[PROP_TO_LOCAL] = g_param_spec_boolean (
      "to-local", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "arrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_arrow_init (PlArrow *self)
{
}

/**
 * pl_arrow_new:
 *
 * Makes a solid arrow towards the peer. Its colour is the CSS `color`; it mirrors with the text direction.
 *
 * Returns: (transfer floating): the arrow
 */
GtkWidget *
pl_arrow_new (void)
{
  return g_object_new (PL_TYPE_ARROW, NULL);
}

/**
 * pl_arrow_get_kind:
 * @self: an arrow
 *
 * Gets how the arrow is drawn.
 *
 * Returns: the kind
 */
PlArrowKind
pl_arrow_get_kind (PlArrow *self)
{
  g_return_val_if_fail (PL_IS_ARROW (self), PL_ARROW_SOLID);

  return self->kind;
}

/**
 * pl_arrow_set_kind:
 * @self: an arrow
 * @kind: how to draw it
 *
 * Sets how the arrow is drawn.
 */
void
pl_arrow_set_kind (PlArrow *self, PlArrowKind kind)
{
  g_return_if_fail (PL_IS_ARROW (self));

  if (self->kind == kind)
    return;

  self->kind = kind;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

/**
 * pl_arrow_get_to_local:
 * @self: an arrow
 *
 * Gets whether the arrow points to the local end.
 *
 * Returns: %FALSE if it points to the peer
 */
gboolean
pl_arrow_get_to_local (PlArrow *self)
{
  g_return_val_if_fail (PL_IS_ARROW (self), FALSE);

  return self->to_local;
}

/**
 * pl_arrow_set_to_local:
 * @self: an arrow
 * @to_local: whether it points to the local end
 *
 * Sets which end the arrow points to.
 */
void
pl_arrow_set_to_local (PlArrow *self, gboolean to_local)
{
  g_return_if_fail (PL_IS_ARROW (self));

  to_local = !!to_local;
  if (self->to_local == to_local)
    return;

  self->to_local = to_local;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TO_LOCAL]);
}
