/* One listener: what a socket has, and how many peers it has taken in. Knows none of them. */

#include "core/listen/pl-listener.h"

#include "core/connection/pl-inbox.h"
#include "core/connection/pl-socket-calls.h"

struct _PlListener
{
  PlSocket parent_instance;

  PlListenRequest *request;
  guint64 n_accepted;
  guint64 n_open;
  int v6only;
  PlPause pause;
  gint64 paused_at_us; /* monotonic */
  PlInbox inbox;
  PlPortOwner owner;
  char *wanted;               /* (nullable): whom it was to send to, as last typed */
  PlMemberships *memberships; /* (nullable): until the first group */
};

G_DEFINE_FINAL_TYPE (PlListener, pl_listener, PL_TYPE_SOCKET)

enum
{
  PROP_0,
  PROP_N_ACCEPTED,
  PROP_N_OPEN,
  PROP_PAUSE,
  PROP_OWNER,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_PORTION,
  SIGNAL_GROUPS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pl_listener_apply (PlSocket *socket, PlNews *news)
{
  PlListener *self = PL_LISTENER (socket);

  if (self->pause != news->pause || self->owner.kind != news->owner.kind)
    pl_socket_mark_changed (socket);
  if (self->pause == PL_PAUSE_NONE && news->pause != PL_PAUSE_NONE)
    self->paused_at_us = g_get_monotonic_time ();
  self->v6only = news->v6only;
  self->pause = news->pause;
  self->owner = news->owner;
}

static void
pl_listener_notify (PlSocket *socket)
{
  g_object_notify_by_pspec (G_OBJECT (socket), properties[PROP_N_ACCEPTED]);
  g_object_notify_by_pspec (G_OBJECT (socket), properties[PROP_N_OPEN]);
  g_object_notify_by_pspec (G_OBJECT (socket), properties[PROP_PAUSE]);
  g_object_notify_by_pspec (G_OBJECT (socket), properties[PROP_OWNER]);
}

static void
pl_listener_finalize (GObject *object)
{
  g_clear_object (&PL_LISTENER (object)->request);
  pl_inbox_clear (&PL_LISTENER (object)->inbox);
  g_free (PL_LISTENER (object)->wanted);
  g_free (PL_LISTENER (object)->memberships);

  G_OBJECT_CLASS (pl_listener_parent_class)->finalize (object);
}

static void
pl_listener_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlListener *self = PL_LISTENER (object);

  switch (prop_id)
    {
    case PROP_N_ACCEPTED:
      g_value_set_uint64 (value, self->n_accepted);
      break;
    case PROP_N_OPEN:
      g_value_set_uint64 (value, self->n_open);
      break;
    case PROP_PAUSE:
      g_value_set_uint (value, self->pause);
      break;
    case PROP_OWNER:
      g_value_set_uint (value, self->owner.kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_listener_class_init (PlListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = pl_listener_finalize;
  object_class->get_property = pl_listener_get_property;
  PL_SOCKET_CLASS (klass)->apply = pl_listener_apply;
  PL_SOCKET_CLASS (klass)->notify = pl_listener_notify;

  properties[PROP_N_ACCEPTED] = g_param_spec_uint64 ("n-accepted", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_N_OPEN] = g_param_spec_uint64 ("n-open", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_OWNER] = g_param_spec_uint ("owner", NULL, NULL, 0, PL_PORT_OWNER_TIME_WAIT, 0, flags);
  properties[PROP_PAUSE] = g_param_spec_uint ("pause", NULL, NULL, 0, PL_PAUSE_ASKED, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlListener::portion:
   * @portion: a [struct@Pl.Portion]
   *
   * Of a UDP socket that delivers, after pl_listener_receive(): a datagram, to be answered with
   * pl_listener_consumed(), or a report of one that did not get through.
   */
  signals[SIGNAL_PORTION] = g_signal_new ("portion", PL_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * PlListener::groups-changed:
   *
   * Of a UDP socket: it is in other groups, or there is an answer to pl_listener_change_group().
   */
  signals[SIGNAL_GROUPS_CHANGED] = g_signal_new ("groups-changed", PL_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_listener_init (PlListener *self)
{
  self->v6only = -1;
}

/**
 * pl_listener_new:
 * @net: who makes the real one
 * @id: its id there
 * @request: (transfer full): what was asked for; must not change any more
 *
 * Returns: (transfer full): a listener that is being opened
 */
PlListener *
pl_listener_new (PlNet *net, guint64 id, PlListenRequest *request)
{
  PlListener *self = g_object_new (PL_TYPE_LISTENER, NULL);

  pl_socket_init_live (PL_SOCKET (self), net, id, PL_SOCKET_ROLE_LISTENER);
  pl_socket_set_protocol (PL_SOCKET (self), pl_listen_request_get_protocol (request));
  self->request = request;

  return self;
}

/**
 * pl_listener_get_request:
 * @self: a listener
 *
 * Returns: (transfer none): what was asked for
 */
PlListenRequest *
pl_listener_get_request (PlListener *self)
{
  return self->request;
}

/**
 * pl_listener_get_n_accepted:
 * @self: a listener
 *
 * Returns: how many peers it has taken in so far
 */
guint64
pl_listener_get_n_accepted (PlListener *self)
{
  return self->n_accepted;
}

/**
 * pl_listener_get_n_open:
 * @self: a listener
 *
 * Returns: how many of them are still connected
 */
guint64
pl_listener_get_n_open (PlListener *self)
{
  return self->n_open;
}

/**
 * pl_listener_get_v6only:
 * @self: a listener
 *
 * Returns: IPV6_V6ONLY as the system says, 0 or 1; -1 for an IPv4 socket
 */
int
pl_listener_get_v6only (PlListener *self)
{
  return self->v6only;
}

/**
 * pl_listener_get_pause:
 * @self: a listener
 *
 * Returns: why it does not accept, while its state is paused
 */
PlPause
pl_listener_get_pause (PlListener *self)
{
  return self->pause;
}

/**
 * pl_listener_get_paused_at_us:
 * @self: a listener
 *
 * Returns: since when it does not accept, while its state is paused; monotonic
 */
gint64
pl_listener_get_paused_at_us (PlListener *self)
{
  return self->paused_at_us;
}

/**
 * pl_listener_get_owner:
 * @self: a listener
 *
 * Returns: (transfer none): who has the port that it could not be bound to
 */
const PlPortOwner *
pl_listener_get_owner (PlListener *self)
{
  return &self->owner;
}

/**
 * pl_listener_set_accepting:
 * @self: a listener; one that is over is ignored
 * @is_accepting: whether it is to take peers in
 *
 * Pauses, or goes on. Done when the state says so.
 */
void
pl_listener_set_accepting (PlListener *self, gboolean is_accepting)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_set_accepting (net, pl_socket_get_id (PL_SOCKET (self)), is_accepting);
}

/**
 * pl_listener_add_peer:
 * @self: a UDP socket; one that is over is ignored
 * @peer: whom to send to
 * @error: %PL_ERROR_HOSTSPEC or %PL_ERROR_SERVICE
 *
 * Has a row made for @peer as if it had sent something, so that it can be sent to. If it turns out that it
 * cannot, that is reported.
 *
 * Returns: %FALSE with @error set if one of the fields is wrong
 */
gboolean
pl_listener_add_peer (PlListener *self, PlTargetRequest *peer, GError **error)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));
  PlDial dial = { .resolver = NULL };

  if (!pl_target_request_check (peer, &dial.peer, error))
    return FALSE;

  g_free (self->wanted);
  self->wanted = g_strdup (pl_target_request_get_hostspec (peer));
  dial.resolver = g_resolver_get_default ();
  if (net != NULL)
    pl_net_add_peer (net, pl_socket_get_id (PL_SOCKET (self)), &dial);
  else
    pl_dial_clear (&dial);

  return TRUE;
}

/**
 * pl_listener_get_wanted:
 * @self: a UDP socket
 *
 * Returns: (nullable): whom it was to send to last, as it was typed
 */
const char *
pl_listener_get_wanted (PlListener *self)
{
  return self->wanted;
}

/**
 * pl_listener_change_group:
 * @self: a UDP socket; one that is over is ignored
 * @group: what to join or leave
 * @joins: which of both
 *
 * Joins or leaves a multicast group. Done when [signal@Pl.Listener::groups-changed] comes.
 */
void
pl_listener_change_group (PlListener *self, const PlGroup *group, gboolean joins)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_change_group (net, pl_socket_get_id (PL_SOCKET (self)), group, joins);
}

/**
 * pl_listener_get_memberships:
 * @self: a UDP socket
 *
 * Returns: (nullable): the groups that it is in, as the system has said, or was in before it was closed;
 *   %NULL if there never was one
 */
const PlMemberships *
pl_listener_get_memberships (PlListener *self)
{
  return self->memberships;
}

/**
 * pl_listener_receive:
 * @self: a UDP socket that delivers
 *
 * Begins to emit [signal@Pl.Listener::portion], at once for what has come already.
 */
void
pl_listener_receive (PlListener *self)
{
  PlPortion *portion;

  while ((portion = pl_inbox_take (&self->inbox)) != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_PORTION], 0, portion);
      pl_portion_free (portion);
    }
}

/**
 * pl_listener_consumed:
 * @self: a UDP socket that delivers
 * @size: bytes of the datagram that is done with
 */
void
pl_listener_consumed (PlListener *self, gsize size)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_consumed (net, pl_socket_get_id (PL_SOCKET (self)), size);
}

/**
 * pl_listener_count:
 * @self: a listener
 * @accepted: how many more it has taken in
 * @open: how many more, or less, are connected
 *
 * Counts, and tells nobody before pl_socket_notify_changes().
 */
void
pl_listener_count (PlListener *self, int accepted, int open)
{
  self->n_accepted += (guint64) accepted;
  self->n_open += (guint64) (gint64) open;
  pl_socket_read_calls (PL_SOCKET (self));
  pl_socket_mark_changed (PL_SOCKET (self));
}

/**
 * pl_listener_take_memberships:
 * @self: a listener
 * @memberships: (transfer full): the groups that it is in
 */
void
pl_listener_take_memberships (PlListener *self, PlMemberships *memberships)
{
  g_free (self->memberships);
  self->memberships = memberships;
  pl_socket_read_calls (PL_SOCKET (self));
  g_signal_emit (self, signals[SIGNAL_GROUPS_CHANGED], 0);
}

/**
 * pl_listener_add_portion:
 * @self: a listener
 * @portion: (transfer none): a datagram or a report
 */
void
pl_listener_add_portion (PlListener *self, const PlPortion *portion)
{
  if (!pl_inbox_keep (&self->inbox, portion))
    g_signal_emit (self, signals[SIGNAL_PORTION], 0, portion);
}
