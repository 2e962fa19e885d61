/* The order in which addresses are tried: the examples of RFC 6724 section 10 where they can be told without
 * a routing table, each rule alone, and the turns of RFC 8305. */
#include "core/address/pl-address-order.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define N_MAX 6

static PlAddress
address_of (const char *text)
{
  PlAddressText parts = { 0 };

  if (*text != '\0' && !pl_address_parse (text, -1, &parts))
    fail_msg ("“%s” is no address", text);
  return parts.address;
}

static const struct
{
  const char *what;
  struct
  {
    const char *peer;
    const char *local; /* "" for no way */
  } given[N_MAX];
  struct
  {
    const char *peer;
    PlOrderRule rule;
  } expected[N_MAX];
} orders[] = {
  { "nothing to decide", { { "192.0.2.1", "192.0.2.9" } }, { { "192.0.2.1", PL_ORDER_LAST } } },
  { "rule 1: no way",
    { { "2001:db8::1", "" }, { "2001:db8::2", "2001:db8::9" } },
    { { "2001:db8::2", PL_ORDER_USABLE }, { "2001:db8::1", PL_ORDER_LAST } } },
  { "rule 2: matching scope",
    { { "2001:db8::1", "fe80::9" }, { "fe80::1", "fe80::9" } },
    { { "fe80::1", PL_ORDER_SCOPE }, { "2001:db8::1", PL_ORDER_LAST } } },
  { "rule 2 for IPv4: automatic private addresses are of the link",
    { { "198.51.100.121", "169.254.13.78" }, { "169.254.1.1", "169.254.13.78" } },
    { { "169.254.1.1", PL_ORDER_SCOPE }, { "198.51.100.121", PL_ORDER_LAST } } },
  { "rule 5: matching label, 6to4",
    { { "2001:db8::1", "2002:c633:6401::9" }, { "2002:c633:6401::1", "2002:c633:6401::9" } },
    { { "2002:c633:6401::1", PL_ORDER_LABEL }, { "2001:db8::1", PL_ORDER_LAST } } },
  { "rule 6: the whole table",
    { { "3ffe::1", "3ffe::9" },
      { "2001::1", "2001::9" },
      { "2002::1", "2002::9" },
      { "fd00::1", "fd00::9" },
      { "2001:db8::1", "2001:db8::9" } },
    { { "2001:db8::1", PL_ORDER_PRECEDENCE },
      { "2002::1", PL_ORDER_PRECEDENCE },
      { "2001::1", PL_ORDER_PRECEDENCE },
      { "fd00::1", PL_ORDER_PRECEDENCE },
      { "3ffe::1", PL_ORDER_LAST } } },
  { "rule 8: smaller scope",
    { { "2001:db8::1", "2001:db8::2" }, { "fe80::1", "fe80::2" } },
    { { "fe80::1", PL_ORDER_SMALLER_SCOPE }, { "2001:db8::1", PL_ORDER_LAST } } },
  { "rule 9: longest matching prefix",
    { { "2001:db8:3ffe::1", "2001:db8:3f44::2" }, { "2001:db8:1::1", "2001:db8:1::2" } },
    { { "2001:db8:1::1", PL_ORDER_PREFIX }, { "2001:db8:3ffe::1", PL_ORDER_LAST } } },
  { "rule 9 does not look at interface identifiers",
    { { "2001:db8:1::1", "2001:db8:1::ff" }, { "2001:db8:1::fe", "2001:db8:1::ff" } },
    { { "2001:db8:1::1", PL_ORDER_UNCHANGED }, { "2001:db8:1::fe", PL_ORDER_LAST } } },
  { "rule 10: as they came",
    { { "192.0.2.7", "192.0.2.1" }, { "192.0.2.2", "192.0.2.1" }, { "192.0.2.5", "192.0.2.1" } },
    { { "192.0.2.7", PL_ORDER_UNCHANGED },
      { "192.0.2.2", PL_ORDER_UNCHANGED },
      { "192.0.2.5", PL_ORDER_LAST } } },
  { "turns: IPv6 first, until one family has no more",
    { { "192.0.2.1", "192.0.2.9" },
      { "192.0.2.2", "192.0.2.9" },
      { "192.0.2.3", "192.0.2.9" },
      { "2001:db8::1", "2001:db8::9" },
      { "2001:db8::2", "" } },
    { { "2001:db8::1", PL_ORDER_TURN },
      { "192.0.2.1", PL_ORDER_TURN },
      { "2001:db8::2", PL_ORDER_TURN },
      { "192.0.2.2", PL_ORDER_UNCHANGED },
      { "192.0.2.3", PL_ORDER_LAST } } },
  { "turns: more IPv6 than IPv4",
    { { "2001:db8::1", "" }, { "2001:db8::2", "" }, { "192.0.2.1", "192.0.2.9" }, { "2001:db8::3", "" } },
    { { "2001:db8::1", PL_ORDER_TURN },
      { "192.0.2.1", PL_ORDER_TURN },
      { "2001:db8::2", PL_ORDER_UNCHANGED },
      { "2001:db8::3", PL_ORDER_LAST } } },
};

static void
test_orders (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      PlCandidate candidates[N_MAX];
      guint n = 0;

      for (; n < N_MAX && orders[i].given[n].peer != NULL; n++)
        candidates[n] = (PlCandidate){ address_of (orders[i].given[n].peer),
                                       address_of (orders[i].given[n].local), PL_ORDER_LAST };
      pl_address_order (candidates, n);

      for (guint j = 0; j < n; j++)
        {
          char text[PL_ADDRESS_STRING_SIZE];

          pl_address_to_string (&candidates[j].peer, text);
          if (strcmp (text, orders[i].expected[j].peer) != 0 ||
              candidates[j].rule != orders[i].expected[j].rule)
            fail_msg ("%s: place %u is %s by rule %d, not %s by rule %d", orders[i].what, j, text,
                      candidates[j].rule, orders[i].expected[j].peer, orders[i].expected[j].rule);
        }
    }
}

static void
test_nothing (void **state)
{
  pl_address_order (NULL, 0);
}

static const struct
{
  const char *address;
  guint scope;
  guint precedence;
  guint label;
} facts[] = {
  { "::1", 2, 50, 0 },
  { "::", 14, 1, 3 },
  { "::192.0.2.1", 14, 1, 3 },
  { "127.0.0.1", 2, 35, 4 },
  { "169.254.7.7", 2, 35, 4 },
  { "10.1.2.3", 14, 35, 4 },
  { "192.0.2.1", 14, 35, 4 },
  { "::ffff:192.0.2.1", 14, 35, 4 },
  { "::ffff:127.0.0.1", 2, 35, 4 },
  { "::ffff:169.254.0.1", 2, 35, 4 },
  { "fe80::1", 2, 40, 1 },
  { "fec0::1", 5, 1, 11 },
  { "fd00::1", 14, 3, 13 },
  { "fbff::1", 14, 40, 1 },
  { "2001::1", 14, 5, 5 },
  { "2001:1::1", 14, 40, 1 },
  { "2001:db8::1", 14, 40, 1 },
  { "2002::1", 14, 30, 2 },
  { "3ffe::1", 14, 1, 12 },
  { "ff02::1", 2, 40, 1 },
  { "ff05::1", 5, 40, 1 },
  { "ff0e::1", 14, 40, 1 },
};

static void
test_facts (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      PlAddress address = address_of (facts[i].address);
      PlPolicy policy = pl_address_get_policy (&address);

      if (pl_address_get_scope (&address) != facts[i].scope || policy.precedence != facts[i].precedence ||
          policy.label != facts[i].label)
        fail_msg ("%s: scope %u, precedence %u, label %u", facts[i].address, pl_address_get_scope (&address),
                  policy.precedence, policy.label);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_orders),
    cmocka_unit_test (test_nothing),
    cmocka_unit_test (test_facts),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
