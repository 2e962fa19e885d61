#pragma once

#include "app/connection/pl-call-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CALL_ROW (pl_call_row_get_type ())

G_DECLARE_FINAL_TYPE (PlCallRow, pl_call_row, PL, CALL_ROW, AdwBin)

GtkWidget *pl_call_row_new (GtkSizeGroup *times);
void pl_call_row_set_item (PlCallRow *self, PlCallItem *item);
char *pl_call_row_dup_name (PlCallRow *self);

G_END_DECLS
