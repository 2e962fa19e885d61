#pragma once

#include "core/pl-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *pl_screenshot_find_front (GtkWindow *window);
gboolean pl_screenshot_save (GtkWidget *widget, const char *path, GError **error);
void pl_screenshot_print (GListModel *sockets);
void pl_screenshot_when_still (GtkWidget *widget, PlEngine *engine, GSourceOnceFunc still, gpointer data);

G_END_DECLS
