/* The interfaces of this computer and their addresses, as values. Asks nobody: see pl-interface-reader. */

#include "core/host/pl-interfaces.h"

#define INTERFACES_MAX 1024 /* a computer full of containers has some hundreds */
#define ADDRESSES_MAX  8192

static void
clear_interface (gpointer item)
{
  g_free (((PlInterface *) item)->name);
}

static void
clear (gpointer data)
{
  PlInterfaces *self = data;

  g_array_unref (self->interfaces);
  g_array_unref (self->addresses);
}

/**
 * pl_interfaces_new:
 *
 * Returns: (transfer full): no interfaces
 */
PlInterfaces *
pl_interfaces_new (void)
{
  PlInterfaces *self = g_atomic_rc_box_new0 (PlInterfaces);

  self->interfaces = g_array_new (FALSE, FALSE, sizeof (PlInterface));
  g_array_set_clear_func (self->interfaces, clear_interface);
  self->addresses = g_array_new (FALSE, FALSE, sizeof (PlInterfaceAddress));
  return self;
}

/**
 * pl_interfaces_ref:
 * @self: interfaces
 *
 * Returns: (transfer full): @self
 */
PlInterfaces *
pl_interfaces_ref (PlInterfaces *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_interfaces_unref:
 * @self: (transfer full): interfaces
 */
void
pl_interfaces_unref (PlInterfaces *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * pl_interfaces_add:
 * @self: interfaces that nobody else has yet
 * @interface: copied
 *
 * Adds an interface, or counts it as dropped if there are too many.
 */
void
pl_interfaces_add (PlInterfaces *self, const PlInterface *interface)
{
  PlInterface copy = *interface;

  if (self->interfaces->len >= INTERFACES_MAX)
    {
      self->n_dropped++;
      return;
    }
  copy.name = g_utf8_make_valid (interface->name, -1);
  g_array_append_val (self->interfaces, copy);
}

/**
 * pl_interfaces_add_address:
 * @self: interfaces that nobody else has yet
 * @address: copied; one of an interface that is not here, because it has just come or gone, is left out
 */
void
pl_interfaces_add_address (PlInterfaces *self, const PlInterfaceAddress *address)
{
  if (self->addresses->len >= ADDRESSES_MAX)
    self->n_dropped++;
  else if (pl_interfaces_get (self, address->index) != NULL)
    g_array_append_vals (self->addresses, address, 1);
}

/**
 * pl_interfaces_get:
 * @self: interfaces
 * @index: a number
 *
 * Returns: (transfer none) (nullable): the interface with that number
 */
const PlInterface *
pl_interfaces_get (const PlInterfaces *self, guint32 index)
{
  for (guint i = 0; i < self->interfaces->len; i++)
    {
      const PlInterface *interface = &g_array_index (self->interfaces, PlInterface, i);

      if (interface->index == index)
        return interface;
    }
  return NULL;
}

/* The loopback interface carries all of 127.0.0.0/8, though it lists one of them. */
static const PlInterfaceAddress *
find_loopback (const PlInterfaces *self, const PlAddress *address)
{
  for (guint i = 0; pl_address_is_loopback (address) && i < self->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (self->addresses, PlInterfaceAddress, i);

      if (own->address.family == address->family &&
          (pl_interfaces_get (self, own->index)->flags & IFF_LOOPBACK) != 0)
        return own;
    }
  return NULL;
}

/**
 * pl_interfaces_find_address:
 * @self: interfaces
 * @address: an address
 * @index: only of this interface, which a link-local address needs; 0 for any
 *
 * Finds who carries an address: the loopback interface all of 127.0.0.0/8.
 *
 * Returns: (transfer none) (nullable): the address, or %NULL if it is not of this computer
 */
const PlInterfaceAddress *
pl_interfaces_find_address (const PlInterfaces *self, const PlAddress *address, guint32 index)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (self->addresses, PlInterfaceAddress, i);

      if (pl_address_equal (&own->address, address) && (index == 0 || own->index == index))
        return own;
    }
  return find_loopback (self, address);
}

/**
 * pl_interfaces_has_family:
 * @self: interfaces
 * @family: IPv4 or IPv6
 *
 * Returns: whether any interface, be it the loopback, has an address of this family
 */
gboolean
pl_interfaces_has_family (const PlInterfaces *self, PlFamily family)
{
  for (guint i = 0; i < self->addresses->len; i++)
    if (g_array_index (self->addresses, PlInterfaceAddress, i).address.family == family)
      return TRUE;
  return FALSE;
}

/**
 * pl_interface_dup_mac:
 * @self: an interface
 *
 * Returns: (transfer full) (nullable): its hardware address: "02:00:5e:10:00:01"; %NULL if it has none
 */
char *
pl_interface_dup_mac (const PlInterface *self)
{
  GString *text;

  if (self->mac_size == 0)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < self->mac_size; i++)
    g_string_append_printf (text, i == 0 ? "%02x" : ":%02x", self->mac[i]);
  return g_string_free (text, FALSE);
}

/**
 * pl_interface_state_to_string:
 * @state: a state
 *
 * Returns: the state for scripts: "up", "dormant", "no_carrier" or "down"
 */
const char *
pl_interface_state_to_string (PlInterfaceState state)
{
  static const char *const texts[] = { "up", "dormant", "no_carrier", "down" };

  return texts[state];
}
