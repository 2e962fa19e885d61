/* What a socket is and how it has ended, in a word: the window translates them, files and scripts do not. */

#include "core/connection/pl-socket-words.h"

#include <glib/gi18n-lib.h>

/**
 * pl_end_reason_to_string:
 * @reason: why a socket is over
 *
 * Returns: (nullable): a name for scripts, untranslated, such as "eof"; %NULL for one that has not ended, and
 *   for a failure, which has an outcome in its place
 */
const char *
pl_end_reason_to_string (PlEndReason reason)
{
  switch (reason)
    {
    case PL_END_REASON_PEER:
      return "eof";
    case PL_END_REASON_HERE:
      return "closed";
    case PL_END_REASON_ABORTED:
      return "aborted";
    case PL_END_REASON_MADE_ROOM:
      return "made_room";
    case PL_END_REASON_NONE:
    case PL_END_REASON_FAILED:
    default:
      return NULL;
    }
}

/**
 * pl_socket_get_end_word:
 * @self: a socket
 *
 * Returns: (nullable): why it is over, for scripts, such as "eof" or "reset"; %NULL while it is not
 */
const char *
pl_socket_get_end_word (PlSocket *self)
{
  PlEndReason reason = pl_socket_get_reason (self);

  return reason == PL_END_REASON_FAILED
             ? pl_outcome_to_string (pl_failure_get_outcome (pl_socket_get_failure (self)))
             : pl_end_reason_to_string (reason);
}

/**
 * pl_socket_get_role_word:
 * @self: a socket
 *
 * Returns: its role, such as "listener": for scripts as it is, for people translated in the context "role"
 */
const char *
pl_socket_get_role_word (PlSocket *self)
{
  gboolean is_udp = pl_socket_is_udp (self);

  switch (pl_socket_get_role (self))
    {
    case PL_SOCKET_ROLE_LISTENER:
      return is_udp ? NC_ ("role", "unconnected") : NC_ ("role", "listener");
    case PL_SOCKET_ROLE_ACCEPTED:
      if (!is_udp)
        return NC_ ("role", "accepted");
      /* Translators: the role of a row: somebody who has sent datagrams to an unconnected socket, or whom it
       * was told to send to */
      return pl_socket_get_datagrams (self)->received > 0 ? NC_ ("role", "sender") : NC_ ("role", "peer");
    case PL_SOCKET_ROLE_CLIENT:
    default:
      return NC_ ("role", "client");
    }
}
