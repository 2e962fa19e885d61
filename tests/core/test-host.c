/* This computer's interfaces, addresses and ways out, followed while they change: in a network of the test's
 * own, which begins with a loopback that is down. */
#include "core/host/pl-host-words.h"
#include "core/net/pl-rtnetlink.h"
#include "support/pl-test.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SKIPPED 77

static gboolean
ip (const char *arguments)
{
  g_autofree char *command = g_strconcat ("ip ", arguments, NULL);
  int status = -1;

  return g_spawn_command_line_sync (command, NULL, NULL, &status, NULL) && status == 0;
}

/* Not every kernel has dummies. */
static gboolean
add_interface (void)
{
  return ip ("link add pl-test0 type dummy") || (ip ("link add pl-test0 type veth peer name pl-peer") &&
                                                 ip ("link set pl-peer addrgenmode none up"));
}

typedef struct
{
  PlEngine *engine;
  PlHost *host;
  char *text;
} Scene;

static void
append_route (GString *text, const PlHostState *state, PlFamily family)
{
  const PlRoute *route = pl_host_state_get_route (state, family);
  g_autofree char *no_route = pl_host_state_dup_no_route (state, family);
  g_autofree char *gateway = pl_route_dup_gateway (route);
  g_autofree char *found_by = pl_route_dup_found_by (route);
  char local[PL_ADDRESS_STRING_SIZE];

  if (route->code != 0)
    g_string_append_printf (text, "IPv%d none: %s\n", family, no_route);
  else
    g_string_append_printf (text, "IPv%d %s via %s by %s\n", family,
                            pl_address_to_string (&route->local.address, local), gateway, found_by);
}

static void
append_interface (GString *text, const PlHostState *state, const PlInterface *interface)
{
  g_autoptr (GPtrArray) addresses = pl_host_state_list_addresses (state, interface->index);

  g_string_append_printf (text, "%s %s\n", interface->name, pl_interface_state_to_string (interface->state));
  for (guint i = 0; i < addresses->len; i++)
    {
      const PlInterfaceAddress *own = addresses->pdata[i];
      g_autofree char *note = pl_host_state_dup_note (state, own);
      char address[PL_ADDRESS_STRING_SIZE];

      g_string_append_printf (text, " %s/%u %s\n", pl_address_to_string (&own->address, address),
                              own->prefix_length, note);
    }
}

/* Everything in lines, as somebody would read it. */
static void
changed_cb (PlHost *host, Scene *scene)
{
  const PlHostState *state = pl_host_get_state (host);
  g_autoptr (GPtrArray) interfaces = NULL;
  GString *text;

  if (state == NULL)
    return;

  text = g_string_new (NULL);
  interfaces = pl_host_state_list_interfaces (state);
  append_route (text, state, PL_FAMILY_IPV4);
  append_route (text, state, PL_FAMILY_IPV6);
  for (guint i = 0; i < interfaces->len; i++)
    append_interface (text, state, interfaces->pdata[i]);
  g_free (scene->text);
  scene->text = g_string_free (text, FALSE);
}

static void
wait_for (Scene *scene, const char *expected, gboolean is_there)
{
  gint64 deadline_us = g_get_monotonic_time () + PL_TEST_DEADLINE_US;

  while (scene->text == NULL || (strstr (scene->text, expected) != NULL) != is_there)
    {
      if (g_get_monotonic_time () > deadline_us)
        fail_msg ("waited for \"%s\" to be %s in \"%s\"", expected, is_there ? "there" : "gone", scene->text);
      pl_test_iterate ();
    }
}

static int
set_up (void **state)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->engine = pl_engine_new (PL_PACE_LOG);
  scene->host = pl_engine_get_host (scene->engine);
  g_signal_connect (scene->host, "changed", G_CALLBACK (changed_cb), scene);
  pl_host_follow (scene->host);
  *state = scene;

  return 0;
}

static int
tear_down (void **state)
{
  Scene *scene = *state;

  g_signal_handlers_disconnect_by_data (scene->host, scene);
  g_object_ref (scene->host);
  pl_engine_shut_down (scene->engine);
  pl_test_assert_finalized (scene->engine);
  pl_test_assert_finalized (scene->host);
  g_free (scene->text);
  g_free (scene);

  return 0;
}

/* ---- One after the other: each begins as the one before has left it ---- */

static void
test_nothing_but_loopback_down (void **state)
{
  wait_for (*state, "lo down\n", TRUE);
  wait_for (*state, "IPv4 none: This computer has no IPv4: no interface has an IPv4 address.\n", TRUE);
  wait_for (*state, "IPv6 none: This computer has no IPv6: no interface has an IPv6 address.\n", TRUE);
}

static void
test_loopback_up (void **state)
{
  wait_for (*state, "lo down\n", TRUE);
  assert_true (ip ("link set lo up"));
  wait_for (*state, "lo up\n 127.0.0.1/8 \n", TRUE);
  wait_for (*state, "IPv4 none: There is no network: this computer reaches only itself.\n", TRUE);
}

static void
test_interface (void **state)
{
  wait_for (*state, "lo up\n", TRUE);
  assert_true (add_interface ());
  wait_for (*state, "pl-test0 down\n", TRUE);
  assert_true (ip ("link set pl-test0 name pl-test1"));
  wait_for (*state, "pl-test1 down\n", TRUE);
  wait_for (*state, "pl-test0", FALSE);
  assert_true (ip ("link set pl-test1 addrgenmode none up"));
  wait_for (*state, "pl-test1 up\n", TRUE);
  assert_true (ip ("link del pl-test1"));
  wait_for (*state, "pl-test1", FALSE);
  assert_true (add_interface ());
  assert_true (ip ("link set pl-test0 address 02:11:22:33:44:55 addrgenmode none up"));
  wait_for (*state, "pl-test0 up\n", TRUE);
}

static void
test_address (void **state)
{
  wait_for (*state, "pl-test0 up\n", TRUE);
  assert_true (ip ("addr add 192.0.2.2/24 dev pl-test0"));
  wait_for (*state, "pl-test0 up\n 192.0.2.2/24 \n", TRUE);
  wait_for (*state, "IPv4 none: There is no route to the IPv4 internet.\n", TRUE);
  assert_true (ip ("addr add 192.0.2.3/24 dev pl-test0"));
  wait_for (*state, " 192.0.2.3/24 secondary\n", TRUE);
  assert_true (ip ("addr del 192.0.2.3/24 dev pl-test0"));
  wait_for (*state, " 192.0.2.3/24", FALSE);
}

static void
test_route (void **state)
{
  wait_for (*state, "IPv4 none: There is no route to the IPv4 internet.\n", TRUE);
  assert_true (ip ("route add default via 192.0.2.1 dev pl-test0 metric 100"));
  wait_for (*state, "IPv4 192.0.2.2 via 192.0.2.1 by default route, metric 100\n", TRUE);
  wait_for (*state, " 192.0.2.2/24 default for IPv4\n", TRUE);
  assert_true (ip ("route add 128.0.0.0/1 dev pl-test0 metric 7"));
  wait_for (*state, "IPv4 192.0.2.2 via (null) by route to 128.0.0.0/1, metric 7\n", TRUE);
  assert_true (ip ("route del 128.0.0.0/1"));
  wait_for (*state, "by default route", TRUE);
  assert_true (ip ("route del default"));
  wait_for (*state, "IPv4 none: There is no route to the IPv4 internet.\n", TRUE);
}

static void
test_ipv6 (void **state)
{
  if (!g_file_test ("/proc/sys/net/ipv6", G_FILE_TEST_IS_DIR))
    return;

  wait_for (*state, "pl-test0 up\n", TRUE);
  assert_true (ip ("addr add 2001:db8:1::7/64 dev pl-test0 nodad"));
  assert_true (ip ("addr add fe80::11:22ff:fe33:4455/64 dev pl-test0 nodad"));
  wait_for (*state, " fe80::11:22ff:fe33:4455/64 EUI-64 of the MAC, zone pl-test0\n", TRUE);
  assert_true (ip ("-6 route add default via fe80::1 dev pl-test0 metric 1024"));
  wait_for (*state, "IPv6 2001:db8:1::7 via fe80::1%pl-test0 by default route, metric 1024\n", TRUE);
  wait_for (*state, " 2001:db8:1::7/64 default for IPv6\n", TRUE);

  /* IPv6 as the gateway of IPv4 (RFC 8950) */
  if (ip ("route add default via inet6 fe80::1 dev pl-test0"))
    wait_for (*state, "IPv4 192.0.2.2 via fe80::1%pl-test0 by default route, metric 0\n", TRUE);

  assert_true (g_file_set_contents_full ("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1", 1,
                                         G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  wait_for (*state, "IPv6 none: This computer has no IPv6: no interface has an IPv6 address.\n", TRUE);
}

/* Once nobody looks, nothing comes; and then everything again. */
static void
test_unfollow (void **state)
{
  Scene *scene = *state;
  Scene *other;

  set_up ((void **) &other);
  wait_for (scene, "pl-test0 up\n", TRUE);
  pl_host_follow (scene->host);
  pl_host_unfollow (scene->host);
  assert_true (ip ("addr add 203.0.113.1/24 dev pl-test0"));
  wait_for (scene, " 203.0.113.1/24", TRUE); /* one is left */
  wait_for (other, " 203.0.113.1/24", TRUE);

  pl_host_unfollow (scene->host);
  assert_true (ip ("addr del 203.0.113.1/24 dev pl-test0"));
  wait_for (other, " 203.0.113.1/24", FALSE);
  assert_non_null (strstr (scene->text, " 203.0.113.1/24"));
  pl_host_follow (scene->host);
  wait_for (scene, " 203.0.113.1/24", FALSE);
  tear_down ((void **) &other);
}

static void
skip_answer (const struct nlmsghdr *message, gpointer data)
{
}

/* More notices than the kernel keeps: it says so once, and the next change is told all the same. */
static void
test_overrun (void **state)
{
  int fd = pl_rtnetlink_open (RTMGRP_LINK);
  int least = 1;
  struct pollfd waiting = { .fd = fd, .events = POLLIN };

  assert_true (fd >= 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &least, sizeof least);
  for (guint i = 0; i < 20; i++)
    assert_true (ip (i % 2 == 0 ? "link set pl-test0 mtu 1400" : "link set pl-test0 mtu 1300"));
  assert_true (pl_rtnetlink_drain (fd));
  assert_false (pl_rtnetlink_drain (fd));
  assert_true (ip ("link set pl-test0 mtu 1280"));
  assert_int_equal (poll (&waiting, 1, PL_TEST_DEADLINE_US / 1000), 1);
  assert_true (pl_rtnetlink_drain (fd));
  close (fd);
}

/* An error of the kernel comes back as it is. */
static void
test_refused_question (void **state)
{
  struct
  {
    struct nlmsghdr header;
    struct ifinfomsg body;
  } request = {
    .header = { sizeof request, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, 1, 0 },
    .body.ifi_index = G_MAXINT32,
  };
  int fd = pl_rtnetlink_open (0);

  assert_int_equal (pl_rtnetlink_ask (fd, &request.header, skip_answer, NULL), ENODEV);
  close (fd);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_nothing_but_loopback_down, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_loopback_up, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_interface, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_address, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_route, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_ipv6, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_unfollow, set_up, tear_down),
    cmocka_unit_test (test_overrun),
    cmocka_unit_test (test_refused_question),
  };

  if (unshare (CLONE_NEWNET) != 0 || !add_interface () || !ip ("link del pl-test0"))
    {
      g_printerr ("needs a network of its own, which only root may make, and ip\n");
      return SKIPPED;
    }

  return cmocka_run_group_tests_name ("host", tests, NULL, NULL);
}
