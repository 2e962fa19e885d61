/* What the system says of one socket at one moment: state, queues, TCP_INFO and options. Needs no privilege.
 * Knows no channel. */

#include "core/net/pl-sample.h"

#include "core/net/pl-sock-diag.h"

#include <linux/sockios.h>
#include <linux/tcp.h> /* its tcp_info is longer than that of <netinet/tcp.h> */
#include <netinet/in.h>
#include <stddef.h>
#include <sys/ioctl.h>

/* Up to here every kernel of the last ten years fills it. */
#define INFO_SIZE (offsetof (struct tcp_info, tcpi_delivery_rate) + sizeof (guint64))

static gint64
read_queue (int fd, unsigned long request)
{
  int size = 0;

  return ioctl (fd, request, &size) == 0 ? size : -1;
}

static void
set_info (PlSample *self, const struct tcp_info *info)
{
  self->has_info = TRUE;
  self->info = (PlTcpInfo){
    .rtt_us = info->tcpi_rtt,
    .rtt_variation_us = info->tcpi_rttvar,
    .rtt_least_us = info->tcpi_min_rtt == G_MAXUINT32 ? 0 : info->tcpi_min_rtt,
    .window = info->tcpi_snd_cwnd,
    .segment_size = info->tcpi_snd_mss,
    .n_sent_again = info->tcpi_total_retrans,
    .delivery_rate = info->tcpi_delivery_rate,
    .is_app_limited = info->tcpi_delivery_rate_app_limited,
  };
}

/* A listener has no path to measure: the kernel puts its queue into the same fields (tcp(7), ss(8)). */
static void
read_tcp (PlSample *self, int fd)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || size < INFO_SIZE)
    return;

  self->state = info.tcpi_state;
  if (self->state == PL_TCP_LISTEN)
    {
      self->accept_queue = info.tcpi_unacked;
      self->accept_limit = info.tcpi_sacked;
    }
  else if (self->state != PL_TCP_CLOSED)
    {
      set_info (self, &info);
    }
}

static void
clear (PlSample *self)
{
  *self = (PlSample){ .at_us = g_get_monotonic_time (),
                      .left_ms = -1,
                      .send_queue = -1,
                      .receive_queue = -1,
                      .accept_queue = -1,
                      .accept_limit = -1 };
}

/**
 * pl_sample_read:
 * @self: (out caller-allocates): a sample
 * @fd: an open socket
 * @local: its local end
 *
 * Reads all there is.
 */
void
pl_sample_read (PlSample *self, int fd, const PlEnd *local)
{
  clear (self);
  read_tcp (self, fd);
  self->send_queue = read_queue (fd, SIOCOUTQ);
  self->receive_queue = read_queue (fd, SIOCINQ);
  self->has_options = TRUE;
  for (guint i = 0; i < PL_N_OPTIONS; i++)
    self->options[i] = pl_option_read (NULL, fd, local, (PlOption) i);
  if (self->state == PL_TCP_NONE) /* any socket can be told to, but only TCP does it */
    self->options[PL_OPTION_KEEP_ALIVE] = PL_OPTION_NONE;
  for (guint i = PL_OPTION_BROADCAST; self->state != PL_TCP_NONE && i <= PL_OPTION_MULTICAST_ALL; i++)
    self->options[i] = PL_OPTION_NONE; /* nor does it talk to many */
}

/* Only a socket that nobody holds any more: another one may have got the same ends meanwhile. */
static gboolean
is_winding_up (PlTcpState state)
{
  switch (state)
    {
    case PL_TCP_FIN_WAIT_1:
    case PL_TCP_FIN_WAIT_2:
    case PL_TCP_CLOSING:
    case PL_TCP_LAST_ACK:
    case PL_TCP_TIME_WAIT:
      return TRUE;
    case PL_TCP_NONE:
    case PL_TCP_ESTABLISHED:
    case PL_TCP_SYN_SENT:
    case PL_TCP_SYN_RECEIVED:
    case PL_TCP_CLOSED:
    case PL_TCP_CLOSE_WAIT:
    case PL_TCP_LISTEN:
    case PL_TCP_NEW:
    case PL_N_TCP_STATES:
    default:
      return FALSE;
    }
}

/**
 * pl_sample_follow:
 * @self: (out caller-allocates): a sample
 * @local: the local end of a TCP connection that was closed here
 * @peer: its peer
 *
 * Asks what the kernel still does with it by itself. The state is closed once it does nothing more, and not
 * known if it does not tell.
 */
void
pl_sample_follow (PlSample *self, const PlEnd *local, const PlEnd *peer)
{
  clear (self);
  if (!pl_end_is_known (local) || !pl_end_is_known (peer) ||
      !pl_sock_diag_find (local, peer, &self->state, &self->left_ms))
    return;

  if (!is_winding_up (self->state))
    self->state = PL_TCP_CLOSED;
  if (self->state != PL_TCP_TIME_WAIT)
    self->left_ms = -1;
}
