/* How a socket is told in words and icons, the same in the table, the panels and everywhere. Pure functions.
 */

#include "app/connection/pl-socket-look.h"

#include "app/widgets/pl-format.h"
#include "core/connection/pl-clock.h"
#include "core/connection/pl-connection.h"
#include "core/connection/pl-socket-words.h"
#include "core/listen/pl-listener.h"

#include <glib/gi18n-lib.h>

static PlOutcome
get_outcome (PlSocket *socket)
{
  return pl_failure_get_outcome (pl_socket_get_failure (socket));
}

/* With a reset, which the peer gets as an error, and not with an end-of-file. */
static gboolean
is_aborted (PlSocket *socket)
{
  return pl_socket_get_state (socket) == PL_SOCKET_STATE_CLOSED &&
         pl_socket_get_reason (socket) == PL_END_REASON_ABORTED;
}

/**
 * pl_socket_look_get_word:
 * @socket: a socket
 *
 * Returns: its state in a translated word or two, such as "timed out"
 */
const char *
pl_socket_look_get_word (PlSocket *socket)
{
  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_STARTING:
      if (pl_socket_get_role (socket) != PL_SOCKET_ROLE_LISTENER)
        return _ ("connecting");
      /* It has an end only after the first try: the port was taken. */
      return pl_end_is_known (pl_socket_get_local (socket)) ? _ ("waiting") : _ ("opening");
    case PL_SOCKET_STATE_LISTENING:
      /* Translators: the state of a UDP socket that hears from anybody */
      return pl_socket_is_udp (socket) ? C_ ("UDP", "bound") : _ ("listening");
    case PL_SOCKET_STATE_PAUSED:
      return _ ("paused");
    case PL_SOCKET_STATE_OPEN:
      return _ ("open");
    case PL_SOCKET_STATE_CLOSED:
      if (is_aborted (socket))
        return _ ("aborted");
      return pl_socket_get_role (socket) == PL_SOCKET_ROLE_LISTENER ? C_ ("listener", "stopped")
                                                                    : _ ("closed");
    case PL_SOCKET_STATE_FAILED:
    default:
      return pl_outcome_to_word (get_outcome (socket));
    }
}

/**
 * pl_socket_look_get_icon_name:
 * @socket: a socket
 *
 * Returns: the icon of its state
 */
const char *
pl_socket_look_get_icon_name (PlSocket *socket)
{
  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_STARTING:
      return "pl-state-connecting-symbolic";
    case PL_SOCKET_STATE_LISTENING:
      return pl_socket_is_udp (socket) ? "pl-state-ready-symbolic" : "pl-state-listening-symbolic";
    case PL_SOCKET_STATE_PAUSED:
      return "pl-state-paused-symbolic";
    case PL_SOCKET_STATE_OPEN:
      return "pl-state-open-symbolic";
    case PL_SOCKET_STATE_CLOSED:
      return is_aborted (socket) ? "pl-state-cancelled-symbolic" : "pl-state-closed-symbolic";
    case PL_SOCKET_STATE_FAILED:
    default:
      if (get_outcome (socket) == PL_OUTCOME_CANCELLED)
        return "pl-state-cancelled-symbolic";
      if (get_outcome (socket) == PL_OUTCOME_TIMED_OUT)
        return "pl-state-timeout-symbolic";
      return "pl-state-refused-symbolic";
    }
}

/**
 * pl_socket_look_get_css_class:
 * @socket: a socket
 *
 * Returns: (nullable): the class that colours its state
 */
const char *
pl_socket_look_get_css_class (PlSocket *socket)
{
  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_OPEN:
      return pl_socket_has_report (socket) ? "warning" : "success";
    case PL_SOCKET_STATE_PAUSED:
      return "warning";
    case PL_SOCKET_STATE_FAILED:
      return get_outcome (socket) == PL_OUTCOME_CANCELLED ? NULL : "error";
    case PL_SOCKET_STATE_CLOSED:
      return is_aborted (socket) ? "warning" : NULL;
    case PL_SOCKET_STATE_STARTING:
    case PL_SOCKET_STATE_LISTENING:
    default:
      return NULL;
    }
}

/**
 * pl_socket_look_get_role:
 * @socket: a socket
 *
 * Returns: its role in a translated word
 */
const char *
pl_socket_look_get_role (PlSocket *socket)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "role", pl_socket_get_role_word (socket));
}

/* A v4-mapped address is shown as the IPv4 address that it is; that the socket is IPv6 stands beside it. */
static char *
dup_end (const PlEnd *end)
{
  char text[PL_END_STRING_SIZE];
  PlEnd plain = *end;

  pl_address_get_mapped (&end->address, &plain.address);

  return g_strdup (pl_end_to_string (&plain, text));
}

static char *
dup_typed (PlTargetRequest *target)
{
  return g_strdup_printf ("%s:%s", pl_target_request_get_hostspec (target),
                          pl_target_request_get_service (target));
}

/**
 * pl_socket_look_dup_local:
 * @socket: a socket
 *
 * Returns: (transfer full) (nullable): its local end for a table, or %NULL while it is not bound
 */
char *
pl_socket_look_dup_local (PlSocket *socket)
{
  const PlEnd *local = pl_socket_get_local (socket);

  return pl_end_is_known (local) ? dup_end (local) : NULL;
}

/**
 * pl_socket_look_dup_peer:
 * @socket: a socket
 * @ret_is_end: (out): whether it is an end, and not words
 *
 * Returns: (transfer full): its peer for a table: the end, what was typed while it is looked up, or words
 */
char *
pl_socket_look_dup_peer (PlSocket *socket, gboolean *ret_is_end)
{
  const PlEnd *peer = pl_socket_get_peer (socket);

  *ret_is_end = pl_end_is_known (peer);
  if (*ret_is_end)
    return dup_end (peer);
  if (PL_IS_CONNECTION (socket) && pl_connection_get_request (PL_CONNECTION (socket)) != NULL)
    return dup_typed (pl_connect_request_get_peer (pl_connection_get_request (PL_CONNECTION (socket))));
  if (!PL_IS_LISTENER (socket))
    return g_strdup (_ ("not known"));
  if (pl_socket_is_over (socket)) /* whoever came has a row; nobody comes any more */
    return g_strdup (_ ("nobody"));
  if (pl_socket_is_udp (socket))
    return g_strdup (_ ("not connected"));
  if (!pl_end_is_known (pl_socket_get_local (socket)))
    return g_strdup (_ ("not known"));
  if (pl_address_is_loopback (&pl_socket_get_local (socket)->address))
    return g_strdup (_ ("any peer on this computer"));

  return g_strdup (_ ("any peer, from anywhere"));
}

/**
 * pl_socket_look_dup_totals:
 * @socket: a socket
 *
 * Returns: (transfer full) (nullable): how many peers of a listener are open, and how many it has taken in;
 *   %NULL if there were none
 */
char *
pl_socket_look_dup_totals (PlSocket *socket)
{
  guint64 n_accepted = PL_IS_LISTENER (socket) ? pl_listener_get_n_accepted (PL_LISTENER (socket)) : 0;
  g_autofree char *all = NULL;
  g_autofree char *open = NULL;

  if (n_accepted == 0)
    return NULL;

  all = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_accepted);
  open = g_strdup_printf ("%'" G_GUINT64_FORMAT, pl_listener_get_n_open (PL_LISTENER (socket)));

  /* Translators: how many peers of a listener are open, and how many it has taken in */
  return g_strdup_printf (ngettext ("%s of %s peer open", "%s of %s peers open", (gulong) n_accepted), open,
                          all);
}

/**
 * pl_socket_look_dup_ends:
 * @socket: a socket
 *
 * Returns: (transfer full) (nullable): what is known of its ends, to be copied: "127.0.0.1:51702\t[::1]:80"
 */
char *
pl_socket_look_dup_ends (PlSocket *socket)
{
  g_autofree char *local = pl_socket_look_dup_local (socket);
  gboolean is_end;
  g_autofree char *peer = pl_socket_look_dup_peer (socket, &is_end);

  if (!is_end)
    return g_steal_pointer (&local);

  return g_strdup_printf ("%s\t%s", local != NULL ? local : "", peer);
}

/**
 * pl_socket_look_get_age_us:
 * @socket: a socket
 *
 * Returns: how long it has lived; of one that is over, how long it did
 */
gint64
pl_socket_look_get_age_us (PlSocket *socket)
{
  gint64 until_us = pl_socket_is_over (socket) ? pl_socket_get_closed_at_us (socket)
                                               : g_get_monotonic_time ();

  return MAX (0, until_us - pl_socket_get_opened_at_us (socket));
}

/**
 * pl_socket_look_has_counts:
 * @socket: a socket
 *
 * Returns: whether bytes come and go on it, or have done so: not on a TCP listener, nor before it was open
 */
gboolean
pl_socket_look_has_counts (PlSocket *socket)
{
  if (PL_IS_LISTENER (socket) && !pl_socket_is_udp (socket))
    return FALSE;
  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_FAILED)
    return pl_socket_get_failure (socket)->stage == PL_STAGE_TRANSFER;

  return pl_socket_get_state (socket) != PL_SOCKET_STATE_STARTING;
}

/**
 * pl_socket_look_dup_end_time:
 * @socket: a socket
 *
 * Returns: (transfer full) (nullable): when it ended, by the clock on the wall; %NULL while it has not
 */
char *
pl_socket_look_dup_end_time (PlSocket *socket)
{
  gint64 at_us = pl_clock_to_real_us (pl_socket_get_closed_at_us (socket));
  g_autofree char *time = pl_socket_is_over (socket) ? pl_format_time_of_day (at_us) : NULL;

  /* Translators: %s is a time of the day, such as 14:02:07.120 */
  return time != NULL ? g_strdup_printf (_ ("Ended at %s"), time) : NULL;
}
