#pragma once

#include "core/address/pl-end.h"
#include "core/host/pl-interfaces.h"

G_BEGIN_DECLS

/**
 * PlHostRelation:
 * @PL_HOST_MINE: an interface of this computer carries it
 * @PL_HOST_EVERY: `0.0.0.0` or `::`: stands for every address here
 * @PL_HOST_ON_LINK: on the network of an interface: no router between
 * @PL_HOST_ROUTED: through a router
 * @PL_HOST_GROUP: a multicast group that can be sent to
 * @PL_HOST_BROADCAST: everybody on a network: nothing connects to it
 * @PL_HOST_NO_ZONE: cannot be told without the interface
 * @PL_HOST_NO_ROUTE: the system would not know where to send
 *
 * What an address is to this computer.
 */
typedef enum
{
  PL_HOST_MINE,
  PL_HOST_EVERY,
  PL_HOST_ON_LINK,
  PL_HOST_ROUTED,
  PL_HOST_GROUP,
  PL_HOST_BROADCAST,
  PL_HOST_NO_ZONE,
  PL_HOST_NO_ROUTE,
} PlHostRelation;

/**
 * PlHostAddress:
 * @relation: what the address is to this computer
 * @interface: the interface that carries it or whose network it is on; "" if there is none
 * @prefix_length: of the interface's network, for %PL_HOST_MINE and %PL_HOST_ON_LINK, else -1
 * @local: the local address the system would use to reach it; not known if it would not
 *
 * Whether an address is ours, on which interface, and how it would be reached. A value.
 */
typedef struct
{
  PlHostRelation relation;
  char interface[3 * IF_NAMESIZE];
  int prefix_length;
  PlEnd local;
} PlHostAddress;

void pl_host_address_find (PlHostAddress *self, const PlEnd *end);
void pl_host_address_judge (PlHostAddress *self,
                            const PlEnd *end,
                            const PlInterfaces *interfaces,
                            const PlEnd *local,
                            int error);
char *pl_host_address_dup_sentence (const PlHostAddress *self);

G_END_DECLS
