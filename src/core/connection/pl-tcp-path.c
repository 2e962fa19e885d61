/* The states of TCP, and which way a socket has come through them. Only what is certain counts: what was done
 * here, what was seen, and what can have been no other way (RFC 9293 section 3.3.2). */

#include "core/connection/pl-tcp-path.h"

#include "core/connection/pl-connection.h"

#include <glib/gi18n-lib.h>

/* In the order a connection lives them. The simultaneous open and the shortcuts of a close are left out. */
static const PlTcpEdge edges[] = {
  { PL_TCP_NEW, PL_TCP_LISTEN, "listen()" },
  { PL_TCP_NEW, PL_TCP_SYN_SENT, "connect()" },
  { PL_TCP_LISTEN, PL_TCP_SYN_RECEIVED, "SYN" },
  { PL_TCP_SYN_RECEIVED, PL_TCP_ESTABLISHED, "ACK" },
  { PL_TCP_SYN_SENT, PL_TCP_ESTABLISHED, "SYN, ACK" },
  /* Translators: two lines */
  { PL_TCP_ESTABLISHED, PL_TCP_FIN_WAIT_1, N_ ("close() or\nshutdown()") },
  { PL_TCP_ESTABLISHED, PL_TCP_CLOSE_WAIT, N_ ("FIN from peer") },
  { PL_TCP_FIN_WAIT_1, PL_TCP_FIN_WAIT_2, "ACK" },
  { PL_TCP_FIN_WAIT_1, PL_TCP_CLOSING, "FIN" },
  { PL_TCP_FIN_WAIT_2, PL_TCP_TIME_WAIT, "FIN" },
  { PL_TCP_CLOSING, PL_TCP_TIME_WAIT, "ACK" },
  { PL_TCP_CLOSE_WAIT, PL_TCP_LAST_ACK, "close()" },
  { PL_TCP_LAST_ACK, PL_TCP_CLOSED, "ACK" },
  { PL_TCP_TIME_WAIT, PL_TCP_CLOSED, N_ ("60 s") },
};

static gboolean
can_reach (PlTcpState from, PlTcpState to)
{
  if (from == to)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (edges[i].from == from && can_reach (edges[i].to, to))
        return TRUE;
    }

  return FALSE;
}

/* The state that any way from @from to @to leads through first; none if there is more than one such way. */
static PlTcpState
get_only_next (PlTcpState from, PlTcpState to)
{
  PlTcpState next = PL_TCP_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (edges[i].from != from || !can_reach (edges[i].to, to))
        continue;
      if (next != PL_TCP_NONE)
        return PL_TCP_NONE;
      next = edges[i].to;
    }

  return next;
}

static gboolean
is_edge (PlTcpState from, PlTcpState to)
{
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (edges[i].from == from && edges[i].to == to)
        return TRUE;
    }

  return FALSE;
}

static void
append (PlTcpPath *self, PlTcpState state)
{
  if (self->n_states < PL_TCP_PATH_MAX)
    self->states[self->n_states++] = state;
}

/**
 * pl_tcp_get_edges:
 * @ret_n_edges: (out): how many
 *
 * Returns: (array length=ret_n_edges): what can follow what
 */
const PlTcpEdge *
pl_tcp_get_edges (guint *ret_n_edges)
{
  *ret_n_edges = G_N_ELEMENTS (edges);

  return edges;
}

/**
 * pl_tcp_state_to_string:
 * @state: a state
 *
 * Returns: its name, as the RFC writes it: "FIN-WAIT-1"
 */
const char *
pl_tcp_state_to_string (PlTcpState state)
{
  static const char *const names[PL_N_TCP_STATES] = {
    [PL_TCP_NONE] = "",
    [PL_TCP_ESTABLISHED] = "ESTABLISHED",
    [PL_TCP_SYN_SENT] = "SYN-SENT",
    [PL_TCP_SYN_RECEIVED] = "SYN-RECEIVED",
    [PL_TCP_FIN_WAIT_1] = "FIN-WAIT-1",
    [PL_TCP_FIN_WAIT_2] = "FIN-WAIT-2",
    [PL_TCP_TIME_WAIT] = "TIME-WAIT",
    [PL_TCP_CLOSED] = "CLOSED",
    [PL_TCP_CLOSE_WAIT] = "CLOSE-WAIT",
    [PL_TCP_LAST_ACK] = "LAST-ACK",
    [PL_TCP_LISTEN] = "LISTEN",
    [PL_TCP_CLOSING] = "CLOSING",
    [PL_TCP_NEW] = "CLOSED",
  };

  return names[state];
}

/**
 * pl_tcp_state_describe:
 * @state: a state
 *
 * Returns: what it means, in a translated sentence
 */
const char *
pl_tcp_state_describe (PlTcpState state)
{
  switch (state)
    {
    case PL_TCP_NEW:
      return _ ("Nothing has been sent yet.");
    case PL_TCP_LISTEN:
      return _ ("Waits for peers that want to connect.");
    case PL_TCP_SYN_SENT:
      return _ ("Has asked to connect and waits for the answer.");
    case PL_TCP_SYN_RECEIVED:
      return _ ("Has been asked, has answered, and waits for the peer to confirm.");
    case PL_TCP_ESTABLISHED:
      return _ ("Both directions are open.");
    case PL_TCP_FIN_WAIT_1:
      return _ ("Our end of file is sent; the peer has not acknowledged it yet.");
    case PL_TCP_FIN_WAIT_2:
      return _ ("The peer knows that nothing more comes from here, and may still send.");
    case PL_TCP_CLOSING:
      return _ ("Both ends have closed at once; the peer has not acknowledged ours yet.");
    case PL_TCP_TIME_WAIT:
      return _ ("Over. The kernel keeps the two ends a while, so that no late segment can disturb others.");
    case PL_TCP_CLOSE_WAIT:
      return _ ("The peer has sent its end of file; we may still send.");
    case PL_TCP_LAST_ACK:
      return _ ("Closed here, too; waits for the peer to acknowledge that.");
    case PL_TCP_CLOSED:
      return _ ("Over. The kernel knows nothing of it any more.");
    case PL_TCP_NONE:
    case PL_N_TCP_STATES:
    default:
      return "";
    }
}

/* Of a client that has not been connected: whether it has come to connect() at all. */
static gboolean
has_attempts (PlSocket *socket)
{
  guint n_steps;
  const PlStep *steps = pl_connection_get_steps (PL_CONNECTION (socket), &n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind == PL_STEP_ATTEMPT)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_been_open (PlSocket *socket)
{
  switch (pl_socket_get_state (socket))
    {
    case PL_SOCKET_STATE_OPEN:
    case PL_SOCKET_STATE_LISTENING:
    case PL_SOCKET_STATE_PAUSED:
    case PL_SOCKET_STATE_CLOSED:
      return TRUE;
    case PL_SOCKET_STATE_FAILED:
      return pl_socket_get_failure (socket)->stage == PL_STAGE_TRANSFER;
    case PL_SOCKET_STATE_STARTING:
    default:
      return FALSE;
    }
}

static void
add_opening (PlTcpPath *self, PlSocket *socket)
{
  gboolean is_open = has_been_open (socket);

  append (self, PL_TCP_NEW);
  switch (pl_socket_get_role (socket))
    {
    case PL_SOCKET_ROLE_LISTENER:
      if (is_open)
        append (self, PL_TCP_LISTEN);
      break;
    case PL_SOCKET_ROLE_ACCEPTED:
      pl_tcp_path_add (self, PL_TCP_LISTEN);
      pl_tcp_path_add (self, PL_TCP_ESTABLISHED);
      break;
    case PL_SOCKET_ROLE_CLIENT:
    default:
      if (is_open || has_attempts (socket))
        append (self, PL_TCP_SYN_SENT);
      if (is_open)
        append (self, PL_TCP_ESTABLISHED);
      break;
    }
}

/* An end of file is read after everything else, so the close() that follows sends one, too, and no reset. */
static void
add_ending (PlTcpPath *self, PlSocket *socket)
{
  const PlSocketInfo *info = pl_socket_get_info (socket);
  gboolean is_clean = info->reason == PL_END_REASON_NONE || info->reason == PL_END_REASON_PEER;

  if (info->has_ended && info->peer_was_first)
    append (self, PL_TCP_CLOSE_WAIT);
  if (info->has_ended && info->peer_was_first && (info->is_shut_down || info->reason == PL_END_REASON_PEER))
    append (self, PL_TCP_LAST_ACK);
  else if (info->is_shut_down && is_clean && info->unsent == 0)
    append (self, PL_TCP_FIN_WAIT_1);
}

/* What no kernel goes on with, if it was ever begun. */
static gboolean
is_gone (PlSocket *socket)
{
  PlEndReason reason = pl_socket_get_reason (socket);

  return reason == PL_END_REASON_ABORTED || reason == PL_END_REASON_FAILED ||
         (reason != PL_END_REASON_NONE && pl_socket_get_role (socket) == PL_SOCKET_ROLE_LISTENER);
}

/**
 * pl_tcp_path_init:
 * @self: (out caller-allocates): a path
 * @socket: a socket; UDP has no states
 *
 * Tells what is certain of @socket without asking the system.
 */
void
pl_tcp_path_init (PlTcpPath *self, PlSocket *socket)
{
  self->n_states = 0;
  if (pl_socket_get_protocol (socket) == PL_PROTOCOL_UDP)
    return;

  add_opening (self, socket);
  add_ending (self, socket);
  if (is_gone (socket) && self->n_states > 1)
    append (self, PL_TCP_CLOSED);
}

/**
 * pl_tcp_path_add:
 * @self: a path
 * @state: what has been seen; the present state, or an earlier one, changes nothing
 *
 * Goes on to @state. What it must have gone through on the way is added, what it may have gone through is
 * not.
 */
void
pl_tcp_path_add (PlTcpPath *self, PlTcpState state)
{
  if (state == PL_TCP_NONE || pl_tcp_path_has_state (self, state))
    return;

  /* A reset ends everything from anywhere, so the end says nothing of the way there. */
  while (state != PL_TCP_CLOSED && pl_tcp_path_get_state (self) != state)
    {
      PlTcpState next = get_only_next (pl_tcp_path_get_state (self), state);

      if (next == PL_TCP_NONE)
        break;
      append (self, next);
    }
  if (pl_tcp_path_get_state (self) != state)
    append (self, state);
}

/**
 * pl_tcp_path_get_state:
 * @self: a path
 *
 * Returns: where it has come to
 */
PlTcpState
pl_tcp_path_get_state (const PlTcpPath *self)
{
  return self->n_states > 0 ? self->states[self->n_states - 1] : PL_TCP_NONE;
}

/**
 * pl_tcp_path_has_state:
 * @self: a path
 * @state: a state
 *
 * Returns: whether it is in that state or is known to have been
 */
gboolean
pl_tcp_path_has_state (const PlTcpPath *self, PlTcpState state)
{
  for (guint i = 0; i < self->n_states; i++)
    {
      if (self->states[i] == state)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_tcp_path_has_edge:
 * @self: a path
 * @from: a state
 * @to: another
 *
 * Returns: whether it is known to have gone from one straight to the other
 */
gboolean
pl_tcp_path_has_edge (const PlTcpPath *self, PlTcpState from, PlTcpState to)
{
  for (guint i = 1; i < self->n_states; i++)
    {
      if (self->states[i - 1] == from && self->states[i] == to)
        return is_edge (from, to);
    }

  return FALSE;
}

/**
 * pl_tcp_path_dup_sentence:
 * @self: a path
 *
 * Returns: (transfer full): all of it in words, translated: "State: ESTABLISHED, came by way of SYN-SENT"
 */
char *
pl_tcp_path_dup_sentence (const PlTcpPath *self)
{
  const char *state = pl_tcp_state_to_string (pl_tcp_path_get_state (self));
  g_autoptr (GString) way = g_string_new (NULL);

  for (guint i = 1; i + 1 < self->n_states; i++)
    g_string_append_printf (way, "%s%s", way->len > 0 ? ", " : "", pl_tcp_state_to_string (self->states[i]));

  if (way->len == 0)
    /* Translators: %s is a state of TCP, such as LISTEN */
    return g_strdup_printf (_ ("State: %s"), state);
  /* Translators: %s are states of TCP: "State: ESTABLISHED, came by way of SYN-SENT" */
  return g_strdup_printf (_ ("State: %s, came by way of %s"), state, way->str);
}
