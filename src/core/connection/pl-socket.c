/* What the window sees of one socket: both ends, state and counts. Main thread only; changes only by news. */

#include "core/connection/pl-socket.h"

typedef struct
{
  PlSocketInfo info;
  PlNet *net;      /* (nullable): NULL once it is over */
  guint16 changes; /* which properties to notify */
  guint16 n_holds;
} PlSocketPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlSocket, pl_socket, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_LOCAL,
  PROP_PEER,
  PROP_RECEIVED,
  PROP_SENT,
  PROP_REPORTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define CHANGED_MORE N_PROPS /* what the subclass notifies */

static PlSocketPrivate *
get_private (PlSocket *self)
{
  return pl_socket_get_instance_private (self);
}

static void
set_changed (PlSocketPrivate *priv, guint property)
{
  priv->changes |= (guint16) (1u << property);
}

static char *
dup_end_text (const PlEnd *end)
{
  char text[PL_END_STRING_SIZE];

  return pl_end_is_known (end) ? g_strdup (pl_end_to_string (end, text)) : NULL;
}

static void
pl_socket_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PlSocketPrivate *priv = get_private (PL_SOCKET (object));

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, priv->info.state);
      break;
    case PROP_LOCAL:
      g_value_take_string (value, dup_end_text (&priv->info.local));
      break;
    case PROP_PEER:
      g_value_take_string (value, dup_end_text (&priv->info.peer));
      break;
    case PROP_RECEIVED:
      g_value_set_uint64 (value, priv->info.received);
      break;
    case PROP_SENT:
      g_value_set_uint64 (value, priv->info.sent);
      break;
    case PROP_REPORTS:
      g_value_set_uint64 (value, priv->info.datagrams.reports);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_state (PlSocketPrivate *priv, PlSocketState state)
{
  if (priv->info.state == state)
    return;

  priv->info.state = state;
  set_changed (priv, PROP_STATE);
}

static void
apply_state (PlSocketPrivate *priv, const PlNews *news)
{
  if (priv->info.is_shut_down != news->is_shut_down)
    set_changed (priv, PROP_STATE);
  priv->info.is_shut_down = news->is_shut_down;
  if (news->flags & PL_NEWS_OPENED)
    {
      priv->info.opened_at_us = news->opened_at_us;
      set_state (priv, priv->info.role == PL_SOCKET_ROLE_LISTENER ? PL_SOCKET_STATE_LISTENING
                                                                  : PL_SOCKET_STATE_OPEN);
    }
  if (news->flags & PL_NEWS_PAUSED)
    set_state (priv, PL_SOCKET_STATE_PAUSED);
  if (news->flags & PL_NEWS_RESUMED)
    set_state (priv, PL_SOCKET_STATE_LISTENING);
  if (news->flags & PL_NEWS_CLOSED)
    {
      priv->info.closed_at_us = news->closed_at_us;
      priv->info.reason = news->reason;
      priv->info.failure = news->failure;
      priv->net = NULL;
      set_state (priv,
                 news->reason == PL_END_REASON_FAILED ? PL_SOCKET_STATE_FAILED : PL_SOCKET_STATE_CLOSED);
    }
}

static void
apply_ends (PlSocketPrivate *priv, const PlNews *news)
{
  if (pl_end_is_known (&news->local) && !pl_end_equal (&news->local, &priv->info.local))
    {
      priv->info.local = news->local;
      set_changed (priv, PROP_LOCAL);
    }
  if (pl_end_is_known (&news->peer) && !pl_end_equal (&news->peer, &priv->info.peer))
    {
      priv->info.peer = news->peer;
      set_changed (priv, PROP_PEER);
    }
}

/* Datagrams may be empty. */
static void
apply_datagrams (PlSocketPrivate *priv, const PlNews *news)
{
  if (priv->info.datagrams.received != news->datagrams.received ||
      priv->info.datagrams.dropped != news->datagrams.dropped)
    set_changed (priv, PROP_RECEIVED);
  if (priv->info.datagrams.sent != news->datagrams.sent ||
      priv->info.datagrams.unsendable != news->datagrams.unsendable)
    set_changed (priv, PROP_SENT);
  if (priv->info.datagrams.reports != news->datagrams.reports)
    set_changed (priv, PROP_REPORTS);
  priv->info.datagrams = news->datagrams;
  priv->info.report = news->report;
}

static void
apply_counts (PlSocketPrivate *priv, const PlNews *news)
{
  apply_datagrams (priv, news);
  if (priv->info.received != news->received)
    set_changed (priv, PROP_RECEIVED);
  if (priv->info.sent != news->sent || priv->info.unsent != news->unsent)
    set_changed (priv, PROP_SENT);
  priv->info.received = news->received;
  priv->info.sent = news->sent;
  priv->info.unsent = news->unsent;
  priv->info.not_kept = news->not_kept;
}

static void
pl_socket_real_apply (PlSocket *self, PlNews *news)
{
}

static void
pl_socket_real_notify (PlSocket *self)
{
}

static void
pl_socket_class_init (PlSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_socket_get_property;
  klass->apply = pl_socket_real_apply;
  klass->notify = pl_socket_real_notify;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, PL_SOCKET_STATE_FAILED, 0, flags);
  properties[PROP_LOCAL] = g_param_spec_string ("local", NULL, NULL, NULL, flags);
  properties[PROP_PEER] = g_param_spec_string ("peer", NULL, NULL, NULL, flags);
  properties[PROP_RECEIVED] = g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SENT] = g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_REPORTS] = g_param_spec_uint64 ("reports", NULL, NULL, 0, G_MAXUINT64, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_socket_init (PlSocket *self)
{
  get_private (self)->info.opened_at_us = g_get_monotonic_time ();
  get_private (self)->info.protocol = PL_PROTOCOL_TCP;
}

/**
 * pl_socket_get_info:
 * @self: a socket
 *
 * Returns: (transfer none): what there is to know of it
 */
const PlSocketInfo *
pl_socket_get_info (PlSocket *self)
{
  return &get_private (self)->info;
}

/**
 * pl_socket_is_over:
 * @self: a socket
 *
 * Returns: whether it is closed or has failed: nothing about it changes any more
 */
gboolean
pl_socket_is_over (PlSocket *self)
{
  return get_private (self)->info.state >= PL_SOCKET_STATE_CLOSED;
}

/**
 * pl_socket_get_family:
 * @self: a socket
 *
 * Returns: the family of the socket itself, so IPv6 where a v4-mapped address is used; none while unknown
 */
PlFamily
pl_socket_get_family (PlSocket *self)
{
  PlSocketPrivate *priv = get_private (self);

  return pl_end_is_known (&priv->info.local) ? priv->info.local.address.family
                                             : priv->info.peer.address.family;
}

/**
 * pl_socket_get_failed_end:
 * @self: a socket
 *
 * Returns: (transfer none): the end that the failure is about, for pl_failure_describe(): what could not be
 * bound is the local one
 */
const PlEnd *
pl_socket_get_failed_end (PlSocket *self)
{
  PlSocketPrivate *priv = get_private (self);

  return priv->info.role == PL_SOCKET_ROLE_LISTENER || priv->info.failure.stage == PL_STAGE_BIND
             ? &priv->info.local
             : &priv->info.peer;
}

/**
 * pl_socket_close:
 * @self: a socket
 *
 * Closes it, or stops what is still being looked up or connected. Can be repeated; it is done when the state
 * says so.
 */
void
pl_socket_close (PlSocket *self)
{
  PlSocketPrivate *priv = get_private (self);

  if (priv->net != NULL)
    pl_net_close (priv->net, priv->info.id);
}

/**
 * pl_socket_hold:
 * @self: a socket
 *
 * Says that one more widget shows it.
 */
void
pl_socket_hold (PlSocket *self)
{
  get_private (self)->n_holds++;
}

/**
 * pl_socket_release:
 * @self: a socket
 *
 * Says that one widget less shows it.
 */
void
pl_socket_release (PlSocket *self)
{
  get_private (self)->n_holds--;
}

/**
 * pl_socket_is_held:
 * @self: a socket
 *
 * Returns: whether any widget shows it
 */
gboolean
pl_socket_is_held (PlSocket *self)
{
  return get_private (self)->n_holds > 0;
}

/**
 * pl_socket_init_live:
 * @self: a new socket
 * @net: who owns the real one
 * @id: its id there
 * @role: how it came about
 */
void
pl_socket_init_live (PlSocket *self, PlNet *net, guint64 id, PlSocketRole role)
{
  PlSocketPrivate *priv = get_private (self);

  priv->net = net;
  priv->info.id = id;
  priv->info.role = role;
}

/**
 * pl_socket_apply:
 * @self: a socket
 * @news: about it
 *
 * Takes the news over, and tells nobody before pl_socket_notify_changes().
 */
void
pl_socket_apply (PlSocket *self, PlNews *news)
{
  PlSocketPrivate *priv = get_private (self);

  apply_ends (priv, news);
  apply_counts (priv, news);
  apply_state (priv, news);
  PL_SOCKET_GET_CLASS (self)->apply (self, news);
}

/**
 * pl_socket_has_changed:
 * @self: a socket
 *
 * Returns: whether there is something to notify
 */
gboolean
pl_socket_has_changed (PlSocket *self)
{
  return get_private (self)->changes != 0;
}

/**
 * pl_socket_notify_changes:
 * @self: a socket
 *
 * Notifies every property that has changed since the last time, once.
 */
void
pl_socket_notify_changes (PlSocket *self)
{
  PlSocketPrivate *priv = get_private (self);
  guint changes = priv->changes;

  priv->changes = 0;
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_STATE; i < N_PROPS; i++)
    {
      if (changes & (1u << i))
        g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
    }
  if (changes & (1u << CHANGED_MORE))
    PL_SOCKET_GET_CLASS (self)->notify (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * pl_socket_detach:
 * @self: a socket
 *
 * Says that the net thread is gone. One that was not over yet stays as it was last seen.
 */
void
pl_socket_detach (PlSocket *self)
{
  get_private (self)->net = NULL;
}

/**
 * pl_socket_get_net:
 * @self: a socket
 *
 * Returns: (nullable): who owns the real one; %NULL once it is over
 */
PlNet *
pl_socket_get_net (PlSocket *self)
{
  return get_private (self)->net;
}

/**
 * pl_socket_mark_changed:
 * @self: a socket
 *
 * Has the subclass's own properties notified together with the others.
 */
void
pl_socket_mark_changed (PlSocket *self)
{
  set_changed (get_private (self), CHANGED_MORE);
}

/**
 * pl_socket_set_peer:
 * @self: a socket that is being connected
 * @peer: whom it is being connected to
 *
 * Shows where a connect goes before it is there.
 */
void
pl_socket_set_peer (PlSocket *self, const PlEnd *peer)
{
  get_private (self)->info.peer = *peer;
}

/**
 * pl_socket_set_protocol:
 * @self: a new socket
 * @protocol: TCP, as it is anyway, or UDP
 */
void
pl_socket_set_protocol (PlSocket *self, PlProtocol protocol)
{
  get_private (self)->info.protocol = protocol;
}
