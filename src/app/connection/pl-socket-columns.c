/* The columns of the table: their titles, their cells and their order, and how wide they are for which type
 * size. Knows no list. */

#include "app/connection/pl-socket-columns.h"

#include "app/connection/pl-socket-compare.h"
#include "core/connection/pl-socket-groups.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EM       (11 * 96 / 72.) /* of the font that the widths were drawn for */
#define LARGE_EM (1.2 * EM)

typedef struct
{
  const char *name;
  const char *title;
  int width; /* -1 shares the rest */
  int narrow_width;
  gboolean is_number;
} Layout;

static const Layout layouts[PL_N_SOCKET_COLUMNS] = {
  [PL_SOCKET_COLUMN_STATE] = { "state", N_ ("State"), 124, 104, FALSE },
  [PL_SOCKET_COLUMN_ROLE] = { "role", N_ ("Role"), 108, 100, FALSE },
  [PL_SOCKET_COLUMN_PROTOCOL] = { "protocol", N_ ("Protocol"), 88, 64, FALSE },
  [PL_SOCKET_COLUMN_LOCAL] = { "local", N_ ("Local"), -1, -1, FALSE },
  [PL_SOCKET_COLUMN_PEER] = { "peer", N_ ("Peer"), -1, -1, FALSE },
  [PL_SOCKET_COLUMN_RECEIVED] = { "received", N_ ("Received"), 84, 80, TRUE },
  [PL_SOCKET_COLUMN_SENT] = { "sent", N_ ("Sent"), 72, 64, TRUE },
  [PL_SOCKET_COLUMN_AGE] = { "age", N_ ("Age"), 76, 62, TRUE },
};

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  gtk_list_item_set_child (item, pl_socket_cell_new ((PlSocketColumn) GPOINTER_TO_UINT (column)));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  pl_socket_cell_bind (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  pl_socket_cell_unbind (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer column)
{
  return pl_socket_compare ((PlSocket *) a, (PlSocket *) b, (PlSocketColumn) GPOINTER_TO_UINT (column));
}

/**
 * pl_socket_column_new:
 * @column: which
 *
 * Returns: (transfer full): a column with its title, its cells and its order
 */
GtkColumnViewColumn *
pl_socket_column_new (PlSocketColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer data = GUINT_TO_POINTER (column);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, data, NULL));
  GtkColumnViewColumn *self = gtk_column_view_column_new (_ (layouts[column].title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);
  gtk_column_view_column_set_sorter (self, sorter);
  gtk_column_view_column_set_resizable (self, TRUE);

  return self;
}

static void
bind_listed_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *cells)
{
  g_ptr_array_add (cells, gtk_list_item_get_child (item));
}

static void
unbind_listed_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *cells)
{
  g_ptr_array_remove_fast (cells, gtk_list_item_get_child (item));
}

/**
 * pl_socket_column_list_cells:
 * @self: a column
 * @cells: (element-type GtkWidget): has those of its cells that are bound, as long as there are any
 */
void
pl_socket_column_list_cells (GtkColumnViewColumn *self, GPtrArray *cells)
{
  GtkListItemFactory *factory = gtk_column_view_column_get_factory (self);

  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_listed_cb), g_ptr_array_ref (cells),
                         (GClosureNotify) (GCallback) g_ptr_array_unref, 0);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (unbind_listed_cb), g_ptr_array_ref (cells),
                         (GClosureNotify) (GCallback) g_ptr_array_unref, 0);
}

static int
compare_groups_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return pl_socket_groups_compare ((PlSocket *) a, (PlSocket *) b);
}

/**
 * pl_socket_columns_group:
 * @columns: the order that the titles ask for
 *
 * Returns: (transfer full): the order by listener, and among those of one listener that of @columns
 */
GtkSorter *
pl_socket_columns_group (GtkSorter *columns)
{
  GtkMultiSorter *sorter = gtk_multi_sorter_new ();

  gtk_multi_sorter_append (sorter, GTK_SORTER (gtk_custom_sorter_new (compare_groups_cb, NULL, NULL)));
  gtk_multi_sorter_append (sorter, g_object_ref (columns));

  return GTK_SORTER (sorter);
}

/**
 * pl_socket_column_from_name:
 * @name: such as "state"; a menu names a column so
 *
 * Returns: the column, or %PL_N_SOCKET_COLUMNS if none has this name
 */
PlSocketColumn
pl_socket_column_from_name (const char *name)
{
  guint column = 0;

  while (column < PL_N_SOCKET_COLUMNS && strcmp (layouts[column].name, name) != 0)
    column++;
  return (PlSocketColumn) column;
}

/**
 * pl_socket_columns_choose:
 * @columns: the columns
 * @view: the table, with some of them
 * @is_narrow: whether there is little room
 * @em: the type size in pixels
 *
 * Leaves out what there is no room for: the ages, and with large type the bytes, for which the two ends would
 * have to be cut. A column that is only hidden still takes its width in GTK 4.8.
 */
void
pl_socket_columns_choose (GtkColumnViewColumn *const columns[PL_N_SOCKET_COLUMNS],
                          GtkColumnView *view,
                          gboolean is_narrow,
                          double em)
{
  guint n_chosen = 0;

  for (guint i = 0; i < PL_N_SOCKET_COLUMNS; i++)
    {
      gboolean is_there = gtk_column_view_column_get_column_view (columns[i]) == view;
      gboolean is_left_out = is_narrow &&
                             (i == PL_SOCKET_COLUMN_AGE || (layouts[i].is_number && em > LARGE_EM));

      if (is_there && is_left_out)
        gtk_column_view_remove_column (view, columns[i]);
      else if (!is_there && !is_left_out)
        gtk_column_view_insert_column (view, n_chosen, columns[i]);
      n_chosen += !is_left_out;
    }
}

/**
 * pl_socket_columns_set_widths:
 * @columns: the columns
 * @is_narrow: whether there is little room
 * @em: the type size in pixels: larger words need wider columns
 *
 * Gives the columns of words and numbers their widths; the two ends share the rest.
 */
void
pl_socket_columns_set_widths (GtkColumnViewColumn *const columns[PL_N_SOCKET_COLUMNS],
                              gboolean is_narrow,
                              double em)
{
  double scale = MAX (1, em / EM);

  for (guint i = 0; i < PL_N_SOCKET_COLUMNS; i++)
    {
      int width = is_narrow ? layouts[i].narrow_width : layouts[i].width;

      gtk_column_view_column_set_expand (columns[i], width < 0);
      gtk_column_view_column_set_fixed_width (columns[i], width < 0 ? -1 : (int) (width * scale));
    }
}

/**
 * pl_socket_columns_align_titles:
 * @view: the table, with its columns
 *
 * Puts the titles of numbers above the numbers. GTK 4.8 has no property for that, but the box inside a title
 * has one. The arrow that tells the order goes before the words, or it would keep them from the edge.
 */
void
pl_socket_columns_align_titles (GtkColumnView *view)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));

  for (guint i = 0; i < PL_N_SOCKET_COLUMNS && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (layouts[i].is_number && box != NULL && gtk_widget_get_halign (box) != GTK_ALIGN_END)
        {
          gtk_widget_set_halign (box, GTK_ALIGN_END);
          gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}
