/* The groups that one socket is in. The system cannot list them, but says of each group and interface whether
 * the socket is in it, and whom it hears: that is asked after every change. Posts no news. */

#include "core/net/pl-group.h"

#include <errno.h>
#include <net/if.h>
#include <stdbool.h>

static PlMembership *
find (PlMemberships *self, const PlAddress *group, guint32 interface)
{
  for (guint i = 0; i < self->n; i++)
    {
      PlMembership *known = &self->list[i];

      if (pl_address_equal (&known->address, group) && (interface == 0 || known->interface == interface))
        return known;
    }

  return NULL;
}

static void
remove_at (PlMemberships *self, guint position)
{
  self->n--;
  for (guint i = position; i < self->n; i++)
    self->list[i] = self->list[i + 1];
}

static bool
take (PlMemberships *self, PlCalls *calls, int fd, const PlAddress *group, guint32 interface)
{
  PlMembership membership = { .address = *group, .interface = interface };
  PlMembership *known = find (self, group, interface);

  if (!pl_bsd_get_membership (calls, fd, &membership))
    return false;
  if (known == NULL && self->n < PL_GROUPS_MAX)
    known = &self->list[self->n++];
  if (known != NULL)
    *known = membership;

  return true;
}

/* Which interface the route has led to, nobody says unasked. */
static void
search (PlMemberships *self, PlCalls *calls, int fd, const PlAddress *group)
{
  struct if_nameindex *interfaces = if_nameindex ();

  for (guint i = 0; interfaces != NULL && interfaces[i].if_index != 0; i++)
    {
      if (find (self, group, interfaces[i].if_index) == NULL)
        take (self, calls, fd, group, interfaces[i].if_index);
    }
  if (interfaces != NULL)
    if_freenameindex (interfaces);
}

/**
 * pl_memberships_add:
 * @self: memberships
 * @calls: (nullable): where to record what the system is asked
 * @fd: the socket
 * @group: what it has just joined
 *
 * Finds out what has come of it, and on which interface.
 */
void
pl_memberships_add (PlMemberships *self, PlCalls *calls, int fd, const PlGroup *group)
{
  if (group->interface != 0)
    take (self, calls, fd, &group->address, group->interface);
  else
    search (self, NULL, fd, &group->address);
}

/**
 * pl_memberships_change:
 * @self: memberships
 * @calls: (nullable): where to record it
 * @fd: the socket
 * @group: what to join or leave
 * @joins: which of both
 *
 * Joins or leaves, and finds out what has come of it.
 *
 * Returns: 0, or an `errno` as of pl_bsd_join_group() and pl_bsd_leave_group(); ENOBUFS, too, if there is no
 *   room here
 */
int
pl_memberships_change (PlMemberships *self, PlCalls *calls, int fd, const PlGroup *group, gboolean joins)
{
  int code = 0;

  bool is_known = group->interface != 0 && find (self, &group->address, group->interface) != NULL;

  if (joins && self->n >= PL_GROUPS_MAX && !is_known)
    code = ENOBUFS;
  else if (!(joins ? pl_bsd_join_group (calls, fd, group) : pl_bsd_leave_group (calls, fd, group)))
    code = errno;
  else if (joins)
    pl_memberships_add (self, calls, fd, group);

  pl_memberships_refresh (self, fd);
  self->is_answer = TRUE;
  self->asked = *group;
  self->joins = joins;
  self->code = code;

  return code;
}

static bool
is_same (const PlMembership *a, const PlMembership *b)
{
  if (a->is_filtered != b->is_filtered || a->n_sources != b->n_sources)
    return false;
  for (guint i = 0; i < MIN (a->n_sources, PL_GROUP_SOURCES_MAX); i++)
    {
      if (!pl_address_equal (&a->sources[i], &b->sources[i]))
        return false;
    }

  return true;
}

/**
 * pl_memberships_refresh:
 * @self: memberships
 * @fd: the socket
 *
 * Asks of each again how it is; what it is in no more is dropped.
 *
 * Returns: whether anything has changed
 */
gboolean
pl_memberships_refresh (PlMemberships *self, int fd)
{
  gboolean has_changed = FALSE;

  for (guint i = 0; i < self->n;)
    {
      PlMembership now = { .address = self->list[i].address, .interface = self->list[i].interface };

      if (!pl_bsd_get_membership (NULL, fd, &now))
        {
          remove_at (self, i);
          has_changed = TRUE;
          continue;
        }
      has_changed |= !is_same (&self->list[i], &now);
      self->list[i++] = now;
    }

  return has_changed;
}
