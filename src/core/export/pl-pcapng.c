/* Payload as packets in a capture file (pcapng, draft-ietf-opsawg-pcapng). Knows neither sockets nor files.
 *
 * What Portlight has is what was read and written. The headers around it are made up, and the file says so:
 * no packet was seen. Addresses and ports are those of the two ends, sequence numbers count payload from 1
 * each way. */

#include "core/export/pl-pcapng.h"

#include <string.h>

#define BLOCK_SECTION   0x0a0d0d0a
#define BLOCK_INTERFACE 1
#define BLOCK_PACKET    6
#define BYTE_ORDER_MARK 0x1a2b3c4d
#define LINKTYPE_RAW    101 /* a packet begins with its IP header */

#define OPTION_END     0
#define OPTION_COMMENT 1
#define OPTION_NAME    2 /* of an interface */
#define OPTION_PROGRAM 4 /* of a section */
#define OPTION_FLAGS   2 /* of a packet */
#define OPTION_DROPPED 4 /* of a packet */

#define FLAG_INBOUND  1
#define FLAG_OUTBOUND 2

#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17

#define IPV4_SIZE 20
#define IPV6_SIZE 40
#define TCP_SIZE  20
#define UDP_SIZE  8

#define SEGMENT_MAX (65535 - IPV4_SIZE - TCP_SIZE) /* payload of one packet */
#define HOP_LIMIT   64
#define WINDOW      65535

#define TCP_FIN  0x01
#define TCP_SYN  0x02
#define TCP_RST  0x04
#define TCP_PUSH 0x08
#define TCP_ACK  0x10

/* With a SYN: the window is 1 GiB, so that nobody takes it for full (RFC 7323 section 2.2). */
static const guint8 window_scale[] = { 1, 3, 3, 14 };

#define COMMENT                                                                                              \
  "Portlight has written down what a socket read and wrote. The IP, TCP and UDP headers are synthetic: "     \
  "made up from the addresses of the two ends, with sequence numbers that count payload from 1. So are the " \
  "packets with SYN, FIN or RST: they stand for the opening, the end-of-file or the reset that it knows of."

typedef struct
{
  guint8 bytes[IPV6_SIZE + TCP_SIZE + sizeof window_scale];
  gsize size;
} Headers;

/* ---- Blocks ---- */

static void
append_32 (GByteArray *bytes, guint32 value)
{
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

/* To a multiple of four. */
static void
append_padding (GByteArray *bytes, gsize length)
{
  static const guint8 zeros[3];

  g_byte_array_append (bytes, zeros, (guint) (-length & 3));
}

static void
append_option (GByteArray *bytes, guint16 code, gconstpointer data, gsize length)
{
  const guint16 header[] = { code, (guint16) length };

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header);
  if (length > 0)
    g_byte_array_append (bytes, data, (guint) length);
  append_padding (bytes, length);
}

static guint
begin_block (GByteArray *bytes, guint32 type)
{
  guint begin = bytes->len;

  append_32 (bytes, type);
  append_32 (bytes, 0); /* its length, once that is known */

  return begin;
}

static void
end_block (GByteArray *bytes, guint begin)
{
  guint32 length = bytes->len - begin + 4;

  append_32 (bytes, length);
  memcpy (bytes->data + begin + 4, &length, sizeof length);
}

/* ---- Headers ---- */

static void
set_16 (guint8 *at, guint value)
{
  at[0] = (guint8) (value >> 8);
  at[1] = (guint8) value;
}

static void
set_32 (guint8 *at, guint32 value)
{
  set_16 (at, value >> 16);
  set_16 (at + 2, value & 0xffff);
}

/* The sum of RFC 1071, not folded yet. Only the last part may have an odd length. */
static guint64
add_up (guint64 sum, const guint8 *data, gsize length)
{
  gsize i;

  for (i = 0; i + 1 < length; i += 2)
    sum += (guint) (data[i] << 8 | data[i + 1]);
  if (i < length)
    sum += (guint) data[i] << 8;

  return sum;
}

static guint
fold (guint64 sum)
{
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);

  return ~(guint) sum & 0xffff;
}

static gboolean
is_datagram (const PlPacket *packet)
{
  return packet->flags & PL_RECORD_DATAGRAM;
}

static guint8
get_protocol (const PlPacket *packet)
{
  return is_datagram (packet) ? PROTOCOL_UDP : PROTOCOL_TCP;
}

/* What went through an IPv6 socket to a v4-mapped address was IPv4 on the wire (RFC 3493 section 3.7). */
static gboolean
get_ipv4 (const PlPacket *packet, PlAddress *ret_source, PlAddress *ret_destination)
{
  *ret_source = packet->source.address;
  *ret_destination = packet->destination.address;
  if (pl_address_get_mapped (&packet->source.address, ret_source))
    return pl_address_get_mapped (&packet->destination.address, ret_destination);

  return ret_source->family != PL_FAMILY_IPV6 && ret_destination->family != PL_FAMILY_IPV6;
}

static void
write_ipv4 (Headers *headers, const PlPacket *packet, gsize length, const guint8 *from, const guint8 *to)
{
  guint8 *at = headers->bytes;

  at[0] = 0x45;
  set_16 (at + 2, (guint) (IPV4_SIZE + length));
  at[6] = 0x40; /* not to be fragmented */
  at[8] = HOP_LIMIT;
  at[9] = get_protocol (packet);
  memcpy (at + 12, from, 4);
  memcpy (at + 16, to, 4);
  set_16 (at + 10, fold (add_up (0, at, IPV4_SIZE)));
  headers->size = IPV4_SIZE;
}

static void
write_ipv6 (Headers *headers, const PlPacket *packet, gsize length)
{
  guint8 *at = headers->bytes;

  at[0] = 0x60;
  set_16 (at + 4, (guint) length);
  at[6] = get_protocol (packet);
  at[7] = HOP_LIMIT;
  memcpy (at + 8, packet->source.address.bytes, 16);
  memcpy (at + 24, packet->destination.address.bytes, 16);
  headers->size = IPV6_SIZE;
}

static gsize
get_header_size (const PlPacket *packet, guint8 tcp_flags)
{
  if (is_datagram (packet))
    return UDP_SIZE;

  return TCP_SIZE + (tcp_flags & TCP_SYN ? sizeof window_scale : 0);
}

/* A SYN takes the number before that of the first byte. */
static void
write_tcp (guint8 *at, const PlPacket *packet, guint8 flags)
{
  set_32 (at + 4, (guint32) (packet->position + (flags & TCP_SYN ? 0 : 1)));
  if (flags & TCP_ACK)
    set_32 (at + 8, (guint32) (1 + packet->acknowledged));
  at[12] = (guint8) (get_header_size (packet, flags) / 4 << 4);
  at[13] = flags;
  set_16 (at + 14, WINDOW);
  if (flags & TCP_SYN)
    memcpy (at + TCP_SIZE, window_scale, sizeof window_scale);
}

/* Over the addresses, the protocol and the length, too (RFC 9293 section 3.1, RFC 768, RFC 8200 section 8.1).
 */
static guint
sum_up (const PlPacket *packet, const guint8 *ends, gsize ends_size, const guint8 *header, gsize header_size)
{
  guint64 sum = add_up (0, ends, ends_size);

  sum += get_protocol (packet) + header_size + packet->length;
  sum = add_up (sum, header, header_size);

  return fold (add_up (sum, packet->data, packet->length));
}

static void
write_headers (Headers *headers, const PlPacket *packet, guint8 tcp_flags)
{
  gsize size = get_header_size (packet, tcp_flags);
  gsize whole = size + packet->length + packet->cut;
  PlAddress source, destination;
  gboolean is_ipv4 = get_ipv4 (packet, &source, &destination);
  guint8 *at;
  guint sum;

  memset (headers, 0, sizeof *headers);
  if (is_ipv4)
    write_ipv4 (headers, packet, whole, source.bytes, destination.bytes);
  else
    write_ipv6 (headers, packet, whole);
  at = headers->bytes + headers->size;
  set_16 (at, packet->source.port);
  set_16 (at + 2, packet->destination.port);
  if (is_datagram (packet))
    set_16 (at + 4, (guint) whole);
  else
    write_tcp (at, packet, tcp_flags);

  /* The sum of what is not there is not known. Over UDP 0 would mean that there is none. */
  sum = is_ipv4 ? sum_up (packet, headers->bytes + 12, 8, at, size)
                : sum_up (packet, headers->bytes + 8, 32, at, size);
  if (packet->cut == 0)
    set_16 (at + (is_datagram (packet) ? 6 : 16), is_datagram (packet) && sum == 0 ? 0xffff : sum);
  headers->size += size;
}

static void
append_one (GByteArray *bytes, const PlPacket *packet, guint8 tcp_flags)
{
  guint begin = begin_block (bytes, BLOCK_PACKET);
  guint32 flags = packet->is_sent ? FLAG_OUTBOUND : FLAG_INBOUND;
  Headers headers;
  guint32 size;

  write_headers (&headers, packet, tcp_flags);
  size = (guint32) (headers.size + packet->length);
  append_32 (bytes, 0); /* the only interface */
  append_32 (bytes, (guint32) (packet->real_us >> 32));
  append_32 (bytes, (guint32) packet->real_us);
  append_32 (bytes, size);
  append_32 (bytes, size + packet->cut);
  g_byte_array_append (bytes, headers.bytes, (guint) headers.size);
  if (packet->length > 0)
    g_byte_array_append (bytes, packet->data, (guint) packet->length);
  append_padding (bytes, size);
  append_option (bytes, OPTION_FLAGS, &flags, sizeof flags);
  if (packet->n_lost > 0)
    append_option (bytes, OPTION_DROPPED, &packet->n_lost, sizeof packet->n_lost);
  append_option (bytes, OPTION_END, NULL, 0);
  end_block (bytes, begin);
}

/**
 * pl_pcapng_append_header:
 * @bytes: the file
 *
 * Begins a file: who wrote it, and that its headers are made up.
 */
void
pl_pcapng_append_header (GByteArray *bytes)
{
  guint begin = begin_block (bytes, BLOCK_SECTION);
  const guint16 version[] = { 1, 0 };

  append_32 (bytes, BYTE_ORDER_MARK);
  g_byte_array_append (bytes, (const guint8 *) version, sizeof version);
  append_32 (bytes, G_MAXUINT32); /* its length is not known */
  append_32 (bytes, G_MAXUINT32);
  append_option (bytes, OPTION_COMMENT, COMMENT, strlen (COMMENT));
  append_option (bytes, OPTION_PROGRAM, "Portlight", strlen ("Portlight"));
  append_option (bytes, OPTION_END, NULL, 0);
  end_block (bytes, begin);

  begin = begin_block (bytes, BLOCK_INTERFACE);
  g_byte_array_append (bytes, (const guint8 *) (const guint16[]){ LINKTYPE_RAW, 0 }, 4);
  append_32 (bytes, 0); /* no limit of a packet's length */
  append_option (bytes, OPTION_NAME, "portlight", strlen ("portlight"));
  append_option (bytes, OPTION_COMMENT, COMMENT, strlen (COMMENT));
  append_option (bytes, OPTION_END, NULL, 0);
  end_block (bytes, begin);
}

static void
append_handshake (GByteArray *bytes, const PlPacket *packet)
{
  PlPacket last = *packet;
  PlPacket answer = *packet;

  last.n_lost = answer.n_lost = 0;
  answer.source = packet->destination;
  answer.destination = packet->source;
  answer.is_sent = !packet->is_sent;
  append_one (bytes, packet, TCP_SYN);
  append_one (bytes, &answer, TCP_SYN | TCP_ACK);
  append_one (bytes, &last, TCP_ACK);
}

static void
append_payload (GByteArray *bytes, const PlPacket *packet)
{
  PlPacket piece = *packet;
  gsize rest = packet->length;

  do
    {
      piece.length = is_datagram (packet) ? rest : MIN (rest, SEGMENT_MAX);
      append_one (bytes, &piece, TCP_ACK | TCP_PUSH);
      rest -= piece.length;
      piece.data += piece.length;
      piece.position += piece.length;
      piece.n_lost = 0;
    }
  while (rest > 0);
}

/**
 * pl_pcapng_append_packet:
 * @bytes: the file
 * @packet: payload and where it went, or that a stream begins or ends
 *
 * Adds payload with headers; of a stream in several packets if one cannot hold it. A beginning is the three
 * packets of a handshake, an end a FIN, a reset a RST. All checksums are right.
 */
void
pl_pcapng_append_packet (GByteArray *bytes, const PlPacket *packet)
{
  if (packet->flags & PL_RECORD_BEGIN)
    append_handshake (bytes, packet);
  else if (packet->flags & PL_RECORD_END)
    append_one (bytes, packet, TCP_FIN | TCP_ACK);
  else if (packet->flags & PL_RECORD_RESET)
    append_one (bytes, packet, TCP_RST | TCP_ACK);
  else
    append_payload (bytes, packet);
}
