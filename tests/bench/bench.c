/* What the benchmarks share: clocks, child processes, a client that opens, asks and floods, and the lines
 * that they print. Asserts nothing. */

#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define AT_A_TIME   64 /* connections, in churn */
#define PING_SIZE   64
#define FLOOD_BLOCK (256 * 1024)
#define PATIENCE_S  20 /* a server that is silent for so long has failed */

gint64
bench_get_time_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

double
bench_seconds_since (gint64 began_ns)
{
  return (double) (bench_get_time_ns () - began_ns) / 1e9;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Sorts VALUES; not a number if any of them is none. */
double
bench_get_median (double *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (isnan (values[i]))
      return NAN;
  qsort (values, n, sizeof *values, compare);

  return values[n / 2];
}

double
bench_get_rss_kib (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", pid);
  g_autofree char *text = NULL;
  const char *resident;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (resident = strchr (text, ' ')) == NULL)
    return NAN;

  return (double) strtol (resident, NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1024;
}

/* User and system time of all its threads: the 14th and 15th field, after a name that may have blanks. */
double
bench_get_cpu_s (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  unsigned long user, system;

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      sscanf (strrchr (text, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
              &system) != 2)
    return NAN;

  return (double) (user + system) / (double) sysconf (_SC_CLK_TCK);
}

/* Gives how many descriptors there are now. */
guint
bench_raise_limit (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);

  return (guint) MIN (limit.rlim_cur, G_MAXINT);
}

static struct sockaddr_in
get_loopback (guint16 port)
{
  return (struct sockaddr_in){ .sin_family = AF_INET,
                               .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                               .sin_port = htons (port) };
}

/* For those who can't say which one the system has given them. */
guint16
bench_find_port (void)
{
  struct sockaddr_in local = get_loopback (0);
  socklen_t size = sizeof local;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &local, size) != 0 ||
      getsockname (fd, (struct sockaddr *) &local, &size) != 0)
    g_error ("no port: %s", g_strerror (errno));
  close (fd);

  return ntohs (local.sin_port);
}

/* RET_OUTPUT: %NULL throws away what it says. */
GPid
bench_spawn (const char *const *arguments, int *ret_output)
{
  g_autoptr (GError) error = NULL;
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH;
  GPid pid;

  if (ret_output == NULL)
    flags |= G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  if (!g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, flags, NULL, NULL, &pid, NULL, ret_output,
                                 NULL, &error))
    g_error ("%s: %s", arguments[0], error->message);

  return pid;
}

void
bench_stop (GPid pid)
{
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
}

/* A socket, or -1. */
int
bench_join (guint16 port)
{
  struct sockaddr_in peer = get_loopback (port);
  struct timeval patience = { .tv_sec = PATIENCE_S };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (fd >= 0 && connect (fd, (struct sockaddr *) &peer, sizeof peer) == 0)
    return fd;

  close (fd);

  return -1;
}

/* All of them answer, so that they are certainly accepted. */
gboolean
bench_hold (guint16 port, int *fds, guint n)
{
  char byte = 'x';

  for (guint i = 0; i < n; i++)
    {
      fds[i] = bench_join (port);
      if (write (fds[i], &byte, 1) != 1 || read (fds[i], &byte, 1) != 1)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_closed (int fd)
{
  char byte;

  return read (fd, &byte, 1) == 0;
}

static gboolean
open_and_close_some (guint16 port)
{
  gboolean is_good = TRUE;
  int fds[AT_A_TIME];

  for (guint i = 0; i < AT_A_TIME; i++)
    {
      fds[i] = bench_join (port);
      shutdown (fds[i], SHUT_WR);
    }
  for (guint i = 0; i < AT_A_TIME; i++)
    {
      is_good = is_good && is_closed (fds[i]);
      close (fds[i]);
    }

  return is_good;
}

/* Connections made and closed, a second, 64 at a time; each waits for the server to close as well. */
double
bench_churn (guint16 port, guint n)
{
  gint64 began_ns = bench_get_time_ns ();
  guint n_done;

  for (n_done = 0; n_done < n; n_done += AT_A_TIME)
    if (!open_and_close_some (port))
      return NAN;

  return n_done / bench_seconds_since (began_ns);
}

static gboolean
ping (int fd)
{
  char bytes[PING_SIZE] = "ping";

  return write (fd, bytes, sizeof bytes) == sizeof bytes &&
         recv (fd, bytes, sizeof bytes, MSG_WAITALL) == sizeof bytes;
}

/* The median of single round trips of 64 bytes, in microseconds. */
double
bench_ping (guint16 port, guint n)
{
  g_autofree double *took_us = g_new (double, n);
  int fd = bench_join (port);

  ping (fd); /* some have to start a program first */
  for (guint i = 0; i < n; i++)
    {
      gint64 began_ns = bench_get_time_ns ();

      took_us[i] = ping (fd) ? bench_seconds_since (began_ns) * G_USEC_PER_SEC : NAN;
      if (isnan (took_us[i]))
        break;
    }
  close (fd);

  return bench_get_median (took_us, n);
}

/* Bytes a second that the server has read to the end. */
double
bench_flood (guint16 port, gint64 size)
{
  g_autofree char *block = g_malloc0 (FLOOD_BLOCK);
  gint64 began_ns = bench_get_time_ns ();
  int fd = bench_join (port);
  double rate = NAN;
  ssize_t n = 1;

  for (gint64 left = size; left > 0 && n > 0; left -= n)
    n = write (fd, block, FLOOD_BLOCK);
  shutdown (fd, SHUT_WR);
  if (n > 0 && is_closed (fd))
    rate = (double) size / bench_seconds_since (began_ns);
  close (fd);

  return rate;
}

static const char *
judge (double value, Bar bar)
{
  if (isnan (value))
    return "failed";
  if (bar.less ? value <= bar.aim : value >= bar.aim)
    return "aim reached";

  return (bar.less ? value <= bar.bar : value >= bar.bar) ? "bar reached" : "MISSED";
}

static const char *
get_sign (Bar bar)
{
  return bar.less ? "≤" : "≥";
}

/* VALUE beside REFERENCE, of the same run. A BAR of zeros is none: a peer that is there to be compared with.
 */
void
bench_print_ratio (const char *figure, const char *unit, double value, double reference, Bar bar)
{
  double ratio = value / reference;

  printf ("%-48s %9.1f %-6s reference %9.1f  ratio %5.2f", figure, value, unit, reference, ratio);
  if (bar.bar > 0)
    printf ("  %s %.2f, aim %.2f: %s", get_sign (bar), bar.bar, bar.aim, judge (ratio, bar));
  printf ("\n");
  fflush (stdout);
}

void
bench_print_value (const char *figure, const char *unit, double value, Bar bar)
{
  printf ("%-48s %9.1f %-6s", figure, value, unit);
  if (bar.bar > 0)
    printf ("  %s %g, aim %g: %s", get_sign (bar), bar.bar, bar.aim, judge (value, bar));
  printf ("\n");
  fflush (stdout);
}
