/* The fields of addresses, by the examples of the RFCs, and interface ids. */
#include "core/address/pl-anatomy.h"

#include "core/address/pl-interface-id.h"

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

#define NO_MAC "64-bit interface id, not from a MAC address"

static const struct
{
  const char *address;
  guint prefix_length;
  const char *fields; /* bits, kind, label */
} anatomies[] = {
  { "100.64.3.7", 10, "10a network, 10 bits|22c host, 22 bits|" },
  { "192.0.2.1", 31, "31a network, 31 bits|1c host, 1 bit|" },
  { "192.0.2.1", 32, "32a network, 32 bits|" },
  { "192.0.2.1", 0, "32c host, 32 bits|" },
  { "224.0.0.251", 24, "4a 224.0.0.0/4 multicast|28c group, 28 bits|" },

  { "::", 64, "128d 128 zero bits|" },
  { "::1", 64, "127d 127 zero bits|1c 1: loopback|" },
  { "::192.0.2.1", 64, "96d 96 zero bits|32b IPv4 192.0.2.1|" },
  { "::ffff:192.0.2.1", 64, "80d 80 zero bits|16a ffff: v4-mapped|32b IPv4 192.0.2.1|" },
  { "64:ff9b::192.0.2.33", 64, "96a 64:ff9b::/96 NAT64|32b IPv4 192.0.2.33|" },
  { "fe80::1ff:fe23:4567:890a", 64, "10a fe80::/10 link-local|54d 54 zero bits|64c " NO_MAC "|" },
  { "fe80::211:22ff:fe33:4455", 64,
    "10a fe80::/10 link-local|54d 54 zero bits|64c 64-bit interface id · EUI-64 of 00:11:22:33:44:55|" },
  { "fe80:0:0:1::1", 64, "10a fe80::/10 link-local|54d 54 bits that should be zero|64c " NO_MAC "|" },
  { "2001:db8::5efe:192.0.2.1", 64,
    "32a 2001:db8::/32 documentation|32b subnet, 32 bits|64c 64-bit interface id · ISATAP of 192.0.2.1|" },
  { "2001:db8::", 64,
    "32a 2001:db8::/32 documentation|32b subnet, 32 bits|64c 64-bit interface id, all zero: any router of "
    "the subnet|" },
  { "2a00:1450::1", 48, "48a network, 48 bits|16b subnet, 16 bits|64c " NO_MAC "|" },
  { "2a00:1450::1", 64, "64a network, 64 bits|64c " NO_MAC "|" },
  { "2001:db8::1", 128, "32a 2001:db8::/32 documentation|96b subnet, 96 bits|" },
  { "2a00:1450::1", 127, "127a network, 127 bits|1c host, 1 bit|" },
  { "2001:0:4136:e378:8000:63bf:3fff:fdd2", 64,
    "32a 2001::/32 Teredo|32b server 65.54.227.120|16a flags 8000|16b port 40000, inverted|32c client "
    "192.0.2.45, "
    "inverted|" },
  { "2002:c000:201:5::1", 64, "16a 2002::/16 6to4|32b IPv4 192.0.2.1|16a subnet 5|64c " NO_MAC "|" },
  { "fd12:3456:789a:1::1", 64,
    "7a fc00::/7 unique local|1d L 1|40b global id 123456789a|16a subnet 1|64c " NO_MAC "|" },
  { "ff02::1", 16, "8a ff00::/8 multicast|4b flags 0|4d scope 2|112c group id, 112 bits|" },
  { "ff02::1:ff33:4455", 16,
    "8a ff00::/8 multicast|4b flags 0|4d scope 2|88a solicited-node|24c end of the address|" },
  { "ff3e:20:2001:db8::1:2", 16,
    "8a ff00::/8 multicast|4b flags 3|4d scope e|8d 8 zero bits|8b length 32|64a prefix of the owner, 64 "
    "bits|32c "
    "group id 00010002|" },
  { "ff7e:140:2001:db8:beef::", 16,
    "8a ff00::/8 multicast|4b flags 7|4d scope e|4d 4 zero bits|4b RP id 1|8b length 64|64a prefix of the "
    "owner, 64 "
    "bits|32c group id 00000000|" },
  { "2001:20::1", 64, "28a 2001:20::/28 ORCHIDv2|4b algorithm 0|96c hash, 96 bits|" },
  { "5f00:1::1", 64, "16a 5f00::/16 segment routing|112c segment id, 112 bits|" },

  /* The layouts of RFC 6052 section 2.2, under RFC 8215's prefix. */
  { "64:ff9b:1:c000:2:2100::", 48,
    "48a 64:ff9b:1::/48 local NAT64|16b IPv4 192.0.2.33, its start|8d 8 zero bits|16b IPv4 192.0.2.33, its "
    "end|40d 40 "
    "zero bits|" },
  { "64:ff9b:1:c0:0:221::", 56,
    "56a 64:ff9b:1::/56 local NAT64|8b IPv4 192.0.2.33, its start|8d 8 zero bits|24b IPv4 192.0.2.33, its "
    "end|32d 32 "
    "zero bits|" },
  { "64:ff9b:1:0:c0:2:2100:0", 64,
    "64a 64:ff9b:1::/64 local NAT64|8d 8 zero bits|32b IPv4 192.0.2.33, its end|24d 24 zero bits|" },
  { "64:ff9b:1::192.0.2.33", 96, "96a 64:ff9b:1::/96 local NAT64|32b IPv4 192.0.2.33|" },
};

#define FIRST_IPV6 5
#define N_IPV6     (G_N_ELEMENTS (anatomies) - FIRST_IPV6)

static void
test_anatomies (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (anatomies); i++)
    {
      PlAddress address = address_of (anatomies[i].address);
      g_autoptr (GArray) fields = pl_anatomy_new (&address, anatomies[i].prefix_length);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < fields->len; j++)
        {
          const PlField *field = &g_array_index (fields, PlField, j);

          g_string_append_printf (text, "%u%c %s|", field->n_bits, "abcd"[field->kind], field -> label);
        }
      assert_string_equal (text->str, anatomies[i].fields);
    }
}

/* Whatever the address and the prefix length: no bit is left out and none is there twice. */
static void
test_complete (void **state)
{
  guint32 seed = 1;

  for (guint i = 0; i < 20000; i++)
    {
      PlAddress address = { .family = i % 4 == 0 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6 };
      guint n_bits = 8 * (guint) pl_address_get_size (&address);
      g_autoptr (GArray) fields = NULL;
      guint sum = 0;

      for (guint j = 0; j < n_bits / 8; j++)
        {
          seed = seed * 1664525u + 1013904223u;
          address.bytes[j] = (guint8) (seed >> 24);
        }
      if (i % 4 == 1)
        memcpy (address.bytes, address_of (anatomies[FIRST_IPV6 + i / 4 % N_IPV6].address).bytes, 4);
      if (i % 4 == 2)
        address.bytes[0] = 0xff;
      fields = pl_anatomy_new (&address, seed % 140);
      for (guint j = 0; j < fields->len; j++)
        {
          assert_true (g_array_index (fields, PlField, j).n_bits > 0);
          sum += g_array_index (fields, PlField, j).n_bits;
        }
      assert_int_equal (sum, n_bits);
    }
}

static void
test_text (void **state)
{
  PlAddress ipv4 = address_of ("127.0.0.1");
  PlAddress ipv6 = address_of ("fe80::1");
  g_autoptr (GArray) ipv4_fields = pl_anatomy_new (&ipv4, 8);
  g_autoptr (GArray) ipv6_fields = pl_anatomy_new (&ipv6, 64);
  g_autofree char *ipv4_text = pl_anatomy_dup_text (ipv4_fields, &ipv4);
  g_autofree char *ipv6_text = pl_anatomy_dup_text (ipv6_fields, &ipv6);

  assert_string_equal (ipv4_text, "network, 8 bits: 01111111; host, 24 bits: 00000000 00000000 00000001");
  assert_string_equal (ipv6_text,
                       "fe80::/10 link-local: 1111111010; 54 zero bits; " NO_MAC ": 0000000000000000 "
                       "0000000000000000 0000000000000000 0000000000000001");
}

static void
test_interface_id (void **state)
{
  static const char *const without[] = { "192.0.2.1", "ff02::1",    "::1",       "64:ff9b::192.0.2.1",
                                         "2001::1",   "2001:20::1", "5f00:1::1", "100::1" };
  PlAddress address = address_of ("fe80::211:22ff:fe33:4455");
  g_autofree char *mac = NULL;
  PlInterfaceId id;

  assert_true (pl_interface_id_read (&id, &address));
  assert_true (id.is_eui64);
  assert_int_equal (id.universal_bit, 1);
  assert_int_equal (id.group_bit, 0);
  mac = pl_interface_id_dup_mac (&id);
  assert_string_equal (mac, "00:11:22:33:44:55");

  address = address_of ("fe80::1ff:fe23:4567:890a");
  assert_true (pl_interface_id_read (&id, &address));
  assert_false (id.is_eui64);
  assert_int_equal (id.middle[0], 0x23);
  assert_int_equal (id.middle[1], 0x45);
  assert_int_equal (id.universal_bit, 0);
  assert_int_equal (id.group_bit, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (without); i++)
    {
      address = address_of (without[i]);
      assert_false (pl_interface_id_read (&id, &address));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_anatomies),
    cmocka_unit_test (test_complete),
    cmocka_unit_test (test_text),
    cmocka_unit_test (test_interface_id),
  };

  return cmocka_run_group_tests_name ("anatomy", tests, NULL, NULL);
}
