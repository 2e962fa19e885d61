#pragma once

#include "core/connection/pl-program.h"
#include "core/connection/pl-socket.h"
#include "core/listen/pl-listener.h"

G_BEGIN_DECLS

gboolean pl_program_input_read (PlProgramInput *ret_input, PlSocket *socket, PlListener *listener);

G_END_DECLS
