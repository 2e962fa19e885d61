#pragma once

#include "core/address/pl-address.h"

#include <net/if.h>

G_BEGIN_DECLS

#define PL_MAC_MAX 20 /* bytes; Ethernet has 6, InfiniBand 20 */

/**
 * PlInterfaceState:
 * @PL_INTERFACE_UP: it works
 * @PL_INTERFACE_DORMANT: it waits for something, a wireless network for example
 * @PL_INTERFACE_NO_CARRIER: switched on, but nothing is at the other end
 * @PL_INTERFACE_DOWN: switched off
 */
typedef enum
{
  PL_INTERFACE_UP,
  PL_INTERFACE_DORMANT,
  PL_INTERFACE_NO_CARRIER,
  PL_INTERFACE_DOWN,
} PlInterfaceState;

/**
 * PlInterface:
 * @index: its number, which is the zone of its link-local addresses
 * @name: "eth0"; valid UTF-8, whatever the system has
 * @flags: `IFF_…`
 * @state: whether it works
 * @is_wireless: whether it is a wireless one
 * @mtu: bytes in a packet at most
 * @mac: its hardware address
 * @mac_size: bytes in @mac; 0 if it has none
 *
 * A network interface of this computer.
 */
typedef struct
{
  guint32 index;
  char *name;
  guint flags;
  PlInterfaceState state;
  gboolean is_wireless;
  guint32 mtu;
  guint8 mac[PL_MAC_MAX];
  guint8 mac_size;
} PlInterface;

/**
 * PlInterfaceAddress:
 * @address: an address of this computer
 * @prefix_length: of the network that it is in
 * @index: of the interface that carries it
 * @flags: `IFA_F_…`
 */
typedef struct
{
  PlAddress address;
  guint prefix_length;
  guint32 index;
  guint32 flags;
} PlInterfaceAddress;

/**
 * PlInterfaces:
 * @interfaces: (element-type PlInterface): in the order of the system
 * @addresses: (element-type PlInterfaceAddress): the same
 * @n_dropped: how many of both there was no room for
 *
 * All interfaces of this computer with their addresses at one time. Does not change once it is shared.
 */
typedef struct
{
  GArray *interfaces;
  GArray *addresses;
  guint n_dropped;
} PlInterfaces;

PlInterfaces *pl_interfaces_new (void);
PlInterfaces *pl_interfaces_ref (PlInterfaces *self);
void pl_interfaces_unref (PlInterfaces *self);
void pl_interfaces_add (PlInterfaces *self, const PlInterface *interface);
void pl_interfaces_add_address (PlInterfaces *self, const PlInterfaceAddress *address);
const PlInterface *pl_interfaces_get (const PlInterfaces *self, guint32 index);
const PlInterfaceAddress *
pl_interfaces_find_address (const PlInterfaces *self, const PlAddress *address, guint32 index);
gboolean pl_interfaces_has_family (const PlInterfaces *self, PlFamily family);

char *pl_interface_dup_mac (const PlInterface *self);
const char *pl_interface_state_to_string (PlInterfaceState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlInterfaces, pl_interfaces_unref)

G_END_DECLS
