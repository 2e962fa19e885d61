#pragma once

#include "core/connect/pl-connect-request.h"
#include "core/connection/pl-ending.h"
#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

#define PL_TYPE_CONNECTION (pl_connection_get_type ())

G_DECLARE_FINAL_TYPE (PlConnection, pl_connection, PL, CONNECTION, PlSocket)

PlConnection *pl_connection_new_client (PlNet *net, guint64 id, PlConnectRequest *request, const PlEnd *peer);
PlConnection *pl_connection_new_accepted (PlNet *net, PlNews *news);
guint64 pl_connection_get_listener_id (PlConnection *self);
PlConnectRequest *pl_connection_get_request (PlConnection *self);
const char *pl_connection_get_failed_hostspec (PlConnection *self);
gint64 pl_connection_get_rtt_us (PlConnection *self);
PlTranscript *pl_connection_get_transcript (PlConnection *self);
guint pl_connection_get_endings (PlConnection *self, PlEnding ret_endings[PL_ENDINGS_MAX]);
const PlStep *pl_connection_get_steps (PlConnection *self, guint *ret_n_steps);
void pl_connection_watch (PlConnection *self);
void pl_connection_unwatch (PlConnection *self);
void pl_connection_send (PlConnection *self, GBytes *bytes);
void pl_connection_receive (PlConnection *self);
void pl_connection_consumed (PlConnection *self, gsize size);
void pl_connection_shut_down (PlConnection *self);
void pl_connection_shut_down_reading (PlConnection *self);
void pl_connection_abort (PlConnection *self);

/* For the engine. */
void pl_connection_add_step (PlConnection *self, const PlStep *step);
void pl_connection_add_portion (PlConnection *self, const PlPortion *portion);

G_END_DECLS
