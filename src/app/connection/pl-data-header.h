#pragma once

#include "app/connection/pl-data-columns.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_HEADER (pl_data_header_get_type ())

G_DECLARE_FINAL_TYPE (PlDataHeader, pl_data_header, PL, DATA_HEADER, GtkWidget)

void pl_data_header_set_columns (PlDataHeader *self, PlDataColumns *columns);

G_END_DECLS
