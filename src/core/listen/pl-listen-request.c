/* What the listen form says, before anything is bound. Checks itself. */

#include "core/listen/pl-listen-request.h"

#include <glib/gi18n-lib.h>

struct _PlListenRequest
{
  GObject parent_instance;

  PlTargetRequest *local;
  PlListenFamily family;
  PlResponder responder;
  guint backlog;
};

G_DEFINE_FINAL_TYPE (PlListenRequest, pl_listen_request, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LOCAL,
  PROP_FAMILY,
  PROP_RESPONDER,
  PROP_BACKLOG,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const responders[] = { "none", "echo", "discard" };

static void
set_family (PlListenRequest *self, PlListenFamily family)
{
  static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6, PL_FAMILY_NONE };

  self->family = family;
  pl_target_request_set_family (self->local, families[family]);
}

static void
pl_listen_request_finalize (GObject *object)
{
  g_clear_object (&PL_LISTEN_REQUEST (object)->local);

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
    case PROP_FAMILY:
      g_value_set_int (value, (int) self->family);
      break;
    case PROP_RESPONDER:
      g_value_set_uint (value, self->responder);
      break;
    case PROP_BACKLOG:
      g_value_set_uint (value, self->backlog);
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
    case PROP_FAMILY:
      set_family (self, (PlListenFamily) g_value_get_int (value));
      break;
    case PROP_RESPONDER:
      self->responder = (PlResponder) g_value_get_uint (value);
      break;
    case PROP_BACKLOG:
      self->backlog = g_value_get_uint (value);
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
  properties[PROP_FAMILY] = g_param_spec_int ("family", NULL, NULL, PL_LISTEN_ANY, PL_LISTEN_BOTH,
                                              PL_LISTEN_ANY, flags);
  properties[PROP_RESPONDER] = g_param_spec_uint ("responder", NULL, NULL, PL_RESPONDER_NONE,
                                                  PL_RESPONDER_DISCARD, PL_RESPONDER_NONE, flags);
  properties[PROP_BACKLOG] = g_param_spec_uint ("backlog", NULL, NULL, 0, PL_BACKLOG_MAX, PL_BACKLOG_DEFAULT,
                                                flags | G_PARAM_CONSTRUCT);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_listen_request_init (PlListenRequest *self)
{
  self->local = pl_target_request_new (PL_USE_BIND);
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

  set_family (copy, self->family);
  pl_target_request_set (copy->local, pl_target_request_get_hostspec (self->local),
                         pl_target_request_get_service (self->local));
  copy->responder = self->responder;
  copy->backlog = self->backlog;

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
  PlPlace local;

  if (!pl_listen_request_check_family (self, error) || !pl_target_request_check (self->local, &local, error))
    return FALSE;

  *ret_listen = (PlListen){
    .local = local,
    .family = self->family,
    .backlog = self->backlog,
    .responder = self->responder,
    .resolver = g_resolver_get_default (),
  };

  return TRUE;
}

/**
 * pl_responder_from_string:
 * @text: such as "echo"
 * @ret_responder: (out): the responder
 *
 * Returns: %FALSE, and @ret_responder untouched, if there is none of that name
 */
gboolean
pl_responder_from_string (const char *text, PlResponder *ret_responder)
{
  for (guint i = 0; i < G_N_ELEMENTS (responders); i++)
    {
      if (g_str_equal (text, responders[i]))
        {
          *ret_responder = (PlResponder) i;
          return TRUE;
        }
    }

  return FALSE;
}
