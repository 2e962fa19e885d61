/* portlight-cli listen beside a minimal server, turn by turn in the same run. Prints ratios, asserts nothing.
 * Usage: bench-engine REFERENCE PORTLIGHT-CLI */

#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N_ROUNDS    5
#define N_CHURN     1500
#define N_PINGS     3000
#define N_HELD      9000
#define N_SPARE     200 /* descriptors that are none of the held */
#define PING_SIZE   64
#define FLOOD_SIZE  (1024L * 1024 * 1024)
#define FLOOD_BLOCK (256 * 1024)

typedef struct
{
  const char *name;
  GPid pid;
  guint16 port;
} Server;

enum
{
  REFERENCE,
  PORTLIGHT,
  N_SERVERS,
};

static void
start (Server *server, const char **arguments)
{
  g_autoptr (GError) error = NULL;
  char line[256] = "";
  FILE *lines;
  int output;

  if (!g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                 &server->pid, NULL, &output, NULL, &error))
    g_error ("%s: %s", arguments[0], error->message);
  lines = fdopen (output, "r");
  if (fgets (line, sizeof line, lines) == NULL || strrchr (line, ':') == NULL)
    g_error ("%s did not say where it listens", arguments[0]);
  server->port = (guint16) atoi (strrchr (line, ':') + 1);
}

static void
stop (Server *server)
{
  kill (server->pid, SIGTERM);
  waitpid (server->pid, NULL, 0);
}

static void
start_both (Server servers[N_SERVERS], char **argv, const char *responder)
{
  servers[REFERENCE].name = "reference";
  servers[PORTLIGHT].name = "portlight";
  start (&servers[REFERENCE], (const char *[]){ argv[1], responder, NULL });
  start (&servers[PORTLIGHT], (const char *[]){ argv[2], "listen", "--quiet", "--backlog", "4096",
                                                "--respond", responder, "127.0.0.1", NULL });
}

static int
join (const Server *server)
{
  struct sockaddr_in peer = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                              .sin_port = htons (server->port) };
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (fd < 0 || connect (fd, (struct sockaddr *) &peer, sizeof peer) != 0)
    g_error ("connect: %s", g_strerror (errno));

  return fd;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static double
get_median (double *values, gsize n)
{
  qsort (values, n, sizeof *values, compare);

  return values[n / 2];
}

static gint64
get_time_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static double
seconds_since (gint64 began_ns)
{
  return (double) (get_time_ns () - began_ns) / 1e9;
}

/* Connections made and closed, a second; each waits for the server to close as well. */
static double
measure_churn (const Server *server)
{
  gint64 began_ns = get_time_ns ();
  char byte;

  for (guint i = 0; i < N_CHURN; i++)
    {
      int fd = join (server);

      shutdown (fd, SHUT_WR);
      if (read (fd, &byte, 1) != 0)
        g_error ("churn: not closed");
      close (fd);
    }

  return N_CHURN / seconds_since (began_ns);
}

/* The median of single round trips, in microseconds. */
static double
measure_ping (const Server *server)
{
  g_autofree double *took_us = g_new (double, N_PINGS);
  char bytes[PING_SIZE] = "ping";
  int fd = join (server);

  for (guint i = 0; i < N_PINGS; i++)
    {
      gint64 began_ns = get_time_ns ();

      if (write (fd, bytes, sizeof bytes) != sizeof bytes ||
          recv (fd, bytes, sizeof bytes, MSG_WAITALL) != sizeof bytes)
        g_error ("ping: %s", g_strerror (errno));
      took_us[i] = seconds_since (began_ns) * G_USEC_PER_SEC;
    }
  close (fd);

  return get_median (took_us, N_PINGS);
}

/* Bytes a second that the server has read to the end. */
static double
measure_flood (const Server *server)
{
  g_autofree char *block = g_malloc0 (FLOOD_BLOCK);
  gint64 began_ns = get_time_ns ();
  int fd = join (server);

  for (long left = FLOOD_SIZE; left > 0;)
    {
      ssize_t n = write (fd, block, FLOOD_BLOCK);

      if (n < 0)
        g_error ("flood: %s", g_strerror (errno));
      left -= n;
    }
  shutdown (fd, SHUT_WR);
  if (read (fd, block, 1) != 0)
    g_error ("flood: not closed");
  close (fd);

  return FLOOD_SIZE / seconds_since (began_ns);
}

typedef double (*Measure) (const Server *server);

/* Turn by turn, so that what disturbs one disturbs the other; the medians. */
static void
measure_both (Server servers[N_SERVERS], Measure measure, double ret_medians[N_SERVERS])
{
  double values[N_SERVERS][N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_SERVERS; i++)
        values[i][round] = measure (&servers[i]);
    }
  for (guint i = 0; i < N_SERVERS; i++)
    ret_medians[i] = get_median (values[i], N_ROUNDS);
}

static double
get_rss_kib (const Server *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", server->pid);
  g_autofree char *text = NULL;
  const char *resident;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (resident = strchr (text, ' ')) == NULL)
    return 0;

  return (double) strtol (resident, NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1024;
}

/* All of them answer, so that they are certainly accepted. */
static void
hold (const Server *server, int *fds, guint n)
{
  char byte = 'x';

  for (guint i = 0; i < n; i++)
    {
      fds[i] = join (server);
      if (write (fds[i], &byte, 1) != 1 || read (fds[i], &byte, 1) != 1)
        g_error ("held: %s", g_strerror (errno));
    }
}

/* Where a wake-up finds its processor idle or not decides over 5 or 50 us, and hides everything else: on one
 * core the figures are steady. What is started afterwards inherits it. */
static void
share_one_core (gboolean share)
{
  cpu_set_t cores;

  CPU_ZERO (&cores);
  for (int i = 0; i < (share ? 1 : CPU_SETSIZE); i++)
    CPU_SET (i, &cores);
  sched_setaffinity (0, sizeof cores, &cores);
}

static guint
raise_limit (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);

  return (guint) MIN (N_HELD, limit.rlim_cur - N_SPARE);
}

static void
bench_held (Server servers[N_SERVERS], guint n_held, const double without_us[N_SERVERS])
{
  g_autofree int *fds = g_new (int, n_held);

  for (guint i = 0; i < N_SERVERS; i++)
    {
      double before_kib = get_rss_kib (&servers[i]), grown_kib;
      double values[N_ROUNDS];

      hold (&servers[i], fds, n_held);
      grown_kib = get_rss_kib (&servers[i]) - before_kib;
      for (guint round = 0; round < N_ROUNDS; round++)
        values[round] = measure_ping (&servers[i]);
      printf ("held %u, %s: %.1f us a round trip, %.2f times that with none; %.2f KiB a connection\n", n_held,
              servers[i].name, get_median (values, N_ROUNDS), values[N_ROUNDS / 2] / without_us[i],
              grown_kib / n_held);
      for (guint j = 0; j < n_held; j++)
        close (fds[j]);
    }
}

int
main (int argc, char **argv)
{
  guint n_held = raise_limit ();
  Server servers[N_SERVERS];
  double medians[N_SERVERS];

  if (argc != 3)
    {
      fprintf (stderr, "Usage: %s REFERENCE PORTLIGHT-CLI\n", argv[0]);
      return 2;
    }

  share_one_core (TRUE);
  start_both (servers, argv, "echo");
  measure_both (servers, measure_ping, medians);
  printf ("round trip of %d bytes: %.1f us, reference %.1f us, ratio %.2f (less is better)\n", PING_SIZE,
          medians[PORTLIGHT], medians[REFERENCE], medians[PORTLIGHT] / medians[REFERENCE]);
  bench_held (servers, n_held, medians);
  stop (&servers[REFERENCE]);
  stop (&servers[PORTLIGHT]);

  start_both (servers, argv, "discard");
  measure_both (servers, measure_churn, medians);
  printf ("accept and close: %.0f a second, reference %.0f, ratio %.2f (more is better)\n",
          medians[PORTLIGHT], medians[REFERENCE], medians[PORTLIGHT] / medians[REFERENCE]);
  stop (&servers[REFERENCE]);
  stop (&servers[PORTLIGHT]);

  share_one_core (FALSE);
  start_both (servers, argv, "discard");
  measure_both (servers, measure_flood, medians);
  printf ("discarded: %.0f MiB a second, reference %.0f, ratio %.2f (more is better)\n",
          medians[PORTLIGHT] / 1048576, medians[REFERENCE] / 1048576,
          medians[PORTLIGHT] / medians[REFERENCE]);
  stop (&servers[REFERENCE]);
  stop (&servers[PORTLIGHT]);

  return 0;
}
