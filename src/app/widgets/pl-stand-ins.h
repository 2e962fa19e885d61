#pragma once

#include "core/host/pl-interfaces.h"

G_BEGIN_DECLS

gboolean pl_stand_ins_list (const PlInterfaces *interfaces,
                            gboolean with_ipv6,
                            gboolean with_ipv4,
                            guint16 port,
                            GArray *stand_ins);

G_END_DECLS
