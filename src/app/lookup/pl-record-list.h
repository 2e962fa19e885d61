#pragma once

#include "app/lookup/pl-fact-list.h"

G_BEGIN_DECLS

#define PL_TYPE_RECORD_LIST (pl_record_list_get_type ())

G_DECLARE_FINAL_TYPE (PlRecordList, pl_record_list, PL, RECORD_LIST, PlFactList)

void pl_record_list_set_records (PlRecordList *self, GPtrArray *records);

G_END_DECLS
