#pragma once

#include "core/net/pl-calls.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CALLS_LIST (pl_calls_list_get_type ())

G_DECLARE_FINAL_TYPE (PlCallsList, pl_calls_list, PL, CALLS_LIST, AdwBin)

void pl_calls_list_set_calls (PlCallsList *self, PlCalls *calls);
GListModel *pl_calls_list_get_rows (PlCallsList *self);

G_END_DECLS
