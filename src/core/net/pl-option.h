#pragma once

#include "core/net/pl-calls.h"

G_BEGIN_DECLS

/**
 * PlOption:
 * @PL_OPTION_NO_DELAY: TCP_NODELAY
 * @PL_OPTION_KEEP_ALIVE: SO_KEEPALIVE
 * @PL_OPTION_KEEP_IDLE: TCP_KEEPIDLE, seconds of silence before the peer is asked
 * @PL_OPTION_KEEP_INTERVAL: TCP_KEEPINTVL, seconds between two questions
 * @PL_OPTION_KEEP_COUNT: TCP_KEEPCNT, how many questions go unanswered before the connection is given up
 * @PL_OPTION_USER_TIMEOUT: TCP_USER_TIMEOUT, milliseconds that data may go unacknowledged; 0 is the system's
 * own limit
 * @PL_OPTION_HOP_LIMIT: IP_TTL or IPV6_UNICAST_HOPS
 * @PL_OPTION_TRAFFIC_CLASS: IP_TOS or IPV6_TCLASS
 * @PL_OPTION_CONGESTION: TCP_CONGESTION, as a position in pl_option_get_congestion_names()
 * @PL_OPTION_SEND_BUFFER: SO_SNDBUF; the system makes it twice as large as asked for
 * @PL_OPTION_RECEIVE_BUFFER: SO_RCVBUF; the same
 * @PL_OPTION_REUSE_ADDRESS: SO_REUSEADDR
 * @PL_OPTION_REUSE_PORT: SO_REUSEPORT
 * @PL_OPTION_V6ONLY: IPV6_V6ONLY
 * @PL_OPTION_BROADCAST: SO_BROADCAST
 * @PL_OPTION_MULTICAST_HOPS: IP_MULTICAST_TTL or IPV6_MULTICAST_HOPS
 * @PL_OPTION_MULTICAST_LOOP: IP_MULTICAST_LOOP or IPV6_MULTICAST_LOOP
 * @PL_OPTION_MULTICAST_ALL: IP_MULTICAST_ALL or IPV6_MULTICAST_ALL: hear groups that only others have joined
 *
 * Options of a socket. Each is a number; a switch is 0 or 1.
 */
typedef enum
{
  PL_OPTION_NO_DELAY,
  PL_OPTION_KEEP_ALIVE,
  PL_OPTION_KEEP_IDLE,
  PL_OPTION_KEEP_INTERVAL,
  PL_OPTION_KEEP_COUNT,
  PL_OPTION_USER_TIMEOUT,
  PL_OPTION_HOP_LIMIT,
  PL_OPTION_TRAFFIC_CLASS,
  PL_OPTION_CONGESTION,
  PL_OPTION_SEND_BUFFER,
  PL_OPTION_RECEIVE_BUFFER,
  PL_OPTION_REUSE_ADDRESS,
  PL_OPTION_REUSE_PORT,
  PL_OPTION_V6ONLY,
  PL_OPTION_BROADCAST,
  PL_OPTION_MULTICAST_HOPS,
  PL_OPTION_MULTICAST_LOOP,
  PL_OPTION_MULTICAST_ALL,
  PL_N_OPTIONS,
} PlOption;

/* What a socket that does not have an option answers. */
#define PL_OPTION_NONE G_MININT

const char *pl_option_get_name (PlOption option, const PlEnd *local);
const char *const *pl_option_get_congestion_names (void);

/* On the net thread. */
int pl_option_read (PlCalls *calls, int fd, const PlEnd *local, PlOption option);
int pl_option_write (PlCalls *calls, int fd, const PlEnd *local, PlOption option, int value);

G_END_DECLS
