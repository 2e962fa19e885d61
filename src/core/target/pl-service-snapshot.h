#pragma once

#include "core/target/pl-service-entry.h"

G_BEGIN_DECLS

typedef struct _PlServiceSnapshot PlServiceSnapshot;

void pl_service_snapshot_prepare (void);
PlServiceSnapshot *pl_service_snapshot_get (void);
void pl_service_snapshot_unref (PlServiceSnapshot *self);
GPtrArray *pl_service_snapshot_get_entries (PlServiceSnapshot *self);
const PlServiceEntry *
pl_service_snapshot_find_name (PlServiceSnapshot *self, const char *name, PlProtocol protocol);
const PlServiceEntry *
pl_service_snapshot_find_port (PlServiceSnapshot *self, guint16 port, PlProtocol protocol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlServiceSnapshot, pl_service_snapshot_unref)

G_END_DECLS
