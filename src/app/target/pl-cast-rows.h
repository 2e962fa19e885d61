#pragma once

#include "core/target/pl-cast-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CAST_ROWS (pl_cast_rows_get_type ())

G_DECLARE_FINAL_TYPE (PlCastRows, pl_cast_rows, PL, CAST_ROWS, AdwBin)

void pl_cast_rows_set_request (PlCastRows *self, PlCastRequest *request, gboolean is_listening);
gboolean pl_cast_rows_point_at (PlCastRows *self);

G_END_DECLS
