#pragma once

#include "core/connection/pl-monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_OPTION_LIST (pl_option_list_get_type ())

G_DECLARE_FINAL_TYPE (PlOptionList, pl_option_list, PL, OPTION_LIST, AdwBin)

void pl_option_list_set_monitor (PlOptionList *self, PlMonitor *monitor);
void pl_option_list_update (PlOptionList *self);

G_END_DECLS
