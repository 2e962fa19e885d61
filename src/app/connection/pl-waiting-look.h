#pragma once

#include "core/listen/pl-listener.h"

G_BEGIN_DECLS

const char *pl_waiting_look_get_title (PlListener *listener);
char *pl_waiting_look_dup_sentence (PlListener *listener);

G_END_DECLS
