#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_dropped_note_show (GtkLabel *label, guint64 n_dropped);

G_END_DECLS
