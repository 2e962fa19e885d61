#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean pl_renderer_has_gpu (const char *folder);
void pl_renderer_choose (const char *folder);

G_END_DECLS
