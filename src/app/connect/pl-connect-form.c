/* The form Connect. Its fields are tied to the request in the .ui file; it knows nothing of what comes of it.
 */

#include "app/connect/pl-connect-form.h"

#include "app/target/pl-own-addresses.h"
#include "app/target/pl-cast-rows.h"
#include "app/target/pl-protocol-choice.h"
#include "app/target/pl-target-fields.h"
#include "app/widgets/pl-expander.h"

#include <glib/gi18n-lib.h>

struct _PlConnectForm
{
  PlForm parent_instance;

  PlConnectRequest *request;
  PlTargetFields *peer_fields;
  PlTargetFields *local_fields;
  PlOwnAddresses *own_addresses;
  GtkWidget *host_row;
  PlChoice *protocol;
  PlChoice *family;
  AdwExpanderRow *local_expander;
  AdwExpanderRow *options_expander;
  GtkWidget *attempt_delay_row;
  GtkWidget *no_delay_row;
  GtkWidget *keep_alive_row;
  GtkWidget *datagram_max_row;
  PlCastRows *cast_rows;
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

/* What is folded away is told on the fold, so that it need not be opened to be known. */
static void
update_local_subtitle (PlConnectForm *self)
{
  PlTargetRequest *local = pl_connect_request_get_local (self->request);
  const char *host = pl_target_request_get_hostspec (local);
  const char *service = pl_target_request_get_service (local);
  g_autofree char *subtitle = NULL;

  if (pl_target_request_is_empty (local))
    subtitle = g_strdup (_ ("chosen by the system"));
  else if (*service == '\0')
    subtitle = g_markup_printf_escaped (_ ("%s, any free port"), host);
  else if (*host == '\0')
    subtitle = g_markup_printf_escaped (_ ("any address, port %s"), service);
  else
    subtitle = g_markup_printf_escaped (_ ("%s, port %s"), host, service);
  adw_expander_row_set_subtitle (self->local_expander, subtitle);
}

static char *
dup_limit (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_ ("no time limit"));

  return g_strdup_printf (ngettext ("stops after %u second", "stops after %u seconds", seconds), seconds);
}

static void
update_options_subtitle (PlConnectForm *self)
{
  g_autofree char *limit = NULL;
  g_autofree char *subtitle = NULL;
  gboolean every_address;
  double timeout_s;

  g_object_get (self->request, "timeout-s", &timeout_s, "every-address", &every_address, NULL);
  limit = dup_limit ((guint) timeout_s);
  if (every_address)
    subtitle = g_strdup_printf (_ ("every address, %s"), limit);
  adw_expander_row_set_subtitle (self->options_expander, subtitle != NULL ? subtitle : limit);
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
  pl_target_fields_settle (self->local_fields);
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
    {
      adw_expander_row_set_expanded (self->local_expander, TRUE);
      pl_target_fields_point_at (self->local_fields, error);
    }
  else if (error->code != PL_ERROR_OPTION || !pl_cast_rows_point_at (self->cast_rows))
    {
      pl_target_fields_point_at (self->peer_fields, error);
    }
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
  g_type_ensure (PL_TYPE_CONNECT_REQUEST);
  g_type_ensure (PL_TYPE_OWN_ADDRESSES);
  g_type_ensure (PL_TYPE_TARGET_FIELDS);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connect/pl-connect-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, request);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, peer_fields);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, local_fields);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, own_addresses);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, protocol);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, family);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, local_expander);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, options_expander);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, attempt_delay_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, no_delay_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, keep_alive_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, datagram_max_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectForm, cast_rows);
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
  pl_target_fields_set_request (self->local_fields, local);
  pl_own_addresses_set_request (self->own_addresses, local);
  pl_protocol_choice_bind (self->protocol, self->request);
  pl_protocol_choice_show_for (self->attempt_delay_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->no_delay_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->keep_alive_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->datagram_max_row, self->request, PL_PROTOCOL_UDP);
  pl_protocol_choice_show_for (GTK_WIDGET (self->cast_rows), self->request, PL_PROTOCOL_UDP);
  pl_cast_rows_set_request (self->cast_rows, pl_connect_request_get_cast (self->request), FALSE);
  g_object_bind_property_full (self->request, "family", self->family, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, family_to_choice,
                               choice_to_family, NULL, NULL);
  g_signal_connect_object (local, "notify", G_CALLBACK (update_local_subtitle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->request, "notify", G_CALLBACK (update_options_subtitle), self,
                           G_CONNECT_SWAPPED);
  update_local_subtitle (self);
  update_options_subtitle (self);
  pl_expander_hide_rows (self->local_expander);
  pl_expander_hide_rows (self->options_expander);
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
