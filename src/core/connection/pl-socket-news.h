#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

/**
 * PlSocketChange:
 *
 * What can change of a socket; from 1 up, as properties are counted.
 */
typedef enum
{
  PL_SOCKET_CHANGE_STATE = 1,
  PL_SOCKET_CHANGE_LOCAL,
  PL_SOCKET_CHANGE_PEER,
  PL_SOCKET_CHANGE_RECEIVED,
  PL_SOCKET_CHANGE_SENT,
  PL_SOCKET_CHANGE_REPORTS,
} PlSocketChange;

guint pl_socket_info_apply (PlSocketInfo *self, const PlNews *news);

G_END_DECLS
