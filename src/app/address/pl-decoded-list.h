#pragma once

#include "core/address/pl-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DECODED_LIST (pl_decoded_list_get_type ())

G_DECLARE_FINAL_TYPE (PlDecodedList, pl_decoded_list, PL, DECODED_LIST, GtkWidget)

GtkWidget *pl_decoded_list_new (void);
void pl_decoded_list_set_address (PlDecodedList *self, const PlAddress *address);

G_END_DECLS
