#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What lists of facts are made of: labels that wrap rather than ask for width, lists in a frame, and copy
 * buttons, which activate an action with the text.
 */

GtkWidget *pl_row_parts_new_label (const char *text, const char *css_classes);
GtkWidget *pl_row_parts_new_value (const char *text);
GtkWidget *pl_row_parts_new_heading (const char *text);
GtkWidget *pl_row_parts_new_words (void);
GtkWidget *pl_row_parts_new_list (const char *name);
GtkWidget *pl_row_parts_append (GtkWidget *list, GtkWidget *child);
void pl_row_parts_name (GtkWidget *row, const char *key, const char *value);
GtkWidget *pl_row_parts_new_copy_button (const char *action);
void pl_row_parts_set_copy (GtkWidget *button, const char *label, const char *text);
GtkWidget *pl_row_parts_new_answer (gboolean is_yes, const char *word);

G_END_DECLS
