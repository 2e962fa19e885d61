/* The options of a socket, one function each. Knows no loop and no connection. */

#include "core/net/pl-bsd.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/**
 * pl_bsd_set_value:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @level: such as `SOL_SOCKET`
 * @name: of an option
 * @value: what to set it to
 * @size: bytes in @value
 */
gboolean
pl_bsd_set_value (PlCalls *calls, int fd, int level, int name, const void *value, gsize size)
{
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_SETSOCKOPT, .fd = fd, .option = { level, name, { 0 }, (guint32) size } };

  memcpy (call.option.value, value, MIN (size, sizeof call.option.value));
  call.result = setsockopt (fd, level, name, value, (socklen_t) size);
  pl_calls_end (calls, began_us, &call);

  return call.result == 0;
}

/**
 * pl_bsd_set_number:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @level: such as `SOL_SOCKET`
 * @name: of an option that is an `int`
 * @value: what to set it to
 */
gboolean
pl_bsd_set_number (PlCalls *calls, int fd, int level, int name, int value)
{
  return pl_bsd_set_value (calls, fd, level, name, &value, sizeof value);
}

/**
 * pl_bsd_get_number:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @level: such as `SOL_SOCKET`
 * @name: of an option that is an `int`
 * @ret_value: (out): its value
 */
gboolean
pl_bsd_get_number (PlCalls *calls, int fd, int level, int name, int *ret_value)
{
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_GETSOCKOPT, .fd = fd, .option = { level, name } };
  socklen_t size = sizeof *ret_value;

  call.result = getsockopt (fd, level, name, ret_value, &size);
  if (call.result == 0)
    call.option.value[0] = *ret_value;
  call.option.size = size;
  pl_calls_end (calls, began_us, &call);

  return call.result == 0;
}

/**
 * pl_bsd_set_reuse:
 * @calls: (nullable): where to record it
 * @fd: a socket that is not bound yet
 *
 * Lets a listener bind to a port that former connections still hold in TIME-WAIT.
 */
gboolean
pl_bsd_set_reuse (PlCalls *calls, int fd)
{
  return pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_REUSEADDR, 1);
}

/**
 * pl_bsd_set_reuse_port:
 * @calls: (nullable): where to record it
 * @fd: a socket that is not bound yet
 *
 * Lets several listeners of one user share a port, if all of them say so; the system deals out the peers.
 */
gboolean
pl_bsd_set_reuse_port (PlCalls *calls, int fd)
{
  return pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_REUSEPORT, 1);
}

/**
 * pl_bsd_set_receive_buffer:
 * @calls: (nullable): where to record it
 * @fd: a socket that does not listen yet, so that what it accepts inherits it
 * @size: bytes; the system doubles it for its own needs, and has limits
 */
gboolean
pl_bsd_set_receive_buffer (PlCalls *calls, int fd, guint size)
{
  return pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_RCVBUF, (int) size);
}

/**
 * pl_bsd_set_v6only:
 * @calls: (nullable): where to record it
 * @fd: an IPv6 socket that is not bound yet
 * @v6only: whether it takes IPv6 only (RFC 3493 section 5.3)
 */
gboolean
pl_bsd_set_v6only (PlCalls *calls, int fd, gboolean v6only)
{
  return pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_V6ONLY, v6only);
}

/**
 * pl_bsd_get_v6only:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @family: its family
 *
 * Returns: 0 or 1 as the system says; -1 for an IPv4 socket
 */
int
pl_bsd_get_v6only (PlCalls *calls, int fd, PlFamily family)
{
  int value = 0;

  if (family != PL_FAMILY_IPV6 || !pl_bsd_get_number (calls, fd, IPPROTO_IPV6, IPV6_V6ONLY, &value))
    return -1;

  return value != 0;
}

/**
 * pl_bsd_set_no_delay:
 * @calls: (nullable): where to record it
 * @fd: a TCP socket; what a listener accepts inherits it
 *
 * Sends small pieces at once (RFC 1122 section 4.2.3.4 calls the other way the Nagle algorithm).
 */
gboolean
pl_bsd_set_no_delay (PlCalls *calls, int fd)
{
  return pl_bsd_set_number (calls, fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

/**
 * pl_bsd_set_urgent_inline:
 * @calls: (nullable): where to record it
 * @fd: a TCP socket
 *
 * Has the byte that the peer calls urgent come in its place among the others (RFC 6093 section 4), also one
 * that is there already.
 */
gboolean
pl_bsd_set_urgent_inline (PlCalls *calls, int fd)
{
  return pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_OOBINLINE, 1);
}

/**
 * pl_bsd_set_keep_alive:
 * @calls: (nullable): where to record it
 * @fd: a socket
 *
 * Has the system ask a silent peer now and then whether it is still there (RFC 1122 section 4.2.3.6).
 */
gboolean
pl_bsd_set_keep_alive (PlCalls *calls, int fd)
{
  return pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_KEEPALIVE, 1);
}

/**
 * pl_bsd_set_abort:
 * @calls: (nullable): where to record it
 * @fd: a connected socket
 *
 * Makes the next close() send a RST and forget what was not sent.
 */
void
pl_bsd_set_abort (PlCalls *calls, int fd)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  pl_bsd_set_value (calls, fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/**
 * pl_bsd_get_error:
 * @calls: (nullable): where to record it
 * @fd: a socket
 *
 * Returns: the pending error, which is thereby cleared; 0 for none
 */
int
pl_bsd_get_error (PlCalls *calls, int fd)
{
  int value = 0;

  return pl_bsd_get_number (calls, fd, SOL_SOCKET, SO_ERROR, &value) ? value : errno;
}

/**
 * pl_bsd_get_rtt_us:
 * @fd: a connected TCP socket
 *
 * Not recorded: it is asked for again and again while somebody looks, and no part of the connection.
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
 * @calls: (nullable): where to record it
 * @fd: a TCP socket on which connect() was called
 *
 * Returns: how many segments the system has sent again, before the connection these are SYNs; -1 if it does
 * not say
 */
int
pl_bsd_get_retransmits (PlCalls *calls, int fd)
{
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_GETSOCKOPT, .fd = fd, .option = { IPPROTO_TCP, TCP_INFO } };
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  call.result = getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size);
  call.option.value[0] = (int) info.tcpi_total_retrans;
  call.option.size = size;
  pl_calls_end (calls, began_us, &call);

  return call.result == 0 ? call.option.value[0] : -1;
}
