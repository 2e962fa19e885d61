/* What is said under a field: in words, in colour, and to a screen reader. Judges nothing. */

#include "app/target/pl-field-verdict.h"

static void
set_class (GtkWidget *widget, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
tell_verdict (GtkAccessible *accessible, const PlVerdict *verdict)
{
  gboolean is_error = verdict->severity == PL_SEVERITY_ERROR;

  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, verdict->message, -1);
}

/**
 * pl_field_verdict_show:
 * @row: a field
 * @label: what stands under it
 * @verdict: what to say of what is in it
 *
 * Says it to the eyes and to a screen reader. GTK 4.8 shows that the row and hides the text inside it; later
 * versions show both.
 */
void
pl_field_verdict_show (AdwEntryRow *row, PlVerdictLabel *label, const PlVerdict *verdict)
{
  gboolean is_error = verdict->severity == PL_SEVERITY_ERROR;

  set_class (GTK_WIDGET (row), "error", is_error);
  set_class (GTK_WIDGET (row), "warning", verdict->severity == PL_SEVERITY_WARNING);
  tell_verdict (GTK_ACCESSIBLE (row), verdict);
  tell_verdict (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))), verdict);
  pl_verdict_label_set_verdict (label, verdict);
}
