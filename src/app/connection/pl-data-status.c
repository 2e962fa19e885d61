/* Says what is selected of the data: how much, where, when it came, and which number it is. Changes nothing.
 */

#include "app/connection/pl-data-status.h"

#include "app/connection/pl-data-copy.h"
#include "app/widgets/pl-format.h"
#include "core/connection/pl-clock.h"

#include <glib/gi18n-lib.h>

#define VALUE_MAX 8 /* bytes of the longest number */

struct _PlDataStatus
{
  GtkWidget parent_instance;

  GtkWidget *words;
  GtkWidget *value;
};

G_DEFINE_FINAL_TYPE (PlDataStatus, pl_data_status, GTK_TYPE_WIDGET)

static char *
dup_grouped (guint64 n)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, n);
}

static gulong
get_plural (guint64 n)
{
  return (gulong) MIN (n, G_MAXULONG);
}

static char *
dup_lost_words (PlDataSelection *selection, guint64 n)
{
  guint64 lost = pl_data_selection_get_lost (selection);
  g_autofree char *bytes = dup_grouped (lost);

  if (lost == 0)
    return NULL;
  if (n == 0)
    return g_strdup (_ ("What was selected is not kept any more"));

  /* Translators: of the bytes that are selected; %s is a number with its thousands grouped */
  return g_strdup_printf (
      ngettext ("%s more is not kept any more", "%s more are not kept any more", get_plural (lost)), bytes);
}

static void
update (PlDataStatus *self, PlDataSelection *selection)
{
  g_autofree char *words = pl_data_status_dup_words (selection);
  g_autofree char *value = pl_data_status_dup_value (selection);

  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_label_set_label (GTK_LABEL (self->value), value != NULL ? value : "");
  gtk_widget_set_visible (self->value, value != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), *words != '\0');
}

static void
changed_cb (PlDataSelection *selection, PlDataStatus *self)
{
  update (self, selection);
}

static void
pl_data_status_dispose (GObject *object)
{
  PlDataStatus *self = PL_DATA_STATUS (object);

  g_clear_pointer (&self->words, gtk_widget_unparent);
  g_clear_pointer (&self->value, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_data_status_parent_class)->dispose (object);
}

static void
pl_data_status_class_init (PlDataStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_status_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
pl_data_status_init (PlDataStatus *self)
{
  GtkWidget **labels[] = { &self->words, &self->value };

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 12);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      *labels[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (*labels[i], "numeric");
      gtk_widget_set_parent (*labels[i], GTK_WIDGET (self));
    }
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->words, "note");
}

/**
 * pl_data_status_new:
 * @selection: what to tell about
 *
 * Returns: (transfer floating): a line that is there while something is selected
 */
GtkWidget *
pl_data_status_new (PlDataSelection *selection)
{
  PlDataStatus *self = g_object_new (PL_TYPE_DATA_STATUS, NULL);

  g_signal_connect_object (selection, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self, selection);

  return GTK_WIDGET (self);
}

/**
 * pl_data_status_dup_words:
 * @selection: some bytes
 *
 * Returns: (transfer full): "12 bytes, offset 0x40, at 12:03:11.123": where the first of them is, and when it
 * came or went; empty if nothing is selected
 */
char *
pl_data_status_dup_words (PlDataSelection *selection)
{
  PlTranscriptModel *model = pl_data_selection_get_model (selection);
  guint64 index;
  guint64 n = pl_data_selection_get_range (selection, &index);
  g_autofree char *lost = dup_lost_words (selection, n);
  g_autofree char *bytes = dup_grouped (n);
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  PlRecord record;
  PlDataPlace place;

  if (n == 0 || !pl_transcript_model_get_place (model, index, &place) ||
      !pl_transcript_model_get_record (model, place.record, &record))
    return lost != NULL ? g_steal_pointer (&lost) : g_strdup ("");

  time = pl_format_time_of_day (pl_clock_to_real_us (record.at_us));
  /* Translators: what is selected: how many bytes (grouped), where the first one is, the time of day */
  words = g_strdup_printf (
      ngettext ("%s byte, offset 0x%x, at %s", "%s bytes, offset 0x%x, at %s", get_plural (n)), bytes,
      place.byte, time);

  return lost != NULL ? g_strdup_printf ("%s, %s", words, lost) : g_steal_pointer (&words);
}

/**
 * pl_data_status_dup_value:
 * @selection: some bytes
 *
 * Returns: (transfer full) (nullable): the number that 1, 2, 4 or 8 bytes are in network order: "16-bit 443";
 * %NULL for other lengths
 */
char *
pl_data_status_dup_value (PlDataSelection *selection)
{
  guint64 index, value = 0;
  guint64 n = pl_data_selection_get_range (selection, &index);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *number = NULL;
  const guint8 *data;
  gsize size;

  if (n == 0 || n > VALUE_MAX || (n & (n - 1)) != 0)
    return NULL;

  bytes = pl_data_copy_dup_bytes (pl_data_selection_get_model (selection), index, n);
  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++)
    value = value << 8 | data[i];

  number = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  /* Translators: bytes read as a number in network order, such as "16-bit 443" */
  return g_strdup_printf (_ ("%u-bit %s"), (guint) n * 8, number);
}
