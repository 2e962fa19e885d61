#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 pl_clock_to_real_us (gint64 at_us);

G_END_DECLS
