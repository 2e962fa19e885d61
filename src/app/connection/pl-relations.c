/* Which rows belong together: the two rows of one connection within this computer, a listener and those it
 * took in; and from that, who chose an end. Pure functions over the list. */

#include "app/connection/pl-relations.h"

static PlEnd
get_plain (const PlEnd *end)
{
  PlEnd plain = *end;

  pl_address_get_mapped (&end->address, &plain.address);

  return plain;
}

static gboolean
is_same (const PlEnd *a, const PlEnd *b)
{
  PlEnd plain_a = get_plain (a);
  PlEnd plain_b = get_plain (b);

  return pl_end_is_known (a) && pl_end_is_known (b) && plain_a.port == plain_b.port &&
         pl_address_equal (&plain_a.address, &plain_b.address);
}

/**
 * pl_relations_find_mirror:
 * @sockets: (nullable): the list ([type@Gio.ListModel] of [class@Pl.Socket])
 * @socket: one of it
 *
 * Finds the other row of a connection whose both ends are here: its ends are the same two the other way
 * round.
 *
 * Returns: (transfer full) (nullable): the latest such row
 */
PlSocket *
pl_relations_find_mirror (GListModel *sockets, PlSocket *socket)
{
  guint n = sockets != NULL ? g_list_model_get_n_items (sockets) : 0;

  while (n-- > 0)
    {
      g_autoptr (PlSocket) other = g_list_model_get_item (sockets, n);

      if (other != socket && pl_socket_get_protocol (other) == pl_socket_get_protocol (socket) &&
          is_same (pl_socket_get_local (other), pl_socket_get_peer (socket)) &&
          is_same (pl_socket_get_peer (other), pl_socket_get_local (socket)))
        return g_steal_pointer (&other);
    }

  return NULL;
}

/**
 * pl_relations_find_listener:
 * @sockets: (nullable): the list
 * @socket: one of it
 *
 * Returns: (transfer full) (nullable): the listener that accepted it, if it is still listed
 */
PlListener *
pl_relations_find_listener (GListModel *sockets, PlSocket *socket)
{
  guint n = sockets != NULL && PL_IS_CONNECTION (socket) ? g_list_model_get_n_items (sockets) : 0;
  guint64 id = n > 0 ? pl_connection_get_listener_id (PL_CONNECTION (socket)) : 0;

  for (guint i = 0; id != 0 && i < n; i++)
    {
      g_autoptr (PlSocket) other = g_list_model_get_item (sockets, i);

      if (pl_socket_get_id (other) == id)
        return PL_LISTENER (g_steal_pointer (&other));
    }

  return NULL;
}

static PlChooser
get_listener_chooser (PlListener *listener)
{
  PlTargetRequest *local = pl_listen_request_get_local (pl_listener_get_request (listener));

  return pl_target_request_read_service (local)->port == 0 ? PL_CHOOSER_SYSTEM : PL_CHOOSER_BOUND_BY_YOU;
}

/**
 * pl_relations_get_local_chooser:
 * @sockets: (nullable): the list
 * @socket: one of it
 *
 * Returns: who chose the port of its local end
 */
PlChooser
pl_relations_get_local_chooser (GListModel *sockets, PlSocket *socket)
{
  g_autoptr (PlListener) listener = NULL;
  PlConnectRequest *request;

  if (PL_IS_LISTENER (socket))
    return get_listener_chooser (PL_LISTENER (socket));

  request = pl_connection_get_request (PL_CONNECTION (socket));
  if (request != NULL)
    return pl_target_request_read_service (pl_connect_request_get_local (request))->port == 0
               ? PL_CHOOSER_SYSTEM
               : PL_CHOOSER_BOUND_BY_YOU;

  listener = pl_relations_find_listener (sockets, socket);

  return listener != NULL ? get_listener_chooser (listener) : PL_CHOOSER_UNKNOWN;
}

/**
 * pl_relations_get_peer_chooser:
 * @sockets: (nullable): the list
 * @socket: one of it
 *
 * Returns: who chose its peer; unknown if that happened on another computer
 */
PlChooser
pl_relations_get_peer_chooser (GListModel *sockets, PlSocket *socket)
{
  g_autoptr (PlSocket) mirror = NULL;

  if (PL_IS_LISTENER (socket))
    return PL_CHOOSER_UNKNOWN;
  if (pl_socket_get_role (socket) == PL_SOCKET_ROLE_CLIENT)
    return PL_CHOOSER_YOU;

  mirror = pl_relations_find_mirror (sockets, socket);

  return mirror != NULL ? pl_relations_get_local_chooser (sockets, mirror) : PL_CHOOSER_UNKNOWN;
}

/**
 * pl_relations_is_peer_ours:
 * @socket: a socket
 *
 * Returns: whether the peer's address is one that somebody can listen on here
 */
gboolean
pl_relations_is_peer_ours (PlSocket *socket)
{
  const PlEnd *peer = pl_socket_get_peer (socket);
  const PlEnd *local = pl_socket_get_local (socket);
  PlEnd plain_peer = get_plain (peer);
  PlEnd plain_local = get_plain (local);

  return pl_end_is_known (peer) &&
         (pl_address_is_loopback (&plain_peer.address) ||
          (pl_end_is_known (local) && pl_address_equal (&plain_peer.address, &plain_local.address)));
}
