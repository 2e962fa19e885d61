/* The Berkeley socket calls, one function each. Knows no loop and no connection. */

#include "core/net/pl-bsd.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

static gboolean
set_option (int fd, int level, int option, int value)
{
  return setsockopt (fd, level, option, &value, sizeof value) == 0;
}

/**
 * pl_bsd_open_stream:
 * @family: IPv4 or IPv6
 *
 * Makes a TCP socket.
 *
 * Returns: a descriptor, or -1 with `errno` set: EAFNOSUPPORT, EMFILE, ENFILE, ENOBUFS, EACCES
 */
int
pl_bsd_open_stream (PlFamily family)
{
  return socket (family == PL_FAMILY_IPV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                 0);
}

/**
 * pl_bsd_set_reuse:
 * @fd: a socket that is not bound yet
 *
 * Lets a listener bind to a port that former connections still hold in TIME-WAIT.
 */
gboolean
pl_bsd_set_reuse (int fd)
{
  return set_option (fd, SOL_SOCKET, SO_REUSEADDR, 1);
}

/**
 * pl_bsd_set_v6only:
 * @fd: an IPv6 socket that is not bound yet
 * @v6only: whether it takes IPv6 only (RFC 3493 section 5.3)
 */
gboolean
pl_bsd_set_v6only (int fd, gboolean v6only)
{
  return set_option (fd, IPPROTO_IPV6, IPV6_V6ONLY, v6only);
}

/**
 * pl_bsd_get_v6only:
 * @fd: a socket
 * @family: its family
 *
 * Returns: 0 or 1 as the system says; -1 for an IPv4 socket
 */
int
pl_bsd_get_v6only (int fd, PlFamily family)
{
  int value = 0;
  socklen_t size = sizeof value;

  if (family != PL_FAMILY_IPV6 || getsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &value, &size) != 0)
    return -1;

  return value != 0;
}

/**
 * pl_bsd_set_no_delay:
 * @fd: a TCP socket; what a listener accepts inherits it
 *
 * Sends small pieces at once (RFC 1122 section 4.2.3.4 calls the other way the Nagle algorithm).
 */
gboolean
pl_bsd_set_no_delay (int fd)
{
  return set_option (fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

/**
 * pl_bsd_set_keep_alive:
 * @fd: a socket
 *
 * Has the system ask a silent peer now and then whether it is still there (RFC 1122 section 4.2.3.6).
 */
gboolean
pl_bsd_set_keep_alive (int fd)
{
  return set_option (fd, SOL_SOCKET, SO_KEEPALIVE, 1);
}

/**
 * pl_bsd_set_abort:
 * @fd: a connected socket
 *
 * Makes the next close() send a RST and forget what was not sent.
 */
void
pl_bsd_set_abort (int fd)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/**
 * pl_bsd_bind:
 * @fd: a socket
 * @local: the local end; port 0 lets the system choose
 *
 * Returns: 0, or -1 with `errno` set: EADDRINUSE, EADDRNOTAVAIL, EACCES, EINVAL, ENODEV
 */
int
pl_bsd_bind (int fd, const PlEnd *local)
{
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (local, &storage);

  return bind (fd, (struct sockaddr *) &storage, size);
}

/**
 * pl_bsd_listen:
 * @fd: a bound socket
 * @backlog: how many connections may wait to be accepted
 *
 * Returns: 0, or -1 with `errno` set: EADDRINUSE
 */
int
pl_bsd_listen (int fd, int backlog)
{
  return listen (fd, backlog);
}

/**
 * pl_bsd_accept:
 * @fd: a listening socket
 * @ret_local: (out): read with getsockname()
 * @ret_peer: (out): read with getpeername(). A peer that has reset before it was accepted has none any more;
 *   then what accept() itself said
 *
 * Returns: a descriptor, or -1 with `errno` set: EAGAIN when nobody waits
 */
int
pl_bsd_accept (int fd, PlEnd *ret_local, PlEnd *ret_peer)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  int accepted = accept4 (fd, (struct sockaddr *) &storage, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (accepted < 0)
    return -1;

  pl_bsd_get_local (accepted, ret_local);
  pl_bsd_get_peer (accepted, ret_peer);
  if (!pl_end_is_known (ret_peer))
    pl_end_from_sockaddr (ret_peer, &storage);

  return accepted;
}

/**
 * pl_bsd_connect:
 * @fd: a socket
 * @peer: whom to connect to
 *
 * Returns: 0 if connected at once, or -1 with `errno` set; EINPROGRESS means that the answer comes with
 *   `EPOLLOUT` and pl_bsd_get_error()
 */
int
pl_bsd_connect (int fd, const PlEnd *peer)
{
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (peer, &storage);

  return connect (fd, (struct sockaddr *) &storage, size);
}

/**
 * pl_bsd_get_error:
 * @fd: a socket
 *
 * Returns: the pending error, which is thereby cleared; 0 for none
 */
int
pl_bsd_get_error (int fd)
{
  int value = 0;
  socklen_t size = sizeof value;

  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &value, &size) != 0)
    return errno;

  return value;
}

/**
 * pl_bsd_get_local:
 * @fd: a socket
 * @ret_local: (out): as getsockname() says; unknown if it fails
 */
void
pl_bsd_get_local (int fd, PlEnd *ret_local)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;

  *ret_local = (PlEnd){ 0 };
  if (getsockname (fd, (struct sockaddr *) &storage, &size) == 0)
    pl_end_from_sockaddr (ret_local, &storage);
}

/**
 * pl_bsd_get_peer:
 * @fd: a socket
 * @ret_peer: (out): as getpeername() says, so a v4-mapped address stays one; unknown if it is not connected
 */
void
pl_bsd_get_peer (int fd, PlEnd *ret_peer)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;

  *ret_peer = (PlEnd){ 0 };
  if (getpeername (fd, (struct sockaddr *) &storage, &size) == 0)
    pl_end_from_sockaddr (ret_peer, &storage);
}

/**
 * pl_bsd_get_rtt_us:
 * @fd: a connected TCP socket
 *
 * Returns: the smoothed round trip time in microseconds as the kernel has measured it, or -1
 */
gint64
pl_bsd_get_rtt_us (int fd)
{
  struct tcp_info info;
  socklen_t size = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || info.tcpi_rtt == 0)
    return -1;

  return info.tcpi_rtt;
}

/**
 * pl_bsd_get_retransmits:
 * @fd: a TCP socket on which connect() was called
 *
 * Returns: how many segments the system has sent again, before the connection these are SYNs; -1 if it does
 * not say
 */
int
pl_bsd_get_retransmits (int fd)
{
  struct tcp_info info;
  socklen_t size = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return -1;

  return (int) info.tcpi_total_retrans;
}
