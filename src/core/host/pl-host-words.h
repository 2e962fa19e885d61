#pragma once

#include "core/host/pl-host-state.h"

G_BEGIN_DECLS

const char *pl_interface_state_get_label (PlInterfaceState state);
char *pl_interface_dup_facts (const PlInterface *self);
const char *pl_interface_get_no_address (const PlInterface *self);
char *pl_host_state_dup_note (const PlHostState *self, const PlInterfaceAddress *address);
char *pl_host_state_dup_no_route (const PlHostState *self, PlFamily family);
char *pl_host_state_dup_problem (const PlHostState *self);
char *pl_host_state_dup_dropped (const PlHostState *self);
char *pl_route_dup_found_by (const PlRoute *self);
char *pl_route_dup_gateway (const PlRoute *self);

G_END_DECLS
