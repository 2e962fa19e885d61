#pragma once

#include "core/connection/pl-peer-names.h"
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

PlExportSource pl_export_table (GListModel *sockets, PlPeerNames *names, PlTableFormat format);

G_END_DECLS
