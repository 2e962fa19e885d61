#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_LAZY (pl_lazy_get_type ())

G_DECLARE_FINAL_TYPE (PlLazy, pl_lazy, PL, LAZY, AdwBin)

gpointer pl_lazy_get (PlLazy *self);
gpointer pl_lazy_peek (PlLazy *self);

G_END_DECLS
