#pragma once

#include "core/address/pl-end.h"

G_BEGIN_DECLS

/**
 * PlPacket:
 * @source: whence
 * @destination: whither
 * @is_datagram: UDP, else TCP
 * @is_sent: whether it left here
 * @real_us: when, since 1970
 * @position: payload bytes of the same direction before it
 * @acknowledged: payload bytes of the other direction so far
 * @n_lost: packets that are missing before it
 * @cut: payload bytes that were there and are not in @data
 * @data: the payload
 * @length: bytes in @data
 *
 * Payload that wants headers. A value.
 */
typedef struct
{
  PlEnd source;
  PlEnd destination;
  gboolean is_datagram;
  gboolean is_sent;
  gint64 real_us;
  guint64 position;
  guint64 acknowledged;
  guint64 n_lost;
  guint cut;
  const guint8 *data;
  gsize length;
} PlPacket;

void pl_pcapng_append_header (GByteArray *bytes);
void pl_pcapng_append_packet (GByteArray *bytes, const PlPacket *packet);

G_END_DECLS
