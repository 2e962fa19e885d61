/* What the window sees of this computer's network: its state, and what the hosts file says of localhost. Main
 * thread only. */

#include "core/host/pl-host.h"

#include "core/host/pl-localhost.h"
#include "core/net/pl-net.h"

struct _PlHost
{
  GObject parent_instance;

  PlNet *net; /* (nullable): NULL once the engine is shut down */
  guint n_followers;
  guint64 watch_id;      /* of the net thread, while somebody follows */
  PlHostState *state;    /* (nullable): until the first reading */
  const char *localhost; /* (nullable): the same */
  GFileMonitor *hosts_file;
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (PlHost, pl_host, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. The hosts file */

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, pl_localhost_read (PL_HOSTS_FILE));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gssize localhost = g_task_propagate_int (G_TASK (result), NULL);
  PlHost *self;

  if (localhost < 0) /* it was cancelled, perhaps because nobody is there any more */
    return;

  self = user_data;
  self->localhost = pl_localhost_get_sentence ((PlLocalhost) localhost);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_hosts_file (PlHost *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (NULL, self->reading, read_cb, self);
  g_task_run_in_thread (task, read_in_thread);
}

static void
follow_hosts_file (PlHost *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (PL_HOSTS_FILE);

  self->hosts_file = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->hosts_file != NULL)
    g_signal_connect_swapped (self->hosts_file, "changed", G_CALLBACK (read_hosts_file), self);
  read_hosts_file (self);
}

static void
unfollow_hosts_file (PlHost *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->hosts_file != NULL)
    g_signal_handlers_disconnect_by_data (self->hosts_file, self);
  g_clear_object (&self->hosts_file);
}

/* 2. The object */

static void
pl_host_dispose (GObject *object)
{
  unfollow_hosts_file (PL_HOST (object));

  G_OBJECT_CLASS (pl_host_parent_class)->dispose (object);
}

static void
pl_host_finalize (GObject *object)
{
  PlHost *self = PL_HOST (object);

  g_clear_pointer (&self->state, pl_host_state_unref);

  G_OBJECT_CLASS (pl_host_parent_class)->finalize (object);
}

static void
pl_host_class_init (PlHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_host_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_host_finalize;

  /**
   * PlHost::changed:
   *
   * Emitted when the state or what is said of localhost is another.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_host_init (PlHost *self)
{
}

/**
 * pl_host_new:
 * @net: (nullable): who reads and follows the interfaces; %NULL for one that is only told
 *
 * Returns: (transfer full): a host that nothing is known of
 */
PlHost *
pl_host_new (PlNet *net)
{
  PlHost *self = g_object_new (PL_TYPE_HOST, NULL);

  self->net = net;
  return self;
}

/**
 * pl_host_follow:
 * @self: a host
 *
 * Begins to follow: [signal@Pl.Host::changed] comes once everything is read, and after each change. To be
 * followed by a pl_host_unfollow().
 */
void
pl_host_follow (PlHost *self)
{
  if (self->n_followers++ > 0 || self->net == NULL)
    return;

  self->watch_id = pl_net_watch_host (self->net);
  follow_hosts_file (self);
}

/**
 * pl_host_unfollow:
 * @self: a host that is followed
 *
 * Nobody looks any more: when the last one has said so, a change costs nothing. The state stays as it was.
 */
void
pl_host_unfollow (PlHost *self)
{
  g_return_if_fail (self->n_followers > 0);

  if (--self->n_followers > 0)
    return;
  if (self->net != NULL)
    pl_net_close (self->net, self->watch_id);
  unfollow_hosts_file (self);
}

/**
 * pl_host_take:
 * @self: a host
 * @state: (transfer full): what it is like now
 */
void
pl_host_take (PlHost *self, PlHostState *state)
{
  g_clear_pointer (&self->state, pl_host_state_unref);
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * pl_host_detach:
 * @self: a host
 *
 * Forgets the net thread, which is about to end.
 */
void
pl_host_detach (PlHost *self)
{
  self->net = NULL;
}

/**
 * pl_host_get_state:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): what it is like, or %NULL if that was not read yet
 */
const PlHostState *
pl_host_get_state (PlHost *self)
{
  return self->state;
}

/**
 * pl_host_get_localhost:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): what the hosts file says of localhost, in a sentence, or %NULL if it
 *   was not read yet
 */
const char *
pl_host_get_localhost (PlHost *self)
{
  return self->localhost;
}
