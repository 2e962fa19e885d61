/* Prefix arithmetic: the network around an address; knows no interface and no route. */
#include "core/address/pl-network.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-text.h"

#define LONGEST_DIGITS    32 /* host bits; more of them are told as a power of two */
#define SUBNET_LENGTH     64 /* RFC 4291 section 2.5.1 */
#define SITE_LENGTH       24 /* what most IPv4 networks have, where nothing says otherwise */
#define TRANSLATOR_LENGTH 96 /* RFC 6052 section 2.2, and ::ffff:0:0/96 */
#define SCOPE_LENGTH      16 /* RFC 4291 section 2.7 */

static const PlAddress compatible = { PL_FAMILY_IPV6, { 0 } };
static const PlAddress local_nat64 = { PL_FAMILY_IPV6, { 0, 0x64, 0xff, 0x9b, 0, 1 } };

/**
 * pl_network_init:
 * @self: (out caller-allocates): the network
 * @address: an address with a family
 * @prefix_length: bits of the prefix; what is beyond the bits of @address counts as all of them
 *
 * Cuts an address into network and host: `100.64.3.7` with 10 bits is in `100.64.0.0/10`, from `100.64.0.0`
 * to `100.127.255.255`, mask `255.192.0.0`, host part `0.0.3.7` (RFC 4632 section 3.1, RFC 4291 section 2.3).
 */
void
pl_network_init (PlNetwork *self, const PlAddress *address, guint prefix_length)
{
  gsize size = pl_address_get_size (address);
  PlAddress zero = { .family = address->family };

  prefix_length = MIN (prefix_length, 8 * (guint) size);
  *self = (PlNetwork){ prefix_length, zero, zero, zero, zero };
  for (guint i = 0; i < size; i++)
    {
      guint n_fixed = CLAMP ((int) prefix_length - 8 * (int) i, 0, 8);
      guint8 mask = (guint8) (0xff00 >> n_fixed);

      self->mask.bytes[i] = mask;
      self->first.bytes[i] = address->bytes[i] & mask;
      self->last.bytes[i] = (guint8) (address->bytes[i] | ~mask);
      self->host.bytes[i] = (guint8) (address->bytes[i] & ~mask);
    }
  if (address->family != PL_FAMILY_IPV4)
    self->mask = (PlAddress){ PL_FAMILY_NONE };
}

/**
 * pl_network_dup_prefix:
 * @self: a network
 *
 * Returns: (transfer full): the prefix as text: `fe80::/64`
 */
char *
pl_network_dup_prefix (const PlNetwork *self)
{
  char text[PL_ADDRESS_STRING_SIZE];

  return g_strdup_printf ("%s/%u", pl_address_to_string (&self->first, text), self->prefix_length);
}

/**
 * pl_network_dup_n_addresses:
 * @self: a network
 *
 * How many addresses it has, the first and the last included: `4,194,304`. A number of more than 32 bits
 * tells nobody anything as digits: then it is a power, `2^64`.
 *
 * Returns: (transfer full): the number to show
 */
char *
pl_network_dup_n_addresses (const PlNetwork *self)
{
  guint n_bits = 8 * (guint) pl_address_get_size (&self->first) - self->prefix_length;
  g_autofree char *digits = NULL;

  if (n_bits > LONGEST_DIGITS)
    return g_strdup_printf ("2^%u", n_bits);

  digits = g_strdup_printf ("%" G_GUINT64_FORMAT, G_GUINT64_CONSTANT (1) << n_bits);
  return pl_text_dup_grouped (digits);
}

/**
 * pl_network_guess_prefix_length:
 * @address: an address with a family
 *
 * An address alone does not tell where its network ends. This is a length to start with: that of the smallest
 * block of the IANA registries around an IPv4 address (`100.64.3.7`: 10), 64 for IPv6, as nearly all its
 * networks have (RFC 4291 section 2.5.4), 96 where an IPv4 address is at the end, and 16, up to the scope,
 * for a group.
 *
 * Returns: a number of bits
 */
guint
pl_network_guess_prefix_length (const PlAddress *address)
{
  const PlBlock *blocks[PL_BLOCKS_MAX];
  guint n_blocks = pl_address_get_blocks (address, blocks);
  guint n_bits = 8 * (guint) pl_address_get_size (address);

  if (address->family == PL_FAMILY_IPV6)
    {
      if (pl_address_is_multicast (address))
        return SCOPE_LENGTH;
      if (pl_address_is_in (address, &compatible, TRANSLATOR_LENGTH) ||
          pl_address_is_in (address, &local_nat64, 48))
        return n_blocks > 0 && blocks[0]->prefix_length == n_bits ? n_bits : TRANSLATOR_LENGTH;
      for (guint i = 0; i < n_blocks; i++)
        if (blocks[i]->prefix_length == n_bits || blocks[i]->prefix_length == TRANSLATOR_LENGTH)
          return blocks[i]->prefix_length;
      return SUBNET_LENGTH;
    }

  if (n_blocks > 0 && blocks[0]->prefix_length == n_bits && blocks[0]->address.bytes[0] == 255)
    return n_bits; /* the limited broadcast has no network */
  /* A row for one address says nothing of its network. */
  for (guint i = 0; i < n_blocks; i++)
    if (blocks[i]->prefix_length < n_bits)
      return blocks[i]->prefix_length;
  return pl_address_is_multicast (address) ? 4 : SITE_LENGTH;
}
