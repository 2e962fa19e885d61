#pragma once

#include "core/net/pl-listen-plan.h"

G_BEGIN_DECLS

int pl_datagram_bind (const PlListen *listen, const PlListenTry *try, PlCalls *calls);

G_END_DECLS
