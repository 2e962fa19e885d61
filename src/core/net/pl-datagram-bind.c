/* Makes and binds one socket of somebody who wants datagrams from anybody. */

#include "core/net/pl-datagram-bind.h"

#include "core/net/pl-bsd-datagram.h"

#include <stdbool.h>

/* Several programs may want to hear one group. */
static bool
prepare_group (PlCalls *calls, int fd, const PlEnd *group)
{
  return !pl_address_is_multicast (&group->address) || pl_bsd_set_reuse (calls, fd);
}

static bool
join_group (const PlListen *listen, PlCalls *calls, int fd, const PlEnd *local)
{
  PlGroup group = pl_cast_get_group (&listen->cast, local);

  return !pl_address_is_multicast (&local->address) || pl_bsd_join_group (calls, fd, &group);
}

static bool
set_up (const PlListen *listen, PlCalls *calls, int fd, const PlListenTry *try)
{
  PlFamily family = try->local.address.family;

  pl_bsd_set_reports (calls, fd, family);
  pl_bsd_set_arrivals (calls, fd, family);

  return (!listen->reuse_port || pl_bsd_set_reuse_port (calls, fd)) &&
         (listen->receive_buffer == 0 || pl_bsd_set_receive_buffer (calls, fd, listen->receive_buffer)) &&
         (family != PL_FAMILY_IPV6 || pl_bsd_set_v6only (calls, fd, try->v6only)) &&
         pl_cast_apply (&listen->cast, calls, fd, family, !try->v6only) &&
         prepare_group (calls, fd, &try->local) && pl_bsd_bind (calls, fd, &try->local) == 0 &&
         join_group (listen, calls, fd, &try->local);
}

/**
 * pl_datagram_bind:
 * @listen: what it takes
 * @try: where to bind
 * @calls: (nullable): where to record it
 *
 * Makes a UDP socket and binds it; one for a group joins it, too.
 *
 * Returns: a descriptor, or -1 with `errno` set
 */
int
pl_datagram_bind (const PlListen *listen, const PlListenTry *try, PlCalls *calls)
{
  int fd = pl_bsd_open_datagrams (calls, try->local.address.family);

  if (fd < 0 || set_up (listen, calls, fd, try))
    return fd;

  return pl_bsd_give_up (calls, fd);
}
