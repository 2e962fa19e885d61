/* In which order the addresses of a host are tried (RFC 6724, RFC 8305 section 4). Pure: what the system
 * would use as local addresses comes in with them. */

#include "core/address/pl-address-order.h"

#include <string.h>

#define SCOPE_LINK   0x2 /* RFC 4291 section 2.7, as RFC 6724 section 3.1 uses it for all addresses */
#define SCOPE_SITE   0x5
#define SCOPE_GLOBAL 0xe

#define COMMON_MAX                                                                                           \
  64 /* section 2.2: what follows is an interface identifier, which says nothing about the way */

/* The addresses in network order; IPv4 is looked up as v4-mapped. */
static const struct
{
  guint8 bytes[16];
  PlPolicy policy;
} policies[] = {
  { { [15] = 1 }, { 128, 50, 0 } },                /* ::1 */
  { { [10] = 0xff, [11] = 0xff }, { 96, 35, 4 } }, /* ::ffff:0:0 */
  { { 0 }, { 96, 1, 3 } },                         /* ::, v4-compatible */
  { { 0x20, 0x01, 0, 0 }, { 32, 5, 5 } },          /* 2001::, Teredo */
  { { 0x20, 0x02 }, { 16, 30, 2 } },               /* 2002::, 6to4 */
  { { 0x3f, 0xfe }, { 16, 1, 12 } },               /* 3ffe::, 6bone */
  { { 0xfe, 0xc0 }, { 10, 1, 11 } },               /* fec0::, site-local */
  { { 0xfc }, { 7, 3, 13 } },                      /* fc00::, unique local */
  { { 0 }, { 0, 40, 1 } },
};

static PlAddress
as_ipv6 (const PlAddress *address)
{
  PlAddress mapped = { .family = PL_FAMILY_IPV6, .bytes = { [10] = 0xff, [11] = 0xff } };

  if (address->family != PL_FAMILY_IPV4)
    return *address;
  for (guint i = 0; i < 4; i++)
    mapped.bytes[12 + i] = address->bytes[i];

  return mapped;
}

static guint
count_common_bits (const PlAddress *a, const PlAddress *b)
{
  guint n_bits = 0;

  while (n_bits < COMMON_MAX && pl_address_is_in (a, b, n_bits + 1))
    n_bits++;

  return n_bits;
}

/* Rules 3, 4 and 7 of section 6 are about deprecated, home and tunnelled addresses, which getsockname() does
 * not tell. Rule 9 is for IPv6: for IPv4 the length of the local prefix would have to be known, and whoever
 * shares out load by the order of the answers counts on that order. */
static const PlOrderRule rules[] = { PL_ORDER_USABLE,     PL_ORDER_SCOPE,         PL_ORDER_LABEL,
                                     PL_ORDER_PRECEDENCE, PL_ORDER_SMALLER_SCOPE, PL_ORDER_PREFIX };

/* What a rule compares: more goes first. */
static gint
rank (const PlCandidate *self, PlOrderRule rule)
{
  PlPolicy policy = pl_address_get_policy (&self->peer);
  guint scope = pl_address_get_scope (&self->peer);
  gboolean has_way = self->local.family != PL_FAMILY_NONE;

  switch (rule)
    {
    case PL_ORDER_USABLE:
      return has_way;
    case PL_ORDER_SCOPE:
      return has_way && scope == pl_address_get_scope (&self->local);
    case PL_ORDER_LABEL:
      return has_way && policy.label == pl_address_get_policy (&self->local).label;
    case PL_ORDER_PRECEDENCE:
      return policy.precedence;
    case PL_ORDER_SMALLER_SCOPE:
      return -(gint) scope;
    case PL_ORDER_PREFIX:
      return has_way && self->peer.family == PL_FAMILY_IPV6
                 ? (gint) count_common_bits (&self->peer, &self->local)
                 : 0;
    case PL_ORDER_LAST:
    case PL_ORDER_UNCHANGED:
    case PL_ORDER_TURN:
    default:
      g_return_val_if_reached (0);
    }
}

/* Returns the rule that decides, and more than 0 in @ret_by if @b goes first. */
static PlOrderRule
compare (const PlCandidate *a, const PlCandidate *b, gint *ret_by)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      *ret_by = rank (b, rules[i]) - rank (a, rules[i]);
      if (*ret_by != 0)
        return rules[i];
    }

  return PL_ORDER_UNCHANGED;
}

static gint
compare_data (gconstpointer a, gconstpointer b, gpointer data)
{
  gint by;

  compare (a, b, &by);

  return by;
}

/* The families one after the other, each in the order it was in. Returns how many are IPv6. */
static guint
split (PlCandidate *ret_sorted, const PlCandidate *candidates, guint n_candidates)
{
  guint n = 0, n_ipv6;

  for (guint i = 0; i < n_candidates; i++)
    {
      if (candidates[i].peer.family == PL_FAMILY_IPV6)
        ret_sorted[n++] = candidates[i];
    }
  n_ipv6 = n;
  for (guint i = 0; i < n_candidates; i++)
    {
      if (candidates[i].peer.family != PL_FAMILY_IPV6)
        ret_sorted[n++] = candidates[i];
    }

  return n_ipv6;
}

static void
take_turns (PlCandidate *candidates, const PlCandidate *sorted, guint n_ipv6, guint n_candidates)
{
  guint ipv6 = 0, ipv4 = n_ipv6;
  gboolean is_ipv6 = FALSE;

  for (guint i = 0; i < n_candidates; i++)
    {
      is_ipv6 = ipv4 == n_candidates || (ipv6 < n_ipv6 && !is_ipv6);
      candidates[i] = sorted[is_ipv6 ? ipv6++ : ipv4++];
    }
}

/**
 * pl_address_order:
 * @candidates: (array length=n_candidates) (inout): the addresses of one host, as the resolver had them
 * @n_candidates: how many
 *
 * Puts them into the order in which Connect tries them when all are known: each family as RFC 6724 section 6
 * sorts it, the two in turns, IPv6 first (RFC 8305 section 4). Sets every rule.
 */
void
pl_address_order (PlCandidate *candidates, guint n_candidates)
{
  g_autofree PlCandidate *sorted = g_new (PlCandidate, n_candidates);
  guint n_ipv6 = split (sorted, candidates, n_candidates);

  g_qsort_with_data (sorted, (gint) n_ipv6, sizeof *sorted, compare_data, NULL); /* stable */
  g_qsort_with_data (sorted + n_ipv6, (gint) (n_candidates - n_ipv6), sizeof *sorted, compare_data, NULL);
  take_turns (candidates, sorted, n_ipv6, n_candidates);

  for (guint i = 0; i < n_candidates; i++)
    {
      gint by;

      if (i + 1 == n_candidates)
        candidates[i].rule = PL_ORDER_LAST;
      else if (candidates[i].peer.family != candidates[i + 1].peer.family)
        candidates[i].rule = PL_ORDER_TURN;
      else
        candidates[i].rule = compare (&candidates[i], &candidates[i + 1], &by);
    }
}

/**
 * pl_address_get_policy:
 * @address: an address
 *
 * Looks it up in the default policy table (RFC 6724 section 2.1).
 *
 * Returns: the row with the longest prefix
 */
PlPolicy
pl_address_get_policy (const PlAddress *address)
{
  PlAddress ipv6 = as_ipv6 (address);

  for (guint i = 0;; i++)
    {
      PlAddress network = { .family = PL_FAMILY_IPV6 };

      memcpy (network.bytes, policies[i].bytes, sizeof network.bytes);
      if (pl_address_is_in (&ipv6, &network, policies[i].policy.prefix_length))
        return policies[i].policy;
    }
}

/**
 * pl_address_get_scope:
 * @address: an address
 *
 * Returns: how far it reaches, in the numbers of multicast scopes (RFC 6724 section 3.1, RFC 4291
 * section 2.7): 2 the link, 5 the site, 14 everywhere. Loopback counts as the link, and a private IPv4
 * address as everywhere
 */
guint
pl_address_get_scope (const PlAddress *address)
{
  static const PlAddress site_local = { .family = PL_FAMILY_IPV6, .bytes = { 0xfe, 0xc0 } };
  PlAddress plain;

  if (address->family == PL_FAMILY_IPV6 && pl_address_is_multicast (address))
    return address->bytes[1] & 0xf;
  if (!pl_address_get_mapped (address, &plain))
    plain = *address;
  if (pl_address_is_loopback (&plain) || pl_address_is_link_local (&plain))
    return SCOPE_LINK;

  return pl_address_is_in (&plain, &site_local, 10) ? SCOPE_SITE : SCOPE_GLOBAL;
}
