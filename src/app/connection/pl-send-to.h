#pragma once

#include "core/listen/pl-listener.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SEND_TO (pl_send_to_get_type ())

G_DECLARE_FINAL_TYPE (PlSendTo, pl_send_to, PL, SEND_TO, AdwBin)

void pl_send_to_set_socket (PlSendTo *self, PlSocket *socket);

G_END_DECLS
