/* Something that takes its time, in one line: what it is, how far it is, and a button that stops it. When it
 * fails it says why, and stays until that is read. Knows nothing of what it shows. */

#include "app/widgets/pl-progress-row.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

struct _PlProgressRow
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *bar;
  GtkWidget *button;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (PlProgressRow, pl_progress_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_STOP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clicked_cb (PlProgressRow *self)
{
  if (self->is_busy)
    g_signal_emit (self, signals[SIGNAL_STOP], 0);
  else
    pl_progress_row_hide (self);
}

static void
set_look (PlProgressRow *self, const char *words, gboolean is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_busy ? "dialog-information-symbolic" : "dialog-error-symbolic");
  pl_style_toggle_class (GTK_WIDGET (self), "error", !is_busy);
  gtk_button_set_label (GTK_BUTTON (self->button), is_busy ? _ ("Stop") : _ ("Dismiss"));
}

static void
pl_progress_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_progress_row_parent_class)->dispose (object);
}

static void
pl_progress_row_class_init (PlProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_progress_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "progressrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * PlProgressRow::stop:
   *
   * Somebody does not want it any more.
   */
  signals[SIGNAL_STOP] = g_signal_new ("stop", PL_TYPE_PROGRESS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
pl_progress_row_init (PlProgressRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 6);
  gtk_widget_add_css_class (widget, "verdict");
  gtk_widget_set_visible (widget, FALSE);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "ellipsize",
                              PANGO_ELLIPSIZE_MIDDLE, NULL);
  self->bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "valign", GTK_ALIGN_CENTER, "width-request", 120, NULL);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "offer");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);

  gtk_widget_set_parent (self->icon, widget);
  gtk_widget_set_parent (self->words, widget);
  gtk_widget_set_parent (self->bar, widget);
  gtk_widget_set_parent (self->button, widget);
}

/**
 * pl_progress_row_new:
 *
 * Returns: (transfer floating): a row that is not seen
 */
GtkWidget *
pl_progress_row_new (void)
{
  return g_object_new (PL_TYPE_PROGRESS_ROW, NULL);
}

/**
 * pl_progress_row_show:
 * @self: a row
 * @words: what is going on
 * @fraction: how far it is, from 0 to 1; negative if that cannot be known
 */
void
pl_progress_row_show (PlProgressRow *self, const char *words, double fraction)
{
  set_look (self, words, TRUE);
  gtk_widget_set_visible (self->bar, fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MIN (fraction, 1));
}

/**
 * pl_progress_row_fail:
 * @self: a row
 * @words: what went wrong
 */
void
pl_progress_row_fail (PlProgressRow *self, const char *words)
{
  set_look (self, words, FALSE);
  gtk_widget_set_visible (self->bar, FALSE);
}

/**
 * pl_progress_row_hide:
 * @self: a row
 *
 * It is done.
 */
void
pl_progress_row_hide (PlProgressRow *self)
{
  self->is_busy = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pl_progress_row_is_busy:
 * @self: a row
 *
 * Returns: whether something is going on
 */
gboolean
pl_progress_row_is_busy (PlProgressRow *self)
{
  return self->is_busy;
}
