/* What a multicast address carries inside: flags, scope, group, prefix, rendezvous point; joins nothing. */
#include "core/address/pl-address-decode.h"

#include "core/address/pl-special-purpose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RFC_MULTICAST "RFC 4291 §2.7"
#define RFC_GROUPS    "RFC 4291 §2.7.1"
#define RFC_PREFIX    "RFC 3306 §4"
#define RFC_POINT     "RFC 3956 §4"

/* The four flag bits after ff (RFC 4291 section 2.7, RFC 3306, RFC 3956). */
#define FLAG_TRANSIENT 0x1
#define FLAG_PREFIX    0x2
#define FLAG_POINT     0x4

#define V4 PL_IPV4
#define V6 PL_IPV6

typedef struct
{
  PlAddress address;
  const char *name;
  const char *rfc;
} Group;

/* Names of groups are proper names, shown as they are in the registry. In an IPv6 row with scope 0 the
 * group exists in every scope. */
/* clang-format off */
static const Group groups[] = {
  { V4 (224, 0, 0, 1), "all systems", "RFC 1112 §4" },
  { V4 (224, 0, 0, 2), "all routers", "RFC 2236" },
  { V4 (224, 0, 0, 4), "DVMRP routers", "RFC 1075" },
  { V4 (224, 0, 0, 5), "OSPF routers", "RFC 2328" },
  { V4 (224, 0, 0, 6), "OSPF designated routers", "RFC 2328" },
  { V4 (224, 0, 0, 9), "RIPv2 routers", "RFC 2453" },
  { V4 (224, 0, 0, 10), "EIGRP routers", "RFC 7868" },
  { V4 (224, 0, 0, 13), "PIM routers", "RFC 7761" },
  { V4 (224, 0, 0, 18), "VRRP", "RFC 9568" },
  { V4 (224, 0, 0, 22), "IGMPv3", "RFC 3376" },
  { V4 (224, 0, 0, 106), "all snoopers", "RFC 4286" },
  { V4 (224, 0, 0, 107), "PTP peer delay", "IEEE 1588" },
  { V4 (224, 0, 0, 251), "mDNS", "RFC 6762" },
  { V4 (224, 0, 0, 252), "LLMNR", "RFC 4795" },
  { V4 (224, 0, 1, 1), "NTP", "RFC 5905" },
  { V4 (224, 0, 1, 129), "PTP", "IEEE 1588" },
  { V4 (224, 0, 1, 187), "CoAP nodes", "RFC 7252 §12.8" },
  { V4 (239, 255, 255, 250), "SSDP", "UPnP 1.1" },
  { V4 (239, 255, 255, 253), "SLP", "RFC 2608" },

  { V6 (0xff01, 0, 0, 0, 0, 0, 0, 1), "all nodes", RFC_GROUPS },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 1), "all nodes", RFC_GROUPS },
  { V6 (0xff01, 0, 0, 0, 0, 0, 0, 2), "all routers", RFC_GROUPS },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 2), "all routers", RFC_GROUPS },
  { V6 (0xff05, 0, 0, 0, 0, 0, 0, 2), "all routers", RFC_GROUPS },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 4), "DVMRP routers", "RFC 1075" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 5), "OSPF routers", "RFC 5340" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 6), "OSPF designated routers", "RFC 5340" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 9), "RIPng routers", "RFC 2080" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0xa), "EIGRP routers", "RFC 7868" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0xd), "PIM routers", "RFC 7761" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0x12), "VRRP", "RFC 9568" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0x16), "MLDv2 routers", "RFC 3810" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0x1a), "RPL nodes", "RFC 6550" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0x6a), "all snoopers", "RFC 4286" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 0, 0x6b), "PTP peer delay", "IEEE 1588" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 1, 2), "DHCP servers and relays", "RFC 8415 §7.1" },
  { V6 (0xff02, 0, 0, 0, 0, 0, 1, 3), "LLMNR", "RFC 4795" },
  { V6 (0xff05, 0, 0, 0, 0, 0, 1, 3), "DHCP servers", "RFC 8415 §7.1" },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0xc), "SSDP", "UPnP 1.1" },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0xfb), "mDNS", "RFC 6762" },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0xfd), "CoAP nodes", "RFC 7252 §12.8" },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0x101), "NTP", "RFC 5905" },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0x181), "PTP", "IEEE 1588" },
};
/* clang-format on */

static const PlAddress solicited_node = PL_IPV6 (0xff02, 0, 0, 0, 0, 1, 0xff00, 0);

static const char *const scope_names[16] = {
  [0x0] = N_ ("reserved"),           [0x1] = N_ ("interface-local"), [0x2] = N_ ("link-local"),
  [0x3] = N_ ("realm-local"),        [0x4] = N_ ("admin-local"),     [0x5] = N_ ("site-local"),
  [0x8] = N_ ("organization-local"), [0xe] = N_ ("global"),          [0xf] = N_ ("reserved"),
};

static const char *const scope_tokens[16] = {
  "0: reserved",           "1: interface-local", "2: link-local", "3: realm-local",
  "4: admin-local",        "5: site-local",      "6: unassigned", "7: unassigned",
  "8: organization-local", "9: unassigned",      "a: unassigned", "b: unassigned",
  "c: unassigned",         "d: unassigned",      "e: global",     "f: reserved",
};

static gboolean
is_group (const PlAddress *address, const Group *group)
{
  PlAddress any_scope = *address;

  if (pl_address_equal (address, &group->address))
    return TRUE;
  any_scope.bytes[1] &= 0xf0;
  return address->family == PL_FAMILY_IPV6 && pl_address_equal (&any_scope, &group->address);
}

static void
decode_group (const PlAddress *address, GArray *decoded)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (is_group (address, &groups[i]))
      pl_decoded_add (decoded, "multicast_group", _ ("Well-known group"), groups[i].rfc, "%s",
                      groups[i].name);
}

static void
decode_ipv4 (const PlAddress *address, GArray *decoded)
{
  const guint8 *bytes = address->bytes;

  if (bytes[0] == 232)
    pl_decoded_add_word (decoded, "multicast_ssm", _ ("Source-specific"), "RFC 4607 §1", "yes", _ ("yes"));
  else if (bytes[0] == 233 && bytes[1] < 252)
    pl_decoded_add (decoded, "glop_as", _ ("Autonomous system (GLOP)"), "RFC 3180", "%u",
                    (guint) bytes[1] << 8 | bytes[2]);
  else if (bytes[0] == 234)
    pl_decoded_add (decoded, "multicast_prefix", _ ("Prefix of the owner"), "RFC 6034", "%u.%u.%u.0/24",
                    bytes[1], bytes[2], bytes[3]);
  pl_decoded_add (decoded, "multicast_mac", _ ("Ethernet address"), "RFC 1112 §6.4",
                  "01:00:5e:%02x:%02x:%02x", bytes[1] & 0x7f, bytes[2], bytes[3]);
}

static void
decode_flags_and_scope (const PlAddress *address, GArray *decoded)
{
  guint flags = address->bytes[1] >> 4;
  guint scope = address->bytes[1] & 0xf;
  const char *scope_name = scope_names[scope] != NULL ? _ (scope_names[scope]) : _ ("unassigned");
  g_autofree char *scope_text = g_strdup_printf ("%x: %s", scope, scope_name);

  pl_decoded_add (decoded, "multicast_flags", _ ("Flags (0, R, P, T)"), RFC_MULTICAST, "%u%u%u%u", flags >> 3,
                  flags >> 2 & 1, flags >> 1 & 1, flags & 1);
  if (flags & FLAG_TRANSIENT)
    pl_decoded_add_word (decoded, "multicast_lifetime", _ ("The group is"), RFC_MULTICAST, "transient",
                         _ ("transient"));
  else
    pl_decoded_add_word (decoded, "multicast_lifetime", _ ("The group is"), RFC_MULTICAST, "well-known",
                         _ ("well-known, assigned by IANA"));
  pl_decoded_add_word (decoded, "multicast_scope", _ ("Scope"), scope == 3 ? "RFC 7346 §2" : RFC_MULTICAST,
                       scope_tokens[scope], scope_text);
}

/* The first bits of the 64 that hold the network; what is beyond the length does not belong to it. */
static PlAddress
read_network (const PlAddress *address, guint prefix_length)
{
  PlAddress network = { .family = PL_FAMILY_IPV6 };

  for (guint i = 0; i < prefix_length; i++)
    network.bytes[i / 8] |= address->bytes[4 + i / 8] & (0x80 >> i % 8);
  return network;
}

static guint32
read_group_id (const PlAddress *address)
{
  const guint8 *id = address->bytes + 12;

  return (guint32) id[0] << 24 | (guint32) id[1] << 16 | (guint32) id[2] << 8 | id[3];
}

static void
decode_prefix (const PlAddress *address, GArray *decoded)
{
  guint prefix_length = address->bytes[3];
  PlAddress network;
  char text[PL_ADDRESS_STRING_SIZE];

  if (prefix_length > 64)
    return;
  network = read_network (address, prefix_length);
  if (prefix_length > 0)
    pl_decoded_add (decoded, "multicast_prefix", _ ("Prefix of the owner"), RFC_PREFIX, "%s/%u",
                    pl_address_to_string (&network, text), prefix_length);
  pl_decoded_add (decoded, "multicast_group_id", _ ("Group id"), RFC_PREFIX, "0x%08x",
                  read_group_id (address));
}

static gboolean
is_source_specific (const PlAddress *address)
{
  const guint8 *bytes = address->bytes;

  return bytes[1] >> 4 == (FLAG_PREFIX | FLAG_TRANSIENT) && bytes[2] == 0 && bytes[3] == 0;
}

static void
decode_rendezvous_point (const PlAddress *address, GArray *decoded)
{
  guint interface_id = address->bytes[2] & 0xf;
  guint prefix_length = address->bytes[3];
  PlAddress point;

  if (interface_id == 0 || prefix_length == 0 || prefix_length > 64)
    return;
  point = read_network (address, prefix_length);
  point.bytes[15] |= (guint8) interface_id;
  pl_decoded_add_address (decoded, "multicast_rp", _ ("Rendezvous point"), RFC_POINT, &point);
}

static void
decode_ipv6 (const PlAddress *address, GArray *decoded)
{
  const guint8 *bytes = address->bytes;
  guint flags = bytes[1] >> 4;

  decode_flags_and_scope (address, decoded);
  if (is_source_specific (address))
    pl_decoded_add_word (decoded, "multicast_ssm", _ ("Source-specific"), "RFC 4607 §1", "yes", _ ("yes"));
  if (flags & FLAG_PREFIX && flags & FLAG_TRANSIENT)
    {
      decode_prefix (address, decoded);
      if (flags & FLAG_POINT)
        decode_rendezvous_point (address, decoded);
    }
  if (pl_address_is_in (address, &solicited_node, 104))
    pl_decoded_add (decoded, "solicited_node", _ ("Asks for addresses that end in"), RFC_GROUPS,
                    "%02x:%02x%02x", bytes[13], bytes[14], bytes[15]);
  pl_decoded_add (decoded, "multicast_mac", _ ("Ethernet address"), "RFC 2464 §7",
                  "33:33:%02x:%02x:%02x:%02x", bytes[12], bytes[13], bytes[14], bytes[15]);
}

void
pl_address_decode_multicast (const PlAddress *address, GArray *decoded)
{
  decode_group (address, decoded);
  if (address->family == PL_FAMILY_IPV4)
    decode_ipv4 (address, decoded);
  else
    decode_ipv6 (address, decoded);
}
