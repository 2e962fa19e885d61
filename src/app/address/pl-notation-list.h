#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_NOTATION_LIST (pl_notation_list_get_type ())

G_DECLARE_FINAL_TYPE (PlNotationList, pl_notation_list, PL, NOTATION_LIST, GtkWidget)

GtkWidget *pl_notation_list_new (void);
void pl_notation_list_set_notations (PlNotationList *self, const GArray *notations);

G_END_DECLS
