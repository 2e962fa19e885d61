/* The calls of a socket as the main thread sees them: followed while somebody looks, and kept once it is
 * over. Records nothing itself. */

#include "core/connection/pl-socket-calls.h"

#include "core/net/pl-net.h"

static void
set_calls (PlSocket *self, PlCallLog *log, PlCalls *calls)
{
  g_clear_pointer (&log->calls, pl_calls_free);
  log->calls = calls;
  if (log->n_watchers > 0)
    g_signal_emit_by_name (self, "calls-changed");
}

/**
 * pl_socket_get_calls:
 * @self: a socket
 *
 * Returns: (transfer none) (nullable): the calls that were made for it, as far as they are known here: a live
 *   one has to be watched
 */
PlCalls *
pl_socket_get_calls (PlSocket *self)
{
  return pl_socket_get_call_log (self)->calls;
}

/**
 * pl_socket_watch_calls:
 * @self: a socket
 *
 * Has its calls followed until pl_socket_unwatch_calls().
 */
void
pl_socket_watch_calls (PlSocket *self)
{
  if (pl_socket_get_call_log (self)->n_watchers++ == 0)
    pl_socket_read_calls (self);
}

/**
 * pl_socket_unwatch_calls:
 * @self: a socket whose calls were watched
 *
 * The last one to go gives the copy back.
 */
void
pl_socket_unwatch_calls (PlSocket *self)
{
  PlCallLog *log = pl_socket_get_call_log (self);

  if (--log->n_watchers == 0 && !pl_socket_is_over (self))
    g_clear_pointer (&log->calls, pl_calls_free);
}

/**
 * pl_socket_read_calls:
 * @self: a socket that may have called something
 *
 * Asks for its calls if they are watched. One question is on its way at most.
 */
void
pl_socket_read_calls (PlSocket *self)
{
  PlCallLog *log = pl_socket_get_call_log (self);

  if (log->n_watchers == 0 || pl_socket_get_net (self) == NULL)
    return;

  log->read_again = log->is_reading;
  if (!log->is_reading)
    pl_net_read_calls (pl_socket_get_net (self), pl_socket_get_id (self));
  log->is_reading = TRUE;
}

/**
 * pl_socket_take_calls:
 * @self: a socket
 * @calls: (transfer full): all calls that were made for it
 *
 * Keeps what its last news have brought.
 */
void
pl_socket_take_calls (PlSocket *self, PlCalls *calls)
{
  set_calls (self, pl_socket_get_call_log (self), calls);
}

/**
 * pl_socket_take_calls_so_far:
 * @self: a socket
 * @calls: (transfer full): the answer to pl_socket_read_calls()
 *
 * Shows them, if anybody still looks and it is not over.
 */
void
pl_socket_take_calls_so_far (PlSocket *self, PlCalls *calls)
{
  PlCallLog *log = pl_socket_get_call_log (self);

  log->is_reading = FALSE;
  if (log->n_watchers == 0 || pl_socket_is_over (self))
    {
      pl_calls_free (calls);
      return;
    }

  set_calls (self, log, calls);
  if (log->read_again)
    pl_socket_read_calls (self);
}
