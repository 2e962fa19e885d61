#pragma once

#include "app/connection/pl-socket-table.h"
#include "app/export/pl-save.h"

G_BEGIN_DECLS

void pl_table_save (PlSocketTable *table, GListModel *all, const char *what, PlSave *save);

G_END_DECLS
