#pragma once

#include "core/address/pl-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_BIT_STRIP (pl_bit_strip_get_type ())
G_DECLARE_FINAL_TYPE (PlBitStrip, pl_bit_strip, PL, BIT_STRIP, GtkWidget)

GtkWidget *pl_bit_strip_new (void);
void pl_bit_strip_set_address (PlBitStrip *self, const PlAddress *address);
void pl_bit_strip_set_prefix_length (PlBitStrip *self, int prefix_length);
void pl_bit_strip_set_rows (PlBitStrip *self, guint rows);
void pl_bit_strip_set_cell_ems (PlBitStrip *self, double cell_ems);

G_END_DECLS
