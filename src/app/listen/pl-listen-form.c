/* The form Listen. Its fields are tied to the request in the .ui file; it knows nothing of what comes of it.
 */

#include "app/listen/pl-listen-form.h"

#include "app/listen/pl-respond-group.h"
#include "app/target/pl-cast-rows.h"
#include "app/target/pl-protocol-choice.h"
#include "app/target/pl-target-fields.h"
#include "app/widgets/pl-expander.h"

#include <glib/gi18n-lib.h>

struct _PlListenForm
{
  PlForm parent_instance;

  PlListenRequest *request;
  PlTargetFields *local_fields;
  GtkWidget *host_row;
  PlChoice *protocol;
  PlChoice *family;
  PlVerdictLabel *family_label;
  PlRespondGroup *respond_group;
  AdwExpanderRow *options_expander;
  GtkWidget *backlog_row;
  GtkWidget *reuse_address_row;
  GtkWidget *datagram_max_row;
  PlCastRows *cast_rows;
};

G_DEFINE_FINAL_TYPE (PlListenForm, pl_listen_form, PL_TYPE_FORM)

static gboolean
family_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_uint (to, (guint) g_value_get_int (from));

  return TRUE;
}

static gboolean
choice_to_family (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_int (to, (int) g_value_get_uint (from));

  return TRUE;
}

static const char *
get_family_note (PlListenFamily family)
{
  switch (family)
    {
    case PL_LISTEN_IPV4:
      return _ ("An IPv4 socket");
    case PL_LISTEN_IPV6:
      return _ ("An IPv6 socket for IPv6 only: IPV6_V6ONLY on");
    case PL_LISTEN_BOTH:
      return _ ("One IPv6 socket that takes IPv4 too: IPV6_V6ONLY off");
    case PL_LISTEN_ANY:
    default:
      return _ ("Both where the host is empty, else what the host is");
    }
}

static void
show_family (PlListenForm *self)
{
  PlListenFamily family = pl_listen_request_get_family (self->request);
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE };
  g_autoptr (GError) error = NULL;

  if (!pl_listen_request_check_family (self->request, &error))
    {
      verdict.severity = PL_SEVERITY_ERROR;
      verdict.message = error->message;
    }
  else
    {
      verdict.message = (char *) get_family_note (family);
    }
  pl_verdict_label_set_verdict (self->family_label, &verdict);
}

/* What is folded away is told on the fold, so that it need not be opened to be known. */
static void
update_options_subtitle (PlListenForm *self)
{
  gboolean reuse_address, reuse_port;
  guint datagram_max;
  const char *port;
  g_autofree char *subtitle = NULL;

  g_object_get (self->request, "reuse-address", &reuse_address, "reuse-port", &reuse_port, "datagram-max",
                &datagram_max, NULL);
  port = reuse_port ? _ ("port reuse on") : _ ("port reuse off");
  if (pl_listen_request_get_protocol (self->request) == PL_PROTOCOL_UDP)
    /* Translators: of a UDP socket: how much of a datagram it takes, and "port reuse off" */
    subtitle = g_strdup_printf (_ ("datagrams up to %u bytes, %s"), datagram_max, port);
  else
    subtitle = g_strdup_printf (_ ("queue of %u, %s, %s"), pl_listen_request_get_backlog (self->request),
                                reuse_address ? _ ("address reuse on") : _ ("address reuse off"), port);
  adw_expander_row_set_subtitle (self->options_expander, subtitle);
}

static void
submit (PlListenForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
}

static void
pl_listen_form_start (PlForm *form,
                      PlEngine *engine,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  PlListenForm *self = PL_LISTEN_FORM (form);

  pl_target_fields_settle (self->local_fields);
  pl_engine_listen_async (engine, self->request, cancellable, callback, user_data);
}

static gboolean
pl_listen_form_finish (PlForm *form, PlEngine *engine, GAsyncResult *result, GError **error)
{
  g_autoptr (PlListener) listener = pl_engine_listen_finish (engine, result, error);

  return listener != NULL;
}

static void
pl_listen_form_point_at (PlForm *form, const GError *error)
{
  PlListenForm *self = PL_LISTEN_FORM (form);

  if (error->code != PL_ERROR_OPTION)
    pl_target_fields_point_at (self->local_fields, error);
  else if (!pl_listen_request_check_family (self->request, NULL))
    gtk_widget_child_focus (GTK_WIDGET (self->family), GTK_DIR_TAB_FORWARD);
  else if (!pl_cast_rows_point_at (self->cast_rows))
    pl_respond_group_point_at (self->respond_group);
}

static void
pl_listen_form_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_LISTEN_FORM);

  G_OBJECT_CLASS (pl_listen_form_parent_class)->dispose (object);
}

static void
pl_listen_form_class_init (PlListenFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass *form_class = PL_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_listen_form_dispose;
  form_class->start = pl_listen_form_start;
  form_class->finish = pl_listen_form_finish;
  form_class->point_at = pl_listen_form_point_at;

  g_type_ensure (PL_TYPE_CAST_ROWS);
  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_LISTEN_REQUEST);
  g_type_ensure (PL_TYPE_RESPOND_GROUP);
  g_type_ensure (PL_TYPE_TARGET_FIELDS);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/listen/pl-listen-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, request);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, local_fields);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, protocol);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, family);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, family_label);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, respond_group);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, options_expander);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, backlog_row);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, reuse_address_row);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, datagram_max_row);
  gtk_widget_class_bind_template_child (widget_class, PlListenForm, cast_rows);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_listen_form_init (PlListenForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  pl_target_fields_set_request (self->local_fields, pl_listen_request_get_local (self->request));
  pl_protocol_choice_bind (self->protocol, self->request);
  pl_protocol_choice_show_for (self->backlog_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->reuse_address_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->datagram_max_row, self->request, PL_PROTOCOL_UDP);
  pl_protocol_choice_show_for (GTK_WIDGET (self->cast_rows), self->request, PL_PROTOCOL_UDP);
  pl_cast_rows_set_request (self->cast_rows, pl_listen_request_get_cast (self->request), TRUE);
  g_object_bind_property_full (self->request, "family", self->family, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, family_to_choice,
                               choice_to_family, NULL, NULL);
  g_signal_connect_object (self->request, "notify::family", G_CALLBACK (show_family), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_listen_request_get_local (self->request), "notify::hostspec",
                           G_CALLBACK (show_family), self, G_CONNECT_SWAPPED);
  pl_respond_group_set_request (self->respond_group, self->request);
  g_signal_connect_object (self->request, "notify", G_CALLBACK (update_options_subtitle), self,
                           G_CONNECT_SWAPPED);
  show_family (self);
  update_options_subtitle (self);
  pl_expander_hide_rows (self->options_expander);
}

/**
 * pl_listen_form_get_request:
 * @self: a form
 *
 * Returns: (transfer none): what it fills; to be changed by whoever wants to fill it in
 */
PlListenRequest *
pl_listen_form_get_request (PlListenForm *self)
{
  return self->request;
}

/**
 * pl_listen_form_focus:
 * @self: a form
 *
 * Goes to the host.
 */
void
pl_listen_form_focus (PlListenForm *self)
{
  gtk_widget_grab_focus (self->host_row);
}
