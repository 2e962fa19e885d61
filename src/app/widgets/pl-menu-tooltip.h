#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_menu_tooltip_tame (GtkMenuButton *button);

G_END_DECLS
