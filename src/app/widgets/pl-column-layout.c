/* pl-column-layout.c: children one below the other, whose width never depends on a height. Knows none of
 * them.
 *
 * A vertical GtkBoxLayout with wrapping labels needs more width for a given height than for none at all. Side
 * by side in a row that is too narrow, such boxes make GTK complain and overlap. Here a label wraps as far as
 * it can. */

#include "app/widgets/pl-column-layout.h"

struct _PlColumnLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (PlColumnLayout, pl_column_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_SPACING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
get_laid_out (GtkWidget *child)
{
  while (child && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return get_laid_out (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return get_laid_out (gtk_widget_get_next_sibling (child));
}

static void
pl_column_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PlColumnLayout *self = PL_COLUMN_LAYOUT (manager);
  gboolean is_vertical = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = *natural = 0;
  for (GtkWidget *child = get_first (widget); child; child = get_next (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, is_vertical ? for_size : -1, &child_minimum, &child_natural,
                          NULL, NULL);
      if (is_vertical)
        {
          *minimum += child_minimum;
          *natural += child_natural;
          if (get_next (child))
            {
              *minimum += self->spacing;
              *natural += self->spacing;
            }
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
}

/* Pixels that are left when each child has its natural height, and how many children want them. */
static int
get_spare_height (PlColumnLayout *self, GtkWidget *widget, int width, int height, int *ret_n_expanding)
{
  int n_expanding = 0;
  int natural;

  for (GtkWidget *child = get_first (widget); child; child = get_next (child))
    n_expanding += gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL) ? 1 : 0;

  gtk_layout_manager_measure (GTK_LAYOUT_MANAGER (self), widget, GTK_ORIENTATION_VERTICAL, width, NULL,
                              &natural, NULL, NULL);
  *ret_n_expanding = n_expanding;
  return height - natural;
}

static void
pl_column_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PlColumnLayout *self = PL_COLUMN_LAYOUT (manager);
  int n_expanding;
  int spare = get_spare_height (self, widget, width, height, &n_expanding);
  int y = 0;

  for (GtkWidget *child = get_first (widget); child; child = get_next (child))
    {
      int child_minimum, child_height;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &child_minimum, &child_height, NULL, NULL);
      if (spare > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL))
        {
          int part = spare / n_expanding--;

          child_height += part;
          spare -= part;
        }
      else if (spare < 0)
        {
          int part = MIN (child_height - child_minimum, -spare);

          child_height -= part;
          spare += part;
        }
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, child_height }, -1);
      y += child_height + self->spacing;
    }
}

static GtkSizeRequestMode
pl_column_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_column_layout_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SPACING)
    g_value_set_int (value, PL_COLUMN_LAYOUT (object)->spacing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_column_layout_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SPACING)
    pl_column_layout_set_spacing (PL_COLUMN_LAYOUT (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_column_layout_class_init (PlColumnLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = pl_column_layout_get_property;
  object_class->set_property = pl_column_layout_set_property;
  layout_class->measure = pl_column_layout_measure;
  layout_class->allocate = pl_column_layout_allocate;
  layout_class->get_request_mode = pl_column_layout_get_request_mode;

  /**
   * PlColumnLayout:spacing:
   *
   * Pixels between two children.
   */
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXSHORT, 0,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_column_layout_init (PlColumnLayout *self)
{
}

/**
 * pl_column_layout_new:
 * @spacing: pixels between two children
 *
 * Makes a layout manager that puts children one below the other. Heights that are left over go to those that
 * expand.
 *
 * Returns: (transfer full): the layout manager
 */
GtkLayoutManager *
pl_column_layout_new (int spacing)
{
  return g_object_new (PL_TYPE_COLUMN_LAYOUT, "spacing", spacing, NULL);
}

/**
 * pl_column_layout_set_spacing:
 * @self: a column layout
 * @spacing: pixels between two children
 *
 * Sets the room between two children.
 */
void
pl_column_layout_set_spacing (PlColumnLayout *self, int spacing)
{
  g_return_if_fail (PL_IS_COLUMN_LAYOUT (self));

  if (self->spacing == spacing)
    return;

  self->spacing = spacing;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPACING]);
}
