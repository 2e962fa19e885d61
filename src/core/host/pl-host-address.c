/* Whether an address is this computer's own and how it would be reached. Sends nothing, and knows no name. */
#include "core/host/pl-host-address.h"

#include "core/net/pl-interface-reader.h"
#include "core/net/pl-route-probe.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static void
settle (PlHostAddress *self,
        PlHostRelation relation,
        const PlInterfaces *interfaces,
        const PlInterfaceAddress *own)
{
  self->relation = relation;
  g_strlcpy (self->interface, pl_interfaces_get (interfaces, own->index)->name, sizeof self->interface);
  self->prefix_length = (int) own->prefix_length;
}

/* Link-local addresses are ours only on their own link. */
static guint32
get_zone (const PlEnd *end)
{
  return pl_address_needs_zone (&end->address) ? end->scope_id : 0;
}

static gboolean
find_own (PlHostAddress *self, const PlEnd *end, const PlInterfaces *interfaces)
{
  const PlInterfaceAddress *own = pl_interfaces_find_address (interfaces, &end->address, get_zone (end));

  if (own != NULL)
    settle (self, PL_HOST_MINE, interfaces, own);
  return own != NULL;
}

static gboolean
is_on_link (const PlInterfaces *interfaces, const PlInterfaceAddress *own, const PlEnd *end)
{
  guint32 zone = get_zone (end);

  return (pl_interfaces_get (interfaces, own->index)->flags & IFF_UP) != 0 && own->prefix_length > 0 &&
         pl_address_is_in (&end->address, &own->address, own->prefix_length) &&
         (zone == 0 || zone == own->index);
}

/* The interface whose network it is on: the longest prefix of those that the system would use. */
static gboolean
find_link (PlHostAddress *self, const PlEnd *end, const PlInterfaces *interfaces)
{
  const PlInterfaceAddress *nearest = NULL;

  for (guint i = 0; i < interfaces->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (interfaces->addresses, PlInterfaceAddress, i);

      if (is_on_link (interfaces, own, end) &&
          (nearest == NULL || own->prefix_length > nearest->prefix_length))
        nearest = own;
    }

  if (nearest != NULL)
    settle (self, PL_HOST_ON_LINK, interfaces, nearest);
  return nearest != NULL;
}

static void
name_interface (PlHostAddress *self, const PlInterfaces *interfaces)
{
  const PlInterfaceAddress *own = pl_interfaces_find_address (interfaces, &self->local.address,
                                                              get_zone (&self->local));

  if (own != NULL)
    g_strlcpy (self->interface, pl_interfaces_get (interfaces, own->index)->name, sizeof self->interface);
}

/**
 * pl_host_address_judge:
 * @self: (out caller-allocates): what the address is to this computer
 * @end: the address, with its zone; not v4-mapped
 * @interfaces: those of this computer, perhaps none
 * @local: (nullable): what pl_route_probe() said, %NULL if there is no route
 * @error: then why
 *
 * Draws the conclusion from what the system said; asks nothing itself.
 */
void
pl_host_address_judge (PlHostAddress *self,
                       const PlEnd *end,
                       const PlInterfaces *interfaces,
                       const PlEnd *local,
                       int error)
{
  *self = (PlHostAddress){ .relation = PL_HOST_NO_ROUTE, .prefix_length = -1 };
  if (pl_address_is_any (&end->address))
    {
      self->relation = PL_HOST_EVERY;
      return;
    }
  if (local != NULL)
    self->local = *local;
  if (pl_address_is_multicast (&end->address))
    {
      if (local != NULL)
        {
          self->relation = PL_HOST_GROUP;
          name_interface (self, interfaces);
        }
      else if (end->scope_id == 0 && pl_address_needs_zone (&end->address))
        self->relation = PL_HOST_NO_ZONE;
      return;
    }
  if (find_own (self, end, interfaces))
    return;
  if (end->scope_id == 0 && pl_address_needs_zone (&end->address))
    self->relation = PL_HOST_NO_ZONE;
  else if (local == NULL)
    self->relation = error == EACCES && end->address.family == PL_FAMILY_IPV4 ? PL_HOST_BROADCAST
                                                                              : PL_HOST_NO_ROUTE;
  else if (!find_link (self, end, interfaces))
    {
      self->relation = PL_HOST_ROUTED;
      name_interface (self, interfaces);
    }
}

/**
 * pl_host_address_find:
 * @self: (out caller-allocates): what the address is to this computer
 * @end: an address, with its zone if it needs one
 *
 * Asks the system for its interfaces and its route, neither of which waits or sends anything. A v4-mapped
 * address is where the IPv4 address inside is.
 */
void
pl_host_address_find (PlHostAddress *self, const PlEnd *end)
{
  PlEnd plain = *end;
  PlEnd local = { 0 };
  gboolean has_route;
  int error = 0;
  int code;
  g_autoptr (PlInterfaces) interfaces = pl_interfaces_read (&code);

  if (interfaces == NULL)
    interfaces = pl_interfaces_new ();
  pl_address_get_mapped (&end->address, &plain.address);
  has_route = !pl_address_is_any (&plain.address) && pl_route_probe (&plain, &local, &error);
  pl_host_address_judge (self, &plain, interfaces, has_route ? &local : NULL, error);
}

/**
 * pl_host_address_dup_sentence:
 * @self: what an address is to this computer
 *
 * Says it: "This computer, interface lo.", "On the network of eth0, reached from 192.0.2.2.", "Through a
 * router, from 192.0.2.2 on eth0."
 *
 * Returns: (transfer full): a sentence
 */
char *
pl_host_address_dup_sentence (const PlHostAddress *self)
{
  char from[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (&self->local.address, from);
  switch (self->relation)
    {
    case PL_HOST_MINE:
      return g_strdup_printf (_ ("This computer, interface %s."), self->interface);
    case PL_HOST_EVERY:
      return g_strdup (_ ("No address of its own: it stands for every address of this computer."));
    case PL_HOST_ON_LINK:
      return g_strdup_printf (_ ("On the network of %s, reached from %s."), self->interface, from);
    case PL_HOST_ROUTED:
      if (*self->interface == '\0')
        return g_strdup_printf (_ ("Through a router, from %s."), from);
      return g_strdup_printf (_ ("Through a router, from %s on %s."), from, self->interface);
    case PL_HOST_GROUP:
      return g_strdup_printf (_ ("A group, reached from %s."), from);
    case PL_HOST_BROADCAST:
      return g_strdup (_ ("Everybody on a network: nothing connects to it."));
    case PL_HOST_NO_ZONE:
      return g_strdup (_ ("Which interface? Without its zone it leads nowhere."));
    case PL_HOST_NO_ROUTE:
    default:
      return g_strdup (_ ("No route from this computer."));
    }
}
