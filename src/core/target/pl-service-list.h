#pragma once

#include "core/target/pl-service-item.h"

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_LIST (pl_service_list_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceList, pl_service_list, PL, SERVICE_LIST, GObject)

PlServiceList *pl_service_list_new (GPtrArray *entries);
void pl_service_list_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PlServiceList *pl_service_list_load_finish (GAsyncResult *result, GError **error);
guint pl_service_list_get_n_entries (PlServiceList *self);
void pl_service_list_set_filter (PlServiceList *self, const char *text, PlProtocol protocol);
gboolean
pl_service_list_find_position (PlServiceList *self, const PlServiceEntry *entry, guint *ret_position);
GPtrArray *pl_service_list_find (PlServiceList *self,
                                 const char *text,
                                 PlProtocol protocol,
                                 const PlServiceEntry **ret_match);

G_END_DECLS
