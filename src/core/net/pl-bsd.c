/* The Berkeley socket calls, one function each. Knows no loop and no connection. */

#include "core/net/pl-bsd.h"

#include "core/pl-main-thread.h"

#include <errno.h>
#include <netinet/in.h>
#include <unistd.h>

/**
 * pl_bsd_open:
 * @calls: (nullable): where to record it
 * @family: IPv4 or IPv6
 * @type: `SOCK_STREAM` or `SOCK_DGRAM`
 *
 * Returns: a descriptor, or -1 with `errno` set: EAFNOSUPPORT, EMFILE, ENFILE, ENOBUFS, EACCES
 */
int
pl_bsd_open (PlCalls *calls, PlFamily family, int type)
{
  PlCall call = { .kind = PL_CALL_SOCKET, .fd = -1 };
  gint64 began_us = pl_calls_begin (calls);

  pl_assert_off_main ("socket()");
  call.socket.domain = family == PL_FAMILY_IPV6 ? AF_INET6 : AF_INET;
  call.socket.type = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
  call.result = socket (call.socket.domain, call.socket.type, 0);
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/**
 * pl_bsd_open_stream:
 * @calls: (nullable): where to record it
 * @family: IPv4 or IPv6
 *
 * Makes a TCP socket.
 *
 * Returns: a descriptor, or -1 with `errno` set: EAFNOSUPPORT, EMFILE, ENFILE, ENOBUFS, EACCES
 */
int
pl_bsd_open_stream (PlCalls *calls, PlFamily family)
{
  return pl_bsd_open (calls, family, SOCK_STREAM);
}

/**
 * pl_bsd_bind:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @local: the local end; port 0 lets the system choose
 *
 * Returns: 0, or -1 with `errno` set: EADDRINUSE, EADDRNOTAVAIL, EACCES, EINVAL, ENODEV
 */
int
pl_bsd_bind (PlCalls *calls, int fd, const PlEnd *local)
{
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (local, &storage);
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_BIND, .fd = fd, .end = *local };

  pl_assert_off_main ("bind()");
  call.result = bind (fd, (struct sockaddr *) &storage, size);
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/**
 * pl_bsd_listen:
 * @calls: (nullable): where to record it
 * @fd: a bound socket
 * @backlog: how many connections may wait to be accepted
 *
 * Returns: 0, or -1 with `errno` set: EADDRINUSE
 */
int
pl_bsd_listen (PlCalls *calls, int fd, int backlog)
{
  pl_assert_off_main ("listen()");
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_LISTEN, .fd = fd, .number = backlog };

  call.result = listen (fd, backlog);
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/**
 * pl_bsd_accept:
 * @calls: (nullable): the record of the listening socket
 * @fd: a listening socket
 * @ret_calls: (out) (transfer full) (nullable): a record of what was accepted, which begins with this call;
 *   %NULL if the listening socket has none
 * @ret_local: (out): read with getsockname()
 * @ret_peer: (out): read with getpeername(). A peer that has reset before it was accepted has none any more;
 *   then what accept() itself said
 *
 * Returns: a descriptor, or -1 with `errno` set: EAGAIN when nobody waits
 */
int
pl_bsd_accept (PlCalls *calls, int fd, PlCalls **ret_calls, PlEnd *ret_local, PlEnd *ret_peer)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_ACCEPT, .fd = fd };

  pl_assert_off_main ("accept()");
  call.result = accept4 (fd, (struct sockaddr *) &storage, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (call.result >= 0)
    pl_end_from_sockaddr (&call.end, &storage);
  pl_calls_end (calls, began_us, &call);
  if (call.result < 0)
    return -1;

  *ret_calls = calls != NULL ? pl_calls_new () : NULL;
  pl_calls_end (*ret_calls, began_us, &call);
  pl_bsd_get_local (*ret_calls, call.result, ret_local);
  pl_bsd_get_peer (*ret_calls, call.result, ret_peer);
  if (!pl_end_is_known (ret_peer))
    *ret_peer = call.end;

  return call.result;
}

/**
 * pl_bsd_connect:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @peer: whom to connect to
 *
 * Returns: 0 if connected at once, or -1 with `errno` set; EINPROGRESS means that the answer comes with
 *   `EPOLLOUT` and pl_bsd_get_error()
 */
int
pl_bsd_connect (PlCalls *calls, int fd, const PlEnd *peer)
{
  struct sockaddr_storage storage;
  socklen_t size = pl_end_to_sockaddr (peer, &storage);
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_CONNECT, .fd = fd, .end = *peer };

  pl_assert_off_main ("connect()");
  call.result = connect (fd, (struct sockaddr *) &storage, size);
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/**
 * pl_bsd_get_local:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @ret_local: (out): as getsockname() says; unknown if it fails
 */
void
pl_bsd_get_local (PlCalls *calls, int fd, PlEnd *ret_local)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_GETSOCKNAME, .fd = fd };

  call.result = getsockname (fd, (struct sockaddr *) &storage, &size);
  if (call.result == 0)
    pl_end_from_sockaddr (&call.end, &storage);
  pl_calls_end (calls, began_us, &call);
  *ret_local = call.end;
}

/**
 * pl_bsd_get_peer:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @ret_peer: (out): as getpeername() says, so a v4-mapped address stays one; unknown if it is not connected
 */
void
pl_bsd_get_peer (PlCalls *calls, int fd, PlEnd *ret_peer)
{
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_GETPEERNAME, .fd = fd };

  call.result = getpeername (fd, (struct sockaddr *) &storage, &size);
  if (call.result == 0)
    pl_end_from_sockaddr (&call.end, &storage);
  pl_calls_end (calls, began_us, &call);
  *ret_peer = call.end;
}

/**
 * pl_bsd_send:
 * @calls: (nullable): where to record it
 * @fd: a connected socket
 * @data: what to send
 * @length: bytes
 *
 * Sends without a signal if the peer has gone.
 *
 * Returns: how much the system took, or -1 with `errno` set: EAGAIN, EINTR, EPIPE, ECONNRESET
 */
gssize
pl_bsd_send (PlCalls *calls, int fd, const guint8 *data, gsize length)
{
  pl_assert_off_main ("send()");
  gint64 began_us = pl_calls_begin (calls);
  gssize n = send (fd, data, length, MSG_NOSIGNAL);
  PlCall call = { .kind = PL_CALL_SEND, .fd = fd, .result = (int) n, .data = { .asked = (guint32) length } };

  if (calls == NULL && n >= 0)
    return n;
  pl_call_set_data (&call, data, (gsize) MAX (n, 0));
  pl_calls_end (calls, began_us, &call);

  return n;
}

/**
 * pl_bsd_receive:
 * @calls: (nullable): where to record it
 * @fd: a connected socket
 * @buffer: (out caller-allocates): where to put what has come
 * @size: its size
 *
 * Returns: how many bytes have come, 0 at the end-of-file, or -1 with `errno` set: EAGAIN, EINTR, ECONNRESET
 */
gssize
pl_bsd_receive (PlCalls *calls, int fd, guint8 *buffer, gsize size)
{
  pl_assert_off_main ("recv()");
  gint64 began_us = pl_calls_begin (calls);
  gssize n = recv (fd, buffer, size, 0);
  PlCall call = { .kind = PL_CALL_RECV, .fd = fd, .result = (int) n, .data = { .asked = (guint32) size } };

  if (calls == NULL && n >= 0)
    return n;
  pl_call_set_data (&call, buffer, (gsize) MAX (n, 0));
  pl_calls_end (calls, began_us, &call);

  return n;
}

/**
 * pl_bsd_shut_down:
 * @calls: (nullable): where to record it
 * @fd: a connected socket
 * @how: SHUT_WR sends an end-of-file, and leaves the way back open. SHUT_RD sends nothing: Linux goes on
 * taking in and acknowledging what the peer sends
 *
 * Returns: 0, or -1 with `errno` set: ENOTCONN
 */
int
pl_bsd_shut_down (PlCalls *calls, int fd, int how)
{
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_SHUTDOWN, .fd = fd, .number = how };

  call.result = shutdown (fd, how);
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/**
 * pl_bsd_close:
 * @calls: (nullable): where to record it
 * @fd: a descriptor, which nobody else uses any more
 */
void
pl_bsd_close (PlCalls *calls, int fd)
{
  pl_assert_off_main ("close()");
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_CLOSE, .fd = fd };

  call.result = close (fd);
  pl_calls_end (calls, began_us, &call);
}

/**
 * pl_bsd_give_up:
 * @calls: (nullable): where to record it
 * @fd: a descriptor that was made in vain
 *
 * Closes it, and leaves `errno` as it was, and what pl_call_get_failure() says.
 *
 * Returns: -1
 */
int
pl_bsd_give_up (PlCalls *calls, int fd)
{
  PlFailure failure = pl_call_get_failure (PL_STAGE_PARSE);

  pl_bsd_close (calls, fd);
  pl_call_set_failed (failure.call);
  errno = failure.code;

  return -1;
}
