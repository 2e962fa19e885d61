#pragma once

#include "core/connect/pl-connect-request.h"
#include "core/listen/pl-listen-request.h"

G_BEGIN_DECLS

/**
 * PlOrder:
 * @target: `[HOSTSPEC]:[SERVICE]`, IPv6 in brackets
 * @protocol: (nullable): "tcp" or "udp"
 * @family: (nullable): "any", "ipv4", "ipv6" or, for a listener, "both"
 * @respond: (nullable): of a listener: such as "echo" or "close-after:100"
 *
 * What the command line, or another program over D-Bus, asks the window to do.
 */
typedef struct
{
  const char *target;
  const char *protocol;
  const char *family;
  const char *respond;
} PlOrder;

gboolean pl_order_fill_connect (const PlOrder *self, PlConnectRequest *request, GError **error);
gboolean pl_order_fill_listen (const PlOrder *self, PlListenRequest *request, GError **error);

G_END_DECLS
