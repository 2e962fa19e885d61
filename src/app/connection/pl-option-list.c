/* The options of one socket, one row each: those that it has. Knows no option. */

#include "app/connection/pl-option-list.h"

#include "app/connection/pl-option-row.h"

#include <glib/gi18n-lib.h>

struct _PlOptionList
{
  AdwBin parent_instance;

  PlMonitor *monitor; /* (nullable) */
  GtkListBox *list;
  PlOptionRow *rows[PL_N_OPTIONS];
};

G_DEFINE_FINAL_TYPE (PlOptionList, pl_option_list, ADW_TYPE_BIN)

static void
change_cb (PlOptionRow *row, int value, PlOptionList *self)
{
  for (guint i = 0; i < PL_N_OPTIONS && self->monitor != NULL; i++)
    {
      if (self->rows[i] == row)
        pl_monitor_set_option (self->monitor, (PlOption) i, value);
    }
}

/* A new socket has new rows: no word that was said about another one stays. */
static void
build_rows (PlOptionList *self)
{
  for (guint i = 0; i < PL_N_OPTIONS; i++)
    {
      if (self->rows[i] != NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (self->rows[i]));
      self->rows[i] = PL_OPTION_ROW (pl_option_row_new ((PlOption) i));
      g_signal_connect (self->rows[i], "change", G_CALLBACK (change_cb), self);
      gtk_list_box_append (self->list, GTK_WIDGET (self->rows[i]));
    }
}

static void
pl_option_list_dispose (GObject *object)
{
  PlOptionList *self = PL_OPTION_LIST (object);

  g_clear_object (&self->monitor);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (pl_option_list_parent_class)->dispose (object);
}

static void
pl_option_list_class_init (PlOptionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_option_list_dispose;
}

static void
pl_option_list_init (PlOptionList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Options, read back after each change"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "note");
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (box), title);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Options"),
                                  -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * pl_option_list_set_monitor:
 * @self: a list
 * @monitor: (nullable): of the socket whose options to show and set
 */
void
pl_option_list_set_monitor (PlOptionList *self, PlMonitor *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  build_rows (self);
  pl_option_list_update (self);
}

/**
 * pl_option_list_update:
 * @self: a list
 *
 * Shows what the monitor knows by now.
 */
void
pl_option_list_update (PlOptionList *self)
{
  PlSocket *socket = self->monitor != NULL ? pl_monitor_get_socket (self->monitor) : NULL;
  const PlSample *last = self->monitor != NULL ? pl_monitor_get_last (self->monitor) : NULL;
  gboolean is_live = socket != NULL && !pl_socket_is_over (socket);
  gboolean has_rows = FALSE;

  for (guint i = 0; i < PL_N_OPTIONS && self->rows[i] != NULL; i++)
    {
      if (last != NULL && last->has_options)
        pl_option_row_show (self->rows[i], last, pl_socket_get_local (socket));
      pl_option_row_set_live (self->rows[i], is_live);
      has_rows |= gtk_widget_get_visible (GTK_WIDGET (self->rows[i]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), has_rows);
}
