/* The whole connect operation beside a bare non-blocking connect loop, turn by turn in the same run, both
 * against the same minimal server. Both end with a RST, as ports in TIME-WAIT would slow down whoever comes
 * later. Prints ratios, asserts nothing. Usage: bench-connect REFERENCE */

#include "core/pl-engine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROUNDS      9
#define N_CONNECTIONS 4000
#define MAX_EVENTS    256

typedef struct
{
  PlEngine *engine;
  PlConnectRequest *request;
  guint n_begun;
  guint n_done;
} Run;

static GPid
start_server (const char *program, guint16 *ret_port)
{
  const char *arguments[] = { program, "discard", NULL };
  g_autoptr (GError) error = NULL;
  char line[256] = "";
  int output;
  GPid pid;

  if (!g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                                 NULL, &output, NULL, &error))
    g_error ("%s: %s", program, error->message);
  if (read (output, line, sizeof line - 1) <= 0 || strrchr (line, ':') == NULL)
    g_error ("%s did not say where it listens", program);
  *ret_port = (guint16) atoi (strrchr (line, ':') + 1);

  return pid;
}

/* 1. The bare loop: what has to be done by any program that connects and learns both ends */

static void
begin_bare (int epoll_fd, const struct sockaddr_in *peer)
{
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect (fd, (const struct sockaddr *) peer, sizeof *peer) != 0 && errno != EINPROGRESS)
    g_error ("connect: %s", g_strerror (errno));
  epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &(struct epoll_event){ .events = EPOLLOUT, .data.fd = fd });
}

static void
end_bare (int fd)
{
  struct sockaddr_in end;
  socklen_t size = sizeof end;
  int code = 0;
  socklen_t code_size = sizeof code;

  getsockopt (fd, SOL_SOCKET, SO_ERROR, &code, &code_size);
  if (code != 0)
    g_error ("connect: %s", g_strerror (code));
  getsockname (fd, (struct sockaddr *) &end, &size);
  size = sizeof end;
  getpeername (fd, (struct sockaddr *) &end, &size);
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &(struct linger){ .l_onoff = 1 }, sizeof (struct linger));
  close (fd);
}

static double
run_bare (guint16 port, guint n_at_a_time)
{
  struct sockaddr_in peer = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                              .sin_port = htons (port) };
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  gint64 began_us = g_get_monotonic_time ();
  guint n_begun = 0, n_done = 0;

  while (n_done < N_CONNECTIONS)
    {
      struct epoll_event events[MAX_EVENTS];
      int n;

      while (n_begun < N_CONNECTIONS && n_begun - n_done < n_at_a_time)
        {
          begin_bare (epoll_fd, &peer);
          n_begun++;
        }
      n = epoll_wait (epoll_fd, events, MAX_EVENTS, -1);
      for (int i = 0; i < n; i++)
        end_bare (events[i].data.fd);
      n_done += (guint) n;
    }
  close (epoll_fd);

  return (double) (g_get_monotonic_time () - began_us);
}

/* 2. The operation */

static void connected_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
begin_one (Run *run)
{
  run->n_begun++;
  pl_engine_connect_async (run->engine, run->request, NULL, connected_cb, run);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlConnection) connection = pl_engine_connect_finish (run->engine, result, &error);

  if (connection == NULL)
    g_error ("connect: %s", error->message);
  pl_connection_abort (connection);
  run->n_done++;
  if (run->n_begun < N_CONNECTIONS)
    begin_one (run);
}

static double
run_engine (guint16 port, guint n_at_a_time)
{
  g_autoptr (PlConnectRequest) request = pl_connect_request_new ();
  g_autoptr (PlEngine) engine = pl_engine_new (PL_PACE_PIPE);
  g_autofree char *service = g_strdup_printf ("%u", port);
  Run run = { engine, request, 0, 0 };
  gint64 began_us;

  pl_target_request_set (pl_connect_request_get_peer (request), "127.0.0.1", service);
  began_us = g_get_monotonic_time ();
  while (run.n_begun < n_at_a_time)
    begin_one (&run);
  while (run.n_done < N_CONNECTIONS)
    g_main_context_iteration (NULL, TRUE);

  return (double) (g_get_monotonic_time () - began_us);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
measure (guint16 port, guint n_at_a_time)
{
  double bare[N_ROUNDS], ours[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bare[i] = run_bare (port, n_at_a_time);
      ours[i] = run_engine (port, n_at_a_time);
    }
  qsort (bare, N_ROUNDS, sizeof *bare, compare);
  qsort (ours, N_ROUNDS, sizeof *ours, compare);
  printf ("connect, %2u at a time: bare loop %.1f us, operation %.1f us each, %.2f times (bar 1.5)\n",
          n_at_a_time, bare[N_ROUNDS / 2] / N_CONNECTIONS, ours[N_ROUNDS / 2] / N_CONNECTIONS,
          ours[N_ROUNDS / 2] / bare[N_ROUNDS / 2]);
}

int
main (int argc, char **argv)
{
  guint16 port;
  GPid pid = start_server (argv[1], &port);

  measure (port, 64);
  measure (port, 1);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);

  return 0;
}
