/* Joining and leaving groups, in a network of our own: what the system says of the socket is compared with
 * what it says of the interface. */
#include "core/listen/pl-group-request.h"
#include "support/pl-test.h"

#include <errno.h>
#include <net/if.h>
#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* An interface without a network behind it; its peer swallows what is sent. */
#define DEVICE "pl-test0"

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  g_free (fixture);

  return 0;
}

static void
listen_at (Fixture *fixture, const char *hostspec, PlListenFamily family)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  g_autoptr (GError) error = NULL;
  PlTestResult stored = { NULL };

  g_clear_object (&fixture->listener);
  g_object_set (request, "protocol", PL_PROTOCOL_UDP, "family", family, NULL);
  pl_target_request_set (pl_listen_request_get_local (request), hostspec, "");
  pl_engine_listen_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  fixture->listener = pl_engine_listen_finish (fixture->engine, stored.result, &error);
  g_clear_object (&stored.result);
  assert_null (error);
}

static PlAddress
address_of (const char *text)
{
  PlAddressText parts = { 0 };

  if (!pl_address_parse (text, -1, &parts))
    fail_msg ("“%s” is no address", text);

  return parts.address;
}

static void
count_cb (PlListener *listener, guint *n)
{
  (*n)++;
}

/* Returns what the system said, 0 or an errno. */
static int
change (Fixture *fixture, const char *group, const char *interface, const char *source, gboolean joins)
{
  PlGroup asked = { .address = address_of (group),
                    .interface = interface != NULL ? if_nametoindex (interface) : 0 };
  guint n = 0;
  gulong handler = g_signal_connect (fixture->listener, "groups-changed", G_CALLBACK (count_cb), &n);

  if (source != NULL)
    asked.source = address_of (source);
  pl_listener_change_group (fixture->listener, &asked, joins);
  pl_test_wait_until (n > 0);
  g_signal_handler_disconnect (fixture->listener, handler);
  assert_true (pl_listener_get_memberships (fixture->listener)->is_answer);

  return pl_listener_get_memberships (fixture->listener)->code;
}

static void
assert_groups (Fixture *fixture, const char *expected)
{
  const PlMemberships *memberships = pl_listener_get_memberships (fixture->listener);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; memberships != NULL && i < memberships->n; i++)
    {
      g_autofree char *words = pl_membership_dup_words (&memberships->list[i]);
      char text[PL_ADDRESS_STRING_SIZE];

      g_string_append_printf (said, "%s %s|", pl_address_to_string (&memberships->list[i].address, text),
                              words);
    }
  assert_string_equal (said->str, expected);
}

/* How many sockets are in an IPv6 group on an interface, as the interface has it. */
static guint
count_in_igmp6 (const char *device, const char *group)
{
  g_autofree char *file = NULL;
  g_auto (GStrv) lines = NULL;
  PlAddress address = address_of (group);
  g_autofree char *hex = pl_address_dup_hex (&address);

  assert_true (g_file_get_contents ("/proc/self/net/igmp6", &file, NULL, NULL));
  lines = g_strsplit (file, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char name[IF_NAMESIZE], found[33];
      guint index, users;

      if (sscanf (lines[i], "%u %15s %32s %u", &index, name, found, &users) == 4 &&
          strcmp (name, device) == 0 && strcmp (found, hex) == 0)
        return users;
    }

  return 0;
}

/* The same of IPv4: the device heads its groups, and those are numbers in the order of the machine. */
static guint
count_in_igmp (const char *device, const char *group)
{
  g_autofree char *file = NULL;
  g_auto (GStrv) lines = NULL;
  PlAddress address = address_of (group);
  guint32 wanted;
  gboolean is_here = FALSE;

  memcpy (&wanted, address.bytes, sizeof wanted);
  assert_true (g_file_get_contents ("/proc/self/net/igmp", &file, NULL, NULL));
  lines = g_strsplit (file, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char name[IF_NAMESIZE + 1];
      guint index, found, users;

      if (sscanf (lines[i], "%u %15s", &index, name) == 2 && !g_ascii_isspace (lines[i][0]))
        is_here = strcmp (name, device) == 0;
      else if (is_here && sscanf (lines[i], " %X %u", &found, &users) == 2 && found == wanted)
        return users;
    }

  return 0;
}

/* 1. As it was bound */

static void
test_bound_to_a_group_with_a_zone (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "ff02::1234:5678%" DEVICE, PL_LISTEN_ANY);
  pl_test_wait_until (pl_listener_get_memberships (fixture->listener) != NULL);
  assert_groups (fixture, "ff02::1234:5678 on " DEVICE ", from anybody|");
  assert_int_equal (count_in_igmp6 (DEVICE, "ff02::1234:5678"), 1);
  assert_int_equal (count_in_igmp6 ("lo", "ff02::1234:5678"), 0);

  /* The same group on another interface is another membership. */
  assert_int_equal (change (fixture, "ff02::1234:5678", "lo", NULL, TRUE), 0);
  assert_groups (fixture, "ff02::1234:5678 on " DEVICE ", from anybody|ff02::1234:5678 on lo, from anybody|");
  assert_int_equal (count_in_igmp6 ("lo", "ff02::1234:5678"), 1);

  assert_int_equal (change (fixture, "ff02::1234:5678", DEVICE, NULL, FALSE), 0);
  assert_groups (fixture, "ff02::1234:5678 on lo, from anybody|");
  assert_int_equal (count_in_igmp6 (DEVICE, "ff02::1234:5678"), 0);
  assert_false (pl_socket_is_over (PL_SOCKET (fixture->listener)));
}

static void
test_within_the_interface (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "ff01::77%lo", PL_LISTEN_ANY);
  pl_test_wait_until (pl_listener_get_memberships (fixture->listener) != NULL);
  assert_groups (fixture, "ff01::77 on lo, from anybody|");
  assert_int_equal (count_in_igmp6 ("lo", "ff01::77"), 1);
}

static void
test_left_with_the_socket (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "ff02::99%" DEVICE, PL_LISTEN_ANY);
  pl_test_wait_until (count_in_igmp6 (DEVICE, "ff02::99") == 1);
  pl_socket_close (PL_SOCKET (fixture->listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->listener)));
  assert_int_equal (count_in_igmp6 (DEVICE, "ff02::99"), 0);
}

/* 2. Later */

static void
test_route_chooses_the_interface (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "", PL_LISTEN_IPV4);
  assert_int_equal (change (fixture, "239.1.2.3", NULL, NULL, TRUE), ENODEV); /* no route leads there */
  assert_groups (fixture, "");
  assert_int_equal (system ("ip route add 239.1.0.0/16 dev " DEVICE), 0);
  assert_int_equal (change (fixture, "239.1.2.3", NULL, NULL, TRUE), 0);
  assert_groups (fixture, "239.1.2.3 on " DEVICE ", from anybody|");
  assert_int_equal (count_in_igmp (DEVICE, "239.1.2.3"), 1);
  assert_int_equal (change (fixture, "239.1.2.3", NULL, NULL, TRUE), EADDRINUSE);
  assert_int_equal (change (fixture, "239.1.2.3", DEVICE, NULL, FALSE), 0);
  assert_groups (fixture, "");
  assert_int_equal (count_in_igmp (DEVICE, "239.1.2.3"), 0);
  assert_int_equal (change (fixture, "239.1.2.3", DEVICE, NULL, FALSE), EADDRNOTAVAIL);
  assert_int_equal (system ("ip route del 239.1.0.0/16 dev " DEVICE), 0);
}

static void
test_sources (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "", PL_LISTEN_BOTH);
  assert_int_equal (change (fixture, "232.1.2.3", DEVICE, "192.0.2.9", TRUE), 0);
  assert_groups (fixture, "232.1.2.3 on " DEVICE ", only from 192.0.2.9|");
  assert_int_equal (change (fixture, "232.1.2.3", DEVICE, "192.0.2.10", TRUE), 0);
  assert_groups (fixture, "232.1.2.3 on " DEVICE ", only from 192.0.2.9, 192.0.2.10|");
  assert_int_equal (change (fixture, "232.1.2.3", DEVICE, "192.0.2.10", TRUE), EADDRNOTAVAIL);
  assert_int_equal (change (fixture, "ff3e::5", DEVICE, "2001:db8::9", TRUE), 0);
  assert_groups (fixture, "232.1.2.3 on " DEVICE ", only from 192.0.2.9, 192.0.2.10|"
                          "ff3e::5 on " DEVICE ", only from 2001:db8::9|");
  assert_int_equal (change (fixture, "232.1.2.3", DEVICE, "192.0.2.9", FALSE), 0);
  assert_int_equal (change (fixture, "232.1.2.3", DEVICE, "192.0.2.10", FALSE),
                    0); /* takes the group along */
  assert_groups (fixture, "ff3e::5 on " DEVICE ", only from 2001:db8::9|");
  assert_int_equal (count_in_igmp (DEVICE, "232.1.2.3"), 0);
}

static void
test_too_many (void **state)
{
  Fixture *fixture = *state;
  guint n = 0;
  int code = 0;

  listen_at (fixture, "", PL_LISTEN_BOTH);
  while (n < 2 * PL_GROUPS_MAX && code == 0)
    {
      g_autofree char *group = g_strdup_printf ("ff02::7:%x", n + 1);

      code = change (fixture, group, "lo", NULL, TRUE);
      n += code == 0;
    }
  assert_int_equal (code, ENOBUFS);
  assert_int_equal (n, PL_GROUPS_MAX);
  assert_int_equal (count_in_igmp6 ("lo", "ff02::7:20"), 1);
  assert_int_equal (count_in_igmp6 ("lo", "ff02::7:21"), 0);
}

/* What comes to a group that was joined later is heard, and after leaving it no more. */
static void
test_heard (void **state)
{
  Fixture *fixture = *state;
  PlEnd group = { address_of ("ff02::55"), 0, if_nametoindex (DEVICE) };
  int fd;

  listen_at (fixture, "::", PL_LISTEN_IPV6);
  group.port = pl_socket_get_local (PL_SOCKET (fixture->listener))->port;
  assert_int_equal (change (fixture, "ff02::55", DEVICE, NULL, TRUE), 0);
  fd = pl_test_bind_datagrams ("::", 0, &(PlEnd){ 0 });
  assert_int_equal (pl_test_send_to (fd, "one", 3, &group), 3);
  pl_test_wait_until (pl_socket_get_datagrams (PL_SOCKET (fixture->listener))->received == 1);

  assert_int_equal (change (fixture, "ff02::55", DEVICE, NULL, FALSE), 0);
  assert_int_equal (pl_test_send_to (fd, "two", 3, &group), 3);
  group.address = address_of ("::1"); /* what comes next shows that nothing came between */
  group.scope_id = 0;
  assert_int_equal (pl_test_send_to (fd, "three", 5, &group), 5);
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (fixture->listener)) >= 8);
  assert_int_equal (pl_socket_get_received (PL_SOCKET (fixture->listener)), 8);
  close (fd);
}

/* 3. What was typed */

static const struct
{
  const char *texts[PL_N_GROUP_FIELDS];
  gboolean is_good;
  PlGroupField field;
  const char *message;
} typed[] = {
  { { "239.1.2.3", "", "" }, TRUE, PL_GROUP_FIELD_GROUP, "IPv4, administratively scoped multicast" },
  { { "4009820675", "", "" }, TRUE, PL_GROUP_FIELD_GROUP, "IPv4, administratively scoped multicast" },
  { { "ff02::fb%" DEVICE, "", "" }, TRUE, PL_GROUP_FIELD_INTERFACE, "Empty: the zone of the group says it" },
  { { "ff02::fb", DEVICE, "fe80::9" },
    TRUE,
    PL_GROUP_FIELD_SOURCE,
    "Nobody else is heard, but the sources that are already" },
  { { "", "", "" }, FALSE, PL_GROUP_FIELD_GROUP, "An address such as 239.1.2.3 or ff02::fb%eth0" },
  { { "192.0.2.1", "", "" },
    FALSE,
    PL_GROUP_FIELD_GROUP,
    "No group: those begin with 224 to 239, or with ff in IPv6." },
  { { "example.org", "", "" }, FALSE, PL_GROUP_FIELD_GROUP, "A group is an address, not a name." },
  { { "ff02::fb%no-such", "", "" }, FALSE, PL_GROUP_FIELD_GROUP, "This computer has no interface no-such." },
  { { "239.1.2.3", "no-such", "" },
    FALSE,
    PL_GROUP_FIELD_INTERFACE,
    "This computer has no interface no-such." },
  { { "ff02::fb%" DEVICE, "lo", "" },
    FALSE,
    PL_GROUP_FIELD_INTERFACE,
    "The zone of the group is another interface." },
  { { "239.1.2.3", "", "ff02::1" },
    FALSE,
    PL_GROUP_FIELD_SOURCE,
    "A source is the address of one computer." },
  { { "239.1.2.3", "", "::1" }, FALSE, PL_GROUP_FIELD_SOURCE, "The group is IPv4, and so are its sources." },
};

static void
test_typed (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "", PL_LISTEN_BOTH);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      PlGroupRequest request;
      PlGroup group;
      PlVerdict verdicts[PL_N_GROUP_FIELDS];

      memcpy (request.texts, typed[i].texts, sizeof request.texts);
      assert_int_equal (pl_group_request_read (&request, fixture->listener, &group, verdicts),
                        typed[i].is_good);
      assert_string_equal (verdicts[typed[i].field].message, typed[i].message);
      for (guint j = 0; j < PL_N_GROUP_FIELDS; j++)
        pl_verdict_clear (&verdicts[j]);
    }
}

static void
assert_told (Fixture *fixture, const char *group, gboolean is_good, const char *message)
{
  PlGroupRequest request = { { group, "", "" } };
  PlVerdict verdicts[PL_N_GROUP_FIELDS];
  PlGroup read;

  assert_int_equal (pl_group_request_read (&request, fixture->listener, &read, verdicts), is_good);
  assert_string_equal (verdicts[PL_GROUP_FIELD_GROUP].message, message);
  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    pl_verdict_clear (&verdicts[i]);
}

static void
test_typed_for_another_socket (void **state)
{
  Fixture *fixture = *state;

  listen_at (fixture, "", PL_LISTEN_IPV4);
  assert_told (fixture, "ff02::fb", FALSE, "This socket takes no IPv6, and this group is IPv6.");
  listen_at (fixture, "", PL_LISTEN_IPV6);
  assert_told (fixture, "239.1.2.3", FALSE, "This socket takes no IPv4, and this group is IPv4.");
  listen_at (fixture, "127.0.0.1", PL_LISTEN_ANY);
  assert_told (
      fixture, "239.1.2.3", TRUE,
      "It can be joined, but a socket that is bound to one address hears only what is sent to that.");
}

static void
test_explained (void **state)
{
  static const struct
  {
    int code;
    guint32 interface;
    PlGroupField field;
    const char *message;
  } cases[] = {
    { ENODEV, 0, PL_GROUP_FIELD_INTERFACE, "No route leads to this group: which interface? (ENODEV)" },
    { ENODEV, 7, PL_GROUP_FIELD_INTERFACE, "This interface does no multicast, or is gone. (ENODEV)" },
    { EADDRINUSE, 0, PL_GROUP_FIELD_GROUP,
      "This socket is in the group already, on that interface. (EADDRINUSE)" },
    { EADDRNOTAVAIL, 0, PL_GROUP_FIELD_SOURCE, "This source is heard already. (EADDRNOTAVAIL)" },
    { ENOBUFS, 0, PL_GROUP_FIELD_GROUP, "This socket is in as many groups as the system allows. (ENOBUFS)" },
    { EINVAL, 0, PL_GROUP_FIELD_GROUP, "The system refused this: Invalid argument (EINVAL)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlMemberships memberships = {
        .is_answer = TRUE, .joins = TRUE, .code = cases[i].code, .asked.interface = cases[i].interface
      };
      PlGroupField field = PL_GROUP_FIELD_GROUP;
      PlVerdict verdict = { 0 };

      assert_true (pl_memberships_explain (&memberships, &field, &verdict));
      assert_int_equal (field, cases[i].field);
      assert_string_equal (verdict.message, cases[i].message);
      pl_verdict_clear (&verdict);
    }
}

static gboolean
make_network (void)
{
  if (unshare (CLONE_NEWNET) != 0 || system ("ip link set lo up 2>/dev/null") != 0)
    return FALSE;
  if (system ("ip link add " DEVICE " type dummy 2>/dev/null") != 0 &&
      system ("ip link add " DEVICE " type veth peer name pl-test1 2>/dev/null && ip link set pl-test1 up") !=
          0)
    return FALSE;

  return system ("ip link set " DEVICE " addrgenmode none && ip link set " DEVICE " multicast on up") == 0 &&
         system ("ip addr add 192.0.2.2/24 dev " DEVICE) == 0 &&
         system ("ip addr add fe80::1234/64 dev " DEVICE " nodad") == 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_bound_to_a_group_with_a_zone, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_within_the_interface, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_left_with_the_socket, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_route_chooses_the_interface, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_sources, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_too_many, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_heard, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_typed, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_typed_for_another_socket, set_up, tear_down),
    cmocka_unit_test (test_explained),
  };

  if (!make_network ())
    {
      g_print ("needs a network namespace, which only root may make, and ip\n");
      return 77;
    }

  return cmocka_run_group_tests (tests, NULL, NULL);
}
