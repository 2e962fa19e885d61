/* Which of two rows comes first, by a column. Pure functions. */

#include "app/connection/pl-socket-compare.h"

#include "app/connection/pl-socket-look.h"

#include <string.h>

static int
compare_numbers (guint64 a, guint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_ends (const PlEnd *a, const PlEnd *b)
{
  int order = compare_numbers (a->address.family, b->address.family);

  if (order == 0)
    order = memcmp (a->address.bytes, b->address.bytes, sizeof a->address.bytes);

  return order != 0 ? order : compare_numbers (a->port, b->port);
}

/* By what is shown: of those of one age, the later one is the younger. */
static int
compare_ages (PlSocket *a, PlSocket *b)
{
  int order = compare_numbers ((guint64) (pl_socket_look_get_age_us (a) / G_USEC_PER_SEC),
                               (guint64) (pl_socket_look_get_age_us (b) / G_USEC_PER_SEC));

  return order != 0 ? order : compare_numbers (pl_socket_get_id (b), pl_socket_get_id (a));
}

/**
 * pl_socket_compare:
 * @a: a socket
 * @b: another
 * @column: by what
 *
 * Returns: below, equal to or above 0, as strcmp() does
 */
int
pl_socket_compare (PlSocket *a, PlSocket *b, PlSocketColumn column)
{
  switch (column)
    {
    case PL_SOCKET_COLUMN_STATE:
      return compare_numbers (pl_socket_get_state (a), pl_socket_get_state (b));
    case PL_SOCKET_COLUMN_ROLE:
      return compare_numbers (pl_socket_get_role (a), pl_socket_get_role (b));
    case PL_SOCKET_COLUMN_PROTOCOL:
      return compare_numbers (pl_socket_get_family (a), pl_socket_get_family (b));
    case PL_SOCKET_COLUMN_LOCAL:
      return compare_ends (pl_socket_get_local (a), pl_socket_get_local (b));
    case PL_SOCKET_COLUMN_PEER:
      return compare_ends (pl_socket_get_peer (a), pl_socket_get_peer (b));
    case PL_SOCKET_COLUMN_RECEIVED:
      return compare_numbers (pl_socket_get_received (a), pl_socket_get_received (b));
    case PL_SOCKET_COLUMN_SENT:
      return compare_numbers (pl_socket_get_sent (a), pl_socket_get_sent (b));
    case PL_SOCKET_COLUMN_AGE:
      return compare_ages (a, b);
    case PL_N_SOCKET_COLUMNS:
    default:
      return 0;
    }
}
