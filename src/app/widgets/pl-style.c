/* pl-style.c: what drawn widgets ask the style sheet for: the size of their font and colours. Knows no
 * widget.
 *
 * GtkStyleContext is the only way to a colour in GTK 4.8 and is deprecated from 4.10 on: it is used here
 * alone. */

#include "app/widgets/pl-style.h"

#define POINTS_PER_INCH 72.0
#define DEFAULT_DPI     96.0

/**
 * pl_style_get_em:
 * @widget: a widget
 *
 * Gets the size of the font of @widget, so that a drawing grows with the text around it.
 *
 * Returns: the font size in pixels, 14.67 for "Cantarell 11" at 96 dpi
 */
double
pl_style_get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi;

  if (pango_font_description_get_size_is_absolute (font))
    return size;

  dpi = pango_cairo_context_get_resolution (context);
  return size * (dpi > 0 ? dpi : DEFAULT_DPI) / POINTS_PER_INCH;
}

/**
 * pl_style_get_color:
 * @widget: a widget
 * @ret_color: (out): its foreground colour
 *
 * Gets the CSS `color` of @widget.
 */
void
pl_style_get_color (GtkWidget *widget, GdkRGBA *ret_color)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), ret_color);
}

/**
 * pl_style_lookup_color:
 * @widget: a widget
 * @name: a colour name of the style sheet, without the `@`
 * @ret_color: (out): the colour
 *
 * Gets a named colour; the CSS `color` of @widget if there is none of that name.
 */
void
pl_style_lookup_color (GtkWidget *widget, const char *name, GdkRGBA *ret_color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, ret_color))
    gtk_style_context_get_color (context, ret_color);
}

/**
 * pl_style_toggle_class:
 * @widget: a widget
 * @css_class: a style class
 * @is_set: whether @widget has it
 *
 * Adds or removes a style class.
 */
void
pl_style_toggle_class (GtkWidget *widget, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
