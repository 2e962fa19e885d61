/* Draws the bytes of a row as hex and as text, what was found in them and what is selected, and tells which
 * byte is where. Knows no list. */

#include "app/connection/pl-data-bytes.h"

#include "app/widgets/pl-style.h"
#include "core/connection/pl-payload.h"

#include <string.h>

#define DOT_ALPHA 0.65

#define MIDDLE_DOT "\302\267"

/* What was found: a yellow that neither end nor state has. The hues of both ends have a contrast of 4.5 on
 * it, in light and in dark, and on what is selected; on both at once they would not. */
#define MARK_RED   0xf5f5
#define MARK_GREEN 0xc2c2
#define MARK_BLUE  0x1111
#define MARK_ALPHA 0x4000

/* On the side that somebody works with, and on the other one. */
#define SELECTED_ALPHA 0.20
#define MIRRORED_ALPHA 0.12

/* One side of a row, laid out. */
typedef struct
{
  PangoLayout *layout;
  char *text;
  guint n;                             /* bytes */
  guint starts[PL_TRANSCRIPT_ROW_MAX]; /* for each byte, in the text */
  guint ends[PL_TRANSCRIPT_ROW_MAX];
  int x;
  int width;
} Side;

static void
set_hex (const PlDataBytes *bytes, Side *self)
{
  self->n = MIN (self->n, PL_PAYLOAD_HEX_MAX);
  self->text = pl_transcript_row_dup_hex (bytes->row);
  for (guint i = 0; i < self->n; i++)
    {
      self->starts[i] = 3 * i + i / (PL_PAYLOAD_HEX_MAX / 2);
      self->ends[i] = self->starts[i] + 2;
    }
}

/* All bytes of a character begin and end where it does. */
static void
set_text (const PlDataBytes *bytes, Side *self)
{
  guint16 ends[PL_TRANSCRIPT_ROW_MAX] = { 0 };
  guint start = 0;

  self->text = pl_transcript_row_dup_text (bytes->row, pl_data_columns_get_charset (bytes->columns), ends);
  for (guint i = 0; i < self->n; i++)
    {
      if (i > 0 && ends[i] != ends[i - 1])
        start = ends[i - 1];
      self->starts[i] = start;
      self->ends[i] = ends[i];
    }
}

/* Returns whether that side is shown. */
static gboolean
side_init (Side *self, const PlDataBytes *bytes, PlDataSide side)
{
  gsize n;

  memset (self, 0, sizeof *self);
  if (!pl_data_columns_get_place (bytes->columns, bytes->widget,
                                  side == PL_DATA_SIDE_HEX ? PL_DATA_COLUMN_HEX : PL_DATA_COLUMN_TEXT,
                                  &self->x, &self->width))
    return FALSE;

  pl_transcript_row_get_data (bytes->row, &n);
  self->n = (guint) n;
  if (side == PL_DATA_SIDE_HEX)
    set_hex (bytes, self);
  else
    set_text (bytes, self);
  self->layout = pl_data_columns_create_mono (bytes->columns, bytes->widget, self->text);

  return TRUE;
}

static void
side_clear (Side *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);
}

/* In pixels from the side's own edge. */
static int
get_x (const Side *self, guint index)
{
  PangoRectangle place;

  pango_layout_index_to_pos (self->layout, (int) index, &place);

  return PANGO_PIXELS (place.x);
}

static graphene_rect_t
get_area (const PlDataBytes *bytes, const Side *self, guint first, guint last)
{
  int begin = get_x (self, self->starts[first]);
  int end = get_x (self, self->ends[last]);

  return GRAPHENE_RECT_INIT (self->x + begin, bytes->top, end - begin,
                             gtk_widget_get_height (bytes->widget) - bytes->top);
}

/* ---- What was found ---- */

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/* It has a ground unless that of what is selected is there; where one is it is underlined, too: colour is
 * never the only sign. */
static void
mark (PangoAttrList *attributes, guint start, guint end, gboolean is_current, gboolean is_selected)
{
  if (!is_selected)
    {
      add_attribute (attributes, pango_attr_background_new (MARK_RED, MARK_GREEN, MARK_BLUE), start, end);
      add_attribute (attributes, pango_attr_background_alpha_new (MARK_ALPHA), start, end);
    }
  if (is_current)
    add_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
}

static void
mark_found (const PlDataBytes *bytes, const Side *self, PangoAttrList *attributes)
{
  int caret;
  guint64 current;
  guint64 selected = pl_data_selection_get_marks (bytes->selection, bytes->row, &caret);
  guint64 marks = pl_data_search_get_marks (bytes->search, pl_transcript_row_get_direction (bytes->row),
                                            pl_transcript_row_get_position (bytes->row), self->n, &current);

  for (guint i = 0; i < self->n; i++)
    {
      gboolean goes_on = i + 1 < self->n && marks >> (i + 1) & 1;

      if (marks >> i & 1)
        mark (attributes, self->starts[i], goes_on ? MAX (self->ends[i], self->starts[i + 1]) : self->ends[i],
              current >> i & 1, selected >> i & 1);
    }
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

/* ---- Drawing ---- */

static void
draw_selected (const PlDataBytes *bytes, const Side *self, gboolean is_active, GtkSnapshot *snapshot)
{
  int caret;
  guint64 marks = pl_data_selection_get_marks (bytes->selection, bytes->row, &caret);
  guint first = 0;
  guint last;
  graphene_rect_t area;
  GdkRGBA color;

  while (first < self->n && !(marks >> first & 1))
    first++;
  if (first == self->n)
    return;

  for (last = first; last + 1 < self->n && marks >> (last + 1) & 1;)
    last++;
  pl_style_lookup_color (bytes->widget, "accent_bg_color", &color);
  area = get_area (bytes, self, first, last);
  color.alpha *= (float) (is_active ? SELECTED_ALPHA : MIRRORED_ALPHA);
  gtk_snapshot_append_color (snapshot, &color, &area);
}

static void
draw_caret (const PlDataBytes *bytes, const Side *self, const GdkRGBA *color, GtkSnapshot *snapshot)
{
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  graphene_rect_t area;
  GskRoundedRect outline;
  int caret;

  pl_data_selection_get_marks (bytes->selection, bytes->row, &caret);
  if (caret < 0 || (guint) caret >= self->n)
    return;

  area = get_area (bytes, self, (guint) caret, (guint) caret);
  area.size.width = MAX (area.size.width, 2);
  gsk_rounded_rect_init_from_rect (&outline, &area, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 1, 1, 1, 1 }, colors);
}

static void
draw_layout (const PlDataBytes *bytes, const Side *self, const GdkRGBA *color, GtkSnapshot *snapshot)
{
  int height;

  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (
                    self->x, bytes->top + (gtk_widget_get_height (bytes->widget) - bytes->top - height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_side (const PlDataBytes *bytes, PlDataSide side, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  gboolean is_active = pl_data_selection_get_side (bytes->selection) == side;
  PangoAttrList *attributes;
  Side self;

  if (!side_init (&self, bytes, side))
    return;

  attributes = pango_attr_list_new ();
  if (side == PL_DATA_SIDE_TEXT)
    fade_dots (self.text, attributes);
  mark_found (bytes, &self, attributes);
  pango_layout_set_attributes (self.layout, attributes);
  pango_attr_list_unref (attributes);
  draw_selected (bytes, &self, is_active, snapshot);
  draw_layout (bytes, &self, color, snapshot);
  if (is_active)
    draw_caret (bytes, &self, color, snapshot);
  side_clear (&self);
}

/**
 * pl_data_bytes_snapshot:
 * @self: bytes
 * @snapshot: where to draw
 * @color: of their direction
 */
void
pl_data_bytes_snapshot (const PlDataBytes *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  draw_side (self, PL_DATA_SIDE_HEX, snapshot, color);
  draw_side (self, PL_DATA_SIDE_TEXT, snapshot, color);
}

/* ---- Finding ---- */

static double
get_distance (int x, int width, double to)
{
  return to < x ? x - to : to > x + width ? to - (x + width) : 0;
}

/**
 * pl_data_bytes_find_side:
 * @self: bytes
 * @x: in pixels
 *
 * Returns: which side is nearer
 */
PlDataSide
pl_data_bytes_find_side (const PlDataBytes *self, double x)
{
  int hex, text, hex_width, text_width;
  gboolean has_hex = pl_data_columns_get_place (self->columns, self->widget, PL_DATA_COLUMN_HEX, &hex,
                                                &hex_width);
  gboolean has_text = pl_data_columns_get_place (self->columns, self->widget, PL_DATA_COLUMN_TEXT, &text,
                                                 &text_width);

  if (!has_hex || !has_text)
    return has_hex ? PL_DATA_SIDE_HEX : PL_DATA_SIDE_TEXT;

  return get_distance (hex, hex_width, x) <= get_distance (text, text_width, x) ? PL_DATA_SIDE_HEX
                                                                                : PL_DATA_SIDE_TEXT;
}

/**
 * pl_data_bytes_find:
 * @self: bytes, one at least
 * @side: where to look
 * @x: in pixels
 *
 * Returns: which byte is there, or nearest to there
 */
guint
pl_data_bytes_find (const PlDataBytes *self, PlDataSide side, double x)
{
  Side laid_out;
  guint byte = 0;
  int index, trailing;

  if (!side_init (&laid_out, self, side))
    return 0;

  pango_layout_xy_to_index (laid_out.layout, (int) ((x - laid_out.x) * PANGO_SCALE), 0, &index, &trailing);
  while (byte + 1 < laid_out.n &&
         (laid_out.ends[byte] <= (guint) index && laid_out.starts[byte + 1] <= (guint) index))
    byte++;
  side_clear (&laid_out);

  return byte;
}

/**
 * pl_data_bytes_get_area:
 * @self: bytes
 * @side: one side
 * @byte: one of them
 * @ret_area: (out): where it is
 */
void
pl_data_bytes_get_area (const PlDataBytes *self, PlDataSide side, guint byte, GdkRectangle *ret_area)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  Side laid_out;

  if (side_init (&laid_out, self, side) && byte < laid_out.n)
    area = get_area (self, &laid_out, byte, byte);
  side_clear (&laid_out);
  *ret_area = (GdkRectangle){ (int) area.origin.x, (int) area.origin.y, (int) area.size.width,
                              (int) area.size.height };
}
