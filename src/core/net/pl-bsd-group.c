/* The socket options of multicast groups (RFC 3678 section 5), one function each. Knows no loop and no
 * channel. */

#include "core/net/pl-bsd.h"
#include "core/net/pl-group.h"

#include <netinet/in.h>

static int
get_level (const PlAddress *group)
{
  return group->family == PL_FAMILY_IPV6 ? IPPROTO_IPV6 : IPPROTO_IP;
}

static void
to_sockaddr (const PlAddress *address, struct sockaddr_storage *ret_storage)
{
  pl_end_to_sockaddr (&(PlEnd){ .address = *address }, ret_storage);
}

static gboolean
set_group (PlCalls *calls, int fd, const PlGroup *group, int option, const void *value, gsize size)
{
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_SETSOCKOPT,
                  .fd = fd,
                  .end = { .address = group->address },
                  .option = {
                      get_level (&group->address), option, { (int) group->interface }, (guint32) size } };

  call.result = setsockopt (fd, call.option.level, option, value, (socklen_t) size);
  pl_calls_end (calls, began_us, &call);

  return call.result == 0;
}

static gboolean
change (PlCalls *calls, int fd, const PlGroup *group, int option, int source_option)
{
  struct group_source_req from = { .gsr_interface = group->interface };
  struct group_req any = { .gr_interface = group->interface };

  if (group->source.family == PL_FAMILY_NONE)
    {
      to_sockaddr (&group->address, &any.gr_group);
      return set_group (calls, fd, group, option, &any, sizeof any);
    }

  to_sockaddr (&group->address, &from.gsr_group);
  to_sockaddr (&group->source, &from.gsr_source);

  return set_group (calls, fd, group, source_option, &from, sizeof from);
}

/**
 * pl_bsd_join_group:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @group: what to join; with a source, that one is heard beside those that are already
 *
 * The group is left when the socket is closed.
 *
 * Returns: %FALSE with `errno` set: ENODEV without an interface or a route, EADDRINUSE if it is in the group,
 *   ENOBUFS if it is in too many, EINVAL where the families differ
 */
gboolean
pl_bsd_join_group (PlCalls *calls, int fd, const PlGroup *group)
{
  return change (calls, fd, group, MCAST_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP);
}

/**
 * pl_bsd_leave_group:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @group: what to leave; with a source, that one is not heard any more, and the last one takes the group
 * along
 *
 * Returns: %FALSE with `errno` set: EADDRNOTAVAIL if it is not in the group or does not hear the source
 */
gboolean
pl_bsd_leave_group (PlCalls *calls, int fd, const PlGroup *group)
{
  return change (calls, fd, group, MCAST_LEAVE_GROUP, MCAST_LEAVE_SOURCE_GROUP);
}

/**
 * pl_bsd_get_membership:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @membership: (inout): a group and the number of an interface; gets the filter
 *
 * Asks how this very socket is in a group on this very interface.
 *
 * Returns: %FALSE with `errno` set: EADDRNOTAVAIL if it is not
 */
gboolean
pl_bsd_get_membership (PlCalls *calls, int fd, PlMembership *membership)
{
  union
  {
    struct group_filter filter;
    guint8 room[GROUP_FILTER_SIZE (PL_GROUP_SOURCES_MAX)];
  } said = { .filter = { .gf_interface = membership->interface, .gf_numsrc = PL_GROUP_SOURCES_MAX } };
  gint64 began_us = pl_calls_begin (calls);
  socklen_t size = sizeof said.room;
  const struct sockaddr_storage *list;
  PlCall call = { .kind = PL_CALL_GETSOCKOPT,
                  .fd = fd,
                  .end = { .address = membership->address },
                  .option = {
                      get_level (&membership->address), MCAST_MSFILTER, { (int) membership->interface } } };

  to_sockaddr (&membership->address, &said.filter.gf_group);
  call.result = getsockopt (fd, call.option.level, MCAST_MSFILTER, &said, &size);
  call.option.size = size;
  pl_calls_end (calls, began_us, &call);
  if (call.result != 0)
    return FALSE;

  membership->is_filtered = said.filter.gf_fmode == MCAST_INCLUDE;
  membership->n_sources = said.filter.gf_numsrc;
  list = said.filter.gf_slist;
  for (guint i = 0; i < MIN (membership->n_sources, PL_GROUP_SOURCES_MAX); i++)
    {
      PlEnd source;

      pl_end_from_sockaddr (&source, &list[i]);
      membership->sources[i] = source.address;
    }

  return TRUE;
}
