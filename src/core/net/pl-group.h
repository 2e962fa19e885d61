#pragma once

#include "core/net/pl-calls.h"

G_BEGIN_DECLS

/* As many groups as one socket joins: Linux allows 20 of IPv4, unless it is told otherwise. */
#define PL_GROUPS_MAX 32

/* As many sources of one group as are told; how many more there are is told too. */
#define PL_GROUP_SOURCES_MAX 16

/**
 * PlGroup:
 * @address: a multicast address
 * @interface: the number of the interface; 0 leaves it to the system
 * @source: whom alone to hear; unknown for anybody
 *
 * A group to join, or to leave. A value.
 */
typedef struct
{
  PlAddress address;
  guint32 interface;
  PlAddress source;
} PlGroup;

/**
 * PlMembership:
 * @address: the group
 * @interface: the number of the interface that it was joined on
 * @is_filtered: whether only @sources are heard
 * @n_sources: how many there are; @sources has the first of them
 * @sources: whom alone it hears
 *
 * That a socket is in a group, as the system says (RFC 3678 section 5.2). A value.
 */
typedef struct
{
  PlAddress address;
  guint32 interface;
  gboolean is_filtered;
  guint n_sources;
  PlAddress sources[PL_GROUP_SOURCES_MAX];
} PlMembership;

/**
 * PlMemberships:
 * @n: how many there are
 * @list: the groups, in the order in which they were joined
 * @is_answer: whether somebody has asked for a change
 * @asked: then of what
 * @joins: whether to join that
 * @code: 0, or the `errno` that says why not
 *
 * All groups of a socket, and what came of the last change. A value.
 */
typedef struct
{
  guint n;
  PlMembership list[PL_GROUPS_MAX];
  gboolean is_answer;
  PlGroup asked;
  gboolean joins;
  int code;
} PlMemberships;

/* On the net thread: pl-bsd-group.c */
gboolean pl_bsd_join_group (PlCalls *calls, int fd, const PlGroup *group);
gboolean pl_bsd_leave_group (PlCalls *calls, int fd, const PlGroup *group);
gboolean pl_bsd_get_membership (PlCalls *calls, int fd, PlMembership *membership);

/* pl-memberships.c */
int pl_memberships_change (PlMemberships *self, PlCalls *calls, int fd, const PlGroup *group, gboolean joins);
void pl_memberships_add (PlMemberships *self, PlCalls *calls, int fd, const PlGroup *group);
gboolean pl_memberships_refresh (PlMemberships *self, int fd);

G_END_DECLS
