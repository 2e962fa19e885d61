/* The table into a file: as it is shown, or all of it. Asks where; the core writes. */

#include "app/connection/pl-table-save.h"

#include "core/export/pl-export-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * pl_table_save:
 * @table: a table
 * @all: every row there is, in the order of the engine
 * @what: "csv" or "json": the rows that are shown, in their order; "all-csv" or "all-json": every row
 * @save: who asks where, and saves
 *
 * Asks where to save the rows that there are now.
 */
void
pl_table_save (PlSocketTable *table, GListModel *all, const char *what, PlSave *save)
{
  gboolean is_all = g_str_has_prefix (what, "all-");
  gboolean is_json = g_str_has_suffix (what, "json");
  GListModel *shown = G_LIST_MODEL (pl_socket_rows_get_selection (pl_socket_table_get_rows (table)));
  PlExportSource source = pl_export_table (is_all ? all : shown, pl_socket_table_get_names (table),
                                           is_json ? PL_TABLE_AS_JSON : PL_TABLE_AS_CSV);

  pl_save_ask (save, is_all ? _ ("Save all rows") : _ ("Save the rows that are shown"),
               is_json ? "portlight.json" : "portlight.csv", &source);
}
