/* What can be done to a connection: it is asked of the net thread, and what comes of it is in the news. */

#include "core/connection/pl-connection.h"

/**
 * pl_connection_send:
 * @self: a connection; one that is over is ignored
 * @bytes: (transfer none): what to send
 *
 * Sends. What the peer does not take yet is queued here and counted as unsent.
 */
void
pl_connection_send (PlConnection *self, GBytes *bytes)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_send (net, pl_socket_get_id (PL_SOCKET (self)), g_bytes_ref (bytes));
}

/**
 * pl_connection_consumed:
 * @self: a connection that delivers
 * @size: bytes of [signal@Pl.Connection::received-bytes] that are done with
 */
void
pl_connection_consumed (PlConnection *self, gsize size)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_consumed (net, pl_socket_get_id (PL_SOCKET (self)), size);
}

/**
 * pl_connection_shut_down:
 * @self: a connection: it says that nothing more will be sent, and goes on receiving
 */
void
pl_connection_shut_down (PlConnection *self)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_shut_down (net, pl_socket_get_id (PL_SOCKET (self)));
}

/**
 * pl_connection_shut_down_reading:
 * @self: a connection over TCP: it reads no more, and only sends; nothing is seen of that on the wire
 */
void
pl_connection_shut_down_reading (PlConnection *self)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_shut_down_reading (net, pl_socket_get_id (PL_SOCKET (self)));
}

/**
 * pl_connection_abort:
 * @self: a connection: it closes with a RST
 */
void
pl_connection_abort (PlConnection *self)
{
  PlNet *net = pl_socket_get_net (PL_SOCKET (self));

  if (net != NULL)
    pl_net_abort (net, pl_socket_get_id (PL_SOCKET (self)));
}
