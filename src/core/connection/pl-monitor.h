#pragma once

#include "core/connection/pl-tcp-path.h"

G_BEGIN_DECLS

#define PL_TYPE_MONITOR (pl_monitor_get_type ())

G_DECLARE_FINAL_TYPE (PlMonitor, pl_monitor, PL, MONITOR, GObject)

/* How long a sample is kept, and how often one is taken. */
#define PL_MONITOR_SPAN_S     60
#define PL_MONITOR_PERIOD_MS  250
#define PL_MONITOR_SAMPLE_MAX (PL_MONITOR_SPAN_S * 1000 / PL_MONITOR_PERIOD_MS)

PlMonitor *pl_monitor_new (PlSocket *socket);
PlSocket *pl_monitor_get_socket (PlMonitor *self);
void pl_monitor_start (PlMonitor *self);
void pl_monitor_stop (PlMonitor *self);
gboolean pl_monitor_is_running (PlMonitor *self);
void pl_monitor_set_option (PlMonitor *self, PlOption option, int value);
const PlSample *pl_monitor_get_samples (PlMonitor *self, guint *ret_n_samples);
const PlSample *pl_monitor_get_last (PlMonitor *self);
const PlTcpPath *pl_monitor_get_path (PlMonitor *self);

G_END_DECLS
