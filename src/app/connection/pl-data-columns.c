/* Where the columns of the data list stand, for its rows and its header alike. Knows fonts and no data. */

#include "app/connection/pl-data-columns.h"

#include "app/widgets/pl-format.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define MARGIN       18 /* pixels at both edges, and between two columns */
#define GAP          12
#define MARGIN_TIGHT 9
#define GAP_TIGHT    6
#define ROW_PADDING  2 /* above and below a row, together */

#define ICON_EM    0.95 /* its size, in sizes of the font */
#define ICON_GAP   6
#define MONO_SCALE 0.92 /* as .mono: the monospace font looks larger than the other */

#define HEX_BYTES  16
#define HEX_CHARS  48
#define TEXT_BYTES 64

struct _PlDataColumns
{
  GObject parent_instance;

  PlDataView view;
  PlDataTime time;
  PlCharset charset;
  guint longest;

  PangoContext *mono; /* (nullable): until a font is asked for, and nothing of the rest is valid before */
  int widths[PL_DATA_N_COLUMNS];
  int row_height;
};

G_DEFINE_FINAL_TYPE (PlDataColumns, pl_data_columns, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- Fonts ---- */

/* Always from left to right, whatever the window and the bytes say. */
static PangoContext *
create_mono_context (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_create_pango_context (widget);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  double size = pango_font_description_get_size (font) * MONO_SCALE;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
  pango_font_description_set_family (font, "monospace");
  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_font_description_free (font);

  return context;
}

static PangoLayout *
create_mono_layout (PangoContext *context, const char *text)
{
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static int
measure_mono (PangoContext *context, guint n_chars, int *ret_height)
{
  g_autofree char *text = g_strnfill (n_chars, '0');
  g_autoptr (PangoLayout) layout = create_mono_layout (context, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, ret_height);

  return width;
}

static int
measure_words (GtkWidget *widget, const char *text, gboolean is_bold, int *ret_height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, ret_height);

  return width;
}

static int
measure_time (PlDataColumns *self, GtkWidget *widget)
{
  g_autofree char *of_day = pl_format_time_of_day (0);
  g_autofree char *duration = pl_format_duration (88 * 1000 + 800);
  g_autofree char *text = g_strdup_printf (_ ("+%s"), duration);

  return measure_words (widget, self->time == PL_DATA_TIME_OF_DAY ? of_day : text, FALSE, NULL);
}

static int
measure_direction (GtkWidget *widget)
{
  g_autofree char *bytes = pl_format_bytes (88800);
  g_autofree char *sent = g_strdup_printf (_ ("sent %s"), bytes);
  g_autofree char *received = g_strdup_printf (_ ("received %s"), bytes);

  return pl_data_columns_get_icon_size (widget) + ICON_GAP +
         MAX (measure_words (widget, sent, TRUE, NULL), measure_words (widget, received, TRUE, NULL));
}

static void
ensure_fonts (PlDataColumns *self, GtkWidget *widget)
{
  int mono_height, words_height;

  if (self->mono != NULL)
    return;

  self->mono = create_mono_context (widget);
  self->widths[PL_DATA_COLUMN_TIME] = measure_time (self, widget);
  self->widths[PL_DATA_COLUMN_DIRECTION] = measure_direction (widget);
  self->widths[PL_DATA_COLUMN_OFFSET] = measure_mono (self->mono, self->longest > 0x10000 ? 5 : 4,
                                                      &mono_height);
  self->widths[PL_DATA_COLUMN_HEX] = measure_mono (self->mono, HEX_CHARS, NULL);
  self->widths[PL_DATA_COLUMN_TEXT] = measure_mono (self->mono, pl_data_columns_get_row_size (self), NULL);
  for (guint i = 0; i < PL_DATA_N_COLUMNS; i++)
    self->widths[i] = MAX (self->widths[i],
                           measure_words (widget, pl_data_columns_get_title (i), FALSE, &words_height));
  self->row_height = MAX (mono_height, words_height) + ROW_PADDING;
}

/* ---- Room ---- */

static gboolean
is_wanted (PlDataColumns *self, PlDataColumn column)
{
  return !(column == PL_DATA_COLUMN_HEX && self->view == PL_DATA_VIEW_TEXT) &&
         !(column == PL_DATA_COLUMN_TEXT && self->view == PL_DATA_VIEW_HEX);
}

static int
get_needed (PlDataColumns *self, gboolean with_text, int margin, int gap)
{
  int needed = 2 * margin - gap;

  for (guint i = 0; i < PL_DATA_N_COLUMNS; i++)
    {
      if (is_wanted (self, i) && (with_text || i != PL_DATA_COLUMN_TEXT))
        needed += self->widths[i] + gap;
    }

  return needed;
}

static void
set_changed (PlDataColumns *self)
{
  g_clear_object (&self->mono);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pl_data_columns_finalize (GObject *object)
{
  g_clear_object (&PL_DATA_COLUMNS (object)->mono);

  G_OBJECT_CLASS (pl_data_columns_parent_class)->finalize (object);
}

static void
pl_data_columns_class_init (PlDataColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_data_columns_finalize;

  /**
   * PlDataColumns::changed:
   *
   * Some column has another place or width.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_DATA_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_data_columns_init (PlDataColumns *self)
{
}

/**
 * pl_data_columns_new:
 *
 * Returns: (transfer full): columns for hex and text
 */
PlDataColumns *
pl_data_columns_new (void)
{
  return g_object_new (PL_TYPE_DATA_COLUMNS, NULL);
}

/**
 * pl_data_columns_get_view:
 * @self: columns
 *
 * Returns: which columns are wanted
 */
PlDataView
pl_data_columns_get_view (PlDataColumns *self)
{
  return self->view;
}

/**
 * pl_data_columns_set_view:
 * @self: columns
 * @view: which columns are wanted
 */
void
pl_data_columns_set_view (PlDataColumns *self, PlDataView view)
{
  if (self->view == view)
    return;

  self->view = view;
  set_changed (self);
}

/**
 * pl_data_columns_get_time:
 * @self: columns
 *
 * Returns: since when times are told
 */
PlDataTime
pl_data_columns_get_time (PlDataColumns *self)
{
  return self->time;
}

/**
 * pl_data_columns_get_charset:
 * @self: columns
 *
 * Returns: what bytes are taken for
 */
PlCharset
pl_data_columns_get_charset (PlDataColumns *self)
{
  return self->charset;
}

/**
 * pl_data_columns_set_reading:
 * @self: columns
 * @time: since when times are told
 * @charset: what bytes are taken for
 */
void
pl_data_columns_set_reading (PlDataColumns *self, PlDataTime time, PlCharset charset)
{
  self->time = time;
  self->charset = charset;
  set_changed (self);
}

/**
 * pl_data_columns_set_longest:
 * @self: columns
 * @longest: bytes of the longest record
 *
 * Says how long an offset gets.
 */
void
pl_data_columns_set_longest (PlDataColumns *self, guint longest)
{
  gboolean is_other = (longest > 0x10000) != (self->longest > 0x10000);

  self->longest = longest;
  if (is_other)
    set_changed (self);
}

/**
 * pl_data_columns_get_row_size:
 * @self: columns
 *
 * Returns: how many bytes a row has in this view
 */
guint
pl_data_columns_get_row_size (PlDataColumns *self)
{
  return self->view == PL_DATA_VIEW_TEXT ? TEXT_BYTES : HEX_BYTES;
}

/**
 * pl_data_columns_forget_fonts:
 * @self: columns
 *
 * Says that the fonts have changed: all is measured again.
 */
void
pl_data_columns_forget_fonts (PlDataColumns *self)
{
  g_clear_object (&self->mono);
}

/**
 * pl_data_columns_measure:
 * @self: columns
 * @widget: a row or the header
 * @ret_minimum: (out): the width it cannot go below
 * @ret_natural: (out): the width it would like to have
 */
void
pl_data_columns_measure (PlDataColumns *self, GtkWidget *widget, int *ret_minimum, int *ret_natural)
{
  ensure_fonts (self, widget);
  *ret_minimum = get_needed (self, self->view != PL_DATA_VIEW_BOTH, MARGIN_TIGHT, GAP_TIGHT);
  *ret_natural = get_needed (self, TRUE, MARGIN, GAP);
}

/**
 * pl_data_columns_get_place:
 * @self: columns
 * @widget: a row or the header, with its width
 * @column: a column
 * @ret_x: (out): where it begins
 * @ret_width: (out): how wide it is
 *
 * From right to left the columns change places; what is in them does not.
 *
 * Returns: whether the column is shown at all
 */
gboolean
pl_data_columns_get_place (PlDataColumns *self,
                           GtkWidget *widget,
                           PlDataColumn column,
                           int *ret_x,
                           int *ret_width)
{
  int width = gtk_widget_get_width (widget);
  gboolean is_tight, has_text;
  int x;

  ensure_fonts (self, widget);
  is_tight = get_needed (self, TRUE, MARGIN, GAP) > width;
  /* Where there is no room for both, hex stays: the text can be had by itself. */
  has_text = self->view != PL_DATA_VIEW_BOTH || get_needed (self, TRUE, MARGIN_TIGHT, GAP_TIGHT) <= width;
  x = is_tight ? MARGIN_TIGHT : MARGIN;
  for (guint i = 0; i < column; i++)
    x += is_wanted (self, i) ? self->widths[i] + (is_tight ? GAP_TIGHT : GAP) : 0;

  *ret_width = self->widths[column];
  *ret_x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - x - *ret_width : x;

  return is_wanted (self, column) && (has_text || column != PL_DATA_COLUMN_TEXT);
}

/**
 * pl_data_columns_get_row_height:
 * @self: columns
 * @widget: a row
 *
 * Returns: its height, without a gap above it
 */
int
pl_data_columns_get_row_height (PlDataColumns *self, GtkWidget *widget)
{
  ensure_fonts (self, widget);

  return self->row_height;
}

/**
 * pl_data_columns_get_icon_size:
 * @widget: a row
 *
 * Returns: the size of its arrow in pixels
 */
int
pl_data_columns_get_icon_size (GtkWidget *widget)
{
  return (int) (pl_style_get_em (widget) * ICON_EM + 0.5);
}

/**
 * pl_data_columns_create_mono:
 * @self: columns
 * @widget: a row
 * @text: one line
 *
 * Returns: (transfer full): the text in the monospace font, from left to right
 */
PangoLayout *
pl_data_columns_create_mono (PlDataColumns *self, GtkWidget *widget, const char *text)
{
  ensure_fonts (self, widget);

  return create_mono_layout (self->mono, text);
}

/**
 * pl_data_columns_get_title:
 * @column: a column
 *
 * Returns: what stands above it, translated
 */
const char *
pl_data_columns_get_title (PlDataColumn column)
{
  static const char *const titles[] = {
    [PL_DATA_COLUMN_TIME] = N_ ("Time"),     [PL_DATA_COLUMN_DIRECTION] = N_ ("Direction"),
    [PL_DATA_COLUMN_OFFSET] = N_ ("Offset"), [PL_DATA_COLUMN_HEX] = N_ ("Hex"),
    [PL_DATA_COLUMN_TEXT] = N_ ("Text"),
  };

  return _ (titles[column]);
}
