#pragma once

#include "app/widgets/pl-end-facts.h"

G_BEGIN_DECLS

void pl_stand_ins_list (GArray *stand_ins,
                        const PlHostState *host,
                        const PlEnd *local,
                        gboolean takes_ipv4,
                        PlProtocol protocol);

G_END_DECLS
