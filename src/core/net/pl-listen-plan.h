#pragma once

#include "core/net/pl-net.h"

G_BEGIN_DECLS

/* As many sockets as may be tried for one listener. */
#define PL_LISTEN_TRIES_MAX 2

/**
 * PlListenTry:
 * @local: where to bind
 * @v6only: of an IPv6 socket
 *
 * One socket to try. A value.
 */
typedef struct
{
  PlEnd local;
  gboolean v6only;
} PlListenTry;

guint pl_listen_plan (const PlListen *listen, PlListenTry tries[PL_LISTEN_TRIES_MAX]);

G_END_DECLS
