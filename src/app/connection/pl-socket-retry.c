/* What failed, once more: just as it was, whatever the form says by now, or a little different. Each try is a
 * row of its own. */

#include "app/connection/pl-socket-retry.h"

/**
 * pl_socket_retry:
 * @engine: who is to do it
 * @socket: what was connected or listened to; one that was accepted cannot be had again
 *
 * Does the same again.
 */
void
pl_socket_retry (PlEngine *engine, PlSocket *socket)
{
  PlConnectRequest *request;

  if (PL_IS_LISTENER (socket))
    {
      pl_engine_listen_async (engine, pl_listener_get_request (PL_LISTENER (socket)), NULL, NULL, NULL);
      return;
    }

  request = pl_connection_get_request (PL_CONNECTION (socket));
  if (request != NULL)
    pl_engine_connect_async (engine, request, NULL, NULL, NULL);
}

/**
 * pl_listener_retry:
 * @engine: who is to do it
 * @listener: what could not be bound
 * @any_port: whether any free port will do
 * @wait: whether to wait until the port is free
 *
 * Listens at the same address again.
 */
void
pl_listener_retry (PlEngine *engine, PlListener *listener, gboolean any_port, gboolean wait)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_copy (pl_listener_get_request (listener));
  PlTargetRequest *local = pl_listen_request_get_local (request);

  if (any_port)
    pl_target_request_set (local, pl_target_request_get_hostspec (local), "");
  g_object_set (request, "wait", wait, NULL);
  pl_engine_listen_async (engine, request, NULL, NULL, NULL);
}
