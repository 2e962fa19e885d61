#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_menu_attach (GtkMenuButton *button);

G_END_DECLS
