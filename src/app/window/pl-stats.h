#pragma once

#include "core/pl-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PlStats PlStats;

PlStats *pl_stats_new (const char *path, PlEngine *engine, GtkWidget *window, GError **error);
void pl_stats_free (PlStats *self);

G_END_DECLS
