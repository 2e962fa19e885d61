/* One row of the list of calls: time, the call with its result, and what it does. Knows no list. */

#include "app/connection/pl-call-row.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PlCallRow
{
  AdwBin parent_instance;

  GtkLabel *time;
  GtkLabel *call;
  GtkLabel *result;
  GtkLabel *explanation;
  PlCallItem *item; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlCallRow, pl_call_row, ADW_TYPE_BIN)

/* An address never turns around. */
static GtkLabel *
new_code_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "code");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return GTK_LABEL (label);
}

static void
add_color (PangoAttrList *attributes, const GdkRGBA *color, gsize start, gsize length)
{
  PangoAttribute *hue = pango_attr_foreground_new ((guint16) (color->red * G_MAXUINT16),
                                                   (guint16) (color->green * G_MAXUINT16),
                                                   (guint16) (color->blue * G_MAXUINT16));

  PangoAttribute *alpha = pango_attr_foreground_alpha_new (G_MAXUINT16); /* words have less */

  hue->start_index = alpha->start_index = (guint) start;
  hue->end_index = alpha->end_index = (guint) (start + length);
  pango_attr_list_insert (attributes, hue);
  pango_attr_list_insert (attributes, alpha);
}

/* The end stands among the arguments just as its text is. */
static void
color_end (PlCallRow *self, PangoAttrList *attributes, const char *text)
{
  const PlCall *call = pl_call_item_get_call (self->item);
  PlCallSide side = pl_call_get_side (call);
  char end[PL_END_STRING_SIZE];
  const char *start;
  GdkRGBA color;

  if (side == PL_CALL_SIDE_NONE)
    return;

  start = strstr (text, pl_end_to_string (&call->end, end));
  pl_style_lookup_color (GTK_WIDGET (self), side == PL_CALL_SIDE_LOCAL ? "local_color" : "peer_color",
                         &color);
  if (start != NULL)
    add_color (attributes, &color, (gsize) (start - text), strlen (end));
}

static void
color (PlCallRow *self)
{
  const char *text = gtk_label_get_text (self->call);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strcspn (text, "(");
  pango_attr_list_insert (attributes, bold);
  color_end (self, attributes, text);
  gtk_label_set_attributes (self->call, attributes);
  pango_attr_list_unref (attributes);
}

static void
pl_call_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_call_row_parent_class)->css_changed (widget, change);
  if (PL_CALL_ROW (widget)->item != NULL)
    color (PL_CALL_ROW (widget));
}

static void
pl_call_row_dispose (GObject *object)
{
  g_clear_object (&PL_CALL_ROW (object)->item);

  G_OBJECT_CLASS (pl_call_row_parent_class)->dispose (object);
}

static void
pl_call_row_class_init (PlCallRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_call_row_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = pl_call_row_css_changed;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
build_time (PlCallRow *self)
{
  self->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->time, 1);
  gtk_widget_set_valign (GTK_WIDGET (self->time), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "note");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
}

static GtkWidget *
build_call (PlCallRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->call = new_code_label ();
  gtk_label_set_wrap (self->call, TRUE);
  gtk_label_set_wrap_mode (self->call, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->call), TRUE);
  self->result = new_code_label ();
  self->explanation = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->explanation, 0);
  gtk_label_set_wrap (self->explanation, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->explanation), "note");
  gtk_widget_add_css_class (GTK_WIDGET (self->explanation), "caption");

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->call));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->result));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->explanation));
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static void
pl_call_row_init (PlCallRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  build_time (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (box), build_call (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * pl_call_row_new:
 * @times: keeps the times of all rows equally wide
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pl_call_row_new (GtkSizeGroup *times)
{
  PlCallRow *self = g_object_new (PL_TYPE_CALL_ROW, NULL);

  gtk_size_group_add_widget (times, GTK_WIDGET (self->time));

  return GTK_WIDGET (self);
}

/**
 * pl_call_row_set_item:
 * @self: a row
 * @item: (nullable): what to show
 */
void
pl_call_row_set_item (PlCallRow *self, PlCallItem *item)
{
  if (!g_set_object (&self->item, item) || item == NULL)
    return;

  gtk_label_set_label (self->time, pl_call_item_get_time (item));
  gtk_label_set_label (self->call, pl_call_item_get_text (item));
  gtk_label_set_label (self->result, pl_call_item_get_result (item));
  gtk_label_set_label (self->explanation, pl_call_item_get_explanation (item));
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), *pl_call_item_get_explanation (item) != '\0');
  pl_style_toggle_class (GTK_WIDGET (self->result), "error", pl_call_item_is_failure (item));
  color (self);
}

/**
 * pl_call_row_dup_name:
 * @self: a row that shows something
 *
 * Returns: (transfer full): what a screen reader says: "0.10 ms: getsockname(12, …) = 0. The local end: …"
 */
char *
pl_call_row_dup_name (PlCallRow *self)
{
  /* Translators: time, call, result and explanation of a system call, for a screen reader */
  return g_strdup_printf (_ ("%s ms: %s %s. %s"), pl_call_item_get_time (self->item),
                          pl_call_item_get_text (self->item), pl_call_item_get_result (self->item),
                          pl_call_item_get_explanation (self->item));
}
