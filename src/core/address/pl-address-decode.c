/* What a unicast address carries inside: other addresses, ports, a MAC address; asks nobody. */
#include "core/address/pl-address-decode.h"

#include "core/address/pl-interface-id.h"
#include "core/address/pl-special-purpose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RFC_MAPPED     "RFC 4291 §2.5.5.2"
#define RFC_COMPATIBLE "RFC 4291 §2.5.5.1"
#define RFC_NAT64      "RFC 6052 §2.2"
#define RFC_6TO4       "RFC 3056 §2"
#define RFC_TEREDO     "RFC 4380 §4"
#define RFC_ULA        "RFC 4193 §3.1"
#define RFC_EUI64      "RFC 4291 appendix A"
#define RFC_ISATAP     "RFC 5214 §6.1"

#define TEREDO_CONE 0x8000

static const PlAddress compatible = PL_IPV6 (0, 0, 0, 0, 0, 0, 0, 0);
static const PlAddress nat64 = PL_IPV6 (0x64, 0xff9b, 0, 0, 0, 0, 0, 0);
static const PlAddress local_nat64 = PL_IPV6 (0x64, 0xff9b, 1, 0, 0, 0, 0, 0);
static const PlAddress six_to_four = PL_IPV6 (0x2002, 0, 0, 0, 0, 0, 0, 0);
static const PlAddress teredo = PL_IPV6 (0x2001, 0, 0, 0, 0, 0, 0, 0);
static const PlAddress unique_local = PL_IPV6 (0xfc00, 0, 0, 0, 0, 0, 0, 0);

static void
clear_decoded (gpointer item)
{
  PlDecoded *decoded = item;

  g_free (decoded->value);
}

void
pl_decoded_add (GArray *decoded, const char *key, const char *label, const char *rfc, const char *format, ...)
{
  PlDecoded item = { .key = key, .label = label, .rfc = rfc };
  va_list args;

  va_start (args, format);
  item.value = g_strdup_vprintf (format, args);
  va_end (args);
  item.token = item.value;
  g_array_append_val (decoded, item);
}

/* @token is static, and @word what people read in its place. */
void
pl_decoded_add_word (GArray *decoded,
                     const char *key,
                     const char *label,
                     const char *rfc,
                     const char *token,
                     const char *word)
{
  PlDecoded item = { .key = key, .label = label, .rfc = rfc, .token = token, .value = g_strdup (word) };

  g_array_append_val (decoded, item);
}

void
pl_decoded_add_address (GArray *decoded,
                        const char *key,
                        const char *label,
                        const char *rfc,
                        const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];

  pl_decoded_add (decoded, key, label, rfc, "%s", pl_address_to_string (address, text));
}

static PlAddress
ipv4_at (const PlAddress *address, guint offset)
{
  PlAddress ipv4 = { .family = PL_FAMILY_IPV4 };

  memcpy (ipv4.bytes, address->bytes + offset, 4);
  return ipv4;
}

static guint
read_16 (const PlAddress *address, guint offset)
{
  return (guint) address->bytes[offset] << 8 | address->bytes[offset + 1];
}

static void
decode_mapped (const PlAddress *address, GArray *decoded)
{
  PlAddress ipv4;
  PlAddressClass class;

  if (!pl_address_get_mapped (address, &ipv4))
    return;
  pl_address_classify (&ipv4, &class);
  pl_decoded_add_address (decoded, "mapped_ipv4", _ ("IPv4 address"), RFC_MAPPED, &ipv4);
  pl_decoded_add_word (decoded, "mapped_class", _ ("Class of the IPv4 address"), class.rfc, class.key,
                       class.name);
}

static void
decode_compatible (const PlAddress *address, GArray *decoded)
{
  PlAddress ipv4 = ipv4_at (address, 12);

  if (pl_address_is_in (address, &compatible, 96) && !pl_address_is_any (address) &&
      !pl_address_is_loopback (address))
    pl_decoded_add_address (decoded, "compatible_ipv4", _ ("IPv4 address"), RFC_COMPATIBLE, &ipv4);
}

/**
 * pl_address_get_nat64:
 * @address: an address
 * @prefix_length: bits of the translator's prefix: 32, 40, 48, 56, 64 or 96
 * @ret_ipv4: (out): the IPv4 address inside
 *
 * Takes out the IPv4 address that a NAT64 translator with such a prefix has put in. Its bytes surround
 * bits 64 to 71, which are always zero (RFC 6052 section 2.2): `2001:db8:122:c000:2:2100::` with 48 bits
 * gives `192.0.2.33`.
 *
 * Returns: whether there can be one: @address is IPv6, the length is one of the six, bits 64 to 71 and what
 * follows the IPv4 address are zero; if not, @ret_ipv4 is untouched
 */
gboolean
pl_address_get_nat64 (const PlAddress *address, guint prefix_length, PlAddress *ret_ipv4)
{
  PlAddress ipv4 = { .family = PL_FAMILY_IPV4 };
  gboolean is_layout = prefix_length == 96 ||
                       (prefix_length >= 32 && prefix_length <= 64 && prefix_length % 8 == 0);
  guint offset = prefix_length / 8;

  if (address->family != PL_FAMILY_IPV6 || !is_layout || address->bytes[8] != 0)
    return FALSE;
  for (guint i = 0; i < 4; i++, offset++)
    {
      if (offset == 8)
        offset++;
      ipv4.bytes[i] = address->bytes[offset];
    }
  for (; offset < 16; offset++)
    if (address->bytes[offset] != 0)
      return FALSE;

  *ret_ipv4 = ipv4;
  return TRUE;
}

static void
decode_nat64 (const PlAddress *address, GArray *decoded)
{
  PlAddress ipv4 = ipv4_at (address, 12);
  PlAddressClass class;

  if (!pl_address_is_in (address, &nat64, 96))
    return;
  pl_address_classify (&ipv4, &class);
  pl_decoded_add_address (decoded, "nat64_ipv4", _ ("IPv4 address"), RFC_NAT64, &ipv4);
  pl_decoded_add_word (decoded, "nat64_class", _ ("Class of the IPv4 address"), class.rfc, class.key,
                       class.name);
  if (class.reach != PL_REACH_GLOBAL)
    pl_decoded_add_word (decoded, "nat64_not_allowed", _ ("Not allowed"), "RFC 6052 §3.1", "yes",
                         _ ("this prefix is for global IPv4 addresses only"));
}

/* Which length a network has given its own prefix cannot be told, but most lengths rule themselves out: by
 * bits left over, or by an address in 0.0.0.0/8, which no host has. */
static void
decode_local_nat64 (const PlAddress *address, GArray *decoded)
{
  static const struct
  {
    guint prefix_length;
    const char *key;
    const char *label;
  } layouts[] = {
    { 48, "nat64_ipv4_48", N_ ("IPv4 address, if the prefix has 48 bits") },
    { 56, "nat64_ipv4_56", N_ ("IPv4 address, if the prefix has 56 bits") },
    { 64, "nat64_ipv4_64", N_ ("IPv4 address, if the prefix has 64 bits") },
    { 96, "nat64_ipv4_96", N_ ("IPv4 address, if the prefix has 96 bits") },
  };

  if (!pl_address_is_in (address, &local_nat64, 48))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      PlAddress ipv4;

      if (pl_address_get_nat64 (address, layouts[i].prefix_length, &ipv4) && ipv4.bytes[0] != 0)
        pl_decoded_add_address (decoded, layouts[i].key, _ (layouts[i].label), RFC_NAT64, &ipv4);
    }
}

static void
decode_6to4 (const PlAddress *address, GArray *decoded)
{
  PlAddress ipv4 = ipv4_at (address, 2);

  if (!pl_address_is_in (address, &six_to_four, 16))
    return;
  pl_decoded_add_address (decoded, "6to4_ipv4", _ ("IPv4 address of the router"), RFC_6TO4, &ipv4);
  pl_decoded_add (decoded, "6to4_subnet", _ ("Subnet"), RFC_6TO4, "%x", read_16 (address, 6));
}

/* Port and client address are inverted, lest a NAT on the way rewrites them (RFC 4380 section 4). */
static void
decode_teredo (const PlAddress *address, GArray *decoded)
{
  PlAddress server = ipv4_at (address, 4);
  PlAddress client = ipv4_at (address, 12);
  guint flags = read_16 (address, 8);

  if (!pl_address_is_in (address, &teredo, 32))
    return;
  for (guint i = 0; i < 4; i++)
    client.bytes[i] ^= 0xff;
  pl_decoded_add_address (decoded, "teredo_server", _ ("Teredo server"), RFC_TEREDO, &server);
  pl_decoded_add (decoded, "teredo_flags", _ ("Teredo flags"), RFC_TEREDO, "0x%04x", flags);
  if (flags & TEREDO_CONE)
    pl_decoded_add_word (decoded, "teredo_nat", _ ("Kind of NAT"), RFC_TEREDO, "cone", C_ ("NAT", "cone"));
  else
    pl_decoded_add_word (decoded, "teredo_nat", _ ("Kind of NAT"), RFC_TEREDO, "not cone",
                         C_ ("NAT", "not cone"));
  pl_decoded_add (decoded, "teredo_port", _ ("Port of the client"), RFC_TEREDO, "%u",
                  read_16 (address, 10) ^ 0xffff);
  pl_decoded_add_address (decoded, "teredo_client", _ ("IPv4 address of the client"), RFC_TEREDO, &client);
}

static void
decode_unique_local (const PlAddress *address, GArray *decoded)
{
  const guint8 *bytes = address->bytes;

  if (!pl_address_is_in (address, &unique_local, 7))
    return;
  pl_decoded_add_word (decoded, "ula_assigned", _ ("Assigned"), RFC_ULA,
                       bytes[0] & 1 ? "locally" : "undefined",
                       bytes[0] & 1 ? _ ("locally, at random") : _ ("in a way not yet defined"));
  pl_decoded_add (decoded, "ula_global_id", _ ("Global id"), RFC_ULA, "%02x%02x%02x%02x%02x", bytes[1],
                  bytes[2], bytes[3], bytes[4], bytes[5]);
  pl_decoded_add (decoded, "ula_subnet", _ ("Subnet"), RFC_ULA, "%x", read_16 (address, 6));
}

static void
decode_eui64 (const PlInterfaceId *id, GArray *decoded)
{
  g_autofree char *mac = NULL;

  if (!id->is_eui64)
    return;
  mac = pl_interface_id_dup_mac (id);
  pl_decoded_add (decoded, "eui64_mac", _ ("Made from the MAC address"), RFC_EUI64, "%s", mac);
  if (id->universal_bit)
    pl_decoded_add_word (decoded, "eui64_universal", _ ("The MAC address is"), RFC_EUI64, "universal",
                         C_ ("MAC address", "universal"));
  else
    pl_decoded_add_word (decoded, "eui64_universal", _ ("The MAC address is"), RFC_EUI64, "local",
                         C_ ("MAC address", "locally set"));
}

static void
decode_isatap (const PlAddress *address, GArray *decoded)
{
  const guint8 *id = address->bytes + 8;
  PlAddress ipv4 = ipv4_at (address, 12);

  if ((id[0] & ~2) == 0 && id[1] == 0 && id[2] == 0x5e && id[3] == 0xfe)
    pl_decoded_add_address (decoded, "isatap_ipv4", _ ("IPv4 address (ISATAP)"), RFC_ISATAP, &ipv4);
}

static void
decode_unicast (const PlAddress *address, GArray *decoded)
{
  PlInterfaceId id;

  decode_mapped (address, decoded);
  decode_compatible (address, decoded);
  decode_nat64 (address, decoded);
  decode_local_nat64 (address, decoded);
  decode_6to4 (address, decoded);
  decode_teredo (address, decoded);
  decode_unique_local (address, decoded);
  if (pl_interface_id_read (&id, address))
    {
      decode_eui64 (&id, decoded);
      decode_isatap (address, decoded);
    }
}

/**
 * pl_address_decode:
 * @address: an address
 *
 * Decodes what the address carries inside, each part with its RFC: `2001:0:4136:e378:8000:63bf:3fff:fdd2`
 * has the Teredo server `65.54.227.120`, the port 40000 and the client `192.0.2.45`. Most addresses carry
 * nothing. Nothing is looked up.
 *
 * Returns: (transfer full) (element-type Pl.Decoded): the parts; the array frees what they own
 */
GArray *
pl_address_decode (const PlAddress *address)
{
  GArray *decoded = g_array_new (FALSE, FALSE, sizeof (PlDecoded));

  g_array_set_clear_func (decoded, clear_decoded);
  if (pl_address_is_multicast (address))
    pl_address_decode_multicast (address, decoded);
  else if (address->family == PL_FAMILY_IPV6)
    decode_unicast (address, decoded);
  return decoded;
}
