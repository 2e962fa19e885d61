#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void pl_help_show (GtkWindow *parent);
void pl_help_show_keys (GtkWindow *parent);
void pl_help_show_about (GtkWindow *parent, const char *version);

G_END_DECLS
