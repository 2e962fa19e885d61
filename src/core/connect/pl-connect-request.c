/* What the connect form says, before anything is tried. Checks itself. */

#include "core/connect/pl-connect-request.h"

#include <glib/gi18n-lib.h>

struct _PlConnectRequest
{
  GObject parent_instance;

  PlTargetRequest *peer;
  PlTargetRequest *local;
  PlProtocol protocol;
  PlFamily family;
  double timeout_s; /* 0 is no limit */
  guint attempt_delay_ms;
  guint resolution_delay_ms;
  gboolean no_delay;
  gboolean keep_alive;
  gboolean every_address;
  gboolean deliver;
  gboolean half_open;
  guint datagram_max;
  PlCastRequest *cast;
};

G_DEFINE_FINAL_TYPE (PlConnectRequest, pl_connect_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PEER,
  PROP_LOCAL,
  PROP_PROTOCOL,
  PROP_FAMILY,
  PROP_TIMEOUT_S,
  PROP_ATTEMPT_DELAY_MS,
  PROP_RESOLUTION_DELAY_MS,
  PROP_NO_DELAY,
  PROP_KEEP_ALIVE,
  PROP_EVERY_ADDRESS,
  PROP_DELIVER,
  PROP_HALF_OPEN,
  PROP_DATAGRAM_MAX,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_protocol (PlConnectRequest *self, PlProtocol protocol)
{
  self->protocol = protocol;
  pl_target_request_set_protocol (self->peer, protocol);
  pl_target_request_set_protocol (self->local, protocol);
}

static void
set_family (PlConnectRequest *self, PlFamily family)
{
  self->family = family;
  pl_target_request_set_family (self->peer, family);
  pl_target_request_set_family (self->local, family);
}

static void
pl_connect_request_finalize (GObject *object)
{
  PlConnectRequest *self = PL_CONNECT_REQUEST (object);

  g_clear_object (&self->peer);
  g_clear_object (&self->local);
  g_clear_object (&self->cast);

  G_OBJECT_CLASS (pl_connect_request_parent_class)->finalize (object);
}

static void
pl_connect_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlConnectRequest *self = PL_CONNECT_REQUEST (object);

  switch (prop_id)
    {
    case PROP_PEER:
      g_value_set_object (value, self->peer);
      break;
    case PROP_LOCAL:
      g_value_set_object (value, self->local);
      break;
    case PROP_PROTOCOL:
      g_value_set_int (value, (int) self->protocol);
      break;
    case PROP_FAMILY:
      g_value_set_int (value, (int) self->family);
      break;
    case PROP_TIMEOUT_S:
      g_value_set_double (value, self->timeout_s);
      break;
    case PROP_ATTEMPT_DELAY_MS:
      g_value_set_uint (value, self->attempt_delay_ms);
      break;
    case PROP_RESOLUTION_DELAY_MS:
      g_value_set_uint (value, self->resolution_delay_ms);
      break;
    case PROP_NO_DELAY:
      g_value_set_boolean (value, self->no_delay);
      break;
    case PROP_KEEP_ALIVE:
      g_value_set_boolean (value, self->keep_alive);
      break;
    case PROP_EVERY_ADDRESS:
      g_value_set_boolean (value, self->every_address);
      break;
    case PROP_DELIVER:
      g_value_set_boolean (value, self->deliver);
      break;
    case PROP_HALF_OPEN:
      g_value_set_boolean (value, self->half_open);
      break;
    case PROP_DATAGRAM_MAX:
      g_value_set_uint (value, self->datagram_max);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_connect_request_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlConnectRequest *self = PL_CONNECT_REQUEST (object);

  switch (prop_id)
    {
    case PROP_PROTOCOL:
      set_protocol (self, (PlProtocol) g_value_get_int (value));
      break;
    case PROP_FAMILY:
      set_family (self, (PlFamily) g_value_get_int (value));
      break;
    case PROP_TIMEOUT_S:
      self->timeout_s = g_value_get_double (value);
      break;
    case PROP_ATTEMPT_DELAY_MS:
      self->attempt_delay_ms = g_value_get_uint (value);
      break;
    case PROP_RESOLUTION_DELAY_MS:
      self->resolution_delay_ms = g_value_get_uint (value);
      break;
    case PROP_NO_DELAY:
      self->no_delay = g_value_get_boolean (value);
      break;
    case PROP_KEEP_ALIVE:
      self->keep_alive = g_value_get_boolean (value);
      break;
    case PROP_EVERY_ADDRESS:
      self->every_address = g_value_get_boolean (value);
      break;
    case PROP_DELIVER:
      self->deliver = g_value_get_boolean (value);
      break;
    case PROP_HALF_OPEN:
      self->half_open = g_value_get_boolean (value);
      break;
    case PROP_DATAGRAM_MAX:
      self->datagram_max = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_connect_request_class_init (PlConnectRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pl_connect_request_finalize;
  object_class->get_property = pl_connect_request_get_property;
  object_class->set_property = pl_connect_request_set_property;

  properties[PROP_PEER] = g_param_spec_object ("peer", NULL, NULL, PL_TYPE_TARGET_REQUEST,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOCAL] = g_param_spec_object ("local", NULL, NULL, PL_TYPE_TARGET_REQUEST,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAMILY] = g_param_spec_int ("family", NULL, NULL, 0, PL_FAMILY_IPV6, 0, flags);
  properties[PROP_TIMEOUT_S] = g_param_spec_double ("timeout-s", NULL, NULL, 0, PL_TIMEOUT_MAX_S, 0, flags);
  properties[PROP_ATTEMPT_DELAY_MS] = g_param_spec_uint ("attempt-delay-ms", NULL, NULL,
                                                         PL_RACE_ATTEMPT_DELAY_MIN_MS, 60000,
                                                         PL_RACE_ATTEMPT_DELAY_MS, flags | G_PARAM_CONSTRUCT);
  properties[PROP_RESOLUTION_DELAY_MS] = g_param_spec_uint (
      "resolution-delay-ms", NULL, NULL, 0, 60000, PL_RACE_RESOLUTION_DELAY_MS, flags | G_PARAM_CONSTRUCT);
  properties[PROP_NO_DELAY] = g_param_spec_boolean ("no-delay", NULL, NULL, TRUE, flags | G_PARAM_CONSTRUCT);
  properties[PROP_KEEP_ALIVE] = g_param_spec_boolean ("keep-alive", NULL, NULL, FALSE, flags);
  properties[PROP_EVERY_ADDRESS] = g_param_spec_boolean ("every-address", NULL, NULL, FALSE, flags);
  properties[PROP_DELIVER] = g_param_spec_boolean ("deliver", NULL, NULL, FALSE, flags);
  properties[PROP_HALF_OPEN] = g_param_spec_boolean ("half-open", NULL, NULL, FALSE, flags);

  properties[PROP_PROTOCOL] = g_param_spec_int ("protocol", NULL, NULL, PL_PROTOCOL_TCP, PL_PROTOCOL_UDP,
                                                PL_PROTOCOL_TCP, flags | G_PARAM_CONSTRUCT);
  properties[PROP_DATAGRAM_MAX] = g_param_spec_uint ("datagram-max", NULL, NULL, 1, PL_DATAGRAM_MAX,
                                                     PL_DATAGRAM_MAX, flags | G_PARAM_CONSTRUCT);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_connect_request_init (PlConnectRequest *self)
{
  self->peer = pl_target_request_new (PL_USE_CONNECT);
  self->local = pl_target_request_new (PL_USE_LOCAL);
  self->cast = pl_cast_request_new ();
}

/**
 * pl_connect_request_new:
 *
 * Returns: (transfer full): an empty request with the usual options
 */
PlConnectRequest *
pl_connect_request_new (void)
{
  return g_object_new (PL_TYPE_CONNECT_REQUEST, NULL);
}

/**
 * pl_connect_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): the same request, on its own
 */
PlConnectRequest *
pl_connect_request_copy (PlConnectRequest *self)
{
  PlConnectRequest *copy = pl_connect_request_new ();

  set_protocol (copy, self->protocol);
  set_family (copy, self->family);
  pl_target_request_set (copy->peer, pl_target_request_get_hostspec (self->peer),
                         pl_target_request_get_service (self->peer));
  pl_target_request_set (copy->local, pl_target_request_get_hostspec (self->local),
                         pl_target_request_get_service (self->local));
  copy->timeout_s = self->timeout_s;
  copy->attempt_delay_ms = self->attempt_delay_ms;
  copy->resolution_delay_ms = self->resolution_delay_ms;
  copy->no_delay = self->no_delay;
  copy->keep_alive = self->keep_alive;
  copy->every_address = self->every_address;
  copy->deliver = self->deliver;
  copy->half_open = self->half_open;
  copy->datagram_max = self->datagram_max;
  pl_cast_request_assign (copy->cast, self->cast);

  return copy;
}

/**
 * pl_connect_request_get_peer:
 * @self: a request
 *
 * Returns: (transfer none): whom to connect to
 */
PlTargetRequest *
pl_connect_request_get_peer (PlConnectRequest *self)
{
  return self->peer;
}

/**
 * pl_connect_request_get_local:
 * @self: a request
 *
 * Returns: (transfer none): where from; empty leaves it to the system
 */
PlTargetRequest *
pl_connect_request_get_local (PlConnectRequest *self)
{
  return self->local;
}

/**
 * pl_connect_request_get_cast:
 * @self: a request
 *
 * Returns: (transfer none): how to talk to many at once, over UDP
 */
PlCastRequest *
pl_connect_request_get_cast (PlConnectRequest *self)
{
  return self->cast;
}

/**
 * pl_connect_request_get_protocol:
 * @self: a request
 *
 * Returns: TCP or UDP
 */
PlProtocol
pl_connect_request_get_protocol (PlConnectRequest *self)
{
  return self->protocol;
}

static gboolean
check_local (PlConnectRequest *self, const PlPlace *peer, PlPlace *ret_place, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int code;

  if (pl_target_request_check (self->local, ret_place, &local_error))
    {
      if (!pl_end_is_known (&ret_place->end) || !pl_end_is_known (&peer->end) ||
          ret_place->end.address.family == peer->end.address.family)
        return TRUE;

      g_set_error_literal (
          error, PL_ERROR, PL_ERROR_LOCAL_HOSTSPEC,
          _ ("One end is IPv4 and the other IPv6: both ends of a connection have one family."));
      return FALSE;
    }

  code = local_error->code == PL_ERROR_HOSTSPEC ? PL_ERROR_LOCAL_HOSTSPEC : PL_ERROR_LOCAL_SERVICE;
  g_set_error_literal (error, PL_ERROR, code, local_error->message);

  return FALSE;
}

/**
 * pl_connect_request_check:
 * @self: a request
 * @ret_dial: (out caller-allocates): what the net thread needs, with the default resolver
 * @error: %PL_ERROR_HOSTSPEC, %PL_ERROR_SERVICE, %PL_ERROR_LOCAL_HOSTSPEC, %PL_ERROR_LOCAL_SERVICE or
 * %PL_ERROR_OPTION
 *
 * Checks every field. Asks no resolver.
 *
 * Returns: %FALSE with @error set at the first field that is wrong
 */
gboolean
pl_connect_request_check (PlConnectRequest *self, PlDial *ret_dial, GError **error)
{
  PlPlace peer, local;
  PlCast cast = { 0 };

  if ((self->protocol == PL_PROTOCOL_UDP && !pl_cast_request_check (self->cast, &cast, error)) ||
      !pl_target_request_check (self->peer, &peer, error))
    return FALSE;
  if (!check_local (self, &peer, &local, error))
    {
      g_free (peer.name);
      return FALSE;
    }

  *ret_dial = (PlDial){
    .protocol = self->protocol,
    .peer = peer,
    .local = local,
    .race = { .family = self->family,
              .resolution_delay_ms = self->resolution_delay_ms,
              .attempt_delay_ms = self->attempt_delay_ms,
              .timeout_ms = self->timeout_s > 0 ? MAX (1, (guint) (self->timeout_s * 1000 + 0.5)) : 0,
              .first_only = self->every_address },
    .no_delay = self->no_delay,
    .keep_alive = self->keep_alive,
    .deliver = self->deliver,
    .half_open = self->half_open,
    .datagram_max = self->datagram_max,
    .cast = cast,
    .resolver = g_resolver_get_default (),
  };

  return TRUE;
}
