/* What is asked of a socket while somebody looks on: options, queues, TCP_INFO, and the states it goes
 * through to its very end. Compared with what others say of the same socket. */
#include "core/connection/pl-monitor.h"
#include "core/connection/pl-socket-calls.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MIB    (1024 * 1024)
#define FD_MAX 256

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
  PlListener *listener;
  PlSocket *socket; /* accepted from @fd */
  PlMonitor *monitor;
  int fd;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new ((PlPace){ .frame_ms = 1, .rows_min = G_MAXUINT, .is_for_window = TRUE });
  fixture->fd = -1;
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->monitor);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->socket);
  pl_fake_resolver_uninstall (fixture->resolver);
  if (fixture->fd >= 0)
    close (fixture->fd);
  g_free (fixture);

  return 0;
}

static void
watch (Fixture *fixture, gpointer socket)
{
  fixture->socket = g_object_ref (socket);
  fixture->monitor = pl_monitor_new (socket);
  pl_monitor_start (fixture->monitor);
}

static void
join (Fixture *fixture, const char *host, const PlAddress *to)
{
  PlEnd local, peer;

  fixture->listener = pl_test_engine_listen (fixture->engine, host, "", PL_LISTEN_ANY, PL_RESPONDER_NONE,
                                             NULL);
  assert_non_null (fixture->listener);
  peer = *pl_socket_get_local (PL_SOCKET (fixture->listener));
  if (to != NULL)
    peer.address = *to;
  fixture->fd = pl_test_connect (&peer);
  assert_true (fixture->fd >= 0);
  pl_test_get_ends (fixture->fd, &local, &peer);
  if (to != NULL)
    local.address = (PlAddress){ PL_FAMILY_IPV6, { [10] = 0xff, 0xff, 127, 0, 0, 1 } };

  g_autoptr (PlConnection) connection = pl_test_engine_accepted (fixture->engine, &local);

  watch (fixture, connection);
}

static void
close_peer (Fixture *fixture)
{
  close (fixture->fd);
  fixture->fd = -1;
}

static const PlSample *
wait_for_sample (Fixture *fixture)
{
  pl_test_wait_until (pl_monitor_get_last (fixture->monitor) != NULL);

  return pl_monitor_get_last (fixture->monitor);
}

/* The engine's own descriptor: it is in this process, too. */
static int
find_fd (PlSocket *socket)
{
  for (int fd = 3; fd < FD_MAX; fd++)
    {
      PlEnd local = { 0 }, peer = { 0 };

      pl_test_get_ends (fd, &local, &peer);
      if (pl_end_equal (&local, pl_socket_get_local (socket)) &&
          (!pl_end_is_known (pl_socket_get_peer (socket)) ||
           pl_end_equal (&peer, pl_socket_get_peer (socket))))
        return fd;
    }
  fail_msg ("the socket is not in this process");

  return -1;
}

static int
get_option (int fd, int level, int option)
{
  int value = -1;
  socklen_t size = sizeof value;

  assert_int_equal (getsockopt (fd, level, option, &value, &size), 0);

  return value;
}

static const PlSample *
set_option (Fixture *fixture, PlOption option, int value)
{
  gint64 before_us = wait_for_sample (fixture)->at_us;

  pl_monitor_set_option (fixture->monitor, option, value);
  pl_test_wait_until (pl_monitor_get_last (fixture->monitor)->at_us > before_us &&
                      pl_monitor_get_last (fixture->monitor)->has_changed);
  assert_int_equal (pl_monitor_get_last (fixture->monitor)->changed, option);

  return pl_monitor_get_last (fixture->monitor);
}

static void
assert_takes (Fixture *fixture, PlOption option, int value)
{
  const PlSample *sample = set_option (fixture, option, value);

  assert_int_equal (sample->code, 0);
  assert_int_equal (sample->options[option], value);
}

static void
assert_refuses (Fixture *fixture, PlOption option, int value, int code)
{
  int before = wait_for_sample (fixture)->options[option];
  const PlSample *sample = set_option (fixture, option, value);

  assert_int_equal (sample->code, code);
  assert_int_equal (sample->options[option], before);
}

/* 1. Options */

static void
test_options (void **state)
{
  Fixture *fixture = *state;
  int fd, size;

  join (fixture, "127.0.0.1", NULL);
  fd = find_fd (fixture->socket);

  assert_takes (fixture, PL_OPTION_NO_DELAY, 0); /* a listener's is on */
  assert_int_equal (get_option (fd, IPPROTO_TCP, TCP_NODELAY), 0);
  assert_takes (fixture, PL_OPTION_KEEP_ALIVE, 1);
  assert_int_equal (get_option (fd, SOL_SOCKET, SO_KEEPALIVE), 1);
  assert_takes (fixture, PL_OPTION_KEEP_IDLE, 11);
  assert_int_equal (get_option (fd, IPPROTO_TCP, TCP_KEEPIDLE), 11);
  assert_takes (fixture, PL_OPTION_KEEP_INTERVAL, 12);
  assert_int_equal (get_option (fd, IPPROTO_TCP, TCP_KEEPINTVL), 12);
  assert_takes (fixture, PL_OPTION_KEEP_COUNT, 3);
  assert_int_equal (get_option (fd, IPPROTO_TCP, TCP_KEEPCNT), 3);
  assert_takes (fixture, PL_OPTION_USER_TIMEOUT, 1500);
  assert_int_equal (get_option (fd, IPPROTO_TCP, TCP_USER_TIMEOUT), 1500);
  assert_takes (fixture, PL_OPTION_HOP_LIMIT, 33);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_TTL), 33);
  assert_takes (fixture, PL_OPTION_TRAFFIC_CLASS, 16);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_TOS), 16);

  size = set_option (fixture, PL_OPTION_SEND_BUFFER, 20000)->options[PL_OPTION_SEND_BUFFER];
  assert_int_equal (size, 40000); /* twice, for what the system needs itself: socket(7) */
  assert_int_equal (get_option (fd, SOL_SOCKET, SO_SNDBUF), size);
  assert_int_equal (wait_for_sample (fixture)->options[PL_OPTION_V6ONLY], PL_OPTION_NONE);
  assert_int_equal (wait_for_sample (fixture)->options[PL_OPTION_MULTICAST_HOPS], PL_OPTION_NONE);
}

static gboolean
has_call (PlSocket *socket, guint32 kind, int name, int value)
{
  PlCalls *calls = pl_socket_get_calls (socket);
  guint n = calls != NULL ? pl_calls_get_n (calls) : 0;

  for (guint i = 0; i < n; i++)
    {
      const PlCall *call = pl_calls_get (calls, i);

      if (call->kind == kind && call->option.name == name && call->option.value[0] == value)
        return TRUE;
    }

  return FALSE;
}

/* What somebody sets is among the calls of the socket, and what it became; what is only looked at is not. */
static void
test_calls (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  wait_for_sample (fixture);
  pl_socket_watch_calls (fixture->socket);
  pl_test_wait_until (pl_socket_get_calls (fixture->socket) != NULL);
  assert_false (has_call (fixture->socket, PL_CALL_GETSOCKOPT, SO_SNDBUF,
                          wait_for_sample (fixture)->options[PL_OPTION_SEND_BUFFER]));
  set_option (fixture, PL_OPTION_SEND_BUFFER, 20000);
  pl_test_wait_until (has_call (fixture->socket, PL_CALL_SETSOCKOPT, SO_SNDBUF, 20000));
  assert_true (has_call (fixture->socket, PL_CALL_GETSOCKOPT, SO_SNDBUF, 40000));
  pl_socket_unwatch_calls (fixture->socket);
}

static void
test_refused_options (void **state)
{
  Fixture *fixture = *state;
  guint n_names = g_strv_length ((GStrv) pl_option_get_congestion_names ());

  join (fixture, "127.0.0.1", NULL);
  assert_refuses (fixture, PL_OPTION_HOP_LIMIT, 256, EINVAL);
  assert_refuses (fixture, PL_OPTION_HOP_LIMIT, 0, EINVAL);
  assert_refuses (fixture, PL_OPTION_KEEP_IDLE, 40000, EINVAL);
  assert_refuses (fixture, PL_OPTION_KEEP_COUNT, 0, EINVAL);
  assert_refuses (fixture, PL_OPTION_CONGESTION, (int) n_names, EINVAL);
  assert_refuses (fixture, PL_OPTION_V6ONLY, 1, ENOPROTOOPT);
}

static void
test_congestion (void **state)
{
  Fixture *fixture = *state;
  const char *const *names = pl_option_get_congestion_names ();
  const PlSample *sample;
  char name[16] = "";
  socklen_t size = sizeof name;
  int reno = 0;

  while (names[reno] != NULL && strcmp (names[reno], "reno") != 0) /* every kernel has it, for everybody */
    reno++;
  assert_non_null (names[reno]);
  join (fixture, "127.0.0.1", NULL);
  sample = set_option (fixture, PL_OPTION_CONGESTION, reno);
  assert_int_equal (sample->code, 0);
  assert_int_equal (sample->options[PL_OPTION_CONGESTION], reno);
  assert_int_equal (getsockopt (find_fd (fixture->socket), IPPROTO_TCP, TCP_CONGESTION, name, &size), 0);
  assert_string_equal (name, "reno");
}

static void
test_ipv6_options (void **state)
{
  Fixture *fixture = *state;
  const PlEnd *local;

  if (!pl_test_has_ipv6 ())
    return;

  join (fixture, "::1", NULL);
  local = pl_socket_get_local (fixture->socket);
  assert_string_equal (pl_option_get_name (PL_OPTION_HOP_LIMIT, local), "IPV6_UNICAST_HOPS");
  assert_takes (fixture, PL_OPTION_HOP_LIMIT, 33);
  assert_int_equal (get_option (find_fd (fixture->socket), IPPROTO_IPV6, IPV6_UNICAST_HOPS), 33);
  assert_takes (fixture, PL_OPTION_TRAFFIC_CLASS, 32);
  assert_int_equal (get_option (find_fd (fixture->socket), IPPROTO_IPV6, IPV6_TCLASS), 32);
  assert_int_equal (wait_for_sample (fixture)->options[PL_OPTION_V6ONLY], 1);
}

/* An IPv6 socket whose packets are IPv4. */
static void
test_mapped_options (void **state)
{
  Fixture *fixture = *state;
  const PlAddress loopback = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } };

  if (!pl_test_has_ipv6 ())
    return;

  join (fixture, "", &loopback);
  assert_string_equal (pl_option_get_name (PL_OPTION_HOP_LIMIT, pl_socket_get_local (fixture->socket)),
                       "IP_TTL");
  assert_takes (fixture, PL_OPTION_HOP_LIMIT, 33);
  assert_int_equal (get_option (find_fd (fixture->socket), IPPROTO_IP, IP_TTL), 33);
}

static void
test_listener (void **state)
{
  Fixture *fixture = *state;
  const PlSample *sample;

  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                             PL_RESPONDER_NONE, NULL);
  watch (fixture, fixture->listener);
  sample = wait_for_sample (fixture);
  assert_int_equal (sample->state, PL_TCP_LISTEN);
  assert_false (sample->has_info);
  assert_int_equal (sample->accept_queue, 0);
  assert_int_equal (sample->accept_limit,
                    pl_listen_request_get_backlog (pl_listener_get_request (fixture->listener)));
  assert_int_equal (sample->options[PL_OPTION_REUSE_ADDRESS], 1);
  assert_int_equal (pl_monitor_get_path (fixture->monitor)->n_states, 2);
}

static void
bind_unconnected (Fixture *fixture, const char *hostspec)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  PlTestResult stored = { NULL };

  g_object_set (pl_listen_request_get_cast (request), "hops", 5, NULL);
  pl_target_request_set (pl_listen_request_get_local (request), hostspec, "");
  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  pl_engine_listen_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  fixture->listener = pl_engine_listen_finish (fixture->engine, stored.result, NULL);
  g_clear_object (&stored.result);
  assert_non_null (fixture->listener);

  watch (fixture, fixture->listener);
}

/* A UDP socket has options, queues and nothing else. */
static void
test_unconnected (void **state)
{
  Fixture *fixture = *state;
  const PlSample *sample;

  bind_unconnected (fixture, "127.0.0.1");
  sample = wait_for_sample (fixture);
  assert_true (sample->has_options);
  assert_int_equal (sample->state, PL_TCP_NONE);
  assert_int_equal (sample->receive_queue, 0);
  assert_true (sample->options[PL_OPTION_RECEIVE_BUFFER] > 0);
}

/* An IPv6 socket that takes IPv4 talks to the groups of both alike. */
static void
test_multicast_options (void **state)
{
  Fixture *fixture = *state;
  int fd;

  bind_unconnected (fixture, "127.0.0.1");
  fd = find_fd (PL_SOCKET (fixture->listener));
  assert_takes (fixture, PL_OPTION_BROADCAST, 1);
  assert_int_equal (get_option (fd, SOL_SOCKET, SO_BROADCAST), 1);
  assert_takes (fixture, PL_OPTION_MULTICAST_HOPS, 9);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_TTL), 9);
  assert_refuses (fixture, PL_OPTION_MULTICAST_HOPS, 256, EINVAL);
  assert_takes (fixture, PL_OPTION_MULTICAST_LOOP, 0);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_LOOP), 0);
  assert_takes (fixture, PL_OPTION_MULTICAST_ALL, 0);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_ALL), 0);
}

static void
test_multicast_options_of_both (void **state)
{
  Fixture *fixture = *state;
  int fd;

  if (!pl_test_has_ipv6 ())
    return;

  bind_unconnected (fixture, "");
  fd = find_fd (PL_SOCKET (fixture->listener));
  assert_int_equal (get_option (fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS), 5); /* as was asked for */
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_TTL), 5);
  assert_takes (fixture, PL_OPTION_MULTICAST_HOPS, 9);
  assert_int_equal (get_option (fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS), 9);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_TTL), 9);
  assert_takes (fixture, PL_OPTION_MULTICAST_LOOP, 0);
  assert_int_equal (get_option (fd, IPPROTO_IP, IP_MULTICAST_LOOP), 0);
}

/* 2. Queues and TCP_INFO */

static void
test_send_queue (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (24 * MIB), 24 * MIB);
  int size = -1;

  join (fixture, "127.0.0.1", NULL);
  pl_connection_send (PL_CONNECTION (fixture->socket), bytes); /* and nobody reads */
  pl_test_wait_until (ioctl (find_fd (fixture->socket), SIOCOUTQ, &size) == 0 && size > 0 &&
                      pl_monitor_get_last (fixture->monitor) != NULL &&
                      pl_monitor_get_last (fixture->monitor)->send_queue == size);
  assert_int_equal (pl_monitor_get_last (fixture->monitor)->receive_queue, 0);
}

static double
find_number (const char *text, const char *key)
{
  const char *found = strstr (text, key);

  if (found == NULL)
    fail_msg ("there is no %s in “%s”", key, text);

  return g_ascii_strtod (found + strlen (key), NULL);
}

/* ss(8) asks through another door. */
static void
test_against_ss (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *ss = g_find_program_in_path ("ss");
  g_autofree char *output = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (MIB), MIB);
  g_autofree char *sink = g_malloc (MIB);
  gsize n_read = 0;
  int status = -1;
  const PlSample *sample;

  if (ss == NULL)
    {
      print_message ("no ss here: left out\n");
      return;
    }

  join (fixture, "127.0.0.1", NULL);
  pl_connection_send (PL_CONNECTION (fixture->socket), bytes);
  while (n_read < MIB)
    {
      gssize n = recv (fixture->fd, sink, MIB, MSG_DONTWAIT);

      n_read += n > 0 ? (gsize) n : 0;
      pl_test_iterate ();
    }
  pl_test_wait_until (pl_monitor_get_last (fixture->monitor) != NULL &&
                      pl_socket_get_sent (fixture->socket) == MIB &&
                      pl_monitor_get_last (fixture->monitor)->send_queue == 0 &&
                      pl_monitor_get_last (fixture->monitor)->info.delivery_rate > 0);
  command = g_strdup_printf ("ss -tinmH sport = :%u and dport = :%u",
                             pl_socket_get_local (fixture->socket)->port,
                             pl_socket_get_peer (fixture->socket)->port);
  assert_true (g_spawn_command_line_sync (command, &output, NULL, &status, NULL));
  assert_int_equal (status, 0);

  sample = pl_monitor_get_last (fixture->monitor);
  assert_int_equal (sample->state, PL_TCP_ESTABLISHED);
  assert_int_equal (sample->info.window, (guint) find_number (output, "cwnd:"));
  assert_int_equal (sample->info.segment_size, (guint) find_number (output, " mss:"));
  assert_true (ABS ((double) sample->info.rtt_us / 1000 - find_number (output, " rtt:")) < 0.001);
  assert_true (sample->info.rtt_least_us > 0 && sample->info.rtt_least_us <= sample->info.rtt_us);
  assert_int_equal (sample->options[PL_OPTION_SEND_BUFFER], (int) find_number (output, ",tb"));
  if (strstr (output, " retrans:") != NULL) /* a slow reader of this test has the kernel probe */
    assert_int_equal (sample->info.n_sent_again, (guint) find_number (strstr (output, " retrans:"), "/"));
  else
    assert_int_equal (sample->info.n_sent_again, 0);
}

/* Whoever does not look on costs nothing. */
static void
test_stop (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlMonitor) other = NULL;
  gint64 stopped_us;
  guint n;

  join (fixture, "127.0.0.1", NULL);
  wait_for_sample (fixture);
  pl_monitor_stop (fixture->monitor);
  stopped_us = pl_monitor_get_last (fixture->monitor)->at_us;

  other = pl_monitor_new (PL_SOCKET (fixture->listener));
  pl_monitor_start (other);
  pl_test_wait_until ((pl_monitor_get_samples (other, &n), n >= 3));
  assert_int_equal (pl_monitor_get_last (fixture->monitor)->at_us, stopped_us);

  pl_monitor_start (fixture->monitor); /* and goes on where it was */
  pl_test_wait_until ((pl_monitor_get_samples (fixture->monitor, &n), n >= 2));
}

/* 3. The way through the states */

static void
assert_way (Fixture *fixture, const char *expected)
{
  const PlTcpPath *path = pl_monitor_get_path (fixture->monitor);
  g_autoptr (GString) way = g_string_new (NULL);

  for (guint i = 0; i < path->n_states; i++)
    {
      gboolean is_seen = i > 0 && pl_tcp_path_has_edge (path, path->states[i - 1], path->states[i]);

      if (i > 0)
        g_string_append (way, is_seen ? " - " : " ? ");
      g_string_append (way, pl_tcp_state_to_string (path->states[i]));
    }
  assert_string_equal (way->str, expected);
}

static void
wait_for_state (Fixture *fixture, PlTcpState state)
{
  pl_test_wait_until (pl_tcp_path_get_state (pl_monitor_get_path (fixture->monitor)) == state);
}

#define WAY "CLOSED - LISTEN - SYN-RECEIVED - ESTABLISHED"

static void
test_half_close (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *sentence = NULL;

  join (fixture, "127.0.0.1", NULL);
  wait_for_sample (fixture);
  assert_way (fixture, WAY);
  sentence = pl_tcp_path_dup_sentence (pl_monitor_get_path (fixture->monitor));
  assert_string_equal (sentence, "State: ESTABLISHED, came by way of LISTEN, SYN-RECEIVED");

  pl_connection_shut_down (PL_CONNECTION (fixture->socket));
  wait_for_state (fixture, PL_TCP_FIN_WAIT_2);
  assert_way (fixture, WAY " - FIN-WAIT-1 - FIN-WAIT-2");

  close_peer (fixture);
  wait_for_state (fixture, PL_TCP_TIME_WAIT);
  assert_way (fixture, WAY " - FIN-WAIT-1 - FIN-WAIT-2 - TIME-WAIT");
  pl_test_wait_until (pl_monitor_get_last (fixture->monitor)->left_ms > 0);
  assert_true (pl_monitor_get_last (fixture->monitor)->left_ms <= 60 * 1000);
  assert_true (pl_socket_is_over (fixture->socket));
  assert_true (pl_monitor_is_running (fixture->monitor));
}

/* After close() there is no descriptor any more, and the kernel goes on by itself. */
static void
test_close_here (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  wait_for_sample (fixture);
  pl_socket_close (fixture->socket);
  wait_for_state (fixture, PL_TCP_FIN_WAIT_2);
  assert_true (pl_socket_is_over (fixture->socket));
  assert_way (fixture, WAY " - FIN-WAIT-1 - FIN-WAIT-2");
  assert_false (pl_monitor_get_last (fixture->monitor)->has_options);

  close_peer (fixture);
  wait_for_state (fixture, PL_TCP_TIME_WAIT);
}

/* A row of long ago: only what is left of it can be seen. */
static void
test_followed_late (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  g_clear_object (&fixture->monitor);
  pl_socket_close (fixture->socket);
  pl_test_wait_until (pl_socket_is_over (fixture->socket));
  close_peer (fixture);

  fixture->monitor = pl_monitor_new (fixture->socket);
  assert_way (fixture, WAY);
  pl_monitor_start (fixture->monitor);
  wait_for_state (fixture, PL_TCP_TIME_WAIT);
  assert_true (
      pl_tcp_path_has_edge (pl_monitor_get_path (fixture->monitor), PL_TCP_ESTABLISHED, PL_TCP_FIN_WAIT_1));
}

static void
test_peer_closes (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  close_peer (fixture);
  wait_for_state (fixture, PL_TCP_CLOSED);
  assert_way (fixture, WAY " - CLOSE-WAIT - LAST-ACK - CLOSED");
  pl_test_wait_until (!pl_monitor_is_running (fixture->monitor));
}

static void
test_abort (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  pl_connection_abort (PL_CONNECTION (fixture->socket));
  wait_for_state (fixture, PL_TCP_CLOSED);
  assert_way (fixture, WAY " ? CLOSED");
}

static void
test_refused (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", pl_test_free_port (AF_INET));
  g_autoptr (PlSocket) socket = NULL;

  assert_null (pl_test_engine_connect (fixture->engine, request, NULL));
  socket = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 0);
  watch (fixture, socket);
  assert_way (fixture, "CLOSED - SYN-SENT ? CLOSED");
  pl_test_wait_until (!pl_monitor_is_running (fixture->monitor));
}

/* Nobody hands on what the kernel says of a row that is listed no more. */
static void
test_removed (void **state)
{
  Fixture *fixture = *state;

  join (fixture, "127.0.0.1", NULL);
  wait_for_sample (fixture);
  pl_socket_close (fixture->socket);
  wait_for_state (fixture, PL_TCP_FIN_WAIT_2);
  pl_engine_clear_finished (fixture->engine);
  pl_test_wait_until (!pl_monitor_is_running (fixture->monitor));
  pl_test_assert_finalized (fixture->engine);
  pl_monitor_start (fixture->monitor);
  pl_monitor_set_option (fixture->monitor, PL_OPTION_NO_DELAY, 1);
  pl_test_wait_until (!pl_monitor_is_running (fixture->monitor));
}

static void
test_gaps (void **state)
{
  PlTcpPath path = { { PL_TCP_NEW, PL_TCP_SYN_SENT }, 2 };

  pl_tcp_path_add (&path, PL_TCP_TIME_WAIT); /* FIN-WAIT-2 or CLOSING, nobody knows */
  assert_int_equal (path.n_states, 5);
  assert_int_equal (path.states[2], PL_TCP_ESTABLISHED);
  assert_int_equal (path.states[3], PL_TCP_FIN_WAIT_1);
  assert_int_equal (path.states[4], PL_TCP_TIME_WAIT);
  assert_false (pl_tcp_path_has_edge (&path, PL_TCP_FIN_WAIT_1, PL_TCP_TIME_WAIT));

  pl_tcp_path_add (&path, PL_TCP_ESTABLISHED); /* told late */
  pl_tcp_path_add (&path, PL_TCP_NONE);
  assert_int_equal (pl_tcp_path_get_state (&path), PL_TCP_TIME_WAIT);
  pl_tcp_path_add (&path, PL_TCP_CLOSED);
  assert_true (pl_tcp_path_has_edge (&path, PL_TCP_TIME_WAIT, PL_TCP_CLOSED));

  path = (PlTcpPath){ { PL_TCP_ESTABLISHED, PL_TCP_CLOSE_WAIT }, 2 }; /* a reset asks nobody */
  pl_tcp_path_add (&path, PL_TCP_CLOSED);
  assert_int_equal (path.n_states, 3);
  assert_false (pl_tcp_path_has_edge (&path, PL_TCP_CLOSE_WAIT, PL_TCP_CLOSED));
}

#define test(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test (test_options),
    test (test_calls),
    test (test_refused_options),
    test (test_congestion),
    test (test_ipv6_options),
    test (test_mapped_options),
    test (test_listener),
    test (test_unconnected),
    test (test_multicast_options),
    test (test_multicast_options_of_both),
    test (test_send_queue),
    test (test_against_ss),
    test (test_stop),
    test (test_half_close),
    test (test_close_here),
    test (test_followed_late),
    test (test_peer_closes),
    test (test_abort),
    test (test_refused),
    test (test_removed),
    cmocka_unit_test (test_gaps),
  };

  return cmocka_run_group_tests_name ("monitor", tests, NULL, NULL);
}
