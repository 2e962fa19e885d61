#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlOperations PlOperations;

PlOperations *pl_operations_new (void);
void pl_operations_free (PlOperations *self);
void pl_operations_add (PlOperations *self, GTask *task, PlSocket *socket);
GCancellable *pl_operations_get_cancellable (PlOperations *self, PlSocket *socket);
void pl_operations_settle (PlOperations *self, PlSocket *socket);
void pl_operations_cancel (PlOperations *self);

G_END_DECLS
