/* pl-bit-strip.c: the bits of an address, drawn as cells under their octets or groups. Knows no end. */

#include "app/widgets/pl-bit-strip.h"

#include "app/widgets/pl-bit-geometry.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define NUMBER_EM 1.15 /* size of the numbers above, in ems of the digits */

#define DIGIT_CELL  8   /* a narrower cell shows no digit */
#define DIGIT_RATIO 1.3 /* a digit is at most this much higher than its cell is wide */
#define ZERO_ALPHA  0.14
#define MAX_RADIUS  3
#define MARK_OUT    4 /* the prefix mark stands out of the cells by this */

struct _PlBitStrip
{
  GtkWidget parent_instance;

  PlAddress address;
  int prefix_length;
  guint ipv6_rows;
  double cell_ems; /* 0: the usual height */
};

G_DEFINE_FINAL_TYPE (PlBitStrip, pl_bit_strip, GTK_TYPE_WIDGET)

static void
get_geometry (PlBitStrip *self, int width, PlBitGeometry *g)
{
  pl_bit_geometry_init (g, self->address.family, self->ipv6_rows, pl_style_get_em (GTK_WIDGET (self)),
                        self->cell_ems, width);
}

static gboolean
is_bit_set (PlBitStrip *self, int bit)
{
  return (self->address.bytes[bit / 8] >> (7 - bit % 8)) & 1;
}

static PangoLayout *
create_layout (PlBitStrip *self, const char *text, double px)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font;

  font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
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

/* All cells of one value: they have one colour, and their digits one layout. */
static void
draw_cells (PlBitStrip *self, cairo_t *cr, const PlBitGeometry *g, gboolean are_set)
{
  int pad = g->cell_width >= 14 ? 2 : 1;
  g_autoptr (PangoLayout) digit = NULL;
  GdkRGBA color, digit_color;

  pl_style_get_color (GTK_WIDGET (self), &color);
  digit_color = color;
  if (are_set)
    pl_style_lookup_color (GTK_WIDGET (self), "view_bg_color", &digit_color);
  else
    color.alpha *= (float) ZERO_ALPHA;
  if (g->cell_width >= DIGIT_CELL)
    digit = create_layout (self, are_set ? "1" : "0", MIN (g->em, g->cell_width * DIGIT_RATIO));

  gdk_cairo_set_source_rgba (cr, &color);
  for (int i = 0; i < g->n_bits; i++)
    {
      int y = i / g->row_bits * (pl_bit_geometry_get_row_height (g) + g->row_gap) + g->label_height;

      if (is_bit_set (self, i) == are_set)
        append_cell (cr, pl_bit_geometry_get_x (g, i), y, g->cell_width - pad, g->cell_height);
    }
  cairo_fill (cr);

  if (!digit)
    return;
  gdk_cairo_set_source_rgba (cr, &digit_color);
  for (int i = 0; i < g->n_bits; i++)
    {
      int y = i / g->row_bits * (pl_bit_geometry_get_row_height (g) + g->row_gap) + g->label_height;

      if (is_bit_set (self, i) == are_set)
        show_centered (cr, digit, pl_bit_geometry_get_x (g, i) + (g->cell_width - pad) / 2.0,
                       y + g->cell_height / 2.0);
    }
}

static void
draw_numbers (PlBitStrip *self, cairo_t *cr, const PlBitGeometry *g)
{
  for (int bit = 0; bit < g->n_bits; bit += g->group_bits)
    {
      const guint8 *byte = self->address.bytes + bit / 8;
      int x = pl_bit_geometry_get_x (g, bit);
      int width = pl_bit_geometry_get_x (g, bit + g->group_bits - 1) + g->cell_width - x;
      int y = bit / g->row_bits * (pl_bit_geometry_get_row_height (g) + g->row_gap);
      g_autoptr (PangoLayout) layout = NULL;
      char text[8];

      if (g->group_bits == 8)
        g_snprintf (text, sizeof text, "%u", byte[0]);
      else
        g_snprintf (text, sizeof text, "%x", byte[0] << 8 | byte[1]);
      layout = create_layout (self, text, g->em * NUMBER_EM);
      show_centered (cr, layout, x + width / 2.0, y + g->label_height / 2.0 - 1);
    }
}

static void
draw_prefix_mark (PlBitStrip *self, cairo_t *cr, const PlBitGeometry *g)
{
  int last = self->prefix_length - 1;
  int top = last / g->row_bits * (pl_bit_geometry_get_row_height (g) + g->row_gap) + g->label_height;
  int x = pl_bit_geometry_get_x (g, last) + g->cell_width;

  if (self->prefix_length % g->group_bits == 0)
    x += g->gap / 2;
  else if (self->prefix_length % 4 == 0)
    x += g->nibble_gap / 2;

  cairo_rectangle (cr, x - 1, top - MARK_OUT, 2, g->cell_height + 2 * MARK_OUT);
  cairo_move_to (cr, x - PL_BIT_MARK_HALF, top - MARK_OUT - PL_BIT_MARK_HALF);
  cairo_line_to (cr, x + PL_BIT_MARK_HALF, top - MARK_OUT - PL_BIT_MARK_HALF);
  cairo_line_to (cr, x, top - 1);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
pl_bit_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlBitStrip *self = PL_BIT_STRIP (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  PlBitGeometry g;
  GdkRGBA ink;
  cairo_t *cr;

  if (self->address.family == PL_FAMILY_NONE || width <= 0)
    return;

  get_geometry (self, width, &g);
  pl_style_lookup_color (widget, "view_fg_color", &ink);

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) (height + MARK_OUT)));
  /* The same bits in the same order, but from the other edge. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    cairo_translate (cr, width - pl_bit_geometry_get_width (&g), 0);

  draw_cells (self, cr, &g, FALSE);
  draw_cells (self, cr, &g, TRUE);
  gdk_cairo_set_source_rgba (cr, &ink);
  draw_numbers (self, cr, &g);
  if (self->prefix_length > 0 && self->prefix_length < g.n_bits)
    draw_prefix_mark (self, cr, &g);
  cairo_destroy (cr);
}

static void
pl_bit_strip_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  PlBitStrip *self = PL_BIT_STRIP (widget);
  PlBitGeometry g;

  *minimum = *natural = 0;
  if (self->address.family == PL_FAMILY_NONE)
    return;

  get_geometry (self, 0, &g);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = g.n_rows * pl_bit_geometry_get_row_height (&g) + (g.n_rows - 1) * g.row_gap;
    }
  else
    {
      int gaps = (g.row_bits / g.group_bits - 1) * g.gap + g.end_room;

      *minimum = g.row_bits * 2 + gaps;
      *natural = g.row_bits * (g.group_bits == 8 ? 9 : 4) + gaps;
    }
}

static void
update_accessible (PlBitStrip *self)
{
  int n_bits = 8 * (int) pl_address_get_size (&self->address);
  int group_bits = self->address.family == PL_FAMILY_IPV4 ? 8 : 16;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *prefix = NULL;

  for (int i = 0; i < n_bits; i++)
    {
      if (i > 0 && i % group_bits == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, is_bit_set (self, i) ? '1' : '0');
    }
  if (self->prefix_length > 0)
    prefix = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The first bit is the prefix.",
                                           "The first %d bits are the prefix.", (gulong) self->prefix_length),
                              self->prefix_length);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, prefix ? prefix : "", -1);
}

static void
pl_bit_strip_class_init (PlBitStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = pl_bit_strip_measure;
  widget_class->snapshot = pl_bit_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "bitstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pl_bit_strip_init (PlBitStrip *self)
{
  self->prefix_length = -1;
  self->ipv6_rows = 2;
}

/**
 * pl_bit_strip_new:
 *
 * Makes an empty bit strip. Its hue is the CSS `color`, its size follows the font. The bits keep their order
 * from right to left, too. Its accessible label is the bits in groups: "01111111 00000000 00000000 00000001".
 *
 * Returns: (transfer floating): the strip
 */
GtkWidget *
pl_bit_strip_new (void)
{
  return g_object_new (PL_TYPE_BIT_STRIP, NULL);
}

/**
 * pl_bit_strip_set_address:
 * @self: a bit strip
 * @address: (nullable): the address; %NULL or one without a family for nothing
 *
 * Sets the address whose bits are shown: 32 in one row, 128 in two.
 */
void
pl_bit_strip_set_address (PlBitStrip *self, const PlAddress *address)
{
  static const PlAddress none = { PL_FAMILY_NONE };

  g_return_if_fail (PL_IS_BIT_STRIP (self));

  if (!address)
    address = &none;
  if (pl_address_equal (&self->address, address))
    return;

  self->address = *address;
  pl_style_toggle_class (GTK_WIDGET (self), "ipv6", address->family == PL_FAMILY_IPV6);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pl_bit_strip_set_prefix_length:
 * @self: a bit strip
 * @prefix_length: the number of bits before the mark, or -1 for no mark
 *
 * Sets where the prefix ends. Neither 0 nor all bits show a mark: there is nothing before or behind it.
 */
void
pl_bit_strip_set_prefix_length (PlBitStrip *self, int prefix_length)
{
  g_return_if_fail (PL_IS_BIT_STRIP (self));

  if (self->prefix_length == prefix_length)
    return;

  self->prefix_length = prefix_length;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_bit_strip_set_rows:
 * @self: a bit strip
 * @rows: 1, 2, 4 or 8
 *
 * Sets how many rows the 128 bits of an IPv6 address take; 2 if not set. IPv4 always takes one.
 */
void
pl_bit_strip_set_rows (PlBitStrip *self, guint rows)
{
  g_return_if_fail (PL_IS_BIT_STRIP (self));
  g_return_if_fail (rows == 1 || rows == 2 || rows == 4 || rows == 8);

  if (self->ipv6_rows == rows)
    return;

  self->ipv6_rows = rows;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pl_bit_strip_set_cell_ems:
 * @self: a bit strip
 * @cell_ems: height of a cell in heights of its digit, or 0 for the usual one
 *
 * Sets how tall the cells are. The usual is 2.5 for IPv4 and 1.5 for IPv6: 30 and 18 pixels.
 */
void
pl_bit_strip_set_cell_ems (PlBitStrip *self, double cell_ems)
{
  g_return_if_fail (PL_IS_BIT_STRIP (self));

  if (self->cell_ems == cell_ems)
    return;

  self->cell_ems = cell_ems;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
