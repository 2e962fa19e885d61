#pragma once

#include "core/host/pl-host-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_HOST (pl_host_get_type ())

G_DECLARE_FINAL_TYPE (PlHost, pl_host, PL, HOST, GObject)

typedef struct _PlNet PlNet;

PlHost *pl_host_new (PlNet *net);
void pl_host_follow (PlHost *self);
void pl_host_unfollow (PlHost *self);
void pl_host_take (PlHost *self, PlHostState *state);
void pl_host_detach (PlHost *self);
const PlHostState *pl_host_get_state (PlHost *self);
const char *pl_host_get_localhost (PlHost *self);

G_END_DECLS
