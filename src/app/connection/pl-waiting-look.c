/* What is said of a listener in place of a peer. Pure functions. */

#include "app/connection/pl-waiting-look.h"

#include "core/pl-socket-problem.h"

#include <glib/gi18n-lib.h>

static const char *
get_sender_title (PlListener *listener)
{
  if (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_FAILED)
    return _ ("Nobody could send");
  if (pl_socket_is_over (PL_SOCKET (listener)))
    return _ ("Nobody is heard any more");

  return pl_socket_get_datagrams (PL_SOCKET (listener))->received > 0 ? _ ("Waiting for more senders")
                                                                      : _ ("No sender yet: waiting");
}

static const char *
get_sender_sentence (PlListener *listener)
{
  if (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_FAILED)
    return _ ("It was never bound.");
  if (pl_socket_is_over (PL_SOCKET (listener)))
    return _ ("The socket is closed, and with it every row of a peer.");
  if (pl_address_is_loopback (&pl_socket_get_local (PL_SOCKET (listener))->address))
    return _ ("Not connected: any program on this computer may send datagrams here. Each sender becomes a "
              "row of its "
              "own.");

  return _ ("Not connected: anybody may send datagrams here, from any address and port. Each sender becomes "
            "a row of "
            "its own.");
}

static gboolean
waits_for_port (PlListener *listener)
{
  return pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_STARTING &&
         pl_end_is_known (pl_socket_get_local (PL_SOCKET (listener)));
}

/**
 * pl_waiting_look_get_title:
 * @listener: a listener
 *
 * Returns: a few translated words
 */
const char *
pl_waiting_look_get_title (PlListener *listener)
{
  if (waits_for_port (listener))
    return _ ("Waiting for the port");
  if (pl_socket_is_udp (PL_SOCKET (listener)))
    return get_sender_title (listener);
  if (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_FAILED)
    return _ ("Nobody could connect");
  if (pl_socket_is_over (PL_SOCKET (listener)))
    return _ ("No peer any more");
  if (pl_listener_get_pause (listener) != PL_PAUSE_NONE)
    return _ ("Nobody is accepted");

  return pl_listener_get_n_open (listener) > 0 ? _ ("Waiting for more peers") : _ ("No peer yet: waiting");
}

static const char *
get_waiting_sentence (PlListener *listener)
{
  if (pl_socket_is_udp (PL_SOCKET (listener)))
    return get_sender_sentence (listener);
  if (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_FAILED)
    return _ ("It has never listened.");
  if (pl_socket_is_over (PL_SOCKET (listener)))
    return _ ("The listener is closed. Connections that it took in go on.");
  if (pl_listener_get_pause (listener) == PL_PAUSE_LIMIT)
    return _ ("Portlight has as many sockets open as it may. It goes on by itself as soon as one is closed.");
  if (pl_listener_get_pause (listener) == PL_PAUSE_BEHIND)
    return _ ("More peers come than can be shown in time. It goes on by itself, in a moment.");
  if (pl_listener_get_pause (listener) == PL_PAUSE_ASKED)
    return _ (
        "Peers wait in the queue: for them they are connected. Once it is full, none is answered any more.");
  if (pl_address_is_loopback (&pl_socket_get_local (PL_SOCKET (listener))->address))
    return _ ("Any program on this computer may connect. Each becomes a row of its own.");

  return _ ("Any peer may connect, from any address and port. Each becomes a row of its own.");
}

/**
 * pl_waiting_look_dup_sentence:
 * @listener: a listener
 *
 * Returns: (transfer full): a translated sentence or two
 */
char *
pl_waiting_look_dup_sentence (PlListener *listener)
{
  return waits_for_port (listener) ? pl_listener_dup_waiting (listener)
                                   : g_strdup (get_waiting_sentence (listener));
}
