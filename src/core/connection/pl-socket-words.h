#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

const char *pl_end_reason_to_string (PlEndReason reason);
const char *pl_socket_get_role_word (PlSocket *self);
const char *pl_socket_get_end_word (PlSocket *self);

G_END_DECLS
