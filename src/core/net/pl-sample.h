#pragma once

#include "core/net/pl-option.h"

G_BEGIN_DECLS

/**
 * PlTcpState:
 * @PL_TCP_NONE: not known, or not TCP
 * @PL_TCP_CLOSED: over: the system knows nothing of it any more
 * @PL_TCP_NEW: not begun: RFC 9293 calls this CLOSED, too
 *
 * The states of RFC 9293 section 3.3.2, numbered as the kernel does.
 */
typedef enum
{
  PL_TCP_NONE,
  PL_TCP_ESTABLISHED,
  PL_TCP_SYN_SENT,
  PL_TCP_SYN_RECEIVED,
  PL_TCP_FIN_WAIT_1,
  PL_TCP_FIN_WAIT_2,
  PL_TCP_TIME_WAIT,
  PL_TCP_CLOSED,
  PL_TCP_CLOSE_WAIT,
  PL_TCP_LAST_ACK,
  PL_TCP_LISTEN,
  PL_TCP_CLOSING,
  PL_TCP_NEW,
  PL_N_TCP_STATES,
} PlTcpState;

/**
 * PlTcpInfo:
 * @rtt_us: the smoothed round trip time
 * @rtt_variation_us: how much it varies
 * @rtt_least_us: the smallest one of late
 * @window: the congestion window, in segments
 * @segment_size: bytes in one segment
 * @n_sent_again: segments sent more than once so far
 * @delivery_rate: bytes a second, as last measured
 * @is_app_limited: whether that was as fast as the program sent, not as fast as the path allows
 *
 * A part of what TCP_INFO says of a connection.
 */
typedef struct
{
  gint64 rtt_us;
  gint64 rtt_variation_us;
  gint64 rtt_least_us;
  guint window;
  guint segment_size;
  guint n_sent_again;
  guint64 delivery_rate;
  gboolean is_app_limited;
} PlTcpInfo;

/**
 * PlSample:
 * @at_us: monotonic
 * @state: of the protocol
 * @left_ms: how long it still stays in TIME-WAIT, or -1
 * @send_queue: bytes that the peer has not acknowledged, sent or not (SIOCOUTQ), or -1
 * @receive_queue: bytes that have come and were not read (SIOCINQ), or -1
 * @accept_queue: of a listener, how many peers wait to be accepted, or -1
 * @accept_limit: how many may
 * @has_info: whether @info is set: it is a TCP connection, and its socket is open
 * @info: from TCP_INFO
 * @has_options: whether @options were read: its socket is open
 * @options: as the system says, %PL_OPTION_NONE for what it does not have
 * @changed: with @has_changed, the option that somebody set
 * @has_changed: whether this answers a change
 * @code: an `errno` if the change was refused, or 0
 *
 * What the system says of a socket at one moment. A value.
 */
typedef struct
{
  gint64 at_us;
  PlTcpState state;
  gint64 left_ms;
  gint64 send_queue;
  gint64 receive_queue;
  gint64 accept_queue;
  gint64 accept_limit;
  gboolean has_info;
  PlTcpInfo info;
  gboolean has_options;
  int options[PL_N_OPTIONS];
  gboolean has_changed;
  PlOption changed;
  int code;
} PlSample;

/* On the net thread. */
void pl_sample_read (PlSample *self, int fd, const PlEnd *local);
void pl_sample_follow (PlSample *self, const PlEnd *local, const PlEnd *peer);

G_END_DECLS
