#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

double pl_style_get_em (GtkWidget *widget);
void pl_style_get_color (GtkWidget *widget, GdkRGBA *ret_color);
void pl_style_lookup_color (GtkWidget *widget, const char *name, GdkRGBA *ret_color);
void pl_style_toggle_class (GtkWidget *widget, const char *css_class, gboolean is_set);

G_END_DECLS
