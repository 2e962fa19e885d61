#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlPipe PlPipe;

/**
 * PlPipeFunc:
 * @data: as given
 *
 * Everything that the peer has sent has been written, and nothing more will come.
 */
typedef void (*PlPipeFunc) (gpointer data);

PlPipe *pl_pipe_new (PlConnection *connection,
                     gboolean reads_stdin,
                     gboolean writes_stdout,
                     PlPipeFunc done,
                     gpointer data);
gboolean pl_pipe_has_failed (PlPipe *self);
void pl_pipe_abandon (PlPipe *self);
void pl_pipe_free (PlPipe *self);

G_END_DECLS
