#pragma once

#include "core/address/pl-end.h"
#include "core/net/pl-transcript.h"

G_BEGIN_DECLS

/**
 * PlPacket:
 * @source: whence
 * @destination: whither
 * @flags: whether it is a datagram, or what else a record can be
 * @is_sent: whether it left here
 * @real_us: when, since 1970
 * @position: payload bytes of the same direction before it
 * @acknowledged: payload bytes of the other direction so far
 * @n_lost: packets that are missing before it
 * @cut: payload bytes that were there and are not in @data
 * @data: the payload
 * @length: bytes in @data
 *
 * Payload that wants headers, or the beginning or end of a stream. A value.
 */
typedef struct
{
  PlEnd source;
  PlEnd destination;
  PlRecordFlags flags;
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
