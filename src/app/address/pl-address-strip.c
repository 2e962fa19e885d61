/* The bits of an address with its fields: coloured, bracketed and named. Knows where they are, not what they
 * mean. */

#include "app/address/pl-address-strip.h"

#include "core/address/pl-anatomy.h"

#include "app/address/pl-field-words.h"
#include "app/widgets/pl-bit-cells.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

/* In ems of the digits. */
#define CELL_EM 2.0
#define FOOT_EM 2.2

#define BRACKET_TOP  5 /* below the cells */
#define BRACKET_TICK 4
#define WORDS_TOP    (BRACKET_TOP + BRACKET_TICK + 1)
#define BRACKET_LINE 2

struct _PlAddressStrip
{
  GtkWidget parent_instance;

  PlAddress address;
  guint prefix_length;
  guint rows;     /* for IPv6 */
  GArray *fields; /* (element-type PlField) (nullable) */
};

G_DEFINE_FINAL_TYPE (PlAddressStrip, pl_address_strip, GTK_TYPE_WIDGET)

static void
get_geometry (PlAddressStrip *self, int width, PlBitGeometry *g)
{
  double em = pl_style_get_em (GTK_WIDGET (self));

  pl_bit_geometry_init (g, self->address.family, self->rows, em, CELL_EM, width);
  g->foot_height = (int) round (em * FOOT_EM);
}

/* 1. Cells and brackets */

/* A bracket has no tick where the field goes on in another row. */
static void
draw_bracket (cairo_t *cr, const PlBitGeometry *g, int first, int end)
{
  for (int start = first; start < end;)
    {
      int stop = MIN (end, (start / g->row_bits + 1) * g->row_bits);
      int left = pl_bit_geometry_get_x (g, start);
      int right = pl_bit_geometry_get_x (g, stop - 1) + g->cell_width - 1;
      int y = pl_bit_geometry_get_y (g, start) + g->cell_height + BRACKET_TOP;

      if (start == first)
        cairo_rectangle (cr, left, y, BRACKET_LINE, BRACKET_TICK);
      if (stop == end)
        cairo_rectangle (cr, right - BRACKET_LINE, y, BRACKET_LINE, BRACKET_TICK);
      cairo_rectangle (cr, left, y + BRACKET_TICK - BRACKET_LINE, right - left, BRACKET_LINE);
      start = stop;
    }
  cairo_fill (cr);
}

static void
draw_fields (PlAddressStrip *self, cairo_t *cr, const PlBitGeometry *g)
{
  int first = 0;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const PlField *field = &g_array_index (self->fields, PlField, i);
      int end = first + (int) field->n_bits;
      GdkRGBA color;

      pl_style_lookup_color (GTK_WIDGET (self), pl_field_words_get_color (field->kind), &color);
      pl_bit_cells_draw (GTK_WIDGET (self), cr, g, &self->address, first, end, &color);
      gdk_cairo_set_source_rgba (cr, &color);
      draw_bracket (cr, g, first, end);
      first = end;
    }
}

/* The same bits in the same order, but from the other edge. */
static int
get_offset (PlAddressStrip *self, const PlBitGeometry *g)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    return 0;
  return gtk_widget_get_width (widget) - pl_bit_geometry_get_width (g);
}

static void
pl_address_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlAddressStrip *self = PL_ADDRESS_STRIP (widget);
  int width = gtk_widget_get_width (widget);
  PlBitGeometry g;
  cairo_t *cr;

  if (self->fields == NULL || width <= 0)
    return;

  get_geometry (self, width, &g);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) gtk_widget_get_height (widget)));
  cairo_translate (cr, get_offset (self, &g), 0);
  draw_fields (self, cr, &g);
  pl_bit_cells_draw_numbers (widget, cr, &g, &self->address);
  pl_bit_cells_draw_prefix_mark (widget, cr, &g, (int) self->prefix_length);
  pl_field_words_draw (widget, cr, &g, self->fields, WORDS_TOP);
  cairo_destroy (cr);
}

static void
pl_address_strip_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PlAddressStrip *self = PL_ADDRESS_STRIP (widget);
  PlBitGeometry g;

  *minimum = *natural = 0;
  if (self->fields == NULL)
    return;

  get_geometry (self, 0, &g);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = pl_bit_geometry_get_height (&g);
  else
    *minimum = *natural = pl_bit_geometry_get_width (&g) + g.end_room;
}

/* 2. What it says */

static gboolean
query_tooltip_cb (PlAddressStrip *self, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  PlBitGeometry g;
  int first = 0;

  if (self->fields == NULL || is_keyboard)
    return FALSE;

  get_geometry (self, gtk_widget_get_width (GTK_WIDGET (self)), &g);
  x -= get_offset (self, &g);
  for (guint i = 0; i < self->fields->len; i++)
    {
      const PlField *field = &g_array_index (self->fields, PlField, i);
      int end = first + (int) field->n_bits;

      for (int bit = first; bit < end; bit++)
        {
          int left = pl_bit_geometry_get_x (&g, bit);
          int top = pl_bit_geometry_get_y (&g, bit);

          if (x >= left && x < left + g.cell_width && y >= top && y < top + g.cell_height + g.foot_height)
            {
              /* Translators: the name of a field of an address, and which of its bits it has */
              g_autofree char *text = g_strdup_printf (_ ("%s\nbits %d to %d"), field->label, first + 1, end);

              gtk_tooltip_set_text (tooltip, text);
              return TRUE;
            }
        }
      first = end;
    }
  return FALSE;
}

static void
update_accessible (PlAddressStrip *self)
{
  g_autofree char *label = pl_anatomy_dup_text (self->fields, &self->address);
  g_autofree char *prefix = NULL;

  if (self->prefix_length == 0)
    prefix = g_strdup (_ ("There is no prefix."));
  else
    prefix = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The first bit is the prefix.",
                                           "The first %u bits are the prefix.", self->prefix_length),
                              self->prefix_length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, prefix, -1);
}

static void
pl_address_strip_finalize (GObject *object)
{
  g_clear_pointer (&PL_ADDRESS_STRIP (object)->fields, g_array_unref);

  G_OBJECT_CLASS (pl_address_strip_parent_class)->finalize (object);
}

static void
pl_address_strip_class_init (PlAddressStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_address_strip_finalize;
  widget_class->measure = pl_address_strip_measure;
  widget_class->snapshot = pl_address_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "addressstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pl_address_strip_init (PlAddressStrip *self)
{
  self->rows = 2;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * pl_address_strip_new:
 *
 * Makes an empty strip. Its accessible label reads each field with its bits: "fe80::/10 link-local:
 * 1111111010; 54 zero bits; …", its description the prefix. It can be focused, so that a keyboard gets there.
 *
 * Returns: (transfer floating): the strip
 */
GtkWidget *
pl_address_strip_new (void)
{
  return g_object_new (PL_TYPE_ADDRESS_STRIP, NULL);
}

/**
 * pl_address_strip_set_address:
 * @self: a strip
 * @address: an address with a family
 * @prefix_length: where the mark is
 *
 * Shows an address: 32 bits in one row, 128 in as many as pl_address_strip_set_rows() says.
 */
void
pl_address_strip_set_address (PlAddressStrip *self, const PlAddress *address, guint prefix_length)
{
  gboolean is_other = self->address.family != address->family;

  self->address = *address;
  self->prefix_length = prefix_length;
  g_clear_pointer (&self->fields, g_array_unref);
  self->fields = pl_anatomy_new (address, prefix_length);
  update_accessible (self);
  if (is_other)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_address_strip_set_rows:
 * @self: a strip
 * @rows: 1, 2, 4 or 8
 *
 * Sets how many rows the 128 bits of an IPv6 address take; 2 if not set.
 */
void
pl_address_strip_set_rows (PlAddressStrip *self, guint rows)
{
  if (self->rows == rows)
    return;

  self->rows = rows;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
