/* The words below the fields of an address strip: where they have room, and how they give way to each other.
 */

#include "app/address/pl-field-words.h"

#include "core/address/pl-anatomy.h"

#include "app/widgets/pl-style.h"

/* In ems of the digits. */
#define WORDS_EM 1.1
#define SPACE_EM 0.6 /* least between the words of two fields */

#define MAX_WORDS 16

static const char *const color_names[PL_FIELD_KINDS] = {
  [PL_FIELD_A] = "field_a_color",
  [PL_FIELD_B] = "field_b_color",
  [PL_FIELD_C] = "field_c_color",
  [PL_FIELD_D] = "field_d_color",
};

/* Where the words of a field go. */
typedef struct
{
  const PlField *field;
  int row;
  int x;
  int width;
} Words;

/* In the font around the strip: the strip's own is for digits. */
static PangoLayout *
create_words (GtkWidget *widget, const char *label)
{
  GtkWidget *around = gtk_widget_get_parent (widget);
  PangoLayout *layout = gtk_widget_create_pango_layout (around != NULL ? around : widget, label);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_absolute_size (font, pl_style_get_em (widget) * WORDS_EM * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_font_description_free (font);
  return layout;
}

static int
measure_words (GtkWidget *widget, const char *label)
{
  g_autoptr (PangoLayout) layout = create_words (widget, label);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* In the middle of the widest part of the field, or from its left edge where that is too narrow for them. */
static Words
place (GtkWidget *widget, const PlBitGeometry *g, const PlField *field, int first)
{
  Words words = { .field = field, .width = measure_words (widget, field->label) };
  int end = first + (int) field->n_bits;
  int best = -1;

  for (int start = first; start < end;)
    {
      int row = start / g->row_bits;
      int stop = MIN (end, (row + 1) * g->row_bits);
      int left = pl_bit_geometry_get_x (g, start);
      int width = pl_bit_geometry_get_x (g, stop - 1) + g->cell_width - left;

      if (width > best)
        {
          best = width;
          words.row = row;
          words.x = left + MAX (width - words.width, 0) / 2;
        }
      start = stop;
    }
  return words;
}

static int
get_least (const Words *words, guint i, int space)
{
  return i > 0 && words[i - 1].row == words[i].row ? words[i - 1].x + words[i - 1].width + space : 0;
}

/* Words that would run into others or out of the row push those behind them to the right, give way to the
 * left, and are cut last. */
static void
push (Words *words, guint n_words, int row_width, int space)
{
  for (guint i = 0; i < n_words; i++)
    words[i].x = MAX (words[i].x, get_least (words, i, space));
  for (guint i = n_words; i-- > 0;)
    {
      gboolean has_next = i + 1 < n_words && words[i + 1].row == words[i].row;
      int limit = has_next ? words[i + 1].x - space : row_width;

      words[i].x = MAX (MIN (words[i].x, limit - words[i].width), 0);
    }
  for (guint i = 0; i < n_words; i++)
    {
      gboolean has_next = i + 1 < n_words && words[i + 1].row == words[i].row;
      int limit = has_next ? MAX (words[i + 1].x - space, words[i].x) : row_width;

      words[i].x = MAX (words[i].x, get_least (words, i, space));
      words[i].width = CLAMP (limit - words[i].x, 0, words[i].width);
    }
}

/**
 * pl_field_words_get_color:
 * @kind: what a field is about
 *
 * Returns: the name of its colour in the style sheet
 */
const char *
pl_field_words_get_color (PlFieldKind kind)
{
  return color_names[kind];
}

/**
 * pl_field_words_draw:
 * @widget: the strip
 * @cr: where to draw
 * @geometry: where its cells are
 * @fields: (element-type PlField): what to name
 * @top: where the words begin, in pixels below the cells
 *
 * Draws the words of each field once, below its widest part.
 */
void
pl_field_words_draw (GtkWidget *widget,
                     cairo_t *cr,
                     const PlBitGeometry *geometry,
                     const GArray *fields,
                     int top)
{
  Words words[MAX_WORDS];
  guint n_words = MIN (fields->len, MAX_WORDS);
  int first = 0;

  for (guint i = 0; i < n_words; i++)
    {
      const PlField *field = &g_array_index (fields, PlField, i);

      words[i] = place (widget, geometry, field, first);
      first += (int) field->n_bits;
    }
  push (words, n_words, pl_bit_geometry_get_width (geometry), (int) round (geometry->em * SPACE_EM));

  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr (PangoLayout) layout = create_words (widget, words[i].field->label);
      int y = pl_bit_geometry_get_y (geometry, words[i].row * geometry->row_bits) + geometry->cell_height;
      GdkRGBA color;

      pl_style_lookup_color (widget, color_names[words[i].field->kind], &color);
      gdk_cairo_set_source_rgba (cr, &color);
      pango_layout_set_width (layout, words[i].width * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      cairo_move_to (cr, words[i].x, y + top);
      pango_cairo_show_layout (cr, layout);
    }
}
