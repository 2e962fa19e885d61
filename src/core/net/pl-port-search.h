#pragma once

#include "core/net/pl-net-private.h"

G_BEGIN_DECLS

typedef struct _PlPortSearch PlPortSearch;

typedef void (*PlPortSearchFunc) (gpointer data, const PlPortOwner *owner);

PlPortSearch *pl_port_search_start (PlNet *net,
                                    PlProtocol protocol,
                                    const PlEnd *end,
                                    PlPortSearchFunc found,
                                    gpointer data);
void pl_port_search_cancel (PlPortSearch *self);

G_END_DECLS
