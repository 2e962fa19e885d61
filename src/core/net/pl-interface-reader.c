/* Reads interfaces, addresses and the ways out from the kernel, all at once. Follows no change. */

#include "core/net/pl-interface-reader.h"

#include "core/net/pl-route-probe.h"
#include "core/net/pl-rtnetlink.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <string.h>
#include <unistd.h>

#define TRIES_MAX        3
#define IFF_DORMANT_FLAG (1u << 17) /* of linux/if.h, which net/if.h has no room for */

/* 1. Interfaces */

static PlInterfaceState
get_state (guint flags)
{
  if ((flags & IFF_UP) == 0)
    return PL_INTERFACE_DOWN;
  if ((flags & IFF_RUNNING) != 0)
    return PL_INTERFACE_UP;
  return (flags & IFF_DORMANT_FLAG) != 0 ? PL_INTERFACE_DORMANT : PL_INTERFACE_NO_CARRIER;
}

static gboolean
is_wireless (const char *name)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "phy80211", NULL);

  return access (path, F_OK) == 0;
}

/* Tunnels have their IP addresses there, and the loopback nothing but zeros. */
static void
read_mac (PlInterface *interface, const struct rtattr *attribute)
{
  gsize size = attribute != NULL ? RTA_PAYLOAD (attribute) : 0;

  if (size != 6 && size != 8 && size != PL_MAC_MAX)
    return;
  memcpy (interface->mac, RTA_DATA (attribute), size);
  for (gsize i = 0; i < size; i++)
    if (interface->mac[i] != 0)
      interface->mac_size = (guint8) size;
}

static void
take_link (const struct nlmsghdr *message, gpointer data)
{
  const struct ifinfomsg *link = NLMSG_DATA (message);
  const struct rtattr *attributes[IFLA_MTU + 1];
  char name[IF_NAMESIZE] = "";
  PlInterface interface = { .name = name };

  if (message->nlmsg_type != RTM_NEWLINK || message->nlmsg_len < NLMSG_LENGTH (sizeof *link))
    return;

  pl_rtnetlink_read_attributes (message, sizeof *link, attributes, G_N_ELEMENTS (attributes));
  if (attributes[IFLA_IFNAME] == NULL)
    return;
  memcpy (name, RTA_DATA (attributes[IFLA_IFNAME]),
          MIN (RTA_PAYLOAD (attributes[IFLA_IFNAME]), sizeof name - 1));
  interface.index = (guint32) link->ifi_index;
  interface.flags = link->ifi_flags;
  interface.state = get_state (link->ifi_flags);
  interface.is_wireless = is_wireless (name);
  interface.mtu = pl_rtnetlink_get_uint32 (attributes[IFLA_MTU]);
  read_mac (&interface, attributes[IFLA_ADDRESS]);
  pl_interfaces_add (data, &interface);
}

/* 2. Addresses */

static gboolean
read_address (const struct rtattr *attribute, int family, PlAddress *ret_address)
{
  gsize size = family == AF_INET6 ? 16 : 4;

  if (attribute == NULL || RTA_PAYLOAD (attribute) < size)
    return FALSE;

  *ret_address = (PlAddress){ .family = family == AF_INET6 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4 };
  memcpy (ret_address->bytes, RTA_DATA (attribute), size);
  return TRUE;
}

static void
take_address (const struct nlmsghdr *message, gpointer data)
{
  const struct ifaddrmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFA_FLAGS + 1];
  PlInterfaceAddress address = { 0 };

  if (message->nlmsg_type != RTM_NEWADDR || message->nlmsg_len < NLMSG_LENGTH (sizeof *info) ||
      (info->ifa_family != AF_INET && info->ifa_family != AF_INET6))
    return;

  /* Of a point-to-point interface IFA_ADDRESS is the other end. */
  pl_rtnetlink_read_attributes (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  if (!read_address (attributes[IFA_LOCAL], info->ifa_family, &address.address) &&
      !read_address (attributes[IFA_ADDRESS], info->ifa_family, &address.address))
    return;
  address.index = info->ifa_index;
  address.prefix_length = info->ifa_prefixlen;
  address.flags = attributes[IFA_FLAGS] != NULL ? pl_rtnetlink_get_uint32 (attributes[IFA_FLAGS])
                                                : info->ifa_flags;
  pl_interfaces_add_address (data, &address);
}

static int
ask_interfaces (int fd, PlInterfaces *interfaces)
{
  struct
  {
    struct nlmsghdr header;
    struct ifinfomsg body;
    struct rtattr attribute;
    guint32 mask;
  } links = {
    .header = { sizeof links, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 1, 0 },
    .attribute = { sizeof links.attribute + sizeof links.mask, IFLA_EXT_MASK },
    .mask = RTEXT_FILTER_SKIP_STATS,
  };
  struct
  {
    struct nlmsghdr header;
    struct ifaddrmsg body;
  } addresses = { .header = { sizeof addresses, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, 2, 0 } };
  int error = pl_rtnetlink_ask (fd, &links.header, take_link, interfaces);

  return error != 0 ? error : pl_rtnetlink_ask (fd, &addresses.header, take_address, interfaces);
}

/**
 * pl_interfaces_read:
 * @ret_errno: (out): why it could not be read
 *
 * Reads all interfaces and addresses. Does not wait.
 *
 * Returns: (transfer full) (nullable): the interfaces, or %NULL if the system does not tell
 */
PlInterfaces *
pl_interfaces_read (int *ret_errno)
{
  g_autoptr (PlInterfaces) interfaces = NULL;
  int fd = pl_rtnetlink_open (0);
  int error = fd < 0 ? errno : EAGAIN;

  for (guint i = 0; error == EAGAIN && i < TRIES_MAX; i++)
    {
      g_clear_pointer (&interfaces, pl_interfaces_unref);
      interfaces = pl_interfaces_new ();
      error = ask_interfaces (fd, interfaces);
    }
  if (fd >= 0)
    close (fd);

  if (error != 0)
    {
      *ret_errno = error;
      return NULL;
    }
  return g_steal_pointer (&interfaces);
}

/* 3. The ways out */

/* A root name server of each family: far away, and in no network that anybody has at home. Nothing is sent.
 */
static const PlAddress destinations[] = {
  { PL_FAMILY_IPV4, { 198, 41, 0, 4 } },
  { PL_FAMILY_IPV6, { 0x20, 0x01, 0x05, 0x03, 0xba, 0x3e, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0x30 } },
};

static void
set_zone (PlEnd *end, guint32 index)
{
  if (pl_address_needs_zone (&end->address))
    end->scope_id = index;
}

/* The gateway of an IPv4 route may be an IPv6 address (RFC 8950). */
static void
read_gateway (PlEnd *gateway, const struct rtattr **attributes, int family)
{
  const struct rtattr *via = attributes[RTA_VIA];
  struct rtvia start;

  if (read_address (attributes[RTA_GATEWAY], family, &gateway->address) || via == NULL ||
      RTA_PAYLOAD (via) < sizeof start + 16)
    return;

  memcpy (&start, RTA_DATA (via), sizeof start);
  if (start.rtvia_family != AF_INET6)
    return;
  gateway->address.family = PL_FAMILY_IPV6;
  memcpy (gateway->address.bytes, (const guint8 *) RTA_DATA (via) + sizeof start, 16);
}

/* What the packet would do: the interface and the router. */
static void
take_way (const struct nlmsghdr *message, gpointer data)
{
  const struct rtmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[RTA_VIA + 1];
  PlRoute *route = data;

  if (message->nlmsg_type != RTM_NEWROUTE || message->nlmsg_len < NLMSG_LENGTH (sizeof *info))
    return;

  pl_rtnetlink_read_attributes (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  route->index = pl_rtnetlink_get_uint32 (attributes[RTA_OIF]);
  read_gateway (&route->gateway, attributes, info->rtm_family);
  set_zone (&route->gateway, route->index);
}

/* The entry of the routing table that says so. */
static void
take_entry (const struct nlmsghdr *message, gpointer data)
{
  const struct rtmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[RTA_PRIORITY + 1];
  PlRoute *route = data;

  if (message->nlmsg_type != RTM_NEWROUTE || message->nlmsg_len < NLMSG_LENGTH (sizeof *info))
    return;

  pl_rtnetlink_read_attributes (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  route->prefix_length = info->rtm_dst_len;
  route->metric = pl_rtnetlink_get_uint32 (attributes[RTA_PRIORITY]);
  if (!read_address (attributes[RTA_DST], info->rtm_family, &route->network))
    route->network = (PlAddress){ .family = route->local.address.family }; /* the default route has none */
}

static void
ask_route (int fd, const PlAddress *destination, guint flags, PlRtnetlinkFunc take, PlRoute *route)
{
  gsize size = pl_address_get_size (destination);
  struct
  {
    struct nlmsghdr header;
    struct rtmsg body;
    struct rtattr attribute;
    guint8 destination[16];
  } request = {
    .header = { (guint32) (offsetof (typeof (request), destination) + size), RTM_GETROUTE,
                NLM_F_REQUEST | NLM_F_ACK, 1, 0 },
    .body = { .rtm_family = destination->family == PL_FAMILY_IPV6 ? AF_INET6 : AF_INET,
              .rtm_dst_len = (guint8) (size * 8),
              .rtm_flags = flags },
    .attribute = { (guint16) (sizeof (struct rtattr) + size), RTA_DST },
  };

  memcpy (request.destination, destination->bytes, size);
  pl_rtnetlink_ask (fd, &request.header, take, route);
}

/* Where a socket would send from is what counts; the routing table explains it. */
static void
read_route (const PlAddress *destination, PlRoute *route)
{
  PlEnd peer = { .address = *destination };
  int fd;

  *route = (PlRoute){ .prefix_length = -1 };
  if (!pl_route_probe (&peer, &route->local, &route->code))
    return;

  fd = pl_rtnetlink_open (0);
  if (fd < 0)
    return;
  ask_route (fd, destination, 0, take_way, route);
  ask_route (fd, destination, RTM_F_FIB_MATCH, take_entry, route);
  set_zone (&route->local, route->index);
  close (fd);
}

/**
 * pl_host_state_read:
 *
 * Reads all there is: interfaces, addresses and the ways out. Sends nothing to the network and does not wait.
 *
 * Returns: (transfer full): the state; its code says if the system does not tell
 */
PlHostState *
pl_host_state_read (void)
{
  int code = 0;
  PlInterfaces *interfaces = pl_interfaces_read (&code);
  PlRoute routes[G_N_ELEMENTS (destinations)];
  PlHostState *state;

  for (guint i = 0; i < G_N_ELEMENTS (destinations); i++)
    read_route (&destinations[i], &routes[i]);
  state = pl_host_state_new (interfaces != NULL ? interfaces : pl_interfaces_new (), &routes[0], &routes[1]);
  state->code = code;
  return state;
}
