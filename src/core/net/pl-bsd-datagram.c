/* The Berkeley socket calls of UDP, one function each. Knows no loop and no peer. */

#include "core/net/pl-bsd-datagram.h"

#include "core/pl-main-thread.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <string.h>

/* Room for everything that was asked for: both kinds of packet info, both kinds of reports, the drop count.
 */
#define CONTROL_SIZE 512

typedef union
{
  struct cmsghdr header; /* for its alignment */
  guint8 bytes[CONTROL_SIZE];
} Control;

static PlEnd
end_from_in (const struct in_addr *in)
{
  PlEnd end = { .address.family = PL_FAMILY_IPV4 };

  memcpy (end.address.bytes, in, sizeof *in);

  return end;
}

static PlEnd
end_from_in6 (const struct in6_addr *in6, guint32 scope_id)
{
  PlEnd end = { .address.family = PL_FAMILY_IPV6 };

  memcpy (end.address.bytes, in6, sizeof *in6);
  if (IN6_IS_ADDR_LINKLOCAL (in6) || IN6_IS_ADDR_MC_LINKLOCAL (in6))
    end.scope_id = scope_id;

  return end;
}

/**
 * pl_bsd_open_datagrams:
 * @calls: (nullable): where to record it
 * @family: IPv4 or IPv6
 *
 * Makes a UDP socket.
 *
 * Returns: a descriptor, or -1 with `errno` set as by pl_bsd_open_stream()
 */
int
pl_bsd_open_datagrams (PlCalls *calls, PlFamily family)
{
  return pl_bsd_open (calls, family, SOCK_DGRAM);
}

/**
 * pl_bsd_set_reports:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @family: its family
 *
 * Has the system keep what the network says of datagrams that were sent, for pl_bsd_receive_report(). An IPv6
 * socket hears of IPv4 peers, too.
 */
void
pl_bsd_set_reports (PlCalls *calls, int fd, PlFamily family)
{
  pl_bsd_set_number (calls, fd, IPPROTO_IP, IP_RECVERR, 1);
  if (family == PL_FAMILY_IPV6)
    pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
}

/**
 * pl_bsd_set_arrivals:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @family: its family
 *
 * Has every datagram tell which address it was sent to, and how many the system had to drop before it.
 */
void
pl_bsd_set_arrivals (PlCalls *calls, int fd, PlFamily family)
{
  pl_bsd_set_number (calls, fd, IPPROTO_IP, IP_PKTINFO, 1);
  if (family == PL_FAMILY_IPV6)
    pl_bsd_set_number (calls, fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
  pl_bsd_set_number (calls, fd, SOL_SOCKET, SO_RXQ_OVFL, 1);
}

/* Where it was sent to is not always where an answer may come from: that may be a group or a broadcast. */
static void
read_arrival (PlDatagram *datagram, struct cmsghdr *header)
{
  if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO)
    {
      struct in_pktinfo info;

      memcpy (&info, CMSG_DATA (header), sizeof info);
      datagram->local = end_from_in (&info.ipi_addr);
      datagram->answer_from = end_from_in (&info.ipi_spec_dst);
    }
  else if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO)
    {
      struct in6_pktinfo info;

      memcpy (&info, CMSG_DATA (header), sizeof info);
      if (IN6_IS_ADDR_V4MAPPED (&info.ipi6_addr)) /* IP_PKTINFO says more */
        return;
      datagram->local = end_from_in6 (&info.ipi6_addr, info.ipi6_ifindex);
      if (!IN6_IS_ADDR_MULTICAST (&info.ipi6_addr))
        datagram->answer_from = datagram->local;
    }
  else if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SO_RXQ_OVFL)
    {
      memcpy (&datagram->dropped, CMSG_DATA (header), sizeof datagram->dropped);
    }
}

/**
 * pl_bsd_receive_datagram:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @buffer: room
 * @size: bytes in @buffer
 * @ret_datagram: (out): the next datagram, its data in @buffer
 *
 * Returns: %FALSE with `errno` set: EAGAIN when none is there; after ECONNREFUSED and the like, which are
 * about one that was sent, there may be more
 */
gboolean
pl_bsd_receive_datagram (PlCalls *calls, int fd, guint8 *buffer, gsize size, PlDatagram *ret_datagram)
{
  struct sockaddr_storage name = { .ss_family = AF_UNSPEC };
  struct iovec room = { .iov_base = buffer, .iov_len = size };
  Control control;
  struct msghdr message = { .msg_name = &name,
                            .msg_namelen = sizeof name,
                            .msg_iov = &room,
                            .msg_iovlen = 1,
                            .msg_control = &control,
                            .msg_controllen = sizeof control };
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_RECVMSG, .fd = fd, .data.asked = (guint32) size };
  gssize n = recvmsg (fd, &message, MSG_TRUNC);

  pl_assert_off_main ("recvmsg()");
  call.result = (int) n;
  if (n >= 0)
    pl_end_from_sockaddr (&call.end, &name);
  pl_call_set_data (&call, buffer, MIN ((gsize) MAX (n, 0), size));
  pl_calls_end (calls, began_us, &call);
  if (n < 0)
    return FALSE;

  *ret_datagram = (PlDatagram){ .data = buffer, .length = MIN ((gsize) n, size), .size = (gsize) n };
  ret_datagram->peer = call.end;
  for (struct cmsghdr *header = CMSG_FIRSTHDR (&message); header != NULL;
       header = CMSG_NXTHDR (&message, header))
    read_arrival (ret_datagram, header);

  return TRUE;
}

static void
add_source (struct msghdr *message, Control *control, const PlEnd *from)
{
  struct cmsghdr *header = &control->header;

  memset (control, 0, sizeof *control);
  message->msg_control = control;
  if (from->address.family == PL_FAMILY_IPV4)
    {
      struct in_pktinfo info = { 0 };

      memcpy (&info.ipi_spec_dst, from->address.bytes, sizeof info.ipi_spec_dst);
      message->msg_controllen = CMSG_SPACE (sizeof info);
      header->cmsg_level = IPPROTO_IP;
      header->cmsg_type = IP_PKTINFO;
      header->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (header), &info, sizeof info);
    }
  else
    {
      struct in6_pktinfo info = { .ipi6_ifindex = from->scope_id };

      memcpy (&info.ipi6_addr, from->address.bytes, sizeof info.ipi6_addr);
      message->msg_controllen = CMSG_SPACE (sizeof info);
      header->cmsg_level = IPPROTO_IPV6;
      header->cmsg_type = IPV6_PKTINFO;
      header->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (header), &info, sizeof info);
    }
}

/**
 * pl_bsd_send_datagram:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @data: payload
 * @length: bytes in @data; 0 is a legal datagram
 * @from: the address to send from; unknown leaves it to the system
 * @to: whom to send to; unknown on a connected socket
 *
 * Returns: @length, or -1 with `errno` set: EMSGSIZE, EACCES, ENETUNREACH …, or what the network says of an
 * earlier datagram, and then this one was not sent
 */
gssize
pl_bsd_send_datagram (PlCalls *calls,
                      int fd,
                      const guint8 *data,
                      gsize length,
                      const PlEnd *from,
                      const PlEnd *to)
{
  struct sockaddr_storage name;
  struct iovec payload = { .iov_base = (guint8 *) data, .iov_len = length };
  struct msghdr message = { .msg_iov = &payload, .msg_iovlen = 1 };
  PlCall call = { .kind = PL_CALL_SENDMSG, .fd = fd, .end = *to, .data.asked = (guint32) length };
  gint64 began_us;
  Control control;

  pl_assert_off_main ("sendmsg()");
  if (pl_end_is_known (to))
    {
      message.msg_name = &name;
      message.msg_namelen = pl_end_to_sockaddr (to, &name);
    }
  if (pl_end_is_known (from))
    add_source (&message, &control, from);

  began_us = pl_calls_begin (calls);
  call.result = (int) sendmsg (fd, &message, MSG_NOSIGNAL);
  pl_call_set_data (&call, data, (gsize) MAX (call.result, 0));
  pl_calls_end (calls, began_us, &call);

  return call.result;
}

/* An error of this computer was returned by the call that met it. */
static gboolean
read_report (PlReport *report, struct cmsghdr *header)
{
  gboolean is_ipv4 = header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR;
  gboolean is_ipv6 = header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR;
  struct
  {
    struct sock_extended_err error;
    struct sockaddr_in6 offender; /* the larger of the two */
  } said = { 0 };
  struct sockaddr_storage offender = { 0 };
  PlEnd reporter;

  if (!is_ipv4 && !is_ipv6)
    return FALSE;

  memcpy (&said, CMSG_DATA (header), MIN (sizeof said, header->cmsg_len - CMSG_LEN (0)));
  if (said.error.ee_origin != SO_EE_ORIGIN_ICMP && said.error.ee_origin != SO_EE_ORIGIN_ICMP6)
    return FALSE;

  memcpy (&offender, SO_EE_OFFENDER (&said.error), sizeof said.offender);
  pl_end_from_sockaddr (&reporter, &offender);
  report->failure = (PlFailure){ PL_STAGE_REPORT, (int) said.error.ee_errno };
  report->reporter = reporter.address;
  report->icmp_type = said.error.ee_type;
  report->icmp_code = said.error.ee_code;

  return TRUE;
}

/**
 * pl_bsd_receive_report:
 * @calls: (nullable): where to record it
 * @fd: a UDP socket
 * @ret_report: (out): what the network says of a datagram that was sent; code 0 for something that is of no
 *   interest
 *
 * Returns: %FALSE with `errno` set: EAGAIN when nothing is there
 */
gboolean
pl_bsd_receive_report (PlCalls *calls, int fd, PlReport *ret_report)
{
  struct sockaddr_storage name = { .ss_family = AF_UNSPEC };
  Control control;
  struct msghdr message = {
    .msg_name = &name, .msg_namelen = sizeof name, .msg_control = &control, .msg_controllen = sizeof control
  };

  pl_assert_off_main ("recvmsg()");
  gint64 began_us = pl_calls_begin (calls);
  PlCall call = { .kind = PL_CALL_RECVERR, .fd = fd };

  call.result = (int) recvmsg (fd, &message, MSG_ERRQUEUE);
  if (call.result >= 0)
    pl_end_from_sockaddr (&call.end, &name);
  pl_calls_end (calls, began_us, &call);
  if (call.result < 0)
    return FALSE;

  *ret_report = (PlReport){ .peer = call.end };
  for (struct cmsghdr *header = CMSG_FIRSTHDR (&message); header != NULL;
       header = CMSG_NXTHDR (&message, header))
    read_report (ret_report, header);

  return TRUE;
}
