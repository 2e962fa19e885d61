/* portlight-cli listen beside a minimal server, and beside those of its kind that are installed, turn by turn
 * in the same run. Prints ratios, asserts nothing. Usage: bench-engine REFERENCE PORTLIGHT-CLI */

#include "bench.h"

#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_ROUNDS        5
#define N_CHURN         (64 * 40)
#define N_PINGS         3000
#define N_HELD          9000
#define N_SPARE         200 /* descriptors that are none of the held */
#define FLOOD_SIZE      (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define PEER_FLOOD_SIZE (G_GINT64_CONSTANT (256) * 1024 * 1024)
#define PEER_CHURN      (64 * 4)
#define WAIT_TURN_US    10000
#define WAIT_TURNS      300

typedef struct
{
  GPid pid;
  guint16 port;
} Server;

enum
{
  REFERENCE,
  PORTLIGHT,
  N_SERVERS,
};

/* Others that can listen, echo and discard. %s is the port. */
static const struct
{
  const char *program;
  const char *echo;
  const char *discard;
} peers[] = {
  { "ncat", "ncat -l -k -e /bin/cat 127.0.0.1 %s", "ncat -l -k --recv-only 127.0.0.1 %s" },
  { "socat", "socat TCP-LISTEN:%s,bind=127.0.0.1,fork,backlog=4096 PIPE",
    "socat -u TCP-LISTEN:%s,bind=127.0.0.1,fork,backlog=4096 OPEN:/dev/null" },
  { "packetsender", "packetsender --listen --tcp --bind %s --response ping",
    "packetsender --listen --tcp --bind %s" },
};

/* 1. Servers */

static void
start (Server *server, const char *const *arguments)
{
  char line[256] = "";
  FILE *lines;
  int output;

  server->pid = bench_spawn (arguments, &output);
  lines = fdopen (output, "r");
  if (fgets (line, sizeof line, lines) == NULL || strrchr (line, ':') == NULL)
    g_error ("%s did not say where it listens", arguments[0]);
  server->port = (guint16) atoi (strrchr (line, ':') + 1);
}

static void
start_both (Server servers[N_SERVERS], char **argv, const char *responder)
{
  start (&servers[REFERENCE], (const char *[]){ argv[1], responder, NULL });
  start (&servers[PORTLIGHT], (const char *[]){ argv[2], "listen", "--quiet", "--backlog", "4096",
                                                "--respond", responder, "127.0.0.1", NULL });
}

static void
stop_both (Server servers[N_SERVERS])
{
  bench_stop (servers[REFERENCE].pid);
  bench_stop (servers[PORTLIGHT].pid);
}

/* Whether somebody listens there in the end. */
static gboolean
wait_for (guint16 port)
{
  int fd = -1;

  for (guint turn = 0; turn < WAIT_TURNS && fd < 0; turn++)
    {
      fd = bench_join (port);
      if (fd < 0)
        g_usleep (WAIT_TURN_US);
    }
  if (fd >= 0)
    close (fd);

  return fd >= 0;
}

/* 2. Figures */

static double
measure_churn (const Server *server)
{
  return bench_churn (server->port, N_CHURN);
}

static double
measure_ping (const Server *server)
{
  return bench_ping (server->port, N_PINGS);
}

static double
measure_flood (const Server *server)
{
  return bench_flood (server->port, FLOOD_SIZE) / 1048576;
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
    ret_medians[i] = bench_get_median (values[i], N_ROUNDS);
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

static void
print_held (const Server *server, const char *name, guint n_held, double without_us, Bar time, Bar memory)
{
  g_autofree int *fds = g_new (int, n_held);
  g_autofree char *figure = g_strdup_printf ("round trip with %u held, %s", n_held, name);
  double before_kib = bench_get_rss_kib (server->pid), grown_kib;
  double values[N_ROUNDS];

  if (!bench_hold (server->port, fds, n_held))
    g_error ("held: not answered");
  grown_kib = bench_get_rss_kib (server->pid) - before_kib;
  for (guint round = 0; round < N_ROUNDS; round++)
    values[round] = measure_ping (server);
  bench_print_ratio (figure, "us", bench_get_median (values, N_ROUNDS), without_us, time);
  g_free (figure);
  figure = g_strdup_printf ("memory of each held, %s", name);
  bench_print_value (figure, "KiB", grown_kib / n_held, memory);
  for (guint i = 0; i < n_held; i++)
    close (fds[i]);
}

static void
print_echo (Server servers[N_SERVERS], guint n_held)
{
  double medians[N_SERVERS];

  measure_both (servers, measure_ping, medians);
  bench_print_ratio ("round trip of 64 bytes", "us", medians[PORTLIGHT], medians[REFERENCE],
                     (Bar){ TRUE, 1.2, 1.03 });
  print_held (&servers[PORTLIGHT], "portlight", n_held, medians[PORTLIGHT], (Bar){ TRUE, 1.4, 1.1 },
              (Bar){ TRUE, 2, .5 });
  print_held (&servers[REFERENCE], "reference", n_held, medians[REFERENCE], (Bar){ 0 }, (Bar){ 0 });
}

static void
print_rate (Server servers[N_SERVERS], const char *figure, const char *unit, Measure measure)
{
  double medians[N_SERVERS];

  measure_both (servers, measure, medians);
  bench_print_ratio (figure, unit, medians[PORTLIGHT], medians[REFERENCE], (Bar){ FALSE, .85, 1 });
}

/* 3. The others, once each: what is wanted is their order of magnitude */

typedef double (*MeasurePeer) (guint16 port);

static double
ping_peer (guint16 port)
{
  return bench_ping (port, N_PINGS / 10);
}

static double
churn_peer (guint16 port)
{
  return bench_churn (port, PEER_CHURN);
}

static double
flood_peer (guint16 port)
{
  return bench_flood (port, PEER_FLOOD_SIZE) / 1048576;
}

static void
print_peer (const char *program, const char *command, const char *what, const char *unit, MeasurePeer measure)
{
  guint16 port = bench_find_port ();
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_auto (GStrv) arguments = g_strsplit (command, " ", -1);
  g_autofree char *figure = g_strdup_printf ("  %s: %s", program, what);
  GPid pid;

  for (char **argument = arguments; *argument != NULL; argument++)
    {
      g_autoptr (GString) text = g_string_new (*argument);

      g_string_replace (text, "%s", number, 0);
      g_free (*argument);
      *argument = g_strdup (text->str);
    }
  pid = bench_spawn ((const char *const *) arguments, NULL);
  bench_print_value (figure, unit, wait_for (port) ? measure (port) : NAN, (Bar){ 0 });
  bench_stop (pid);
}

static void
print_peers (void)
{
  printf ("Others (nan: it did not answer, or not to the end)\n");
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      g_autofree char *path = g_find_program_in_path (peers[i].program);

      if (path == NULL)
        {
          printf ("  %s: not installed\n", peers[i].program);
          continue;
        }
      print_peer (peers[i].program, peers[i].echo, "round trip of 64 bytes", "us", ping_peer);
      print_peer (peers[i].program, peers[i].discard, "accepted and closed", "/s", churn_peer);
      print_peer (peers[i].program, peers[i].discard, "discarded", "MiB/s", flood_peer);
    }
}

int
main (int argc, char **argv)
{
  guint n_held = MIN (N_HELD, bench_raise_limit () - N_SPARE);
  Server servers[N_SERVERS];

  if (argc != 3)
    {
      fprintf (stderr, "Usage: %s REFERENCE PORTLIGHT-CLI\n", argv[0]);
      return 2;
    }
  signal (SIGPIPE, SIG_IGN);

  share_one_core (TRUE);
  start_both (servers, argv, "echo");
  print_echo (servers, n_held);
  stop_both (servers);

  start_both (servers, argv, "discard");
  print_rate (servers, "accepted and closed, 64 at a time", "/s", measure_churn);
  stop_both (servers);

  share_one_core (FALSE);
  start_both (servers, argv, "discard");
  print_rate (servers, "discarded, 4 GiB", "MiB/s", measure_flood);
  stop_both (servers);

  print_peers ();

  return 0;
}
