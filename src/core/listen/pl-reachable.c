/* Where a listener can be reached, from where, and how people type that. Asks nobody: it is told what this
 * computer has. */

#include "core/listen/pl-reachable.h"

#include <glib/gi18n-lib.h>
#include <linux/if_addr.h>
#include <string.h>

/* 1. What this computer has */

static gboolean
is_up (const PlInterface *interface)
{
  return interface != NULL && (interface->flags & IFF_UP) != 0;
}

static gboolean
is_loopback (const PlInterface *interface)
{
  return interface != NULL && (interface->flags & IFF_LOOPBACK) != 0;
}

/* Whether anybody could come in: only loopback may be up. */
static gboolean
has_way_in (const PlHostState *host)
{
  for (guint i = 0; i < host->interfaces->interfaces->len; i++)
    {
      const PlInterface *interface = &g_array_index (host->interfaces->interfaces, PlInterface, i);

      if (is_up (interface) && !is_loopback (interface))
        return TRUE;
    }

  return FALSE;
}

static PlReach
get_reach (const PlAddress *address)
{
  PlAddressClass class;

  pl_address_classify (address, &class);
  /* Whoever gives an interface a documentation address uses it like a private one. */
  return class.reach == PL_REACH_NOWHERE ? PL_REACH_SITE : class.reach;
}

/* The system does not take connections at these. */
static gboolean
is_usable (const PlInterfaceAddress *own)
{
  return (own->flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == 0 || (own->flags & IFA_F_OPTIMISTIC) != 0;
}

/* 2. A wildcard stands for all of them */

static gboolean
is_taken (const PlEnd *local, gboolean takes_ipv4, const PlInterfaceAddress *own)
{
  if (!pl_address_is_any (&local->address))
    return pl_address_equal (&own->address, &local->address) &&
           (local->scope_id == 0 || local->scope_id == own->index);

  return own->address.family == local->address.family ||
         (takes_ipv4 && own->address.family == PL_FAMILY_IPV4);
}

static guint
get_distance (const PlReachable *reachable)
{
  if (reachable->reach <= PL_REACH_HOST)
    return PL_REACH_GLOBAL + 1;

  return reachable->is_idle ? PL_REACH_GLOBAL : PL_REACH_GLOBAL - reachable->reach;
}

/* The most useful one is the lowest: what reaches farthest, works now, is the one that this computer itself
 * would use, and stays. */
static guint
get_rank (const PlHostState *host, const PlReachable *reachable, const PlInterfaceAddress *own)
{
  gboolean is_passing = (own->flags & (IFA_F_TEMPORARY | IFA_F_DEPRECATED)) != 0;

  return get_distance (reachable) << 3 | !pl_host_state_is_default (host, own) << 2 | is_passing << 1 |
         (own->address.family != PL_FAMILY_IPV6);
}

typedef struct
{
  PlReachable reachable;
  guint rank;
  guint position; /* g_array_sort() is not stable */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;

  return first->position < second->position ? -1 : 1;
}

static void
add_candidate (GArray *candidates,
               const PlHostState *host,
               const PlEnd *local,
               const PlInterfaceAddress *own,
               const PlInterface *interface)
{
  Candidate candidate = { .position = candidates->len };
  PlReachable *reachable = &candidate.reachable;

  reachable->end = (PlEnd){ .address = own->address, .port = local->port };
  if (pl_address_needs_zone (&own->address))
    reachable->end.scope_id = own->index;
  reachable->reach = get_reach (&own->address);
  reachable->interface = g_strdup (interface->name);
  reachable->is_idle = interface->state == PL_INTERFACE_NO_CARRIER;
  candidate.rank = get_rank (host, reachable, own);
  g_array_append_val (candidates, candidate);
}

static void
reachable_clear (gpointer data)
{
  g_free (((PlReachable *) data)->interface);
}

/**
 * pl_reachable_list:
 * @host: what this computer has
 * @local: where something listens; not v4-mapped
 * @takes_ipv4: of an IPv6 wildcard: whether IPv4 comes in, too
 *
 * Lists under which addresses of this computer that can be reached: of a wildcard all, else the one, if an
 * interface that is up still carries it.
 *
 * Returns: (transfer full) (element-type PlReachable): the most useful first
 */
GArray *
pl_reachable_list (const PlHostState *host, const PlEnd *local, gboolean takes_ipv4)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (PlReachable));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < host->interfaces->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (host->interfaces->addresses, PlInterfaceAddress, i);
      const PlInterface *interface = pl_interfaces_get (host->interfaces, own->index);

      if (is_up (interface) && is_usable (own) && is_taken (local, takes_ipv4, own))
        add_candidate (candidates, host, local, own, interface);
    }

  g_array_sort (candidates, compare_candidates);
  g_array_set_clear_func (all, reachable_clear);
  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (all, g_array_index (candidates, Candidate, i).reachable);

  return all;
}

/* An address that no interface carries may be everybody's on a network; better to warn once too often. */
static gboolean
is_address_by_others (const PlHostState *host, const PlEnd *local)
{
  const PlInterfaceAddress *own;
  const PlInterface *zone = pl_interfaces_get (host->interfaces, local->scope_id);

  if (get_reach (&local->address) <= PL_REACH_HOST || is_loopback (zone) || !has_way_in (host))
    return FALSE;

  own = pl_interfaces_find_address (host->interfaces, &local->address, local->scope_id);

  return own == NULL || is_up (pl_interfaces_get (host->interfaces, own->index));
}

/**
 * pl_reachable_is_by_others:
 * @host: what this computer has
 * @local: where something listens; not v4-mapped
 * @takes_ipv4: of an IPv6 wildcard: whether IPv4 comes in, too
 *
 * Returns: whether other machines can reach it: not if it is on loopback, if nothing but loopback is up, or
 * if its interface is not. What a firewall has to say is not known here
 */
gboolean
pl_reachable_is_by_others (const PlHostState *host, const PlEnd *local, gboolean takes_ipv4)
{
  g_autoptr (GArray) all = NULL;

  if (!pl_address_is_any (&local->address))
    return is_address_by_others (host, local);

  all = pl_reachable_list (host, local, takes_ipv4);
  for (guint i = 0; i < all->len; i++)
    {
      if (g_array_index (all, PlReachable, i).reach > PL_REACH_HOST && has_way_in (host))
        return TRUE;
    }

  return FALSE;
}

static const char *
get_sentence (const PlReachable *self)
{
  switch (self->reach)
    {
    case PL_REACH_HOST:
      return _ ("from this computer only");
    case PL_REACH_LINK:
      if (self->end.address.family == PL_FAMILY_IPV6)
        return _ ("from its link; the peer adds its own zone");
      return _ ("from its link only");
    case PL_REACH_GLOBAL:
      return _ ("from anywhere, unless a firewall objects");
    case PL_REACH_NOWHERE:
    case PL_REACH_SITE:
    default:
      return _ ("from its network, not routed beyond");
    }
}

/**
 * pl_reachable_dup_sentence:
 * @self: where something can be reached
 *
 * Says from where: "from its network, not routed beyond · eth0".
 *
 * Returns: (transfer full): translated words
 */
char *
pl_reachable_dup_sentence (const PlReachable *self)
{
  const char *sentence = self->is_idle ? _ ("from nowhere now: nothing is plugged in") : get_sentence (self);

  return g_strdup_printf ("%s · %s", sentence, self->interface);
}

/* 3. How people type it */

/**
 * pl_reachable_dup_end:
 * @self: where something can be reached
 *
 * "[fe80::1]:8080", without the zone: that is each computer's own.
 *
 * Returns: (transfer full): as it is typed elsewhere
 */
char *
pl_reachable_dup_end (const PlReachable *self)
{
  PlEnd end = { .address = self->end.address, .port = self->end.port };
  char text[PL_END_STRING_SIZE];

  return g_strdup (pl_end_to_string (&end, text));
}

/**
 * pl_reachable_dup_own_end:
 * @self: where something can be reached
 *
 * "[fe80::1%eth0]:8080".
 *
 * Returns: (transfer full) (nullable): as it is typed on this computer, if that is something else
 */
char *
pl_reachable_dup_own_end (const PlReachable *self)
{
  char text[PL_ADDRESS_STRING_SIZE];

  if (self->end.scope_id == 0)
    return NULL;

  return g_strdup_printf ("[%s%%%s]:%u", pl_address_to_string (&self->end.address, text), self->interface,
                          self->end.port);
}

/**
 * pl_reachable_dup_words:
 * @end: where something can be reached
 *
 * "192.0.2.7 port 8080", for programs that have a field for each.
 *
 * Returns: (transfer full): translated words
 */
char *
pl_reachable_dup_words (const PlEnd *end)
{
  char text[PL_ADDRESS_STRING_SIZE];

  /* Translators: an address and a port, for somebody who types them elsewhere */
  return g_strdup_printf (_ ("%s port %u"), pl_address_to_string (&end->address, text), end->port);
}

/* Returns "http" or "https" if the service is of that kind, such as http-alt. */
static const char *
get_web_scheme (const char *service)
{
  static const char *const schemes[] = { "https", "http" };

  for (guint i = 0; service != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (strncmp (service, schemes[i], length) == 0 && (service[length] == '\0' || service[length] == '-'))
        return schemes[i];
    }

  return NULL;
}

/**
 * pl_reachable_dup_web_address:
 * @end: where something can be reached
 * @protocol: TCP or UDP
 *
 * What to type into a browser, "http://[2001:db8::5]:8080/", where the services database calls the TCP port
 * http, https, or one of them with a dash and more, such as http-alt. An address with a zone has none: a
 * browser takes no zone (RFC 3986 has no place for it).
 *
 * Returns: (transfer full) (nullable): the web address, if this looks like a web server's port
 */
char *
pl_reachable_dup_web_address (const PlEnd *end, PlProtocol protocol)
{
  g_autofree char *service = pl_service_dup_name_of_port (end->port, protocol);
  const char *scheme = get_web_scheme (service);
  PlEnd plain = { .address = end->address, .port = end->port };
  gboolean is_usual = g_strcmp0 (service, scheme) == 0;
  char text[PL_END_STRING_SIZE];

  if (scheme == NULL || protocol != PL_PROTOCOL_TCP || pl_address_needs_zone (&end->address))
    return NULL;
  if (is_usual) /* the port is known from the scheme */
    {
      char address[PL_ADDRESS_STRING_SIZE];

      pl_address_to_string (&end->address, address);
      return g_strdup_printf (end->address.family == PL_FAMILY_IPV6 ? "%s://[%s]/" : "%s://%s/", scheme,
                              address);
    }

  return g_strdup_printf ("%s://%s/", scheme, pl_end_to_string (&plain, text));
}
