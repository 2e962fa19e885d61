/* Whom an unconnected socket is to send to, beside those who have sent something: a host and a service, which
 * become a row of their own. */

#include "app/connection/pl-send-to.h"

#include "app/target/pl-target-fields.h"

struct _PlSendTo
{
  AdwBin parent_instance;

  PlTargetRequest *request;
  PlListener *listener; /* (nullable) */
  PlTargetFields *fields;
  GtkPopover *popover;
};

G_DEFINE_FINAL_TYPE (PlSendTo, pl_send_to, ADW_TYPE_BIN)

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSendTo *self = PL_SEND_TO (widget);
  g_autoptr (GError) error = NULL;

  if (self->listener == NULL)
    return;

  pl_target_fields_settle (self->fields);
  if (pl_listener_add_peer (self->listener, self->request, &error))
    gtk_popover_popdown (self->popover);
  else
    pl_target_fields_point_at (self->fields, error);
}

static void
submit (PlSendTo *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "peer.add", NULL);
}

static void
pl_send_to_dispose (GObject *object)
{
  PlSendTo *self = PL_SEND_TO (object);

  g_clear_object (&self->listener);
  g_clear_object (&self->request);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SEND_TO);

  G_OBJECT_CLASS (pl_send_to_parent_class)->dispose (object);
}

static void
pl_send_to_class_init (PlSendToClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_send_to_dispose;

  gtk_widget_class_install_action (widget_class, "peer.add", NULL, add_action);

  g_type_ensure (PL_TYPE_TARGET_FIELDS);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-send-to.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSendTo, fields);
  gtk_widget_class_bind_template_child (widget_class, PlSendTo, popover);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_send_to_init (PlSendTo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->request = pl_target_request_new (PL_USE_CONNECT);
  pl_target_request_set_protocol (self->request, PL_PROTOCOL_UDP);
  pl_target_fields_set_request (self->fields, self->request);
}

/**
 * pl_send_to_set_socket:
 * @self: the button
 * @socket: (nullable): what is selected; only of an unconnected socket that is bound the button is seen
 */
void
pl_send_to_set_socket (PlSendTo *self, PlSocket *socket)
{
  gboolean can_send = socket != NULL && PL_IS_LISTENER (socket) && pl_socket_is_udp (socket) &&
                      pl_socket_get_state (socket) == PL_SOCKET_STATE_LISTENING;
  PlListener *listener = can_send ? PL_LISTENER (socket) : NULL;

  g_set_object (&self->listener, listener);
  gtk_widget_set_visible (GTK_WIDGET (self), can_send);
  if (!can_send)
    gtk_popover_popdown (self->popover);
}
