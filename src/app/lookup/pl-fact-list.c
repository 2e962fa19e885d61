/* What the lists of a lookup have in common: a heading, rows, and a line that says how many are not shown.
 * Knows no fact. */

#include "app/lookup/pl-fact-list.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-row-parts.h"

typedef struct
{
  GtkWidget *heading;
  GtkWidget *list;
  GtkWidget *more;
} PlFactListPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlFactList, pl_fact_list, GTK_TYPE_WIDGET)

static PlFactListPrivate *
get_private (PlFactList *self)
{
  return pl_fact_list_get_instance_private (self);
}

static void
pl_fact_list_dispose (GObject *object)
{
  PlFactListPrivate *priv = get_private (PL_FACT_LIST (object));

  g_clear_pointer (&priv->heading, gtk_widget_unparent);
  g_clear_pointer (&priv->list, gtk_widget_unparent);
  g_clear_pointer (&priv->more, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_fact_list_parent_class)->dispose (object);
}

static void
pl_fact_list_class_init (PlFactListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_fact_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_fact_list_init (PlFactList *self)
{
  PlFactListPrivate *priv = get_private (self);

  priv->heading = pl_row_parts_new_heading (NULL);
  priv->list = pl_row_parts_new_list ("");
  priv->more = pl_row_parts_new_label (NULL, "note");
  gtk_widget_set_layout_manager (GTK_WIDGET (self), pl_column_layout_new (6));
  gtk_widget_set_parent (priv->heading, GTK_WIDGET (self));
  gtk_widget_set_parent (priv->list, GTK_WIDGET (self));
  gtk_widget_set_parent (priv->more, GTK_WIDGET (self));
  gtk_widget_set_visible (priv->more, FALSE);
}

/**
 * pl_fact_list_set_name:
 * @self: a list
 * @name: of its rows, for a screen reader
 */
void
pl_fact_list_set_name (PlFactList *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_private (self)->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * pl_fact_list_set_heading:
 * @self: a list
 * @heading: what stands above it
 */
void
pl_fact_list_set_heading (PlFactList *self, const char *heading)
{
  gtk_label_set_label (GTK_LABEL (get_private (self)->heading), heading);
}

/**
 * pl_fact_list_set_more:
 * @self: a list
 * @more: (nullable): what stands below it, such as "2 more records are not shown."
 */
void
pl_fact_list_set_more (PlFactList *self, const char *more)
{
  GtkWidget *label = get_private (self)->more;

  gtk_label_set_label (GTK_LABEL (label), more != NULL ? more : "");
  gtk_widget_set_visible (label, more != NULL);
}

/**
 * pl_fact_list_clear:
 * @self: a list
 *
 * Takes out all rows. Without any there is only the heading.
 */
void
pl_fact_list_clear (PlFactList *self)
{
  GtkWidget *list = get_private (self)->list;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
  gtk_widget_set_visible (list, FALSE);
}

/**
 * pl_fact_list_append:
 * @self: a list
 * @line: what stands in the row
 *
 * Returns: (transfer none): the new row, which is only read
 */
GtkWidget *
pl_fact_list_append (PlFactList *self, GtkWidget *line)
{
  GtkWidget *list = get_private (self)->list;

  gtk_widget_set_visible (list, TRUE);

  return pl_row_parts_append (list, line);
}
