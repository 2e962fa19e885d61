/* Hostspecs: what they are, what is said of them, and inet_aton() as an oracle for what we refuse. */
#include "core/target/pl-hostspec.h"

#include "core/target/pl-host-name.h"
#include "core/target/pl-inet-aton.h"
#include "core/target/pl-target.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define SEED   4007
#define ROUNDS 100000

#define X10(text)      text text text text text text text text text text
#define LABEL_63       X10 ("abcdef") "abc"
#define NAME_OF_LENGTH LABEL_63 "." LABEL_63 "." LABEL_63 "."

static const struct
{
  const char *text;
  PlHostspecKind kind;
  const char *canonical;
  const char *reading;
} samples[] = {
  { "", PL_HOSTSPEC_NONE, NULL, NULL },
  { " \t", PL_HOSTSPEC_NONE, NULL, NULL },
  { "204.71.177.75", PL_HOSTSPEC_IPV4, "204.71.177.75", NULL },
  { "0.0.0.0", PL_HOSTSPEC_IPV4, "0.0.0.0", NULL },
  { "255.255.255.255", PL_HOSTSPEC_IPV4, "255.255.255.255", NULL },
  { "2001:500:2F::F", PL_HOSTSPEC_IPV6, "2001:500:2f::f", NULL },
  { "fe80::1%eth0", PL_HOSTSPEC_IPV6, "fe80::1", NULL },
  { "2001:db8::1/64", PL_HOSTSPEC_IPV6, "2001:db8::1", NULL },
  { "::ffff:1.2.3.4", PL_HOSTSPEC_IPV6, "::ffff:1.2.3.4", NULL },
  { " ::1\n", PL_HOSTSPEC_IPV6, "::1", NULL },

  { "#xCC47B14B", PL_HOSTSPEC_INTEGER, "204.71.177.75", NULL },
  { "#XCC47B14B", PL_HOSTSPEC_INTEGER, "204.71.177.75", NULL },
  { "#xcc47b14b", PL_HOSTSPEC_INTEGER, "204.71.177.75", NULL },
  { "0xCC47B14B", PL_HOSTSPEC_INTEGER, "204.71.177.75", NULL },
  { "0x1", PL_HOSTSPEC_INTEGER, "0.0.0.1", NULL },
  { "0x00000001", PL_HOSTSPEC_INTEGER, "0.0.0.1", NULL },
  { "3427250507", PL_HOSTSPEC_INTEGER, "204.71.177.75", NULL },
  { "4294967295", PL_HOSTSPEC_INTEGER, "255.255.255.255", NULL },
  { "0", PL_HOSTSPEC_INTEGER, "0.0.0.0", NULL },
  { "4294967296", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "99999999999999999999999999", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "01", PL_HOSTSPEC_INVALID, NULL, "0.0.0.1" },
  { "017700000001", PL_HOSTSPEC_INVALID, NULL, "127.0.0.1" },
  { "0x", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "#x", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "#xG", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "#x123456789", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "0x00000007f", PL_HOSTSPEC_INVALID, NULL, "0.0.0.127" },
  { "#x+1", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "0x-1", PL_HOSTSPEC_NAME, "0x-1", NULL },
  { "+1", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "-1", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "#3427250507", PL_HOSTSPEC_INVALID, NULL, NULL },

  { "127.1", PL_HOSTSPEC_INVALID, NULL, "127.0.0.1" },
  { "127.0.1", PL_HOSTSPEC_INVALID, NULL, "127.0.0.1" },
  { "0x7f.1", PL_HOSTSPEC_INVALID, NULL, "127.0.0.1" },
  { "010.1.1.1", PL_HOSTSPEC_INVALID, NULL, "8.1.1.1" },
  { "1.2.3.0x4", PL_HOSTSPEC_INVALID, NULL, "1.2.3.4" },
  { "1.2.65535", PL_HOSTSPEC_INVALID, NULL, "1.2.255.255" },
  { "1.2.65536", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1.2.3.4.", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1.2.3.", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1.2.3.4.5", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "256.1.1.1", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "08.1.1.1", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "foo.09", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "foo.0x1f", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "foo.1.", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1.2.3.4/24", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1.2.3.4%lo", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "127.0.0.1 and more", PL_HOSTSPEC_INVALID, NULL, "127.0.0.1" },

  { "localhost", PL_HOSTSPEC_NAME, "localhost", NULL },
  { "Example.ORG.", PL_HOSTSPEC_NAME, "Example.ORG.", NULL },
  { "_sip._tcp.example.org", PL_HOSTSPEC_NAME, "_sip._tcp.example.org", NULL },
  { "3com.com", PL_HOSTSPEC_NAME, "3com.com", NULL },
  { "1.2.3.4.in-addr.arpa", PL_HOSTSPEC_NAME, "1.2.3.4.in-addr.arpa", NULL },
  { "a-b", PL_HOSTSPEC_NAME, "a-b", NULL },
  { "xn--bcher-kva.example", PL_HOSTSPEC_NAME, "xn--bcher-kva.example", NULL },
  { "0xy", PL_HOSTSPEC_NAME, "0xy", NULL },
  { "fe80", PL_HOSTSPEC_NAME, "fe80", NULL },
  { "bücher.example", PL_HOSTSPEC_NAME, "xn--bcher-kva.example", NULL },
  { "παράδειγμα.δοκιμή", PL_HOSTSPEC_NAME, "xn--hxajbheg2az3al.xn--jxalpdlp", NULL },
  { "例え。テスト", PL_HOSTSPEC_NAME, "xn--r8jz45g.xn--zckzah", NULL },
  { LABEL_63, PL_HOSTSPEC_NAME, LABEL_63, NULL },
  { LABEL_63 "a", PL_HOSTSPEC_INVALID, NULL, NULL },
  { NAME_OF_LENGTH X10 ("ghijkl") "m", PL_HOSTSPEC_NAME, NAME_OF_LENGTH X10 ("ghijkl") "m", NULL },
  { NAME_OF_LENGTH X10 ("ghijkl") "m.", PL_HOSTSPEC_NAME, NAME_OF_LENGTH X10 ("ghijkl") "m.", NULL },
  { NAME_OF_LENGTH X10 ("ghijkl") "mn", PL_HOSTSPEC_INVALID, NULL, NULL },

  { ".", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "..", PL_HOSTSPEC_INVALID, NULL, NULL },
  { ".example", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a..b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "example..", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "-a", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a-.b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a\tb", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a\xc2\xa0"
    "b",
    PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a\x01", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a!b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a@b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a*b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a,b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a:b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a%b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a/b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "[a]", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "[::1]", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "[::1]:80", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "localhost:80", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a\xff"
    "b",
    PL_HOSTSPEC_INVALID, NULL, NULL },
  { "\xc3", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "１２７.０.０.１", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "foo．０９", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "a／b", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "℀.example", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "\xc2\xad.example", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "\xe2\x80\xae"
    "a.example",
    PL_HOSTSPEC_INVALID, NULL, NULL },
  { "fe80::1%", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "::1/129", PL_HOSTSPEC_INVALID, NULL, NULL },
  { "1::2::3", PL_HOSTSPEC_INVALID, NULL, NULL },
};

static void
assert_sound (const PlHostspec *hostspec)
{
  gboolean is_invalid = hostspec->kind == PL_HOSTSPEC_INVALID;
  gboolean has_text = hostspec->kind != PL_HOSTSPEC_NONE && !is_invalid;

  assert_true (g_utf8_validate (hostspec->verdict.message, -1, NULL));
  assert_true (*hostspec->verdict.message != '\0');
  assert_int_equal (hostspec->text != NULL, has_text);
  assert_true (!is_invalid || hostspec->verdict.severity == PL_SEVERITY_ERROR);
  assert_true (hostspec->reading == NULL || is_invalid);
  assert_true (hostspec->zone == NULL || hostspec->kind == PL_HOSTSPEC_IPV6);
  assert_true (hostspec->prefix_length == -1 || hostspec->kind == PL_HOSTSPEC_IPV6);
  for (guint i = 0; i < hostspec->verdict.n_mends; i++)
    {
      g_autoptr (PlHostspec) mended = NULL;

      assert_true (g_utf8_validate (hostspec->verdict.mends[i].label, -1, NULL));
      mended = pl_hostspec_parse (hostspec->verdict.mends[i].text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);
      assert_non_null (mended->verdict.message);
    }
}

static void
test_samples (void **state)
{
  static const PlUse uses[] = { PL_USE_CONNECT, PL_USE_BIND, PL_USE_LOCAL };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint u = 0; u < G_N_ELEMENTS (uses); u++)
      {
        g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (samples[i].text, -1, uses[u], PL_FAMILY_NONE);

        if (hostspec->kind != samples[i].kind)
          fail_msg ("“%s” is %s", samples[i].text, pl_hostspec_kind_to_string (hostspec->kind));
        if (g_strcmp0 (hostspec->text, samples[i].canonical) != 0)
          fail_msg ("“%s” gives “%s”", samples[i].text, hostspec->text);
        if (g_strcmp0 (hostspec->reading, samples[i].reading) != 0)
          fail_msg ("“%s” would be read as “%s”", samples[i].text, hostspec->reading);
        assert_sound (hostspec);
      }
}

static void
test_length_counts (void **state)
{
  static const struct
  {
    const char *text;
    gsize length;
  } cases[] = {
    { "1.2.3.4\0", 8 }, { "1.2.3.4\0x", 9 }, { "local\0host", 10 },
    { "\0", 1 },        { "127.1\0", 6 },    { "::1%lo\0", 7 },
  };
  g_autoptr (PlHostspec) prefix = pl_hostspec_parse ("1.2.3.45", 7, PL_USE_CONNECT, PL_FAMILY_NONE);

  assert_string_equal (prefix->text, "1.2.3.4");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (cases[i].text, (gssize) cases[i].length,
                                                           PL_USE_CONNECT, PL_FAMILY_NONE);

      assert_int_equal (hostspec->kind, PL_HOSTSPEC_INVALID);
      assert_null (hostspec->reading);
      assert_sound (hostspec);
    }
}

static void
test_no_text (void **state)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (NULL, -1, PL_USE_BIND, PL_FAMILY_NONE);

  assert_int_equal (hostspec->kind, PL_HOSTSPEC_NONE);
  pl_hostspec_free (NULL);
}

static void
test_parts (void **state)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (" fe80::1%eth0/64 ", -1, PL_USE_CONNECT,
                                                       PL_FAMILY_NONE);

  assert_string_equal (hostspec->text, "fe80::1");
  assert_string_equal (hostspec->zone, "eth0");
  assert_int_equal (hostspec->prefix_length, 64);
  assert_true (pl_hostspec_has_address (hostspec));
  assert_non_null (strstr (hostspec->verdict.message, "Blanks around it were left out."));
  assert_non_null (strstr (hostspec->verdict.message, "/64 has no effect"));
}

static const struct
{
  const char *text;
  PlUse use;
  PlFamily family;
  PlSeverity severity;
  const char *message;
  const char *mend;
} verdicts[] = {
  { "", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "Name or address to connect to", NULL },
  { "", PL_USE_BIND, 0, PL_SEVERITY_WARNING, "Empty: every address here. Other machines can reach it.",
    NULL },
  { "", PL_USE_LOCAL, 0, PL_SEVERITY_NOTE, "Empty: the system picks the address", NULL },
  { "localhost", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "A name, looked up on Connect", NULL },
  { "localhost", PL_USE_BIND, 0, PL_SEVERITY_NOTE, "A name, looked up on Listen", NULL },
  { "localhost", PL_USE_CONNECT, PL_FAMILY_IPV6, PL_SEVERITY_NOTE, "A name, looked up on Connect", NULL },
  { "bücher.example", PL_USE_CONNECT, 0, PL_SEVERITY_GOOD,
    "A name, looked up on Connect as xn--bcher-kva.example", NULL },
  { "XN--Bcher-kva.example.", PL_USE_CONNECT, 0, PL_SEVERITY_GOOD,
    "A name, looked up on Connect; it reads bücher.example", NULL },
  { "xn--hxajbheg2az3al.xn--jxalpdlp", PL_USE_BIND, 0, PL_SEVERITY_GOOD,
    "A name, looked up on Listen; it reads παράδειγμα.δοκιμή", NULL },
  { "xn--zzzzzz", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "A name, looked up on Connect", NULL },
  /* A right-to-left override, a dot of another script: written out they would look like what they are not. */
  { "xn--tda680n", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "A name, looked up on Connect", NULL },
  { "xn--ab-r13a", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "A name, looked up on Connect", NULL },
  { "::1", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE, "IPv6, loopback.", NULL },
  { "127.0.0.1", PL_USE_BIND, 0, PL_SEVERITY_NOTE, "IPv4, loopback.", NULL },
  { "192.168.1.7", PL_USE_BIND, 0, PL_SEVERITY_NOTE, "IPv4, private. Other machines can reach it.", NULL },
  { "192.168.1.7", PL_USE_LOCAL, 0, PL_SEVERITY_NOTE, "IPv4, private.", NULL },
  { " 127.0.0.1", PL_USE_CONNECT, 0, PL_SEVERITY_GOOD, "IPv4, loopback. Blanks around it were left out.",
    NULL },
  { "3427250507", PL_USE_CONNECT, 0, PL_SEVERITY_GOOD, "Integer 3427250507 is 204.71.177.75.", NULL },
  { "#xCC47B14B", PL_USE_CONNECT, 0, PL_SEVERITY_GOOD, "Integer #xCC47B14B is 204.71.177.75.", NULL },
  { "::ffff:1.2.3.4", PL_USE_CONNECT, 0, PL_SEVERITY_NOTE,
    "IPv6, v4-mapped: it stands for the IPv4 address 1.2.3.4.", NULL },
  { "127.1", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Not an IPv4 address: it takes four numbers. Older programs (inet_aton) would read 127.0.0.1.",
    "127.0.0.1" },
  { "010.1.1.1", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Not an IPv4 address: a leading zero. Older programs (inet_aton) take it for octal: 8.1.1.1.",
    "8.1.1.1" },
  { "1.2.3.4.", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv4 address: no dot after the last number.",
    "1.2.3.4" },
  { "0.0.0.0", PL_USE_CONNECT, 0, PL_SEVERITY_WARNING,
    "No address to connect to. Linux takes it for 127.0.0.1.", "127.0.0.1" },
  { "::", PL_USE_CONNECT, 0, PL_SEVERITY_WARNING, "No address to connect to. Linux takes it for ::1.",
    "::1" },
  { "::", PL_USE_BIND, 0, PL_SEVERITY_WARNING, "Every address here. Other machines can reach it.", NULL },
  { "0", PL_USE_BIND, 0, PL_SEVERITY_WARNING,
    "Integer 0 is 0.0.0.0. Every IPv4 address here. Other machines can reach it.", NULL },
  { "::1", PL_USE_CONNECT, PL_FAMILY_IPV4, PL_SEVERITY_ERROR, "::1 is IPv6, but IPv4 was chosen.", NULL },
  { "127.0.0.1", PL_USE_CONNECT, PL_FAMILY_IPV6, PL_SEVERITY_ERROR, "127.0.0.1 is IPv4, but IPv6 was chosen.",
    NULL },
  { "::ffff:1.2.3.4", PL_USE_CONNECT, PL_FAMILY_IPV4, PL_SEVERITY_ERROR,
    "::ffff:1.2.3.4 is IPv6, but IPv4 was chosen.", "1.2.3.4" },
  { "fe80::1%no such", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "There is a blank or a control character inside.", NULL },
  { "2001:db8::1%nosuch", PL_USE_CONNECT, 0, PL_SEVERITY_WARNING, "This computer has no interface nosuch.",
    NULL },
  { "fe80::1%", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "The zone after the % is missing.", NULL },
  { "1.2.3.4%lo", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Only IPv6 addresses have a zone, and this one is IPv4.", "1.2.3.4" },
  { "1.2.3.4/8", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Here only IPv6 addresses take a prefix length, and this one is IPv4.", "1.2.3.4" },
  { "[::1]:80", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Host and service in one. Each has a field of its own.",
    "::1" },
  { "a\xff", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Some bytes of it are no text: a\\xff", NULL },
  { "1::2::3", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv6 address: :: may stand in one place only.",
    NULL },
  { "12345::", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv6 address: a group has at most 4 digits.",
    NULL },
  { "1:2:3:4::5:6:7:8", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Not an IPv6 address: :: stands for one group at least.", NULL },
  { "1:2:3:4:5:6:7:8:9", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv6 address: more than 8 groups.",
    NULL },
  { "1:2:3", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Not an IPv6 address: fewer than 8 groups, and no :: for the rest.", NULL },
  { "1::2:", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv6 address: a single colon at its start or end.",
    NULL },
  { "1:::2", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR, "Not an IPv6 address: three colons in a row.", NULL },
  { "fe80::xyz", PL_USE_CONNECT, 0, PL_SEVERITY_ERROR,
    "Not an IPv6 address: its groups have the digits 0 to 9 and a to f.", NULL },
};

static void
test_verdicts (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (verdicts[i].text, -1, verdicts[i].use,
                                                           verdicts[i].family);
      const PlVerdict *verdict = &hostspec->verdict;

      assert_string_equal (verdict->message, verdicts[i].message);
      assert_int_equal (verdict->severity, verdicts[i].severity);
      if (verdicts[i].mend != NULL)
        {
          assert_true (verdict->n_mends >= 1);
          assert_string_equal (verdict->mends[0].text, verdicts[i].mend);
        }
      else
        assert_int_equal (verdict->n_mends, 0);
    }
}

static void
test_octal_offers_both (void **state)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse ("010.1.1.1", -1, PL_USE_CONNECT, PL_FAMILY_NONE);

  assert_int_equal (hostspec->verdict.n_mends, 2);
  assert_string_equal (hostspec->verdict.mends[0].label, "Use 8.1.1.1");
  assert_string_equal (hostspec->verdict.mends[1].label, "Use 10.1.1.1");
}

static void
test_link_local_asks_for_zone (void **state)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse ("fe80::1/64", -1, PL_USE_CONNECT, PL_FAMILY_NONE);
  const PlVerdict *verdict = &hostspec->verdict;

  assert_int_equal (verdict->severity, PL_SEVERITY_WARNING);
  assert_true (
      g_str_has_prefix (verdict->message, "Link-local: which interface? Every link can have an fe80::1."));
  for (guint i = 0; i < verdict->n_mends; i++)
    {
      g_autoptr (PlHostspec) mended = pl_hostspec_parse (verdict->mends[i].text, -1, PL_USE_CONNECT,
                                                         PL_FAMILY_NONE);
      guint32 scope_id;

      assert_string_equal (mended->text, "fe80::1");
      assert_string_equal (mended->zone, verdict->mends[i].label);
      assert_int_equal (mended->prefix_length, 64);
      assert_true (pl_hostspec_resolve_zone (mended, &scope_id));
      assert_int_equal (scope_id, if_nametoindex (mended->zone));
      assert_int_equal (mended->verdict.n_mends, 0);
    }
}

static void
test_resolve_zone (void **state)
{
  static const struct
  {
    const char *text;
    gboolean is_here;
  } cases[] = {
    { "::1", TRUE },
    { "127.0.0.1", TRUE },
    { "localhost", TRUE },
    { "fe80::1%nosuchzone", FALSE },
    { "fe80::1%a-name-longer-than-any-interface-has", FALSE },
    { "fe80::1%0", FALSE },
    { "fe80::1%4294967296", FALSE },
    { "fe80::1%99999999999999999999999999999999", FALSE },
    { "fe80::1%2147483647", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (cases[i].text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);
      guint32 scope_id = 4242;

      assert_int_equal (pl_hostspec_resolve_zone (hostspec, &scope_id), cases[i].is_here);
      assert_int_equal (scope_id, cases[i].is_here ? 0 : 4242);
    }
}

static void
test_number_of_zone (void **state)
{
  char name[IF_NAMESIZE];
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse ("fe80::1%1", -1, PL_USE_CONNECT, PL_FAMILY_NONE);
  guint32 scope_id = 0;
  gboolean is_here = if_indextoname (1, name) != NULL;

  assert_int_equal (pl_hostspec_resolve_zone (hostspec, &scope_id), is_here);
  assert_int_equal (scope_id, is_here ? 1 : 0);
  assert_string_equal (hostspec->zone, "1");
}

static void
test_submittable (void **state)
{
  static const struct
  {
    const char *text;
    PlUse use;
    const char *problem;
  } cases[] = {
    { "", PL_USE_CONNECT, "Type a name or an address to connect to." },
    { "", PL_USE_BIND, NULL },
    { "", PL_USE_LOCAL, NULL },
    { "::1", PL_USE_CONNECT, NULL },
    { "fe80::1", PL_USE_CONNECT, NULL },
    { "0.0.0.0", PL_USE_CONNECT, NULL },
    { "a..b", PL_USE_CONNECT, "A part of the name is empty: a dot too many." },
    { "a..b", PL_USE_BIND, "A part of the name is empty: a dot too many." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (cases[i].text, -1, cases[i].use, PL_FAMILY_NONE);
      g_autofree char *problem = pl_hostspec_dup_problem (hostspec, cases[i].use);

      assert_int_equal (pl_hostspec_is_submittable (hostspec, cases[i].use), cases[i].problem == NULL);
      assert_int_equal (g_strcmp0 (problem, cases[i].problem), 0);
    }
}

static void
test_kinds_have_names (void **state)
{
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_NONE), "none");
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_IPV4), "ipv4");
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_IPV6), "ipv6");
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_INTEGER), "integer");
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_NAME), "name");
  assert_string_equal (pl_hostspec_kind_to_string (PL_HOSTSPEC_INVALID), "invalid");
}

static void
test_ends_in_number (void **state)
{
  static const char *const numbers[] = { "1", "foo.09", "foo.0x", "foo.0xAf", "1.2.3.4.5", "a.1." };
  static const char *const names[] = { "", ".", "a", "1a", "foo.0g", "foo.0xg", "foo.1..", "x0" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_true (pl_host_name_ends_in_number (numbers[i]));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_false (pl_host_name_ends_in_number (names[i]));
}

/* Only glibc reads past a blank; every text has to give the same as its inet_aton(). */
static void
test_reads_like_inet_aton (void **state)
{
  static const char marks[] = "0123456789....xXabcf8 ";
  GRand *rand = g_rand_new_with_seed (SEED);
  guint n_good = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      char text[24];
      guint length = (guint) g_rand_int_range (rand, 1, sizeof text);
      struct in_addr theirs;
      PlAddress ours;
      gboolean reads;

      for (guint at = 0; at < length; at++)
        text[at] = marks[g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 14 : (gint32) sizeof marks - 1)];
      text[length] = '\0';

      reads = pl_inet_aton_read (text, &ours);
      if (reads != inet_aton (text, &theirs))
        fail_msg ("“%s”: ours %d", text, reads);
      if (reads)
        assert_memory_equal (ours.bytes, &theirs, 4);
      n_good += reads;
    }
  assert_true (n_good > ROUNDS / 100);
  g_rand_free (rand);
}

static void
test_long_texts (void **state)
{
  static const char *const patterns[] = { "a",    "1",  ":",   ".",    "ü", "fe80:",
                                          "::1%", "1.", "#x0", "\xff", " ", "xn--" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PlHostspec) hostspec = NULL;

      while (text->len < 200000)
        g_string_append (text, patterns[i]);
      hostspec = pl_hostspec_parse (text->str, (gssize) text->len, PL_USE_CONNECT, PL_FAMILY_NONE);
      assert_true (strlen (hostspec->verdict.message) < 1000);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_samples),
    cmocka_unit_test (test_length_counts),
    cmocka_unit_test (test_no_text),
    cmocka_unit_test (test_parts),
    cmocka_unit_test (test_verdicts),
    cmocka_unit_test (test_octal_offers_both),
    cmocka_unit_test (test_link_local_asks_for_zone),
    cmocka_unit_test (test_resolve_zone),
    cmocka_unit_test (test_number_of_zone),
    cmocka_unit_test (test_submittable),
    cmocka_unit_test (test_kinds_have_names),
    cmocka_unit_test (test_ends_in_number),
    cmocka_unit_test (test_reads_like_inet_aton),
    cmocka_unit_test (test_long_texts),
  };

  return cmocka_run_group_tests_name ("hostspec", tests, NULL, NULL);
}
