/* What GListModel does not tell of its rows. Changes nothing. */

#include "app/widgets/pl-rows.h"

/**
 * pl_rows_find:
 * @rows: (nullable): rows; the newest are looked at first
 * @row: one of them, or not
 * @ret_position: (out): where it is
 *
 * Returns: whether it is there
 */
gboolean
pl_rows_find (GListModel *rows, gpointer row, guint *ret_position)
{
  for (guint i = rows != NULL ? g_list_model_get_n_items (rows) : 0; i-- > 0;)
    {
      g_autoptr (GObject) other = g_list_model_get_item (rows, i);

      *ret_position = i;
      if (other == row)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_rows_are_in_order:
 * @rows: rows
 * @sorter: what order they are to have
 *
 * Returns: whether none comes before one that it belongs behind
 */
gboolean
pl_rows_are_in_order (GListModel *rows, GtkSorter *sorter)
{
  guint n = gtk_sorter_get_order (sorter) == GTK_SORTER_ORDER_NONE ? 0 : g_list_model_get_n_items (rows);
  g_autoptr (GObject) last = g_list_model_get_item (rows, 0);

  for (guint i = 1; i < n; i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      if (gtk_sorter_compare (sorter, last, row) == GTK_ORDERING_LARGER)
        return FALSE;
      g_set_object (&last, row);
    }

  return TRUE;
}
