/* Rows that fold away cost nothing until they are unfolded. */

#include "app/widgets/pl-expander.h"

static GtkWidget *
find_revealer (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_REVEALER (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_revealer (child);

  return found;
}

/* They stay from then on, so that they can be seen to fold away. */
static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *pspec, GtkWidget *rows)
{
  gtk_widget_set_visible (rows, TRUE);
}

/**
 * pl_expander_hide_rows:
 * @expander: rows that fold away
 *
 * Keeps the rows from being measured before anybody has unfolded them: GtkRevealer asks even what it hides
 * for its size, and each line of text costs some dozen microseconds every time.
 */
void
pl_expander_hide_rows (AdwExpanderRow *expander)
{
  GtkWidget *revealer = find_revealer (GTK_WIDGET (expander));
  GtkWidget *rows = revealer != NULL ? gtk_revealer_get_child (GTK_REVEALER (revealer)) : NULL;

  if (rows == NULL || adw_expander_row_get_expanded (expander))
    return;

  gtk_widget_set_visible (rows, FALSE);
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (expanded_cb), rows, 0);
}
