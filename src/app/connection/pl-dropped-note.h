#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_dropped_note_show (GtkLabel *label, guint64 n_dropped, guint finished_max);

G_END_DECLS
