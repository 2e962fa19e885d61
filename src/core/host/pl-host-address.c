/* Whether an address is this computer's own and how it would be reached. Sends nothing, and knows no name. */
#include "core/host/pl-host-address.h"

#include "core/address/pl-address-class.h"
#include "core/net/pl-route-probe.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>

/* An entry's sockaddr is only as long as its family needs. */
static gboolean
read_end (const struct sockaddr *sockaddr, PlEnd *ret_end)
{
  struct sockaddr_storage storage = { 0 };

  if (sockaddr == NULL || (sockaddr->sa_family != AF_INET && sockaddr->sa_family != AF_INET6))
    return FALSE;

  memcpy (&storage, sockaddr,
          sockaddr->sa_family == AF_INET ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6));
  pl_end_from_sockaddr (ret_end, &storage);
  return TRUE;
}

static int
read_prefix_length (const struct ifaddrs *entry)
{
  int n_bits = 0;
  PlEnd mask;

  if (!read_end (entry->ifa_netmask, &mask))
    return -1;
  for (gsize i = 0; i < pl_address_get_size (&mask.address); i++)
    n_bits += __builtin_popcount (mask.address.bytes[i]);
  return n_bits;
}

/* Link-local addresses are ours only on their own link. */
static gboolean
is_entry_in_zone (const struct ifaddrs *entry, const PlEnd *end)
{
  return end->scope_id == 0 || !pl_address_needs_zone (&end->address) ||
         if_nametoindex (entry->ifa_name) == end->scope_id;
}

static void
settle (PlHostAddress *self, PlHostRelation relation, const struct ifaddrs *entry)
{
  self->relation = relation;
  g_strlcpy (self->interface, entry->ifa_name, sizeof self->interface);
  self->prefix_length = read_prefix_length (entry);
}

static gboolean
find_own (PlHostAddress *self, const PlEnd *end, const struct ifaddrs *interfaces)
{
  const struct ifaddrs *loopback = NULL;

  for (const struct ifaddrs *entry = interfaces; entry != NULL; entry = entry->ifa_next)
    {
      PlEnd own;

      if (!read_end (entry->ifa_addr, &own))
        continue;
      if (pl_address_equal (&own.address, &end->address) && is_entry_in_zone (entry, end))
        {
          settle (self, PL_HOST_MINE, entry);
          return TRUE;
        }
      if ((entry->ifa_flags & IFF_LOOPBACK) && own.address.family == end->address.family)
        loopback = loopback != NULL ? loopback : entry;
    }

  /* The loopback interface carries all of 127.0.0.0/8, though it lists one of them. */
  if (loopback == NULL || !pl_address_is_loopback (&end->address))
    return FALSE;
  settle (self, PL_HOST_MINE, loopback);
  return TRUE;
}

/* The interface whose network it is on: the longest prefix of those that the system would use. */
static gboolean
find_link (PlHostAddress *self, const PlEnd *end, const struct ifaddrs *interfaces)
{
  const struct ifaddrs *nearest = NULL;

  for (const struct ifaddrs *entry = interfaces; entry != NULL; entry = entry->ifa_next)
    {
      int prefix_length = read_prefix_length (entry);
      PlEnd own;

      if (!(entry->ifa_flags & IFF_UP) || prefix_length <= 0 || !read_end (entry->ifa_addr, &own) ||
          !pl_address_is_in (&end->address, &own.address, (guint) prefix_length) ||
          !is_entry_in_zone (entry, end))
        continue;
      if (nearest == NULL || prefix_length > read_prefix_length (nearest))
        nearest = entry;
    }

  if (nearest != NULL)
    settle (self, PL_HOST_ON_LINK, nearest);
  return nearest != NULL;
}

static void
name_interface (PlHostAddress *self, const struct ifaddrs *interfaces)
{
  for (const struct ifaddrs *entry = interfaces; entry != NULL; entry = entry->ifa_next)
    {
      PlEnd own;

      if (read_end (entry->ifa_addr, &own) && pl_address_equal (&own.address, &self->local.address))
        {
          g_strlcpy (self->interface, entry->ifa_name, sizeof self->interface);
          return;
        }
    }
}

/**
 * pl_host_address_judge:
 * @self: (out caller-allocates): what the address is to this computer
 * @end: the address, with its zone; not v4-mapped
 * @interfaces: (nullable): what getifaddrs() said
 * @local: (nullable): what pl_route_probe() said, %NULL if there is no route
 * @error: then why
 *
 * Draws the conclusion from what the system said; asks nothing itself.
 */
void
pl_host_address_judge (PlHostAddress *self,
                       const PlEnd *end,
                       const struct ifaddrs *interfaces,
                       const PlEnd *local,
                       int error)
{
  *self = (PlHostAddress){ .relation = PL_HOST_NO_ROUTE, .prefix_length = -1 };
  if (pl_address_is_any (&end->address))
    {
      self->relation = PL_HOST_EVERY;
      return;
    }
  if (local != NULL)
    self->local = *local;
  if (pl_address_is_multicast (&end->address))
    {
      if (local != NULL)
        {
          self->relation = PL_HOST_GROUP;
          name_interface (self, interfaces);
        }
      else if (end->scope_id == 0 && pl_address_needs_zone (&end->address))
        self->relation = PL_HOST_NO_ZONE;
      return;
    }
  if (find_own (self, end, interfaces))
    return;
  if (end->scope_id == 0 && pl_address_needs_zone (&end->address))
    self->relation = PL_HOST_NO_ZONE;
  else if (local == NULL)
    self->relation = error == EACCES && end->address.family == PL_FAMILY_IPV4 ? PL_HOST_BROADCAST
                                                                              : PL_HOST_NO_ROUTE;
  else if (!find_link (self, end, interfaces))
    {
      self->relation = PL_HOST_ROUTED;
      name_interface (self, interfaces);
    }
}

/**
 * pl_host_address_find:
 * @self: (out caller-allocates): what the address is to this computer
 * @end: an address, with its zone if it needs one
 *
 * Asks the system for its interfaces and its route, neither of which waits or sends anything. A v4-mapped
 * address is where the IPv4 address inside is.
 */
void
pl_host_address_find (PlHostAddress *self, const PlEnd *end)
{
  PlEnd plain = *end;
  PlEnd local = { 0 };
  struct ifaddrs *interfaces = NULL;
  gboolean has_route;
  int error = 0;

  pl_address_get_mapped (&end->address, &plain.address);
  if (getifaddrs (&interfaces) != 0)
    interfaces = NULL;
  has_route = !pl_address_is_any (&plain.address) && pl_route_probe (&plain, &local, &error);
  pl_host_address_judge (self, &plain, interfaces, has_route ? &local : NULL, error);
  if (interfaces != NULL)
    freeifaddrs (interfaces);
}

/**
 * pl_host_address_dup_sentence:
 * @self: what an address is to this computer
 *
 * Says it: "This computer, interface lo.", "On the network of eth0, reached from 192.0.2.2.", "Through a
 * router, from 192.0.2.2 on eth0."
 *
 * Returns: (transfer full): a sentence
 */
char *
pl_host_address_dup_sentence (const PlHostAddress *self)
{
  char from[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (&self->local.address, from);
  switch (self->relation)
    {
    case PL_HOST_MINE:
      return g_strdup_printf (_ ("This computer, interface %s."), self->interface);
    case PL_HOST_EVERY:
      return g_strdup (_ ("No address of its own: it stands for every address of this computer."));
    case PL_HOST_ON_LINK:
      return g_strdup_printf (_ ("On the network of %s, reached from %s."), self->interface, from);
    case PL_HOST_ROUTED:
      if (*self->interface == '\0')
        return g_strdup_printf (_ ("Through a router, from %s."), from);
      return g_strdup_printf (_ ("Through a router, from %s on %s."), from, self->interface);
    case PL_HOST_GROUP:
      return g_strdup_printf (_ ("A group, reached from %s."), from);
    case PL_HOST_BROADCAST:
      return g_strdup (_ ("Everybody on a network: nothing connects to it."));
    case PL_HOST_NO_ZONE:
      return g_strdup (_ ("Which interface? Without its zone it leads nowhere."));
    case PL_HOST_NO_ROUTE:
    default:
      return g_strdup (_ ("No route from this computer."));
    }
}
