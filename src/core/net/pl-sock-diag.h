#pragma once

#include "core/net/pl-sample.h"

G_BEGIN_DECLS

gboolean
pl_sock_diag_find (const PlEnd *local, const PlEnd *peer, PlTcpState *ret_state, gint64 *ret_left_ms);

G_END_DECLS
