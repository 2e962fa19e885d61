/* An IP address as a value: its size, equality and the few questions that need no registry. */
#include "core/address/pl-address.h"

#include <string.h>

static const guint8 mapped_prefix[12] = { [10] = 0xff, [11] = 0xff };

/* The bytes of the IPv4 address that is meant, be it mapped or not. */
static const guint8 *
peek_ipv4 (const PlAddress *address)
{
  if (address->family == PL_FAMILY_IPV4)
    return address->bytes;
  if (address->family == PL_FAMILY_IPV6 && memcmp (address->bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    return address->bytes + sizeof mapped_prefix;
  return NULL;
}

/**
 * pl_address_from_integer:
 * @integer: an IPv4 address as a number, most significant byte first
 * @ret_address: (out): the address
 *
 * The integer 3427250507 gives `204.71.177.75`.
 *
 * Returns: whether @integer is below 2^32; if not, @ret_address is untouched
 */
gboolean
pl_address_from_integer (guint64 integer, PlAddress *ret_address)
{
  PlAddress address = { .family = PL_FAMILY_IPV4 };

  if (integer > G_MAXUINT32)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    address.bytes[i] = (guint8) (integer >> (24 - 8 * i));

  *ret_address = address;
  return TRUE;
}

/**
 * pl_address_equal:
 * @a: an address
 * @b: another
 *
 * Returns: whether family and bytes are the same; `::ffff:1.2.3.4` is not `1.2.3.4`
 */
gboolean
pl_address_equal (const PlAddress *a, const PlAddress *b)
{
  return a->family == b->family && memcmp (a->bytes, b->bytes, pl_address_get_size (a)) == 0;
}

/**
 * pl_address_get_size:
 * @address: an address
 *
 * Returns: how many of its bytes are used: 4, 16, or 0 without a family
 */
gsize
pl_address_get_size (const PlAddress *address)
{
  switch ((PlFamily) address->family)
    {
    case PL_FAMILY_IPV4:
      return 4;
    case PL_FAMILY_IPV6:
      return 16;
    case PL_FAMILY_NONE:
    default:
      return 0;
    }
}

/**
 * pl_address_is_in:
 * @address: an address
 * @network: any address of the network
 * @prefix_length: bits that are fixed, at most the bits of @network
 *
 * `10.1.2.3` is in `10.0.0.0` with 8 bits. Networks of the other family contain nothing.
 *
 * Returns: whether the first @prefix_length bits of both are the same
 */
gboolean
pl_address_is_in (const PlAddress *address, const PlAddress *network, guint prefix_length)
{
  guint whole = prefix_length / 8;
  guint bits = prefix_length % 8;

  if (address->family != network->family || prefix_length > 8 * pl_address_get_size (network))
    return FALSE;
  for (guint i = 0; i < whole; i++)
    if (address->bytes[i] != network->bytes[i])
      return FALSE;
  return bits == 0 || (address->bytes[whole] ^ network->bytes[whole]) >> (8 - bits) == 0;
}

/**
 * pl_address_is_any:
 * @address: an address
 *
 * Returns: whether it is `0.0.0.0` or `::`, which stand for every address when bound
 */
gboolean
pl_address_is_any (const PlAddress *address)
{
  static const PlAddress zero;
  gsize size = pl_address_get_size (address);

  return size > 0 && memcmp (address->bytes, zero.bytes, size) == 0;
}

/**
 * pl_address_is_loopback:
 * @address: an address
 *
 * Returns: whether it is `::1` or in `127.0.0.0/8`, mapped into IPv6 or not: it never leaves this host
 */
gboolean
pl_address_is_loopback (const PlAddress *address)
{
  static const PlAddress loopback = { PL_FAMILY_IPV6, { [15] = 1 } };
  const guint8 *ipv4 = peek_ipv4 (address);

  return ipv4 != NULL ? ipv4[0] == 127 : pl_address_equal (address, &loopback);
}

/**
 * pl_address_is_link_local:
 * @address: an address
 *
 * Unicast only (RFC 3927, RFC 4291 section 2.5.6). Of these only IPv6 addresses need a zone.
 *
 * Returns: whether it is in `169.254.0.0/16` or `fe80::/10`
 */
gboolean
pl_address_is_link_local (const PlAddress *address)
{
  if (address->family == PL_FAMILY_IPV4)
    return address->bytes[0] == 169 && address->bytes[1] == 254;
  return address->family == PL_FAMILY_IPV6 && address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0) == 0x80;
}

/**
 * pl_address_is_multicast:
 * @address: an address
 *
 * Returns: whether it is in `224.0.0.0/4` or `ff00::/8`
 */
gboolean
pl_address_is_multicast (const PlAddress *address)
{
  if (address->family == PL_FAMILY_IPV4)
    return address->bytes[0] >> 4 == 14;
  return address->family == PL_FAMILY_IPV6 && address->bytes[0] == 0xff;
}

/**
 * pl_address_needs_zone:
 * @address: an address
 *
 * Link-local addresses exist once on every link (RFC 4007 section 4), those of multicast groups too.
 *
 * Returns: whether an IPv6 address says nothing without its zone: `fe80::1`, `ff02::1`
 */
gboolean
pl_address_needs_zone (const PlAddress *address)
{
  if (address->family != PL_FAMILY_IPV6)
    return FALSE;
  return pl_address_is_link_local (address) ||
         (pl_address_is_multicast (address) && (address->bytes[1] & 0xf) == 2);
}

/**
 * pl_address_map:
 * @self: (inout): an IPv4 address
 *
 * Makes it what an IPv6 socket calls it (RFC 4291 section 2.5.5.2): 127.0.0.1 becomes ::ffff:127.0.0.1.
 */
void
pl_address_map (PlAddress *self)
{
  const guint8 *bytes = self->bytes;

  *self = (PlAddress){ .family = PL_FAMILY_IPV6,
                       .bytes = { [10] = 0xff, 0xff, bytes[0], bytes[1], bytes[2], bytes[3] } };
}

/**
 * pl_address_get_mapped:
 * @address: an address
 * @ret_ipv4: (out) (optional): the IPv4 address inside
 *
 * An IPv6 socket shows an IPv4 peer as `::ffff:1.2.3.4` (RFC 4291 section 2.5.5.2).
 *
 * Returns: whether @address is in `::ffff:0:0/96`; if not, @ret_ipv4 is untouched
 */
gboolean
pl_address_get_mapped (const PlAddress *address, PlAddress *ret_ipv4)
{
  const guint8 *ipv4 = peek_ipv4 (address);

  if (ipv4 == NULL || address->family != PL_FAMILY_IPV6)
    return FALSE;
  if (ret_ipv4 != NULL)
    {
      PlAddress mapped = { .family = PL_FAMILY_IPV4 };

      memcpy (mapped.bytes, ipv4, 4);
      *ret_ipv4 = mapped;
    }
  return TRUE;
}
