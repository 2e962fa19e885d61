#pragma once

#include "core/connection/pl-socket-list.h"
#include "core/pl-engine.h"
#include "core/pl-operations.h"

G_BEGIN_DECLS

/* What an engine is inside, for itself and its drain. */

struct _PlEngine
{
  GObject parent_instance;

  PlNet *net; /* NULL once it is shut down */
  PlSocketList *list;
  PlHost *host;
  PlLookups *lookups;
  PlOperations *operations; /* that are not done */
  GSource *drain;
  guint frame_ms;
  guint rows_min;
  PlBatch batch;
  guint n_taken; /* records of the batch that are done with */
};

void pl_engine_start_drain (PlEngine *self);

G_END_DECLS
