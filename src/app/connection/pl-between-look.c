/* What stands between the two cards of a socket, from its state. Pure, but for the widget that it fills. */

#include "app/connection/pl-between-look.h"

#include "app/connection/pl-socket-look.h"
#include "app/widgets/pl-format.h"
#include "core/listen/pl-listener.h"

#include <glib/gi18n-lib.h>

static void
show_protocol (PlBetween *self, PlSocket *socket)
{
  const PlEnd *end = pl_socket_get_local (socket);
  const char *protocol = pl_socket_is_udp (socket) ? "UDP" : "TCP";
  PlFamily family = pl_socket_get_family (socket);
  gboolean is_mapped = pl_address_get_mapped (&end->address, &(PlAddress){ 0 });
  gboolean is_both = PL_IS_LISTENER (socket) && pl_listener_get_v6only (PL_LISTENER (socket)) == 0;

  if (is_both)
    pl_between_set_protocol (self, protocol, _ ("IPv6 and IPv4"), _ ("one socket for both"));
  else if (is_mapped)
    pl_between_set_protocol (self, protocol, "IPv4", _ ("over an IPv6 socket"));
  else
    pl_between_set_protocol (self, protocol,
                             family == PL_FAMILY_IPV6   ? "IPv6"
                             : family == PL_FAMILY_IPV4 ? "IPv4"
                                                        : "",
                             NULL);
}

static PlBetweenState
get_state (PlSocket *socket)
{
  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_STARTING:
      return PL_IS_LISTENER (socket) ? PL_BETWEEN_PAUSED : PL_BETWEEN_CONNECTING;
    case PL_SOCKET_STATE_LISTENING:
      return PL_BETWEEN_LISTENING;
    case PL_SOCKET_STATE_PAUSED:
      return PL_BETWEEN_PAUSED;
    case PL_SOCKET_STATE_OPEN:
      return PL_BETWEEN_OPEN;
    case PL_SOCKET_STATE_CLOSED:
      return PL_IS_LISTENER (socket) ? PL_BETWEEN_PAUSED : PL_BETWEEN_CLOSED;
    case PL_SOCKET_STATE_FAILED:
    default:
      if (PL_IS_LISTENER (socket)) /* nobody was asked for anything */
        return PL_BETWEEN_PAUSED;
      if (pl_socket_get_failure (socket)->stage == PL_STAGE_TRANSFER)
        return PL_BETWEEN_CLOSED;
      return pl_failure_get_outcome (pl_socket_get_failure (socket)) == PL_OUTCOME_REFUSED
                 ? PL_BETWEEN_REFUSED
                 : PL_BETWEEN_FAILED;
    }
}

static char *
dup_note (PlSocket *socket)
{
  gint64 since_us = pl_socket_get_opened_at_us (socket);
  g_autofree char *time = NULL;

  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_PAUSED:
      since_us = pl_listener_get_paused_at_us (PL_LISTENER (socket));
      G_GNUC_FALLTHROUGH;
    case PL_SOCKET_STATE_LISTENING:
      time = pl_format_age (g_get_monotonic_time () - since_us);
      return g_strdup_printf (_ ("for %s"), time);
    case PL_SOCKET_STATE_FAILED:
      time = pl_format_duration (pl_socket_get_closed_at_us (socket) - since_us);
      return g_strdup_printf (_ ("after %s"), time);
    case PL_SOCKET_STATE_CLOSED:
      if (pl_socket_get_reason (socket) == PL_END_REASON_MADE_ROOM)
        return g_strdup (_ ("silent for longest of too many"));
      if (pl_socket_get_reason (socket) == PL_END_REASON_PEER)
        return g_strdup (_ ("by the peer"));
      return g_strdup (pl_socket_get_reason (socket) == PL_END_REASON_ABORTED
                           ? _ ("on this side, with a reset")
                           : _ ("on this side"));
    case PL_SOCKET_STATE_OPEN:
      return pl_socket_is_shut_down (socket) ? g_strdup (_ ("writing is shut down")) : NULL;
    case PL_SOCKET_STATE_STARTING:
    default:
      return NULL;
    }
}

static void
show_state (PlBetween *self, PlSocket *socket)
{
  gboolean is_open = pl_socket_get_state (socket) == PL_SOCKET_STATE_OPEN && !pl_socket_is_shut_down (socket);
  g_autofree char *note = dup_note (socket);

  pl_between_set_state (self, get_state (socket), is_open ? NULL : pl_socket_look_get_word (socket),
                        is_open ? NULL : pl_socket_look_get_icon_name (socket), note);
  if (PL_IS_LISTENER (socket) && pl_socket_is_udp (socket))
    pl_between_set_peers (self, pl_listener_get_n_accepted (PL_LISTENER (socket)));
  else if (PL_IS_LISTENER (socket))
    pl_between_set_accepted (self, pl_listener_get_n_accepted (PL_LISTENER (socket)),
                             (guint) pl_listener_get_n_open (PL_LISTENER (socket)));
}

/**
 * pl_between_show_socket:
 * @self: the middle
 * @socket: what it stands in the middle of
 *
 * Shows the protocol, the state and, of a listener, how many it has taken in.
 */
void
pl_between_show_socket (PlBetween *self, PlSocket *socket)
{
  show_protocol (self, socket);
  show_state (self, socket);
}
