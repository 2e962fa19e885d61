#pragma once

#include "core/net/pl-group.h"

G_BEGIN_DECLS

/**
 * PlCast:
 * @broadcast: set SO_BROADCAST: datagrams may go to everybody on a link
 * @hops: how many routers, less one, multicasts may pass; 0 leaves it to the system, which lets them pass
 * none
 * @loop: whether this computer hears its own multicasts
 * @interface: the number of the interface that multicasts leave by and groups are joined on; 0 leaves it to
 * the route
 * @source: whom alone to hear in a group; unknown for anybody
 *
 * How a UDP socket talks to many at once. A value.
 */
typedef struct
{
  gboolean broadcast;
  guint hops;
  gboolean loop;
  guint32 interface;
  PlAddress source;
} PlCast;

gboolean pl_cast_apply (const PlCast *self, PlCalls *calls, int fd, PlFamily family, gboolean takes_ipv4);
PlGroup pl_cast_get_group (const PlCast *self, const PlEnd *local);

G_END_DECLS
