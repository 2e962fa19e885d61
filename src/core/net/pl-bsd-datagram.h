#pragma once

#include "core/net/pl-bsd.h"
#include "core/net/pl-news.h"

G_BEGIN_DECLS

/* The Berkeley calls for UDP, like those in pl-bsd.h. */

/**
 * PlDatagram:
 * @data: what was read of it
 * @length: bytes in @data
 * @size: of the whole datagram; more than @length if it was truncated
 * @peer: whence it came
 * @local: the address it was sent to, without a port; unknown if the system does not say
 * @answer_from: an address of this computer to answer from; unknown leaves it to the system
 * @dropped: how many datagrams the kernel had dropped before this one, modulo 2^32
 *
 * A datagram that has come. A value.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
  gsize size;
  PlEnd peer;
  PlEnd local;
  PlEnd answer_from;
  guint32 dropped;
} PlDatagram;

int pl_bsd_open_datagrams (PlCalls *calls, PlFamily family);
void pl_bsd_set_reports (PlCalls *calls, int fd, PlFamily family);
void pl_bsd_set_arrivals (PlCalls *calls, int fd, PlFamily family);
gboolean
pl_bsd_receive_datagram (PlCalls *calls, int fd, guint8 *buffer, gsize size, PlDatagram *ret_datagram);
gssize pl_bsd_send_datagram (PlCalls *calls,
                             int fd,
                             const guint8 *data,
                             gsize length,
                             const PlEnd *from,
                             const PlEnd *to);
gboolean pl_bsd_receive_report (PlCalls *calls, int fd, PlReport *ret_report);

G_END_DECLS
