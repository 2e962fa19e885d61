/* pl-stand-in-list.c: the addresses that a wildcard stands for, each with who can reach it and a menu that
 * copies it. Knows no address. */

#include "app/widgets/pl-stand-in-list.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-copy-menu.h"
#include "app/widgets/pl-menu-tooltip.h"
#include "app/widgets/pl-shrink.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 5 /* the others are a press of a button away */

/* The widgets of a row; all owned by the widget tree. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *address;
  GtkWidget *reach;
  GtkWidget *copy;
  guint n_notations; /* in the menu */
} Row;

struct _PlStandInList
{
  GtkWidget parent_instance;

  GArray *rows; /* (element-type Row): as many as there ever were */
  guint n_rows; /* that there are now */
  GtkWidget *more;
  gboolean is_open; /* shows all */
};

G_DEFINE_FINAL_TYPE (PlStandInList, pl_stand_in_list, GTK_TYPE_WIDGET)

static void
append_row (PlStandInList *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/portlight/Portlight/widgets/pl-stand-in-row.ui");
  Row row = { .box = GTK_WIDGET (gtk_builder_get_object (builder, "row")),
              .address = GTK_WIDGET (gtk_builder_get_object (builder, "address")),
              .reach = GTK_WIDGET (gtk_builder_get_object (builder, "reach")),
              .copy = GTK_WIDGET (gtk_builder_get_object (builder, "copy")) };

  gtk_widget_set_direction (row.address, GTK_TEXT_DIR_LTR);
  pl_menu_tooltip_tame (GTK_MENU_BUTTON (row.copy));
  gtk_widget_insert_before (row.box, GTK_WIDGET (self), self->more);
  g_array_append_val (self->rows, row);
}

/* A new menu closes an open one, so there is none while the address stays the same. */
static void
set_row (Row *row, const PlStandIn *stand_in)
{
  g_autofree char *label = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  gtk_label_set_label (GTK_LABEL (row->reach), stand_in->reach);
  if (row->n_notations == stand_in->notations->len &&
      g_strcmp0 (gtk_label_get_label (GTK_LABEL (row->address)), stand_in->address) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (row->address), stand_in->address);
  menu = pl_copy_menu_new_short (stand_in->notations);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->copy), menu);
  row->n_notations = stand_in->notations->len;
  /* Translators: the name of a button; %s is an address and a port */
  label = g_strdup_printf (_ ("Copy %s"), stand_in->address);
  gtk_widget_set_tooltip_text (row->copy, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_rows (PlStandInList *self)
{
  guint n_shown = self->is_open ? self->n_rows : MIN (self->n_rows, FIRST_ROWS);
  guint n_more = self->n_rows - n_shown;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "and %u more address", "and %u more addresses", n_more), n_more);

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (g_array_index (self->rows, Row, i).box, i < n_shown);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_widget_set_visible (self->more, n_more > 0);
}

static void
more_cb (PlStandInList *self)
{
  self->is_open = TRUE;
  show_rows (self);
  gtk_widget_child_focus (g_array_index (self->rows, Row, FIRST_ROWS).box, GTK_DIR_TAB_FORWARD);
}

static void
pl_stand_in_list_dispose (GObject *object)
{
  PlStandInList *self = PL_STAND_IN_LIST (object);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    gtk_widget_unparent (g_array_index (self->rows, Row, i).box);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_stand_in_list_parent_class)->dispose (object);
}

static void
pl_stand_in_list_class_init (PlStandInListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_stand_in_list_dispose;

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_SHRINK);
  gtk_widget_class_set_css_name (widget_class, "standins");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_stand_in_list_init (PlStandInList *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), pl_column_layout_new (3));
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));

  self->more = gtk_button_new_with_label ("");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
}

/**
 * pl_stand_in_list_new:
 *
 * Makes an empty list. Its menus activate the action `end.copy` of the card around it.
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
pl_stand_in_list_new (void)
{
  return g_object_new (PL_TYPE_STAND_IN_LIST, NULL);
}

/**
 * pl_stand_in_list_set_stand_ins:
 * @self: a list
 * @stand_ins: (array length=n_stand_ins): the addresses; copied
 * @n_stand_ins: how many there are
 *
 * Shows the first five addresses, and the others when they are asked for.
 */
void
pl_stand_in_list_set_stand_ins (PlStandInList *self, const PlStandIn *stand_ins, guint n_stand_ins)
{
  g_return_if_fail (PL_IS_STAND_IN_LIST (self));

  while (self->rows->len < n_stand_ins)
    append_row (self);
  for (guint i = 0; i < n_stand_ins; i++)
    set_row (&g_array_index (self->rows, Row, i), &stand_ins[i]);
  self->n_rows = n_stand_ins;
  show_rows (self);
}
