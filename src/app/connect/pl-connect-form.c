/* The form Connect. Its fields are tied to the request in the .ui file; it knows nothing of what comes of it.
 */

#include "app/connect/pl-connect-form.h"

#include "app/connect/pl-connect-options.h"
#include "app/target/pl-cast-rows.h"
#include "app/target/pl-local-end.h"
#include "app/target/pl-protocol-choice.h"
#include "app/target/pl-target-fields.h"
#include "app/widgets/pl-lazy.h"

struct _PlConnectForm
{
  PlForm parent_instance;

  PlConnectRequest *request;
  PlTargetFields *peer_fields;
  GtkWidget *host_row;
  PlChoice *protocol;
  PlChoice *family;
  PlLocalEnd *local_end;
  PlConnectOptions *options;
  PlLazy *cast_place; /* of a PlCastRows: for UDP only */
};

G_DEFINE_FINAL_TYPE (PlConnectForm, pl_connect_form, PL_TYPE_FORM)

static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6 };

static gboolean
family_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      if ((int) families[i] == g_value_get_int (from))
        g_value_set_uint (to, i);
    }

  return TRUE;
}

static gboolean
choice_to_family (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_int (to, (int) families[g_value_get_uint (from)]);

  return TRUE;
}

static void
cast_built_cb (PlLazy *place, PlCastRows *rows, PlConnectForm *self)
{
  pl_cast_rows_set_request (rows, pl_connect_request_get_cast (self->request), FALSE);
}

static void
submit (PlConnectForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
}

static void
pl_connect_form_start (PlForm *form,
                       PlEngine *engine,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  PlConnectForm *self = PL_CONNECT_FORM (form);

  pl_target_fields_settle (self->peer_fields);
  pl_local_end_settle (self->local_end);
  pl_engine_connect_async (engine, self->request, cancellable, callback, user_data);
}

static gboolean
pl_connect_form_finish (PlForm *form, PlEngine *engine, GAsyncResult *result, GError **error)
{
  g_autoptr (PlConnection) connection = pl_engine_connect_finish (engine, result, error);

  return connection != NULL;
}

static void
pl_connect_form_point_at (PlForm *form, const GError *error)
{
  PlConnectForm *self = PL_CONNECT_FORM (form);

  if (error->code == PL_ERROR_LOCAL_HOSTSPEC || error->code == PL_ERROR_LOCAL_SERVICE)
    pl_local_end_point_at (self->local_end, error);
  else if (error->code != PL_ERROR_OPTION || !pl_cast_rows_point_at (pl_lazy_get (self->cast_place)))
    pl_target_fields_point_at (self->peer_fields, error);
}

static void
pl_connect_form_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_CONNECT_FORM);

  G_OBJECT_CLASS (pl_connect_form_parent_class)->dispose (object);
}

static void
pl_connect_form_class_init (PlConnectFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass *form_class = PL_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_connect_form_dispose;
  form_class->start = pl_connect_form_start;
  form_class->finish = pl_connect_form_finish;
  form_class->point_at = pl_connect_form_point_at;

  g_type_ensure (PL_TYPE_CAST_ROWS);
  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_CONNECT_OPTIONS);
  g_type_ensure (PL_TYPE_CONNECT_REQUEST);
  g_type_ensure (PL_TYPE_LAZY);
  g_type_ensure (PL_TYPE_LOCAL_END);
  g_type_ensure (PL_TYPE_TARGET_FIELDS);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connect/pl-connect-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, request);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, peer_fields);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, protocol);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, family);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, local_end);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, options);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, cast_place);
  gtk_widget_class_bind_template_callback (widget_class, cast_built_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_connect_form_init (PlConnectForm *self)
{
  PlTargetRequest *local;

  gtk_widget_init_template (GTK_WIDGET (self));

  local = pl_connect_request_get_local (self->request);
  pl_target_fields_set_request (self->peer_fields, pl_connect_request_get_peer (self->request));
  /* A field may propose the other protocol. */
  g_object_bind_property (pl_connect_request_get_peer (self->request), "protocol", self->request, "protocol",
                          G_BINDING_DEFAULT);
  g_object_bind_property (local, "protocol", self->request, "protocol", G_BINDING_DEFAULT);
  pl_local_end_set_request (self->local_end, local);
  pl_connect_options_set_request (self->options, self->request);
  pl_protocol_choice_bind (self->protocol, self->request);
  pl_protocol_choice_show_for (GTK_WIDGET (self->cast_place), self->request, PL_PROTOCOL_UDP);
  g_object_bind_property_full (self->request, "family", self->family, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, family_to_choice,
                               choice_to_family, NULL, NULL);
}

/**
 * pl_connect_form_get_request:
 * @self: a form
 *
 * Returns: (transfer none): what it fills; to be changed by whoever wants to fill it in
 */
PlConnectRequest *
pl_connect_form_get_request (PlConnectForm *self)
{
  return self->request;
}

/**
 * pl_connect_form_focus:
 * @self: a form
 *
 * Goes to the host.
 */
void
pl_connect_form_focus (PlConnectForm *self)
{
  gtk_widget_grab_focus (self->host_row);
}
