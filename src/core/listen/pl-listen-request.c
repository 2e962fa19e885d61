/* What the listen form says, before anything is bound. Checks itself. */

#include "core/listen/pl-listen-request.h"

#include <glib/gi18n-lib.h>

struct _PlListenRequest
{
  GObject parent_instance;

  PlTargetRequest *local;
  PlProtocol protocol;
  gboolean deliver;
  guint datagram_max;
  PlCastRequest *cast;
  PlListenFamily family;
  PlResponder responder;
  char *arguments[PL_N_RESPONDERS]; /* (element-type utf8) (nullable): each as last typed */
  guint backlog;
  gboolean reuse_address;
  gboolean reuse_port;
  guint receive_buffer; /* bytes; 0 leaves it to the system */
  gboolean wait;
};

G_DEFINE_FINAL_TYPE (PlListenRequest, pl_listen_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LOCAL,
  PROP_PROTOCOL,
  PROP_DELIVER,
  PROP_DATAGRAM_MAX,
  PROP_FAMILY,
  PROP_RESPONDER,
  PROP_ARGUMENT,
  PROP_BACKLOG,
  PROP_REUSE_ADDRESS,
  PROP_REUSE_PORT,
  PROP_RECEIVE_BUFFER,
  PROP_WAIT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_family (PlListenRequest *self, PlListenFamily family)
{
  static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6, PL_FAMILY_NONE };

  self->family = family;
  pl_target_request_set_family (self->local, families[family]);
}

/* What was typed for another responder is kept, and comes back with it. */
static void
set_responder (PlListenRequest *self, PlResponder responder)
{
  if (self->responder == responder)
    return;

  self->responder = responder;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESPONDER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARGUMENT]);
}

static void
set_argument (PlListenRequest *self, const char *argument)
{
  char **place = &self->arguments[self->responder];

  if (g_strcmp0 (pl_listen_request_get_argument (self), argument) == 0)
    return;

  g_free (*place);
  *place = g_strdup (argument);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARGUMENT]);
}

static void
pl_listen_request_finalize (GObject *object)
{
  PlListenRequest *self = PL_LISTEN_REQUEST (object);

  g_clear_object (&self->local);
  g_clear_object (&self->cast);
  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    g_free (self->arguments[i]);

  G_OBJECT_CLASS (pl_listen_request_parent_class)->finalize (object);
}

static void
pl_listen_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlListenRequest *self = PL_LISTEN_REQUEST (object);

  switch (prop_id)
    {
    case PROP_LOCAL:
      g_value_set_object (value, self->local);
      break;
    case PROP_PROTOCOL:
      g_value_set_int (value, (int) self->protocol);
      break;
    case PROP_DELIVER:
      g_value_set_boolean (value, self->deliver);
      break;
    case PROP_DATAGRAM_MAX:
      g_value_set_uint (value, self->datagram_max);
      break;
    case PROP_FAMILY:
      g_value_set_int (value, (int) self->family);
      break;
    case PROP_RESPONDER:
      g_value_set_uint (value, self->responder);
      break;
    case PROP_ARGUMENT:
      g_value_set_string (value, pl_listen_request_get_argument (self));
      break;
    case PROP_BACKLOG:
      g_value_set_uint (value, self->backlog);
      break;
    case PROP_REUSE_ADDRESS:
      g_value_set_boolean (value, self->reuse_address);
      break;
    case PROP_REUSE_PORT:
      g_value_set_boolean (value, self->reuse_port);
      break;
    case PROP_RECEIVE_BUFFER:
      g_value_set_uint (value, self->receive_buffer);
      break;
    case PROP_WAIT:
      g_value_set_boolean (value, self->wait);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_listen_request_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlListenRequest *self = PL_LISTEN_REQUEST (object);

  switch (prop_id)
    {
    case PROP_PROTOCOL:
      self->protocol = (PlProtocol) g_value_get_int (value);
      break;
    case PROP_DELIVER:
      self->deliver = g_value_get_boolean (value);
      break;
    case PROP_DATAGRAM_MAX:
      self->datagram_max = g_value_get_uint (value);
      break;
    case PROP_FAMILY:
      set_family (self, (PlListenFamily) g_value_get_int (value));
      break;
    case PROP_RESPONDER:
      set_responder (self, (PlResponder) g_value_get_uint (value));
      break;
    case PROP_ARGUMENT:
      set_argument (self, g_value_get_string (value));
      break;
    case PROP_BACKLOG:
      self->backlog = g_value_get_uint (value);
      break;
    case PROP_REUSE_ADDRESS:
      self->reuse_address = g_value_get_boolean (value);
      break;
    case PROP_REUSE_PORT:
      self->reuse_port = g_value_get_boolean (value);
      break;
    case PROP_RECEIVE_BUFFER:
      self->receive_buffer = g_value_get_uint (value);
      break;
    case PROP_WAIT:
      self->wait = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_listen_request_class_init (PlListenRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pl_listen_request_finalize;
  object_class->get_property = pl_listen_request_get_property;
  object_class->set_property = pl_listen_request_set_property;

  properties[PROP_LOCAL] = g_param_spec_object ("local", NULL, NULL, PL_TYPE_TARGET_REQUEST,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROTOCOL] = g_param_spec_int ("protocol", NULL, NULL, PL_PROTOCOL_TCP, PL_PROTOCOL_UDP,
                                                PL_PROTOCOL_TCP, flags | G_PARAM_CONSTRUCT);
  properties[PROP_DELIVER] = g_param_spec_boolean ("deliver", NULL, NULL, FALSE, flags);
  properties[PROP_DATAGRAM_MAX] = g_param_spec_uint ("datagram-max", NULL, NULL, 1, PL_DATAGRAM_MAX,
                                                     PL_DATAGRAM_MAX, flags | G_PARAM_CONSTRUCT);
  properties[PROP_FAMILY] = g_param_spec_int ("family", NULL, NULL, PL_LISTEN_ANY, PL_LISTEN_BOTH,
                                              PL_LISTEN_ANY, flags);
  properties[PROP_RESPONDER] = g_param_spec_uint ("responder", NULL, NULL, 0, PL_N_RESPONDERS - 1,
                                                  PL_RESPONDER_NONE, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ARGUMENT] = g_param_spec_string ("argument", NULL, NULL, NULL,
                                                   flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BACKLOG] = g_param_spec_uint ("backlog", NULL, NULL, 0, PL_BACKLOG_MAX, PL_BACKLOG_DEFAULT,
                                                flags | G_PARAM_CONSTRUCT);
  properties[PROP_REUSE_ADDRESS] = g_param_spec_boolean ("reuse-address", NULL, NULL, TRUE,
                                                         flags | G_PARAM_CONSTRUCT);
  properties[PROP_REUSE_PORT] = g_param_spec_boolean ("reuse-port", NULL, NULL, FALSE, flags);
  properties[PROP_RECEIVE_BUFFER] = g_param_spec_uint ("receive-buffer", NULL, NULL, 0, PL_RECEIVE_BUFFER_MAX,
                                                       0, flags);

  properties[PROP_WAIT] = g_param_spec_boolean ("wait", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_listen_request_init (PlListenRequest *self)
{
  self->local = pl_target_request_new (PL_USE_BIND);
  self->cast = pl_cast_request_new ();
  g_object_bind_property (self, "protocol", self->local, "protocol", G_BINDING_BIDIRECTIONAL);
}

/**
 * pl_listen_request_new:
 *
 * Returns: (transfer full): a request for every address and a free port
 */
PlListenRequest *
pl_listen_request_new (void)
{
  return g_object_new (PL_TYPE_LISTEN_REQUEST, NULL);
}

/**
 * pl_listen_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): the same request, on its own
 */
PlListenRequest *
pl_listen_request_copy (PlListenRequest *self)
{
  PlListenRequest *copy = pl_listen_request_new ();

  g_object_set (copy, "protocol", (int) self->protocol, NULL);
  set_family (copy, self->family);
  copy->deliver = self->deliver;
  copy->datagram_max = self->datagram_max;
  pl_cast_request_assign (copy->cast, self->cast);
  pl_target_request_set (copy->local, pl_target_request_get_hostspec (self->local),
                         pl_target_request_get_service (self->local));
  copy->responder = self->responder;
  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    copy->arguments[i] = g_strdup (self->arguments[i]);
  copy->backlog = self->backlog;
  copy->reuse_address = self->reuse_address;
  copy->reuse_port = self->reuse_port;
  copy->receive_buffer = self->receive_buffer;
  copy->wait = self->wait;

  return copy;
}

/**
 * pl_listen_request_get_local:
 * @self: a request
 *
 * Returns: (transfer none): where to listen
 */
PlTargetRequest *
pl_listen_request_get_local (PlListenRequest *self)
{
  return self->local;
}

/**
 * pl_listen_request_get_cast:
 * @self: a request
 *
 * Returns: (transfer none): how to talk to many at once, over UDP
 */
PlCastRequest *
pl_listen_request_get_cast (PlListenRequest *self)
{
  return self->cast;
}

/**
 * pl_listen_request_get_protocol:
 * @self: a request
 *
 * Returns: TCP or UDP
 */
PlProtocol
pl_listen_request_get_protocol (PlListenRequest *self)
{
  return self->protocol;
}

/**
 * pl_listen_request_get_family:
 * @self: a request
 *
 * Returns: which families
 */
PlListenFamily
pl_listen_request_get_family (PlListenRequest *self)
{
  return self->family;
}

/**
 * pl_listen_request_get_responder:
 * @self: a request
 *
 * Returns: what accepted connections do by themselves
 */
PlResponder
pl_listen_request_get_responder (PlListenRequest *self)
{
  return self->responder;
}

/**
 * pl_listen_request_get_argument:
 * @self: a request
 *
 * Returns: (transfer none): what its responder is told, as typed; "" if it needs nothing
 */
const char *
pl_listen_request_get_argument (PlListenRequest *self)
{
  const char *initial = pl_responder_get_info (self->responder)->initial;

  if (self->arguments[self->responder] != NULL)
    return self->arguments[self->responder];

  return initial != NULL ? initial : "";
}

/**
 * pl_listen_request_check_behaviour:
 * @self: a request
 * @error: %PL_ERROR_OPTION: what is wrong with what the responder is told
 *
 * Returns: (transfer full) (nullable): what accepted connections are to do
 */
PlBehaviour *
pl_listen_request_check_behaviour (PlListenRequest *self, GError **error)
{
  const PlResponderInfo *info = pl_responder_get_info (self->responder);

  if (self->protocol == PL_PROTOCOL_UDP && !info->is_for_datagrams)
    {
      g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” needs connections, and UDP has none."),
                   gettext (info->title));
      return NULL;
    }

  return pl_behaviour_new (self->responder, pl_listen_request_get_argument (self), error);
}

/**
 * pl_listen_request_get_backlog:
 * @self: a request
 *
 * Returns: how many connections may wait to be accepted
 */
guint
pl_listen_request_get_backlog (PlListenRequest *self)
{
  return self->backlog;
}

/**
 * pl_listen_request_check_family:
 * @self: a request
 * @error: %PL_ERROR_OPTION
 *
 * Returns: %FALSE with @error set if the family cannot go with the host
 */
gboolean
pl_listen_request_check_family (PlListenRequest *self, GError **error)
{
  const PlHostspec *hostspec = pl_target_request_read_hostspec (self->local);

  if (self->family != PL_LISTEN_BOTH || hostspec->kind == PL_HOSTSPEC_NONE)
    return TRUE;

  g_set_error_literal (error, PL_ERROR, PL_ERROR_OPTION,
                       _ ("One address has one family: leave the host empty to listen on both."));

  return FALSE;
}

/**
 * pl_listen_request_check:
 * @self: a request
 * @ret_listen: (out caller-allocates): what the net thread needs, with the default resolver
 * @error: %PL_ERROR_HOSTSPEC, %PL_ERROR_SERVICE or %PL_ERROR_OPTION
 *
 * Checks every field. Asks no resolver.
 *
 * Returns: %FALSE with @error set at the first field that is wrong
 */
gboolean
pl_listen_request_check (PlListenRequest *self, PlListen *ret_listen, GError **error)
{
  g_autoptr (PlBehaviour) behaviour = NULL;
  gboolean is_udp = self->protocol == PL_PROTOCOL_UDP;
  PlPlace local;
  PlCast cast = { 0 };

  if (!pl_listen_request_check_family (self, error) ||
      (is_udp && !pl_cast_request_check (self->cast, &cast, error)))
    return FALSE;
  behaviour = pl_listen_request_check_behaviour (self, error);
  if (behaviour == NULL || !pl_target_request_check (self->local, &local, error))
    return FALSE;

  *ret_listen = (PlListen){
    .protocol = self->protocol,
    .deliver = self->deliver,
    .datagram_max = self->datagram_max,
    .cast = cast,
    .local = local,
    .family = self->family,
    .backlog = self->backlog,
    .reuse_address = self->reuse_address,
    .reuse_port = self->reuse_port,
    .receive_buffer = self->receive_buffer,
    .wait = self->wait,
    .behaviour = g_steal_pointer (&behaviour),
    .resolver = g_resolver_get_default (),
  };

  return TRUE;
}
