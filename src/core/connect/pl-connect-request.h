#pragma once

#include "core/net/pl-net.h"
#include "core/target/pl-cast-request.h"
#include "core/target/pl-target-request.h"

G_BEGIN_DECLS

#define PL_TYPE_CONNECT_REQUEST (pl_connect_request_get_type ())

G_DECLARE_FINAL_TYPE (PlConnectRequest, pl_connect_request, PL, CONNECT_REQUEST, GObject)

/* The longest timeout that can be asked for. */
#define PL_TIMEOUT_MAX_S 3600

PlConnectRequest *pl_connect_request_new (void) G_GNUC_WARN_UNUSED_RESULT;
PlConnectRequest *pl_connect_request_copy (PlConnectRequest *self) G_GNUC_WARN_UNUSED_RESULT;
PlTargetRequest *pl_connect_request_get_peer (PlConnectRequest *self);
PlTargetRequest *pl_connect_request_get_local (PlConnectRequest *self);
PlCastRequest *pl_connect_request_get_cast (PlConnectRequest *self);
PlProtocol pl_connect_request_get_protocol (PlConnectRequest *self);
gboolean pl_connect_request_check (PlConnectRequest *self, PlDial *ret_dial, GError **error);

G_END_DECLS
