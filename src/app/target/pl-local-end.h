#pragma once

#include "app/widgets/pl-fold.h"
#include "core/target/pl-target-request.h"

G_BEGIN_DECLS

#define PL_TYPE_LOCAL_END (pl_local_end_get_type ())

G_DECLARE_FINAL_TYPE (PlLocalEnd, pl_local_end, PL, LOCAL_END, PlFold)

void pl_local_end_set_request (PlLocalEnd *self, PlTargetRequest *request);
void pl_local_end_settle (PlLocalEnd *self);
void pl_local_end_point_at (PlLocalEnd *self, const GError *error);

G_END_DECLS
