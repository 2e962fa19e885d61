/* Asks the system which local address it would use for a peer. Sends nothing, and keeps no socket. */
#include "core/net/pl-route-probe.h"

#include "core/net/pl-bsd.h"

#include <errno.h>
#include <unistd.h>

#define DISCARD_PORT 9 /* some systems refuse 0 */

/**
 * pl_route_probe:
 * @peer: an address, with its zone if it needs one; without a port any will do
 * @ret_local: (out): the local address that the system would use; its port means nothing
 * @ret_errno: (out): why there is none
 *
 * Connects a UDP socket, which looks up the route and chooses the local address but sends no packet and never
 * waits (RFC 1122 section 4.1.3.5), reads getsockname() and closes it again.
 *
 * Returns: whether there is a route. If not, @ret_errno is ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, EACCES
 * (broadcast, or forbidden), EINVAL (a zone is missing) or EAFNOSUPPORT, and @ret_local is untouched
 */
gboolean
pl_route_probe (const PlEnd *peer, PlEnd *ret_local, int *ret_errno)
{
  PlEnd target = *peer;
  PlEnd local = { 0 };
  gboolean is_connected;
  int fd = socket (peer->address.family == PL_FAMILY_IPV6 ? AF_INET6 : AF_INET,
                   SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (fd < 0)
    {
      *ret_errno = errno;
      return FALSE;
    }

  if (target.port == 0)
    target.port = DISCARD_PORT;
  is_connected = pl_bsd_connect (fd, &target) == 0;
  if (is_connected)
    pl_bsd_get_local (fd, &local);
  else
    *ret_errno = errno;
  close (fd);

  if (!is_connected)
    return FALSE;
  if (!pl_end_is_known (&local))
    {
      *ret_errno = EADDRNOTAVAIL;
      return FALSE;
    }
  *ret_local = local;
  return TRUE;
}
