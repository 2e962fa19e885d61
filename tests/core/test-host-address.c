/* What an address is to this computer: conclusions from made-up interfaces, and the loopback that every
 * system has. */
#include "core/host/pl-host-address.h"
#include "core/net/pl-route-probe.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static PlEnd
end_of (const char *text)
{
  PlAddressText parts = { 0 };

  if (!pl_address_parse (text, -1, &parts))
    fail_msg ("“%s” is no address", text);
  return (PlEnd){ .address = parts.address };
}

static void
add (PlInterfaces *interfaces, guint32 index, const char *name, guint flags)
{
  pl_interfaces_add (interfaces, &(PlInterface){ .index = index, .name = (char *) name, .flags = flags });
}

static void
add_address (PlInterfaces *interfaces, guint32 index, const char *address, guint prefix_length)
{
  pl_interfaces_add_address (interfaces, &(PlInterfaceAddress){ .address = end_of (address).address,
                                                                .prefix_length = prefix_length,
                                                                .index = index });
}

static const struct
{
  const char *address;
  const char *local; /* NULL if there is no route */
  int error;
  PlHostRelation relation;
  int prefix_length;
  const char *sentence;
} cases[] = {
  { "127.0.0.1", "127.0.0.1", 0, PL_HOST_MINE, 8, "This computer, interface lo." },
  { "127.200.0.1", "127.0.0.1", 0, PL_HOST_MINE, 8, "This computer, interface lo." },
  { "192.0.2.2", "192.0.2.2", 0, PL_HOST_MINE, 24, "This computer, interface eth0." },
  { "192.0.2.77", "192.0.2.2", 0, PL_HOST_ON_LINK, 24, "On the network of eth0, reached from 192.0.2.2." },
  { "2001:db8:1::5", "2001:db8:1::2", 0, PL_HOST_ON_LINK, 64,
    "On the network of eth0, reached from 2001:db8:1::2." },
  { "198.51.100.1", "192.0.2.2", 0, PL_HOST_ROUTED, -1, "Through a router, from 192.0.2.2 on eth0." },
  { "198.51.100.1", "203.0.113.9", 0, PL_HOST_ROUTED, -1, "Through a router, from 203.0.113.9." },
  { "198.51.100.1", NULL, ENETUNREACH, PL_HOST_NO_ROUTE, -1, "No route from this computer." },
  { "2001:db8:9::1", NULL, EAFNOSUPPORT, PL_HOST_NO_ROUTE, -1, "No route from this computer." },
  { "255.255.255.255", NULL, EACCES, PL_HOST_BROADCAST, -1,
    "Everybody on a network: nothing connects to it." },
  { "0.0.0.0", NULL, 0, PL_HOST_EVERY, -1,
    "No address of its own: it stands for every address of this computer." },
  { "fe80::1", NULL, EINVAL, PL_HOST_NO_ZONE, -1, "Which interface? Without its zone it leads nowhere." },
  { "ff02::1", NULL, EINVAL, PL_HOST_NO_ZONE, -1, "Which interface? Without its zone it leads nowhere." },
  { "224.0.0.251", "192.0.2.2", 0, PL_HOST_GROUP, -1, "A group, reached from 192.0.2.2." },
  { "224.0.0.251", NULL, ENETUNREACH, PL_HOST_NO_ROUTE, -1, "No route from this computer." },
};

static void
test_judge (void **state)
{
  g_autoptr (PlInterfaces) interfaces = pl_interfaces_new ();

  add (interfaces, 1, "lo", IFF_UP | IFF_LOOPBACK);
  add (interfaces, 2, "eth0", IFF_UP);
  add_address (interfaces, 1, "127.0.0.1", 8);
  add_address (interfaces, 2, "192.0.2.2", 24);
  add_address (interfaces, 2, "2001:db8:1::2", 64);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlEnd end = end_of (cases[i].address);
      PlEnd local = cases[i].local != NULL ? end_of (cases[i].local) : (PlEnd){ 0 };
      g_autofree char *sentence = NULL;
      PlHostAddress host;

      pl_host_address_judge (&host, &end, interfaces, cases[i].local != NULL ? &local : NULL, cases[i].error);
      sentence = pl_host_address_dup_sentence (&host);
      assert_string_equal (sentence, cases[i].sentence);
      assert_int_equal (host.relation, cases[i].relation);
      assert_int_equal (host.prefix_length, cases[i].prefix_length);
    }
}

static void
test_loopback_is_here (void **state)
{
  static const char *const texts[] = { "127.0.0.1", "::ffff:127.0.0.1" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PlEnd end = end_of (texts[i]);
      PlHostAddress host;

      pl_host_address_find (&host, &end);
      assert_int_equal (host.relation, PL_HOST_MINE);
      assert_true (*host.interface != '\0');
    }
}

static guint
count_descriptors (void)
{
  DIR *folder = opendir ("/proc/self/fd");
  guint n = 0;

  assert_non_null (folder);
  while (readdir (folder) != NULL)
    n++;
  closedir (folder);
  return n;
}

static void
test_probe (void **state)
{
  PlEnd loopback = end_of ("127.0.0.1");
  PlEnd no_zone = end_of ("fe80::1");
  guint n_descriptors = count_descriptors ();
  PlEnd local = { 0 };
  int error = 0;

  assert_true (pl_route_probe (&loopback, &local, &error));
  assert_true (pl_address_equal (&local.address, &loopback.address));

  local = (PlEnd){ .port = 7 };
  assert_false (pl_route_probe (&no_zone, &local, &error));
  assert_int_not_equal (error, 0);
  assert_int_equal (local.port, 7);
  assert_int_equal (count_descriptors (), n_descriptors);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_judge),
    cmocka_unit_test (test_loopback_is_here),
    cmocka_unit_test (test_probe),
  };

  return cmocka_run_group_tests_name ("host-address", tests, NULL, NULL);
}
