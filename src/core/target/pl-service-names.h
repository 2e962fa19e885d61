#pragma once

#include "core/target/pl-service-entry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PlServiceName:
 * @name: what can be typed: an official name or an alias
 * @key: the same in lower case
 * @entry: the entry that it stands for
 *
 * One name of a service.
 */
typedef struct
{
  const char *name;
  char *key;
  const PlServiceEntry *entry;
} PlServiceName;

/**
 * PlServiceNames:
 *
 * All names and aliases of the services database, in order, to complete what somebody types. It never
 * changes; share it with pl_service_names_ref().
 */
typedef struct _PlServiceNames PlServiceNames;

PlServiceNames *pl_service_names_new (GPtrArray *entries);
void
pl_service_names_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PlServiceNames *pl_service_names_load_finish (GAsyncResult *result, GError **error);
PlServiceNames *pl_service_names_ref (PlServiceNames *self);
void pl_service_names_unref (PlServiceNames *self);
guint pl_service_names_find (PlServiceNames *self,
                             const char *text,
                             PlProtocol protocol,
                             const PlServiceName **ret_names,
                             guint n_max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlServiceNames, pl_service_names_unref)

G_END_DECLS
