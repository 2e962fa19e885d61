/* The titles above the columns of the data list. Knows no rows. */

#include "app/connection/pl-data-header.h"

struct _PlDataHeader
{
  GtkWidget parent_instance;

  PlDataColumns *columns; /* (nullable) */
  GtkWidget *titles[PL_DATA_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (PlDataHeader, pl_data_header, GTK_TYPE_WIDGET)

static gboolean
is_number (PlDataColumn column)
{
  return column == PL_DATA_COLUMN_TIME || column == PL_DATA_COLUMN_OFFSET;
}

static void
pl_data_header_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  PlDataHeader *self = PL_DATA_HEADER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    pl_data_columns_measure (self->columns, widget, minimum, natural);
  else
    gtk_widget_measure (self->titles[0], orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0; /* the rows scroll; the titles are cut off */
}

static void
pl_data_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlDataHeader *self = PL_DATA_HEADER (widget);

  for (guint i = 0; i < PL_DATA_N_COLUMNS; i++)
    {
      GtkAllocation place = { .height = height };
      gboolean is_shown = pl_data_columns_get_place (self->columns, widget, i, &place.x, &place.width);

      gtk_widget_set_child_visible (self->titles[i], is_shown);
      if (is_shown)
        gtk_widget_size_allocate (self->titles[i], &place, -1);
    }
}

static void
pl_data_header_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PlDataHeader *self = PL_DATA_HEADER (widget);

  GTK_WIDGET_CLASS (pl_data_header_parent_class)->css_changed (widget, change);
  if (self->columns != NULL)
    pl_data_columns_forget_fonts (self->columns);
}

static void
pl_data_header_dispose (GObject *object)
{
  PlDataHeader *self = PL_DATA_HEADER (object);

  for (guint i = 0; i < PL_DATA_N_COLUMNS; i++)
    g_clear_pointer (&self->titles[i], gtk_widget_unparent);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (pl_data_header_parent_class)->dispose (object);
}

static void
pl_data_header_class_init (PlDataHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_header_dispose;
  widget_class->measure = pl_data_header_measure;
  widget_class->size_allocate = pl_data_header_size_allocate;
  widget_class->css_changed = pl_data_header_css_changed;
  gtk_widget_class_set_css_name (widget_class, "dataheader");
}

static void
pl_data_header_init (PlDataHeader *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < PL_DATA_N_COLUMNS; i++)
    {
      GtkLabel *title = GTK_LABEL (gtk_label_new (pl_data_columns_get_title (i)));

      gtk_label_set_xalign (title, is_number (i) ? 1 : 0);
      gtk_label_set_ellipsize (title, PANGO_ELLIPSIZE_END);
      if (i == PL_DATA_COLUMN_HEX || i == PL_DATA_COLUMN_TEXT)
        gtk_widget_set_direction (GTK_WIDGET (title), GTK_TEXT_DIR_LTR); /* as what is below */
      gtk_widget_add_css_class (GTK_WIDGET (title), "note");
      gtk_widget_add_css_class (GTK_WIDGET (title), "caption-heading");
      gtk_widget_set_parent (GTK_WIDGET (title), GTK_WIDGET (self));
      self->titles[i] = GTK_WIDGET (title);
    }
}

/**
 * pl_data_header_set_columns:
 * @self: a header, not shown yet
 * @columns: where the columns stand
 */
void
pl_data_header_set_columns (PlDataHeader *self, PlDataColumns *columns)
{
  g_set_object (&self->columns, columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
}
