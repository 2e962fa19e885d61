/* The last 64 bits of a unicast address, and the MAC address that may be in them. */
#include "core/address/pl-interface-id.h"

#include "core/address/pl-special-purpose.h"

#define EUI_FLIP 0x02 /* the bit that RFC 4291 appendix A inverts */

#define V6 PL_IPV6

/**
 * pl_interface_id_read:
 * @self: (out caller-allocates): the interface id
 * @address: an address
 *
 * Reads the last 64 bits as an interface id. `fe80::1ff:fe23:4567:890a` looks as if made from a MAC address,
 * but `ff:fe` has to stand in bytes 4 and 5 of the id, and there are `23` and `45`.
 *
 * Returns: whether @address has one: not IPv4, not multicast, nor what starts with the bits 000 (RFC 4291
 * section 2.5.1), nor a layout of its own (Teredo, hashes, segments); if not, @self is untouched
 */
gboolean
pl_interface_id_read (PlInterfaceId *self, const PlAddress *address)
{
  static const struct
  {
    PlAddress network;
    guint prefix_length;
  } others[] = {
    { V6 (0x2001, 0, 0, 0, 0, 0, 0, 0), 32 },
    { V6 (0x2001, 0x10, 0, 0, 0, 0, 0, 0), 28 },
    { V6 (0x2001, 0x20, 0, 0, 0, 0, 0, 0), 27 },
    { V6 (0x5f00, 0, 0, 0, 0, 0, 0, 0), 16 },
  };
  const guint8 *id = address->bytes + 8;

  if (address->family != PL_FAMILY_IPV6 || pl_address_is_multicast (address) || address->bytes[0] >> 5 == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (pl_address_is_in (address, &others[i].network, others[i].prefix_length))
      return FALSE;

  *self = (PlInterfaceId){ .is_eui64 = id[3] == 0xff && id[4] == 0xfe,
                           .mac = { id[0] ^ EUI_FLIP, id[1], id[2], id[5], id[6], id[7] },
                           .middle = { id[3], id[4] },
                           .universal_bit = id[0] >> 1 & 1,
                           .group_bit = id[0] & 1 };
  return TRUE;
}

/**
 * pl_interface_id_dup_mac:
 * @self: an interface id
 *
 * Returns: (transfer full): the MAC address: `00:11:22:33:44:55`
 */
char *
pl_interface_id_dup_mac (const PlInterfaceId *self)
{
  const guint8 *mac = self->mac;

  return g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
}
