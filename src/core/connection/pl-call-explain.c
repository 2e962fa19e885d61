/* What a Berkeley call does, in a sentence for whoever sees it for the first time. All translated. */

#include "core/connection/pl-call-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

static const struct
{
  int level;
  int name;
  const char *words;
} options[] = {
  { SOL_SOCKET, SO_REUSEADDR, N_ ("A port that former connections still hold may be bound again.") },
  { SOL_SOCKET, SO_REUSEPORT, N_ ("Several sockets may share this address and port.") },
  { SOL_SOCKET, SO_KEEPALIVE, N_ ("The system asks a silent peer now and then whether it is still there.") },
  { SOL_SOCKET, SO_LINGER, N_ ("The next close() sends a reset instead of an orderly end.") },
  { SOL_SOCKET, SO_SNDBUF, N_ ("Room for what waits to be sent.") },
  { SOL_SOCKET, SO_RCVBUF, N_ ("Room for what has come and was not read yet.") },
  { SOL_SOCKET, SO_OOBINLINE, N_ ("What the peer has sent as urgent is read in its place among the rest.") },
  { SOL_SOCKET, SO_RXQ_OVFL, N_ ("The system counts the datagrams that it has no room for.") },
  { SOL_SOCKET, SO_BROADCAST, N_ ("Datagrams may go to everybody on a link.") },
  { IPPROTO_TCP, TCP_NODELAY, N_ ("Small pieces go out at once and are not gathered.") },
  { IPPROTO_TCP, TCP_KEEPIDLE, N_ ("So many seconds of silence before the peer is asked.") },
  { IPPROTO_TCP, TCP_KEEPINTVL, N_ ("So many seconds between two questions to a silent peer.") },
  { IPPROTO_TCP, TCP_KEEPCNT, N_ ("So many questions without an answer end the connection.") },
  { IPPROTO_TCP, TCP_USER_TIMEOUT, N_ ("So long may data go unacknowledged, in milliseconds.") },
  { IPPROTO_TCP, TCP_CONGESTION, N_ ("How the sender finds out how fast it may send.") },
  { IPPROTO_TCP, TCP_INFO, N_ ("Asks how often a SYN had to be sent again.") },
  { IPPROTO_IP, IP_TTL, N_ ("So many routers may pass a packet on.") },
  { IPPROTO_IP, IP_TOS, N_ ("How routers are asked to treat the packets.") },
  { IPPROTO_IP, IP_RECVERR, N_ ("The system keeps what the network reports about datagrams.") },
  { IPPROTO_IP, IP_PKTINFO, N_ ("Each datagram tells which address it was sent to.") },
  { IPPROTO_IP, MCAST_JOIN_GROUP, N_ ("Has what is sent to the group come in on this interface.") },
  { IPPROTO_IP, MCAST_LEAVE_GROUP, N_ ("Leaves the group on this interface.") },
  { IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, N_ ("Has what one source sends to the group come in.") },
  { IPPROTO_IP, MCAST_LEAVE_SOURCE_GROUP, N_ ("One source is not heard any more.") },
  { IPPROTO_IP, MCAST_MSFILTER,
    N_ ("Asks whether it is in the group on this interface, and whom it hears.") },
  { IPPROTO_IP, IP_MULTICAST_TTL, N_ ("So many routers, less one, may pass a multicast on.") },
  { IPPROTO_IP, IP_MULTICAST_LOOP, N_ ("Whether this computer hears its own multicasts.") },
  { IPPROTO_IP, IP_MULTICAST_IF, N_ ("The interface that multicasts leave by.") },
  { IPPROTO_IP, IP_MULTICAST_ALL, N_ ("Whether groups that only others have joined are heard, too.") },
  { IPPROTO_IPV6, IPV6_UNICAST_HOPS, N_ ("So many routers may pass a packet on.") },
  { IPPROTO_IPV6, IPV6_TCLASS, N_ ("How routers are asked to treat the packets.") },
  { IPPROTO_IPV6, IPV6_RECVERR, N_ ("The system keeps what the network reports about datagrams.") },
  { IPPROTO_IPV6, IPV6_RECVPKTINFO, N_ ("Each datagram tells which address it was sent to.") },
  { IPPROTO_IPV6, MCAST_JOIN_GROUP, N_ ("Has what is sent to the group come in on this interface.") },
  { IPPROTO_IPV6, MCAST_LEAVE_GROUP, N_ ("Leaves the group on this interface.") },
  { IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP, N_ ("Has what one source sends to the group come in.") },
  { IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP, N_ ("One source is not heard any more.") },
  { IPPROTO_IPV6, MCAST_MSFILTER,
    N_ ("Asks whether it is in the group on this interface, and whom it hears.") },
  { IPPROTO_IPV6, IPV6_MULTICAST_HOPS, N_ ("So many routers, less one, may pass a multicast on.") },
  { IPPROTO_IPV6, IPV6_MULTICAST_LOOP, N_ ("Whether this computer hears its own multicasts.") },
  { IPPROTO_IPV6, IPV6_MULTICAST_IF, N_ ("The interface that multicasts leave by.") },
  { IPPROTO_IPV6, IPV6_MULTICAST_ALL, N_ ("Whether groups that only others have joined are heard, too.") },
};

/* What failed, in the system's words, unless there is more to say. */
static char *
explain_failure (const PlCall *call)
{
  gboolean is_reading = call->kind == PL_CALL_RECV || call->kind == PL_CALL_RECVMSG;

  if (call->kind == PL_CALL_CONNECT && call->code == EINPROGRESS)
    return g_strdup (_ ("Not an error: the handshake has begun, and the call does not wait for it."));
  if (call->kind == PL_CALL_ACCEPT && call->code == EAGAIN)
    return g_strdup (_ ("Not an error: nobody else waits to be accepted."));
  if (is_reading && call->code == EAGAIN)
    return g_strdup (_ ("Not an error: nothing more has come yet."));
  if (call->kind == PL_CALL_RECVERR && call->code == EAGAIN)
    return g_strdup (_ ("Not an error: the network reports nothing more."));
  if (call->code == EAGAIN)
    return g_strdup (_ ("Not an error: the system has no room for more just now."));
  if (is_reading && call->code == ECONNRESET)
    return g_strdup (_ ("The peer has reset the connection."));

  return g_strdup_printf (_ ("It failed: %s."), g_strerror (call->code));
}

/* The number of a socket that is closed is given to another one. */
static gboolean
is_other_socket (const PlCall *call, int fd)
{
  return call->kind == PL_CALL_CLOSE && call->fd == fd;
}

/* The last call of a kind for the same socket before this, if there is any. */
static const PlCall *
find_before (PlCalls *calls, guint position, PlCallKind kind)
{
  int fd = pl_calls_get (calls, position)->fd;

  for (guint i = position; i-- > 0;)
    {
      const PlCall *other = pl_calls_get (calls, i);

      if (is_other_socket (other, fd))
        return NULL;
      if (other->kind == kind && (kind == PL_CALL_SOCKET ? other->result : other->fd) == fd)
        return other;
    }

  return NULL;
}

/* How long the socket was waited for, in milliseconds; less than 0 if it never was. */
static double
get_waited_ms (PlCalls *calls, guint position)
{
  const PlCall *call = pl_calls_get (calls, position);
  const PlCall *connect = find_before (calls, position, PL_CALL_CONNECT);

  return connect != NULL ? (double) (call->at_us - connect->at_us - connect->took_us) / 1000 : -1;
}

static char *
explain_pending_error (PlCalls *calls, guint position)
{
  const PlCall *call = pl_calls_get (calls, position);
  double waited_ms = get_waited_ms (calls, position);

  if (call->option.value[0] != 0 && waited_ms < 0)
    return g_strdup_printf (_ ("The pending error: %s."), g_strerror (call->option.value[0]));
  if (call->option.value[0] != 0)
    return g_strdup_printf (_ ("The answer came after %.2f ms: %s."), waited_ms,
                            g_strerror (call->option.value[0]));
  if (waited_ms < 0)
    return g_strdup (_ ("No error is pending."));

  return g_strdup_printf (_ ("Writable after %.2f ms, and no error is pending: it is connected."), waited_ms);
}

static char *
explain_option (PlCalls *calls, guint position)
{
  const PlCall *call = pl_calls_get (calls, position);

  if (call->option.level == SOL_SOCKET && call->option.name == SO_ERROR)
    return explain_pending_error (calls, position);
  if (call->option.level == IPPROTO_IPV6 && call->option.name == IPV6_V6ONLY)
    return g_strdup (call->option.value[0] ? _ ("IPv6 only: IPv4 does not pass through this socket.")
                                           : _ ("IPv4 passes through this socket, too, as ::ffff:…"));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (options[i].level == call->option.level && options[i].name == call->option.name)
        return g_strdup (_ (options[i].words));
    }

  return g_strdup ("");
}

static char *
explain_local (PlCalls *calls, guint position)
{
  const PlCall *call = pl_calls_get (calls, position);
  const PlCall *bound = find_before (calls, position, PL_CALL_BIND);

  if (call->end.port == 0)
    return g_strdup (_ ("There is no local end: the socket was not bound."));
  if (find_before (calls, position, PL_CALL_SOCKET) == NULL && bound == NULL &&
      find_before (calls, position, PL_CALL_CONNECT) == NULL)
    return g_strdup (_ ("The local end: the address the peer has connected to."));
  if (bound != NULL && bound->end.port != 0)
    return g_strdup (_ ("The local end, as it was bound."));

  return g_strdup_printf (_ ("The local end: the system picked port %u."), call->end.port);
}

static char *
explain_connect (PlCalls *calls, guint position)
{
  const PlCall *made = find_before (calls, position, PL_CALL_SOCKET);

  return g_strdup (made != NULL && made->socket.type & SOCK_DGRAM
                       ? _ ("Notes whom to send to. Nothing goes out, and nobody is asked.")
                       : _ ("Connected at once."));
}

static char *
explain_data (const PlCall *call)
{
  gulong n = (gulong) MIN (call->data.moved, G_MAXULONG);

  if (call->kind == PL_CALL_SEND)
    return g_strdup_printf (ngettext ("%lu byte was handed to the system, which sends it.",
                                      "%lu bytes were handed to the system, which sends them.", n),
                            n);
  if (call->kind == PL_CALL_SENDMSG)
    return g_strdup_printf (
        ngettext ("A datagram of %lu byte goes out.", "A datagram of %lu bytes goes out.", n), n);
  if (call->kind == PL_CALL_RECVMSG)
    return g_strdup_printf (
        ngettext ("A datagram of %lu byte has come.", "A datagram of %lu bytes has come.", n), n);
  if (call->result == 0)
    return g_strdup (_ ("The end-of-file: the peer sends nothing more."));

  return g_strdup_printf (ngettext ("%lu byte has come.", "%lu bytes have come.", n), n);
}

static char *
explain_success (PlCalls *calls, guint position)
{
  const PlCall *call = pl_calls_get (calls, position);

  switch ((PlCallKind) call->kind)
    {
    case PL_CALL_SOCKET:
      return g_strdup_printf (
          _ ("Makes the socket. It has no address yet; %d is its number in this program."), call->result);
    case PL_CALL_SETSOCKOPT:
    case PL_CALL_GETSOCKOPT:
      return explain_option (calls, position);
    case PL_CALL_BIND:
      return g_strdup (call->end.port == 0 ? _ ("Gives it a local address; port 0 lets the system choose.")
                                           : _ ("Gives it a local address and port."));
    case PL_CALL_LISTEN:
      return g_strdup_printf (_ ("From now on peers can connect; %d may wait to be accepted."), call->number);
    case PL_CALL_CONNECT:
      return explain_connect (calls, position);
    case PL_CALL_ACCEPT:
      return g_strdup_printf (_ ("A peer has connected. The new socket for it has the number %d."),
                              call->result);
    case PL_CALL_GETSOCKNAME:
      return explain_local (calls, position);
    case PL_CALL_GETPEERNAME:
      return g_strdup (_ ("The peer's end, as the socket itself knows it."));
    case PL_CALL_SEND:
    case PL_CALL_RECV:
    case PL_CALL_SENDMSG:
    case PL_CALL_RECVMSG:
      return explain_data (call);
    case PL_CALL_RECVERR:
      return g_strdup (_ ("The network reports about a datagram that was sent."));
    case PL_CALL_SHUTDOWN:
      return g_strdup (_ ("Tells the peer that nothing more will be sent; it may still send."));
    case PL_CALL_CLOSE:
    default:
      return g_strdup_printf (_ ("Gives the socket back; the number %d is free again."), call->fd);
    }
}

static char *
explain_many (const PlCall *call)
{
  g_autofree char *bytes = g_strdup_printf ("%'" G_GUINT64_FORMAT, call->data.moved);

  if (call->data.moved == 0)
    return g_strdup_printf (ngettext ("Stands for %u call.", "Stands for %u calls like this.", call->count),
                            call->count);

  /* Translators: %u is how many calls, %s a number of bytes with its thousands grouped */
  return g_strdup_printf (ngettext ("Stands for %u call, %s bytes.",
                                    "Stands for %u calls like this, %s bytes together.", call->count),
                          call->count, bytes);
}

/**
 * pl_calls_explain:
 * @self: a record
 * @position: of one of its calls
 *
 * Says what the call did, and with what came before it, how long was waited for it and who chose the port.
 *
 * Returns: (transfer full): "The local end: the system picked port 51702."; may be empty
 */
char *
pl_calls_explain (PlCalls *self, guint position)
{
  const PlCall *call = pl_calls_get (self, position);

  if (call->count > 1)
    return explain_many (call);

  return call->code != 0 ? explain_failure (call) : explain_success (self, position);
}
