#pragma once

#include "core/listen/pl-listen-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_RESPOND_GROUP (pl_respond_group_get_type ())

G_DECLARE_FINAL_TYPE (PlRespondGroup, pl_respond_group, PL, RESPOND_GROUP, AdwBin)

void pl_respond_group_set_request (PlRespondGroup *self, PlListenRequest *request);
void pl_respond_group_point_at (PlRespondGroup *self);

G_END_DECLS
