#pragma once

#include "core/address/pl-end.h"
#include "core/host/pl-interfaces.h"

G_BEGIN_DECLS

/**
 * PlRoute:
 * @code: 0 if there is one, else the errno that says why not: ENETUNREACH
 * @local: the local address that the system would use, with its zone if it needs one; its port means nothing
 * @index: of the interface that it leads through
 * @gateway: the router, with its zone if it needs one; not known if there is none between
 * @network: the destination of the entry that was chosen: `0.0.0.0` or `::` for the default route
 * @prefix_length: of @network; -1 if the system does not tell
 * @metric: of the entry; the lowest wins
 *
 * How this computer would reach an address out in the internet. A value.
 */
typedef struct
{
  int code;
  PlEnd local;
  guint32 index;
  PlEnd gateway;
  PlAddress network;
  int prefix_length;
  guint32 metric;
} PlRoute;

/**
 * PlHostState:
 * @code: 0, or the errno that says why the system does not tell its interfaces
 * @interfaces: the interfaces and their addresses
 * @ipv4: the way out by IPv4
 * @ipv6: the way out by IPv6
 *
 * What this computer's network is like at one time. Does not change once it is shared, so it can cross
 * threads.
 */
typedef struct
{
  int code;
  PlInterfaces *interfaces;
  PlRoute ipv4;
  PlRoute ipv6;
} PlHostState;

PlHostState *pl_host_state_new (PlInterfaces *interfaces, const PlRoute *ipv4, const PlRoute *ipv6);
PlHostState *pl_host_state_ref (PlHostState *self);
void pl_host_state_unref (PlHostState *self);
const PlRoute *pl_host_state_get_route (const PlHostState *self, PlFamily family);
GPtrArray *pl_host_state_list_interfaces (const PlHostState *self);
GPtrArray *pl_host_state_list_addresses (const PlHostState *self, guint32 index);
gboolean pl_host_state_is_default (const PlHostState *self, const PlInterfaceAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHostState, pl_host_state_unref)

G_END_DECLS
