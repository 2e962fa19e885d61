/* An address in every notation, each with a button that copies it. Makes no notation itself. */

#include "app/address/pl-notation-list.h"

#include "core/address/pl-notations.h"

#include "app/widgets/pl-row-parts.h"
#include "app/widgets/pl-column-layout.h"

#include <glib/gi18n-lib.h>

/* The widgets of a row; all owned by the widget tree. They stay when the address changes, and so does the
 * focus. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *label;
  GtkWidget *text;
  GtkWidget *copy;
} Row;

struct _PlNotationList
{
  GtkWidget parent_instance;

  GtkWidget *heading;
  GtkWidget *list;
  GArray *rows; /* (element-type Row) */
};

G_DEFINE_FINAL_TYPE (PlNotationList, pl_notation_list, GTK_TYPE_WIDGET)

static void
append_row (PlNotationList *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = pl_row_parts_new_words ();
  Row row = { .label = pl_row_parts_new_label (NULL, "note caption"),
              .text = pl_row_parts_new_value (NULL),
              .copy = pl_row_parts_new_copy_button ("address.copy") };

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line, "addressline");
  gtk_box_append (GTK_BOX (words), row.label);
  gtk_box_append (GTK_BOX (words), row.text);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), row.copy);
  row.row = pl_row_parts_append (self->list, line);
  g_array_append_val (self->rows, row);
}

static void
set_row (const Row *row, const PlAddressNotation *notation)
{
  gtk_label_set_label (GTK_LABEL (row->label), notation->label);
  gtk_label_set_label (GTK_LABEL (row->text), notation->shown != NULL ? notation->shown : notation->text);
  pl_row_parts_name (row->row, notation->label, notation->text);
  pl_row_parts_set_copy (row->copy, notation->copy_label, notation->text);
}

static void
pl_notation_list_dispose (GObject *object)
{
  PlNotationList *self = PL_NOTATION_LIST (object);

  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (pl_notation_list_parent_class)->dispose (object);
}

static void
pl_notation_list_class_init (PlNotationListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_notation_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_notation_list_init (PlNotationList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->heading = pl_row_parts_new_heading (_ ("Notations"));
  self->list = pl_row_parts_new_list (_ ("Notations"));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), pl_column_layout_new (6));
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

/**
 * pl_notation_list_new:
 *
 * Makes an empty list. Its buttons activate the action `address.copy` with the notation.
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
pl_notation_list_new (void)
{
  return g_object_new (PL_TYPE_NOTATION_LIST, NULL);
}

/**
 * pl_notation_list_set_address:
 * @self: a list
 * @address: an address with a family
 * @zone: (nullable): its zone
 * @prefix_length: the length of its prefix
 *
 * Shows an address. Rows stay as far as there are notations for them.
 */
void
pl_notation_list_set_address (PlNotationList *self,
                              const PlAddress *address,
                              const char *zone,
                              guint prefix_length)
{
  g_autoptr (GArray) notations = pl_notations_new (address, zone, (int) prefix_length);

  while (self->rows->len < notations->len)
    append_row (self);
  while (self->rows->len > notations->len)
    {
      guint last = self->rows->len - 1;

      gtk_list_box_remove (GTK_LIST_BOX (self->list), g_array_index (self->rows, Row, last).row);
      g_array_set_size (self->rows, last);
    }

  for (guint i = 0; i < notations->len; i++)
    set_row (&g_array_index (self->rows, Row, i), &g_array_index (notations, PlAddressNotation, i));
}
