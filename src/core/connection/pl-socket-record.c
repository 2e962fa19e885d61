/* Recording what a socket reads and writes. Knows no file. */

#include "core/connection/pl-socket.h"

/**
 * pl_socket_record:
 * @self: a socket
 * @recorder: (nullable): takes what it, and of a listener whoever it takes in, reads and writes from now on;
 * %NULL for nobody. Who a listener has taken in can outlive it, so that this means something when it is over
 */
void
pl_socket_record (PlSocket *self, PlRecorder *recorder)
{
  PlNet *net = pl_socket_get_keeper (self);

  if (net != NULL)
    pl_net_record (net, pl_socket_get_id (self), recorder);
}
