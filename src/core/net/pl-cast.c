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
 *
 * Sets what is not as the system has it anyway.
 *
 * Returns: %FALSE with `errno` set
 */
gboolean
pl_cast_apply (const PlCast *self, PlCalls *calls, int fd, PlFamily family)
{
  if (self->broadcast && !pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_BROADCAST, 1))
    return FALSE;

  return family == PL_FAMILY_IPV6 ? apply_ipv6 (self, calls, fd) : apply_ipv4 (self, calls, fd);
}

/**
 * pl_cast_join:
 * @self: how to talk to many
 * @calls: (nullable): where to record it
 * @fd: a UDP socket of the family of @group
 * @group: a multicast address; its zone goes before the interface
 *
 * Joins a group (RFC 3678 section 5.1), if @self has a source for that source only. The group is left when
 * the socket is closed.
 *
 * Returns: %FALSE with `errno` set: ENODEV without an interface or a route, EINVAL where the families differ
 */
gboolean
pl_cast_join (const PlCast *self, PlCalls *calls, int fd, const PlEnd *group)
{
  int level = group->address.family == PL_FAMILY_IPV6 ? IPPROTO_IPV6 : IPPROTO_IP;
  guint32 interface = group->scope_id != 0 ? group->scope_id : self->interface;
  struct group_source_req from = { .gsr_interface = interface };
  struct group_req any = { .gr_interface = interface };

  if (self->source.family == PL_FAMILY_NONE)
    {
      pl_end_to_sockaddr (group, &any.gr_group);
      return pl_bsd_set_value (calls, fd, level, MCAST_JOIN_GROUP, &any, sizeof any);
    }

  pl_end_to_sockaddr (group, &from.gsr_group);
  pl_end_to_sockaddr (&(PlEnd){ .address = self->source }, &from.gsr_source);

  return pl_bsd_set_value (calls, fd, level, MCAST_JOIN_SOURCE_GROUP, &from, sizeof from);
}
