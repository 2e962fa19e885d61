/* What the window sees of one socket: both ends, state and counts. Main thread only; changes only by news. */

#include "core/connection/pl-socket.h"

#include "core/connection/pl-socket-calls.h"
#include "core/connection/pl-socket-news.h"

typedef struct
{
  PlSocketInfo info;
  PlNet *net;      /* (nullable): NULL once it is listed no more, or the net thread is gone */
  guint16 changes; /* which properties to notify */
  guint16 n_holds;
  PlCallLog call_log;
} PlSocketPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlSocket, pl_socket, G_TYPE_OBJECT)

enum
{
  PROP_STATE = PL_SOCKET_CHANGE_STATE,
  PROP_LOCAL = PL_SOCKET_CHANGE_LOCAL,
  PROP_PEER = PL_SOCKET_CHANGE_PEER,
  PROP_RECEIVED = PL_SOCKET_CHANGE_RECEIVED,
  PROP_SENT = PL_SOCKET_CHANGE_SENT,
  PROP_REPORTS = PL_SOCKET_CHANGE_REPORTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define CHANGED_MORE N_PROPS /* what the subclass notifies */

static PlSocketPrivate *
get_private (PlSocket *self)
{
  return pl_socket_get_instance_private (self);
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
pl_socket_real_apply (PlSocket *self, PlNews *news)
{
}

static void
pl_socket_real_notify (PlSocket *self)
{
}

static void
pl_socket_finalize (GObject *object)
{
  g_clear_pointer (&get_private (PL_SOCKET (object))->call_log.calls, pl_calls_free);

  G_OBJECT_CLASS (pl_socket_parent_class)->finalize (object);
}

static void
pl_socket_class_init (PlSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_socket_get_property;
  klass->apply = pl_socket_real_apply;
  object_class->finalize = pl_socket_finalize;
  klass->notify = pl_socket_real_notify;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, PL_SOCKET_STATE_FAILED, 0, flags);
  properties[PROP_LOCAL] = g_param_spec_string ("local", NULL, NULL, NULL, flags);
  properties[PROP_PEER] = g_param_spec_string ("peer", NULL, NULL, NULL, flags);
  properties[PROP_RECEIVED] = g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SENT] = g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_REPORTS] = g_param_spec_uint64 ("reports", NULL, NULL, 0, G_MAXUINT64, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlSocket::calls-changed:
   *
   * While its calls are watched: there are more of them.
   */
  g_signal_new ("calls-changed", PL_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * PlSocket::sampled:
   * @sample: (type Pl.Sample): how it is
   *
   * The answer to pl_net_sample() and pl_net_set_option().
   */
  g_signal_new ("sampled", PL_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_POINTER);
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
  PlNet *net = pl_socket_get_net (self);

  if (net != NULL)
    pl_net_close (net, pl_socket_get_id (self));
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

  priv->changes |= (guint16) pl_socket_info_apply (&priv->info, news);
  if (news->calls != NULL)
    pl_socket_take_calls (self, g_steal_pointer (&news->calls));
  pl_socket_read_calls (self);
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
 * Says that the net thread is gone, or that nobody hands its answers on any more. One that was not over yet
 * stays as it was last seen.
 */
void
pl_socket_detach (PlSocket *self)
{
  get_private (self)->net = NULL;
}

/**
 * pl_socket_add_sample:
 * @self: a socket
 * @sample: how it is
 */
void
pl_socket_add_sample (PlSocket *self, const PlSample *sample)
{
  if (sample->has_changed) /* which were two calls more */
    pl_socket_read_calls (self);
  g_signal_emit_by_name (self, "sampled", sample);
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
  return pl_socket_is_over (self) ? NULL : get_private (self)->net;
}

/**
 * pl_socket_get_keeper:
 * @self: a socket
 *
 * Returns: (nullable): who owns or owned the real one: can be asked what has become of it, as long as the
 *   socket is listed
 */
PlNet *
pl_socket_get_keeper (PlSocket *self)
{
  return get_private (self)->net;
}

/**
 * pl_socket_get_call_log:
 * @self: a socket
 *
 * Returns: (transfer none): what is known of its calls
 */
PlCallLog *
pl_socket_get_call_log (PlSocket *self)
{
  return &get_private (self)->call_log;
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
  get_private (self)->changes |= 1u << CHANGED_MORE;
}

/**
 * pl_socket_add_bytes:
 * @self: a socket that has no bytes of its own
 * @received: how many more were received on its behalf
 * @sent: how many more were sent
 *
 * Counts, and tells nobody before pl_socket_notify_changes().
 */
void
pl_socket_add_bytes (PlSocket *self, guint64 received, guint64 sent)
{
  PlSocketPrivate *priv = get_private (self);

  priv->info.received += received;
  priv->info.sent += sent;
  if (received > 0)
    priv->changes |= 1u << PROP_RECEIVED;
  if (sent > 0)
    priv->changes |= 1u << PROP_SENT;
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
