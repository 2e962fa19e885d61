/* Makes and binds the socket of somebody who wants datagrams from anybody. */

#include "core/net/pl-datagram-bind.h"

#include "core/net/pl-bsd-datagram.h"
#include "core/net/pl-listen-plan.h"

#include <errno.h>
#include <stdbool.h>

/* Several programs may want to hear one group. */
static bool
prepare_group (PlCalls *calls, int fd, const PlEnd *group)
{
  return !pl_address_is_multicast (&group->address) || pl_bsd_set_reuse (calls, fd);
}

static bool
join_group (const PlListen *listen, PlCalls *calls, int fd, const PlEnd *group)
{
  return !pl_address_is_multicast (&group->address) || pl_cast_join (&listen->cast, calls, fd, group);
}

/* Returns a descriptor, or -1 with `errno` set. */
static int
open_try (const PlListen *listen, PlCalls *calls, const PlListenTry *try)
{
  PlFamily family = try->local.address.family;
  int fd = pl_bsd_open_datagrams (calls, family);
  int code;

  if (fd < 0)
    return fd;

  pl_bsd_set_reports (calls, fd, family);
  pl_bsd_set_arrivals (calls, fd, family);
  if ((!listen->reuse_port || pl_bsd_set_reuse_port (calls, fd)) &&
      (listen->receive_buffer == 0 || pl_bsd_set_receive_buffer (calls, fd, listen->receive_buffer)) &&
      (family != PL_FAMILY_IPV6 || pl_bsd_set_v6only (calls, fd, try->v6only)) &&
      pl_cast_apply (&listen->cast, calls, fd, family) && prepare_group (calls, fd, &try->local) &&
      pl_bsd_bind (calls, fd, &try->local) == 0 && join_group (listen, calls, fd, &try->local))
    return fd;

  code = errno;
  pl_bsd_close (calls, fd);
  errno = code;

  return -1;
}

static bool
is_want_of_family (int code)
{
  return code == EAFNOSUPPORT || code == EADDRNOTAVAIL;
}

/**
 * pl_datagram_bind:
 * @listen: what it takes; its name has been looked up
 * @calls: (nullable): where to record it
 * @ret_local: (out): where it was to be bound; the system knows better what has become of that
 *
 * Makes a UDP socket and binds it; one for a group joins it, too.
 *
 * Returns: a descriptor, or -1 with `errno` set
 */
int
pl_datagram_bind (const PlListen *listen, PlCalls *calls, PlEnd *ret_local)
{
  PlListenTry tries[PL_LISTEN_TRIES_MAX];
  guint n = pl_listen_plan (listen, tries);
  int fd = -1;

  for (guint i = 0; i < n && fd < 0 && (i == 0 || is_want_of_family (errno)); i++)
    {
      *ret_local = tries[i].local;
      fd = open_try (listen, calls, &tries[i]);
    }

  return fd;
}
