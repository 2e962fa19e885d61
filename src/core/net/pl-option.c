/* The options of a socket: what they are called, and how they are read and set. Knows no channel. */

#include "core/net/pl-option.h"

#include "core/net/pl-bsd.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define CONGESTION_NAMES_PATH "/proc/sys/net/ipv4/tcp_available_congestion_control"
#define CONGESTION_NAME_SIZE  16 /* TCP_CA_NAME_MAX of the kernel */

typedef struct
{
  int level;
  int option;
  const char *name;
} Call;

static const Call options[PL_N_OPTIONS] = {
  [PL_OPTION_NO_DELAY] = { IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY" },
  [PL_OPTION_KEEP_ALIVE] = { SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE" },
  [PL_OPTION_KEEP_IDLE] = { IPPROTO_TCP, TCP_KEEPIDLE, "TCP_KEEPIDLE" },
  [PL_OPTION_KEEP_INTERVAL] = { IPPROTO_TCP, TCP_KEEPINTVL, "TCP_KEEPINTVL" },
  [PL_OPTION_KEEP_COUNT] = { IPPROTO_TCP, TCP_KEEPCNT, "TCP_KEEPCNT" },
  [PL_OPTION_USER_TIMEOUT] = { IPPROTO_TCP, TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT" },
  [PL_OPTION_HOP_LIMIT] = { IPPROTO_IPV6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS" },
  [PL_OPTION_TRAFFIC_CLASS] = { IPPROTO_IPV6, IPV6_TCLASS, "IPV6_TCLASS" },
  [PL_OPTION_CONGESTION] = { IPPROTO_TCP, TCP_CONGESTION, "TCP_CONGESTION" },
  [PL_OPTION_SEND_BUFFER] = { SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF" },
  [PL_OPTION_RECEIVE_BUFFER] = { SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF" },
  [PL_OPTION_REUSE_ADDRESS] = { SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR" },
  [PL_OPTION_REUSE_PORT] = { SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT" },
  [PL_OPTION_V6ONLY] = { IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY" },
  [PL_OPTION_BROADCAST] = { SOL_SOCKET, SO_BROADCAST, "SO_BROADCAST" },
  [PL_OPTION_MULTICAST_HOPS] = { IPPROTO_IPV6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS" },
  [PL_OPTION_MULTICAST_LOOP] = { IPPROTO_IPV6, IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP" },
  [PL_OPTION_MULTICAST_ALL] = { IPPROTO_IPV6, IPV6_MULTICAST_ALL, "IPV6_MULTICAST_ALL" },
};

/* Those that IPv4 has of its own. */
static const Call ipv4_options[PL_N_OPTIONS] = {
  [PL_OPTION_HOP_LIMIT] = { IPPROTO_IP, IP_TTL, "IP_TTL" },
  [PL_OPTION_TRAFFIC_CLASS] = { IPPROTO_IP, IP_TOS, "IP_TOS" },
  [PL_OPTION_MULTICAST_HOPS] = { IPPROTO_IP, IP_MULTICAST_TTL, "IP_MULTICAST_TTL" },
  [PL_OPTION_MULTICAST_LOOP] = { IPPROTO_IP, IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP" },
  [PL_OPTION_MULTICAST_ALL] = { IPPROTO_IP, IP_MULTICAST_ALL, "IP_MULTICAST_ALL" },
};

/* IPv4 goes by its own options, over an IPv6 socket, too: there the address is v4-mapped. */
static Call
get_call (PlOption option, const PlEnd *local)
{
  gboolean is_ipv4 = local->address.family == PL_FAMILY_IPV4 ||
                     pl_address_get_mapped (&local->address, &(PlAddress){ 0 });

  return is_ipv4 && ipv4_options[option].name != NULL ? ipv4_options[option] : options[option];
}

static gpointer
read_congestion_names (gpointer data)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (CONGESTION_NAMES_PATH, &text, NULL, NULL))
    text = g_strdup ("");

  return g_strsplit (g_strstrip (text), " ", -1);
}

static int
read_congestion (const Call *call, int fd)
{
  const char *const *names = pl_option_get_congestion_names ();
  char name[CONGESTION_NAME_SIZE + 1] = "";
  socklen_t size = CONGESTION_NAME_SIZE;

  if (getsockopt (fd, call->level, call->option, name, &size) != 0)
    return PL_OPTION_NONE;
  for (int i = 0; names[i] != NULL; i++)
    {
      if (strcmp (names[i], name) == 0)
        return i;
    }

  return PL_OPTION_NONE;
}

static int
write_congestion (const Call *call, int fd, int value)
{
  const char *const *names = pl_option_get_congestion_names ();

  if (value < 0 || (guint) value >= g_strv_length ((GStrv) names))
    return EINVAL;

  return setsockopt (fd, call->level, call->option, names[value], (socklen_t) strlen (names[value])) == 0
             ? 0
             : errno;
}

/**
 * pl_option_get_name:
 * @option: an option
 * @local: the local end of the socket: IPv4 and IPv6 name some options differently
 *
 * Returns: the system's own name, such as "IP_TTL"
 */
const char *
pl_option_get_name (PlOption option, const PlEnd *local)
{
  return get_call (option, local).name;
}

/**
 * pl_option_get_congestion_names:
 *
 * Returns: (array zero-terminated=1): the kinds of congestion control that this system has, as they were when
 *   first asked for; which of them everybody may use, it says when one is set
 */
const char *const *
pl_option_get_congestion_names (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_congestion_names, NULL);
}

/**
 * pl_option_read:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @local: its local end
 * @option: an option
 *
 * Returns: its value, or %PL_OPTION_NONE if the socket does not have it
 */
int
pl_option_read (PlCalls *calls, int fd, const PlEnd *local, PlOption option)
{
  Call call = get_call (option, local);
  int value = 0;

  if (option == PL_OPTION_V6ONLY && local->address.family != PL_FAMILY_IPV6)
    return PL_OPTION_NONE;
  if (option == PL_OPTION_CONGESTION)
    return read_congestion (&call, fd);
  if (!pl_bsd_get_number (calls, fd, call.level, call.option, &value))
    return PL_OPTION_NONE;

  return value;
}

/**
 * pl_option_write:
 * @calls: (nullable): where to record it
 * @fd: a socket
 * @local: its local end
 * @option: an option
 * @value: what to set
 *
 * Sets an option. What it is then, pl_option_read() says.
 *
 * Returns: 0, or an `errno`: EINVAL for a value that it does not take, EPERM, EISCONN and EINVAL for one that
 *   cannot change any more, ENOPROTOOPT for one that the socket does not have
 */
int
pl_option_write (PlCalls *calls, int fd, const PlEnd *local, PlOption option, int value)
{
  Call call = get_call (option, local);
  gboolean is_cast = option == PL_OPTION_MULTICAST_HOPS || option == PL_OPTION_MULTICAST_LOOP ||
                     option == PL_OPTION_MULTICAST_ALL;

  if (option == PL_OPTION_CONGESTION)
    return write_congestion (&call, fd, value);
  if (is_cast && call.level == IPPROTO_IPV6) /* its IPv4 half, if it takes IPv4 */
    pl_bsd_set_number (calls, fd, IPPROTO_IP, ipv4_options[option].option, value);

  return pl_bsd_set_number (calls, fd, call.level, call.option, value) ? 0 : errno;
}
