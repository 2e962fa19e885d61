/* What all forms have in common: one engine, one operation at a time, and a way to stop it. */

#include "app/form/pl-form.h"

#include "app/form/pl-weak.h"

typedef struct
{
  PlEngine *engine;          /* (nullable) */
  GCancellable *cancellable; /* (nullable): while an operation runs */
} PlFormPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlForm, pl_form, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static PlFormPrivate *
get_private (PlForm *self)
{
  return pl_form_get_instance_private (self);
}

static void
take_cancellable (PlForm *self, GCancellable *cancellable)
{
  PlFormPrivate *priv = get_private (self);

  g_clear_object (&priv->cancellable);
  priv->cancellable = cancellable;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", cancellable == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.stop", cancellable != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* A failure has a row of its own, which shows it; only what is wrong with a field is said here. */
static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlForm) self = pl_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  if (self == NULL || get_private (self)->engine == NULL)
    return;

  take_cancellable (self, NULL);
  if (!PL_FORM_GET_CLASS (self)->finish (self, get_private (self)->engine, result, &error) &&
      error->domain == PL_ERROR && error->code <= PL_ERROR_OPTION)
    PL_FORM_GET_CLASS (self)->point_at (self, error);
}

static void
submit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlForm *self = PL_FORM (widget);
  PlFormPrivate *priv = get_private (self);

  if (priv->engine == NULL)
    return;

  take_cancellable (self, g_cancellable_new ());
  PL_FORM_GET_CLASS (self)->start (self, priv->engine, priv->cancellable, finished_cb, pl_weak_new (self));
}

static void
stop_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_cancellable_cancel (get_private (PL_FORM (widget))->cancellable);
}

static void
pl_form_dispose (GObject *object)
{
  PlFormPrivate *priv = get_private (PL_FORM (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->engine);

  G_OBJECT_CLASS (pl_form_parent_class)->dispose (object);
}

static void
pl_form_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, pl_form_is_busy (PL_FORM (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_form_class_init (PlFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_form_dispose;
  object_class->get_property = pl_form_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean (
      "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "form.stop", NULL, stop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.stop", NULL);
}

static void
pl_form_init (PlForm *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.stop", FALSE);
}

/**
 * pl_form_set_engine:
 * @self: a form
 * @engine: who does what is submitted
 */
void
pl_form_set_engine (PlForm *self, PlEngine *engine)
{
  g_set_object (&get_private (self)->engine, engine);
}

/**
 * pl_form_is_busy:
 * @self: a form
 *
 * Returns: whether its operation runs
 */
gboolean
pl_form_is_busy (PlForm *self)
{
  return get_private (self)->cancellable != NULL;
}
