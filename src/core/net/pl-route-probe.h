#pragma once

#include "core/address/pl-address-order.h"
#include "core/address/pl-end.h"

G_BEGIN_DECLS

gboolean pl_route_probe (const PlEnd *peer, PlEnd *ret_local, int *ret_errno);
PlAddress *pl_route_dup_sorted (const PlAddress *addresses, guint n_addresses) G_GNUC_WARN_UNUSED_RESULT;
void pl_route_order (PlCandidate *candidates, guint n_candidates);

G_END_DECLS
