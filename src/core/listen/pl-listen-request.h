#pragma once

#include "core/net/pl-net.h"
#include "core/target/pl-cast-request.h"
#include "core/target/pl-target-request.h"

G_BEGIN_DECLS

#define PL_TYPE_LISTEN_REQUEST (pl_listen_request_get_type ())

G_DECLARE_FINAL_TYPE (PlListenRequest, pl_listen_request, PL, LISTEN_REQUEST, GObject)

#define PL_BACKLOG_MAX 65535
#define PL_BACKLOG_DEFAULT                                                                                   \
  4096 /* what Linux caps it at: a shorter queue makes a burst of peers wait a second */
#define PL_RECEIVE_BUFFER_MAX (1024 * 1024 * 1024)

PlListenRequest *pl_listen_request_new (void) G_GNUC_WARN_UNUSED_RESULT;
PlListenRequest *pl_listen_request_copy (PlListenRequest *self) G_GNUC_WARN_UNUSED_RESULT;
PlTargetRequest *pl_listen_request_get_local (PlListenRequest *self);
PlCastRequest *pl_listen_request_get_cast (PlListenRequest *self);
PlProtocol pl_listen_request_get_protocol (PlListenRequest *self);
PlListenFamily pl_listen_request_get_family (PlListenRequest *self);
PlResponder pl_listen_request_get_responder (PlListenRequest *self);
const char *pl_listen_request_get_argument (PlListenRequest *self);
gboolean pl_listen_request_set_respond (PlListenRequest *self, const char *text, GError **error);
char *pl_listen_request_dup_respond (PlListenRequest *self);
PlBehaviour *pl_listen_request_check_behaviour (PlListenRequest *self, GError **error);
guint pl_listen_request_get_backlog (PlListenRequest *self);
gboolean pl_listen_request_check_family (PlListenRequest *self, GError **error);
gboolean pl_listen_request_check (PlListenRequest *self, PlListen *ret_listen, GError **error);

G_END_DECLS
