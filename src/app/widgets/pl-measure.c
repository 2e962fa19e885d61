/* Something measured: its name, its value, a drawing of it and a note. Knows words, not what they mean. */

#include "app/widgets/pl-measure.h"

struct _PlMeasure
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkImage *mark;
  GtkLabel *title;
  GtkLabel *value;
  GtkWidget *drawing;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (PlMeasure, pl_measure, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (GtkWidget *parent, const char *const *css_classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_css_classes (label, (const char **) css_classes);
  gtk_widget_set_parent (label, parent);

  return GTK_LABEL (label);
}

static void
pl_measure_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_measure_parent_class)->dispose (object);
}

static void
pl_measure_class_init (PlMeasureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_measure_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_measure_init (PlMeasure *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);

  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  self->mark = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->mark, 14);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->mark), self->head);
  self->title = add_label (self->head, (const char *[]){ "heading", NULL });
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->value = add_label (self->head, (const char *[]){ "heading", "numeric", NULL });
  self->note = add_label (GTK_WIDGET (self), (const char *[]){ "note", "caption", "numeric", NULL });
  gtk_label_set_wrap (self->note, TRUE);
}

/**
 * pl_measure_new:
 * @title: what is measured, translated
 * @drawing: (transfer floating): stands between the value and the note
 *
 * Returns: (transfer floating): a measure without a value
 */
GtkWidget *
pl_measure_new (const char *title, GtkWidget *drawing)
{
  PlMeasure *self = g_object_new (PL_TYPE_MEASURE, NULL);

  gtk_label_set_label (self->title, title);
  self->drawing = drawing;
  gtk_widget_insert_after (drawing, GTK_WIDGET (self), self->head);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  pl_measure_set_words (self, "–", "");

  return GTK_WIDGET (self);
}

/**
 * pl_measure_set_mark:
 * @self: a measure
 * @icon_name: what stands before its title
 * @css_class: the hue of that and of the drawing
 */
void
pl_measure_set_mark (PlMeasure *self, const char *icon_name, const char *css_class)
{
  gtk_image_set_from_icon_name (self->mark, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), css_class);
  gtk_widget_add_css_class (self->drawing, css_class);
}

/**
 * pl_measure_set_words:
 * @self: a measure
 * @value: how much, with its unit, translated
 * @note: what there is to add, translated; takes its line if it is empty, too
 *
 * Sets what is read. The drawing has the same words as its accessible name.
 */
void
pl_measure_set_words (PlMeasure *self, const char *value, const char *note)
{
  g_autofree char *name = NULL;

  if (g_str_equal (gtk_label_get_label (self->value), value) &&
      g_str_equal (gtk_label_get_label (self->note), note))
    return;

  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->note, note);
  name = g_strdup_printf ("%s: %s. %s", gtk_label_get_label (self->title), value, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * pl_measure_get_drawing:
 * @self: a measure
 *
 * Returns: (transfer none): what pl_measure_new() got
 */
GtkWidget *
pl_measure_get_drawing (PlMeasure *self)
{
  return self->drawing;
}
