/* A few linked buttons of which one is down. Knows the words and their number, not what they mean. */

#include "app/widgets/pl-choice.h"

struct _PlChoice
{
  GtkWidget parent_instance;

  GPtrArray *buttons; /* (element-type GtkToggleButton) */
  guint value;
};

G_DEFINE_FINAL_TYPE (PlChoice, pl_choice, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LABELS,
  PROP_VALUE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
toggled_cb (GtkToggleButton *button, PlChoice *self)
{
  guint value;

  if (!gtk_toggle_button_get_active (button) || !g_ptr_array_find (self->buttons, button, &value) ||
      value == self->value)
    return;

  self->value = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
set_labels (PlChoice *self, const char *const *labels)
{
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (labels[i]);

      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->buttons->pdata[0]);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == self->value);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_ptr_array_add (self->buttons, button);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
    }
}

static void
pl_choice_dispose (GObject *object)
{
  PlChoice *self = PL_CHOICE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_choice_parent_class)->dispose (object);
}

static void
pl_choice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_uint (value, PL_CHOICE (object)->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_choice_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LABELS:
      set_labels (PL_CHOICE (object), g_value_get_boxed (value));
      break;
    case PROP_VALUE:
      pl_choice_set_value (PL_CHOICE (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_choice_class_init (PlChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_choice_dispose;
  object_class->get_property = pl_choice_get_property;
  object_class->set_property = pl_choice_set_property;

  properties[PROP_LABELS] = g_param_spec_boxed (
      "labels", NULL, NULL, G_TYPE_STRV, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = g_param_spec_uint ("value", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_choice_init (PlChoice *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
}

/**
 * pl_choice_new:
 * @labels: (array zero-terminated=1): what the buttons say, translated
 *
 * Returns: (transfer floating): a choice; the first button is down
 */
GtkWidget *
pl_choice_new (const char *const *labels)
{
  return g_object_new (PL_TYPE_CHOICE, "labels", labels, NULL);
}

/**
 * pl_choice_get_value:
 * @self: a choice
 *
 * Returns: which button is down, from 0
 */
guint
pl_choice_get_value (PlChoice *self)
{
  return self->value;
}

/**
 * pl_choice_set_value:
 * @self: a choice
 * @value: which button is to be down, from 0
 */
void
pl_choice_set_value (PlChoice *self, guint value)
{
  if (value < self->buttons->len)
    gtk_toggle_button_set_active (self->buttons->pdata[value], TRUE);
}
