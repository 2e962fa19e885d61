/* How the data of a connection is to be shown, and what else can be done with it: a choice, a search and a
 * menu. Knows no data. */

#include "app/connection/pl-data-tools.h"

#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-menu-tooltip.h"

struct _PlDataTools
{
  GtkWidget parent_instance;

  GtkMenuButton *menu_button;
  PlChoice *choice;
  GtkWidget *search_button;
  char *show;
  char *time;
  char *charset;
  gboolean is_searching;
};

G_DEFINE_FINAL_TYPE (PlDataTools, pl_data_tools, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_VIEW,
  PROP_SHOW,
  PROP_TIME,
  PROP_CHARSET,
  PROP_SEARCHING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COPY,
  SIGNAL_SAVE,
  SIGNAL_RECORD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Each in the order of its type. */
static const char *const shows[] = { "both", "sent", "received", NULL };
static const char *const times[] = { "since-open", "since-last", "of-day", NULL };

static guint
find (const char *const *names, const char *name)
{
  guint i = 0;

  while (names[i] != NULL && !g_str_equal (names[i], name))
    i++;

  return names[i] != NULL ? i : 0;
}

static void
view_changed_cb (PlDataTools *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
menu_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *target = g_variant_get_string (parameter, NULL);

  g_signal_emit (widget, signals[g_str_equal (action_name, "tools.copy") ? SIGNAL_COPY : SIGNAL_SAVE], 0,
                 target);
}

static void
record_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RECORD], 0);
}

static void
save_selection_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0, "selection");
}

static char **
get_text (PlDataTools *self, guint prop_id)
{
  return prop_id == PROP_SHOW ? &self->show : prop_id == PROP_TIME ? &self->time : &self->charset;
}

static void
pl_data_tools_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlDataTools *self = PL_DATA_TOOLS (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_uint (value, pl_choice_get_value (self->choice));
      break;
    case PROP_SHOW:
    case PROP_TIME:
    case PROP_CHARSET:
      g_value_set_string (value, *get_text (self, prop_id));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->is_searching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_data_tools_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlDataTools *self = PL_DATA_TOOLS (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      pl_choice_set_value (self->choice, g_value_get_uint (value));
      break;
    case PROP_SHOW:
    case PROP_TIME:
    case PROP_CHARSET:
      g_free (*get_text (self, prop_id));
      *get_text (self, prop_id) = g_value_dup_string (value);
      break;
    case PROP_SEARCHING:
      self->is_searching = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_data_tools_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_DATA_TOOLS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_data_tools_parent_class)->dispose (object);
}

static void
pl_data_tools_finalize (GObject *object)
{
  PlDataTools *self = PL_DATA_TOOLS (object);

  g_free (self->show);
  g_free (self->time);
  g_free (self->charset);

  G_OBJECT_CLASS (pl_data_tools_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_VIEW] = g_param_spec_uint ("view", NULL, NULL, 0, PL_DATA_VIEW_HEX, 0,
                                             flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOW] = g_param_spec_string ("show", NULL, NULL, shows[0], flags);
  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, times[0], flags);
  properties[PROP_CHARSET] = g_param_spec_string ("charset", NULL, NULL, "UTF-8", flags);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (void)
{
  static const char *const names[] = { "copy", "save" };

  /**
   * PlDataTools::copy:
   * @kind: "text", "hex", "dump", "c-string" or "c-array"
   *
   * PlDataTools::save:
   * @format: "text", "hex", "json" or "pcapng"; "selection" for the bytes that are selected
   *
   * PlDataTools::record:
   *
   * Somebody wants that.
   */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], PL_TYPE_DATA_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_RECORD] = g_signal_new ("record", PL_TYPE_DATA_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
pl_data_tools_class_init (PlDataToolsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_data_tools_dispose;
  object_class->finalize = pl_data_tools_finalize;
  object_class->get_property = pl_data_tools_get_property;
  object_class->set_property = pl_data_tools_set_property;
  install_properties (object_class);
  install_signals ();

  gtk_widget_class_install_property_action (widget_class, "tools.show", "show");
  gtk_widget_class_install_property_action (widget_class, "tools.time", "time");
  gtk_widget_class_install_property_action (widget_class, "tools.charset", "charset");
  gtk_widget_class_install_action (widget_class, "tools.copy", "s", menu_action);
  gtk_widget_class_install_action (widget_class, "tools.save", "s", menu_action);
  gtk_widget_class_install_action (widget_class, "tools.save-selection", NULL, save_selection_action);
  gtk_widget_class_install_action (widget_class, "tools.record", NULL, record_action);

  g_type_ensure (PL_TYPE_CHOICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataTools, choice);
  gtk_widget_class_bind_template_child (widget_class, PlDataTools, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PlDataTools, search_button);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
}

static void
pl_data_tools_init (PlDataTools *self)
{
  self->show = g_strdup (shows[0]);
  self->time = g_strdup (times[0]);
  self->charset = g_strdup ("UTF-8");
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_menu_tooltip_tame (self->menu_button);
}

/**
 * pl_data_tools_get_view:
 * @self: tools
 *
 * Returns: what to show of the bytes
 */
PlDataView
pl_data_tools_get_view (PlDataTools *self)
{
  return (PlDataView) pl_choice_get_value (self->choice);
}

/**
 * pl_data_tools_set_view:
 * @self: tools
 * @view: what to show of the bytes
 */
void
pl_data_tools_set_view (PlDataTools *self, PlDataView view)
{
  pl_choice_set_value (self->choice, view);
}

/**
 * pl_data_tools_get_filter:
 * @self: tools
 *
 * Returns: what to leave out
 */
PlTranscriptFilter
pl_data_tools_get_filter (PlDataTools *self)
{
  return (PlTranscriptFilter) find (shows, self->show);
}

/**
 * pl_data_tools_get_time:
 * @self: tools
 *
 * Returns: since when to tell times
 */
PlDataTime
pl_data_tools_get_time (PlDataTools *self)
{
  return (PlDataTime) find (times, self->time);
}

/**
 * pl_data_tools_get_charset:
 * @self: tools
 *
 * Returns: what to take bytes for
 */
PlCharset
pl_data_tools_get_charset (PlDataTools *self)
{
  PlCharset charset;

  return pl_charset_from_string (self->charset, &charset) ? charset : PL_CHARSET_UTF_8;
}

/**
 * pl_data_tools_set_possible:
 * @self: tools
 * @can_show: whether there may be data at all: a listener has none
 * @can_save: whether there is data
 * @can_record: whether more may come
 */
void
pl_data_tools_set_possible (PlDataTools *self, gboolean can_show, gboolean can_save, gboolean can_record)
{
  gtk_widget_set_visible (GTK_WIDGET (self->choice), can_show);
  gtk_widget_set_visible (self->search_button, can_show);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tools.copy", can_save);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tools.save", can_save);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tools.record", can_record);
}

/**
 * pl_data_tools_set_selected:
 * @self: tools
 * @is_selected: whether some of the data is selected
 */
void
pl_data_tools_set_selected (PlDataTools *self, gboolean is_selected)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tools.save-selection", is_selected);
}
