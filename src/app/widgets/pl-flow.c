/* pl-flow.c: children side by side as words are, going on in the next line where a line is full. Knows
 * nothing about them. (The toolkit has no such container before libadwaita 1.7.) */

#include "app/widgets/pl-flow.h"

#include "app/widgets/pl-style.h"

#define USUAL_EM 14.667 /* 11 points at 96 dpi */

struct _PlFlow
{
  GtkWidget parent_instance;

  int spacing;
  int line_spacing;
};

static void pl_flow_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlFlow,
                               pl_flow,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, pl_flow_buildable_init))

static GtkBuildableIface *parent_buildable_iface;

enum
{
  PROP_SPACING = 1,
  PROP_LINE_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Spacing grows with large text, as the space between words does. */
static int
scale_spacing (PlFlow *self, int spacing)
{
  return (int) round (spacing * pl_style_get_em (GTK_WIDGET (self)) / USUAL_EM);
}

static GtkWidget *
get_laid_out (GtkWidget *child)
{
  while (child && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
measure_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return width < 0 ? natural : CLAMP (natural, minimum, MAX (width, minimum));
}

static int
measure_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
allocate_line (PlFlow *self, GtkWidget *first, GtkWidget *end, int width, int y, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int spacing = scale_spacing (self, self->spacing);
  int x = 0;

  for (GtkWidget *child = first; child != end; child = get_laid_out (gtk_widget_get_next_sibling (child)))
    {
      int child_width = measure_width (child, width);

      gtk_widget_size_allocate (
          child, &(GtkAllocation){ is_rtl ? width - x - child_width : x, y, child_width, height }, -1);
      x += child_width + spacing;
    }
}

/* Breaks the children into lines and returns the height of all of them. */
static int
lay_out (PlFlow *self, int width, gboolean is_allocating)
{
  GtkWidget *first = get_laid_out (gtk_widget_get_first_child (GTK_WIDGET (self)));
  int spacing = scale_spacing (self, self->spacing);
  int line_spacing = scale_spacing (self, self->line_spacing);
  int y = 0;

  while (first)
    {
      GtkWidget *child = first;
      int x = 0;
      int height = 0;

      while (child)
        {
          int child_width = measure_width (child, width);

          if (x > 0 && width >= 0 && x + spacing + child_width > width)
            break;
          x += (x > 0 ? spacing : 0) + child_width;
          height = MAX (height, measure_height (child, child_width));
          child = get_laid_out (gtk_widget_get_next_sibling (child));
        }

      if (is_allocating)
        allocate_line (self, first, child, width, y, height);
      y += height + (child ? line_spacing : 0);
      first = child;
    }

  return y;
}

static void
pl_flow_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  PlFlow *self = PL_FLOW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, for_size, FALSE);
      return;
    }

  for (GtkWidget *child = get_laid_out (gtk_widget_get_first_child (widget)); child;
       child = get_laid_out (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
pl_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (PL_FLOW (widget), width, TRUE);
}

static GtkSizeRequestMode
pl_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_flow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_flow_parent_class)->dispose (object);
}

static void
pl_flow_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PlFlow *self = PL_FLOW (object);

  switch (property_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_LINE_SPACING:
      g_value_set_int (value, self->line_spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_flow_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  PlFlow *self = PL_FLOW (object);

  switch (property_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_LINE_SPACING:
      self->line_spacing = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_flow_class_init (PlFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_flow_dispose;
  object_class->get_property = pl_flow_get_property;
  object_class->set_property = pl_flow_set_property;
  widget_class->measure = pl_flow_measure;
  widget_class->size_allocate = pl_flow_size_allocate;
  widget_class->get_request_mode = pl_flow_get_request_mode;

  /**
   * PlFlow:spacing:
   *
   * Pixels between two children in a line, at the usual font size.
   */
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXSHORT, 6,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * PlFlow:line-spacing:
   *
   * Pixels between two lines, at the usual font size.
   */
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, G_MAXSHORT, 6,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pl_flow_init (PlFlow *self)
{
  self->spacing = 6;
  self->line_spacing = 6;
}

static void
pl_flow_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    pl_flow_append (PL_FLOW (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
pl_flow_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = pl_flow_add_child;
}

/**
 * pl_flow_new:
 * @spacing: pixels between two children in a line
 * @line_spacing: pixels between two lines
 *
 * Makes an empty flow. It asks for the width of its widest child, and takes what it gets; a child that is
 * wider than a line gets a line of its own and wraps or ellipsizes there.
 *
 * Returns: (transfer floating): the flow
 */
GtkWidget *
pl_flow_new (int spacing, int line_spacing)
{
  return g_object_new (PL_TYPE_FLOW, "spacing", spacing, "line-spacing", line_spacing, NULL);
}

/**
 * pl_flow_append:
 * @self: a flow
 * @child: a widget without a parent
 *
 * Adds a child at the end. To take it away, use gtk_widget_unparent().
 */
void
pl_flow_append (PlFlow *self, GtkWidget *child)
{
  g_return_if_fail (PL_IS_FLOW (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
