#pragma once

#include "core/address/pl-end.h"

G_BEGIN_DECLS

gboolean pl_route_probe (const PlEnd *peer, PlEnd *ret_local, int *ret_errno);

G_END_DECLS
