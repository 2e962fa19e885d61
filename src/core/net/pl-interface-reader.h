#pragma once

#include "core/host/pl-host-state.h"

G_BEGIN_DECLS

PlInterfaces *pl_interfaces_read (int *ret_errno);
PlHostState *pl_host_state_read (void);

G_END_DECLS
