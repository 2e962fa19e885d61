#pragma once

#include "core/pl-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

void pl_preferences_apply (GSettings *settings, PlEngine *engine);
GtkWindow *pl_preferences_show (GtkWindow *parent, GSettings *settings);

G_END_DECLS
