#pragma once

#include "app/widgets/pl-fold.h"
#include "core/connect/pl-connect-request.h"

G_BEGIN_DECLS

#define PL_TYPE_CONNECT_OPTIONS (pl_connect_options_get_type ())

G_DECLARE_FINAL_TYPE (PlConnectOptions, pl_connect_options, PL, CONNECT_OPTIONS, PlFold)

void pl_connect_options_set_request (PlConnectOptions *self, PlConnectRequest *request);

G_END_DECLS
