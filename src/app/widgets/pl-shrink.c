/* pl-shrink.c: holds one child and draws it smaller when there is no room, so that an address is never cut.
 * Knows nothing about its child. */

#include "app/widgets/pl-shrink.h"

#define MIN_SCALE 0.5

struct _PlShrink
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned by the widget tree) (nullable) */
};

static void pl_shrink_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlShrink,
                               pl_shrink,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, pl_shrink_buildable_init))

static GtkBuildableIface *parent_buildable_iface;

enum
{
  PROP_CHILD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
get_scale (int width, int natural)
{
  return natural > 0 ? CLAMP ((double) width / natural, MIN_SCALE, 1) : 1;
}

static void
pl_shrink_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  PlShrink *self = PL_SHRINK (widget);
  int child_width, child_height;
  double scale;

  *minimum = *natural = 0;
  if (!self->child || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ceil (child_width * MIN_SCALE);
      *natural = child_width;
      return;
    }

  scale = for_size < 0 ? 1 : get_scale (for_size, child_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
  *minimum = *natural = (int) ceil (child_height * scale);
}

static void
pl_shrink_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlShrink *self = PL_SHRINK (widget);
  GskTransform *transform = NULL;
  int child_width, child_height;
  double scale;

  if (!self->child || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
  scale = get_scale (width, child_width);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    transform = gsk_transform_translate (
        transform, &GRAPHENE_POINT_INIT ((float) (width - ceil (child_width * scale)), 0));
  if (scale < 1)
    transform = gsk_transform_scale (transform, (float) scale, (float) scale);

  gtk_widget_allocate (self->child, child_width, child_height, -1, transform);
}

static GtkSizeRequestMode
pl_shrink_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_shrink_dispose (GObject *object)
{
  PlShrink *self = PL_SHRINK (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_shrink_parent_class)->dispose (object);
}

static void
pl_shrink_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_CHILD)
    g_value_set_object (value, PL_SHRINK (object)->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_shrink_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_CHILD)
    pl_shrink_set_child (PL_SHRINK (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_shrink_class_init (PlShrinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_shrink_dispose;
  object_class->get_property = pl_shrink_get_property;
  object_class->set_property = pl_shrink_set_property;
  widget_class->measure = pl_shrink_measure;
  widget_class->size_allocate = pl_shrink_size_allocate;
  widget_class->get_request_mode = pl_shrink_get_request_mode;

  /**
   * PlShrink:child:
   *
   * The only child.
   */
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pl_shrink_init (PlShrink *self)
{
}

static void
pl_shrink_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    pl_shrink_set_child (PL_SHRINK (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
pl_shrink_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = pl_shrink_add_child;
}

/**
 * pl_shrink_new:
 *
 * Makes a holder that gives its child its natural size and scales it down, to half at most, where there is
 * less room. The child stays at the start edge.
 *
 * Returns: (transfer floating): the holder
 */
GtkWidget *
pl_shrink_new (void)
{
  return g_object_new (PL_TYPE_SHRINK, NULL);
}

/**
 * pl_shrink_set_child:
 * @self: a holder
 * @child: (nullable): the child, without a parent
 *
 * Sets the child.
 */
void
pl_shrink_set_child (PlShrink *self, GtkWidget *child)
{
  g_return_if_fail (PL_IS_SHRINK (self));
  g_return_if_fail (!child || child == self->child || !gtk_widget_get_parent (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}
