/* The loop of the net thread: a GMainContext whose poll is one epoll_wait(). Knows descriptors, but no
 * sockets.
 *
 * One GSource per descriptor would be a poll() over all of them at every turn. Here the context has a single
 * source for every plain descriptor, and its poll function is the epoll_wait() itself, so that timers,
 * invoked closures and GIO's asynchronous calls come free and cost a turn nothing. */

#include "core/net/pl-loop.h"

#include "core/net/pl-bsd.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MAX_EVENTS 256

typedef struct
{
  GSourceFunc function;
  gpointer data;
} Command;

struct _PlLoop
{
  GMainContext *context;
  GSource *source;
  GSource *commander;     /* ready when there are commands */
  PlLoopFunc before_wait; /* (nullable) */
  gpointer before_wait_data;
  GMutex lock;
  GArray *commands; /* (element-type Command), under the lock */
  GArray *taken;    /* (element-type Command): what is being run */
  GPtrArray *dead;  /* memory that an event of this turn may still name */
  int epoll_fd;
  int wake_fd; /* the context's own, a member of the epoll */
  int n_events;
  gboolean quit; /* atomic */
  struct epoll_event events[MAX_EVENTS];
};

typedef struct
{
  GSource base;
  PlLoop *loop;
} LoopSource;

static __thread PlLoop *this_loop; /* a GPollFunc has no user data */

/* Fetches what has happened; the context's own wake-up is taken out of it and returned in @ret_woken. */
static int
fetch_events (PlLoop *self, int timeout_ms, gboolean *ret_woken)
{
  int n = epoll_wait (self->epoll_fd, self->events, MAX_EVENTS, timeout_ms);

  *ret_woken = FALSE;
  if (n < 0)
    return n;

  for (int i = 0; i < n; i++)
    {
      if (self->events[i].data.ptr == self)
        {
          *ret_woken = TRUE;
          self->events[i] = self->events[--n];
          break;
        }
    }
  self->n_events = n;

  return n;
}

static void
adopt_wake_fd (PlLoop *self, int fd)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = self };

  self->wake_fd = fd;
  epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

/* Some GIO call has brought descriptors of its own: an ordinary poll(), with the epoll as one more. */
static int
poll_with_others (PlLoop *self, GPollFD *fds, guint n_fds, int timeout_ms)
{
  GPollFD *all = g_newa (GPollFD, n_fds + 1);
  gboolean woken;
  int n_ready;

  memcpy (all, fds, n_fds * sizeof *fds);
  all[n_fds] = (GPollFD){ .fd = self->epoll_fd, .events = G_IO_IN };
  n_ready = g_poll (all, n_fds + 1, timeout_ms);

  for (guint i = 0; i < n_fds; i++)
    fds[i].revents = all[i].revents;
  if (n_ready > 0 && all[n_fds].revents != 0 && self->n_events == 0)
    fetch_events (self, 0, &woken);

  return n_ready;
}

static int
poll_func (GPollFD *fds, guint n_fds, int timeout_ms)
{
  PlLoop *self = this_loop;
  gboolean woken;
  int n;

  if (self->n_events > 0) /* fetched but not dispatched yet: must not be overwritten */
    return poll_with_others (self, fds, n_fds, 0);
  if (n_fds != 1)
    return poll_with_others (self, fds, n_fds, timeout_ms);
  if (self->wake_fd < 0)
    adopt_wake_fd (self, fds[0].fd);

  n = fetch_events (self, timeout_ms, &woken);
  if (n < 0)
    return -1;
  fds[0].revents = woken ? G_IO_IN : 0;

  return (n > 0) + woken;
}

static gboolean
has_work (PlLoop *self)
{
  return self->n_events > 0 || self->dead->len > 0;
}

static gboolean
loop_source_prepare (GSource *source, int *timeout_ms)
{
  PlLoop *self = ((LoopSource *) source)->loop;

  *timeout_ms = -1;
  if (self->before_wait != NULL)
    self->before_wait (self->before_wait_data);

  return has_work (self);
}

static gboolean
loop_source_check (GSource *source)
{
  return has_work (((LoopSource *) source)->loop);
}

static gboolean
loop_source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  PlLoop *self = ((LoopSource *) source)->loop;
  int n = self->n_events;

  for (int i = 0; i < n; i++)
    {
      PlWatch *watch = self->events[i].data.ptr;

      if (watch->fd >= 0) /* else it was forgotten earlier in this turn */
        watch->ready (watch, self->events[i].events);
    }

  self->n_events = 0;
  g_ptr_array_set_size (self->dead, 0);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs loop_source_funcs = {
  .prepare = loop_source_prepare,
  .check = loop_source_check,
  .dispatch = loop_source_dispatch,
};

/* One source for all commands: a source each would be a fight for the lock of the context. */
static gboolean
commander_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  PlLoop *self = ((LoopSource *) source)->loop;
  GArray *taken = self->taken;

  g_source_set_ready_time (source, -1); /* before they are taken, or a wake-up could be undone */
  g_mutex_lock (&self->lock);
  self->taken = self->commands;
  self->commands = taken;
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < self->taken->len; i++)
    {
      const Command *command = &g_array_index (self->taken, Command, i);

      command->function (command->data);
    }
  g_array_set_size (self->taken, 0);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs commander_funcs = { .dispatch = commander_dispatch };

static GSource *
add_source (PlLoop *self, GSourceFuncs *funcs, const char *name)
{
  GSource *source = g_source_new (funcs, sizeof (LoopSource));

  ((LoopSource *) source)->loop = self;
  g_source_set_static_name (source, name);
  g_source_attach (source, self->context);

  return source;
}

static gboolean
quit_cb (gpointer data)
{
  PlLoop *self = data;

  g_atomic_int_set (&self->quit, TRUE);

  return G_SOURCE_REMOVE;
}

/**
 * pl_loop_new:
 *
 * Makes a loop that does not run yet.
 *
 * Returns: (transfer full): a loop, to be freed with pl_loop_free()
 */
PlLoop *
pl_loop_new (void)
{
  PlLoop *self = g_new0 (PlLoop, 1);

  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll_fd < 0)
    g_error ("epoll_create1: %s", g_strerror (errno));
  self->wake_fd = -1;
  self->dead = g_ptr_array_new_with_free_func (g_free);
  self->context = g_main_context_new ();
  g_main_context_set_poll_func (self->context, poll_func);
  g_mutex_init (&self->lock);
  self->commands = g_array_new (FALSE, FALSE, sizeof (Command));
  self->taken = g_array_new (FALSE, FALSE, sizeof (Command));
  self->source = add_source (self, &loop_source_funcs, "epoll");
  self->commander = add_source (self, &commander_funcs, "commands");

  return self;
}

/**
 * pl_loop_free:
 * @self: (transfer full): a loop that does not run
 *
 * Frees the loop. Watches and their descriptors are not its own and are left alone.
 */
void
pl_loop_free (PlLoop *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_source_destroy (self->commander);
  g_source_unref (self->commander);
  g_array_unref (self->commands);
  g_array_unref (self->taken);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->dead);
  close (self->epoll_fd);
  g_free (self);
}

/**
 * pl_loop_set_before_wait:
 * @self: a loop that does not run yet
 * @function: called in its thread at every turn, when everything that was ready is done
 * @data: for @function
 *
 * Sets what goes before waiting.
 */
void
pl_loop_set_before_wait (PlLoop *self, PlLoopFunc function, gpointer data)
{
  self->before_wait = function;
  self->before_wait_data = data;
}

/**
 * pl_loop_get_context:
 * @self: a loop
 *
 * Returns: (transfer none): its context, to attach timers to
 */
GMainContext *
pl_loop_get_context (PlLoop *self)
{
  return self->context;
}

/**
 * pl_loop_run:
 * @self: a loop
 *
 * Runs the loop in the calling thread until pl_loop_quit(). The context is the thread's default meanwhile, so
 * asynchronous GIO calls that are started from a watch or a closure come back to this thread.
 */
void
pl_loop_run (PlLoop *self)
{
  this_loop = self;
  g_main_context_push_thread_default (self->context);
  while (!g_atomic_int_get (&self->quit))
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  this_loop = NULL;
}

/**
 * pl_loop_quit:
 * @self: a loop
 *
 * Makes pl_loop_run() return after what was invoked before. Can be called from any thread.
 */
void
pl_loop_quit (PlLoop *self)
{
  pl_loop_invoke (self, quit_cb, self);
}

/**
 * pl_loop_invoke:
 * @self: a loop
 * @function: called once in the loop's thread; what it returns means nothing
 * @data: for @function, which takes ownership
 *
 * Hands a closure over to the loop's thread. Closures keep their order. Can be called from any thread; never
 * calls @function before it returns.
 */
void
pl_loop_invoke (PlLoop *self, GSourceFunc function, gpointer data)
{
  Command command = { function, data };
  gboolean was_empty;

  g_mutex_lock (&self->lock);
  was_empty = self->commands->len == 0;
  g_array_append_val (self->commands, command);
  g_mutex_unlock (&self->lock);

  if (was_empty)
    g_source_set_ready_time (self->commander, 0);
}

/**
 * pl_loop_watch:
 * @self: a loop, in its own thread
 * @watch: has its @fd and @ready set
 * @events: what to wait for: `EPOLLIN`, `EPOLLOUT`, `EPOLLRDHUP`, level-triggered; 0 for nothing, not even
 *   for a hang-up, which would otherwise be told again and again
 *
 * Starts to watch a descriptor, or changes what is waited for. No change costs no system call.
 *
 * Returns: %FALSE, and then see pl_call_get_failure(), if the kernel has no memory or no room left for
 * another watch
 */
gboolean
pl_loop_watch (PlLoop *self, PlWatch *watch, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };
  int operation = watch->events == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;

  if (watch->events == events)
    return TRUE;
  if (epoll_ctl (self->epoll_fd, operation, watch->fd, &event) != 0)
    {
      pl_call_set_failed ("epoll_ctl");
      return FALSE;
    }
  watch->events = events;

  return TRUE;
}

/**
 * pl_loop_forget:
 * @self: a loop, in its own thread
 * @watch: a watch
 *
 * Stops watching; the descriptor is not closed, but @fd becomes -1. Events of this turn that still name
 * @watch are dropped, for which its memory has to stay until pl_loop_free_later() is through with it.
 */
void
pl_loop_forget (PlLoop *self, PlWatch *watch)
{
  pl_loop_watch (self, watch, 0);
  watch->fd = -1;
}

/**
 * pl_loop_close:
 * @self: a loop, in its own thread
 * @watch: a watch
 * @calls: (nullable): where to record it
 *
 * Closes the descriptor and forgets the watch as pl_loop_forget() does. close() alone would do, but for a
 * child process between its fork() and exec(): it holds the file open, and the epoll would go on naming the
 * watch.
 */
void
pl_loop_close (PlLoop *self, PlWatch *watch, PlCalls *calls)
{
  int fd = watch->fd;

  pl_loop_forget (self, watch);
  pl_bsd_close (calls, fd);
}

/**
 * pl_loop_free_later:
 * @self: a loop, in its own thread
 * @memory: (transfer full): what a forgotten watch was part of
 *
 * Calls g_free() once no event that was already fetched can name @memory any more.
 */
void
pl_loop_free_later (PlLoop *self, gpointer memory)
{
  g_ptr_array_add (self->dead, memory);
}
