/* A hostspec and a service as they stand in a pair of fields. Knows the fields' verdicts, but no widget. */

#include "core/target/pl-target-request.h"

#include <glib/gi18n-lib.h>

struct _PlTargetRequest
{
  GObject parent_instance;

  PlUse use;
  PlFamily family;
  PlProtocol protocol;
  char *hostspec;
  char *service;
  PlHostspec *read_hostspec; /* (nullable): what @hostspec was read as, until it changes */
  PlService *read_service;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlTargetRequest, pl_target_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_HOSTSPEC,
  PROP_SERVICE,
  PROP_FAMILY,
  PROP_USE,
  PROP_PROTOCOL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_hostspec (PlTargetRequest *self, const char *hostspec)
{
  if (g_strcmp0 (self->hostspec, hostspec) == 0)
    return;

  g_free (self->hostspec);
  self->hostspec = g_strdup (hostspec != NULL ? hostspec : "");
  g_clear_pointer (&self->read_hostspec, pl_hostspec_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOSTSPEC]);
}

static void
set_service (PlTargetRequest *self, const char *service)
{
  if (g_strcmp0 (self->service, service) == 0)
    return;

  g_free (self->service);
  self->service = g_strdup (service != NULL ? service : "");
  g_clear_pointer (&self->read_service, pl_service_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
}

static void
pl_target_request_finalize (GObject *object)
{
  PlTargetRequest *self = PL_TARGET_REQUEST (object);

  g_free (self->hostspec);
  g_free (self->service);
  g_clear_pointer (&self->read_hostspec, pl_hostspec_free);
  g_clear_pointer (&self->read_service, pl_service_free);

  G_OBJECT_CLASS (pl_target_request_parent_class)->finalize (object);
}

static void
pl_target_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlTargetRequest *self = PL_TARGET_REQUEST (object);

  switch (prop_id)
    {
    case PROP_HOSTSPEC:
      g_value_set_string (value, self->hostspec);
      break;
    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;
    case PROP_FAMILY:
      g_value_set_int (value, (int) self->family);
      break;
    case PROP_USE:
      g_value_set_int (value, (int) self->use);
      break;
    case PROP_PROTOCOL:
      g_value_set_int (value, (int) self->protocol);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_target_request_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlTargetRequest *self = PL_TARGET_REQUEST (object);

  switch (prop_id)
    {
    case PROP_HOSTSPEC:
      set_hostspec (self, g_value_get_string (value));
      break;
    case PROP_SERVICE:
      set_service (self, g_value_get_string (value));
      break;
    case PROP_FAMILY:
      pl_target_request_set_family (self, (PlFamily) g_value_get_int (value));
      break;
    case PROP_USE:
      self->use = (PlUse) g_value_get_int (value);
      break;
    case PROP_PROTOCOL:
      pl_target_request_set_protocol (self, (PlProtocol) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_target_request_class_init (PlTargetRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = pl_target_request_finalize;
  object_class->get_property = pl_target_request_get_property;
  object_class->set_property = pl_target_request_set_property;

  properties[PROP_HOSTSPEC] = g_param_spec_string ("hostspec", NULL, NULL, "", flags);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, "", flags);
  properties[PROP_FAMILY] = g_param_spec_int ("family", NULL, NULL, 0, PL_FAMILY_IPV6, 0, flags);
  properties[PROP_USE] = g_param_spec_int ("use", NULL, NULL, 0, PL_USE_LOCAL, PL_USE_CONNECT,
                                           flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_PROTOCOL] = g_param_spec_int ("protocol", NULL, NULL, PL_PROTOCOL_TCP, PL_PROTOCOL_UDP,
                                                PL_PROTOCOL_TCP, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_target_request_init (PlTargetRequest *self)
{
  self->hostspec = g_strdup ("");
  self->service = g_strdup ("");
  self->protocol = PL_PROTOCOL_TCP;
}

/**
 * pl_target_request_new:
 * @use: whether the pair is connected to or bound to
 *
 * Returns: (transfer full): an empty pair
 */
PlTargetRequest *
pl_target_request_new (PlUse use)
{
  return g_object_new (PL_TYPE_TARGET_REQUEST, "use", (int) use, NULL);
}

/**
 * pl_target_request_set:
 * @self: a pair
 * @hostspec: (nullable): any text
 * @service: (nullable): any text
 *
 * Sets both texts, as typed.
 */
void
pl_target_request_set (PlTargetRequest *self, const char *hostspec, const char *service)
{
  set_hostspec (self, hostspec != NULL ? hostspec : "");
  set_service (self, service != NULL ? service : "");
}

/**
 * pl_target_request_get_hostspec:
 * @self: a pair
 *
 * Returns: the text, as typed
 */
const char *
pl_target_request_get_hostspec (PlTargetRequest *self)
{
  return self->hostspec;
}

/**
 * pl_target_request_get_service:
 * @self: a pair
 *
 * Returns: the text, as typed
 */
const char *
pl_target_request_get_service (PlTargetRequest *self)
{
  return self->service;
}

/**
 * pl_target_request_get_use:
 * @self: a pair
 *
 * Returns: what it is for
 */
PlUse
pl_target_request_get_use (PlTargetRequest *self)
{
  return self->use;
}

/**
 * pl_target_request_set_family:
 * @self: a pair
 * @family: what an address has to be of; %PL_FAMILY_NONE for either
 *
 * The verdict of the hostspec depends on it.
 */
void
pl_target_request_set_family (PlTargetRequest *self, PlFamily family)
{
  if (self->family == family)
    return;

  self->family = family;
  g_clear_pointer (&self->read_hostspec, pl_hostspec_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAMILY]);
}

/**
 * pl_target_request_set_protocol:
 * @self: a pair
 * @protocol: TCP or UDP
 *
 * The verdict of the service depends on it.
 */
void
pl_target_request_set_protocol (PlTargetRequest *self, PlProtocol protocol)
{
  if (self->protocol == protocol)
    return;

  self->protocol = protocol;
  g_clear_pointer (&self->read_service, pl_service_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROTOCOL]);
}

/**
 * pl_target_request_get_protocol:
 * @self: a pair
 *
 * Returns: TCP or UDP
 */
PlProtocol
pl_target_request_get_protocol (PlTargetRequest *self)
{
  return self->protocol;
}

/**
 * pl_target_request_read_hostspec:
 * @self: a pair
 *
 * Reads the hostspec. Asks no resolver.
 *
 * Returns: (transfer none): what it is, with its verdict; valid until it changes
 */
const PlHostspec *
pl_target_request_read_hostspec (PlTargetRequest *self)
{
  if (self->read_hostspec == NULL)
    self->read_hostspec = pl_hostspec_parse (self->hostspec, -1, self->use, self->family);

  return self->read_hostspec;
}

/**
 * pl_target_request_read_service:
 * @self: a pair
 *
 * Reads the service, for the protocol. Asks the services database of this computer.
 *
 * Returns: (transfer none): what it is, with its verdict; valid until it changes
 */
const PlService *
pl_target_request_read_service (PlTargetRequest *self)
{
  if (self->read_service == NULL)
    self->read_service = pl_service_parse (self->service, -1, self->use, self->protocol);

  return self->read_service;
}

/**
 * pl_target_request_is_empty:
 * @self: a pair
 *
 * Returns: whether nothing is said: the system is to choose both
 */
gboolean
pl_target_request_is_empty (PlTargetRequest *self)
{
  return pl_target_request_read_hostspec (self)->kind == PL_HOSTSPEC_NONE &&
         pl_target_request_read_service (self)->kind == PL_SERVICE_ANY;
}

/**
 * pl_target_request_check:
 * @self: a pair
 * @ret_place: (out caller-allocates): what it says; its name is the caller's to free
 * @error: %PL_ERROR_HOSTSPEC or %PL_ERROR_SERVICE
 *
 * Checks both fields and turns them into something that can be connected or bound to.
 *
 * Returns: %FALSE with @error set if one of the fields is wrong, or empty where it must not be
 */
gboolean
pl_target_request_check (PlTargetRequest *self, PlPlace *ret_place, GError **error)
{
  const PlHostspec *hostspec = pl_target_request_read_hostspec (self);
  const PlService *service = pl_target_request_read_service (self);
  PlPlace place = { .end = { .port = service->port } };

  if (!pl_hostspec_is_submittable (hostspec, self->use))
    {
      g_autofree char *problem = pl_hostspec_dup_problem (hostspec, self->use);

      g_set_error_literal (error, PL_ERROR, PL_ERROR_HOSTSPEC, problem);
      return FALSE;
    }
  if (!pl_service_is_submittable (service, self->use))
    {
      g_autofree char *problem = pl_service_dup_problem (service, self->use);

      g_set_error_literal (error, PL_ERROR, PL_ERROR_SERVICE, problem);
      return FALSE;
    }
  if (hostspec->zone != NULL && !pl_hostspec_resolve_zone (hostspec, &place.end.scope_id))
    {
      g_set_error (error, PL_ERROR, PL_ERROR_HOSTSPEC, _ ("This computer has no interface %s."),
                   hostspec->zone);
      return FALSE;
    }

  if (hostspec->kind == PL_HOSTSPEC_NAME)
    place.name = g_strdup (hostspec->text);
  else
    place.end.address = hostspec->address;
  *ret_place = place;

  return TRUE;
}
