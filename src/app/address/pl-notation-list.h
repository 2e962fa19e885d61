#pragma once

#include "core/address/pl-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_NOTATION_LIST (pl_notation_list_get_type ())

G_DECLARE_FINAL_TYPE (PlNotationList, pl_notation_list, PL, NOTATION_LIST, GtkWidget)

GtkWidget *pl_notation_list_new (void);
void pl_notation_list_set_address (PlNotationList *self,
                                   const PlAddress *address,
                                   const char *zone,
                                   guint prefix_length);

G_END_DECLS
