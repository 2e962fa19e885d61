/* What lists of facts are made of. Knows no fact. */

#include "app/widgets/pl-row-parts.h"

#include "app/widgets/pl-column-layout.h"

#include <glib/gi18n-lib.h>

/**
 * pl_row_parts_new_label:
 * @text: (nullable): what it says
 * @css_classes: style classes with blanks between
 *
 * Returns: (transfer floating): a label that wraps
 */
GtkWidget *
pl_row_parts_new_label (const char *text, const char *css_classes)
{
  g_auto (GStrv) classes = g_strsplit (css_classes, " ", -1);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

/**
 * pl_row_parts_new_value:
 * @text: (nullable): an address or a number
 *
 * Returns: (transfer floating): a label that can be selected and reads from left to right everywhere
 */
GtkWidget *
pl_row_parts_new_value (const char *text)
{
  GtkWidget *label = pl_row_parts_new_label (text, "mono");
  gboolean is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (label), is_rtl ? 1 : 0);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  return label;
}

/**
 * pl_row_parts_new_heading:
 * @text: (nullable): what it says
 *
 * Returns: (transfer floating): the title of a list
 */
GtkWidget *
pl_row_parts_new_heading (const char *text)
{
  return pl_row_parts_new_label (text, "heading");
}

/**
 * pl_row_parts_new_words:
 *
 * Returns: (transfer floating): a box that stacks labels which wrap
 */
GtkWidget *
pl_row_parts_new_words (void)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (words, pl_column_layout_new (0));

  return words;
}

/**
 * pl_row_parts_new_list:
 * @name: its accessible name
 *
 * Returns: (transfer floating): an empty list whose rows are only read
 */
GtkWidget *
pl_row_parts_new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

/**
 * pl_row_parts_append:
 * @list: a list
 * @child: what stands in the row
 *
 * Returns: (transfer none): the row
 */
GtkWidget *
pl_row_parts_append (GtkWidget *list, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

/**
 * pl_row_parts_name:
 * @row: a row of a list
 * @key: what it is about
 * @value: what it says about it
 *
 * Names a row for a screen reader, which would not read what stands in it by itself.
 */
void
pl_row_parts_name (GtkWidget *row, const char *key, const char *value)
{
  /* Translators: how a line of a table is read aloud: "Integer: 2130706433" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), key, value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * pl_row_parts_new_copy_button:
 * @action: what it activates with the text, such as "address.copy"
 *
 * Returns: (transfer floating): a button that copies what pl_row_parts_set_copy() says
 */
GtkWidget *
pl_row_parts_new_copy_button (const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Before the button meets the action, which wants a string. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/**
 * pl_row_parts_set_copy:
 * @button: a copy button
 * @label: its name: "Copy integer"
 * @text: what it copies
 */
void
pl_row_parts_set_copy (GtkWidget *button, const char *label, const char *text)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * pl_row_parts_new_answer:
 * @is_yes: whether it is so
 * @word: the same in a word
 *
 * Returns: (transfer floating): a sign and the word
 */
GtkWidget *
pl_row_parts_new_answer (gboolean is_yes, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (
      GTK_TYPE_IMAGE, "icon-name", is_yes ? "pl-state-open-symbolic" : "pl-state-cancelled-symbolic",
      "pixel-size", 14, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  if (is_yes)
    gtk_widget_add_css_class (box, "success");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (word));
  return box;
}
