/* What a program for a socket is made of: what was asked for, and what came of it. Writes no program. */

#include "core/connection/pl-program-input.h"

#include "core/connection/pl-connection.h"
#include "core/connection/pl-socket-calls.h"

#include <string.h>

/* The zone that was really used, if the one that was typed is not plain. */
static char *
dup_zone (const char *typed, guint32 scope_id)
{
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

  if (typed != NULL && strspn (typed, plain) == strlen (typed))
    return g_strdup (typed);

  return scope_id != 0 ? g_strdup_printf ("%u", scope_id) : NULL;
}

static void
set_address (PlProgramEnd *end, const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddress plain = *address;

  pl_address_get_mapped (address, &plain);
  end->host = g_strdup (pl_address_to_string (&plain, text));
  end->family = plain.family;
}

/* The wildcard has no host. */
static void
set_end (PlProgramEnd *end, const PlEnd *from)
{
  end->port = from->port;
  if (!pl_end_is_known (from) || pl_address_is_any (&from->address))
    return;

  set_address (end, &from->address);
  end->zone = pl_end_dup_zone (from);
}

static void
set_typed (PlProgramEnd *end, PlTargetRequest *request, const PlEnd *used)
{
  const PlHostspec *hostspec = pl_target_request_read_hostspec (request);

  end->port = pl_target_request_read_service (request)->port;
  if (pl_hostspec_has_address (hostspec))
    {
      char text[PL_ADDRESS_STRING_SIZE];

      end->host = g_strdup (pl_address_to_string (&hostspec->address, text));
      end->family = hostspec->address.family;
      end->zone = hostspec->zone != NULL ? dup_zone (hostspec->zone, used->scope_id) : NULL;
    }
  else if (hostspec->kind == PL_HOSTSPEC_NAME)
    {
      end->host = g_strdup (hostspec->text);
    }
}

/* A name of the local end was turned into an address, which is the one to be bound to. */
static void
set_local (PlProgramInput *input, PlTargetRequest *request, PlSocket *socket)
{
  const PlEnd *local = pl_socket_get_local (socket);

  set_typed (&input->local, request, local);
  if (input->local.host == NULL || input->local.family != PL_FAMILY_NONE)
    return;

  g_clear_pointer (&input->local.host, g_free);
  if (pl_end_is_known (local))
    set_address (&input->local, &local->address);
}

/* The first that was sent, if all of it is known. */
static void
set_payload (PlProgramInput *input, PlCalls *calls)
{
  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    {
      const PlCall *call = pl_calls_get (calls, i);

      if ((call->kind != PL_CALL_SEND && call->kind != PL_CALL_SENDMSG) || call->result <= 0)
        continue;
      if (call->count > 1 || call->data.moved > PL_CALL_HEAD_MAX)
        return;
      input->payload_length = call->data.moved;
      memcpy (input->payload, call->data.head, call->data.moved);
      return;
    }
}

static gboolean
read_client (PlProgramInput *input, PlConnection *connection)
{
  PlConnectRequest *request = pl_connection_get_request (connection);
  PlSocket *socket = PL_SOCKET (connection);
  double timeout_s = 0;
  int family = PL_FAMILY_NONE;

  g_object_get (request, "no-delay", &input->no_delay, "keep-alive", &input->keep_alive, "timeout-s",
                &timeout_s, "family", &family, NULL);
  input->protocol = pl_socket_get_protocol (socket);
  input->no_delay = input->no_delay && input->protocol != PL_PROTOCOL_UDP;
  input->keep_alive = input->keep_alive && input->protocol != PL_PROTOCOL_UDP;
  input->timeout_ms = (guint) (timeout_s * 1000);
  input->family = (PlFamily) family;
  set_typed (&input->peer, pl_connect_request_get_peer (request), pl_socket_get_peer (socket));
  set_local (input, pl_connect_request_get_local (request), socket);
  if (input->local.host == NULL && input->local.port != 0 && input->family == PL_FAMILY_NONE)
    input->family = pl_socket_get_family (socket);
  set_payload (input, pl_socket_get_calls (socket));

  return input->peer.host != NULL;
}

/* What a listener says of its own a program does not. */
static PlProgramAnswer
get_answer (PlListener *listener)
{
  PlResponder responder = pl_listen_request_get_responder (pl_listener_get_request (listener));

  if (responder == PL_RESPONDER_ECHO)
    return PL_PROGRAM_ECHO;

  return responder == PL_RESPONDER_DISCARD ? PL_PROGRAM_DISCARD : PL_PROGRAM_PRINT;
}

static void
read_listener (PlProgramInput *input, PlListener *listener)
{
  PlSocket *socket = PL_SOCKET (listener);

  set_end (&input->local, pl_socket_get_local (socket));
  input->family = pl_socket_get_family (socket);
  input->is_dual = pl_listener_get_v6only (listener) == 0 && input->local.host == NULL;
  input->backlog = pl_listen_request_get_backlog (pl_listener_get_request (listener));
  input->answer = get_answer (listener);
}

/* Its listener is not listed any more: all that is known is where it was reached. */
static void
read_accepted (PlProgramInput *input, PlSocket *socket)
{
  set_end (&input->local, pl_socket_get_local (socket));
  input->family = input->local.family;
  input->backlog = PL_BACKLOG_DEFAULT;
}

/**
 * pl_program_input_read:
 * @ret_input: (out caller-allocates): to be cleared with pl_program_input_clear(), in any case
 * @socket: a connection or a listener; what it has sent is found among its calls if they are watched
 * @listener: (nullable): who accepted it
 *
 * Reads what a program has to be told to do the same: a client's for a connection that was made here, the
 * server's for a listener and for what it has accepted.
 *
 * Returns: %FALSE if too little is known, as of a listener whose name has no address
 */
gboolean
pl_program_input_read (PlProgramInput *ret_input, PlSocket *socket, PlListener *listener)
{
  *ret_input = (PlProgramInput){ .is_server = pl_socket_get_role (socket) != PL_SOCKET_ROLE_CLIENT };
  if (!ret_input->is_server)
    return read_client (ret_input, PL_CONNECTION (socket));

  ret_input->protocol = pl_socket_get_protocol (socket);
  ret_input->no_delay = ret_input->protocol != PL_PROTOCOL_UDP;
  if (PL_IS_LISTENER (socket))
    listener = PL_LISTENER (socket);
  if (listener != NULL)
    read_listener (ret_input, listener);
  else
    read_accepted (ret_input, socket);

  return ret_input->family != PL_FAMILY_NONE;
}
