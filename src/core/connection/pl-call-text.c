/* A Berkeley call as a programmer reads it: its name, its arguments, its result. Knows no other call. */

#include "core/connection/pl-call-text.h"

#include "core/connection/pl-program-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

typedef struct
{
  int value;
  const char *name;
} Word;

#define WORD(constant)                                                                                       \
  {                                                                                                          \
    constant, #constant                                                                                      \
  }

static const Word levels[] = { WORD (SOL_SOCKET), WORD (IPPROTO_TCP), WORD (IPPROTO_IP),
                               WORD (IPPROTO_IPV6) };

static const Word socket_options[] = {
  WORD (SO_REUSEADDR), WORD (SO_REUSEPORT), WORD (SO_KEEPALIVE), WORD (SO_LINGER),    WORD (SO_ERROR),
  WORD (SO_SNDBUF),    WORD (SO_RCVBUF),    WORD (SO_RXQ_OVFL),  WORD (SO_OOBINLINE), WORD (SO_BROADCAST),
};

static const Word tcp_options[] = {
  WORD (TCP_NODELAY), WORD (TCP_KEEPIDLE),     WORD (TCP_KEEPINTVL),  WORD (TCP_KEEPCNT),
  WORD (TCP_INFO),    WORD (TCP_USER_TIMEOUT), WORD (TCP_CONGESTION),
};

static const Word ip_options[] = { WORD (IP_TTL),
                                   WORD (IP_TOS),
                                   WORD (IP_RECVERR),
                                   WORD (IP_PKTINFO),
                                   WORD (IP_MULTICAST_TTL),
                                   WORD (IP_MULTICAST_LOOP),
                                   WORD (IP_MULTICAST_IF),
                                   WORD (IP_MULTICAST_ALL),
                                   WORD (MCAST_JOIN_GROUP),
                                   WORD (MCAST_LEAVE_GROUP),
                                   WORD (MCAST_JOIN_SOURCE_GROUP),
                                   WORD (MCAST_LEAVE_SOURCE_GROUP),
                                   WORD (MCAST_MSFILTER) };

static const Word ipv6_options[] = { WORD (IPV6_V6ONLY),
                                     WORD (IPV6_UNICAST_HOPS),
                                     WORD (IPV6_TCLASS),
                                     WORD (IPV6_RECVERR),
                                     WORD (IPV6_RECVPKTINFO),
                                     WORD (IPV6_MULTICAST_HOPS),
                                     WORD (IPV6_MULTICAST_LOOP),
                                     WORD (IPV6_MULTICAST_IF),
                                     WORD (IPV6_MULTICAST_ALL),
                                     WORD (MCAST_JOIN_GROUP),
                                     WORD (MCAST_LEAVE_GROUP),
                                     WORD (MCAST_JOIN_SOURCE_GROUP),
                                     WORD (MCAST_LEAVE_SOURCE_GROUP),
                                     WORD (MCAST_MSFILTER) };

static void
append_word (GString *text, const Word *words, gsize n_words, int value)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (words[i].value == value)
        {
          g_string_append (text, words[i].name);
          return;
        }
    }
  g_string_append_printf (text, "%d", value);
}

static void
append_option_name (GString *text, int level, int name)
{
  append_word (text, levels, G_N_ELEMENTS (levels), level);
  g_string_append (text, ", ");
  if (level == SOL_SOCKET)
    append_word (text, socket_options, G_N_ELEMENTS (socket_options), name);
  else if (level == IPPROTO_TCP)
    append_word (text, tcp_options, G_N_ELEMENTS (tcp_options), name);
  else if (level == IPPROTO_IPV6)
    append_word (text, ipv6_options, G_N_ELEMENTS (ipv6_options), name);
  else
    append_word (text, ip_options, G_N_ELEMENTS (ip_options), name);
}

static void
append_group (GString *text, const PlCall *call)
{
  char words[PL_ADDRESS_STRING_SIZE];

  g_string_append_printf (text, "{%d, %s}", call->option.value[0],
                          pl_address_to_string (&call->end.address, words));
}

static void
append_option_value (GString *text, const PlCall *call)
{
  const int *value = call->option.value;

  if (call->kind == PL_CALL_GETSOCKOPT && call->code != 0) /* it has returned none */
    g_string_append (text, "{…}");
  else if (call->option.level == SOL_SOCKET && call->option.name == SO_LINGER)
    g_string_append_printf (text, "{%d, %d}", value[0], value[1]);
  else if (call->option.level == SOL_SOCKET && call->option.name == SO_ERROR && value[0] != 0)
    g_string_append_printf (text, "%s",
                            pl_failure_get_code_name (&(PlFailure){ PL_STAGE_CONNECT, value[0] }));
  else if (call->option.level == IPPROTO_TCP && call->option.name == TCP_CONGESTION)
    g_string_append_printf (text, "\"%.*s\"",
                            (int) strnlen ((const char *) value, MIN (8, call->option.size)),
                            (const char *) value);
  else if (call->option.level == IPPROTO_TCP && call->option.name == TCP_INFO)
    g_string_append (text, "{…}");
  else if (pl_end_is_known (&call->end)) /* a group, on the interface of this number */
    append_group (text, call);
  else
    g_string_append_printf (text, "%d", value[0]);
}

static void
append_type (GString *text, int type)
{
  g_string_append (text, (type & SOCK_DGRAM) != 0 ? "SOCK_DGRAM" : "SOCK_STREAM");
  if (type & SOCK_NONBLOCK)
    g_string_append (text, " | SOCK_NONBLOCK");
  if (type & SOCK_CLOEXEC)
    g_string_append (text, " | SOCK_CLOEXEC");
}

/* As the structure that it is, and its size. */
static void
append_end (GString *text, const PlEnd *end)
{
  gboolean is_ipv6 = end->address.family == PL_FAMILY_IPV6;
  char words[PL_END_STRING_SIZE];

  if (pl_end_is_known (end))
    g_string_append_printf (text, "{%s, %s}", is_ipv6 ? "AF_INET6" : "AF_INET",
                            pl_end_to_string (end, words));
  else
    g_string_append (text, "{…}");
}

static void
append_end_and_size (GString *text, const PlEnd *end)
{
  append_end (text, end);
  if (pl_end_is_known (end))
    g_string_append_printf (text, ", %d", end->address.family == PL_FAMILY_IPV6 ? 28 : 16);
}

static void
append_data (GString *text, const PlCall *call)
{
  gsize length = MIN (call->data.moved, PL_CALL_HEAD_MAX);
  g_autofree char *quoted = NULL;

  if (call->count > 1) /* the first of many is not what they said */
    length = MIN (length, (gsize) MAX (call->result, 0));
  quoted = pl_program_quote_bytes (call->data.head, length);
  g_string_append_printf (text, "%s%s", quoted, call->data.moved > length ? "…" : "");
}

static void
append_message (GString *text, const PlCall *call, const char *flags)
{
  g_string_append_c (text, '{');
  if (pl_end_is_known (&call->end))
    {
      append_end (text, &call->end);
      g_string_append (text, ", ");
    }
  append_data (text, call);
  g_string_append_printf (text, ", %u}, %s", call->data.asked, flags);
}

static void
append_arguments (GString *text, const PlCall *call)
{
  switch ((PlCallKind) call->kind)
    {
    case PL_CALL_SETSOCKOPT:
    case PL_CALL_GETSOCKOPT:
      append_option_name (text, call->option.level, call->option.name);
      g_string_append (text, ", ");
      append_option_value (text, call);
      break;
    case PL_CALL_BIND:
    case PL_CALL_CONNECT:
    case PL_CALL_GETSOCKNAME:
    case PL_CALL_GETPEERNAME:
      append_end_and_size (text, &call->end);
      break;
    case PL_CALL_ACCEPT:
      append_end_and_size (text, &call->end);
      g_string_append (text, ", SOCK_NONBLOCK | SOCK_CLOEXEC");
      break;
    case PL_CALL_SEND:
    case PL_CALL_RECV:
      append_data (text, call);
      g_string_append_printf (text, ", %u, %s", call->data.asked,
                              call->kind == PL_CALL_SEND ? "MSG_NOSIGNAL" : "0");
      break;
    case PL_CALL_SENDMSG:
      append_message (text, call, "MSG_NOSIGNAL");
      break;
    case PL_CALL_RECVMSG:
      append_message (text, call, "MSG_TRUNC");
      break;
    case PL_CALL_RECVERR:
      append_end (text, &call->end);
      g_string_append (text, ", MSG_ERRQUEUE");
      break;
    case PL_CALL_SHUTDOWN:
      g_string_append (text, call->number == SHUT_WR ? "SHUT_WR" : "SHUT_RDWR");
      break;
    case PL_CALL_LISTEN:
      g_string_append_printf (text, "%d", call->number);
      break;
    case PL_CALL_SOCKET:
    case PL_CALL_CLOSE:
    default:
      break;
    }
}

/**
 * pl_call_get_side:
 * @self: a call
 *
 * Returns: whose end is among its arguments
 */
PlCallSide
pl_call_get_side (const PlCall *self)
{
  if (!pl_end_is_known (&self->end))
    return PL_CALL_SIDE_NONE;

  return self->kind == PL_CALL_BIND || self->kind == PL_CALL_GETSOCKNAME ? PL_CALL_SIDE_LOCAL
                                                                         : PL_CALL_SIDE_PEER;
}

/**
 * pl_call_is_failure:
 * @self: a call
 *
 * Returns: whether it has failed, or has read that something else did; that there is nothing to do yet is
 * none
 */
gboolean
pl_call_is_failure (const PlCall *self)
{
  if (self->kind == PL_CALL_GETSOCKOPT && self->option.level == SOL_SOCKET && self->option.name == SO_ERROR &&
      self->code == 0)
    return self->option.value[0] != 0;

  return self->code != 0 && self->code != EAGAIN && self->code != EINTR &&
         (self->kind != PL_CALL_CONNECT || self->code != EINPROGRESS);
}

/**
 * pl_call_dup_text:
 * @self: a call
 *
 * Writes it as C does; where a pointer was passed stands what it pointed to, after the call.
 *
 * Returns: (transfer full): `connect(7, {AF_INET6, [::1]:80}, 28)`
 */
char *
pl_call_dup_text (const PlCall *self)
{
  GString *text = g_string_new (pl_call_get_name (self));

  g_string_append_c (text, '(');
  if (self->kind == PL_CALL_SOCKET)
    {
      g_string_append (text, self->socket.domain == AF_INET6 ? "AF_INET6, " : "AF_INET, ");
      append_type (text, self->socket.type);
      g_string_append_printf (text, ", %d", self->socket.protocol);
    }
  else
    {
      g_string_append_printf (text, "%d%s", self->fd, self->kind == PL_CALL_CLOSE ? "" : ", ");
      append_arguments (text, self);
    }
  g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}

/**
 * pl_call_dup_result:
 * @self: a call
 *
 * Returns: (transfer full): `= 0`, or `= -1 ECONNREFUSED 111`; of calls that were folded, the first one's
 */
char *
pl_call_dup_result (const PlCall *self)
{
  if (self->code == 0)
    return g_strdup_printf ("= %d", self->result);

  return g_strdup_printf (
      "= -1 %s %d", pl_failure_get_code_name (&(PlFailure){ PL_STAGE_CONNECT, self->code }), self->code);
}
