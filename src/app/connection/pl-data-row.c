/* One row of the data list, drawn: time, direction, offset, hex and text. Knows no list.
 *
 * It is drawn and has no children because a list view keeps about 200 rows at hand: with a widget for each
 * column a switch to another connection would make the window stop. */

#include "app/connection/pl-data-row.h"

#include "app/connection/pl-data-bytes.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define ICON_GAP   6
#define RECORD_GAP 5 /* pixels above a record */

#define ICON_ALPHA 0.55 /* of the arrow on a row that goes on */

struct _PlDataRow
{
  GtkWidget parent_instance;

  PlDataColumns *columns;
  PlDataFollower *follower;
  PlTranscriptRow *row; /* (nullable) */
  gboolean is_top;      /* of the list */
  guint64 marks;        /* of what is selected */
  int caret;
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

/* What is missing or has ended is said across all columns. */
static void
draw_sentence (PlDataRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
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

static PlDataBytes
get_bytes (PlDataRow *self)
{
  return (PlDataBytes){ .widget = GTK_WIDGET (self),
                        .columns = self->columns,
                        .row = self->row,
                        .search = pl_data_follower_get_search (self->follower),
                        .selection = pl_data_follower_get_selection (self->follower),
                        .top = get_gap (self) };
}

static void
pl_data_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlDataRow *self = PL_DATA_ROW (widget);
  PlDataBytes bytes;
  GdkRGBA note, hue;

  if (self->row == NULL)
    return;

  pl_style_get_color (widget, &note);
  pl_style_lookup_color (
      widget, pl_transcript_row_get_direction (self->row) == PL_DIRECTION_SENT ? "local_color" : "peer_color",
      &hue);
  if (pl_transcript_row_is_first (self->row))
    draw_time (self, snapshot, &note);
  if (pl_transcript_row_is_gap (self->row) || pl_transcript_row_is_ending (self->row))
    {
      draw_sentence (self, snapshot, &hue);
      return;
    }
  draw_direction (self, snapshot, &hue);
  draw_offset (self, snapshot, &note);
  bytes = get_bytes (self);
  pl_data_bytes_snapshot (&bytes, snapshot, &hue);
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
  g_clear_object (&self->follower);

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

/* Of all the rows at hand, few are selected. */
static void
selected_cb (PlDataRow *self)
{
  PlDataSelection *selection = pl_data_follower_get_selection (self->follower);
  int caret = -1;
  guint64 marks = self->row != NULL ? pl_data_selection_get_marks (selection, self->row, &caret) : 0;

  if (marks != 0 || self->marks != 0 || caret != self->caret)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->marks = marks;
  self->caret = caret;
}

/**
 * pl_data_row_new:
 * @columns: where the columns stand
 * @follower: what is found and selected
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pl_data_row_new (PlDataColumns *columns, PlDataFollower *follower)
{
  PlDataRow *self = g_object_new (PL_TYPE_DATA_ROW, NULL);

  self->columns = g_object_ref (columns);
  self->follower = g_object_ref (follower);
  g_signal_connect_object (columns, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_data_follower_get_search (follower), "changed",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_data_follower_get_selection (follower), "changed", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);

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
  selected_cb (self);
  if (get_gap (self) != gap)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_data_row_find:
 * @self: a row
 * @x: in pixels
 * @side: (nullable): the side that is meant; %NULL for whichever is there
 * @ret_place: (out): of the nearest byte
 * @ret_side: (out): the side of that
 *
 * Returns: whether the row has bytes at all
 */
gboolean
pl_data_row_find (PlDataRow *self,
                  double x,
                  const PlDataSide *side,
                  PlDataPlace *ret_place,
                  PlDataSide *ret_side)
{
  PlDataBytes bytes = get_bytes (self);
  gsize n = 0;

  if (self->row != NULL)
    pl_transcript_row_get_data (self->row, &n);
  if (n == 0)
    return FALSE;

  *ret_side = side != NULL ? *side : pl_data_bytes_find_side (&bytes, x);
  ret_place->record = pl_transcript_row_get_record (self->row);
  ret_place->byte = pl_transcript_row_get_offset (self->row) + pl_data_bytes_find (&bytes, *ret_side, x);

  return TRUE;
}

/**
 * pl_data_row_get_caret:
 * @self: a row
 * @ret_area: (out): where the caret is, in the row
 *
 * Returns: whether it is in this row
 */
gboolean
pl_data_row_get_caret (PlDataRow *self, GdkRectangle *ret_area)
{
  PlDataBytes bytes = get_bytes (self);
  int caret = -1;

  if (self->row != NULL)
    pl_data_selection_get_marks (bytes.selection, self->row, &caret);
  if (caret < 0)
    return FALSE;

  pl_data_bytes_get_area (&bytes, pl_data_selection_get_side (bytes.selection), (guint) self->caret,
                          ret_area);

  return TRUE;
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
  if (pl_transcript_row_is_ending (self->row))
    /* Translators: a time, and what has ended then: "+38.4 ms, closed here" */
    return g_strdup_printf (_ ("%s, %s"), time, words);
  if (pl_transcript_row_is_first (self->row))
    /* Translators: one row of data for a screen reader: time, "received 84 B", position, the bytes */
    return g_strdup_printf (_ ("%s, %s, offset %04x: %s"), time, words, offset, bytes);
  if (pl_transcript_row_get_direction (self->row) == PL_DIRECTION_SENT)
    return g_strdup_printf (_ ("sent, offset %04x: %s"), offset, bytes);

  return g_strdup_printf (_ ("received, offset %04x: %s"), offset, bytes);
}
