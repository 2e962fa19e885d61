/* pl-interfaces.c: reads a list of getifaddrs(): who carries an address, what a wildcard stands for. Makes
 * none. */

#include "app/widgets/pl-interfaces.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-end.h"

#include "app/widgets/pl-end-facts.h"

#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

/* An entry's sockaddr is only as long as its family needs. */
static gboolean
get_address (const struct sockaddr *sockaddr, PlAddress *ret_address)
{
  struct sockaddr_storage storage = { 0 };
  PlEnd end;

  if (!sockaddr || (sockaddr->sa_family != AF_INET && sockaddr->sa_family != AF_INET6))
    return FALSE;

  memcpy (&storage, sockaddr,
          sockaddr->sa_family == AF_INET ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6));
  pl_end_from_sockaddr (&end, &storage);
  *ret_address = end.address;
  return TRUE;
}

/**
 * pl_interfaces_find:
 * @interfaces: (nullable): a list of getifaddrs()
 * @address: an address
 *
 * Finds who carries an address. The loopback interface carries all of 127.0.0.0/8, though it lists one of
 * them.
 *
 * Returns: (transfer none) (nullable): the entry
 */
const struct ifaddrs *
pl_interfaces_find (const struct ifaddrs *interfaces, const PlAddress *address)
{
  const struct ifaddrs *loopback = NULL;

  for (const struct ifaddrs *entry = interfaces; entry; entry = entry->ifa_next)
    {
      PlAddress own;

      if (!get_address (entry->ifa_addr, &own))
        continue;
      if (pl_address_equal (&own, address))
        return entry;
      if ((entry->ifa_flags & IFF_LOOPBACK) && own.family == address->family && !loopback)
        loopback = entry;
    }

  return pl_address_is_loopback (address) ? loopback : NULL;
}

/**
 * pl_interfaces_get_prefix_length:
 * @entry: an entry of getifaddrs()
 *
 * Gets the length of the prefix that the address of an entry has there.
 *
 * Returns: the number of bits, or -1 if the entry does not say
 */
int
pl_interfaces_get_prefix_length (const struct ifaddrs *entry)
{
  PlAddress mask;
  int n_bits = 0;

  if (!get_address (entry->ifa_netmask, &mask))
    return -1;

  for (gsize i = 0; i < pl_address_get_size (&mask); i++)
    n_bits += __builtin_popcount (mask.bytes[i]);
  return n_bits;
}

static PlReach
get_reach (const PlAddress *address)
{
  PlAddressClass class;

  pl_address_classify (address, &class);
  /* Whoever gives an interface a documentation address uses it like a private one. */
  return class.reach == PL_REACH_NOWHERE ? PL_REACH_SITE : class.reach;
}

static const char *
describe_reach (PlReach reach, const PlAddress *address)
{
  switch (reach)
    {
    case PL_REACH_HOST:
      return _ ("from this computer only");
    case PL_REACH_LINK:
      if (address->family == PL_FAMILY_IPV6)
        return _ ("from its link; the peer adds its own zone");
      return _ ("from its link only");
    case PL_REACH_GLOBAL:
      return _ ("from anywhere, unless a firewall objects");
    case PL_REACH_NOWHERE:
    case PL_REACH_SITE:
    default:
      return _ ("from its network, not routed beyond");
    }
}

static void
append_stand_ins (const struct ifaddrs *interfaces,
                  PlFamily family,
                  PlReach reach,
                  guint16 port,
                  GArray *stand_ins)
{
  for (const struct ifaddrs *entry = interfaces; entry; entry = entry->ifa_next)
    {
      PlEnd end = { .port = port };
      char text[PL_END_STRING_SIZE];
      PlStandIn stand_in;

      if (!(entry->ifa_flags & IFF_UP) || !get_address (entry->ifa_addr, &end.address) ||
          end.address.family != family || get_reach (&end.address) != reach)
        continue;

      stand_in.address = g_strdup (pl_end_to_string (&end, text));
      stand_in.reach = g_strdup_printf ("%s · %s", describe_reach (reach, &end.address), entry->ifa_name);
      g_array_append_val (stand_ins, stand_in);
    }
}

/**
 * pl_interfaces_list_stand_ins:
 * @interfaces: (nullable): a list of getifaddrs()
 * @with_ipv6: whether IPv6 addresses count
 * @with_ipv4: whether IPv4 addresses count
 * @port: the port, in host order
 * @stand_ins: (element-type PlStandIn): where to append
 *
 * Lists the addresses of this computer that a wildcard stands for, those with the farthest reach first.
 *
 * Returns: %TRUE if one of them can be reached from another machine
 */
gboolean
pl_interfaces_list_stand_ins (const struct ifaddrs *interfaces,
                              gboolean with_ipv6,
                              gboolean with_ipv4,
                              guint16 port,
                              GArray *stand_ins)
{
  static const PlReach reaches[] = { PL_REACH_GLOBAL, PL_REACH_SITE, PL_REACH_LINK, PL_REACH_HOST };
  gboolean others_can = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (reaches); i++)
    {
      if (with_ipv6)
        append_stand_ins (interfaces, PL_FAMILY_IPV6, reaches[i], port, stand_ins);
      if (with_ipv4)
        append_stand_ins (interfaces, PL_FAMILY_IPV4, reaches[i], port, stand_ins);
      if (reaches[i] == PL_REACH_LINK)
        others_can = stand_ins->len > 0;
    }

  return others_can;
}
