/* When a command that goes on is to end: SIGINT, SIGTERM, or its time. Both are seen from the main loop and
 * while the output waits for its reader, where a signal handler would go unheard. */

#include "cli/pl-cli-stop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define GRACE_MS 1000 /* for a reader that does not read, once the command is to end */

typedef struct
{
  GSource base;
  int fd; /* readable when there is a signal */
  gboolean is_asked;
} StopSource;

static StopSource *watched; /* (nullable): the one of this process */

static void
forget_signals (int fd)
{
  struct signalfd_siginfo signals[2];

  while (read (fd, signals, sizeof signals) > 0)
    ;
}

static gboolean
stop_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  StopSource *self = (StopSource *) source;
  struct pollfd signals = { .fd = self->fd, .events = POLLIN };
  gint64 ready_us = g_source_get_ready_time (source);
  gboolean is_late = ready_us > 0 && ready_us <= g_source_get_time (source) && poll (&signals, 1, 0) == 0;

  self->is_asked = TRUE;
  g_source_set_ready_time (source, -1);
  forget_signals (self->fd);
  ((PlCliStopFunc) (void (*) (void)) callback) (is_late, data);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs stop_funcs = { .dispatch = stop_dispatch };

/**
 * pl_cli_stop_watch:
 * @after_s: how long the command may go on; 0 for ever
 * @stop: called in the main loop, each time that the command is asked to end
 * @data: for @stop
 *
 * From now on SIGINT and SIGTERM do not end the process. To be called before there are threads, which would
 * take the signals otherwise, and once.
 */
void
pl_cli_stop_watch (double after_s, PlCliStopFunc stop, gpointer data)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  signal (SIGPIPE, SIG_IGN); /* who writes hears of it from write() */

  watched = (StopSource *) g_source_new (&stop_funcs, sizeof (StopSource));
  watched->fd = signalfd (-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  g_source_set_static_name (&watched->base, "stop");
  g_source_add_unix_fd (&watched->base, watched->fd, G_IO_IN);
  if (after_s > 0)
    g_source_set_ready_time (&watched->base, g_get_monotonic_time () + (gint64) (after_s * G_USEC_PER_SEC));
  g_source_set_callback (&watched->base, (GSourceFunc) (void (*) (void)) stop, data, NULL);
  g_source_attach (&watched->base, NULL);
}

/**
 * pl_cli_stop_is_watched:
 *
 * Returns: whether this is a command that ends when it is asked to, not at once
 */
gboolean
pl_cli_stop_is_watched (void)
{
  return watched != NULL;
}

/**
 * pl_cli_stop_now:
 *
 * Asks the command to end, as a signal does.
 */
void
pl_cli_stop_now (void)
{
  watched->is_asked = TRUE;
  g_source_set_ready_time (&watched->base, 0);
}

/* Returns: how long to wait for the reader before the time is over, in milliseconds; -1 for ever. */
static int
get_left_ms (void)
{
  gint64 ready_us = g_source_get_ready_time (&watched->base);

  if (watched->is_asked)
    return GRACE_MS;
  if (ready_us < 0)
    return -1;

  return (int) (MAX (ready_us - g_get_monotonic_time (), 0) / 1000 + 1);
}

/**
 * pl_cli_stop_wait_for:
 * @fd: whereto something is to be written
 *
 * Waits until @fd takes at least a little; once the command is to end, not for much longer.
 *
 * Returns: %FALSE if nobody reads @fd any more
 */
gboolean
pl_cli_stop_wait_for (int fd)
{
  while (TRUE)
    {
      struct pollfd fds[] = { { .fd = fd, .events = POLLOUT }, { .fd = watched->fd, .events = POLLIN } };
      int n = poll (fds, watched->is_asked ? 1 : 2, get_left_ms ());

      if (n < 0 && errno == EINTR)
        continue;
      if (fds[0].revents != 0)
        return TRUE;
      if (watched->is_asked)
        return FALSE;
      watched->is_asked = TRUE; /* the main loop sees to it later */
    }
}
