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
  struct sockaddr_storage storage;
  socklen_t size;
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
  size = pl_end_to_sockaddr (&target, &storage);
  is_connected = connect (fd, (struct sockaddr *) &storage, size) == 0; /* of UDP: any thread may */
  if (is_connected)
    pl_bsd_get_local (NULL, fd, &local);
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

/**
 * pl_route_order:
 * @candidates: (array length=n_candidates) (inout): the addresses of one host, as the resolver had them;
 * their local ones are set here
 * @n_candidates: how many
 *
 * Puts addresses into the order of pl_address_order(), asking the system for the way to each one: a few
 * microseconds an address.
 */
void
pl_route_order (PlCandidate *candidates, guint n_candidates)
{
  for (guint i = 0; i < n_candidates; i++)
    {
      PlEnd peer = { .address = candidates[i].peer };
      PlEnd local = { 0 };
      int code;

      pl_route_probe (&peer, &local, &code);
      candidates[i].local = local.address;
    }
  pl_address_order (candidates, n_candidates);
}

/**
 * pl_route_dup_sorted:
 * @addresses: (array length=n_addresses): of one family, as the resolver had them
 * @n_addresses: how many
 *
 * Returns: (transfer full) (array length=n_addresses): the same in the order of pl_route_order()
 */
PlAddress *
pl_route_dup_sorted (const PlAddress *addresses, guint n_addresses)
{
  PlAddress *sorted = g_new (PlAddress, n_addresses);
  g_autofree PlCandidate *candidates = g_new0 (PlCandidate, n_addresses);

  for (guint i = 0; i < n_addresses; i++)
    candidates[i].peer = addresses[i];
  if (n_addresses > 1)
    pl_route_order (candidates, n_addresses);
  for (guint i = 0; i < n_addresses; i++)
    sorted[i] = candidates[i].peer;

  return sorted;
}
