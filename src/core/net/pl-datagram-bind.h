#pragma once

#include "core/net/pl-net.h"

G_BEGIN_DECLS

int pl_datagram_bind (const PlListen *listen, PlCalls *calls, PlEnd *ret_local);

G_END_DECLS
