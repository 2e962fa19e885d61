#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_row_reveal (GtkColumnView *view);

G_END_DECLS
