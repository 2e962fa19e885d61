#pragma once

#include "app/widgets/pl-verdict-label.h"
#include "core/target/pl-target-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_TARGET_FIELDS (pl_target_fields_get_type ())

G_DECLARE_FINAL_TYPE (PlTargetFields, pl_target_fields, PL, TARGET_FIELDS, GObject)

void pl_target_fields_set_request (PlTargetFields *self, PlTargetRequest *request);
void pl_target_fields_settle (PlTargetFields *self);
void pl_target_fields_point_at (PlTargetFields *self, const GError *error);

G_END_DECLS
