#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void pl_expander_hide_rows (AdwExpanderRow *expander);

G_END_DECLS
