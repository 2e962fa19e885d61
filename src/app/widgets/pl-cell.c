/* A cell of a table: an icon, a text and a note behind it, which it draws itself.
 *
 * A list keeps some two hundred rows of widgets and makes many of them anew when rows come in between. A cell
 * with a widget for its icon and one for each text took twice the time, and most of it was never seen. */

#include "app/widgets/pl-cell.h"

#include "app/widgets/pl-style.h"

#define SPACING      6
#define NOTE_SPACING 4

typedef struct
{
  PlCellKind kind;
  guint n_chars;
  int icon_size;
  const char *icon_name; /* (nullable): interned */
  char *text;            /* (nullable) */
  const char *note;      /* (nullable): interned */
} PlCellPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (PlCell, pl_cell, GTK_TYPE_WIDGET)

/* What a line of text takes: the same for all cells of a view, and asked for some thousand times a frame. */
typedef struct
{
  PangoContext *context; /* (nullable) */
  guint serial;          /* of the context: it changes with the font */
  int height;
  int char_width;
} Line;

static Line line;

static PlCellPrivate *
get_private (PlCell *self)
{
  return pl_cell_get_instance_private (self);
}

/* 1. Measures */

/* That of the view: all cells share it, and none has to make one. */
static PangoContext *
get_context (PlCell *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_COLUMN_VIEW);

  return gtk_widget_get_pango_context (view != NULL ? view : GTK_WIDGET (self));
}

static const Line *
get_line (PlCell *self)
{
  PangoContext *context = get_context (self);
  PangoFontMetrics *metrics;

  if (line.context == context && line.serial == pango_context_get_serial (context))
    return &line;

  metrics = pango_context_get_metrics (context, NULL, NULL);
  g_set_object (&line.context, context);
  line.serial = pango_context_get_serial (context);
  line.height = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) +
                                   pango_font_metrics_get_descent (metrics));
  line.char_width = PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_approximate_char_width (metrics),
                                            pango_font_metrics_get_approximate_digit_width (metrics)));
  pango_font_metrics_unref (metrics);

  return &line;
}

static void
pl_cell_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  PlCellPrivate *priv = get_private (PL_CELL (widget));
  const Line *own = get_line (PL_CELL (widget));

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = MAX (own->height, priv->icon_size);
  else
    *minimum = (int) priv->n_chars * own->char_width + (priv->icon_size > 0 ? priv->icon_size + SPACING : 0);
  *natural = *minimum;
}

/* 2. Drawing */

/* As the classes `mono` and `note caption` of the style sheet have it. */
static void
add_attributes (PlCell *self, PangoLayout *layout)
{
  PlCellPrivate *priv = get_private (self);
  PangoAttrList *list = pango_attr_list_new ();

  if (priv->kind != PL_CELL_WORDS)
    pango_attr_list_insert (list, pango_attr_font_features_new ("tnum"));
  if (priv->kind == PL_CELL_ADDRESS)
    {
      pango_attr_list_insert (list, pango_attr_family_new ("monospace"));
      pango_attr_list_insert (list, pango_attr_scale_new (.92));
    }
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

static PangoLayout *
create_layout (PlCell *self, const char *text, int width)
{
  PlCellPrivate *priv = get_private (self);
  PangoLayout *layout = pango_layout_new (get_context (self));

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout,
                              priv->kind == PL_CELL_ADDRESS ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  add_attributes (self, layout);

  return layout;
}

/* Draws at @x from where the line begins, whichever side that is. */
static int
draw_text (PlCell *self, GtkSnapshot *snapshot, PangoLayout *layout, int x, const GdkRGBA *color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoRectangle extents;
  int height, left;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  pango_layout_get_pixel_size (layout, NULL, &height);
  left = is_mirrored ? width - x - extents.width : x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (left - extents.x),
                                      (float) ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);

  return extents.width;
}

static void
draw_icon (PlCell *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  PlCellPrivate *priv = get_private (self);
  GtkWidget *widget = GTK_WIDGET (self);
  GtkTextDirection direction = gtk_widget_get_direction (widget);
  int size = priv->icon_size;
  int left = direction == GTK_TEXT_DIR_RTL ? gtk_widget_get_width (widget) - size : 0;
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), priv->icon_name, NULL, size,
      gtk_widget_get_scale_factor (widget), direction, 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) (gtk_widget_get_height (widget) - size) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_note (PlCell *self, GtkSnapshot *snapshot, int x, const GdkRGBA *color)
{
  const char *note = get_private (self)->note;
  g_autoptr (PangoLayout) layout = create_layout (self, note, gtk_widget_get_width (GTK_WIDGET (self)) - x);
  PangoAttrList *list = pango_layout_get_attributes (layout);
  GdkRGBA faint = *color;

  faint.alpha *= .78F;
  pango_attr_list_insert (list, pango_attr_scale_new (.82));
  pango_layout_set_attributes (layout, list);
  draw_text (self, snapshot, layout, x, &faint);
}

static void
pl_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlCell *self = PL_CELL (widget);
  PlCellPrivate *priv = get_private (self);
  int width = gtk_widget_get_width (widget);
  int x = priv->icon_name != NULL ? priv->icon_size + SPACING : 0;
  g_autoptr (PangoLayout) layout = NULL;
  int text_width;
  GdkRGBA color;

  pl_style_get_color (widget, &color);
  if (priv->icon_name != NULL)
    draw_icon (self, snapshot, &color);
  if (priv->text == NULL)
    return;

  layout = create_layout (self, priv->text, width - x);
  if (priv->kind == PL_CELL_NUMBER)
    {
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      x = MAX (width - text_width, 0);
    }
  text_width = draw_text (self, snapshot, layout, x, &color);
  x += MAX (text_width, (int) priv->n_chars * get_line (self)->char_width); /* notes stand below each other */
  if (priv->note != NULL)
    draw_note (self, snapshot, x + NOTE_SPACING, &color);
}

/* 3. What it says */

static void
tell (PlCell *self)
{
  PlCellPrivate *priv = get_private (self);
  const char *text = priv->text != NULL ? priv->text : "";
  g_autofree char *both = priv->note != NULL ? g_strdup_printf ("%s %s", text, priv->note) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  both != NULL ? both : text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* 4. Life */

/* Everything drawn depends on it, and nothing of it is kept. */
static void
pl_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_cell_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
pl_cell_finalize (GObject *object)
{
  g_free (get_private (PL_CELL (object))->text);

  G_OBJECT_CLASS (pl_cell_parent_class)->finalize (object);
}

static void
pl_cell_class_init (PlCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_cell_finalize;
  widget_class->css_changed = pl_cell_css_changed;
  widget_class->measure = pl_cell_measure;
  widget_class->snapshot = pl_cell_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
pl_cell_init (PlCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * pl_cell_set_kind:
 * @self: a cell
 * @kind: what it has; words to begin with
 */
void
pl_cell_set_kind (PlCell *self, PlCellKind kind)
{
  PlCellPrivate *priv = get_private (self);

  if (priv->kind == kind)
    return;

  priv->kind = kind;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_cell_set_chars:
 * @self: a cell
 * @n_chars: how many characters have to fit, whatever its text
 */
void
pl_cell_set_chars (PlCell *self, guint n_chars)
{
  get_private (self)->n_chars = n_chars;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pl_cell_set_icon:
 * @self: a cell
 * @name: (nullable): of a symbolic icon, drawn in the colour of the text
 * @size: its size in pixels
 */
void
pl_cell_set_icon (PlCell *self, const char *name, int size)
{
  PlCellPrivate *priv = get_private (self);
  const char *interned = g_intern_string (name);
  int wanted = name != NULL ? size : 0;

  if (priv->icon_name == interned && priv->icon_size == wanted)
    return;

  if (priv->icon_size != wanted)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  priv->icon_name = interned;
  priv->icon_size = wanted;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_cell_set_text:
 * @self: a cell
 * @text: (nullable): its text
 */
void
pl_cell_set_text (PlCell *self, const char *text)
{
  PlCellPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->text, text) == 0)
    return;

  g_free (priv->text);
  priv->text = g_strdup (text);
  tell (self);
}

/**
 * pl_cell_get_text:
 * @self: a cell
 *
 * Returns: (nullable): its text
 */
const char *
pl_cell_get_text (PlCell *self)
{
  return get_private (self)->text;
}

/**
 * pl_cell_set_note:
 * @self: a cell
 * @note: (nullable): a short word that stands small behind the text; one of a few
 */
void
pl_cell_set_note (PlCell *self, const char *note)
{
  PlCellPrivate *priv = get_private (self);
  const char *interned = g_intern_string (note);

  if (priv->note == interned)
    return;

  priv->note = interned;
  tell (self);
}

/**
 * pl_cell_get_note:
 * @self: a cell
 *
 * Returns: (nullable): the word behind its text
 */
const char *
pl_cell_get_note (PlCell *self)
{
  return get_private (self)->note;
}
