/* Prefix arithmetic, against worked examples and against counting bit by bit. */
#include "core/address/pl-network.h"

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

static void
assert_address (const PlAddress *address, const char *expected)
{
  char text[PL_ADDRESS_STRING_SIZE];

  assert_string_equal (pl_address_to_string (address, text), expected);
}

static const struct
{
  const char *address;
  guint prefix_length;
  const char *prefix;
  const char *first;
  const char *last;
  const char *mask; /* "" for none */
  const char *host;
  const char *n_addresses;
} networks[] = {
  { "100.64.3.7", 10, "100.64.0.0/10", "100.64.0.0", "100.127.255.255", "255.192.0.0", "0.0.3.7",
    "4,194,304" },
  { "192.0.2.77", 24, "192.0.2.0/24", "192.0.2.0", "192.0.2.255", "255.255.255.0", "0.0.0.77", "256" },
  { "192.0.2.77", 31, "192.0.2.76/31", "192.0.2.76", "192.0.2.77", "255.255.255.254", "0.0.0.1", "2" },
  { "192.0.2.77", 32, "192.0.2.77/32", "192.0.2.77", "192.0.2.77", "255.255.255.255", "0.0.0.0", "1" },
  { "192.0.2.77", 0, "0.0.0.0/0", "0.0.0.0", "255.255.255.255", "0.0.0.0", "192.0.2.77", "4,294,967,296" },
  { "192.0.2.77", 1, "128.0.0.0/1", "128.0.0.0", "255.255.255.255", "128.0.0.0", "64.0.2.77",
    "2,147,483,648" },
  { "fe80::1ff:fe23:4567:890a", 64, "fe80::/64", "fe80::", "fe80::ffff:ffff:ffff:ffff", "",
    "::1ff:fe23:4567:890a", "2^64" },
  { "2001:db8:ffff::1", 33, "2001:db8:8000::/33", "2001:db8:8000::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "", "0:0:7fff::1", "2^95" },
  { "2001:db8::ff", 96, "2001:db8::/96", "2001:db8::", "2001:db8::ffff:ffff", "", "::ff", "4,294,967,296" },
  { "2001:db8::1", 127, "2001:db8::/127", "2001:db8::", "2001:db8::1", "", "::1", "2" },
  { "2001:db8::1", 128, "2001:db8::1/128", "2001:db8::1", "2001:db8::1", "", "::", "1" },
  { "2001:db8::1", 0, "::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2001:db8::1", "2^128" },
};

static void
test_networks (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      PlAddress address = address_of (networks[i].address);
      g_autofree char *prefix = NULL;
      g_autofree char *n_addresses = NULL;
      PlNetwork network;

      pl_network_init (&network, &address, networks[i].prefix_length);
      prefix = pl_network_dup_prefix (&network);
      n_addresses = pl_network_dup_n_addresses (&network);
      assert_string_equal (prefix, networks[i].prefix);
      assert_string_equal (n_addresses, networks[i].n_addresses);
      assert_address (&network.first, networks[i].first);
      assert_address (&network.last, networks[i].last);
      assert_address (&network.mask, networks[i].mask);
      assert_address (&network.host, networks[i].host);
    }
}

static void
test_every_length (void **state)
{
  static const char *const texts[] = { "172.31.85.170", "2001:db8:5555:aaaa:f0f0:1234:ffff:1" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PlAddress address = address_of (texts[i]);
      guint n_bits = 8 * (guint) pl_address_get_size (&address);

      for (guint length = 0; length <= n_bits; length++)
        {
          PlNetwork network;

          pl_network_init (&network, &address, length);
          assert_int_equal (network.prefix_length, length);
          assert_true (pl_address_is_in (&network.first, &address, length));
          assert_true (pl_address_is_in (&network.last, &address, length));
          for (guint byte = 0; byte < n_bits / 8; byte++)
            {
              assert_int_equal (network.first.bytes[byte] | network.host.bytes[byte], address.bytes[byte]);
              assert_int_equal (network.first.bytes[byte] & network.host.bytes[byte], 0);
            }
        }
    }
}

static void
test_too_long (void **state)
{
  PlAddress address = address_of ("192.0.2.77");
  PlNetwork network;

  pl_network_init (&network, &address, 128);
  assert_int_equal (network.prefix_length, 32);
}

static void
test_guess (void **state)
{
  static const struct
  {
    const char *address;
    guint prefix_length;
  } guesses[] = {
    { "100.64.3.7", 10 },
    { "127.0.0.1", 8 },
    { "192.168.1.7", 16 },
    { "8.8.8.8", 24 },
    { "192.0.0.9", 24 },
    { "224.0.0.251", 4 },
    { "255.255.255.255", 32 },
    { "0.0.0.0", 8 },
    { "::1", 128 },
    { "::", 128 },
    { "fe80::1", 64 },
    { "2001:db8::1", 64 },
    { "::ffff:192.0.2.1", 96 },
    { "64:ff9b::8.8.8.8", 96 },
    { "64:ff9b:1::8.8.8.8", 96 },
    { "ff02::1", 16 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      PlAddress address = address_of (guesses[i].address);

      assert_int_equal (pl_network_guess_prefix_length (&address), guesses[i].prefix_length);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_networks),
    cmocka_unit_test (test_every_length),
    cmocka_unit_test (test_too_long),
    cmocka_unit_test (test_guess),
  };

  return cmocka_run_group_tests_name ("network", tests, NULL, NULL);
}
