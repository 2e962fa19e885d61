#pragma once

#include "core/address/pl-address-order.h"
#include "core/address/pl-end.h"

G_BEGIN_DECLS

gboolean pl_route_probe (const PlEnd *peer, PlEnd *ret_local, int *ret_errno);
void pl_route_order (PlCandidate *candidates, guint n_candidates);

G_END_DECLS
