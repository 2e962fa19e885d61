#pragma once

#include "app/connection/pl-problem-block.h"
#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

void pl_problem_look_show (PlProblemBlock *self, PlSocket *socket);

G_END_DECLS
