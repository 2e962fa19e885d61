/* pl-bit-strip.c: the bits of an address, drawn as cells under their octets or groups. Knows no end. */

#include "app/widgets/pl-bit-strip.h"

#include "app/widgets/pl-bit-cells.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

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

static void
pl_bit_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlBitStrip *self = PL_BIT_STRIP (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  PlBitGeometry g;
  GdkRGBA color;
  cairo_t *cr;

  if (self->address.family == PL_FAMILY_NONE || width <= 0)
    return;

  get_geometry (self, width, &g);
  pl_style_get_color (widget, &color);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) (height + PL_BIT_MARK_OUT)));
  /* The same bits in the same order, but from the other edge. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    cairo_translate (cr, width - pl_bit_geometry_get_width (&g), 0);

  pl_bit_cells_draw (widget, cr, &g, &self->address, 0, g.n_bits, &color);
  pl_bit_cells_draw_numbers (widget, cr, &g, &self->address);
  pl_bit_cells_draw_prefix_mark (widget, cr, &g, self->prefix_length);
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
      *minimum = *natural = pl_bit_geometry_get_height (&g);
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
      g_string_append_c (text, pl_bit_cells_is_set (&self->address, i) ? '1' : '0');
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
