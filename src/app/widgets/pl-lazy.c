/* The place of a widget that is not built before it is seen or asked for: most people look at few of the
 * pages and panels, and nobody wants to wait for all of them. Knows nothing about the widget. */

#include "app/widgets/pl-lazy.h"

struct _PlLazy
{
  AdwBin parent_instance;

  GType type;
};

G_DEFINE_FINAL_TYPE (PlLazy, pl_lazy, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TYPE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_BUILT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pl_lazy_map (GtkWidget *widget)
{
  pl_lazy_get (PL_LAZY (widget));

  GTK_WIDGET_CLASS (pl_lazy_parent_class)->map (widget);
}

static void
pl_lazy_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TYPE:
      PL_LAZY (object)->type = g_value_get_gtype (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_lazy_class_init (PlLazyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pl_lazy_set_property;
  GTK_WIDGET_CLASS (klass)->map = pl_lazy_map;

  properties[PROP_TYPE] = g_param_spec_gtype ("type", NULL, NULL, GTK_TYPE_WIDGET,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlLazy::built:
   * @child: the widget, which is in its place but has not been shown yet
   */
  signals[SIGNAL_BUILT] = g_signal_new ("built", PL_TYPE_LAZY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
}

static void
pl_lazy_init (PlLazy *self)
{
}

/**
 * pl_lazy_get:
 * @self: a place
 *
 * Builds the widget if that has not been done yet.
 *
 * Returns: (transfer none): the widget
 */
gpointer
pl_lazy_get (PlLazy *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL)
    {
      child = g_object_new (self->type, NULL);
      adw_bin_set_child (ADW_BIN (self), child);
      g_signal_emit (self, signals[SIGNAL_BUILT], 0, child);
    }

  return child;
}

/**
 * pl_lazy_peek:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): the widget, or %NULL if nobody has needed it so far
 */
gpointer
pl_lazy_peek (PlLazy *self)
{
  return adw_bin_get_child (ADW_BIN (self));
}
