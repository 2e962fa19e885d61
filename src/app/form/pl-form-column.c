/* The forms Connect and Listen, one of them in front. Knows nothing of what comes of them. */

#include "app/form/pl-form-column.h"

#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-lazy.h"

struct _PlFormColumn
{
  AdwBin parent_instance;

  PlChoice *choice;
  GtkStack *stack;
  PlEngine *engine; /* (nullable) */
  PlLazy *connect_form;
  PlLazy *listen_form;
};

G_DEFINE_FINAL_TYPE (PlFormColumn, pl_form_column, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FORM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const forms[] = { "connect", "listen" };

static void
chosen_cb (PlFormColumn *self)
{
  gtk_stack_set_visible_child_name (self->stack, pl_form_column_get_form (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

static void
built_cb (PlLazy *place, PlForm *form, PlFormColumn *self)
{
  if (self->engine != NULL)
    pl_form_set_engine (form, self->engine);
}

/* An end that stands for every address cannot be connected to: the loopback address of its family can. */
static PlAddress
get_target (const PlAddress *address)
{
  if (!pl_address_is_any (address))
    return *address;
  if (address->family == PL_FAMILY_IPV6)
    return (PlAddress){ .family = PL_FAMILY_IPV6, .bytes = { [15] = 1 } };

  return (PlAddress){ .family = PL_FAMILY_IPV4, .bytes = { 127, 0, 0, 1 } };
}

static void
fill (PlTargetRequest *target, const PlEnd *end)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = pl_end_dup_zone (end);
  g_autofree char *hostspec = NULL;
  g_autofree char *service = g_strdup_printf ("%u", end->port);

  pl_address_to_string (&end->address, text);
  hostspec = zone != NULL ? g_strdup_printf ("%s%%%s", text, zone) : g_strdup (text);
  pl_target_request_set (target, hostspec, service);
}

static void
pl_form_column_dispose (GObject *object)
{
  g_clear_object (&PL_FORM_COLUMN (object)->engine);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_FORM_COLUMN);

  G_OBJECT_CLASS (pl_form_column_parent_class)->dispose (object);
}

static void
pl_form_column_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FORM:
      g_value_set_string (value, pl_form_column_get_form (PL_FORM_COLUMN (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_form_column_class_init (PlFormColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_form_column_dispose;
  object_class->get_property = pl_form_column_get_property;

  properties[PROP_FORM] = g_param_spec_string (
      "form", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_CONNECT_FORM);
  g_type_ensure (PL_TYPE_LAZY);
  g_type_ensure (PL_TYPE_LISTEN_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/form/pl-form-column.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFormColumn, choice);
  gtk_widget_class_bind_template_child (widget_class, PlFormColumn, stack);
  gtk_widget_class_bind_template_child (widget_class, PlFormColumn, connect_form);
  gtk_widget_class_bind_template_child (widget_class, PlFormColumn, listen_form);
  gtk_widget_class_bind_template_callback (widget_class, built_cb);
}

static void
pl_form_column_init (PlFormColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->choice, "notify::value", G_CALLBACK (chosen_cb), self);
}

/**
 * pl_form_column_set_engine:
 * @self: the forms
 * @engine: who does what they say
 */
void
pl_form_column_set_engine (PlFormColumn *self, PlEngine *engine)
{
  PlLazy *places[] = { self->connect_form, self->listen_form };

  g_set_object (&self->engine, engine);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (pl_lazy_peek (places[i]) != NULL)
      pl_form_set_engine (pl_lazy_get (places[i]), engine);
}

/**
 * pl_form_column_get_form:
 * @self: the forms
 *
 * Returns: the one in front: "connect" or "listen"
 */
const char *
pl_form_column_get_form (PlFormColumn *self)
{
  return forms[pl_choice_get_value (self->choice)];
}

/**
 * pl_form_column_show:
 * @self: the forms
 * @form: "connect" or "listen"
 */
void
pl_form_column_show (PlFormColumn *self, const char *form)
{
  pl_choice_set_value (self->choice, g_str_equal (form, forms[1]) ? 1 : 0);
}

/**
 * pl_form_column_fill_connect:
 * @self: the forms
 * @protocol: TCP or UDP
 * @peer: whom to connect to; a wildcard stands for this computer
 *
 * Fills the form Connect and brings it to the front.
 */
void
pl_form_column_fill_connect (PlFormColumn *self, PlProtocol protocol, const PlEnd *peer)
{
  PlConnectRequest *request = pl_connect_form_get_request (pl_lazy_get (self->connect_form));
  PlEnd target = *peer;

  target.address = get_target (&peer->address);
  g_object_set (request, "protocol", (int) protocol, NULL);
  fill (pl_connect_request_get_peer (request), &target);
  pl_form_column_show (self, "connect");
}

/**
 * pl_form_column_fill_listen:
 * @self: the forms
 * @protocol: TCP or UDP
 * @local: where to listen
 *
 * Fills the form Listen and brings it to the front.
 */
void
pl_form_column_fill_listen (PlFormColumn *self, PlProtocol protocol, const PlEnd *local)
{
  PlListenRequest *request = pl_listen_form_get_request (pl_lazy_get (self->listen_form));

  g_object_set (request, "protocol", (int) protocol, NULL);
  fill (pl_listen_request_get_local (request), local);
  pl_form_column_show (self, "listen");
}

/**
 * pl_form_column_fill_host:
 * @self: the forms
 * @form: "connect" or "listen"
 * @hostspec: for its host; the service stays
 *
 * Fills the host of a form and brings it to the front.
 */
void
pl_form_column_fill_host (PlFormColumn *self, const char *form, const char *hostspec)
{
  PlTargetRequest *target = g_str_equal (form, forms[1])
                                ? pl_listen_request_get_local (
                                      pl_listen_form_get_request (pl_lazy_get (self->listen_form)))
                                : pl_connect_request_get_peer (
                                      pl_connect_form_get_request (pl_lazy_get (self->connect_form)));

  g_object_set (target, "hostspec", hostspec, NULL);
  pl_form_column_show (self, form);
}

/**
 * pl_form_column_fill_service:
 * @self: the forms
 * @service: for the service; the host stays
 * @protocol: "tcp" or "udp"; another leaves the protocol as it is
 *
 * Fills the service of the form Connect and brings it to the front.
 */
void
pl_form_column_fill_service (PlFormColumn *self, const char *service, const char *protocol)
{
  PlConnectRequest *request = pl_connect_form_get_request (pl_lazy_get (self->connect_form));

  if (g_str_equal (protocol, "udp"))
    g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  else if (g_str_equal (protocol, "tcp"))
    g_object_set (request, "protocol", PL_PROTOCOL_TCP, NULL);
  g_object_set (pl_connect_request_get_peer (request), "service", service, NULL);
  pl_form_column_show (self, "connect");
}

/**
 * pl_form_column_focus_host:
 * @self: the forms
 *
 * Goes to the host of the form in front.
 */
void
pl_form_column_focus_host (PlFormColumn *self)
{
  if (pl_choice_get_value (self->choice) == 0)
    pl_connect_form_focus (pl_lazy_get (self->connect_form));
  else
    pl_listen_form_focus (pl_lazy_get (self->listen_form));
}

/**
 * pl_form_column_submit:
 * @self: the forms
 *
 * Submits the form in front.
 */
void
pl_form_column_submit (PlFormColumn *self)
{
  PlLazy *place = PL_LAZY (gtk_stack_get_visible_child (self->stack));

  gtk_widget_activate_action (pl_lazy_get (place), "form.submit", NULL);
}

/**
 * pl_form_column_get_connect_form:
 * @self: the forms
 *
 * Returns: (transfer none): the form Connect
 */
PlConnectForm *
pl_form_column_get_connect_form (PlFormColumn *self)
{
  return pl_lazy_get (self->connect_form);
}

/**
 * pl_form_column_get_listen_form:
 * @self: the forms
 *
 * Returns: (transfer none): the form Listen
 */
PlListenForm *
pl_form_column_get_listen_form (PlFormColumn *self)
{
  return pl_lazy_get (self->listen_form);
}
