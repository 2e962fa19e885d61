#pragma once

#include "core/connection/pl-socket.h"
#include "core/listen/pl-listen-request.h"

G_BEGIN_DECLS

#define PL_TYPE_LISTENER (pl_listener_get_type ())

G_DECLARE_FINAL_TYPE (PlListener, pl_listener, PL, LISTENER, PlSocket)

PlListener *pl_listener_new (PlNet *net, guint64 id, PlListenRequest *request);
PlListenRequest *pl_listener_get_request (PlListener *self);
guint64 pl_listener_get_n_accepted (PlListener *self);
guint64 pl_listener_get_n_open (PlListener *self);
int pl_listener_get_v6only (PlListener *self);
PlPause pl_listener_get_pause (PlListener *self);
gint64 pl_listener_get_paused_at_us (PlListener *self);
const PlPortOwner *pl_listener_get_owner (PlListener *self);
void pl_listener_set_accepting (PlListener *self, gboolean is_accepting);

gboolean pl_listener_add_peer (PlListener *self, PlTargetRequest *peer, GError **error);
const char *pl_listener_get_wanted (PlListener *self);
void pl_listener_change_group (PlListener *self, const PlGroup *group, gboolean joins);
const PlMemberships *pl_listener_get_memberships (PlListener *self);
void pl_listener_receive (PlListener *self);
void pl_listener_consumed (PlListener *self, gsize size);

/* For the engine. */
void pl_listener_count (PlListener *self, int accepted, int open);
void pl_listener_take_memberships (PlListener *self, PlMemberships *memberships);
void pl_listener_add_portion (PlListener *self, const PlPortion *portion);

G_END_DECLS
