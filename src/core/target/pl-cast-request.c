/* What a form says of broadcast and multicast. Checks itself. */

#include "core/target/pl-cast-request.h"

#include "core/target/pl-hostspec.h"
#include "core/target/pl-zone.h"

#include <glib/gi18n-lib.h>

struct _PlCastRequest
{
  GObject parent_instance;

  gboolean broadcast;
  guint hops;
  gboolean loop;
  char *interface;
  char *source;
};

G_DEFINE_FINAL_TYPE (PlCastRequest, pl_cast_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BROADCAST,
  PROP_HOPS,
  PROP_LOOP,
  PROP_INTERFACE,
  PROP_SOURCE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
pl_cast_request_finalize (GObject *object)
{
  PlCastRequest *self = PL_CAST_REQUEST (object);

  g_free (self->interface);
  g_free (self->source);

  G_OBJECT_CLASS (pl_cast_request_parent_class)->finalize (object);
}

static void
pl_cast_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlCastRequest *self = PL_CAST_REQUEST (object);

  switch (prop_id)
    {
    case PROP_BROADCAST:
      g_value_set_boolean (value, self->broadcast);
      break;
    case PROP_HOPS:
      g_value_set_uint (value, self->hops);
      break;
    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;
    case PROP_INTERFACE:
      g_value_set_string (value, self->interface);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (char **place, const GValue *value)
{
  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
pl_cast_request_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlCastRequest *self = PL_CAST_REQUEST (object);

  switch (prop_id)
    {
    case PROP_BROADCAST:
      self->broadcast = g_value_get_boolean (value);
      break;
    case PROP_HOPS:
      self->hops = g_value_get_uint (value);
      break;
    case PROP_LOOP:
      self->loop = g_value_get_boolean (value);
      break;
    case PROP_INTERFACE:
      set_text (&self->interface, value);
      break;
    case PROP_SOURCE:
      set_text (&self->source, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_cast_request_class_init (PlCastRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pl_cast_request_finalize;
  object_class->get_property = pl_cast_request_get_property;
  object_class->set_property = pl_cast_request_set_property;

  properties[PROP_BROADCAST] = g_param_spec_boolean ("broadcast", NULL, NULL, FALSE, flags);
  properties[PROP_HOPS] = g_param_spec_uint ("hops", NULL, NULL, 0, 255, 0, flags);
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, TRUE, flags | G_PARAM_CONSTRUCT);
  properties[PROP_INTERFACE] = g_param_spec_string ("interface", NULL, NULL, "", flags | G_PARAM_CONSTRUCT);
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, "", flags | G_PARAM_CONSTRUCT);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_cast_request_init (PlCastRequest *self)
{
}

/**
 * pl_cast_request_new:
 *
 * Returns: (transfer full): a request that leaves everything to the system
 */
PlCastRequest *
pl_cast_request_new (void)
{
  return g_object_new (PL_TYPE_CAST_REQUEST, NULL);
}

/**
 * pl_cast_request_assign:
 * @self: a request
 * @other: another one, to be like
 */
void
pl_cast_request_assign (PlCastRequest *self, PlCastRequest *other)
{
  g_object_set (self, "broadcast", other->broadcast, "hops", other->hops, "loop", other->loop, "interface",
                other->interface, "source", other->source, NULL);
}

/**
 * pl_cast_request_check_interface:
 * @self: a request
 * @ret_interface: (out): its number; 0 leaves it to the system
 * @error: %PL_ERROR_OPTION
 *
 * Returns: %FALSE with @error set if there is no such interface
 */
gboolean
pl_cast_request_check_interface (PlCastRequest *self, guint32 *ret_interface, GError **error)
{
  *ret_interface = 0;
  if (self->interface == NULL || *self->interface == '\0' || pl_zone_resolve (self->interface, ret_interface))
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("This computer has no interface %s."), self->interface);

  return FALSE;
}

/**
 * pl_cast_request_check_source:
 * @self: a request
 * @ret_source: (out): whom alone to hear; unknown for anybody
 * @error: %PL_ERROR_OPTION
 *
 * Returns: %FALSE with @error set if it is no address
 */
gboolean
pl_cast_request_check_source (PlCastRequest *self, PlAddress *ret_source, GError **error)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (self->source != NULL ? self->source : "", -1,
                                                       PL_USE_LOCAL, PL_FAMILY_NONE);

  *ret_source = hostspec->address;
  if (hostspec->kind == PL_HOSTSPEC_NONE || hostspec->address.family != PL_FAMILY_NONE)
    return TRUE;

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("The source “%s” is no address."), self->source);

  return FALSE;
}

/**
 * pl_cast_request_check:
 * @self: a request
 * @ret_cast: (out caller-allocates): what it says
 * @error: %PL_ERROR_OPTION
 *
 * Returns: %FALSE with @error set if there is no such interface, or the source is no address
 */
gboolean
pl_cast_request_check (PlCastRequest *self, PlCast *ret_cast, GError **error)
{
  PlCast cast = { .broadcast = self->broadcast, .hops = self->hops, .loop = self->loop };

  if (!pl_cast_request_check_interface (self, &cast.interface, error) ||
      !pl_cast_request_check_source (self, &cast.source, error))
    return FALSE;
  *ret_cast = cast;

  return TRUE;
}
