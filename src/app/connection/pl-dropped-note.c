/* The table has a limit, and this says so where it ends. */

#include "app/connection/pl-dropped-note.h"

#include <glib/gi18n-lib.h>

/**
 * pl_dropped_note_show:
 * @label: below the table
 * @n_dropped: how many finished rows had to go
 * @finished_max: how many stay
 *
 * Says how many; nothing while there are none.
 */
void
pl_dropped_note_show (GtkLabel *label, guint64 n_dropped, guint finished_max)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_dropped);
  g_autofree char *kept = g_strdup_printf ("%'u", finished_max);
  /* Translators: two numbers of rows */
  g_autofree char *text = g_strdup_printf (_ ("The last %s finished rows are kept; older ones are gone: %s."),
                                           kept, number);

  if (n_dropped == 0 || g_str_equal (gtk_label_get_label (label), text))
    return;

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}
