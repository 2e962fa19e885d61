#pragma once

#include "core/pl-error.h"
#include "core/target/pl-hostspec.h"
#include "core/target/pl-place.h"
#include "core/target/pl-service.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_TARGET_REQUEST (pl_target_request_get_type ())

G_DECLARE_FINAL_TYPE (PlTargetRequest, pl_target_request, PL, TARGET_REQUEST, GObject)

PlTargetRequest *pl_target_request_new (PlUse use) G_GNUC_WARN_UNUSED_RESULT;
void pl_target_request_set (PlTargetRequest *self, const char *hostspec, const char *service);
const char *pl_target_request_get_hostspec (PlTargetRequest *self);
const char *pl_target_request_get_service (PlTargetRequest *self);
PlUse pl_target_request_get_use (PlTargetRequest *self);
void pl_target_request_set_protocol (PlTargetRequest *self, PlProtocol protocol);
PlProtocol pl_target_request_get_protocol (PlTargetRequest *self);
void pl_target_request_set_family (PlTargetRequest *self, PlFamily family);
const PlHostspec *pl_target_request_read_hostspec (PlTargetRequest *self);
const PlService *pl_target_request_read_service (PlTargetRequest *self);
gboolean pl_target_request_is_empty (PlTargetRequest *self);
gboolean pl_target_request_check (PlTargetRequest *self, PlPlace *ret_place, GError **error);

G_END_DECLS
