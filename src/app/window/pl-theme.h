#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pl_theme_skip (void);

G_END_DECLS
