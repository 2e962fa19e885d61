/* The fields of addresses whose layout an RFC fixes, whatever their prefix length. */
#include "core/address/pl-anatomy-private.h"

#include "core/address/pl-special-purpose.h"

#include <glib/gi18n-lib.h>

#define OWNER_BITS 64 /* RFC 3306 section 4 */
#define SCOPES     0xf

static guint
read_16 (const PlAddress *address, guint offset)
{
  return (guint) address->bytes[offset] << 8 | address->bytes[offset + 1];
}

static void
take_embedded (GArray *fields, const PlAddress *address, guint offset)
{
  g_autofree char *ipv4 = pl_anatomy_dup_ipv4 (address, offset, 0);

  pl_anatomy_take (fields, 32, PL_FIELD_B, g_strdup_printf (_ ("IPv4 %s"), ipv4));
}

static void
take_subnet (GArray *fields, const PlAddress *address, PlFieldKind kind)
{
  pl_anatomy_take (fields, 16, kind, g_strdup_printf (_ ("subnet %x"), read_16 (address, 6)));
}

static void
cut_loopback (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_zero (fields, address, 0, 127);
  pl_anatomy_take (fields, 1, PL_FIELD_C, g_strdup (_ ("1: loopback")));
}

static void
cut_unspecified (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_zero (fields, address, 0, 128);
}

static void
cut_mapped (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_zero (fields, address, 0, 80);
  pl_anatomy_take (fields, 16, PL_FIELD_A, g_strdup (_ ("ffff: v4-mapped")));
  take_embedded (fields, address, 12);
}

static void
cut_compatible (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_zero (fields, address, 0, 96);
  take_embedded (fields, address, 12);
}

static void
cut_nat64 (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 96);
  take_embedded (fields, address, 12);
}

static void
cut_6to4 (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 16);
  take_embedded (fields, address, 2);
  take_subnet (fields, address, PL_FIELD_A);
  pl_anatomy_take_interface_id (fields, address);
}

/* Port and client are inverted (RFC 4380 section 4). */
static void
cut_teredo (GArray *fields, const PlAddress *address)
{
  g_autofree char *server = pl_anatomy_dup_ipv4 (address, 4, 0);
  g_autofree char *client = pl_anatomy_dup_ipv4 (address, 12, 0xff);

  pl_anatomy_take_prefix (fields, address, 32);
  pl_anatomy_take (fields, 32, PL_FIELD_B, g_strdup_printf (_ ("server %s"), server));
  pl_anatomy_take (fields, 16, PL_FIELD_A, g_strdup_printf (_ ("flags %04x"), read_16 (address, 8)));
  pl_anatomy_take (fields, 16, PL_FIELD_B,
                   g_strdup_printf (_ ("port %u, inverted"), read_16 (address, 10) ^ 0xffff));
  pl_anatomy_take (fields, 32, PL_FIELD_C, g_strdup_printf (_ ("client %s, inverted"), client));
}

static void
cut_unique_local (GArray *fields, const PlAddress *address)
{
  const guint8 *bytes = address->bytes;

  pl_anatomy_take_prefix (fields, address, 7);
  pl_anatomy_take (fields, 1, PL_FIELD_D,
                   g_strdup_printf (C_ ("flag of a unique local address", "L %u"), bytes[0] & 1u));
  pl_anatomy_take (fields, 40, PL_FIELD_B,
                   g_strdup_printf (_ ("global id %02x%02x%02x%02x%02x"), bytes[1], bytes[2], bytes[3],
                                    bytes[4], bytes[5]));
  take_subnet (fields, address, PL_FIELD_A);
  pl_anatomy_take_interface_id (fields, address);
}

static void
cut_link_local (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 10);
  pl_anatomy_take_zero (fields, address, 10, 54);
  pl_anatomy_take_interface_id (fields, address);
}

/* The overlay routable cryptographic hashes of RFC 4843 and RFC 7343. */
static void
cut_orchid (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 28);
  pl_anatomy_take (fields, 100, PL_FIELD_C, g_strdup (_ ("hash, 100 bits")));
}

static void
cut_orchid2 (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 28);
  pl_anatomy_take (fields, 4, PL_FIELD_B, g_strdup_printf (_ ("algorithm %x"), address->bytes[3] & 0xfu));
  pl_anatomy_take (fields, 96, PL_FIELD_C, g_strdup (_ ("hash, 96 bits")));
}

static void
cut_drone_id (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 28);
  pl_anatomy_take (fields, 28, PL_FIELD_B, g_strdup (_ ("hierarchy, 28 bits")));
  pl_anatomy_take (fields, 8, PL_FIELD_D, g_strdup_printf (_ ("suite %u"), address->bytes[7]));
  pl_anatomy_take (fields, 64, PL_FIELD_C, g_strdup (_ ("hash, 64 bits")));
}

static void
cut_segment (GArray *fields, const PlAddress *address)
{
  pl_anatomy_take_prefix (fields, address, 16);
  pl_anatomy_take (fields, 112, PL_FIELD_C, g_strdup (_ ("segment id, 112 bits")));
}

/* RFC 3306 and RFC 3956: a transient group that carries the prefix of its owner. */
static gboolean
has_owner (const PlAddress *address)
{
  return ((address->bytes[1] >> 4) & 3) == 3 && address->bytes[3] <= OWNER_BITS;
}

static void
cut_owner (GArray *fields, const PlAddress *address)
{
  const guint8 *bytes = address->bytes;
  gboolean has_point = bytes[1] & 0x40;

  pl_anatomy_take_zero (fields, address, 16, has_point ? 4 : 8);
  if (has_point)
    pl_anatomy_take (fields, 4, PL_FIELD_B, g_strdup_printf (_ ("RP id %x"), bytes[2] & 0xfu));
  pl_anatomy_take (fields, 8, PL_FIELD_B, g_strdup_printf (_ ("length %u"), bytes[3]));
  pl_anatomy_take (fields, OWNER_BITS, PL_FIELD_A, g_strdup (_ ("prefix of the owner, 64 bits")));
  pl_anatomy_take (
      fields, 32, PL_FIELD_C,
      g_strdup_printf (_ ("group id %02x%02x%02x%02x"), bytes[12], bytes[13], bytes[14], bytes[15]));
}

static void
cut_multicast (GArray *fields, const PlAddress *address)
{
  static const PlAddress solicited_node = PL_IPV6 (0xff02, 0, 0, 0, 0, 1, 0xff00, 0);
  const guint8 *bytes = address->bytes;

  pl_anatomy_take (fields, 8, PL_FIELD_A, g_strdup (_ ("ff00::/8 multicast")));
  pl_anatomy_take (fields, 4, PL_FIELD_B, g_strdup_printf (_ ("flags %x"), bytes[1] >> 4u));
  pl_anatomy_take (fields, 4, PL_FIELD_D, g_strdup_printf (_ ("scope %x"), bytes[1] & SCOPES));
  if (has_owner (address))
    cut_owner (fields, address);
  else if (pl_address_is_in (address, &solicited_node, 104))
    {
      pl_anatomy_take (fields, 88, PL_FIELD_A, g_strdup (_ ("solicited-node")));
      pl_anatomy_take (fields, 24, PL_FIELD_C, g_strdup (_ ("end of the address")));
    }
  else
    pl_anatomy_take (fields, 112, PL_FIELD_C, g_strdup (_ ("group id, 112 bits")));
}

#define V6 PL_IPV6

static const struct
{
  PlAddress network;
  guint prefix_length;
  void (*cut) (GArray *fields, const PlAddress *address);
} layouts[] = {
  /* The longer prefix before the shorter. */
  { V6 (0, 0, 0, 0, 0, 0, 0, 0), 128, cut_unspecified },
  { V6 (0, 0, 0, 0, 0, 0, 0, 1), 128, cut_loopback },
  { V6 (0, 0, 0, 0, 0, 0xffff, 0, 0), 96, cut_mapped },
  { V6 (0, 0, 0, 0, 0, 0, 0, 0), 96, cut_compatible },
  { V6 (0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, cut_nat64 },
  { V6 (0x2001, 0, 0, 0, 0, 0, 0, 0), 32, cut_teredo },
  { V6 (0x2001, 0x10, 0, 0, 0, 0, 0, 0), 28, cut_orchid },
  { V6 (0x2001, 0x20, 0, 0, 0, 0, 0, 0), 28, cut_orchid2 },
  { V6 (0x2001, 0x30, 0, 0, 0, 0, 0, 0), 28, cut_drone_id },
  { V6 (0x2002, 0, 0, 0, 0, 0, 0, 0), 16, cut_6to4 },
  { V6 (0x5f00, 0, 0, 0, 0, 0, 0, 0), 16, cut_segment },
  { V6 (0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, cut_link_local },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0), 8, cut_multicast },
  { V6 (0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, cut_unique_local },
};

gboolean
pl_anatomy_cut_layout (GArray *fields, const PlAddress *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (pl_address_is_in (address, &layouts[i].network, layouts[i].prefix_length))
      {
        layouts[i].cut (fields, address);
        return TRUE;
      }
  return FALSE;
}
