/* What addresses are and what they carry: registries, and the worked examples of the RFCs. */
#include "core/address/pl-address-class.h"

#include "core/address/pl-special-purpose.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static PlAddress
address_of (const char *text)
{
  PlAddressText parts = { 0 };

  if (!pl_address_parse (text, -1, &parts))
    fail_msg ("“%s” is no address", text);
  return parts.address;
}

static const struct
{
  const char *text;
  const char *name;
  const char *rfc;
  PlReach reach;
} classes[] = {
  { "0.0.0.0", "unspecified", "RFC 1122 §3.2.1.3", PL_REACH_NOWHERE },
  { "0.1.2.3", "this network", "RFC 791 §3.2", PL_REACH_NOWHERE },
  { "10.255.0.1", "private", "RFC 1918", PL_REACH_SITE },
  { "100.64.3.7", "shared", "RFC 6598", PL_REACH_SITE },
  { "100.128.0.1", "global", "RFC 4632", PL_REACH_GLOBAL },
  { "127.0.0.1", "loopback", "RFC 1122 §3.2.1.3", PL_REACH_HOST },
  { "169.254.1.2", "link-local", "RFC 3927", PL_REACH_LINK },
  { "172.31.255.255", "private", "RFC 1918", PL_REACH_SITE },
  { "172.32.0.0", "global", "RFC 4632", PL_REACH_GLOBAL },
  { "192.0.0.7", "DS-Lite", "RFC 7335", PL_REACH_SITE },
  { "192.0.0.8", "dummy", "RFC 7600", PL_REACH_NOWHERE },
  { "192.0.0.9", "PCP anycast", "RFC 7723", PL_REACH_GLOBAL },
  { "192.0.0.11", "IETF protocols", "RFC 6890 §2.1", PL_REACH_NOWHERE },
  { "192.0.0.170", "NAT64 discovery", "RFC 7050 §2.2", PL_REACH_NOWHERE },
  { "192.0.0.171", "NAT64 discovery", "RFC 7050 §2.2", PL_REACH_NOWHERE },
  { "192.0.2.1", "documentation", "RFC 5737", PL_REACH_NOWHERE },
  { "192.88.99.1", "6to4 relay, deprecated", "RFC 7526", PL_REACH_GLOBAL },
  { "192.88.99.2", "6a44 relay", "RFC 6751", PL_REACH_SITE },
  { "192.168.1.7", "private", "RFC 1918", PL_REACH_SITE },
  { "198.19.0.1", "benchmarking", "RFC 2544", PL_REACH_SITE },
  { "204.71.177.75", "global", "RFC 4632", PL_REACH_GLOBAL },
  { "224.0.0.1", "link-local multicast", "RFC 5771 §4", PL_REACH_LINK },
  { "224.0.1.1", "multicast", "RFC 5771", PL_REACH_GLOBAL },
  { "232.1.2.3", "source-specific multicast", "RFC 4607 §1", PL_REACH_GLOBAL },
  { "233.251.255.1", "GLOP multicast", "RFC 3180", PL_REACH_GLOBAL },
  { "233.252.0.1", "documentation multicast", "RFC 6676", PL_REACH_NOWHERE },
  { "234.1.2.3", "prefix-based multicast", "RFC 6034", PL_REACH_GLOBAL },
  { "239.1.2.3", "administratively scoped multicast", "RFC 2365", PL_REACH_SITE },
  { "239.195.0.1", "organization-local multicast", "RFC 2365 §6.2", PL_REACH_SITE },
  { "239.255.255.250", "site-local multicast", "RFC 2365 §6.1", PL_REACH_SITE },
  { "240.0.0.1", "reserved", "RFC 1112 §4", PL_REACH_NOWHERE },
  { "255.255.255.254", "reserved", "RFC 1112 §4", PL_REACH_NOWHERE },
  { "255.255.255.255", "broadcast", "RFC 919 §7", PL_REACH_LINK },

  { "::", "unspecified", "RFC 4291 §2.5.2", PL_REACH_NOWHERE },
  { "::1", "loopback", "RFC 4291 §2.5.3", PL_REACH_HOST },
  { "::1.2.3.4", "v4-compatible, deprecated", "RFC 4291 §2.5.5.1", PL_REACH_NOWHERE },
  { "::ffff:127.0.0.1", "v4-mapped", "RFC 4291 §2.5.5.2", PL_REACH_HOST },
  { "::ffff:8.8.8.8", "v4-mapped", "RFC 4291 §2.5.5.2", PL_REACH_GLOBAL },
  { "::ffff:192.168.1.1", "v4-mapped", "RFC 4291 §2.5.5.2", PL_REACH_SITE },
  { "64:ff9b::8.8.8.8", "NAT64", "RFC 6052 §2.1", PL_REACH_GLOBAL },
  { "64:ff9b:1::1", "local NAT64", "RFC 8215", PL_REACH_SITE },
  { "100::1", "discard-only", "RFC 6666", PL_REACH_NOWHERE },
  { "100:0:0:1::1", "dummy", "RFC 9780", PL_REACH_NOWHERE },
  { "1234::1", "reserved", "RFC 4291 §2.4", PL_REACH_NOWHERE },
  { "2001:500:2f::f", "global", "RFC 4291 §2.5.4", PL_REACH_GLOBAL },
  { "2001::1", "Teredo", "RFC 4380", PL_REACH_GLOBAL },
  { "2001:1::4", "IETF protocols", "RFC 2928", PL_REACH_NOWHERE },
  { "2001:1::1", "PCP anycast", "RFC 7723", PL_REACH_GLOBAL },
  { "2001:2::1", "benchmarking", "RFC 5180", PL_REACH_SITE },
  { "2001:2f::1", "ORCHIDv2", "RFC 7343", PL_REACH_GLOBAL },
  { "2001:db8::1", "documentation", "RFC 3849", PL_REACH_NOWHERE },
  { "3fff:fff::1", "documentation", "RFC 9637", PL_REACH_NOWHERE },
  { "3fff:1000::1", "global", "RFC 4291 §2.5.4", PL_REACH_GLOBAL },
  { "2002:c000:204::1", "6to4", "RFC 3056 §2", PL_REACH_GLOBAL },
  { "5f00::1", "segment routing", "RFC 9602", PL_REACH_SITE },
  { "fd00::1", "unique local", "RFC 4193", PL_REACH_SITE },
  { "fe80::1", "link-local", "RFC 4291 §2.5.6", PL_REACH_LINK },
  { "fec0::1", "site-local, deprecated", "RFC 3879 §4", PL_REACH_SITE },
  { "ff00::1", "multicast", "RFC 4291 §2.7", PL_REACH_NOWHERE },
  { "ff01::1", "interface-local multicast", "RFC 4291 §2.7", PL_REACH_HOST },
  { "ff02::1", "link-local multicast", "RFC 4291 §2.7", PL_REACH_LINK },
  { "ff02::1:ff00:1", "solicited-node multicast", "RFC 4291 §2.7.1", PL_REACH_LINK },
  { "ff03::1", "realm-local multicast", "RFC 7346 §5", PL_REACH_LINK },
  { "ff15::1", "site-local multicast", "RFC 4291 §2.7", PL_REACH_SITE },
  { "ff08::1", "organization-local multicast", "RFC 4291 §2.7", PL_REACH_SITE },
  { "ff3e::1", "global multicast", "RFC 4291 §2.7", PL_REACH_GLOBAL },
};

static void
test_classes (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      PlAddress address = address_of (classes[i].text);
      PlAddressClass class;

      pl_address_classify (&address, &class);
      if (strcmp (class.name, classes[i].name) != 0 || class.reach != classes[i].reach)
        fail_msg ("%s is “%s” and reaches %d", classes[i].text, class.name, class.reach);
      assert_string_equal (class.rfc, classes[i].rfc);
      assert_true (g_str_has_suffix (class.symbolic_icon, "-symbolic"));
    }
}

/* No registry row may be shadowed by a class of a wider range: flags and reach have to say the same. */
static void
test_every_row_has_its_class (void **state)
{
  for (guint i = 0; i < pl_special_purpose_n_blocks; i++)
    {
      const PlBlock *row = &pl_special_purpose_blocks[i];
      const PlBlock *blocks[PL_BLOCKS_MAX];
      PlAddressClass class;
      g_autofree char *prefix = pl_block_dup_prefix (row);

      pl_address_classify (&row->address, &class);
      assert_true (pl_address_get_blocks (&row->address, blocks) >= 1);
      if (blocks[0] != row || pl_address_is_multicast (&row->address))
        continue;
      if (row->globally_reachable == PL_FLAG_TRUE && class.reach != PL_REACH_GLOBAL)
        fail_msg ("%s is globally reachable, but not by its class", prefix);
      if (row->globally_reachable == PL_FLAG_FALSE && class.reach == PL_REACH_GLOBAL)
        fail_msg ("%s is global by its class only", prefix);
      assert_string_not_equal (class.name, "global");
    }
}

static void
test_blocks (void **state)
{
  static const struct
  {
    const char *text;
    const char *prefixes;
  } cases[] = {
    { "8.8.8.8", "" },
    { "127.0.0.1", "127.0.0.0/8" },
    { "0.0.0.0", "0.0.0.0/32 0.0.0.0/8" },
    { "192.0.0.1", "192.0.0.0/29 192.0.0.0/24" },
    { "192.0.0.10", "192.0.0.10/32 192.0.0.0/24" },
    { "192.88.99.2", "192.88.99.2/32 192.88.99.0/24" },
    { "255.255.255.255", "255.255.255.255/32 240.0.0.0/4" },
    { "2606:4700::1", "" },
    { "::1", "::1/128" },
    { "::ffff:1.2.3.4", "::ffff:0:0/96" },
    { "2001:1::2", "2001:1::2/128 2001::/23" },
    { "2001:0:1::1", "2001::/32 2001::/23" },
    { "64:ff9b:1::1", "64:ff9b:1::/48" },
    { "ff02::1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddress address = address_of (cases[i].text);
      const PlBlock *blocks[PL_BLOCKS_MAX];
      guint n_blocks = pl_address_get_blocks (&address, blocks);
      g_autoptr (GString) prefixes = g_string_new (NULL);

      for (guint j = 0; j < n_blocks; j++)
        {
          g_autofree char *prefix = pl_block_dup_prefix (blocks[j]);

          g_string_append_printf (prefixes, "%s%s", j > 0 ? " " : "", prefix);
        }
      assert_string_equal (prefixes->str, cases[i].prefixes);
    }
}

static void
test_flags (void **state)
{
  PlAddress teredo = address_of ("2001::1");
  PlAddress relay = address_of ("192.88.99.1");
  const PlBlock *blocks[PL_BLOCKS_MAX];

  assert_int_equal (pl_address_get_blocks (&teredo, blocks), 2);
  assert_int_equal (blocks[0]->globally_reachable, PL_FLAG_NOT_APPLICABLE);
  assert_int_equal (blocks[0]->source, PL_FLAG_TRUE);
  assert_int_equal (blocks[1]->source, PL_FLAG_FALSE);
  assert_int_equal (pl_address_get_blocks (&relay, blocks), 1);
  assert_int_equal (blocks[0]->source, PL_FLAG_NONE_GIVEN);
  assert_string_equal (blocks[0]->terminated, "2015-03");
}

static void
test_references (void **state)
{
  static const struct
  {
    const char *text;
    const char *reference;
  } cases[] = {
    { "127.0.0.1", "RFC 1122 §3.2.1.3" },         { "fc00::1", "RFC 4193, RFC 8190" },
    { "192.0.0.170", "RFC 8880, RFC 7050 §2.2" }, { "255.255.255.255", "RFC 8190, RFC 919 §7" },
    { "2001:2::1", "RFC 5180, Errata 1752" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddress address = address_of (cases[i].text);
      const PlBlock *blocks[PL_BLOCKS_MAX];
      g_autofree char *reference = NULL;

      assert_true (pl_address_get_blocks (&address, blocks) > 0);
      reference = pl_block_dup_reference (blocks[0]);
      assert_string_equal (reference, cases[i].reference);
    }
}

/* Keys and values in order; "" stands for an address that carries nothing. */
static const struct
{
  const char *text;
  const char *decoded;
} decodings[] = {
  { "192.0.2.1", "" },
  { "::", "" },
  { "::1", "" },
  { "2001:500:2f::f", "" },
  { "::ffff:127.0.0.1", "mapped_ipv4=127.0.0.1 mapped_class=loopback" },
  { "::13.1.68.3", "compatible_ipv4=13.1.68.3" },
  /* RFC 6052 sections 2.4 and 3.1 */
  { "64:ff9b::192.0.2.33", "nat64_ipv4=192.0.2.33 nat64_class=documentation nat64_not_allowed=*" },
  { "64:ff9b::8.8.8.8", "nat64_ipv4=8.8.8.8 nat64_class=global" },
  { "64:ff9b:1::192.0.2.33", "nat64_ipv4_96=192.0.2.33" },
  { "64:ff9b:1:c0:0:221::", "nat64_ipv4_56=192.0.2.33" },
  { "2002:c000:204:fffe::1", "6to4_ipv4=192.0.2.4 6to4_subnet=fffe" },
  /* RFC 4380 section 4, with the bytes worked out by hand */
  { "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "teredo_server=65.54.227.120 teredo_flags=0x8000 teredo_nat=cone teredo_port=40000 "
    "teredo_client=192.0.2.45" },
  { "2001:0:ce49:7601:e866:efff:62c3:fffe",
    "teredo_server=206.73.118.1 teredo_flags=0xe866 teredo_nat=cone teredo_port=4096 "
    "teredo_client=157.60.0.1" },
  { "fe80::211:22ff:fe33:4455", "eui64_mac=00:11:22:33:44:55 eui64_universal=universal" },
  { "fe80::11:22ff:fe33:4455", "eui64_mac=02:11:22:33:44:55 eui64_universal=locally_set" },
  { "fe80::1ff:fe23:4567:890a", "" },
  { "::211:22ff:fe33:4455", "" },
  { "fe80::5efe:192.0.2.1", "isatap_ipv4=192.0.2.1" },
  { "fe80::200:5efe:192.0.2.1", "isatap_ipv4=192.0.2.1" },
  { "fe80::100:5efe:192.0.2.1", "" },
  { "fd12:3456:789a:1::1", "ula_assigned=* ula_global_id=123456789a ula_subnet=1" },

  { "224.0.0.251", "multicast_group=mDNS multicast_mac=01:00:5e:00:00:fb" },
  { "224.128.0.1", "multicast_mac=01:00:5e:00:00:01" },
  { "232.1.2.3", "multicast_ssm=yes multicast_mac=01:00:5e:01:02:03" },
  /* RFC 3180 section 2: the AS 5662 has 233.22.30.0/24 */
  { "233.22.30.1", "glop_as=5662 multicast_mac=01:00:5e:16:1e:01" },
  { "233.252.0.1", "multicast_mac=01:00:5e:7c:00:01" },
  { "234.192.0.2", "multicast_prefix=192.0.2.0/24 multicast_mac=01:00:5e:40:00:02" },
  { "ff02::1",
    "multicast_group=all_nodes multicast_flags=0000 multicast_lifetime=* multicast_scope=2:_link-local "
    "multicast_mac=33:33:00:00:00:01" },
  { "ff0e::101", "multicast_group=NTP multicast_flags=0000 multicast_lifetime=* multicast_scope=e:_global "
                 "multicast_mac=33:33:00:00:01:01" },
  { "ff17::1", "multicast_flags=0001 multicast_lifetime=transient multicast_scope=7:_unassigned "
               "multicast_mac=33:33:00:00:00:01" },
  /* RFC 4291 section 2.7.1 */
  { "ff02::1:ff0e:8c6c", "multicast_flags=0000 multicast_lifetime=* multicast_scope=2:_link-local "
                         "solicited_node=0e:8c6c multicast_mac=33:33:ff:0e:8c:6c" },
  /* RFC 3306 section 7 */
  { "ff3e:30:3ffe:ffff:1::1234:5678",
    "multicast_flags=0011 multicast_lifetime=transient multicast_scope=e:_global "
    "multicast_prefix=3ffe:ffff:1::/48 multicast_group_id=0x12345678 multicast_mac=33:33:12:34:56:78" },
  { "ff3e::8000:1",
    "multicast_flags=0011 multicast_lifetime=transient multicast_scope=e:_global multicast_ssm=yes "
    "multicast_group_id=0x80000001 multicast_mac=33:33:80:00:00:01" },
  /* RFC 3956 section 4 */
  { "ff70:140:2001:db8:beef:feed::",
    "multicast_flags=0111 multicast_lifetime=transient multicast_scope=0:_reserved "
    "multicast_prefix=2001:db8:beef:feed::/64 multicast_group_id=0x00000000 "
    "multicast_rp=2001:db8:beef:feed::1 multicast_mac=33:33:00:00:00:00" },
  { "ff7e:120:2001:db8:dead::1234",
    "multicast_flags=0111 multicast_lifetime=transient multicast_scope=e:_global "
    "multicast_prefix=2001:db8::/32 multicast_group_id=0x00001234 "
    "multicast_rp=2001:db8::1 multicast_mac=33:33:00:00:12:34" },
  { "ff7e:20:2001:db8::1", "multicast_flags=0111 multicast_lifetime=transient multicast_scope=e:_global "
                           "multicast_prefix=2001:db8::/32 multicast_group_id=0x00000001 "
                           "multicast_mac=33:33:00:00:00:01" },
  /* Flags that say more than SSM, and a prefix too long */
  { "ff7e::1", "multicast_flags=0111 multicast_lifetime=transient multicast_scope=e:_global "
               "multicast_group_id=0x00000001 multicast_mac=33:33:00:00:00:01" },
  { "ff2e::1", "multicast_flags=0010 multicast_lifetime=* multicast_scope=e:_global "
               "multicast_mac=33:33:00:00:00:01" },
  { "ff32::1234",
    "multicast_flags=0011 multicast_lifetime=transient multicast_scope=2:_link-local multicast_ssm=yes "
    "multicast_group_id=0x00001234 multicast_mac=33:33:00:00:12:34" },
  { "ff35:40:fd00:1:2:3:0:1",
    "multicast_flags=0011 multicast_lifetime=transient multicast_scope=5:_site-local "
    "multicast_prefix=fd00:1:2:3::/64 multicast_group_id=0x00000001 multicast_mac=33:33:00:00:00:01" },
  { "ff05::fb", "multicast_group=mDNS multicast_flags=0000 multicast_lifetime=* "
                "multicast_scope=5:_site-local multicast_mac=33:33:00:00:00:fb" },
  { "ff05::1:3", "multicast_group=DHCP_servers multicast_flags=0000 multicast_lifetime=* "
                 "multicast_scope=5:_site-local multicast_mac=33:33:00:01:00:03" },
  { "ff02::1:2", "multicast_group=DHCP_servers_and_relays multicast_flags=0000 multicast_lifetime=* "
                 "multicast_scope=2:_link-local multicast_mac=33:33:00:01:00:02" },
  { "ff12::1", "multicast_flags=0001 multicast_lifetime=transient multicast_scope=2:_link-local "
               "multicast_mac=33:33:00:00:00:01" },
  { "ff0f::1", "multicast_flags=0000 multicast_lifetime=* multicast_scope=f:_reserved "
               "multicast_mac=33:33:00:00:00:01" },
  { "239.255.255.250", "multicast_group=SSDP multicast_mac=01:00:5e:7f:ff:fa" },
  { "233.0.1.255", "glop_as=1 multicast_mac=01:00:5e:00:01:ff" },
  /* What only looks like an interface id made from a MAC address, a hash for one */
  { "2001:20::211:22ff:fe33:4455", "" },
  { "2001:0:0:1:211:22ff:fe33:4455",
    "teredo_server=0.0.0.1 teredo_flags=0x0211 teredo_nat=not_cone teredo_port=56576 "
    "teredo_client=1.204.187.170" },
  { "2002:c000:204:1:211:22ff:fe33:4455",
    "6to4_ipv4=192.0.2.4 6to4_subnet=1 eui64_mac=00:11:22:33:44:55 eui64_universal=universal" },
  { "2002:c000:204::c000:204", "6to4_ipv4=192.0.2.4 6to4_subnet=0" },
  { "fd12:3456:789a:1:0:5efe:10.0.0.1",
    "ula_assigned=* ula_global_id=123456789a ula_subnet=1 isatap_ipv4=10.0.0.1" },
  { "fc00::1", "ula_assigned=* ula_global_id=0000000000 ula_subnet=0" },
  { "2001:db8::200:5efe:192.0.2.143", "isatap_ipv4=192.0.2.143" },
  { "::ffff:10.1.2.3", "mapped_ipv4=10.1.2.3 mapped_class=private" },
  { "::ffff:0:0", "mapped_ipv4=0.0.0.0 mapped_class=unspecified" },
  { "::2", "compatible_ipv4=0.0.0.2" },
  { "64:ff9b:1:c000:2:2100::", "nat64_ipv4_48=192.0.2.33 nat64_ipv4_64=2.33.0.0" },
  { "64:ff9b:2::1", "" },
  { "ff7e:141:2001:db8::1", "multicast_flags=0111 multicast_lifetime=transient multicast_scope=e:_global "
                            "multicast_mac=33:33:00:00:00:01" },
};

static char *
describe (GArray *decoded, const char *expected)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < decoded->len; i++)
    {
      const PlDecoded *item = &g_array_index (decoded, PlDecoded, i);
      g_autofree char *is_any = g_strdup_printf ("%s=*", item->key);

      assert_true (g_utf8_validate (item->value, -1, NULL) && *item->value != '\0');
      assert_true (*item->label != '\0' && *item->rfc != '\0');
      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", item->key,
                              strstr (expected, is_any) != NULL ? "*" : g_strdelimit (item->value, " ", '_'));
    }
  return g_string_free (text, FALSE);
}

static void
test_decode (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (decodings); i++)
    {
      PlAddress address = address_of (decodings[i].text);
      g_autoptr (GArray) decoded = pl_address_decode (&address);
      g_autofree char *text = describe (decoded, decodings[i].decoded);

      assert_string_equal (text, decodings[i].decoded);
    }
}

/* RFC 6052 section 2.4, table 1, and what may not be */
static void
test_nat64 (void **state)
{
  static const struct
  {
    const char *text;
    guint prefix_length;
    const char *ipv4;
  } cases[] = {
    { "2001:db8:c000:221::", 32, "192.0.2.33" },
    { "2001:db8:1c0:2:21::", 40, "192.0.2.33" },
    { "2001:db8:122:c000:2:2100::", 48, "192.0.2.33" },
    { "2001:db8:122:3c0:0:221::", 56, "192.0.2.33" },
    { "2001:db8:122:344:c0:2:2100::", 64, "192.0.2.33" },
    { "2001:db8:122:344::192.0.2.33", 96, "192.0.2.33" },
    { "2001:db8:122:344:c0:2:2100::", 63, NULL },
    { "2001:db8:122:344:c0:2:2100::", 72, NULL },
    { "2001:db8:122:344:c0:2:2100::", 0, NULL },
    { "2001:db8:122:344:100::", 64, NULL },
    { "2001:db8:c000:221::1", 32, NULL },
    { "192.0.2.33", 96, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddress address = address_of (cases[i].text);
      PlAddress ipv4 = { .family = 42 };
      char text[PL_ADDRESS_STRING_SIZE];

      assert_int_equal (pl_address_get_nat64 (&address, cases[i].prefix_length, &ipv4),
                        cases[i].ipv4 != NULL);
      if (cases[i].ipv4 != NULL)
        assert_string_equal (pl_address_to_string (&ipv4, text), cases[i].ipv4);
      else
        assert_int_equal (ipv4.family, 42);
    }
}

static void
test_every_address_has_a_class (void **state)
{
  GRand *rand = g_rand_new_with_seed (1918);

  for (guint i = 0; i < 50000; i++)
    {
      PlAddress address = { .family = i % 2 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6 };
      const PlBlock *blocks[PL_BLOCKS_MAX];
      g_autoptr (GArray) decoded = NULL;
      PlAddressClass class;
      guint n_blocks;

      for (guint byte = 0; byte < pl_address_get_size (&address); byte++)
        address.bytes[byte] = (guint8) (g_rand_int (rand) & g_rand_int (rand));
      address.bytes[0] |= g_rand_boolean (rand) ? 0xf0 : 0;
      pl_address_classify (&address, &class);
      assert_non_null (class.name);
      n_blocks = pl_address_get_blocks (&address, blocks);
      for (guint j = 1; j < n_blocks; j++)
        assert_true (blocks[j]->prefix_length < blocks[j - 1]->prefix_length);
      decoded = pl_address_decode (&address);
    }
  g_rand_free (rand);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_classes),    cmocka_unit_test (test_every_row_has_its_class),
    cmocka_unit_test (test_blocks),     cmocka_unit_test (test_flags),
    cmocka_unit_test (test_references), cmocka_unit_test (test_decode),
    cmocka_unit_test (test_nat64),      cmocka_unit_test (test_every_address_has_a_class),
  };

  return cmocka_run_group_tests_name ("address-class", tests, NULL, NULL);
}
