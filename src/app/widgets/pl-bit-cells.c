/* pl-bit-cells.c: draws the parts of a bit strip: cells, the numbers above them, the mark of the prefix. Is
 * no widget itself. */

#include "app/widgets/pl-bit-cells.h"

#include "app/widgets/pl-style.h"

#define NUMBER_EM 1.15 /* size of the numbers above, in ems of the digits */

#define DIGIT_CELL  8   /* a narrower cell shows no digit */
#define DIGIT_RATIO 1.3 /* a digit is at most this much higher than its cell is wide */
#define ZERO_ALPHA  0.14
#define MAX_RADIUS  3

static PangoLayout *
create_layout (GtkWidget *widget, const char *text, double px)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoFontDescription *font;

  font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
  pango_font_description_set_absolute_size (font, px * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

static void
show_centered (cairo_t *cr, PangoLayout *layout, double x, double y)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, round (x - width / 2.0), round (y - height / 2.0));
  pango_cairo_show_layout (cr, layout);
}

static void
append_cell (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = MIN (MAX_RADIUS, width / 3);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/**
 * pl_bit_cells_is_set:
 * @address: an address
 * @bit: a bit, 0 for the first
 *
 * Returns: whether the bit is 1
 */
gboolean
pl_bit_cells_is_set (const PlAddress *address, int bit)
{
  return (address->bytes[bit / 8] >> (7 - bit % 8)) & 1;
}

/* All cells of one value: they have one colour, and their digits one layout. */
static void
draw_value (GtkWidget *widget,
            cairo_t *cr,
            const PlBitGeometry *g,
            const PlAddress *address,
            int first,
            int end,
            GdkRGBA color,
            gboolean are_set)
{
  int pad = g->cell_width >= 14 ? 2 : 1;
  g_autoptr (PangoLayout) digit = NULL;
  GdkRGBA digit_color = color;

  if (are_set)
    pl_style_lookup_color (widget, "view_bg_color", &digit_color);
  else
    color.alpha *= (float) ZERO_ALPHA;
  if (g->cell_width >= DIGIT_CELL)
    digit = create_layout (widget, are_set ? "1" : "0", MIN (g->em, g->cell_width * DIGIT_RATIO));

  gdk_cairo_set_source_rgba (cr, &color);
  for (int i = first; i < end; i++)
    {
      if (pl_bit_cells_is_set (address, i) == are_set)
        append_cell (cr, pl_bit_geometry_get_x (g, i), pl_bit_geometry_get_y (g, i), g->cell_width - pad,
                     g->cell_height);
    }
  cairo_fill (cr);

  if (!digit)
    return;
  gdk_cairo_set_source_rgba (cr, &digit_color);
  for (int i = first; i < end; i++)
    {
      if (pl_bit_cells_is_set (address, i) == are_set)
        show_centered (cr, digit, pl_bit_geometry_get_x (g, i) + (g->cell_width - pad) / 2.0,
                       pl_bit_geometry_get_y (g, i) + g->cell_height / 2.0);
    }
}

/**
 * pl_bit_cells_draw:
 * @widget: whose font to use
 * @cr: where to draw
 * @geometry: where the cells are
 * @address: whose bits they show
 * @first: the first bit to draw
 * @end: the bit behind the last
 * @color: their hue
 *
 * Draws cells: a 1 is filled, a 0 only tinted.
 */
void
pl_bit_cells_draw (GtkWidget *widget,
                   cairo_t *cr,
                   const PlBitGeometry *geometry,
                   const PlAddress *address,
                   int first,
                   int end,
                   const GdkRGBA *color)
{
  draw_value (widget, cr, geometry, address, first, end, *color, FALSE);
  draw_value (widget, cr, geometry, address, first, end, *color, TRUE);
}

/**
 * pl_bit_cells_draw_numbers:
 * @widget: whose font to use
 * @cr: where to draw
 * @geometry: where the cells are
 * @address: whose numbers they are
 *
 * Draws the octets in decimal or the groups in hexadecimal above their cells.
 */
void
pl_bit_cells_draw_numbers (GtkWidget *widget,
                           cairo_t *cr,
                           const PlBitGeometry *geometry,
                           const PlAddress *address)
{
  GdkRGBA ink;

  pl_style_lookup_color (widget, "view_fg_color", &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  for (int bit = 0; bit < geometry->n_bits; bit += geometry->group_bits)
    {
      const guint8 *byte = address->bytes + bit / 8;
      int x = pl_bit_geometry_get_x (geometry, bit);
      int width = pl_bit_geometry_get_x (geometry, bit + geometry->group_bits - 1) + geometry->cell_width - x;
      int y = pl_bit_geometry_get_y (geometry, bit) - geometry->label_height;
      g_autoptr (PangoLayout) layout = NULL;
      char text[8];

      if (geometry->group_bits == 8)
        g_snprintf (text, sizeof text, "%u", byte[0]);
      else
        g_snprintf (text, sizeof text, "%x", byte[0] << 8 | byte[1]);
      layout = create_layout (widget, text, geometry->em * NUMBER_EM);
      show_centered (cr, layout, x + width / 2.0, y + geometry->label_height / 2.0 - 1);
    }
}

/**
 * pl_bit_cells_draw_prefix_mark:
 * @widget: whose colour to use
 * @cr: where to draw
 * @geometry: where the cells are
 * @prefix_length: bits before the mark
 *
 * Draws the mark behind the last bit of the prefix; nothing where there is nothing before or behind it.
 */
void
pl_bit_cells_draw_prefix_mark (GtkWidget *widget,
                               cairo_t *cr,
                               const PlBitGeometry *geometry,
                               int prefix_length)
{
  int last = prefix_length - 1;
  int top, x;
  GdkRGBA ink;

  if (prefix_length <= 0 || prefix_length >= geometry->n_bits)
    return;

  top = pl_bit_geometry_get_y (geometry, last);
  x = pl_bit_geometry_get_x (geometry, last) + geometry->cell_width;
  if (prefix_length % geometry->group_bits == 0)
    x += geometry->gap / 2;
  else if (prefix_length % 4 == 0)
    x += geometry->nibble_gap / 2;

  pl_style_lookup_color (widget, "view_fg_color", &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_rectangle (cr, x - 1, top - PL_BIT_MARK_OUT, 2, geometry->cell_height + 2 * PL_BIT_MARK_OUT);
  cairo_move_to (cr, x - PL_BIT_MARK_HALF, top - PL_BIT_MARK_OUT - PL_BIT_MARK_HALF);
  cairo_line_to (cr, x + PL_BIT_MARK_HALF, top - PL_BIT_MARK_OUT - PL_BIT_MARK_HALF);
  cairo_line_to (cr, x, top - 1);
  cairo_close_path (cr);
  cairo_fill (cr);
}
