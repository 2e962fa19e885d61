/* What several tests need: waiting with a deadline, plain sockets, and what the kernel says of them. */

#include "support/pl-test.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOOK_AGAIN_MS 5 /* for conditions that no event of the main context tells of */

static gboolean
woken_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * pl_test_iterate:
 *
 * Runs the main context once; returns after a few milliseconds even if nothing happens.
 */
void
pl_test_iterate (void)
{
  guint id = g_timeout_add (LOOK_AGAIN_MS, woken_cb, NULL);
  GSource *source = g_source_ref (g_main_context_find_source_by_id (NULL, id));

  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
  g_source_unref (source);
}

/**
 * pl_test_store_result:
 * @source: (nullable): ignored
 * @result: kept
 * @user_data: a [struct@Pl.TestResult]
 *
 * A `GAsyncReadyCallback`.
 */
void
pl_test_store_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PlTestResult *stored = user_data;

  g_set_object (&stored->result, result);
  stored->n_calls++;
}

static PlEnd
get_loopback (int family, guint16 port)
{
  PlEnd end = { .port = port };

  if (family == AF_INET6)
    end.address = (PlAddress){ PL_FAMILY_IPV6, { [15] = 1 } };
  else
    end.address = (PlAddress){ PL_FAMILY_IPV4, { 127, 0, 0, 1 } };

  return end;
}

/**
 * pl_test_listen:
 * @family: AF_INET or AF_INET6
 * @port: 0 for a free one
 * @backlog: of listen(); -1 to bind only
 * @ret_local: (out): where
 *
 * Returns: a blocking socket on loopback, or -1
 */
int
pl_test_listen (int family, guint16 port, int backlog, PlEnd *ret_local)
{
  int fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  PlEnd wanted = get_loopback (family, port);
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (&wanted, &storage);
  PlEnd nobody;

  if (fd < 0)
    return -1;
  if (bind (fd, (struct sockaddr *) &storage, size) != 0 || (backlog >= 0 && listen (fd, backlog) != 0))
    {
      close (fd);
      return -1;
    }
  pl_test_get_ends (fd, ret_local, &nobody);

  return fd;
}

/**
 * pl_test_connect:
 * @peer: somebody on this computer
 *
 * Returns: a connected, blocking socket that gives up waiting after the deadline; or -1
 */
int
pl_test_connect (const PlEnd *peer)
{
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (peer, &storage);
  struct timeval patience = { .tv_sec = PL_TEST_DEADLINE_US / G_TIME_SPAN_SECOND };
  int fd = socket (storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect (fd, (struct sockaddr *) &storage, size) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

/**
 * pl_test_accept:
 * @fd: a listening socket
 *
 * Returns: the next connection, waiting for it without the main context; or -1 after the deadline
 */
int
pl_test_accept (int fd)
{
  struct timeval patience = { .tv_sec = PL_TEST_DEADLINE_US / G_TIME_SPAN_SECOND };
  int accepted;

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  accepted = accept4 (fd, NULL, NULL, SOCK_CLOEXEC);
  setsockopt (accepted, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (accepted, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);

  return accepted;
}

/**
 * pl_test_reset:
 * @fd: (transfer full): a connected socket
 *
 * Closes it with a RST.
 */
void
pl_test_reset (int fd)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close (fd);
}

/**
 * pl_test_get_ends:
 * @fd: a socket
 * @ret_local: (out): its own end
 * @ret_peer: (out): the other one, unknown if there is none
 *
 * Reads both ends as plainly as can be.
 */
void
pl_test_get_ends (int fd, PlEnd *ret_local, PlEnd *ret_peer)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t size = sizeof storage;

  getsockname (fd, (struct sockaddr *) &storage, &size);
  pl_end_from_sockaddr (ret_local, &storage);

  storage.ss_family = AF_UNSPEC;
  size = sizeof storage;
  getpeername (fd, (struct sockaddr *) &storage, &size);
  pl_end_from_sockaddr (ret_peer, &storage);
}

/**
 * pl_test_free_port:
 * @family: AF_INET or AF_INET6
 *
 * The system deals out none of these ports, so that nobody else who connects gets it in the meantime.
 *
 * Returns: a port of loopback that nobody listens on
 */
guint16
pl_test_free_port (int family)
{
  PlEnd end;
  int fd;

  do
    fd = pl_test_listen (family, (guint16) g_random_int_range (10000, 32768), -1, &end);
  while (fd < 0);
  close (fd);

  return end.port;
}

/**
 * pl_test_has_ipv6:
 *
 * Returns: whether this computer has an IPv6 loopback
 */
gboolean
pl_test_has_ipv6 (void)
{
  PlEnd end;
  int fd = pl_test_listen (AF_INET6, 0, -1, &end);

  if (fd < 0)
    {
      print_message ("no IPv6 here: left out\n");
      return FALSE;
    }
  close (fd);

  return TRUE;
}

/* proc(5): 32-bit words as the processor has them, then the port. */
static void
append_proc_end (GString *row, const PlEnd *end)
{
  gsize size = pl_address_get_size (&end->address);

  g_string_append_c (row, ' ');
  for (gsize i = 0; i < size; i += 4)
    {
      guint32 word;

      memcpy (&word, end->address.bytes + i, sizeof word);
      g_string_append_printf (row, "%08X", word);
    }
  g_string_append_printf (row, ":%04X", end->port);
}

static gboolean
is_in_table (const char *path, const PlEnd *local, const PlEnd *peer, int state)
{
  PlEnd nobody = { .address.family = local->address.family };
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *table = NULL;

  append_proc_end (row, local);
  append_proc_end (row, pl_end_is_known (peer) ? peer : &nobody);
  g_string_append_printf (row, " %02X ", state);
  g_file_get_contents (path, &table, NULL, NULL);

  return table != NULL && strstr (table, row->str) != NULL;
}

/**
 * pl_test_in_proc:
 * @local: an end
 * @peer: the other end; an unknown one stands for that of a listener
 * @state: such as %PL_TEST_ESTABLISHED
 *
 * Returns: whether `/proc/net/tcp` or `/proc/net/tcp6` has just this row
 */
gboolean
pl_test_in_proc (const PlEnd *local, const PlEnd *peer, int state)
{
  gboolean is_ipv6 = local->address.family == PL_FAMILY_IPV6;

  return is_in_table (is_ipv6 ? "/proc/net/tcp6" : "/proc/net/tcp", local, peer, state);
}

/**
 * pl_test_in_proc_udp:
 * @local: an end
 * @peer: the other end; an unknown one stands for that of an unconnected socket
 * @state: %PL_TEST_CONNECTED or %PL_TEST_UNCONNECTED
 *
 * Returns: whether `/proc/net/udp` or `/proc/net/udp6` has just this row
 */
gboolean
pl_test_in_proc_udp (const PlEnd *local, const PlEnd *peer, int state)
{
  gboolean is_ipv6 = local->address.family == PL_FAMILY_IPV6;

  return is_in_table (is_ipv6 ? "/proc/net/udp6" : "/proc/net/udp", local, peer, state);
}

/**
 * pl_test_bind_datagrams:
 * @address: such as "127.0.0.1"
 * @port: or 0
 * @ret_local: (out): where
 *
 * Returns: a blocking UDP socket with a deadline, or -1
 */
int
pl_test_bind_datagrams (const char *address, guint16 port, PlEnd *ret_local)
{
  PlEnd end = { .port = port }, nobody;
  PlAddressText text;
  struct timeval deadline = { .tv_sec = PL_TEST_DEADLINE_US / G_TIME_SPAN_SECOND };
  struct sockaddr_storage storage;
  socklen_t size;
  int fd;

  if (!pl_address_parse (address, -1, &text))
    return -1;
  end.address = text.address;
  size = pl_end_to_sockaddr (&end, &storage);
  fd = socket (storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
  if (bind (fd, (struct sockaddr *) &storage, size) != 0)
    {
      close (fd);
      return -1;
    }
  pl_test_get_ends (fd, ret_local, &nobody);

  return fd;
}

/**
 * pl_test_receive:
 * @fd: of pl_test_bind_datagrams()
 * @buffer: room
 * @size: bytes in @buffer
 * @ret_peer: (out): whence
 *
 * Returns: the size of the next datagram, or -1 after the deadline
 */
gssize
pl_test_receive (int fd, void *buffer, gsize size, PlEnd *ret_peer)
{
  struct sockaddr_storage storage = { .ss_family = AF_UNSPEC };
  socklen_t length = sizeof storage;
  gssize n = recvfrom (fd, buffer, size, 0, (struct sockaddr *) &storage, &length);

  pl_end_from_sockaddr (ret_peer, &storage);

  return n;
}

/**
 * pl_test_send_to:
 * @fd: of pl_test_bind_datagrams()
 * @data: payload
 * @size: bytes in @data
 * @peer: whither
 *
 * Returns: @size, or -1
 */
gssize
pl_test_send_to (int fd, const void *data, gsize size, const PlEnd *peer)
{
  struct sockaddr_storage storage;
  socklen_t length = pl_end_to_sockaddr (peer, &storage);

  return sendto (fd, data, size, 0, (struct sockaddr *) &storage, length);
}

/**
 * pl_test_connect_request:
 * @hostspec: whom to connect to
 * @port: where
 *
 * Returns: (transfer full): a request with the usual options
 */
PlConnectRequest *
pl_test_connect_request (const char *hostspec, guint16 port)
{
  PlConnectRequest *request = pl_connect_request_new ();
  g_autofree char *service = g_strdup_printf ("%u", port);

  pl_target_request_set (pl_connect_request_get_peer (request), hostspec, service);

  return request;
}

/**
 * pl_test_engine_connect:
 * @engine: an engine
 * @request: what to connect to
 * @error: of the operation
 *
 * Returns: (transfer full) (nullable): the connection
 */
PlConnection *
pl_test_engine_connect (PlEngine *engine, PlConnectRequest *request, GError **error)
{
  PlTestResult stored = { NULL };
  PlConnection *connection;

  pl_engine_connect_async (engine, request, NULL, pl_test_store_result, &stored);
  assert_int_equal (stored.n_calls, 0);
  pl_test_wait_until (stored.n_calls > 0);
  assert_int_equal (stored.n_calls, 1);
  connection = pl_engine_connect_finish (engine, stored.result, error);
  g_clear_object (&stored.result);

  return connection;
}

/**
 * pl_test_engine_listen:
 * @engine: an engine
 * @hostspec: where; "" for every address
 * @service: such as "0"
 * @family: which families
 * @responder: what accepted connections do
 * @error: of the operation
 *
 * Returns: (transfer full) (nullable): the listener
 */
PlListener *
pl_test_engine_listen (PlEngine *engine,
                       const char *hostspec,
                       const char *service,
                       PlListenFamily family,
                       PlResponder responder,
                       GError **error)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  PlTestResult stored = { NULL };
  PlListener *listener;

  pl_target_request_set (pl_listen_request_get_local (request), hostspec, service);
  g_object_set (request, "family", (int) family, "responder", (guint) responder, NULL);
  pl_engine_listen_async (engine, request, NULL, pl_test_store_result, &stored);
  assert_int_equal (stored.n_calls, 0);
  pl_test_wait_until (stored.n_calls > 0);
  assert_int_equal (stored.n_calls, 1);
  listener = pl_engine_listen_finish (engine, stored.result, error);
  g_clear_object (&stored.result);

  return listener;
}

static PlSocket *
find_by_peer (PlEngine *engine, const PlEnd *peer)
{
  GListModel *sockets = pl_engine_get_sockets (engine);

  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      if (pl_socket_get_role (socket) == PL_SOCKET_ROLE_ACCEPTED &&
          pl_end_equal (pl_socket_get_peer (socket), peer))
        return g_steal_pointer (&socket);
    }

  return NULL;
}

/**
 * pl_test_engine_accepted:
 * @engine: an engine that listens
 * @peer: as its listener sees it
 *
 * Returns: (transfer full): what was accepted from there, as soon as it is listed
 */
PlConnection *
pl_test_engine_accepted (PlEngine *engine, const PlEnd *peer)
{
  PlSocket *socket = NULL;

  pl_test_wait_until ((socket = find_by_peer (engine, peer)) != NULL);

  return PL_CONNECTION (socket);
}
