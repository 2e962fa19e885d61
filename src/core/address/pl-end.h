#pragma once

#include "core/address/pl-address.h"

#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * PlEnd:
 * @address: the address; family %PL_FAMILY_NONE means that this end is not known
 * @port: in host order
 * @scope_id: the zone as the interface's number, 0 for none (`sin6_scope_id`)
 *
 * One end of a socket: an address and a port, as getsockname() and getpeername() return them. A value.
 */
typedef struct
{
  PlAddress address;
  guint16 port;
  guint32 scope_id;
} PlEnd;

/* Room for the longest text of pl_end_to_string(): "[" address "%" interface name "]:" port. */
#define PL_END_STRING_SIZE 80

void pl_end_from_sockaddr (PlEnd *end, const struct sockaddr_storage *storage);
socklen_t pl_end_to_sockaddr (const PlEnd *end, struct sockaddr_storage *ret_storage);
gboolean pl_end_is_known (const PlEnd *end);
gboolean pl_end_equal (const PlEnd *a, const PlEnd *b);
char *pl_end_to_string (const PlEnd *end, char text[PL_END_STRING_SIZE]);
char *pl_end_dup_zone (const PlEnd *end);

G_END_DECLS
