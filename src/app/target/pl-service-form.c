/* What is asked of the services database: a port or a name, and a protocol. Looks nothing up itself. */

#include "app/target/pl-service-form.h"

#include "app/target/pl-service-completion.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-flow.h"
#include "app/widgets/pl-style.h"
#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PlServiceForm
{
  AdwBin parent_instance;

  AdwEntryRow *service_row;
  PlVerdictLabel *service_label;
  PlChoice *protocol;
  gboolean was_submitted; /* a change of the protocol asks again */
};

G_DEFINE_FINAL_TYPE (PlServiceForm, pl_service_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_LOOK_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PlProtocol
get_protocol (PlServiceForm *self)
{
  return (PlProtocol) pl_choice_get_value (self->protocol);
}

static void
tell_verdict (GtkAccessible *accessible, const PlVerdict *verdict)
{
  gboolean is_error = verdict->severity == PL_SEVERITY_ERROR;

  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, verdict->message, -1);
}

static void
show_verdict (PlServiceForm *self, const PlVerdict *verdict)
{
  pl_style_toggle_class (GTK_WIDGET (self->service_row), "error", verdict->severity == PL_SEVERITY_ERROR);
  tell_verdict (GTK_ACCESSIBLE (self->service_row), verdict);
  tell_verdict (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->service_row))), verdict);
  pl_verdict_label_set_verdict (self->service_label, verdict);
}

static PlService *
read_service (PlServiceForm *self)
{
  return pl_service_parse (gtk_editable_get_text (GTK_EDITABLE (self->service_row)), -1, PL_USE_CONNECT,
                           get_protocol (self));
}

static void
changed_cb (PlServiceForm *self)
{
  g_autoptr (PlService) service = read_service (self);

  self->was_submitted = FALSE;
  show_verdict (self, &service->verdict);
}

/* That there is no such service is an answer; nothing typed is none. */
static void
submit (PlServiceForm *self)
{
  g_autoptr (PlService) service = read_service (self);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->service_row)));

  if (service->kind == PL_SERVICE_ANY)
    {
      PlVerdict verdict = { .severity = PL_SEVERITY_ERROR,
                            .message = (char *) _ ("Type a port number or a service name to look up.") };

      show_verdict (self, &verdict);
      pl_service_form_focus (self);
      return;
    }
  self->was_submitted = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOOK_UP], 0, text, (guint) get_protocol (self));
}

static void
protocol_cb (PlServiceForm *self)
{
  gboolean was_submitted = self->was_submitted;

  changed_cb (self);
  if (was_submitted)
    submit (self);
}

static void
mend_cb (PlServiceForm *self, const char *text, const char *protocol)
{
  g_autofree char *kept = g_strdup (text);

  if (protocol != NULL)
    pl_choice_set_value (self->protocol, g_str_equal (protocol, "udp") ? PL_PROTOCOL_UDP : PL_PROTOCOL_TCP);
  if (kept != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->service_row), kept);
  pl_service_form_focus (self);
}

static void
submit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  submit (PL_SERVICE_FORM (widget));
}

static void
pl_service_form_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SERVICE_FORM);

  G_OBJECT_CLASS (pl_service_form_parent_class)->dispose (object);
}

static void
pl_service_form_class_init (PlServiceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_service_form_dispose;

  /**
   * PlServiceForm::look-up:
   * @text: a port or a name
   * @protocol: a [enum@Pl.Protocol]
   */
  signals[SIGNAL_LOOK_UP] = g_signal_new ("look-up", PL_TYPE_SERVICE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_FLOW);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-service-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PlServiceForm, service_row);
  gtk_widget_class_bind_template_child (widget_class, PlServiceForm, service_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceForm, protocol);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit);
  gtk_widget_class_bind_template_callback (widget_class, protocol_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
}

static void
pl_service_form_init (PlServiceForm *self)
{
  GtkWidget *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* An entry row names its text by nothing, so a screen reader would say “text”. */
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->service_row)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->service_row)),
                                  -1);
  pl_service_completion_attach (GTK_WIDGET (self->service_row), PL_PROTOCOL_ANY);
  changed_cb (self);
}

/**
 * pl_service_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
pl_service_form_new (void)
{
  return g_object_new (PL_TYPE_SERVICE_FORM, NULL);
}

/**
 * pl_service_form_fill:
 * @self: a form
 * @service: a port or a name
 * @protocol: whose entry is asked for
 *
 * Fills the form and submits it.
 */
void
pl_service_form_fill (PlServiceForm *self, const char *service, PlProtocol protocol)
{
  gtk_editable_set_text (GTK_EDITABLE (self->service_row), service);
  pl_choice_set_value (self->protocol, protocol);
  submit (self);
}

/**
 * pl_service_form_focus:
 * @self: a form
 *
 * Goes to the service.
 */
void
pl_service_form_focus (PlServiceForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->service_row));
  gtk_editable_set_position (GTK_EDITABLE (self->service_row), -1);
}
