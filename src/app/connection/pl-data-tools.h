#pragma once

#include "app/connection/pl-transcript-model.h"
#include "app/connection/pl-data-columns.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_TOOLS (pl_data_tools_get_type ())

G_DECLARE_FINAL_TYPE (PlDataTools, pl_data_tools, PL, DATA_TOOLS, GtkWidget)

PlDataView pl_data_tools_get_view (PlDataTools *self);
void pl_data_tools_set_view (PlDataTools *self, PlDataView view);
PlTranscriptFilter pl_data_tools_get_filter (PlDataTools *self);
PlDataTime pl_data_tools_get_time (PlDataTools *self);
PlCharset pl_data_tools_get_charset (PlDataTools *self);
void
pl_data_tools_set_possible (PlDataTools *self, gboolean can_show, gboolean can_save, gboolean can_record);
void pl_data_tools_set_selected (PlDataTools *self, gboolean is_selected);

G_END_DECLS
