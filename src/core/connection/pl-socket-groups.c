/* Which rows belong to which listener, in an order that keeps them together. Pure functions. */

#include "core/connection/pl-socket-groups.h"

#include "core/connection/pl-connection.h"

/**
 * pl_socket_groups_get:
 * @socket: a socket
 *
 * Returns: the id of the listener that it is, or that took it in; 0 if none did
 */
guint64
pl_socket_groups_get (PlSocket *socket)
{
  if (pl_socket_get_role (socket) == PL_SOCKET_ROLE_LISTENER)
    return pl_socket_get_id (socket);

  return PL_IS_CONNECTION (socket) ? pl_connection_get_listener_id (PL_CONNECTION (socket)) : 0;
}

/**
 * pl_socket_groups_compare:
 * @a: a socket
 * @b: another
 *
 * Puts each listener before those that it took in, one listener after the other, and last what belongs to
 * none.
 *
 * Returns: below, equal to or above 0, as strcmp() does; 0 for any two of one group but its listener
 */
int
pl_socket_groups_compare (PlSocket *a, PlSocket *b)
{
  guint64 group_a = pl_socket_groups_get (a) - 1; /* 0 becomes the largest */
  guint64 group_b = pl_socket_groups_get (b) - 1;
  int is_peer_a = pl_socket_get_role (a) != PL_SOCKET_ROLE_LISTENER;
  int is_peer_b = pl_socket_get_role (b) != PL_SOCKET_ROLE_LISTENER;

  if (group_a != group_b)
    return group_a < group_b ? -1 : 1;

  return is_peer_a - is_peer_b;
}
