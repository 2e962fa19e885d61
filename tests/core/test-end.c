/* Ends of sockets: between sockaddr, value and text. */
#include "core/address/pl-end.h"

#include <net/if.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define NO_SUCH_INTERFACE 123456789

static PlEnd
make_end (const char *text, guint16 port, guint32 scope_id)
{
  PlEnd end = { .port = port, .scope_id = scope_id };
  PlAddressText parts;

  assert_true (pl_address_parse (text, -1, &parts));
  end.address = parts.address;
  return end;
}

static void
test_to_string (void **state)
{
  static const struct
  {
    const char *address;
    guint16 port;
    guint32 scope_id;
    const char *text;
  } cases[] = {
    { "127.0.0.1", 80, 0, "127.0.0.1:80" },
    { "0.0.0.0", 0, 0, "0.0.0.0:0" },
    { "255.255.255.255", 65535, 0, "255.255.255.255:65535" },
    { "::", 80, 0, "[::]:80" },
    { "::ffff:127.0.0.1", 51702, 0, "[::ffff:127.0.0.1]:51702" },
    { "fe80::1", 22, NO_SUCH_INTERFACE, "[fe80::1%123456789]:22" },
    { "fe80:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535, G_MAXUINT32,
      "[fe80:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295]:65535" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlEnd end = make_end (cases[i].address, cases[i].port, cases[i].scope_id);
      char text[PL_END_STRING_SIZE];

      assert_string_equal (pl_end_to_string (&end, text), cases[i].text);
    }
}

static void
test_zone_is_a_name (void **state)
{
  char name[IF_NAMESIZE];
  char text[PL_END_STRING_SIZE];
  PlEnd end = make_end ("fe80::1", 80, 1);
  g_autofree char *zone = pl_end_dup_zone (&end);
  g_autofree char *expected = NULL;

  if (if_indextoname (1, name) == NULL)
    g_strlcpy (name, "1", sizeof name);
  expected = g_strdup_printf ("[fe80::1%%%s]:80", name);
  assert_string_equal (zone, name);
  assert_string_equal (pl_end_to_string (&end, text), expected);
}

static void
test_unknown (void **state)
{
  PlEnd end = { 0 };
  struct sockaddr_storage storage;
  char text[PL_END_STRING_SIZE];

  assert_false (pl_end_is_known (&end));
  assert_string_equal (pl_end_to_string (&end, text), "");
  assert_null (pl_end_dup_zone (&end));
  assert_int_equal (pl_end_to_sockaddr (&end, &storage), 0);
  assert_int_equal (storage.ss_family, AF_UNSPEC);

  end = make_end ("::1", 80, 7);
  storage.ss_family = AF_UNIX;
  pl_end_from_sockaddr (&end, &storage);
  assert_false (pl_end_is_known (&end));
  assert_int_equal (end.port, 0);
  assert_int_equal (end.scope_id, 0);
}

static void
test_sockaddr_both_ways (void **state)
{
  static const struct
  {
    const char *address;
    guint32 scope_id;
    socklen_t size;
  } cases[] = {
    { "204.71.177.75", 0, sizeof (struct sockaddr_in) },
    { "::ffff:204.71.177.75", 0, sizeof (struct sockaddr_in6) },
    { "fe80::1", 3, sizeof (struct sockaddr_in6) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlEnd end = make_end (cases[i].address, 0x1234, cases[i].scope_id);
      PlEnd again;
      struct sockaddr_storage storage;

      assert_int_equal (pl_end_to_sockaddr (&end, &storage), cases[i].size);
      pl_end_from_sockaddr (&again, &storage);
      assert_true (pl_end_equal (&end, &again));
    }
}

static void
test_port_is_in_network_order (void **state)
{
  PlEnd end = make_end ("1.2.3.4", 0x1234, 0);
  struct sockaddr_storage storage;
  const struct sockaddr_in *in = (const struct sockaddr_in *) &storage;

  pl_end_to_sockaddr (&end, &storage);
  assert_int_equal (in->sin_family, AF_INET);
  assert_memory_equal (&in->sin_port, "\x12\x34", 2);
  assert_memory_equal (&in->sin_addr, "\1\2\3\4", 4);
}

static void
test_equal (void **state)
{
  PlEnd a = make_end ("::1", 80, 0);
  PlEnd b = make_end ("::1", 80, 0);

  assert_true (pl_end_equal (&a, &b));
  b.port = 81;
  assert_false (pl_end_equal (&a, &b));
  b = make_end ("::1", 80, 1);
  assert_false (pl_end_equal (&a, &b));
  b = make_end ("::2", 80, 0);
  assert_false (pl_end_equal (&a, &b));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_to_string),
    cmocka_unit_test (test_zone_is_a_name),
    cmocka_unit_test (test_unknown),
    cmocka_unit_test (test_sockaddr_both_ways),
    cmocka_unit_test (test_port_is_in_network_order),
    cmocka_unit_test (test_equal),
  };

  return cmocka_run_group_tests_name ("end", tests, NULL, NULL);
}
