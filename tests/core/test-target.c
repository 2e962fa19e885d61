/* Pasted pairs of host and service, and the verdicts that fields share. */
#include "core/target/pl-target.h"

#include "core/address/pl-text.h"
#include "core/target/pl-verdict.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static const struct
{
  const char *text;
  const char *hostspec; /* NULL: not a pair */
  const char *service;
} samples[] = {
  { "[::1]:8080", "::1", "8080" },
  { " [::1]:8080\n", "::1", "8080" },
  { "[::1]", "::1", NULL },
  { "[::1]:", "::1", NULL },
  { "[::]:http", "::", "http" },
  { "[fe80::1%eth0]:80", "fe80::1%eth0", "80" },
  { "[fe80::1%25eth0]:80", "fe80::1%eth0", "80" },
  { "[fe80::1%25]:80", "fe80::1%25", "80" },
  { "[fe80::1%252]:80", "fe80::1%2", "80" },
  { "[::ffff:127.0.0.1]:51702", "::ffff:127.0.0.1", "51702" },
  { "[127.0.0.1]:80", "127.0.0.1", "80" },
  { "[example.org]:2222", "example.org", "2222" },
  { "localhost:http", "localhost", "http" },
  { "192.0.2.1:80", "192.0.2.1", "80" },
  { "127.1:80", "127.1", "80" },
  { "#x7f000001:80", "#x7f000001", "80" },
  { "0x7f000001:80", "0x7f000001", "80" },
  { "bücher.example:80", "bücher.example", "80" },
  { "localhost:65616", "localhost", "65616" },
  { "localhost:", "localhost", NULL },
  { ":80", "", "80" },
  { "http://example.org", "example.org", "http" },
  { "http://example.org/", "example.org", "http" },
  { "HTTP://example.org/a:b?c=[d]#e", "example.org", "http" },
  { "https://example.org:8443/x", "example.org", "8443" },
  { "https://user:secret@example.org:8443/x", "example.org", "8443" },
  { "https://user@[2001:db8::1]/x", "2001:db8::1", "https" },
  { "http://[fe80::1%25eth0]:8080?x", "fe80::1%eth0", "8080" },
  { "ftp://192.0.2.1:/", "192.0.2.1", "ftp" },

  { "", NULL, NULL },
  { ":", NULL, NULL },
  { "::1", NULL, NULL },
  { "::", NULL, NULL },
  { "2001:db8::1", NULL, NULL },
  { "fe80::1%eth0", NULL, NULL },
  { "localhost", NULL, NULL },
  { "192.0.2.1", NULL, NULL },
  { "[]", NULL, NULL },
  { "[]:80", NULL, NULL },
  { "[", NULL, NULL },
  { "[::1", NULL, NULL },
  { "::1]:80", NULL, NULL },
  { "[::1]80", NULL, NULL },
  { "[::1]:80:90", NULL, NULL },
  { "[[::1]]:80", NULL, NULL },
  { "[::1%]:80", NULL, NULL },
  { "[::1/64]:80", "::1/64", "80" },
  { "a:b:c", NULL, NULL },
  { "a b:80", NULL, NULL },
  { "a:8 0", NULL, NULL },
  { "a/b:80", NULL, NULL },
  { "a:80/tcp", NULL, NULL },
  { "C:\\file", NULL, NULL },
  { "\xff:80", NULL, NULL },
  { "a:\xff", NULL, NULL },
  { "://x", NULL, NULL },
  { "http://", NULL, NULL },
  { "http:///path", NULL, NULL },
  { "http://user@", NULL, NULL },
  { "http://:80", "", "80" },
  { "1http://example.org", NULL, NULL },
  { "http://[::1", NULL, NULL },
};

static void
test_take_apart (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      char untouched[] = "untouched";
      char *hostspec = untouched;
      char *service = untouched;
      gboolean is_pair = pl_target_take_apart (samples[i].text, &hostspec, &service);

      if (is_pair != (samples[i].hostspec != NULL))
        fail_msg ("“%s” gives “%s”", samples[i].text, hostspec);
      if (!is_pair)
        {
          assert_ptr_equal (hostspec, untouched);
          assert_ptr_equal (service, untouched);
          continue;
        }
      assert_string_equal (hostspec, samples[i].hostspec);
      if (g_strcmp0 (service, samples[i].service) != 0)
        fail_msg ("“%s” gives the service “%s”", samples[i].text, service);
      g_free (hostspec);
      g_free (service);
    }
  assert_false (pl_target_take_apart (NULL, NULL, NULL));
}

static void
test_sentence (void **state)
{
  g_autofree char *both = pl_target_dup_sentence ("[::1]:8080", "::1", "8080");
  g_autofree char *host = pl_target_dup_sentence ("[::1]", "::1", NULL);
  g_autofree char *service = pl_target_dup_sentence (":80", "", "80");

  assert_string_equal (both, "[::1]:8080 was pasted: the host is ::1, the service 8080.");
  assert_string_equal (host, "[::1] was pasted: the host is ::1.");
  assert_string_equal (service, ":80 was pasted: no host, the service is 80.");
}

static void
test_verdict (void **state)
{
  PlVerdict verdict = { 0 };

  pl_verdict_add (&verdict, PL_SEVERITY_GOOD, "%s", "Port 80");
  assert_string_equal (verdict.message, "Port 80");
  pl_verdict_add (&verdict, PL_SEVERITY_NOTE, "More of %d.", 7);
  assert_string_equal (verdict.message, "Port 80. More of 7.");
  pl_verdict_add (&verdict, PL_SEVERITY_WARNING, "And more.");
  assert_string_equal (verdict.message, "Port 80. More of 7. And more.");
  assert_int_equal (verdict.severity, PL_SEVERITY_WARNING);
  pl_verdict_set (&verdict, PL_SEVERITY_NOTE, "Nothing");
  assert_string_equal (verdict.message, "Nothing");
  assert_int_equal (verdict.severity, PL_SEVERITY_NOTE);

  for (guint i = 0; i < PL_MENDS_MAX + 2; i++)
    pl_verdict_add_mend (&verdict, NULL, "udp", "Mend %u", i);
  assert_int_equal (verdict.n_mends, PL_MENDS_MAX);
  assert_string_equal (verdict.mends[PL_MENDS_MAX - 1].label, "Mend 3");

  pl_verdict_clear (&verdict);
  assert_null (verdict.message);
  assert_int_equal (verdict.n_mends, 0);
  pl_verdict_clear (&verdict);
}

static void
test_trim (void **state)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *trimmed;
  } cases[] = {
    { "", 0, "" },
    { "a", 1, "a" },
    { " \t\n\v\f\r a b \r\n", 13, "a b" },
    { "\xc2\xa0"
      "a\xe3\x80\x80",
      6, "a" },
    { "  ", 2, "" },
    { "\xc2\xa0", 2, "" },
    { "\xa0"
      "a",
      2,
      "\xa0"
      "a" },
    { "a\xff ", 3, "a\xff" },
    { "a \x80", 3, "a \x80" },
    { "a \xc2", 3, "a \xc2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text = cases[i].text;
      gsize length = cases[i].length;

      assert_int_equal (pl_text_trim (&text, &length), strlen (cases[i].trimmed) != cases[i].length);
      assert_int_equal (length, strlen (cases[i].trimmed));
      assert_memory_equal (text, cases[i].trimmed, length);
    }
}

static void
test_display (void **state)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *display;
  } cases[] = {
    { "", 0, "" },
    { "bücher", 7, "bücher" },
    { "a\0\xff", 3, "a\\x00\\xff" },
    { "a\n\xc2\x85", 4, "a\\x0a\\xc2\\x85" },
    { "\xe2\x80\xae", 3, "\\xe2\\x80\\xae" },
    { "\xf0\x9f", 2, "\\xf0\\x9f" },
    { "0123456789012345678901234567890123456789012345678", 49,
      "012345678901234567890123456789012345678901234567…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *display = pl_text_dup_display (cases[i].text, cases[i].length);

      assert_string_equal (display, cases[i].display);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_take_apart), cmocka_unit_test (test_sentence), cmocka_unit_test (test_verdict),
    cmocka_unit_test (test_trim),       cmocka_unit_test (test_display),
  };

  return cmocka_run_group_tests_name ("target", tests, NULL, NULL);
}
