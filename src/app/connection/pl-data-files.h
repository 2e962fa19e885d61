#pragma once

#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-tools.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_FILES (pl_data_files_get_type ())

G_DECLARE_FINAL_TYPE (PlDataFiles, pl_data_files, PL, DATA_FILES, GtkWidget)

void pl_data_files_set_socket (PlDataFiles *self, PlSocket *socket);
void pl_data_files_serve (PlDataFiles *self, PlDataTools *tools, PlDataList *list);
void pl_data_files_record_into (PlDataFiles *self, GFile *file);

G_END_DECLS
