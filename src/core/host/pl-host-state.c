/* Interfaces, addresses and the way out, put in the order in which people want them. Asks nobody. */

#include "core/host/pl-host-state.h"

static void
clear (gpointer data)
{
  pl_interfaces_unref (((PlHostState *) data)->interfaces);
}

/**
 * pl_host_state_new:
 * @interfaces: (transfer full): the interfaces
 * @ipv4: the way out by IPv4; copied
 * @ipv6: the way out by IPv6; copied
 *
 * Returns: (transfer full): a state
 */
PlHostState *
pl_host_state_new (PlInterfaces *interfaces, const PlRoute *ipv4, const PlRoute *ipv6)
{
  PlHostState *self = g_atomic_rc_box_new0 (PlHostState);

  self->interfaces = interfaces;
  self->ipv4 = *ipv4;
  self->ipv6 = *ipv6;
  return self;
}

/**
 * pl_host_state_ref:
 * @self: a state
 *
 * Returns: (transfer full): @self
 */
PlHostState *
pl_host_state_ref (PlHostState *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_host_state_unref:
 * @self: (transfer full): a state
 */
void
pl_host_state_unref (PlHostState *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * pl_host_state_get_route:
 * @self: a state
 * @family: IPv4 or IPv6
 *
 * Returns: (transfer none): the way out by that family
 */
const PlRoute *
pl_host_state_get_route (const PlHostState *self, PlFamily family)
{
  return family == PL_FAMILY_IPV6 ? &self->ipv6 : &self->ipv4;
}

static gboolean
leads_through (const PlRoute *route, const PlInterface *interface)
{
  return route->code == 0 && route->index == interface->index;
}

/* What leads out first, then the loopback, then what works, then what is down. */
static int
get_rank (const PlHostState *self, const PlInterface *interface)
{
  if (leads_through (&self->ipv4, interface) || leads_through (&self->ipv6, interface))
    return 0;
  if ((interface->flags & IFF_LOOPBACK) != 0)
    return 1;
  return interface->state == PL_INTERFACE_UP ? 2 : 3;
}

static int
compare_interfaces (gconstpointer a, gconstpointer b, gpointer data)
{
  const PlInterface *left = *(const PlInterface *const *) a;
  const PlInterface *right = *(const PlInterface *const *) b;
  int by_rank = get_rank (data, left) - get_rank (data, right);

  return by_rank != 0 ? by_rank : (left->index > right->index) - (left->index < right->index);
}

/**
 * pl_host_state_list_interfaces:
 * @self: a state
 *
 * Returns: (transfer container) (element-type PlInterface): the interfaces in the order to show them in:
 *   those that lead out, the loopback, others that work, and those that do not
 */
GPtrArray *
pl_host_state_list_interfaces (const PlHostState *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->interfaces->interfaces->len; i++)
    g_ptr_array_add (list, &g_array_index (self->interfaces->interfaces, PlInterface, i));
  g_ptr_array_sort_with_data (list, compare_interfaces, (gpointer) self);
  return list;
}

static void
add_addresses (const PlHostState *self,
               guint32 index,
               PlFamily family,
               gboolean is_link_local,
               GPtrArray *list)
{
  for (guint i = 0; i < self->interfaces->addresses->len; i++)
    {
      PlInterfaceAddress *own = &g_array_index (self->interfaces->addresses, PlInterfaceAddress, i);

      if (own->index == index && own->address.family == family &&
          pl_address_is_link_local (&own->address) == is_link_local)
        g_ptr_array_add (list, own);
    }
}

/**
 * pl_host_state_list_addresses:
 * @self: a state
 * @index: of an interface
 *
 * Returns: (transfer container) (element-type PlInterfaceAddress): its addresses: IPv4, then IPv6, those of
 *   the link last
 */
GPtrArray *
pl_host_state_list_addresses (const PlHostState *self, guint32 index)
{
  GPtrArray *list = g_ptr_array_new ();

  add_addresses (self, index, PL_FAMILY_IPV4, FALSE, list);
  add_addresses (self, index, PL_FAMILY_IPV4, TRUE, list);
  add_addresses (self, index, PL_FAMILY_IPV6, FALSE, list);
  add_addresses (self, index, PL_FAMILY_IPV6, TRUE, list);
  return list;
}

/**
 * pl_host_state_is_default:
 * @self: a state
 * @address: one of its addresses
 *
 * Returns: whether it is the default local address of its family
 */
gboolean
pl_host_state_is_default (const PlHostState *self, const PlInterfaceAddress *address)
{
  const PlRoute *route = pl_host_state_get_route (self, (PlFamily) address->address.family);

  return route->code == 0 && pl_address_equal (&route->local.address, &address->address) &&
         (!pl_address_needs_zone (&address->address) || route->local.scope_id == address->index);
}
