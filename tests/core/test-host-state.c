/* What is made of interfaces and ways out, from made-up ones; and of the hosts file. */
#include "core/host/pl-host-words.h"
#include "core/host/pl-localhost.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/if_addr.h>
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
add (PlInterfaces *interfaces, guint32 index, const char *name, guint flags, PlInterfaceState state)
{
  PlInterface interface = { .index = index,
                            .name = (char *) name,
                            .flags = flags,
                            .state = state,
                            .mtu = 1500,
                            .mac = { 2, 0x11, 0x22, 0x33, 0x44, 0x55 },
                            .mac_size = (flags & IFF_LOOPBACK) ? 0 : 6 };

  pl_interfaces_add (interfaces, &interface);
}

static void
add_address (PlInterfaces *interfaces, guint32 index, const char *text, guint prefix_length, guint32 flags)
{
  PlInterfaceAddress address = {
    .address = address_of (text), .prefix_length = prefix_length, .index = index, .flags = flags
  };

  pl_interfaces_add_address (interfaces, &address);
}

static PlHostState *
create_state (void)
{
  PlInterfaces *interfaces = pl_interfaces_new ();
  PlRoute ipv4 = { .local.address = address_of ("192.0.2.2"),
                   .index = 4,
                   .gateway.address = address_of ("192.0.2.1"),
                   .network = address_of ("0.0.0.0"),
                   .metric = 100 };
  PlRoute ipv6 = { .code = ENETUNREACH, .prefix_length = -1 };

  add (interfaces, 1, "lo", IFF_UP | IFF_LOOPBACK, PL_INTERFACE_UP);
  add (interfaces, 2, "eth\xff", IFF_BROADCAST, PL_INTERFACE_DOWN);
  add (interfaces, 3, "tun0", IFF_UP | IFF_POINTOPOINT | IFF_NOARP, PL_INTERFACE_UP);
  add (interfaces, 4, "eth0", IFF_UP | IFF_BROADCAST | IFF_MULTICAST, PL_INTERFACE_UP);
  add_address (interfaces, 4, "fe80::11:22ff:fe33:4455", 64, IFA_F_PERMANENT);
  add_address (interfaces, 4, "2001:db8::7", 64, IFA_F_TEMPORARY | IFA_F_DEPRECATED);
  add_address (interfaces, 4, "2001:db8::8", 64, IFA_F_TENTATIVE);
  add_address (interfaces, 4, "2001:db8::9", 64, IFA_F_TENTATIVE | IFA_F_DADFAILED);
  add_address (interfaces, 4, "192.0.2.2", 24, IFA_F_PERMANENT);
  add_address (interfaces, 4, "192.0.2.3", 24, IFA_F_SECONDARY);
  add_address (interfaces, 1, "127.0.0.1", 8, IFA_F_PERMANENT);
  add_address (interfaces, 9, "203.0.113.1", 24, IFA_F_PERMANENT); /* its interface has just gone */
  return pl_host_state_new (interfaces, &ipv4, &ipv6);
}

static void
test_order (void **state)
{
  static const char *const names[] = { "eth0", "lo", "tun0", "eth\xef\xbf\xbd" };
  g_autoptr (PlHostState) host = create_state ();
  g_autoptr (GPtrArray) interfaces = pl_host_state_list_interfaces (host);

  assert_int_equal (interfaces->len, G_N_ELEMENTS (names));
  for (guint i = 0; i < interfaces->len; i++)
    assert_string_equal (((const PlInterface *) interfaces->pdata[i])->name, names[i]);
  assert_int_equal (host->interfaces->addresses->len, 7);
}

static void
test_notes (void **state)
{
  static const struct
  {
    const char *address;
    const char *note;
  } lines[] = {
    { "192.0.2.2", "default for IPv4" },
    { "192.0.2.3", "secondary" },
    { "2001:db8::7", "deprecated, temporary" },
    { "2001:db8::8", "not in use yet: is it unique?" },
    { "2001:db8::9", "another computer has it, too" },
    { "fe80::11:22ff:fe33:4455", "EUI-64 of the MAC, zone eth0" },
  };
  g_autoptr (PlHostState) host = create_state ();
  g_autoptr (GPtrArray) addresses = pl_host_state_list_addresses (host, 4);

  assert_int_equal (addresses->len, G_N_ELEMENTS (lines));
  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *note = pl_host_state_dup_note (host, addresses->pdata[i]);
      char text[PL_ADDRESS_STRING_SIZE];

      pl_address_to_string (&((const PlInterfaceAddress *) addresses->pdata[i])->address, text);
      assert_string_equal (text, lines[i].address);
      assert_string_equal (note, lines[i].note);
    }
}

static void
assert_facts (const PlHostState *host, guint32 index, const char *expected)
{
  g_autofree char *facts = pl_interface_dup_facts (pl_interfaces_get (host->interfaces, index));

  assert_string_equal (facts, expected);
}

static void
test_facts (void **state)
{
  g_autoptr (PlHostState) host = create_state ();
  const PlInterface *down = pl_interfaces_get (host->interfaces, 2);

  assert_facts (host, 1, "loopback · MTU 1,500");
  assert_facts (host, 3, "MAC 02:11:22:33:44:55 · MTU 1,500 · point-to-point, no ARP");
  assert_facts (host, 4, "MAC 02:11:22:33:44:55 · MTU 1,500 · broadcast, multicast");
  assert_string_equal (pl_interface_get_no_address (down), "No address while it is down");
  assert_null (pl_interfaces_get (host->interfaces, 9));
}

static void
test_routes (void **state)
{
  g_autoptr (PlHostState) host = create_state ();
  g_autofree char *found_by = pl_route_dup_found_by (&host->ipv4);
  g_autofree char *gateway = pl_route_dup_gateway (&host->ipv4);
  g_autofree char *no_gateway = pl_route_dup_gateway (&host->ipv6);
  g_autofree char *no_route = pl_host_state_dup_no_route (host, PL_FAMILY_IPV6);

  assert_string_equal (found_by, "default route, metric 100");
  assert_string_equal (gateway, "192.0.2.1");
  assert_null (no_gateway);
  assert_string_equal (no_route, "There is no route to the IPv6 internet.");
  assert_null (pl_host_state_dup_problem (host));
  assert_null (pl_host_state_dup_dropped (host));
}

static void
test_find (void **state)
{
  g_autoptr (PlHostState) host = create_state ();
  PlAddress link_local = address_of ("fe80::11:22ff:fe33:4455");
  PlAddress loopback = address_of ("127.9.9.9");
  PlAddress other = address_of ("198.51.100.1");

  assert_int_equal (pl_interfaces_find_address (host->interfaces, &link_local, 0)->index, 4);
  assert_int_equal (pl_interfaces_find_address (host->interfaces, &link_local, 4)->index, 4);
  assert_null (pl_interfaces_find_address (host->interfaces, &link_local, 3));
  assert_int_equal (pl_interfaces_find_address (host->interfaces, &loopback, 0)->index, 1);
  assert_null (pl_interfaces_find_address (host->interfaces, &other, 0));
}

static void
test_bound (void **state)
{
  PlRoute none = { .code = ENETUNREACH };
  g_autoptr (PlHostState) host = pl_host_state_new (pl_interfaces_new (), &none, &none);
  g_autofree char *dropped = NULL;

  for (guint i = 1; i <= 2000; i++)
    add (host->interfaces, i, "veth", IFF_UP, PL_INTERFACE_UP);
  for (guint i = 0; i < 10000; i++)
    add_address (host->interfaces, 1, "192.0.2.1", 24, 0);
  dropped = pl_host_state_dup_dropped (host);
  assert_string_equal (dropped, "2784 more interfaces and addresses are not shown.");
}

static void
assert_hosts (const char *content, const char *expected)
{
  g_autofree char *path = NULL;
  PlLocalhost localhost;
  int fd = g_file_open_tmp ("hosts-XXXXXX", &path, NULL);

  assert_true (fd >= 0);
  g_close (fd, NULL);
  assert_true (g_file_set_contents (path, content, -1, NULL));
  localhost = pl_localhost_read (path);
  g_unlink (path);
  assert_string_equal (pl_localhost_get_sentence (localhost), expected);
}

static void
test_localhost (void **state)
{
  assert_hosts ("127.0.0.1\tlocalhost\n::1  ip6-localhost\tLOCALHOST # both\n",
                "localhost is 127.0.0.1 and ::1 in this computer’s hosts file.");
  assert_hosts ("127.0.0.1 localhost\n#::1 localhost\n::1 localhost6\n",
                "localhost is 127.0.0.1 in this computer’s hosts file, and has no IPv6 address there.");
  assert_hosts ("::1 localhost",
                "localhost is ::1 in this computer’s hosts file, and has no IPv4 address there.");
  assert_hosts (" \n\nlocalhost\n127.1 localhost\n", "localhost is not in this computer’s hosts file.");
  assert_int_equal (pl_localhost_read ("/nonexistent"), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_order),     cmocka_unit_test (test_notes), cmocka_unit_test (test_facts),
    cmocka_unit_test (test_routes),    cmocka_unit_test (test_find),  cmocka_unit_test (test_bound),
    cmocka_unit_test (test_localhost),
  };

  return cmocka_run_group_tests_name ("host-state", tests, NULL, NULL);
}
