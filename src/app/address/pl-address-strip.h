#pragma once

#include "core/address/pl-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_ADDRESS_STRIP (pl_address_strip_get_type ())

G_DECLARE_FINAL_TYPE (PlAddressStrip, pl_address_strip, PL, ADDRESS_STRIP, GtkWidget)

GtkWidget *pl_address_strip_new (void);
void pl_address_strip_set_address (PlAddressStrip *self, const PlAddress *address, guint prefix_length);
void pl_address_strip_set_rows (PlAddressStrip *self, guint rows);

G_END_DECLS
