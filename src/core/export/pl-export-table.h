#pragma once

#include "core/export/pl-export.h"

G_BEGIN_DECLS

/**
 * PlTableFormat:
 * @PL_TABLE_AS_CSV: RFC 4180, with a header
 * @PL_TABLE_AS_JSON: an array of objects
 */
typedef enum
{
  PL_TABLE_AS_CSV,
  PL_TABLE_AS_JSON,
} PlTableFormat;

PlExportSource pl_export_table (GListModel *sockets, PlTableFormat format);

G_END_DECLS
