/* pl-plate.c: the name plate of an end: its mark, its word, its hue. Class "hollow" for an end that is not
 * there. */

#include "app/widgets/pl-plate.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

struct _PlPlate
{
  GtkWidget parent_instance;

  PlSide side;
  GtkWidget *image; /* (owned by the widget tree) */
  GtkWidget *label; /* (owned by the widget tree) */
};

G_DEFINE_FINAL_TYPE (PlPlate, pl_plate, GTK_TYPE_WIDGET)

enum
{
  PROP_SIDE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The plate spaces its letters; scripts that join them must not be torn apart. */
static gboolean
is_joined (const char *text)
{
  switch ((int) g_unichar_get_script (g_utf8_get_char (text)))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_MONGOLIAN:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_DEVANAGARI:
    case G_UNICODE_SCRIPT_BENGALI:
    case G_UNICODE_SCRIPT_GURMUKHI:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
update (PlPlate *self)
{
  /* Translators: the name of this end of a socket, in capitals where there are any */
  const char *local = C_ ("plate", "LOCAL");
  /* Translators: the name of the other end of a socket, in capitals where there are any */
  const char *peer = C_ ("plate", "PEER");
  const char *text = self->side == PL_SIDE_LOCAL ? local : peer;

  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), pl_side_get_icon_name (self->side));
  pl_style_toggle_class (GTK_WIDGET (self), "local", self->side == PL_SIDE_LOCAL);
  pl_style_toggle_class (GTK_WIDGET (self), "peer", self->side == PL_SIDE_PEER);
  pl_style_toggle_class (GTK_WIDGET (self), "joined", is_joined (text));
}

static void
pl_plate_dispose (GObject *object)
{
  PlPlate *self = PL_PLATE (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_plate_parent_class)->dispose (object);
}

static void
pl_plate_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SIDE)
    g_value_set_enum (value, PL_PLATE (object)->side);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_plate_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SIDE)
    pl_plate_set_side (PL_PLATE (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_plate_class_init (PlPlateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_plate_dispose;
  object_class->get_property = pl_plate_get_property;
  object_class->set_property = pl_plate_set_property;

  /**
   * PlPlate:side:
   *
   * The end that is named.
   */
  properties[PROP_SIDE] = g_param_spec_enum ("side", NULL, NULL, PL_TYPE_SIDE, PL_SIDE_LOCAL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pl_plate_init (PlPlate *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "plate");

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  update (self);
}

/**
 * pl_plate_new:
 * @side: the end to name
 *
 * Makes a name plate.
 *
 * Returns: (transfer floating): the plate
 */
GtkWidget *
pl_plate_new (PlSide side)
{
  return g_object_new (PL_TYPE_PLATE, "side", side, NULL);
}

/**
 * pl_plate_set_side:
 * @self: a plate
 * @side: the end to name
 *
 * Sets the end that is named.
 */
void
pl_plate_set_side (PlPlate *self, PlSide side)
{
  g_return_if_fail (PL_IS_PLATE (self));

  if (self->side == side)
    return;

  self->side = side;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}
