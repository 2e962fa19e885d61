/* Asks the kernel about a TCP connection by its two ends, as ss(8) does: sock_diag(7). Knows no descriptor of
 * it. */

#include "core/net/pl-sock-diag.h"

#include "core/pl-main-thread.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#define TIMER_TIME_WAIT 3

typedef struct
{
  struct nlmsghdr header;
  struct inet_diag_req_v2 body;
} Request;

typedef struct
{
  struct nlmsghdr header;
  union
  {
    struct inet_diag_msg body;
    struct nlmsgerr error;
    char room[2048];
  };
} Reply;

static void
fill_request (Request *self, const PlEnd *local, const PlEnd *peer)
{
  struct inet_diag_sockid *id = &self->body.id;

  self->header.nlmsg_len = sizeof *self;
  self->header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  self->header.nlmsg_flags = NLM_F_REQUEST;
  self->body.sdiag_family = local->address.family == PL_FAMILY_IPV6 ? AF_INET6 : AF_INET;
  self->body.sdiag_protocol = IPPROTO_TCP;
  self->body.idiag_states = G_MAXUINT32;
  id->idiag_sport = g_htons (local->port);
  id->idiag_dport = g_htons (peer->port);
  memcpy (id->idiag_src, local->address.bytes, pl_address_get_size (&local->address));
  memcpy (id->idiag_dst, peer->address.bytes, pl_address_get_size (&peer->address));
  id->idiag_if = local->scope_id;
  id->idiag_cookie[0] = id->idiag_cookie[1] = INET_DIAG_NOCOOKIE;
}

/* The kernel answers within the send(): the answer is there when it returns, and nothing waits. */
static gssize
ask (const Request *request, Reply *reply)
{
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  gssize size = -1;

  pl_assert_off_main ("socket()");
  if (fd < 0)
    return -1;
  if (send (fd, request, sizeof *request, 0) == sizeof *request)
    size = recv (fd, reply, sizeof *reply, 0);
  close (fd);

  return size;
}

/**
 * pl_sock_diag_find:
 * @local: its local end
 * @peer: its peer, of the same family
 * @ret_state: (out): its state; closed if there is no such connection
 * @ret_left_ms: (out): in TIME-WAIT, how long it stays there; else -1
 *
 * Looks a TCP connection up, whoever owns it. Needs no privilege, and never waits.
 *
 * Returns: %FALSE if the kernel does not tell
 */
gboolean
pl_sock_diag_find (const PlEnd *local, const PlEnd *peer, PlTcpState *ret_state, gint64 *ret_left_ms)
{
  Request request = { 0 };
  Reply reply = { 0 };
  gssize size;

  fill_request (&request, local, peer);
  size = ask (&request, &reply);
  if (size < (gssize) sizeof reply.header)
    return FALSE;
  if (reply.header.nlmsg_type == NLMSG_ERROR && reply.error.error != -ENOENT)
    return FALSE;

  *ret_state = PL_TCP_CLOSED;
  *ret_left_ms = -1;
  if (reply.header.nlmsg_type != SOCK_DIAG_BY_FAMILY || size < (gssize) NLMSG_LENGTH (sizeof reply.body))
    return TRUE;

  if (reply.body.idiag_state < PL_TCP_NEW)
    *ret_state = reply.body.idiag_state;
  if (reply.body.idiag_timer == TIMER_TIME_WAIT)
    *ret_left_ms = reply.body.idiag_expires;

  return TRUE;
}
