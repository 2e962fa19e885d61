#pragma once

#include "app/connection/pl-data-columns.h"
#include "app/connection/pl-data-follower.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_LIST (pl_data_list_get_type ())

G_DECLARE_FINAL_TYPE (PlDataList, pl_data_list, PL, DATA_LIST, GtkWidget)

void pl_data_list_set_connection (PlDataList *self, PlConnection *connection);
void pl_data_list_set_view (PlDataList *self, PlDataView view);
void pl_data_list_set_filter (PlDataList *self, PlTranscriptFilter filter);
void pl_data_list_set_reading (PlDataList *self, PlDataTime time, PlCharset charset);
void pl_data_list_update (PlDataList *self);
PlDataFollower *pl_data_list_get_follower (PlDataList *self);
GListModel *pl_data_list_get_rows (PlDataList *self);

G_END_DECLS
