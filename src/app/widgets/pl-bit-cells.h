#pragma once

#include "app/widgets/pl-bit-geometry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The prefix mark stands out of the cells by this. */
#define PL_BIT_MARK_OUT 4

gboolean pl_bit_cells_is_set (const PlAddress *address, int bit);
void pl_bit_cells_draw (GtkWidget *widget,
                        cairo_t *cr,
                        const PlBitGeometry *geometry,
                        const PlAddress *address,
                        int first,
                        int end,
                        const GdkRGBA *color);
void pl_bit_cells_draw_numbers (GtkWidget *widget,
                                cairo_t *cr,
                                const PlBitGeometry *geometry,
                                const PlAddress *address);
void pl_bit_cells_draw_prefix_mark (GtkWidget *widget,
                                    cairo_t *cr,
                                    const PlBitGeometry *geometry,
                                    int prefix_length);

G_END_DECLS
