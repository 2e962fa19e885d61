/* What is to be looked up, as a form or a command line says it. Asks nobody. */

#include "core/lookup/pl-lookup-request.h"

#include <glib/gi18n-lib.h>

struct _PlLookupRequest
{
  GObject parent_instance;

  char *hostspec;
  PlFamily family;
  gboolean is_reverse;
  gboolean has_records;
};

G_DEFINE_FINAL_TYPE (PlLookupRequest, pl_lookup_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_HOSTSPEC,
  PROP_FAMILY,
  PROP_REVERSE,
  PROP_RECORDS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
pl_lookup_request_finalize (GObject *object)
{
  g_free (PL_LOOKUP_REQUEST (object)->hostspec);

  G_OBJECT_CLASS (pl_lookup_request_parent_class)->finalize (object);
}

static void
pl_lookup_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlLookupRequest *self = PL_LOOKUP_REQUEST (object);

  switch (prop_id)
    {
    case PROP_HOSTSPEC:
      g_value_set_string (value, self->hostspec);
      break;
    case PROP_FAMILY:
      g_value_set_int (value, (int) self->family);
      break;
    case PROP_REVERSE:
      g_value_set_boolean (value, self->is_reverse);
      break;
    case PROP_RECORDS:
      g_value_set_boolean (value, self->has_records);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_lookup_request_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlLookupRequest *self = PL_LOOKUP_REQUEST (object);

  switch (prop_id)
    {
    case PROP_HOSTSPEC:
      g_free (self->hostspec);
      self->hostspec = g_value_dup_string (value);
      break;
    case PROP_FAMILY:
      self->family = (PlFamily) g_value_get_int (value);
      break;
    case PROP_REVERSE:
      self->is_reverse = g_value_get_boolean (value);
      break;
    case PROP_RECORDS:
      self->has_records = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_lookup_request_class_init (PlLookupRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pl_lookup_request_finalize;
  object_class->get_property = pl_lookup_request_get_property;
  object_class->set_property = pl_lookup_request_set_property;

  properties[PROP_HOSTSPEC] = g_param_spec_string ("hostspec", NULL, NULL, "", flags);
  properties[PROP_FAMILY] = g_param_spec_int ("family", NULL, NULL, 0, PL_FAMILY_IPV6, 0, flags);
  properties[PROP_REVERSE] = g_param_spec_boolean ("reverse", NULL, NULL, TRUE, flags);
  properties[PROP_RECORDS] = g_param_spec_boolean ("records", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_lookup_request_init (PlLookupRequest *self)
{
}

/**
 * pl_lookup_request_new:
 * @hostspec: a name or an address in any of its forms
 * @family: of the addresses that are wanted; %PL_FAMILY_NONE for both
 * @is_reverse: whether an address may be looked up for its names
 *
 * Returns: (transfer full): a request
 */
PlLookupRequest *
pl_lookup_request_new (const char *hostspec, PlFamily family, gboolean is_reverse)
{
  return g_object_new (PL_TYPE_LOOKUP_REQUEST, "hostspec", hostspec, "family", (int) family, "reverse",
                       is_reverse, NULL);
}

/**
 * pl_lookup_request_copy_for:
 * @self: a request
 * @hostspec: a name or an address
 *
 * Returns: (transfer full): the same request for another host
 */
PlLookupRequest *
pl_lookup_request_copy_for (PlLookupRequest *self, const char *hostspec)
{
  PlLookupRequest *copy = pl_lookup_request_new (hostspec, self->family, self->is_reverse);

  copy->has_records = self->has_records;

  return copy;
}

/**
 * pl_lookup_request_get_hostspec:
 * @self: a request
 *
 * Returns: what was typed
 */
const char *
pl_lookup_request_get_hostspec (PlLookupRequest *self)
{
  return self->hostspec != NULL ? self->hostspec : "";
}

/**
 * pl_lookup_request_get_family:
 * @self: a request
 *
 * Returns: the family; %PL_FAMILY_NONE for both
 */
PlFamily
pl_lookup_request_get_family (PlLookupRequest *self)
{
  return self->family;
}

/**
 * pl_lookup_request_get_reverse:
 * @self: a request
 *
 * Returns: whether an address may be looked up for its names
 */
gboolean
pl_lookup_request_get_reverse (PlLookupRequest *self)
{
  return self->is_reverse;
}

/**
 * pl_lookup_request_get_records:
 * @self: a request
 *
 * Returns: whether the other records of a name are wanted, too: SRV, MX, TXT, NS and SOA
 */
gboolean
pl_lookup_request_get_records (PlLookupRequest *self)
{
  return self->has_records;
}

/**
 * pl_lookup_request_check:
 * @self: a request
 * @error: %PL_ERROR_HOSTSPEC: it is empty, or neither a name nor an address
 *
 * Reads what was typed. An address of the other family is no error: its name may have one of this family.
 *
 * Returns: (transfer full) (nullable): a name or an address, or %NULL with @error set
 */
PlHostspec *
pl_lookup_request_check (PlLookupRequest *self, GError **error)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (pl_lookup_request_get_hostspec (self), -1,
                                                       PL_USE_CONNECT, PL_FAMILY_NONE);

  if (hostspec->kind == PL_HOSTSPEC_NAME || pl_hostspec_has_address (hostspec))
    return g_steal_pointer (&hostspec);

  if (hostspec->kind == PL_HOSTSPEC_NONE)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_HOSTSPEC,
                         _ ("Empty: type the name or the address that is to be looked up."));
  else
    g_set_error_literal (error, PL_ERROR, PL_ERROR_HOSTSPEC, hostspec->verdict.message);

  return NULL;
}
