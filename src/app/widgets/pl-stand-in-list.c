/* pl-stand-in-list.c: the addresses that a wildcard stands for, each with who can reach it and a copy button.
 * Knows no address. */

#include "app/widgets/pl-stand-in-list.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-shrink.h"

#include <glib/gi18n-lib.h>

#define MAX_ROWS 5

/* The widgets of a row; all owned by the widget tree. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *address;
  GtkWidget *reach;
  GtkWidget *copy;
} Row;

struct _PlStandInList
{
  GtkWidget parent_instance;

  Row rows[MAX_ROWS];
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (PlStandInList, pl_stand_in_list, GTK_TYPE_WIDGET)

static void
init_row (PlStandInList *self, Row *row)
{
  GtkBuilder *builder = gtk_builder_new_from_resource (
      "/io/github/portlight/Portlight/widgets/pl-stand-in-row.ui");

  row->box = GTK_WIDGET (gtk_builder_get_object (builder, "row"));
  row->address = GTK_WIDGET (gtk_builder_get_object (builder, "address"));
  row->reach = GTK_WIDGET (gtk_builder_get_object (builder, "reach"));
  row->copy = GTK_WIDGET (gtk_builder_get_object (builder, "copy"));
  gtk_widget_set_direction (row->address, GTK_TEXT_DIR_LTR);
  /* Before the row meets the action, which wants a string. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->copy), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->copy), "end.copy");
  gtk_widget_set_parent (row->box, GTK_WIDGET (self));
  g_object_unref (builder);
}

static void
set_row (Row *row, const PlStandIn *stand_in)
{
  g_autofree char *label = NULL;

  gtk_label_set_label (GTK_LABEL (row->address), stand_in->address);
  gtk_label_set_label (GTK_LABEL (row->reach), stand_in->reach);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->copy), "s", stand_in->address);
  /* Translators: the name of a button; %s is an address and a port */
  label = g_strdup_printf (_ ("Copy %s"), stand_in->address);
  gtk_widget_set_tooltip_text (row->copy, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
pl_stand_in_list_dispose (GObject *object)
{
  PlStandInList *self = PL_STAND_IN_LIST (object);

  for (guint i = 0; i < MAX_ROWS; i++)
    g_clear_pointer (&self->rows[i].box, gtk_widget_unparent);
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
  for (guint i = 0; i < MAX_ROWS; i++)
    init_row (self, &self->rows[i]);

  self->more = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->more), 0);
  gtk_widget_set_margin_start (self->more, 15);
  gtk_widget_add_css_class (self->more, "note");
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

/**
 * pl_stand_in_list_new:
 *
 * Makes an empty list. Its buttons activate the action `end.copy` of the card around it.
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
 * Shows the first five addresses and says how many more there are.
 */
void
pl_stand_in_list_set_stand_ins (PlStandInList *self, const PlStandIn *stand_ins, guint n_stand_ins)
{
  guint n_more = n_stand_ins - MIN (n_stand_ins, MAX_ROWS);

  g_return_if_fail (PL_IS_STAND_IN_LIST (self));

  for (guint i = 0; i < MAX_ROWS; i++)
    {
      gtk_widget_set_visible (self->rows[i].box, i < n_stand_ins);
      if (i < n_stand_ins)
        set_row (&self->rows[i], &stand_ins[i]);
    }

  gtk_widget_set_visible (self->more, n_more > 0);
  if (n_more > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "and %u more address", "and %u more addresses", n_more), n_more);

      gtk_label_set_label (GTK_LABEL (self->more), text);
    }
}
