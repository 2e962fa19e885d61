#pragma once

#include "app/connection/pl-data-selection.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DATA_STATUS (pl_data_status_get_type ())

G_DECLARE_FINAL_TYPE (PlDataStatus, pl_data_status, PL, DATA_STATUS, GtkWidget)

GtkWidget *pl_data_status_new (PlDataSelection *selection);
char *pl_data_status_dup_words (PlDataSelection *selection);
char *pl_data_status_dup_value (PlDataSelection *selection);

G_END_DECLS
