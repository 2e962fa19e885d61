/* Address texts both ways: tables from the RFCs, and the C library as an oracle where it agrees. */
#include "core/address/pl-address.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define SEED   20240229
#define ROUNDS 200000

typedef struct
{
  const char *text;
  const char *canonical; /* NULL: not an address */
} Sample;

static const Sample samples[] = {
  { "0.0.0.0", "0.0.0.0" },
  { "255.255.255.255", "255.255.255.255" },
  { "204.71.177.75", "204.71.177.75" },
  { "1.2.3", NULL },
  { "1.2.3.4.", NULL },
  { "1.2.3.4.5", NULL },
  { ".1.2.3.4", NULL },
  { "1..2.3", NULL },
  { "256.1.1.1", NULL },
  { "1.1.1.256", NULL },
  { "1.1.1.1000", NULL },
  { "01.2.3.4", NULL },
  { "1.2.3.00", NULL },
  { "127.1", NULL },
  { "0x7f.0.0.1", NULL },
  { "2130706433", NULL },
  { "+1.2.3.4", NULL },
  { " 1.2.3.4", NULL },
  { "1.2.3.4 ", NULL },
  { "1.2.3.4\n", NULL },
  { "1.2.3.4/8", NULL },
  { "1.2.3.4%eth0", NULL },
  { "", NULL },

  /* RFC 4291 section 2.2 */
  { "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789" },
  { "2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a" },
  { "FF01:0:0:0:0:0:0:101", "ff01::101" },
  { "0:0:0:0:0:0:0:1", "::1" },
  { "0:0:0:0:0:0:0:0", "::" },
  { "0:0:0:0:0:0:13.1.68.3", "::d01:4403" },
  { "0:0:0:0:0:FFFF:129.144.52.38", "::ffff:129.144.52.38" },
  { "::13.1.68.3", "::d01:4403" },
  { "::FFFF:129.144.52.38", "::ffff:129.144.52.38" },

  /* RFC 5952 sections 1, 2 and 4 */
  { "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1" },
  { "2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1" },
  { "2001:db8::1:0:0:1", "2001:db8::1:0:0:1" },
  { "2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1" },
  { "2001:0db8::1:0:0:1", "2001:db8::1:0:0:1" },
  { "2001:db8:0:0:1::1", "2001:db8::1:0:0:1" },
  { "2001:DB8:0:0:1::1", "2001:db8::1:0:0:1" },
  { "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1" },
  { "2001:db8:aaaa:bbbb:cccc:dddd:0:1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1" },
  { "2001:db8:0:0:0::1", "2001:db8::1" },
  { "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
  { "2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
  { "2001:0:0:1:0:0:0:1", "2001:0:0:1::1" },
  { "2001:db8:0:0:1:0:0:0", "2001:db8:0:0:1::" },
  { "1:0:0:2:3:4:5:0", "1::2:3:4:5:0" },

  /* what inet_ntop() writes in another way */
  { "::1:1", "::1:1" },
  { "::102:304", "::102:304" },
  { "::ffff:0:1.2.3.4", "::ffff:0:102:304" },
  { "64:ff9b::192.0.2.33", "64:ff9b::c000:221" },
  { "::ffff:0:0", "::ffff:0.0.0.0" },

  { "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8" },
  { "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0" },
  { "::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8" },
  { "1::8", "1::8" },
  { "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304" },
  { "::1.2.3.4", "::102:304" },
  { "1::1.2.3.4", "1::102:304" },
  { "1:2:3:4:5:6:7", NULL },
  { "1:2:3:4:5:6:7:8:9", NULL },
  { "1:2:3:4:5:6:7:8::", NULL },
  { "::1:2:3:4:5:6:7:8", NULL },
  { "1:2:3:4::5:6:7:8", NULL },
  { "1:2:3:4:5:6:7:", NULL },
  { ":1:2:3:4:5:6:7", NULL },
  { "1:2:3:4:5:6:7:8:", NULL },
  { ":", NULL },
  { ":::", NULL },
  { "1:::2", NULL },
  { "1::2::3", NULL },
  { "::1::", NULL },
  { "12345::", NULL },
  { "00001::", NULL },
  { "g::", NULL },
  { "::-1", NULL },
  { "::0x1", NULL },
  { "::1.2.3", NULL },
  { "::1.2.3.4.5", NULL },
  { "::1.2.3.04", NULL },
  { "::1.2.3.256", NULL },
  { "::1.2.3.4:5", NULL },
  { "1.2.3.4::", NULL },
  { "1:2:3:4:5:6:7:1.2.3.4", NULL },
  { "1:2:3:4:5:1.2.3.4", NULL },
  { "[::1]", NULL },
  { " ::1", NULL },
  { "::1 ", NULL },

  /* RFC 4007 section 11 */
  { "fe80::1234%1", "fe80::1234" },
  { "ff02::5678%5", "ff02::5678" },
  { "ff08::9abc%10", "ff08::9abc" },
  { "fe80::1234%ne0", "fe80::1234" },
  { "ff02::5678%pvc1.3", "ff02::5678" },
  { "fe80::%2/64", "fe80::" },
  { "2001:db8::1/64", "2001:db8::1" },
  { "2001:db8::1/0", "2001:db8::1" },
  { "::/128", "::" },
  { "::ffff:1.2.3.4/120", "::ffff:1.2.3.4" },
  { "::1.2.3.4%lo", "::102:304" },
  { "fe80::1%a%b", "fe80::1" },
  { "fe80::1%µ", "fe80::1" },
  { "fe80::1%", NULL },
  { "fe80::1%/64", NULL },
  { "fe80::1% ", NULL },
  { "fe80::1%a b", NULL },
  { "fe80::1%a\t", NULL },
  { "fe80::1%\x7f", NULL },
  { "fe80::1%a\xff", NULL },
  { "fe80::1%a\xc2\xa0", NULL },
  { "fe80::1%a\xc2\x85", NULL },
  { "fe80::1%eth0/", NULL },
  { "fe80::1/64%eth0", NULL },
  { "::1/", NULL },
  { "::1/129", NULL },
  { "::1/064", NULL },
  { "::1/00", NULL },
  { "::1/-1", NULL },
  { "::1/+1", NULL },
  { "::1/6 4", NULL },
  { "::1/64/64", NULL },
  { "::1/1280", NULL },
  { "::1/4294967296", NULL },
};

static void
assert_untouched (const PlAddressText *parts)
{
  static const PlAddressText pattern = { .address = { .family = 42 }, .prefix_length = 4242 };

  assert_memory_equal (parts, &pattern, sizeof pattern);
}

static void
test_samples (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      PlAddressText parts;
      char text[PL_ADDRESS_STRING_SIZE];
      gboolean is_address;

      memset (&parts, 0, sizeof parts);
      parts.address.family = 42;
      parts.prefix_length = 4242;
      is_address = pl_address_parse (samples[i].text, -1, &parts);
      if (is_address != (samples[i].canonical != NULL))
        fail_msg ("“%s” is taken for the wrong thing", samples[i].text);
      if (is_address)
        assert_string_equal (pl_address_to_string (&parts.address, text), samples[i].canonical);
      else
        assert_untouched (&parts);
    }
}

static void
test_parts (void **state)
{
  static const struct
  {
    const char *text;
    const char *zone;
    int prefix_length;
  } cases[] = {
    { "fe80::1", NULL, -1 },    { "fe80::1%eth0", "eth0", -1 }, { "fe80::1%eth0/64", "eth0", 64 },
    { "fe80::1/10", NULL, 10 }, { "::%0/0", "0", 0 },           { "::%a%25b/128", "a%25b", 128 },
    { "10.0.0.1", NULL, -1 },   { "fe80::1%ß", "ß", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddressText parts;
      gsize zone_length = cases[i].zone != NULL ? strlen (cases[i].zone) : 0;

      assert_true (pl_address_parse (cases[i].text, -1, &parts));
      assert_int_equal (parts.prefix_length, cases[i].prefix_length);
      assert_int_equal (parts.zone_length, zone_length);
      if (zone_length > 0)
        assert_memory_equal (parts.zone, cases[i].zone, zone_length);
      else
        assert_null (parts.zone);
    }
}

static void
test_length_counts (void **state)
{
  PlAddressText parts;

  assert_true (pl_address_parse ("1.2.3.45", 7, &parts));
  assert_int_equal (parts.address.bytes[3], 4);
  assert_true (pl_address_parse ("::1%eth0", 7, &parts));
  assert_int_equal (parts.zone_length, 3);
  assert_false (pl_address_parse ("1.2.3.4\0", 8, &parts));
  assert_false (pl_address_parse ("1.2.3.4\0005", 9, &parts));
  assert_false (pl_address_parse ("::1\0", 4, &parts));
  assert_false (pl_address_parse ("::1%lo\0", 7, &parts));
  assert_false (pl_address_parse ("::1/64\0", 7, &parts));
  assert_false (pl_address_parse_lenient ("1.2.3.4\0 ", 9, &parts));
  assert_false (pl_address_parse ("::1", 0, &parts));
}

static void
test_lenient (void **state)
{
  static const char *const good[] = { " ::1", "::1 ", "\t\n\v\f\r ::1%lo/64 \r\n", "\xc2\xa0::1\xe2\x80\x83",
                                      "1.2.3.4\n" };
  static const char *const bad[] = { "",         " ",       ": :1",    "1 .2.3.4", "\xff::1",
                                     "::1 \x80", "::1\xff", "::1 %lo", "::1% lo" };
  PlAddressText parts;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      assert_false (pl_address_parse (good[i], -1, &parts));
      assert_true (pl_address_parse_lenient (good[i], -1, &parts));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_false (pl_address_parse_lenient (bad[i], -1, &parts));
}

static void
test_numbers (void **state)
{
  static const struct
  {
    const char *text;
    const char *integer;
    const char *hex;
    const char *reverse_name;
  } cases[] = {
    { "204.71.177.75", "3427250507", "cc47b14b", "75.177.71.204.in-addr.arpa" },
    { "0.0.0.0", "0", "00000000", "0.0.0.0.in-addr.arpa" },
    { "255.255.255.255", "4294967295", "ffffffff", "255.255.255.255.in-addr.arpa" },
    { "::", "0", "00000000000000000000000000000000",
      "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa" },
    { "fe80::211:22ff:fe33:4455", "338288524927261089654167835586904409173",
      "fe80000000000000021122fffe334455",
      "5.5.4.4.3.3.e.f.f.f.2.2.1.1.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa" },
    /* RFC 3596 section 2.5 */
    { "4321:0:1:2:3:4:567:89ab", "89229621513922221759010526636441831851", "432100000001000200030004056789ab",
      "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa" },
    { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "340282366920938463463374607431768211455",
      "ffffffffffffffffffffffffffffffff",
      "f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.f.ip6.arpa" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddressText parts;
      g_autofree char *integer = NULL;
      g_autofree char *hex = NULL;
      g_autofree char *reverse_name = NULL;

      assert_true (pl_address_parse (cases[i].text, -1, &parts));
      integer = pl_address_dup_integer (&parts.address);
      hex = pl_address_dup_hex (&parts.address);
      reverse_name = pl_address_dup_reverse_name (&parts.address);
      assert_string_equal (integer, cases[i].integer);
      assert_string_equal (hex, cases[i].hex);
      assert_string_equal (reverse_name, cases[i].reverse_name);
    }
}

static void
test_from_integer (void **state)
{
  PlAddress address = { .family = 42 };
  char text[PL_ADDRESS_STRING_SIZE];

  assert_false (pl_address_from_integer (G_GUINT64_CONSTANT (0x100000000), &address));
  assert_false (pl_address_from_integer (G_MAXUINT64, &address));
  assert_int_equal (address.family, 42);
  assert_true (pl_address_from_integer (0xCC47B14B, &address));
  assert_string_equal (pl_address_to_string (&address, text), "204.71.177.75");
  assert_true (pl_address_from_integer (0, &address));
  assert_string_equal (pl_address_to_string (&address, text), "0.0.0.0");
  assert_true (pl_address_from_integer (G_MAXUINT32, &address));
  assert_string_equal (pl_address_to_string (&address, text), "255.255.255.255");
}

typedef gboolean (*Question) (const PlAddress *address);

static void
assert_answers (Question question, gboolean answer, const char *text)
{
  PlAddressText parts;

  assert_true (pl_address_parse (text, -1, &parts));
  if (question (&parts.address) != answer)
    fail_msg ("%s: the wrong answer", text);
}

static void
test_questions (void **state)
{
  static const PlAddress none;

  assert_false (pl_address_is_any (&none));
  assert_false (pl_address_is_loopback (&none));
  assert_answers (pl_address_is_any, TRUE, "0.0.0.0");
  assert_answers (pl_address_is_any, TRUE, "::");
  assert_answers (pl_address_is_any, FALSE, "::1");
  assert_answers (pl_address_is_any, FALSE, "0.0.0.1");
  assert_answers (pl_address_is_loopback, TRUE, "127.0.0.1");
  assert_answers (pl_address_is_loopback, TRUE, "127.255.255.255");
  assert_answers (pl_address_is_loopback, TRUE, "::1");
  assert_answers (pl_address_is_loopback, TRUE, "::ffff:127.9.9.9");
  assert_answers (pl_address_is_loopback, FALSE, "::2");
  assert_answers (pl_address_is_loopback, FALSE, "128.0.0.1");
  assert_answers (pl_address_is_loopback, FALSE, "::127.0.0.1");
  assert_answers (pl_address_is_link_local, TRUE, "169.254.1.1");
  assert_answers (pl_address_is_link_local, TRUE, "fe80::1");
  assert_answers (pl_address_is_link_local, TRUE, "febf::1");
  assert_answers (pl_address_is_link_local, FALSE, "fec0::1");
  assert_answers (pl_address_is_link_local, FALSE, "ff02::1");
  assert_answers (pl_address_is_link_local, FALSE, "::ffff:169.254.1.1");
  assert_answers (pl_address_is_multicast, TRUE, "224.0.0.1");
  assert_answers (pl_address_is_multicast, TRUE, "239.255.255.255");
  assert_answers (pl_address_is_multicast, TRUE, "ff0e::1");
  assert_answers (pl_address_is_multicast, FALSE, "240.0.0.1");
  assert_answers (pl_address_is_multicast, FALSE, "fe80::1");
  assert_answers (pl_address_needs_zone, TRUE, "fe80::1");
  assert_answers (pl_address_needs_zone, TRUE, "ff02::1");
  assert_answers (pl_address_needs_zone, TRUE, "ff12::1");
  assert_answers (pl_address_needs_zone, FALSE, "ff05::1");
  assert_answers (pl_address_needs_zone, FALSE, "169.254.1.1");
}

static void
test_mapped (void **state)
{
  PlAddressText parts;
  PlAddress ipv4 = { .family = 42 };
  char text[PL_ADDRESS_STRING_SIZE];

  assert_true (pl_address_parse ("::ffff:1.2.3.4", -1, &parts));
  assert_true (pl_address_get_mapped (&parts.address, NULL));
  assert_true (pl_address_get_mapped (&parts.address, &ipv4));
  assert_string_equal (pl_address_to_string (&ipv4, text), "1.2.3.4");
  assert_false (pl_address_equal (&ipv4, &parts.address));

  ipv4.family = 42;
  assert_true (pl_address_parse ("::fffe:1.2.3.4", -1, &parts));
  assert_false (pl_address_get_mapped (&parts.address, &ipv4));
  assert_true (pl_address_parse ("1.2.3.4", -1, &parts));
  assert_false (pl_address_get_mapped (&parts.address, &ipv4));
  assert_int_equal (ipv4.family, 42);
}

static void
test_is_in (void **state)
{
  static const struct
  {
    const char *address;
    const char *network;
    guint prefix_length;
    gboolean is_in;
  } cases[] = {
    { "10.1.2.3", "10.0.0.0", 8, TRUE }, { "11.1.2.3", "10.0.0.0", 8, FALSE },
    { "11.1.2.3", "10.0.0.0", 7, TRUE }, { "8.8.8.8", "0.0.0.0", 0, TRUE },
    { "1.2.3.4", "1.2.3.4", 32, TRUE },  { "1.2.3.5", "1.2.3.4", 32, FALSE },
    { "1.2.3.5", "1.2.3.4", 31, TRUE },  { "1.2.3.4", "1.2.3.4", 33, FALSE },
    { "1.2.3.4", "::", 0, FALSE },       { "fe80::1", "fe80::", 10, TRUE },
    { "fec0::1", "fe80::", 10, FALSE },  { "::1", "::", 127, TRUE },
    { "::1", "::", 128, FALSE },         { "::1", "::1", 129, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlAddressText address;
      PlAddressText network;

      assert_true (pl_address_parse (cases[i].address, -1, &address));
      assert_true (pl_address_parse (cases[i].network, -1, &network));
      assert_int_equal (pl_address_is_in (&address.address, &network.address, cases[i].prefix_length),
                        cases[i].is_in);
    }
}

/* Addresses with many zero and many equal groups: that is where printers go wrong. */
static PlAddress
random_address (GRand *rand)
{
  PlAddress address = { .family = g_rand_boolean (rand) ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6 };
  guint size = address.family == PL_FAMILY_IPV4 ? 4 : 16;

  for (guint i = 0; i < size; i += 2)
    if (g_rand_boolean (rand))
      {
        guint group = g_rand_boolean (rand) ? g_rand_int (rand) & 0xffff
                                            : (guint) g_rand_int_range (rand, 0, 18);

        address.bytes[i] = (guint8) (group >> 8);
        address.bytes[i + 1] = (guint8) group;
      }
  if (size == 16 && g_rand_int_range (rand, 0, 8) == 0)
    {
      memset (address.bytes, 0, 10);
      memset (address.bytes + 10, 0xff, 2);
    }
  return address;
}

static int
system_family (const PlAddress *address)
{
  return address->family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6;
}

static void
test_print_then_parse (void **state)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < ROUNDS; i++)
    {
      PlAddress address = random_address (rand);
      PlAddressText parts;
      char text[PL_ADDRESS_STRING_SIZE];
      char again[PL_ADDRESS_STRING_SIZE];
      guint8 bytes[16];

      pl_address_to_string (&address, text);
      assert_true (pl_address_parse (text, -1, &parts));
      assert_true (pl_address_equal (&parts.address, &address));
      assert_string_equal (pl_address_to_string (&parts.address, again), text);
      assert_int_equal (inet_pton (system_family (&address), text, bytes), 1);
      assert_memory_equal (bytes, address.bytes, pl_address_get_size (&address));
    }
  g_rand_free (rand);
}

/* inet_ntop() differs in two things: it writes dots under `::/96` as well, which the words of RFC 5952
 * section 5 do not ask for, and nothing else. */
static void
test_print_like_inet_ntop (void **state)
{
  GRand *rand = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < ROUNDS; i++)
    {
      PlAddress address = random_address (rand);
      char ours[PL_ADDRESS_STRING_SIZE];
      char theirs[INET6_ADDRSTRLEN];

      pl_address_to_string (&address, ours);
      inet_ntop (system_family (&address), address.bytes, theirs, sizeof theirs);
      if (address.family == PL_FAMILY_IPV6 && strchr (theirs, '.') != NULL && strchr (ours, '.') == NULL)
        assert_true (g_str_has_prefix (theirs, "::"));
      else
        assert_string_equal (ours, theirs);
    }
  g_rand_free (rand);
}

/* Takes an address apart into characters and breaks a few of them. */
static gsize
random_text (GRand *rand, char text[64])
{
  static const char marks[] = "0123456789abcdefABCDEF::::....gx %/[]-+\t";
  PlAddress address = random_address (rand);
  gsize length;

  pl_address_to_string (&address, text);
  length = strlen (text);
  for (gint n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length + 1);
      char mark = marks[g_rand_int_range (rand, 0, sizeof marks - 1)];

      if (g_rand_boolean (rand) && at < length)
        {
          memmove (text + at, text + at + 1, length - at);
          length--;
        }
      else
        {
          memmove (text + at + 1, text + at, length - at + 1);
          text[at] = mark;
          length++;
        }
    }
  return length;
}

static void
test_parse_like_inet_pton (void **state)
{
  GRand *rand = g_rand_new_with_seed (SEED + 2);
  guint n_good = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      char text[64];
      guint8 bytes[16];
      PlAddressText parts;
      PlAddressText lenient;
      gsize length = random_text (rand, text);
      gboolean ours = pl_address_parse (text, (gssize) length, &parts);
      gboolean theirs = inet_pton (AF_INET, text, bytes) == 1 || inet_pton (AF_INET6, text, bytes) == 1;

      if (ours)
        assert_true (pl_address_parse_lenient (text, (gssize) length, &lenient));
      if (strpbrk (text, "%/") != NULL)
        continue;
      if (ours != theirs)
        fail_msg ("“%s”: ours %d, inet_pton() %d", text, ours, theirs);
      if (ours)
        assert_memory_equal (parts.address.bytes, bytes, pl_address_get_size (&parts.address));
      n_good += ours;
    }
  assert_true (n_good > ROUNDS / 10);
  g_rand_free (rand);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_samples),
    cmocka_unit_test (test_parts),
    cmocka_unit_test (test_length_counts),
    cmocka_unit_test (test_lenient),
    cmocka_unit_test (test_numbers),
    cmocka_unit_test (test_from_integer),
    cmocka_unit_test (test_questions),
    cmocka_unit_test (test_mapped),
    cmocka_unit_test (test_is_in),
    cmocka_unit_test (test_print_then_parse),
    cmocka_unit_test (test_print_like_inet_ntop),
    cmocka_unit_test (test_parse_like_inet_pton),
  };

  return cmocka_run_group_tests_name ("address", tests, NULL, NULL);
}
