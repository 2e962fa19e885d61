/* One lane of a story, drawn on the common scale of time, or the scale itself. Knows no other lane.
 *
 * Filled is what ran, hatched what was cancelled, dotted what waited, a diamond what took no time. Time runs
 * with the text direction, as everything but addresses does. */

#include "app/connection/pl-story-bar.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In ems of the small font of the lane. */
#define INSET_EM   0.9
#define BAR_EM     1.6667
#define BAR_MIN_EM 0.5
#define RADIUS_EM  0.33
#define MARK_EM    0.75
#define TICK_EM    0.5
#define HATCH_EM   0.67
#define LABEL_EM   1.0 /* between two labels of the scale, at least */
#define MIN_EM     9.0
#define NATURAL_EM 24.0
#define AXIS_EM    2.8

#define GRID_ALPHA  0.12
#define NOTE_ALPHA  0.78
#define HATCH_ALPHA 0.5
#define OPEN_ALPHA  0.3 /* of what has no end yet */

struct _PlStoryBar
{
  GtkWidget parent_instance;

  PlStory *story; /* (nullable) */
  guint position;
  gboolean is_axis;
};

G_DEFINE_FINAL_TYPE (PlStoryBar, pl_story_bar, GTK_TYPE_WIDGET)

static double
get_em (PlStoryBar *self)
{
  return pl_style_get_em (GTK_WIDGET (self));
}

static gboolean
is_mirrored (PlStoryBar *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static double
get_x (PlStoryBar *self, gint64 at_us)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);
  double inset = INSET_EM * get_em (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * inset;
  double part = (double) CLAMP (at_us, 0, axis->end_us) / (double) axis->end_us;

  return inset + (is_mirrored (self) ? 1 - part : part) * width;
}

/* Left and right of a stretch of time, whichever way time runs. */
static void
get_stretch (PlStoryBar *self, gint64 begin_us, gint64 end_us, double *ret_x, double *ret_width)
{
  double begin = get_x (self, begin_us);
  double end = get_x (self, end_us >= 0 ? end_us : pl_story_get_now_us (self->story));
  double least = BAR_MIN_EM * get_em (self);

  *ret_width = MAX (fabs (end - begin), least);
  *ret_x = is_mirrored (self) ? begin - *ret_width : begin;
}

static void
get_note_color (PlStoryBar *self, GdkRGBA *ret_color)
{
  pl_style_lookup_color (GTK_WIDGET (self), "view_fg_color", ret_color);
  ret_color->alpha *= (float) NOTE_ALPHA;
}

static const char *
get_color_name (const PlStoryItem *item)
{
  if (item->kind == PL_STORY_MOMENT && item->state == PL_STORY_DONE)
    return "peer_color";
  if (item->kind != PL_STORY_QUESTION && item->state == PL_STORY_WON)
    return "success_color";
  if (item->kind != PL_STORY_QUESTION && item->state == PL_STORY_FAILED)
    return "error_color";

  return "view_fg_color";
}

/* 1. The scale */

static void
draw_line (GtkSnapshot *snapshot, double x, double y, double height, const GdkRGBA *color)
{
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) floor (x), (float) y, 1, (float) (height - y)));
}

static void
draw_grid (PlStoryBar *self, GtkSnapshot *snapshot)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA color;

  pl_style_lookup_color (GTK_WIDGET (self), "view_fg_color", &color);
  color.alpha *= (float) GRID_ALPHA;
  for (gint64 n = 0; n * axis->step_us <= 2 * axis->end_us; n++)
    draw_line (snapshot, get_x (self, n * axis->step_us / 2), 0, height, &color);
}

static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) floor (x), (float) floor (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* The last label, which has the unit, before the others: where there is little room, it stays. */
static void
draw_labels (PlStoryBar *self, GtkSnapshot *snapshot, double bottom)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double gap = LABEL_EM * get_em (self);
  double taken = is_mirrored (self) ? -gap : width + gap;
  GdkRGBA color;

  get_note_color (self, &color);
  for (gint64 at_us = axis->end_us; at_us >= 0; at_us -= axis->step_us)
    {
      g_autofree char *text = pl_story_axis_dup_label (axis, at_us);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      int text_width, text_height;
      double x;

      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      x = CLAMP (get_x (self, at_us) - text_width / 2.0, 0, MAX (width - text_width, 0));
      if (is_mirrored (self) ? x < taken + gap : x + text_width > taken - gap)
        continue;
      taken = is_mirrored (self) ? x + text_width : x;
      draw_layout (snapshot, layout, x, bottom - text_height, &color);
    }
}

static void
draw_axis (PlStoryBar *self, GtkSnapshot *snapshot)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double tick = height - TICK_EM * get_em (self);
  GdkRGBA color;

  pl_style_lookup_color (GTK_WIDGET (self), "view_fg_color", &color);
  for (gint64 at_us = 0; at_us <= axis->end_us; at_us += axis->step_us)
    draw_line (snapshot, get_x (self, at_us), tick, height, &color);
  draw_labels (self, snapshot, tick - 2);
}

/* 2. A lane */

static void
trace_bar (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
hatch (cairo_t *cr, double x, double y, double width, double height, double step)
{
  cairo_set_line_width (cr, 1);
  for (double at = x - height; at < x + width; at += step)
    {
      cairo_move_to (cr, at, y + height);
      cairo_line_to (cr, at + height, y);
    }
  cairo_stroke (cr);
}

static void
draw_bar (PlStoryBar *self, cairo_t *cr, const PlStoryItem *item, GdkRGBA color)
{
  double em = get_em (self);
  double height = floor (BAR_EM * em);
  double y = floor ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2);
  gboolean is_filled = item->state != PL_STORY_CANCELLED && item->state != PL_STORY_RUNNING;
  double x, width;

  get_stretch (self, item->begin_us, item->end_us, &x, &width);
  gdk_cairo_set_source_rgba (cr, &color);
  if (is_filled)
    {
      trace_bar (cr, x, y, width, height, RADIUS_EM * em);
      cairo_fill (cr);
      return;
    }

  cairo_set_line_width (cr, 1.5);
  trace_bar (cr, x + 0.75, y + 0.75, MAX (width - 1.5, 1), height - 1.5, RADIUS_EM * em);
  cairo_stroke_preserve (cr);
  color.alpha *= (float) (item->state == PL_STORY_RUNNING ? OPEN_ALPHA : HATCH_ALPHA);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_clip (cr);
  if (item->state == PL_STORY_RUNNING)
    cairo_paint (cr);
  else
    hatch (cr, x, y, width, height, HATCH_EM * em);
  cairo_reset_clip (cr);
}

static void
draw_mark (PlStoryBar *self, cairo_t *cr, double x, const GdkRGBA *color, gboolean is_hollow)
{
  double size = MARK_EM * get_em (self);
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  cairo_new_path (cr);
  cairo_move_to (cr, x, y - size);
  cairo_line_to (cr, x + size, y);
  cairo_line_to (cr, x, y + size);
  cairo_line_to (cr, x - size, y);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  if (is_hollow)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

static void
draw_dots (PlStoryBar *self, cairo_t *cr, gint64 begin_us, gint64 end_us, double gap, const GdkRGBA *color)
{
  double y = floor (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0) + 0.5;
  double x = get_x (self, begin_us);
  double to_x = get_x (self, end_us) + (is_mirrored (self) ? gap : -gap);
  double end = TICK_EM * get_em (self);
  double dash[2] = { 2, 4 };

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, x, y - end);
  cairo_line_to (cr, x, y + end);
  cairo_stroke (cr);
  cairo_set_dash (cr, dash, 2, 0);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, to_x, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Over the dots, if it has room there. */
static void
draw_reason (PlStoryBar *self, GtkSnapshot *snapshot, const char *text, gint64 begin_us, gint64 end_us)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double x = MIN (get_x (self, begin_us), get_x (self, end_us));
  double room = fabs (get_x (self, end_us) - get_x (self, begin_us));
  int width, height;
  GdkRGBA color;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > room)
    return;

  get_note_color (self, &color);
  draw_layout (snapshot, layout, x + (room - width) / 2,
               gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - height - 1, &color);
}

static gint64
get_wait_end (PlStoryBar *self, const PlStoryItem *item)
{
  return item->wait_end_us >= 0 ? item->wait_end_us : pl_story_get_now_us (self->story);
}

static void
draw_item (PlStoryBar *self, GtkSnapshot *snapshot, const PlStoryItem *item)
{
  gboolean is_beyond = item->begin_us > pl_story_get_axis (self->story)->end_us;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                     (float) gtk_widget_get_height (GTK_WIDGET (self))));
  GdkRGBA color, plain;

  pl_style_lookup_color (GTK_WIDGET (self), get_color_name (item), &color);
  pl_style_lookup_color (GTK_WIDGET (self), "view_fg_color", &plain);
  if (item->wait_begin_us >= 0)
    draw_dots (self, cr, item->wait_begin_us, get_wait_end (self, item), 0, &plain);
  if (is_beyond)
    draw_dots (self, cr, pl_story_get_now_us (self->story), item->begin_us, MARK_EM * get_em (self), &color);
  if (item->kind == PL_STORY_MOMENT)
    draw_mark (self, cr, get_x (self, item->begin_us), &color, is_beyond);
  else if (item->begin_us >= 0)
    draw_bar (self, cr, item, color);
  cairo_destroy (cr);

  if (item->wait_begin_us >= 0)
    draw_reason (self, snapshot, item->wait, item->wait_begin_us, get_wait_end (self, item));
  if (is_beyond)
    draw_reason (self, snapshot, _ ("later than the scale"), pl_story_get_now_us (self->story),
                 item->begin_us);
}

static void
pl_story_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlStoryBar *self = PL_STORY_BAR (widget);

  if (self->story == NULL)
    return;
  if (self->is_axis)
    {
      draw_axis (self, snapshot);
      return;
    }

  draw_grid (self, snapshot);
  draw_item (self, snapshot, pl_story_get_item (self->story, self->position));
}

static void
pl_story_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  PlStoryBar *self = PL_STORY_BAR (widget);
  double em = get_em (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ceil (MIN_EM * em);
      *natural = (int) ceil (NATURAL_EM * em);
    }
  else
    {
      *minimum = *natural = (int) ceil ((self->is_axis ? AXIS_EM : BAR_EM) * em);
    }
}

static void
pl_story_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_story_bar_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget); /* the hues are looked up by name, which GTK does not see */
}

static void
pl_story_bar_dispose (GObject *object)
{
  g_clear_pointer (&PL_STORY_BAR (object)->story, pl_story_unref);

  G_OBJECT_CLASS (pl_story_bar_parent_class)->dispose (object);
}

static void
pl_story_bar_class_init (PlStoryBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_story_bar_dispose;
  widget_class->snapshot = pl_story_bar_snapshot;
  widget_class->measure = pl_story_bar_measure;
  widget_class->css_changed = pl_story_bar_css_changed;
  gtk_widget_class_set_css_name (widget_class, "storybar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_story_bar_init (PlStoryBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
show_story (PlStoryBar *self, PlStory *story, gboolean is_axis)
{
  if (story != NULL)
    pl_story_ref (story);
  g_clear_pointer (&self->story, pl_story_unref);
  self->story = story;
  if (self->is_axis != is_axis)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->is_axis = is_axis;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pl_story_bar_new:
 *
 * Returns: (transfer floating): an empty lane
 */
GtkWidget *
pl_story_bar_new (void)
{
  return g_object_new (PL_TYPE_STORY_BAR, NULL);
}

/**
 * pl_story_bar_show_axis:
 * @self: a lane
 * @story: (nullable): whose scale to show
 */
void
pl_story_bar_show_axis (PlStoryBar *self, PlStory *story)
{
  show_story (self, story, TRUE);
}

/**
 * pl_story_bar_show_item:
 * @self: a lane
 * @story: a story
 * @position: which of its items to show
 */
void
pl_story_bar_show_item (PlStoryBar *self, PlStory *story, guint position)
{
  self->position = position;
  show_story (self, story, FALSE);
}
