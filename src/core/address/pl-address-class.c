/* What an address is, in a word and with its RFC; what it carries inside is not decoded here. */
#include "core/address/pl-address-class.h"

#include "core/address/pl-special-purpose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ICON_NOWHERE   "action-unavailable-symbolic"
#define ICON_HOST      "computer-symbolic"
#define ICON_LINK      "network-wired-symbolic"
#define ICON_SITE      "network-workgroup-symbolic"
#define ICON_GLOBAL    "web-browser-symbolic"
#define ICON_EXAMPLE   "emblem-documents-symbolic"
#define ICON_LAB       "applications-science-symbolic"
#define ICON_MULTICAST "system-users-symbolic"
#define ICON_TUNNEL    "network-vpn-symbolic"
#define ICON_SERVICE   "network-server-symbolic"

#define NOWHERE PL_REACH_NOWHERE
#define HOST    PL_REACH_HOST
#define LINK    PL_REACH_LINK
#define SITE    PL_REACH_SITE
#define GLOBAL  PL_REACH_GLOBAL

#define V4 PL_IPV4
#define V6 PL_IPV6

typedef struct
{
  PlAddress network;
  guint8 prefix_length;
  guint8 reach; /* a PlReach */
  const char *name;
  const char *rfc;
  const char *symbolic_icon;
} Range;

/* The registries and what they leave out. The longest match decides, so the order does not. */
/* clang-format off */
static const Range ranges[] = {
  { V4 (0, 0, 0, 0), 0, GLOBAL, N_("global"), "RFC 4632", ICON_GLOBAL },
  { V4 (0, 0, 0, 0), 8, NOWHERE, N_("this network"), "RFC 791 §3.2", ICON_NOWHERE },
  { V4 (0, 0, 0, 0), 32, NOWHERE, N_("unspecified"), "RFC 1122 §3.2.1.3", ICON_NOWHERE },
  { V4 (10, 0, 0, 0), 8, SITE, N_("private"), "RFC 1918", ICON_SITE },
  { V4 (100, 64, 0, 0), 10, SITE, N_("shared"), "RFC 6598", ICON_SITE },
  { V4 (127, 0, 0, 0), 8, HOST, N_("loopback"), "RFC 1122 §3.2.1.3", ICON_HOST },
  { V4 (169, 254, 0, 0), 16, LINK, N_("link-local"), "RFC 3927", ICON_LINK },
  { V4 (172, 16, 0, 0), 12, SITE, N_("private"), "RFC 1918", ICON_SITE },
  { V4 (192, 0, 0, 0), 24, NOWHERE, N_("IETF protocols"), "RFC 6890 §2.1", ICON_NOWHERE },
  { V4 (192, 0, 0, 0), 29, SITE, N_("DS-Lite"), "RFC 7335", ICON_TUNNEL },
  { V4 (192, 0, 0, 8), 32, NOWHERE, N_("dummy"), "RFC 7600", ICON_NOWHERE },
  { V4 (192, 0, 0, 9), 32, GLOBAL, N_("PCP anycast"), "RFC 7723", ICON_SERVICE },
  { V4 (192, 0, 0, 10), 32, GLOBAL, N_("TURN anycast"), "RFC 8155", ICON_SERVICE },
  { V4 (192, 0, 0, 170), 31, NOWHERE, N_("NAT64 discovery"), "RFC 7050 §2.2", ICON_TUNNEL },
  { V4 (192, 0, 2, 0), 24, NOWHERE, N_("documentation"), "RFC 5737", ICON_EXAMPLE },
  { V4 (192, 31, 196, 0), 24, GLOBAL, N_("AS112"), "RFC 7535", ICON_SERVICE },
  { V4 (192, 52, 193, 0), 24, GLOBAL, N_("multicast tunnel"), "RFC 7450", ICON_TUNNEL },
  { V4 (192, 88, 99, 0), 24, GLOBAL, N_("6to4 relay, deprecated"), "RFC 7526", ICON_TUNNEL },
  { V4 (192, 88, 99, 2), 32, SITE, N_("6a44 relay"), "RFC 6751", ICON_TUNNEL },
  { V4 (192, 168, 0, 0), 16, SITE, N_("private"), "RFC 1918", ICON_SITE },
  { V4 (192, 175, 48, 0), 24, GLOBAL, N_("AS112"), "RFC 7534", ICON_SERVICE },
  { V4 (198, 18, 0, 0), 15, SITE, N_("benchmarking"), "RFC 2544", ICON_LAB },
  { V4 (198, 51, 100, 0), 24, NOWHERE, N_("documentation"), "RFC 5737", ICON_EXAMPLE },
  { V4 (203, 0, 113, 0), 24, NOWHERE, N_("documentation"), "RFC 5737", ICON_EXAMPLE },
  { V4 (224, 0, 0, 0), 4, GLOBAL, N_("multicast"), "RFC 5771", ICON_MULTICAST },
  { V4 (224, 0, 0, 0), 24, LINK, N_("link-local multicast"), "RFC 5771 §4", ICON_MULTICAST },
  { V4 (232, 0, 0, 0), 8, GLOBAL, N_("source-specific multicast"), "RFC 4607 §1", ICON_MULTICAST },
  { V4 (233, 0, 0, 0), 8, GLOBAL, N_("GLOP multicast"), "RFC 3180", ICON_MULTICAST },
  { V4 (233, 252, 0, 0), 14, GLOBAL, N_("multicast"), "RFC 5771 §6", ICON_MULTICAST },
  { V4 (233, 252, 0, 0), 24, NOWHERE, N_("documentation multicast"), "RFC 6676", ICON_EXAMPLE },
  { V4 (234, 0, 0, 0), 8, GLOBAL, N_("prefix-based multicast"), "RFC 6034", ICON_MULTICAST },
  { V4 (239, 0, 0, 0), 8, SITE, N_("administratively scoped multicast"), "RFC 2365", ICON_MULTICAST },
  { V4 (239, 192, 0, 0), 14, SITE, N_("organization-local multicast"), "RFC 2365 §6.2", ICON_MULTICAST },
  { V4 (239, 255, 0, 0), 16, SITE, N_("site-local multicast"), "RFC 2365 §6.1", ICON_MULTICAST },
  { V4 (240, 0, 0, 0), 4, NOWHERE, N_("reserved"), "RFC 1112 §4", ICON_NOWHERE },
  { V4 (255, 255, 255, 255), 32, LINK, N_("broadcast"), "RFC 919 §7", ICON_MULTICAST },

  { V6 (0, 0, 0, 0, 0, 0, 0, 0), 0, NOWHERE, N_("reserved"), "RFC 4291 §2.4", ICON_NOWHERE },
  { V6 (0, 0, 0, 0, 0, 0, 0, 0), 96, NOWHERE, N_("v4-compatible, deprecated"), "RFC 4291 §2.5.5.1", ICON_NOWHERE },
  { V6 (0, 0, 0, 0, 0, 0, 0, 0), 128, NOWHERE, N_("unspecified"), "RFC 4291 §2.5.2", ICON_NOWHERE },
  { V6 (0, 0, 0, 0, 0, 0, 0, 1), 128, HOST, N_("loopback"), "RFC 4291 §2.5.3", ICON_HOST },
  { V6 (0, 0, 0, 0, 0, 0xffff, 0, 0), 96, HOST, N_("v4-mapped"), "RFC 4291 §2.5.5.2", ICON_HOST },
  { V6 (0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, GLOBAL, N_("NAT64"), "RFC 6052 §2.1", ICON_TUNNEL },
  { V6 (0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48, SITE, N_("local NAT64"), "RFC 8215", ICON_TUNNEL },
  { V6 (0x100, 0, 0, 0, 0, 0, 0, 0), 64, NOWHERE, N_("discard-only"), "RFC 6666", ICON_NOWHERE },
  { V6 (0x100, 0, 0, 1, 0, 0, 0, 0), 64, NOWHERE, N_("dummy"), "RFC 9780", ICON_NOWHERE },
  { V6 (0x2000, 0, 0, 0, 0, 0, 0, 0), 3, GLOBAL, N_("global"), "RFC 4291 §2.5.4", ICON_GLOBAL },
  { V6 (0x2001, 0, 0, 0, 0, 0, 0, 0), 23, NOWHERE, N_("IETF protocols"), "RFC 2928", ICON_NOWHERE },
  { V6 (0x2001, 0, 0, 0, 0, 0, 0, 0), 32, GLOBAL, N_("Teredo"), "RFC 4380", ICON_TUNNEL },
  { V6 (0x2001, 1, 0, 0, 0, 0, 0, 1), 128, GLOBAL, N_("PCP anycast"), "RFC 7723", ICON_SERVICE },
  { V6 (0x2001, 1, 0, 0, 0, 0, 0, 2), 128, GLOBAL, N_("TURN anycast"), "RFC 8155", ICON_SERVICE },
  { V6 (0x2001, 1, 0, 0, 0, 0, 0, 3), 128, GLOBAL, N_("SRP anycast"), "RFC 9665", ICON_SERVICE },
  { V6 (0x2001, 2, 0, 0, 0, 0, 0, 0), 48, SITE, N_("benchmarking"), "RFC 5180", ICON_LAB },
  { V6 (0x2001, 3, 0, 0, 0, 0, 0, 0), 32, GLOBAL, N_("multicast tunnel"), "RFC 7450", ICON_TUNNEL },
  { V6 (0x2001, 4, 0x112, 0, 0, 0, 0, 0), 48, GLOBAL, N_("AS112"), "RFC 7535", ICON_SERVICE },
  { V6 (0x2001, 0x10, 0, 0, 0, 0, 0, 0), 28, NOWHERE, N_("ORCHID, deprecated"), "RFC 4843", ICON_NOWHERE },
  { V6 (0x2001, 0x20, 0, 0, 0, 0, 0, 0), 28, GLOBAL, N_("ORCHIDv2"), "RFC 7343", ICON_GLOBAL },
  { V6 (0x2001, 0x30, 0, 0, 0, 0, 0, 0), 28, GLOBAL, N_("drone id"), "RFC 9374", ICON_GLOBAL },
  { V6 (0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, NOWHERE, N_("documentation"), "RFC 3849", ICON_EXAMPLE },
  { V6 (0x2002, 0, 0, 0, 0, 0, 0, 0), 16, GLOBAL, N_("6to4"), "RFC 3056 §2", ICON_TUNNEL },
  { V6 (0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48, GLOBAL, N_("AS112"), "RFC 7534", ICON_SERVICE },
  { V6 (0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, NOWHERE, N_("documentation"), "RFC 9637", ICON_EXAMPLE },
  { V6 (0x5f00, 0, 0, 0, 0, 0, 0, 0), 16, SITE, N_("segment routing"), "RFC 9602", ICON_SITE },
  { V6 (0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, SITE, N_("unique local"), "RFC 4193", ICON_SITE },
  { V6 (0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, LINK, N_("link-local"), "RFC 4291 §2.5.6", ICON_LINK },
  { V6 (0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, SITE, N_("site-local, deprecated"), "RFC 3879 §4", ICON_SITE },
  { V6 (0xff00, 0, 0, 0, 0, 0, 0, 0), 8, NOWHERE, N_("multicast"), "RFC 4291 §2.7", ICON_MULTICAST },
  { V6 (0xff02, 0, 0, 0, 0, 1, 0xff00, 0), 104, LINK, N_("solicited-node multicast"), "RFC 4291 §2.7.1", ICON_MULTICAST },
};
/* clang-format on */

typedef struct
{
  guint8 scope;
  guint8 reach; /* a PlReach */
  const char *name;
  const char *rfc;
} MulticastScope;

static const MulticastScope multicast_scopes[] = {
  { 0x1, HOST, N_ ("interface-local multicast"), "RFC 4291 §2.7" },
  { 0x2, LINK, N_ ("link-local multicast"), "RFC 4291 §2.7" },
  { 0x3, LINK, N_ ("realm-local multicast"), "RFC 7346 §5" },
  { 0x4, SITE, N_ ("admin-local multicast"), "RFC 4291 §2.7" },
  { 0x5, SITE, N_ ("site-local multicast"), "RFC 4291 §2.7" },
  { 0x8, SITE, N_ ("organization-local multicast"), "RFC 4291 §2.7" },
  { 0xe, GLOBAL, N_ ("global multicast"), "RFC 4291 §2.7" },
};

static const Range *
find_range (const PlAddress *address)
{
  const Range *longest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      const Range *range = &ranges[i];

      if (pl_address_is_in (address, &range->network, range->prefix_length) &&
          (longest == NULL || range->prefix_length > longest->prefix_length))
        longest = range;
    }
  return longest;
}

static void
refine_by_scope (const PlAddress *address, PlAddressClass *class)
{
  guint scope = address->bytes[1] & 0xf;

  for (guint i = 0; i < G_N_ELEMENTS (multicast_scopes); i++)
    if (multicast_scopes[i].scope == scope)
      {
        class->name = _ (multicast_scopes[i].name);
        class->key = multicast_scopes[i].name;
        class->rfc = multicast_scopes[i].rfc;
        class->reach = multicast_scopes[i].reach;
      }
}

/**
 * pl_address_classify:
 * @address: an address with a family
 * @ret_class: (out caller-allocates): what it is; all strings are static
 *
 * Says what an address is by the longest match of the IANA special-purpose registries and of the ranges
 * that they leave out: `127.0.0.1` is "loopback" by "RFC 1122 §3.2.1.3". A v4-mapped address is
 * "v4-mapped" and reaches as far as the IPv4 address inside; for the class of that one see
 * [func@Pl.address_decode].
 */
void
pl_address_classify (const PlAddress *address, PlAddressClass *ret_class)
{
  const Range *range = find_range (address);
  PlAddress mapped;

  g_return_if_fail (range != NULL);

  ret_class->name = _ (range->name);
  ret_class->key = range->name;
  ret_class->rfc = range->rfc;
  ret_class->reach = (PlReach) range->reach;
  ret_class->symbolic_icon = range->symbolic_icon;

  if (address->family == PL_FAMILY_IPV6 && pl_address_is_multicast (address) && range->prefix_length == 8)
    refine_by_scope (address, ret_class);
  else if (pl_address_get_mapped (address, &mapped))
    ret_class->reach = (PlReach) find_range (&mapped)->reach;
}

/**
 * pl_address_get_blocks:
 * @address: an address
 * @ret_blocks: (out): the rows of the IANA special-purpose registries around it, longest match first
 *
 * Returns: how many rows there are; most addresses have none
 */
guint
pl_address_get_blocks (const PlAddress *address, const PlBlock *ret_blocks[PL_BLOCKS_MAX])
{
  guint n_blocks = 0;

  for (guint i = 0; i < pl_special_purpose_n_blocks && n_blocks < PL_BLOCKS_MAX; i++)
    {
      const PlBlock *block = &pl_special_purpose_blocks[i];
      guint at = n_blocks;

      if (!pl_address_is_in (address, &block->address, block->prefix_length))
        continue;
      for (; at > 0 && ret_blocks[at - 1]->prefix_length < block->prefix_length; at--)
        ret_blocks[at] = ret_blocks[at - 1];
      ret_blocks[at] = block;
      n_blocks++;
    }
  return n_blocks;
}

/**
 * pl_block_dup_prefix:
 * @block: a registry row
 *
 * The prefix as the registry writes it, `2001:db8::/32`. The block of v4-mapped addresses is `::ffff:0:0/96`;
 * the dotted form is for the addresses in it.
 *
 * Returns: (transfer full): address and prefix length
 */
char *
pl_block_dup_prefix (const PlBlock *block)
{
  char text[PL_ADDRESS_STRING_SIZE];

  if (pl_address_get_mapped (&block->address, NULL))
    return g_strdup ("::ffff:0:0/96");
  return g_strdup_printf ("%s/%u", pl_address_to_string (&block->address, text), block->prefix_length);
}

/**
 * pl_block_dup_reference:
 * @block: a registry row
 *
 * The registry's references ready to show: "RFC1122 3.2.1.3" becomes `RFC 1122 §3.2.1.3`, and
 * "RFC4380 RFC8190" becomes `RFC 4380, RFC 8190`.
 *
 * Returns: (transfer full): the references
 */
char *
pl_block_dup_reference (const PlBlock *block)
{
  g_auto (GStrv) words = g_strsplit (block->rfc, " ", -1);
  GString *reference = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_isdigit (words[i][0]))
        g_string_append_printf (reference, " §%s", words[i]);
      else
        {
          gsize kind_length = strcspn (words[i], "0123456789");

          g_string_append_printf (reference, "%s%.*s %s", i > 0 ? ", " : "", (int) kind_length, words[i],
                                  words[i] + kind_length);
        }
    }
  return g_string_free (reference, FALSE);
}
