#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_keys_set (GtkApplication *application);

G_END_DECLS
