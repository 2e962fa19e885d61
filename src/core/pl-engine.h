#pragma once

#include "core/connection/pl-connection.h"
#include "core/host/pl-host.h"
#include "core/listen/pl-listener.h"
#include "core/lookup/pl-lookups.h"

G_BEGIN_DECLS

#define PL_TYPE_ENGINE (pl_engine_get_type ())

G_DECLARE_FINAL_TYPE (PlEngine, pl_engine, PL, ENGINE, GObject)

/**
 * PlPace:
 * @frame_ms: news are taken at most once in this time; 0 as soon as there are any
 * @rows_min: how many new rows are listed at first; more only if that was quick
 * @is_for_window: whether the Berkeley calls of each socket are recorded, to be looked at, and the net thread
 * gives way to the thread that draws
 *
 * How fast whoever looks on can follow, and how closely they can look.
 */
typedef struct
{
  guint frame_ms;
  guint rows_min;
  gboolean is_for_window;
} PlPace;

#define PL_PACE_WINDOW ((PlPace){ .frame_ms = 16, .rows_min = 16, .is_for_window = TRUE })
#define PL_PACE_PIPE   ((PlPace){ .frame_ms = 0, .rows_min = G_MAXUINT })
#define PL_PACE_LOG    ((PlPace){ .frame_ms = 10, .rows_min = G_MAXUINT })

PlEngine *pl_engine_new (PlPace pace) G_GNUC_WARN_UNUSED_RESULT;
GListModel *pl_engine_get_sockets (PlEngine *self);
PlHost *pl_engine_get_host (PlEngine *self);
PlLookups *pl_engine_get_lookups (PlEngine *self);
guint pl_engine_get_n_live (PlEngine *self);
guint64 pl_engine_get_n_dropped (PlEngine *self);
void pl_engine_set_finished_max (PlEngine *self, guint finished_max);
guint pl_engine_get_finished_max (PlEngine *self);
void pl_engine_get_totals (PlEngine *self, PlTotals *ret_totals);
void pl_engine_record (PlEngine *self, PlRecorder *recorder);
void pl_engine_clear_finished (PlEngine *self);
void pl_engine_remove (PlEngine *self, PlSocket *socket);
void pl_engine_connect_async (PlEngine *self,
                              PlConnectRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
PlConnection *pl_engine_connect_finish (PlEngine *self, GAsyncResult *result, GError **error);
void pl_engine_listen_async (PlEngine *self,
                             PlListenRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PlListener *pl_engine_listen_finish (PlEngine *self, GAsyncResult *result, GError **error);
void pl_engine_shut_down (PlEngine *self);

G_END_DECLS
