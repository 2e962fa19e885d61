/* Broadcast and multicast, in socket options. Knows no request. */

#include "core/net/pl-cast.h"

#include "core/net/pl-bsd.h"

#include <netinet/in.h>

static gboolean
apply_ipv4 (const PlCast *self, PlCalls *calls, int fd)
{
  struct ip_mreqn way = { .imr_ifindex = (int) self->interface };

  if (self->hops > 0 && !pl_bsd_set_number (calls, fd, IPPROTO_IP, IP_MULTICAST_TTL, (int) self->hops))
    return FALSE;
  if (!self->loop && !pl_bsd_set_number (calls, fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0))
    return FALSE;

  return self->interface == 0 || pl_bsd_set_value (calls, fd, IPPROTO_IP, IP_MULTICAST_IF, &way, sizeof way);
}

static gboolean
apply_ipv6 (const PlCast *self, PlCalls *calls, int fd)
{
  if (self->hops > 0 && !pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, (int) self->hops))
    return FALSE;
  if (!self->loop && !pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0))
    return FALSE;

  return self->interface == 0 ||
         pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int) self->interface);
}

/**
 * pl_cast_apply:
 * @self: how to talk to many
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @family: its family
 * @takes_ipv4: of an IPv6 socket: whether it talks IPv4, too, whose groups have settings of their own
 *
 * Sets what is not as the system has it anyway.
 *
 * Returns: %FALSE with `errno` set
 */
gboolean
pl_cast_apply (const PlCast *self, PlCalls *calls, int fd, PlFamily family, gboolean takes_ipv4)
{
  if (self->broadcast && !pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_BROADCAST, 1))
    return FALSE;

  return (family != PL_FAMILY_IPV6 || apply_ipv6 (self, calls, fd)) &&
         ((family == PL_FAMILY_IPV6 && !takes_ipv4) || apply_ipv4 (self, calls, fd));
}

/**
 * pl_cast_get_group:
 * @self: how to talk to many
 * @local: a multicast address; its zone goes before the interface
 *
 * Returns: the group to join to be there
 */
PlGroup
pl_cast_get_group (const PlCast *self, const PlEnd *local)
{
  return (PlGroup){ .address = local->address,
                    .interface = local->scope_id != 0 ? local->scope_id : self->interface,
                    .source = self->source };
}
