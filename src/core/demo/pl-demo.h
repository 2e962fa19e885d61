#pragma once

#include "core/pl-engine.h"

G_BEGIN_DECLS

void pl_demo_run_async (PlEngine *engine,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
PlConnection *pl_demo_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
