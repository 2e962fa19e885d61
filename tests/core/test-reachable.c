/* Where a listener can be reached, on computers that are made up. */
#include "core/listen/pl-reachable.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

typedef struct
{
  guint32 index;
  const char *name;
  guint flags;
  PlInterfaceState state;
} Interface;

typedef struct
{
  guint32 index;
  const char *text;
  guint32 flags;
} Own;

static const Interface lo = { 1, "lo", IFF_UP | IFF_LOOPBACK, PL_INTERFACE_UP };
static const Interface eth0 = { 2, "eth0", IFF_UP, PL_INTERFACE_UP };
static const Interface eth0_down = { 2, "eth0", 0, PL_INTERFACE_DOWN };
static const Interface docker0 = { 3, "docker0", IFF_UP, PL_INTERFACE_NO_CARRIER };

static const Own addresses[] = {
  { 1, "127.0.0.1", 0 },
  { 1, "::1", 0 },
  { 3, "172.17.0.1", 0 },
  { 2, "192.168.1.8", 0 },
  { 2, "192.168.1.7", 0 },
  { 2, "fe80::7", 0 },
  { 2, "2001:500:1::aaaa", IFA_F_TEMPORARY },
  { 2, "2001:500:1::7", 0 },
  { 2, "2001:500:1::bad", IFA_F_DADFAILED },
  { 2, "2001:500:1::8", IFA_F_TENTATIVE },
};

static PlEnd
end_of (const char *text, guint32 scope_id)
{
  PlAddressText parts = { 0 };

  if (!pl_address_parse (text, -1, &parts))
    fail_msg ("“%s” is no address", text);

  return (PlEnd){ parts.address, 8080, scope_id };
}

static PlHostState *
host_new (const Interface *first, const Interface *second, const Interface *third)
{
  const Interface *all[] = { first, second, third };
  PlInterfaces *interfaces = pl_interfaces_new ();
  PlRoute ipv4 = { .local = end_of ("192.168.1.7", 0), .index = 2 };
  PlRoute ipv6 = { .code = ENETUNREACH };

  for (guint i = 0; i < G_N_ELEMENTS (all) && all[i] != NULL; i++)
    pl_interfaces_add (interfaces, &(PlInterface){ .index = all[i]->index,
                                                   .name = (char *) all[i]->name,
                                                   .flags = all[i]->flags,
                                                   .state = all[i]->state });
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      if (pl_interfaces_get (interfaces, addresses[i].index) != NULL)
        pl_interfaces_add_address (interfaces,
                                   &(PlInterfaceAddress){ .address = end_of (addresses[i].text, 0).address,
                                                          .index = addresses[i].index,
                                                          .flags = addresses[i].flags });
    }

  return pl_host_state_new (interfaces, &ipv4, &ipv6);
}

static char *
dup_list (const PlHostState *host, const char *local, gboolean takes_ipv4)
{
  PlEnd end = end_of (local, 0);
  g_autoptr (GArray) all = pl_reachable_list (host, &end, takes_ipv4);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *text = pl_reachable_dup_end (&g_array_index (all, PlReachable, i));

      g_string_append_printf (list, "%s ", text);
    }

  return g_string_free (list, FALSE);
}

static void
assert_list (const PlHostState *host, const char *local, gboolean takes_ipv4, const char *expected)
{
  g_autofree char *list = dup_list (host, local, takes_ipv4);

  assert_string_equal (list, expected);
}

/* What reaches farthest, works, is the default and stays comes first; loopback last. */
static void
test_order (void **state)
{
  g_autoptr (PlHostState) host = host_new (&lo, &eth0, &docker0);

  assert_list (host, "::", TRUE,
               "[2001:500:1::7]:8080 [2001:500:1::aaaa]:8080 192.168.1.7:8080 192.168.1.8:8080 "
               "[fe80::7]:8080 172.17.0.1:8080 [::1]:8080 127.0.0.1:8080 ");
  assert_list (host, "::", FALSE, "[2001:500:1::7]:8080 [2001:500:1::aaaa]:8080 [fe80::7]:8080 [::1]:8080 ");
  assert_list (host, "0.0.0.0", TRUE, "192.168.1.7:8080 192.168.1.8:8080 172.17.0.1:8080 127.0.0.1:8080 ");
  assert_list (host, "192.168.1.8", FALSE, "192.168.1.8:8080 ");
  assert_list (host, "192.0.2.99", FALSE, "");
}

static void
assert_by_others (const PlHostState *host, const char *local, guint32 scope_id, gboolean expected)
{
  PlEnd end = end_of (local, scope_id);

  if (pl_reachable_is_by_others (host, &end, TRUE) != expected)
    fail_msg ("%s%%%u", local, scope_id);
}

static void
test_by_others (void **state)
{
  g_autoptr (PlHostState) host = host_new (&lo, &eth0, NULL);

  assert_by_others (host, "::", 0, TRUE);
  assert_by_others (host, "0.0.0.0", 0, TRUE);
  assert_by_others (host, "192.168.1.7", 0, TRUE);
  assert_by_others (host, "fe80::7", 2, TRUE);
  assert_by_others (host, "192.168.1.255", 0, TRUE); /* everybody's */
  assert_by_others (host, "239.1.2.3", 0, TRUE);
  assert_by_others (host, "ff02::fb", 2, TRUE);

  assert_by_others (host, "127.0.0.1", 0, FALSE);
  assert_by_others (host, "127.3.2.1", 0, FALSE);
  assert_by_others (host, "::1", 0, FALSE);
  assert_by_others (host, "ff01::1", 2, FALSE); /* stays in the interface */
  assert_by_others (host, "ff02::fb", 1, FALSE);
  assert_by_others (host, "fe80::1", 1, FALSE);
}

static void
test_only_loopback_is_up (void **state)
{
  static const char *const locals[] = { "::",      "0.0.0.0",       "192.168.1.7",
                                        "fe80::7", "192.168.1.255", "239.1.2.3" };
  g_autoptr (PlHostState) without = host_new (&lo, NULL, NULL);
  g_autoptr (PlHostState) down = host_new (&lo, &eth0_down, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (locals); i++)
    {
      assert_by_others (without, locals[i], 0, FALSE);
      assert_by_others (down, locals[i], 0, FALSE);
    }
  assert_list (down, "0.0.0.0", TRUE, "127.0.0.1:8080 ");
}

/* Another interface is up, but not that of the address. */
static void
test_its_interface_is_down (void **state)
{
  g_autoptr (PlHostState) host = host_new (&lo, &eth0_down, &docker0);

  assert_by_others (host, "192.168.1.7", 0, FALSE);
  assert_by_others (host, "0.0.0.0", 0, TRUE);
}

static void
test_sentences (void **state)
{
  static const char *const expected[] = {
    "from anywhere, unless a firewall objects · eth0",
    "from anywhere, unless a firewall objects · eth0",
    "from its network, not routed beyond · eth0",
    "from its network, not routed beyond · eth0",
    "from its link; the peer adds its own zone · eth0",
    "from nowhere now: nothing is plugged in · docker0",
    "from this computer only · lo",
    "from this computer only · lo",
  };
  g_autoptr (PlHostState) host = host_new (&lo, &eth0, &docker0);
  PlEnd any = end_of ("::", 0);
  g_autoptr (GArray) all = pl_reachable_list (host, &any, TRUE);

  assert_int_equal (all->len, G_N_ELEMENTS (expected));
  for (guint i = 0; i < all->len; i++)
    {
      PlReachable *reachable = &g_array_index (all, PlReachable, i);
      g_autofree char *sentence = pl_reachable_dup_sentence (reachable);
      g_autofree char *own = pl_reachable_dup_own_end (reachable);

      assert_string_equal (sentence, expected[i]);
      if (reachable->reach == PL_REACH_LINK)
        assert_string_equal (own, "[fe80::7%eth0]:8080");
      else
        assert_null (own);
    }
}

static void
assert_web (const char *address, guint16 port, PlProtocol protocol, const char *expected)
{
  PlEnd end = end_of (address, 0);
  g_autofree char *web = NULL;

  end.port = port;
  web = pl_reachable_dup_web_address (&end, protocol);
  if (expected != NULL)
    assert_string_equal (web, expected);
  else
    assert_null (web);
}

/* 8080 is http-alt in the services database; a browser takes no zone. */
static void
test_web_addresses (void **state)
{
  assert_web ("2001:db8::5", 8080, PL_PROTOCOL_TCP, "http://[2001:db8::5]:8080/");
  assert_web ("192.0.2.7", 8080, PL_PROTOCOL_TCP, "http://192.0.2.7:8080/");
  assert_web ("192.0.2.7", 80, PL_PROTOCOL_TCP, "http://192.0.2.7/");
  assert_web ("2001:db8::5", 443, PL_PROTOCOL_TCP, "https://[2001:db8::5]/");
  assert_web ("169.254.1.1", 80, PL_PROTOCOL_TCP, "http://169.254.1.1/");
  assert_web ("fe80::7", 8080, PL_PROTOCOL_TCP, NULL);
  assert_web ("192.0.2.7", 443, PL_PROTOCOL_UDP, NULL);
  assert_web ("192.0.2.7", 22, PL_PROTOCOL_TCP, NULL);
  assert_web ("192.0.2.7", 40123, PL_PROTOCOL_TCP, NULL);
}

static void
test_words (void **state)
{
  PlEnd ends[] = { end_of ("192.0.2.7", 0), end_of ("fe80::7", 2) };
  g_autofree char *ipv4 = pl_reachable_dup_words (&ends[0]);
  g_autofree char *ipv6 = pl_reachable_dup_words (&ends[1]);

  assert_string_equal (ipv4, "192.0.2.7 port 8080");
  assert_string_equal (ipv6, "fe80::7 port 8080");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_order),
    cmocka_unit_test (test_by_others),
    cmocka_unit_test (test_only_loopback_is_up),
    cmocka_unit_test (test_its_interface_is_down),
    cmocka_unit_test (test_sentences),
    cmocka_unit_test (test_web_addresses),
    cmocka_unit_test (test_words),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
