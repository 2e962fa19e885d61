#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlCliSilence PlCliSilence;

PlCliSilence *pl_cli_silence_new (PlConnection *connection, double wait_s);
void pl_cli_silence_free (PlCliSilence *self);

G_END_DECLS
