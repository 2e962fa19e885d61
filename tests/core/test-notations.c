/* Every way to write an address; what is written is read back where there is a parser for it. */
#include "core/address/pl-notations.h"

#include "core/target/pl-hostspec.h"

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

/* All notations as "key text|". */
static char *
write_all (const char *text, const char *zone, int prefix_length)
{
  PlAddress address = address_of (text);
  g_autoptr (GArray) notations = pl_notations_new (&address, zone, prefix_length);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < notations->len; i++)
    {
      const PlAddressNotation *notation = &g_array_index (notations, PlAddressNotation, i);

      assert_true (*notation->label != '\0');
      assert_true (g_str_has_prefix (notation->copy_label, "Copy "));
      g_string_append_printf (all, "%s %s|", notation->key, notation->text);
    }
  return g_string_free (all, FALSE);
}

static const struct
{
  const char *text;
  const char *zone;
  int prefix_length;
  const char *expected;
} cases[] = {
  { "100.64.3.7", NULL, 10,
    "text 100.64.3.7|integer 1681916679|hex_integer #x64400307|hex_bytes 64 40 03 07|reverse_name "
    "7.3.64.100.in-addr.arpa|mapped ::ffff:100.64.3.7|with_prefix 100.64.3.7/10|" },
  { "204.71.177.75", NULL, -1,
    "text 204.71.177.75|integer 3427250507|hex_integer #xCC47B14B|hex_bytes cc 47 b1 4b|reverse_name "
    "75.177.71.204.in-addr.arpa|mapped ::ffff:204.71.177.75|" },
  { "fe80::1ff:fe23:4567:890a", "eth0", 64,
    "text fe80::1ff:fe23:4567:890a|with_zone fe80::1ff:fe23:4567:890a%eth0|bracketed "
    "[fe80::1ff:fe23:4567:890a%25eth0]|full fe80:0000:0000:0000:01ff:fe23:4567:890a|hex_bytes fe 80 00 00 00 "
    "00 00 00 "
    "01 ff fe 23 45 67 89 0a|integer 338288524927261089654163009981888563466|hex_integer "
    "#xFE8000000000000001FFFE234567890A|reverse_name "
    "a.0.9.8.7.6.5.4.3.2.e.f.f.f.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa|with_prefix "
    "fe80::1ff:fe23:4567:890a%eth0/64|" },
  { "::ffff:127.0.0.1", NULL, -1,
    "text ::ffff:127.0.0.1|ipv4 127.0.0.1|bracketed [::ffff:127.0.0.1]|full "
    "0000:0000:0000:0000:0000:ffff:7f00:0001|hex_bytes 00 00 00 00 00 00 00 00 00 00 ff ff 7f 00 00 "
    "01|integer "
    "281472812449793|hex_integer #x00000000000000000000FFFF7F000001|reverse_name "
    "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa|" },
};

static void
test_all (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *all = write_all (cases[i].text, cases[i].zone, cases[i].prefix_length);

      assert_string_equal (all, cases[i].expected);
    }
}

/* RFC 6874 section 2: what is not unreserved in a zone is percent-encoded. */
static void
test_zone_in_a_uri (void **state)
{
  g_autofree char *all = write_all ("fe80::1", "br%0/x", -1);

  assert_non_null (strstr (all, "|with_zone fe80::1%br%0/x|bracketed [fe80::1%25br%250%2Fx]|"));
}

/* Long numbers are parted to be read and whole to be copied. */
static void
test_shown (void **state)
{
  static const struct
  {
    const char *text;
    const char *shown; /* NULL where the text is shown */
  } shown[] = {
    { "255.255.255.255", NULL },
    { "::1", NULL },
    { "fe80::1", "338,288,524,927,261,089,654,018,896,841,347,694,593" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      PlAddress address = address_of (shown[i].text);
      g_autoptr (GArray) notations = pl_notations_new (&address, NULL, -1);

      for (guint j = 0; j < notations->len; j++)
        {
          const PlAddressNotation *notation = &g_array_index (notations, PlAddressNotation, j);

          if (!g_str_equal (notation->key, "integer") || shown[i].shown == NULL)
            assert_null (notation->shown);
          else
            assert_string_equal (notation->shown, shown[i].shown);
        }
    }
}

static void
test_read_back (void **state)
{
  static const char *const keys[] = { "text", "integer", "hex_integer" };
  PlAddress address = address_of ("204.71.177.75");
  g_autoptr (GArray) notations = pl_notations_new (&address, NULL, -1);

  for (guint i = 0; i < notations->len; i++)
    {
      const PlAddressNotation *notation = &g_array_index (notations, PlAddressNotation, i);
      g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (notation->text, -1, PL_USE_CONNECT,
                                                           PL_FAMILY_NONE);

      for (gsize j = 0; j < G_N_ELEMENTS (keys); j++)
        if (g_str_equal (keys[j], notation->key))
          assert_true (pl_address_equal (&hostspec->address, &address));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_all),
    cmocka_unit_test (test_zone_in_a_uri),
    cmocka_unit_test (test_shown),
    cmocka_unit_test (test_read_back),
  };

  return cmocka_run_group_tests_name ("notations", tests, NULL, NULL);
}
