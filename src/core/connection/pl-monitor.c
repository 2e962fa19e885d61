/* How one socket has been of late: asks a few times a second while somebody looks on, keeps a minute of the
 * answers, and follows the state to its end. Costs nothing while it is stopped. */

#include "core/connection/pl-monitor.h"

struct _PlMonitor
{
  GObject parent_instance;

  PlSocket *socket;
  GArray *samples; /* (element-type PlSample): oldest first; only those of an open socket */
  PlSample last;   /* @at_us is 0 if there is none yet */
  PlTcpPath path;
  GSource *timer; /* (nullable): while it runs */
  gboolean is_waiting;
};

G_DEFINE_FINAL_TYPE (PlMonitor, pl_monitor, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The kernel has nothing more to say. */
static gboolean
is_settled (PlMonitor *self)
{
  PlTcpState state = pl_tcp_path_get_state (&self->path);
  gboolean is_told = self->last.at_us == 0 || self->last.has_options || self->last.state != PL_TCP_NONE;

  return pl_socket_is_over (self->socket) &&
         (state == PL_TCP_NONE || state == PL_TCP_CLOSED || state == PL_TCP_NEW || !is_told ||
          pl_socket_get_keeper (self->socket) == NULL);
}

static void
ask (PlMonitor *self)
{
  PlNet *net = pl_socket_get_keeper (self->socket);

  if (self->is_waiting || net == NULL || is_settled (self) ||
      pl_socket_get_state (self->socket) == PL_SOCKET_STATE_STARTING)
    return;

  self->is_waiting = TRUE;
  pl_net_sample (net, pl_socket_get_id (self->socket), pl_socket_get_local (self->socket),
                 pl_socket_get_peer (self->socket));
}

static gboolean
timer_cb (gpointer data)
{
  PlMonitor *self = data;

  ask (self);
  if (!is_settled (self))
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&self->timer, g_source_unref);

  return G_SOURCE_REMOVE;
}

static void
keep (PlMonitor *self, const PlSample *sample)
{
  if (sample->has_options)
    {
      if (self->samples->len == PL_MONITOR_SAMPLE_MAX)
        g_array_remove_index (self->samples, 0);
      g_array_append_vals (self->samples, sample, 1);
    }
  self->last = *sample;
}

/* Of one that was just closed, an answer may still tell what was before. */
static void
follow_state (PlMonitor *self, PlTcpState state)
{
  if (state == PL_TCP_CLOSED && !pl_socket_is_over (self->socket))
    return;
  pl_tcp_path_add (&self->path, state);
}

static void
sampled_cb (PlSocket *socket, const PlSample *sample, PlMonitor *self)
{
  if (!sample->has_changed)
    self->is_waiting = FALSE;
  keep (self, sample);
  follow_state (self, sample->state);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was seen stays true; what was done since comes on top. What follows may be over before it is time to
 * ask again: FIN-WAIT-2 lasts only until the peer has ended, too. */
static void
state_cb (PlMonitor *self)
{
  PlTcpPath known;

  pl_tcp_path_init (&known, self->socket);
  for (guint i = 0; i < known.n_states; i++)
    pl_tcp_path_add (&self->path, known.states[i]);
  if (self->timer != NULL)
    ask (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pl_monitor_dispose (GObject *object)
{
  PlMonitor *self = PL_MONITOR (object);

  pl_monitor_stop (self);
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
  g_clear_object (&self->socket);

  G_OBJECT_CLASS (pl_monitor_parent_class)->dispose (object);
}

static void
pl_monitor_finalize (GObject *object)
{
  g_array_unref (PL_MONITOR (object)->samples);

  G_OBJECT_CLASS (pl_monitor_parent_class)->finalize (object);
}

static void
pl_monitor_class_init (PlMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_monitor_finalize;

  /**
   * PlMonitor::changed:
   *
   * There is a new sample, or the state has gone on.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_monitor_init (PlMonitor *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (PlSample));
}

/**
 * pl_monitor_new:
 * @socket: a socket, live or over
 *
 * Returns: (transfer full): a monitor that does not run yet
 */
PlMonitor *
pl_monitor_new (PlSocket *socket)
{
  PlMonitor *self = g_object_new (PL_TYPE_MONITOR, NULL);

  self->socket = g_object_ref (socket);
  pl_tcp_path_init (&self->path, socket);
  g_signal_connect (socket, "sampled", G_CALLBACK (sampled_cb), self);
  g_signal_connect_swapped (socket, "notify::state", G_CALLBACK (state_cb), self);

  return self;
}

/**
 * pl_monitor_get_socket:
 * @self: a monitor
 *
 * Returns: (transfer none): the socket
 */
PlSocket *
pl_monitor_get_socket (PlMonitor *self)
{
  return self->socket;
}

/**
 * pl_monitor_start:
 * @self: a monitor
 *
 * Asks at once and then four times a second, until the socket is over and the kernel has done with it.
 */
void
pl_monitor_start (PlMonitor *self)
{
  if (self->timer != NULL)
    return;

  self->timer = g_timeout_source_new (PL_MONITOR_PERIOD_MS);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_static_name (self->timer, "monitor");
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  ask (self);
}

/**
 * pl_monitor_stop:
 * @self: a monitor
 *
 * Asks no more. What was measured is kept.
 */
void
pl_monitor_stop (PlMonitor *self)
{
  if (self->timer == NULL)
    return;

  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/**
 * pl_monitor_is_running:
 * @self: a monitor
 *
 * Returns: whether it goes on asking
 */
gboolean
pl_monitor_is_running (PlMonitor *self)
{
  return self->timer != NULL;
}

/**
 * pl_monitor_set_option:
 * @self: a monitor, which need not run
 * @option: which option
 * @value: what to set
 *
 * Sets an option of the socket; nothing happens if it is over. The next sample says what it is then, and if
 * it was refused, why.
 */
void
pl_monitor_set_option (PlMonitor *self, PlOption option, int value)
{
  PlNet *net = pl_socket_get_net (self->socket);

  if (net != NULL)
    pl_net_set_option (net, pl_socket_get_id (self->socket), pl_socket_get_local (self->socket), option,
                       value);
}

/**
 * pl_monitor_get_samples:
 * @self: a monitor
 * @ret_n_samples: (out): how many
 *
 * Returns: (array length=ret_n_samples): what was measured in the last minute of measuring, oldest first.
 *   There are gaps where it was stopped
 */
const PlSample *
pl_monitor_get_samples (PlMonitor *self, guint *ret_n_samples)
{
  *ret_n_samples = self->samples->len;

  return (const PlSample *) self->samples->data;
}

/**
 * pl_monitor_get_last:
 * @self: a monitor
 *
 * Returns: (nullable): the latest answer, of a socket that is over, too
 */
const PlSample *
pl_monitor_get_last (PlMonitor *self)
{
  return self->last.at_us != 0 ? &self->last : NULL;
}

/**
 * pl_monitor_get_path:
 * @self: a monitor
 *
 * Returns: (transfer none): through which states the socket has gone
 */
const PlTcpPath *
pl_monitor_get_path (PlMonitor *self)
{
  return &self->path;
}
