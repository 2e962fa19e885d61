#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PlFileFunc:
 * @file: what was chosen
 * @data: as given
 */
typedef void (*PlFileFunc) (GFile *file, gpointer data);

void pl_compat_choose_file (GtkWidget *widget,
                            const char *title,
                            const char *name,
                            PlFileFunc chosen,
                            GObject *object);

G_END_DECLS
