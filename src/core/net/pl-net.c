/* The net thread: starts and stops it, and lets the main thread take what it has to tell. Owns every socket.
 */

#include "core/net/pl-net-private.h"

#include <sched.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#define RESERVE 16 /* descriptors for icons, fonts and files, which a window opens at any time */

/* As many sockets as the administrator allows, not the soft limit that select() once asked for. Returns how
 * many descriptors there may be. */
static int
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return G_MAXINT;
  if (limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }

  return (int) MIN (limit.rlim_cur, G_MAXINT);
}

/* The window comes first when both want the same core. A nice value would be handed on to the threads that
 * GIO starts from here, which want their old one back and may not have it: GLib complains of that. */
static void
yield_to_window (void)
{
  struct sched_param none = { 0 };

  sched_setscheduler (0, SCHED_BATCH, &none);
}

static gpointer
net_thread (gpointer data)
{
  PlNet *self = data;

  if (self->is_for_window)
    yield_to_window ();
  pl_loop_run (self->loop);

  return NULL;
}

/* The resolver still owes answers that point here: they are cancelled, and come at once. */
static gboolean
stop_cb (gpointer data)
{
  PlNet *self = data;
  GHashTableIter iter;
  PlChannel *channel;

  /* One at a time: what one closes may let a paused listener accept another. */
  while (g_hash_table_iter_init (&iter, self->channels),
         g_hash_table_iter_next (&iter, NULL, (gpointer *) &channel))
    channel->klass->close (channel, FALSE);
  while (g_hash_table_size (self->queries) > 0)
    g_main_context_iteration (pl_loop_get_context (self->loop), TRUE);
  pl_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

/**
 * pl_dial_clear:
 * @self: what it takes to make a connection
 *
 * Frees what it owns.
 */
void
pl_dial_clear (PlDial *self)
{
  g_free (self->peer.name);
  g_free (self->local.name);
  g_clear_object (&self->resolver);
}

/**
 * pl_listen_clear:
 * @self: what it takes to make a listener
 *
 * Frees what it owns.
 */
void
pl_listen_clear (PlListen *self)
{
  g_free (self->local.name);
  g_clear_pointer (&self->behaviour, pl_behaviour_unref);
  g_clear_object (&self->resolver);
}

/**
 * pl_net_new:
 * @frame_ms: news are announced at most once in this time
 * @is_for_window: whether the Berkeley calls are recorded, and the thread gives way to the one that draws
 *
 * Starts the net thread. Raises the soft limit of descriptors to the hard one.
 *
 * Returns: (transfer full): a running net thread, to be ended with pl_net_stop()
 */
PlNet *
pl_net_new (guint frame_ms, gboolean is_for_window)
{
  PlNet *self = g_new0 (PlNet, 1);

  self->fd_max = raise_descriptor_limit () - RESERVE;
  self->is_for_window = is_for_window;
  self->loop = pl_loop_new ();
  self->mailbox = pl_mailbox_new (frame_ms);
  pl_loop_set_before_wait (self->loop, (PlLoopFunc) pl_mailbox_announce, self->mailbox);
  self->channels = g_hash_table_new (NULL, NULL);
  self->queries = g_hash_table_new (NULL, NULL);
  self->paused = g_hash_table_new (NULL, NULL);
  self->unconnected = g_ptr_array_new ();
  self->recorders = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->timers = pl_timers_new (pl_loop_get_context (self->loop));
  self->buffer = g_malloc (PL_NET_BUFFER_SIZE);
  self->thread = g_thread_new ("net", net_thread, self);

  return self;
}

/**
 * pl_net_is_crowded:
 * @self: the net thread
 *
 * Looks only when a socket that was accepted has come near the limit once, since it costs two calls.
 *
 * Returns: whether another socket would take a descriptor that the window needs
 */
gboolean
pl_net_is_crowded (PlNet *self)
{
  int fd; /* the system gives the lowest */

  if (G_LIKELY (!self->is_for_window || self->fd_top < self->fd_max))
    return FALSE;

  fd = eventfd (0, EFD_CLOEXEC);
  if (fd >= 0)
    close (fd);

  return fd < 0 || fd >= self->fd_max;
}

/**
 * pl_net_stop:
 * @self: (transfer full): a net thread
 *
 * Closes every socket, ends the thread, and frees everything.
 */
void
pl_net_stop (PlNet *self)
{
  pl_loop_invoke (self->loop, stop_cb, self);
  g_thread_join (self->thread);

  if (self->resume != NULL)
    {
      g_source_destroy (self->resume);
      g_source_unref (self->resume);
    }
  pl_timers_free (self->timers);
  pl_loop_free (self->loop);
  pl_mailbox_free (self->mailbox);
  g_hash_table_unref (self->channels);
  g_hash_table_unref (self->queries);
  g_hash_table_unref (self->paused);
  g_ptr_array_unref (self->unconnected);
  g_hash_table_unref (self->recorders);
  g_free (self->buffer);
  g_free (self);
}

/**
 * pl_net_set_reader:
 * @self: a net thread
 * @reader: (nullable): its ready time is set when there is something to take
 */
void
pl_net_set_reader (PlNet *self, GSource *reader)
{
  pl_mailbox_set_reader (self->mailbox, reader);
}

/**
 * pl_net_take:
 * @self: a net thread
 * @batch: (inout): see pl_mailbox_take()
 */
void
pl_net_take (PlNet *self, PlBatch *batch)
{
  pl_mailbox_take (self->mailbox, batch);
}
