#pragma once

#include "core/address/pl-anatomy.h"

#include "app/widgets/pl-bit-geometry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *pl_field_words_get_color (PlFieldKind kind);
void pl_field_words_draw (GtkWidget *widget,
                          cairo_t *cr,
                          const PlBitGeometry *geometry,
                          const GArray *fields,
                          int top);

G_END_DECLS
