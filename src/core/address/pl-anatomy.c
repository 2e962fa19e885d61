/* The fields of an address, in the order of its bits; what they carry is decoded in pl-address-decode.c. */
#include "core/address/pl-anatomy.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-anatomy-private.h"
#include "core/address/pl-interface-id.h"
#include "core/address/pl-special-purpose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_BITS  64   /* RFC 4291 section 2.5.1 */
#define EUI_FLIP 0x02 /* the bit that RFC 4291 appendix A inverts */

static void
clear_field (gpointer item)
{
  PlField *field = item;

  g_free (field->label);
}

/* Takes the label. A field without bits is none. */
void
pl_anatomy_take (GArray *fields, guint n_bits, PlFieldKind kind, char *label)
{
  PlField field = { n_bits, kind, label };

  if (n_bits > 0)
    g_array_append_val (fields, field);
  else
    g_free (label);
}

char *
pl_anatomy_dup_ipv4 (const PlAddress *address, guint offset, guint8 flip)
{
  PlAddress ipv4 = { .family = PL_FAMILY_IPV4 };
  char text[PL_ADDRESS_STRING_SIZE];

  for (guint i = 0; i < 4; i++)
    ipv4.bytes[i] = address->bytes[offset + i] ^ flip;
  return g_strdup (pl_address_to_string (&ipv4, text));
}

static gboolean
are_zero (const PlAddress *address, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (address->bytes[i / 8] & (0x80 >> i % 8))
      return FALSE;
  return TRUE;
}

void
pl_anatomy_take_zero (GArray *fields, const PlAddress *address, guint first, guint n_bits)
{
  char *label;

  if (are_zero (address, first, first + n_bits))
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u zero bit", "%u zero bits", n_bits), n_bits);
  else
    label = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u bit that should be zero", "%u bits that should be zero", n_bits),
        n_bits);
  pl_anatomy_take (fields, n_bits, PL_FIELD_D, label);
}

static void
take_network (GArray *fields, guint n_bits)
{
  pl_anatomy_take (
      fields, n_bits, PL_FIELD_A,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "network, %u bit", "network, %u bits", n_bits), n_bits));
}

static void
take_subnet (GArray *fields, guint n_bits)
{
  pl_anatomy_take (
      fields, n_bits, PL_FIELD_B,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "subnet, %u bit", "subnet, %u bits", n_bits), n_bits));
}

static void
take_host (GArray *fields, guint n_bits)
{
  pl_anatomy_take (
      fields, n_bits, PL_FIELD_C,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "host, %u bit", "host, %u bits", n_bits), n_bits));
}

/* A well-known prefix and what it says: "fe80::/10 link-local". */
void
pl_anatomy_take_prefix (GArray *fields, const PlAddress *address, guint n_bits)
{
  PlAddress network = { .family = address->family };
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddressClass class;

  for (guint i = 0; i < n_bits; i++)
    network.bytes[i / 8] |= address->bytes[i / 8] & (0x80 >> i % 8);
  pl_address_classify (address, &class);
  pl_anatomy_take (
      fields, n_bits, PL_FIELD_A,
      /* Translators: a prefix with its length, and the class of address that it means: "fe80::/10
         link-local" */
      g_strdup_printf (_ ("%s/%u %s"), pl_address_to_string (&network, text), n_bits, class.name));
}

void
pl_anatomy_take_interface_id (GArray *fields, const PlAddress *address)
{
  const guint8 *bytes = address->bytes + 8;
  PlInterfaceId id;
  char *label;

  pl_interface_id_read (&id, address);
  if (are_zero (address, ID_BITS, 128))
    label = g_strdup (_ ("64-bit interface id, all zero: any router of the subnet"));
  else if (id.is_eui64)
    {
      g_autofree char *mac = pl_interface_id_dup_mac (&id);

      label = g_strdup_printf (_ ("64-bit interface id · EUI-64 of %s"), mac);
    }
  else if ((bytes[0] & ~EUI_FLIP) == 0 && bytes[1] == 0 && bytes[2] == 0x5e && bytes[3] == 0xfe)
    {
      g_autofree char *ipv4 = pl_anatomy_dup_ipv4 (address, 12, 0);

      label = g_strdup_printf (_ ("64-bit interface id · ISATAP of %s"), ipv4);
    }
  else
    label = g_strdup (_ ("64-bit interface id, not from a MAC address"));
  pl_anatomy_take (fields, ID_BITS, PL_FIELD_C, label);
}

/* The IPv4 address goes around bits 64 to 71 (RFC 6052 section 2.2). */
static void
cut_local_nat64 (GArray *fields, const PlAddress *address, guint prefix_length, const PlAddress *ipv4)
{
  guint n_before = CLAMP (ID_BITS - (int) prefix_length, 0, 32);
  char text[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (ipv4, text);
  pl_anatomy_take_prefix (fields, address, MIN (prefix_length, 96));
  if (prefix_length == 96)
    {
      pl_anatomy_take (fields, 32, PL_FIELD_B, g_strdup_printf (_ ("IPv4 %s"), text));
      return;
    }
  pl_anatomy_take (fields, n_before, PL_FIELD_B, g_strdup_printf (_ ("IPv4 %s, its start"), text));
  pl_anatomy_take_zero (fields, address, ID_BITS, 8);
  pl_anatomy_take (fields, 32 - n_before, PL_FIELD_B, g_strdup_printf (_ ("IPv4 %s, its end"), text));
  pl_anatomy_take_zero (fields, address, ID_BITS + 8 + 32 - n_before, 128 - ID_BITS - 8 - 32 + n_before);
}

/* What the registry says up to the subnet, then what the prefix length says. */
static void
cut_unicast (GArray *fields, const PlAddress *address, guint prefix_length)
{
  const PlBlock *blocks[PL_BLOCKS_MAX];
  guint n_blocks = pl_address_get_blocks (address, blocks);
  guint n_known = 0;
  PlInterfaceId id;

  if (n_blocks > 0)
    n_known = blocks[0]->prefix_length;
  if (n_known == 128)
    {
      pl_anatomy_take_prefix (fields, address, 128);
      return;
    }
  if (n_known > 0 && n_known <= ID_BITS)
    pl_anatomy_take_prefix (fields, address, n_known);
  else
    n_known = 0;

  if (!pl_interface_id_read (&id, address) || prefix_length > ID_BITS)
    {
      guint end = MAX (prefix_length, n_known);

      if (n_known > 0)
        take_subnet (fields, end - n_known);
      else
        take_network (fields, end);
      take_host (fields, 128 - end);
      return;
    }
  if (n_known == 0)
    take_network (fields, n_known = prefix_length);
  take_subnet (fields, ID_BITS - n_known);
  pl_anatomy_take_interface_id (fields, address);
}

static void
cut_ipv6 (GArray *fields, const PlAddress *address, guint prefix_length)
{
  static const PlAddress local_nat64 = PL_IPV6 (0x64, 0xff9b, 1, 0, 0, 0, 0, 0);
  PlAddress ipv4;

  if (pl_anatomy_cut_layout (fields, address))
    return;
  if (pl_address_is_in (address, &local_nat64, 48) && prefix_length >= 48 &&
      pl_address_get_nat64 (address, prefix_length, &ipv4))
    cut_local_nat64 (fields, address, prefix_length, &ipv4);
  else
    cut_unicast (fields, address, prefix_length);
}

static void
cut_ipv4 (GArray *fields, const PlAddress *address, guint prefix_length)
{
  if (pl_address_is_multicast (address))
    {
      pl_anatomy_take (fields, 4, PL_FIELD_A, g_strdup (_ ("224.0.0.0/4 multicast")));
      pl_anatomy_take (fields, 28, PL_FIELD_C, g_strdup (_ ("group, 28 bits")));
      return;
    }
  take_network (fields, prefix_length);
  take_host (fields, 32 - prefix_length);
}

/**
 * pl_anatomy_new:
 * @address: an address with a family
 * @prefix_length: where its network ends; only where no RFC fixes the fields
 *
 * Cuts an address into its fields: `fe80::211:22ff:fe33:4455` has 10 bits "fe80::/10 link-local", "54 zero
 * bits" and a "64-bit interface id · EUI-64 of 00:11:22:33:44:55"; `100.64.3.7` with 10 bits "network, 10
 * bits" and "host, 22 bits". Together they have all bits of the address.
 *
 * Returns: (transfer full) (element-type Pl.Field): the fields; the array frees what they own
 */
GArray *
pl_anatomy_new (const PlAddress *address, guint prefix_length)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (PlField));

  g_array_set_clear_func (fields, clear_field);
  prefix_length = MIN (prefix_length, 8 * (guint) pl_address_get_size (address));
  if (address->family == PL_FAMILY_IPV4)
    cut_ipv4 (fields, address, prefix_length);
  else if (address->family == PL_FAMILY_IPV6)
    cut_ipv6 (fields, address, prefix_length);
  return fields;
}

/**
 * pl_anatomy_dup_text:
 * @fields: (element-type Pl.Field): what pl_anatomy_new() gave
 * @address: the same address
 *
 * Reads the fields aloud: each in words and, unless all of them are zero, with its bits in groups of the
 * address's own: "network, 8 bits: 01111111; host, 24 bits: 00000000 00000000 00000001".
 *
 * Returns: (transfer full): the text
 */
char *
pl_anatomy_dup_text (const GArray *fields, const PlAddress *address)
{
  guint group_bits = address->family == PL_FAMILY_IPV4 ? 8 : 16;
  GString *text = g_string_new (NULL);
  guint bit = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      const PlField *field = &g_array_index (fields, PlField, i);
      guint end = bit + field->n_bits;

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", field->label);
      if (are_zero (address, bit, end) && field->kind == PL_FIELD_D)
        {
          bit = end;
          continue;
        }
      g_string_append (text, ": ");
      for (guint start = bit; bit < end; bit++)
        {
          if (bit > start && bit % group_bits == 0)
            g_string_append_c (text, ' ');
          g_string_append_c (text, are_zero (address, bit, bit + 1) ? '0' : '1');
        }
    }
  return g_string_free (text, FALSE);
}
