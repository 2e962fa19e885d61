/* One row of the data list, drawn: time, direction, offset, hex and text. Knows no list.
 *
 * It is drawn and has no children because a list view keeps about 200 rows at hand: with a widget for each
 * column a switch to another connection would make the window stop. */

#include "app/connection/pl-data-row.h"

#include "app/widgets/pl-style.h"
#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ICON_GAP   6
#define RECORD_GAP 5 /* pixels above a record */

#define ICON_ALPHA 0.55 /* of the arrow on a row that goes on */
#define DOT_ALPHA  0.65

#define MIDDLE_DOT "\302\267"

/* What was found: a yellow that neither end nor state has. */
#define MARK_RED      0xf5f5
#define MARK_GREEN    0xc2c2
#define MARK_BLUE     0x1111
#define MARK_ALPHA    0x5000
#define CURRENT_ALPHA 0xb000

struct _PlDataRow
{
  GtkWidget parent_instance;

  PlDataColumns *columns;
  PlDataSearch *search;
  PlTranscriptRow *row; /* (nullable) */
  gboolean is_top;      /* of the list */
};

G_DEFINE_FINAL_TYPE (PlDataRow, pl_data_row, GTK_TYPE_WIDGET)

static int
get_gap (PlDataRow *self)
{
  gboolean is_begin = self->row != NULL &&
                      (pl_transcript_row_is_first (self->row) || pl_transcript_row_is_gap (self->row));

  return is_begin && !self->is_top ? RECORD_GAP : 0;
}

static void
draw_layout (PlDataRow *self, GtkSnapshot *snapshot, PangoLayout *layout, int x, const GdkRGBA *color)
{
  int gap = get_gap (self);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (x, gap + (gtk_widget_get_height (GTK_WIDGET (self)) - gap - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Figures that are equally wide stand below each other. */
static void
set_words_look (PangoLayout *layout, PangoWeight weight)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static void
draw_time (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *text = pl_transcript_row_dup_time (self->row, pl_data_columns_get_time (self->columns));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x, width, text_width;

  pl_data_columns_get_place (self->columns, GTK_WIDGET (self), PL_DATA_COLUMN_TIME, &x, &width);
  set_words_look (layout, PANGO_WEIGHT_NORMAL);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  draw_layout (self, snapshot, layout, is_rtl ? x : x + width - text_width, color);
}

static void
draw_arrow (PlDataRow *self, GtkSnapshot *snapshot, int x, int size, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = pl_transcript_row_get_direction (self->row) == PL_DIRECTION_SENT
                         ? "pl-sent-symbolic"
                         : "pl-received-symbolic";
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, size, gtk_widget_get_scale_factor (widget), GTK_TEXT_DIR_LTR, 0);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int gap = get_gap (self);
  int y = gap + (gtk_widget_get_height (widget) - gap - size) / 2;
  GdkRGBA hue = *color;

  hue.alpha *= (float) (pl_transcript_row_is_first (self->row) ? 1 : ICON_ALPHA);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (is_rtl ? x + size : x, y));
  gtk_snapshot_scale (snapshot, is_rtl ? -1 : 1, 1);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, &hue, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_words (PlDataRow *self, GtkSnapshot *snapshot, int x, int width, int indent, const GdkRGBA *color)
{
  g_autofree char *words = pl_transcript_row_dup_words (self->row);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int text_width;

  set_words_look (layout, PANGO_WEIGHT_BOLD);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  draw_layout (self, snapshot, layout, is_rtl ? x + width - indent - text_width : x + indent, color);
}

static void
draw_direction (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int size = pl_data_columns_get_icon_size (GTK_WIDGET (self));
  int x, width;

  pl_data_columns_get_place (self->columns, GTK_WIDGET (self), PL_DATA_COLUMN_DIRECTION, &x, &width);
  draw_arrow (self, snapshot, is_rtl ? x + width - size : x, size, color);
  if (pl_transcript_row_is_first (self->row))
    draw_words (self, snapshot, x, width, size + ICON_GAP, color);
}

/* What is missing is said across all columns. */
static void
draw_gap (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int size = pl_data_columns_get_icon_size (widget);
  int x, width;

  pl_data_columns_get_place (self->columns, widget, PL_DATA_COLUMN_DIRECTION, &x, &width);
  draw_arrow (self, snapshot, is_rtl ? x + width - size : x, size, color);
  draw_words (self, snapshot, x, width, size + ICON_GAP, color);
}

static void
draw_offset (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *text = g_strdup_printf ("%04x", pl_transcript_row_get_offset (self->row));
  g_autoptr (PangoLayout) layout = pl_data_columns_create_mono (self->columns, GTK_WIDGET (self), text);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x, width, text_width;

  pl_data_columns_get_place (self->columns, GTK_WIDGET (self), PL_DATA_COLUMN_OFFSET, &x, &width);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  draw_layout (self, snapshot, layout, is_rtl ? x : x + width - text_width, color);
}

/* ---- Bytes ---- */

/* What was found has a ground, where one is it is underlined, too: colour is never the only sign. */
static void
mark (PangoAttrList *attributes, guint start, guint end, gboolean is_current)
{
  PangoAttribute *all[] = { pango_attr_background_new (MARK_RED, MARK_GREEN, MARK_BLUE),
                            pango_attr_background_alpha_new (is_current ? CURRENT_ALPHA : MARK_ALPHA),
                            is_current ? pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (all) && all[i] != NULL; i++)
    {
      all[i]->start_index = start;
      all[i]->end_index = end;
      pango_attr_list_insert (attributes, all[i]);
    }
}

static guint64
get_marks (PlDataRow *self, guint64 *ret_current)
{
  gsize n;

  pl_transcript_row_get_data (self->row, &n);

  return pl_data_search_get_marks (self->search, pl_transcript_row_get_direction (self->row),
                                   pl_transcript_row_get_position (self->row), n, ret_current);
}

static void
mark_hex (PlDataRow *self, PangoAttrList *attributes)
{
  guint64 current;
  guint64 marks = get_marks (self, &current);

  for (guint i = 0; i < PL_PAYLOAD_HEX_MAX && marks >> i != 0; i++)
    {
      gboolean goes_on = i + 1 < PL_PAYLOAD_HEX_MAX && marks >> (i + 1) & 1;
      guint start = 3 * i + i / (PL_PAYLOAD_HEX_MAX / 2);

      if (marks >> i & 1)
        mark (attributes, start, start + (goes_on ? 3 : 2), current >> i & 1);
    }
}

static void
mark_text (PlDataRow *self, const guint16 *ends, PangoAttrList *attributes)
{
  guint64 current;
  guint64 marks = get_marks (self, &current);
  guint start = 0;

  for (guint i = 0; i < PL_TRANSCRIPT_ROW_MAX && marks >> i != 0; i++)
    {
      if (i > 0 && ends[i] != ends[i - 1])
        start = ends[i - 1];
      if (marks >> i & 1)
        mark (attributes, start, ends[i], current >> i & 1);
    }
}

static void
draw_hex (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  PangoAttrList *attributes;
  int x, width;

  if (!pl_data_columns_get_place (self->columns, GTK_WIDGET (self), PL_DATA_COLUMN_HEX, &x, &width))
    return;

  attributes = pango_attr_list_new ();
  text = pl_transcript_row_dup_hex (self->row);
  layout = pl_data_columns_create_mono (self->columns, GTK_WIDGET (self), text);
  mark_hex (self, attributes);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  draw_layout (self, snapshot, layout, x, color);
}

/* The dots stand for something else, and stand back. */
static void
fade_dots (const char *text, PangoAttrList *attributes)
{
  for (const char *dot = strstr (text, MIDDLE_DOT); dot != NULL; dot = strstr (dot, MIDDLE_DOT))
    {
      PangoAttribute *alpha = pango_attr_foreground_alpha_new ((guint16) (DOT_ALPHA * G_MAXUINT16));

      alpha->start_index = (guint) (dot - text);
      dot += strlen (MIDDLE_DOT);
      alpha->end_index = (guint) (dot - text);
      pango_attr_list_insert (attributes, alpha);
    }
}

static void
draw_text (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  guint16 ends[PL_TRANSCRIPT_ROW_MAX] = { 0 };
  PangoAttrList *attributes;
  int x, width;

  if (!pl_data_columns_get_place (self->columns, GTK_WIDGET (self), PL_DATA_COLUMN_TEXT, &x, &width))
    return;

  attributes = pango_attr_list_new ();
  text = pl_transcript_row_dup_text (self->row, pl_data_columns_get_charset (self->columns), ends);
  layout = pl_data_columns_create_mono (self->columns, GTK_WIDGET (self), text);
  fade_dots (text, attributes);
  mark_text (self, ends, attributes);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  draw_layout (self, snapshot, layout, x, color);
}

static void
pl_data_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlDataRow *self = PL_DATA_ROW (widget);
  GdkRGBA note, hue;

  if (self->row == NULL)
    return;

  pl_style_get_color (widget, &note);
  pl_style_lookup_color (
      widget, pl_transcript_row_get_direction (self->row) == PL_DIRECTION_SENT ? "local_color" : "peer_color",
      &hue);
  if (pl_transcript_row_is_gap (self->row))
    {
      draw_gap (self, snapshot, &hue);
      return;
    }
  if (pl_transcript_row_is_first (self->row))
    draw_time (self, snapshot, &note);
  draw_direction (self, snapshot, &hue);
  draw_offset (self, snapshot, &note);
  draw_hex (self, snapshot, &hue);
  draw_text (self, snapshot, &hue);
}

static void
pl_data_row_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  PlDataRow *self = PL_DATA_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    pl_data_columns_measure (self->columns, widget, minimum, natural);
  else
    *minimum = *natural = pl_data_columns_get_row_height (self->columns, widget) + get_gap (self);
}

static void
pl_data_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_data_row_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget); /* the hues are looked up by name, which GTK does not see */
}

static void
pl_data_row_dispose (GObject *object)
{
  PlDataRow *self = PL_DATA_ROW (object);

  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (pl_data_row_parent_class)->dispose (object);
}

static void
pl_data_row_class_init (PlDataRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_row_dispose;
  widget_class->snapshot = pl_data_row_snapshot;
  widget_class->measure = pl_data_row_measure;
  widget_class->css_changed = pl_data_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "datarow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_data_row_init (PlDataRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "note");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * pl_data_row_new:
 * @columns: where the columns stand
 * @search: what is found
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pl_data_row_new (PlDataColumns *columns, PlDataSearch *search)
{
  PlDataRow *self = g_object_new (PL_TYPE_DATA_ROW, NULL);

  self->columns = g_object_ref (columns);
  self->search = g_object_ref (search);
  g_signal_connect_object (columns, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * pl_data_row_set_row:
 * @self: a row
 * @row: (nullable): what to show
 * @is_top: whether nothing stands above it
 */
void
pl_data_row_set_row (PlDataRow *self, PlTranscriptRow *row, gboolean is_top)
{
  int gap = get_gap (self);

  g_set_object (&self->row, row);
  self->is_top = is_top;
  if (get_gap (self) != gap)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_data_row_dup_name:
 * @self: a row that shows something
 *
 * Returns: (transfer full): what a screen reader says: "+38.4 ms, received 84 B, offset 0000: HTTP/1.1 200
 * OK·"
 */
char *
pl_data_row_dup_name (PlDataRow *self)
{
  gboolean is_hex = pl_data_columns_get_view (self->columns) == PL_DATA_VIEW_HEX;
  PlCharset charset = pl_data_columns_get_charset (self->columns);
  g_autofree char *bytes = is_hex ? pl_transcript_row_dup_hex (self->row)
                                  : pl_transcript_row_dup_text (self->row, charset, NULL);
  g_autofree char *time = pl_transcript_row_dup_time (self->row, pl_data_columns_get_time (self->columns));
  g_autofree char *words = pl_transcript_row_dup_words (self->row);
  guint offset = pl_transcript_row_get_offset (self->row);

  if (pl_transcript_row_is_gap (self->row))
    return g_steal_pointer (&words);
  if (pl_transcript_row_is_first (self->row))
    /* Translators: one row of data for a screen reader: time, "received 84 B", position, the bytes */
    return g_strdup_printf (_ ("%s, %s, offset %04x: %s"), time, words, offset, bytes);
  if (pl_transcript_row_get_direction (self->row) == PL_DIRECTION_SENT)
    return g_strdup_printf (_ ("sent, offset %04x: %s"), offset, bytes);

  return g_strdup_printf (_ ("received, offset %04x: %s"), offset, bytes);
}
