/* The page Look up: places two forms and what comes of them: the list of host lookups with the panel of the
 * selected one, and the service entry. Says what can be done to the lookup that is selected. */

#include "app/lookup/pl-lookup-page.h"

#include "app/lookup/pl-lookup-form.h"
#include "app/lookup/pl-lookup-list.h"
#include "app/lookup/pl-lookup-panel.h"
#include "app/target/pl-service-form.h"
#include "app/target/pl-service-view.h"
#include "app/widgets/pl-choice.h"

struct _PlLookupPage
{
  AdwBin parent_instance;

  PlLookups *lookups; /* (nullable) */
  AdwFlap *flap;
  PlChoice *choice; /* host or service */
  GtkStack *forms;
  GtkStack *panels;
  PlLookupForm *host_form;
  PlLookupList *list;
  PlLookupPanel *host_panel;
  PlServiceForm *service_form;
  PlServiceView *service_view;
  gboolean has_service; /* one was asked for */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlLookupPage, pl_lookup_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHOW_FORM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_USE,
  SIGNAL_USE_SERVICE,
  SIGNAL_USE_TARGET,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const views[] = { "host", "service" };

/* 1. What is shown */

static gboolean
is_service (PlLookupPage *self)
{
  return pl_choice_get_value (self->choice) == 1;
}

static gboolean
has_answer (PlLookupPage *self)
{
  return is_service (self) ? self->has_service : pl_lookup_list_get_selected (self->list) != NULL;
}

static void
chosen_cb (PlLookupPage *self)
{
  gtk_stack_set_visible_child_name (self->forms, views[pl_choice_get_value (self->choice)]);
  gtk_stack_set_visible_child_name (self->panels, views[pl_choice_get_value (self->choice)]);
}

/* In a narrow window the form lies over what was asked for. */
static void
selected_cb (PlLookupPage *self)
{
  PlLookup *selected = pl_lookup_list_get_selected (self->list);

  pl_lookup_panel_set_lookup (self->host_panel, selected);
  if (selected != NULL && self->is_narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
flap_revealed_cb (PlLookupPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_FORM]);
}

static void
service_cb (PlLookupPage *self, const char *text, guint protocol)
{
  self->has_service = TRUE;
  pl_service_view_look_up (self->service_view, text, (PlProtocol) protocol);
  if (self->is_narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
use_service_cb (PlLookupPage *self, const char *service, const char *protocol)
{
  g_signal_emit (self, signals[SIGNAL_USE_SERVICE], 0, service, protocol);
}

static void
copied_cb (PlLookupPage *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

/* 2. What can be done */

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlLookup *lookup = pl_lookup_list_get_selected (PL_LOOKUP_PAGE (widget)->list);

  if (lookup != NULL)
    g_signal_emit (widget, signals[SIGNAL_USE], 0, "connect",
                   pl_lookup_request_get_hostspec (pl_lookup_get_request (lookup)));
}

static void
connect_to_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *hostspec, *service;

  g_variant_get (parameter, "(&s&s)", &hostspec, &service);
  g_signal_emit (widget, signals[SIGNAL_USE_TARGET], 0, hostspec, service);
}

/* As it was, whatever the form says by now. */
static void
repeat_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlLookupPage *self = PL_LOOKUP_PAGE (widget);
  PlLookup *lookup = pl_lookup_list_get_selected (self->list);

  if (lookup != NULL)
    pl_lookups_look_up_async (self->lookups, pl_lookup_get_request (lookup), NULL, NULL, NULL);
}

static void
stop_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlLookup *lookup = pl_lookup_list_get_selected (PL_LOOKUP_PAGE (widget)->list);

  if (lookup != NULL)
    pl_lookup_stop (lookup);
}

static void
look_up_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_lookup_page_look_up (PL_LOOKUP_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
submit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_lookup_page_submit (PL_LOOKUP_PAGE (widget));
}

static void
set_narrow (PlLookupPage *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  adw_flap_set_fold_policy (self->flap, is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !is_narrow || !has_answer (self));
  pl_lookup_panel_set_narrow (self->host_panel, is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
pl_lookup_page_dispose (GObject *object)
{
  PlLookupPage *self = PL_LOOKUP_PAGE (object);

  g_clear_object (&self->lookups);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_LOOKUP_PAGE);

  G_OBJECT_CLASS (pl_lookup_page_parent_class)->dispose (object);
}

static void
pl_lookup_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlLookupPage *self = PL_LOOKUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    case PROP_SHOW_FORM:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_lookup_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlLookupPage *self = PL_LOOKUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_FORM:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_signals (void)
{
  /**
   * PlLookupPage::use:
   * @form: "connect"
   * @hostspec: what to put into the form's host
   *
   * Emitted when a host is to be used.
   */
  signals[SIGNAL_USE] = g_signal_new ("use", PL_TYPE_LOOKUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlLookupPage::use-service:
   * @service: what to put into the service of the form Connect
   * @protocol: "tcp", "udp", or what else the database has
   *
   * Emitted when a service is to be used.
   */
  signals[SIGNAL_USE_SERVICE] = g_signal_new ("use-service", PL_TYPE_LOOKUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlLookupPage::use-target:
   * @hostspec: what to put into the host of the form Connect
   * @service: what to put into its service
   *
   * Emitted when a service is to be connected to.
   */
  signals[SIGNAL_USE_TARGET] = g_signal_new ("use-target", PL_TYPE_LOOKUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlLookupPage::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_LOOKUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lookup.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "lookup.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "lookup.connect-to", "(ss)", connect_to_action);
  gtk_widget_class_install_action (widget_class, "lookup.repeat", NULL, repeat_action);
  gtk_widget_class_install_action (widget_class, "lookup.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "lookup.look-up", "s", look_up_action);
  gtk_widget_class_install_action (widget_class, "lookup.submit", NULL, submit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "lookup.stop", NULL);
}

static void
pl_lookup_page_class_init (PlLookupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = pl_lookup_page_dispose;
  object_class->get_property = pl_lookup_page_get_property;
  object_class->set_property = pl_lookup_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_FORM] = g_param_spec_boolean ("show-form", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();
  install_actions (widget_class);

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_LOOKUP_FORM);
  g_type_ensure (PL_TYPE_LOOKUP_LIST);
  g_type_ensure (PL_TYPE_LOOKUP_PANEL);
  g_type_ensure (PL_TYPE_SERVICE_FORM);
  g_type_ensure (PL_TYPE_SERVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/lookup/pl-lookup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, choice);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, forms);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, panels);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, service_form);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, service_view);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, host_form);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPage, host_panel);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, flap_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, service_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_service_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static void
pl_lookup_page_init (PlLookupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_lookup_page_new:
 *
 * Returns: (transfer floating): the page, without a lookup
 */
GtkWidget *
pl_lookup_page_new (void)
{
  return g_object_new (PL_TYPE_LOOKUP_PAGE, NULL);
}

/**
 * pl_lookup_page_set_lookups:
 * @self: a page
 * @lookups: what to show, and who looks up; once
 */
void
pl_lookup_page_set_lookups (PlLookupPage *self, PlLookups *lookups)
{
  self->lookups = g_object_ref (lookups);
  pl_lookup_form_set_lookups (self->host_form, lookups);
  pl_lookup_list_set_lookups (self->list, lookups);
}

/**
 * pl_lookup_page_look_up:
 * @self: a page
 * @text: a name or an address, or many of them, one a line
 *
 * Looks hosts up as if somebody had typed them.
 */
void
pl_lookup_page_look_up (PlLookupPage *self, const char *text)
{
  pl_choice_set_value (self->choice, 0);
  pl_lookup_form_set_text (self->host_form, text);
  pl_lookup_form_submit (self->host_form);
}

/**
 * pl_lookup_page_look_up_service:
 * @self: a page
 * @text: a port, a name or an alias
 *
 * Looks a service up as if somebody had typed it.
 */
void
pl_lookup_page_look_up_service (PlLookupPage *self, const char *text)
{
  pl_choice_set_value (self->choice, 1);
  pl_service_form_fill (self->service_form, text, PL_PROTOCOL_ANY);
}

/**
 * pl_lookup_page_focus_host:
 * @self: a page
 *
 * Brings the form over if it was away, and goes to the field of the one in front.
 */
void
pl_lookup_page_focus_host (PlLookupPage *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (is_service (self))
    pl_service_form_focus (self->service_form);
  else
    pl_lookup_form_focus (self->host_form);
}

/**
 * pl_lookup_page_submit:
 * @self: a page
 *
 * Submits the form in front.
 */
void
pl_lookup_page_submit (PlLookupPage *self)
{
  if (is_service (self))
    gtk_widget_activate_action (GTK_WIDGET (self->service_form), "form.submit", NULL);
  else
    pl_lookup_form_submit (self->host_form);
}
