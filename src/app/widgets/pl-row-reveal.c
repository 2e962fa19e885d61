/* Scrolls a table to where somebody looks next, once its rows stand in another order or are others. */

#include "app/widgets/pl-row-reveal.h"

#define N_FRAMES 2 /* before the rows have been laid out, and with the heights that they have then */

static gboolean
reveal_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  guint *n_frames = data;
  GtkSelectionModel *selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  guint position = selection != NULL ? gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (selection))
                                     : 0;

  gtk_widget_activate_action (gtk_widget_get_last_child (view), "list.scroll-to-item", "u",
                              position != GTK_INVALID_LIST_POSITION ? position : 0);

  return --*n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * pl_row_reveal:
 * @view: a table with a [class@Gtk.SingleSelection]
 *
 * Scrolls to the selected row, or to the first if none is selected, with the next frames. Left alone, GTK 4.8
 * keeps a place in which nothing has to be any more, and then shows no row at all until somebody scrolls.
 */
void
pl_row_reveal (GtkColumnView *view)
{
  guint *n_frames = g_new (guint, 1);

  *n_frames = N_FRAMES;
  gtk_widget_add_tick_callback (GTK_WIDGET (view), reveal_cb, n_frames, g_free);
}
