/* Recording what a socket reads and writes. Knows no file. */

#include "core/connection/pl-socket.h"

/**
 * pl_socket_record:
 * @self: a socket
 * @recorder: (nullable): takes what it, and of a listener whoever it takes in, reads and writes from now on;
 * %NULL for nobody
 */
void
pl_socket_record (PlSocket *self, PlRecorder *recorder)
{
  PlNet *net = pl_socket_get_net (self);

  if (net != NULL)
    pl_net_record (net, pl_socket_get_id (self), recorder);
}
