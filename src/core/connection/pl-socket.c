/* What the window sees of one socket: both ends, state and counts. Main thread only; changes only by news. */

#include "core/connection/pl-socket.h"

typedef struct
{
  guint64 id;
  guint64 received;
  guint64 sent;
  guint64 unsent;
  guint64 not_kept;
  gint64 opened_at_us;
  gint64 closed_at_us;
  PlNet *net; /* (nullable): NULL once it is over */
  PlEnd local;
  PlEnd peer;
  PlFailure failure;
  guint8 role;    /* a PlSocketRole */
  guint8 state;   /* a PlSocketState */
  guint8 reason;  /* a PlEndReason */
  guint8 changes; /* which properties to notify */
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
  priv->changes |= (guint8) (1u << property);
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
      g_value_set_uint (value, priv->state);
      break;
    case PROP_LOCAL:
      g_value_take_string (value, dup_end_text (&priv->local));
      break;
    case PROP_PEER:
      g_value_take_string (value, dup_end_text (&priv->peer));
      break;
    case PROP_RECEIVED:
      g_value_set_uint64 (value, priv->received);
      break;
    case PROP_SENT:
      g_value_set_uint64 (value, priv->sent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_state (PlSocketPrivate *priv, PlSocketState state)
{
  if (priv->state == state)
    return;

  priv->state = (guint8) state;
  set_changed (priv, PROP_STATE);
}

static void
apply_state (PlSocketPrivate *priv, const PlNews *news)
{
  if (news->flags & PL_NEWS_OPENED)
    {
      priv->opened_at_us = news->opened_at_us;
      set_state (priv,
                 priv->role == PL_SOCKET_ROLE_LISTENER ? PL_SOCKET_STATE_LISTENING : PL_SOCKET_STATE_OPEN);
    }
  if (news->flags & PL_NEWS_PAUSED)
    set_state (priv, PL_SOCKET_STATE_PAUSED);
  if (news->flags & PL_NEWS_RESUMED)
    set_state (priv, PL_SOCKET_STATE_LISTENING);
  if (news->flags & PL_NEWS_CLOSED)
    {
      priv->closed_at_us = news->closed_at_us;
      priv->reason = (guint8) news->reason;
      priv->failure = news->failure;
      priv->net = NULL;
      set_state (priv,
                 news->reason == PL_END_REASON_FAILED ? PL_SOCKET_STATE_FAILED : PL_SOCKET_STATE_CLOSED);
    }
}

static void
apply_ends (PlSocketPrivate *priv, const PlNews *news)
{
  if (pl_end_is_known (&news->local) && !pl_end_equal (&news->local, &priv->local))
    {
      priv->local = news->local;
      set_changed (priv, PROP_LOCAL);
    }
  if (pl_end_is_known (&news->peer) && !pl_end_equal (&news->peer, &priv->peer))
    {
      priv->peer = news->peer;
      set_changed (priv, PROP_PEER);
    }
}

static void
apply_counts (PlSocketPrivate *priv, const PlNews *news)
{
  if (priv->received != news->received)
    set_changed (priv, PROP_RECEIVED);
  if (priv->sent != news->sent || priv->unsent != news->unsent)
    set_changed (priv, PROP_SENT);
  priv->received = news->received;
  priv->sent = news->sent;
  priv->unsent = news->unsent;
  priv->not_kept = news->not_kept;
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

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_socket_init (PlSocket *self)
{
  get_private (self)->opened_at_us = g_get_monotonic_time ();
}

/**
 * pl_socket_get_id:
 * @self: a socket
 *
 * Returns: its id, never used twice in a process
 */
guint64
pl_socket_get_id (PlSocket *self)
{
  return get_private (self)->id;
}

/**
 * pl_socket_get_role:
 * @self: a socket
 *
 * Returns: how it came about
 */
PlSocketRole
pl_socket_get_role (PlSocket *self)
{
  return (PlSocketRole) get_private (self)->role;
}

/**
 * pl_socket_get_state:
 * @self: a socket
 *
 * Returns: its state as of the last news
 */
PlSocketState
pl_socket_get_state (PlSocket *self)
{
  return (PlSocketState) get_private (self)->state;
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
  return get_private (self)->state >= PL_SOCKET_STATE_CLOSED;
}

/**
 * pl_socket_get_local:
 * @self: a socket
 *
 * Returns: (transfer none): its own end, as getsockname() said; unknown while it is not bound
 */
const PlEnd *
pl_socket_get_local (PlSocket *self)
{
  return &get_private (self)->local;
}

/**
 * pl_socket_get_peer:
 * @self: a socket
 *
 * Returns: (transfer none): the other end, as getpeername() said; unknown while it is not connected
 */
const PlEnd *
pl_socket_get_peer (PlSocket *self)
{
  return &get_private (self)->peer;
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

  return pl_end_is_known (&priv->local) ? priv->local.address.family : priv->peer.address.family;
}

/**
 * pl_socket_get_received:
 * @self: a socket
 *
 * Returns: payload bytes received
 */
guint64
pl_socket_get_received (PlSocket *self)
{
  return get_private (self)->received;
}

/**
 * pl_socket_get_sent:
 * @self: a socket
 *
 * Returns: payload bytes that the kernel has taken
 */
guint64
pl_socket_get_sent (PlSocket *self)
{
  return get_private (self)->sent;
}

/**
 * pl_socket_get_unsent:
 * @self: a socket
 *
 * Returns: payload bytes that wait because the peer does not read
 */
guint64
pl_socket_get_unsent (PlSocket *self)
{
  return get_private (self)->unsent;
}

/**
 * pl_socket_get_not_kept:
 * @self: a socket
 *
 * Returns: payload bytes that the transcript had no room for
 */
guint64
pl_socket_get_not_kept (PlSocket *self)
{
  return get_private (self)->not_kept;
}

/**
 * pl_socket_get_opened_at_us:
 * @self: a socket
 *
 * Returns: monotonic time of its opening; before that, of its beginning
 */
gint64
pl_socket_get_opened_at_us (PlSocket *self)
{
  return get_private (self)->opened_at_us;
}

/**
 * pl_socket_get_closed_at_us:
 * @self: a socket
 *
 * Returns: monotonic time of its end, or 0
 */
gint64
pl_socket_get_closed_at_us (PlSocket *self)
{
  return get_private (self)->closed_at_us;
}

/**
 * pl_socket_get_reason:
 * @self: a socket
 *
 * Returns: why it is over
 */
PlEndReason
pl_socket_get_reason (PlSocket *self)
{
  return (PlEndReason) get_private (self)->reason;
}

/**
 * pl_socket_get_failure:
 * @self: a socket
 *
 * Returns: (transfer none): what failed; code 0 if nothing did
 */
const PlFailure *
pl_socket_get_failure (PlSocket *self)
{
  return &get_private (self)->failure;
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

  return priv->role == PL_SOCKET_ROLE_LISTENER || priv->failure.stage == PL_STAGE_BIND ? &priv->local
                                                                                       : &priv->peer;
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
    pl_net_close (priv->net, priv->id);
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
  priv->id = id;
  priv->role = (guint8) role;
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
  get_private (self)->peer = *peer;
}
