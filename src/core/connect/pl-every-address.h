#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

GPtrArray *pl_every_address_dup_requests (PlConnection *connection);

G_END_DECLS
