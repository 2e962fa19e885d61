#pragma once

#include "core/target/pl-target-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_OWN_ADDRESSES (pl_own_addresses_get_type ())

G_DECLARE_FINAL_TYPE (PlOwnAddresses, pl_own_addresses, PL, OWN_ADDRESSES, AdwBin)

void pl_own_addresses_set_request (PlOwnAddresses *self, PlTargetRequest *request);

G_END_DECLS
