/* The states of TCP in the order a connection lives them, from the start of a line of words to its end: the
 * present one filled, the way there in the same hue, and dark what can come next. Knows a path, no socket. */

#include "app/widgets/pl-state-diagram.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In pixels at the usual type size; all of it shrinks together where there is no room. */
#define USUAL_EM     (11 * 96 / 72.)
#define HEIGHT       196.0
#define BOX_WIDTH    100.0
#define BOX_LEAST    92.0
#define BOX_HEIGHT   30.0
#define BOX_RADIUS   8.0
#define GAP_LEAST    22.0
#define MARGIN       19.0 /* above the first row and below the last */
#define NAME_SIZE    12.0
#define CAUSE_SIZE   11.0
#define HEAD_LENGTH  9.0
#define HEAD_WIDTH   4.5
#define LEAST_SCALE  0.7
#define N_COLUMNS    7
#define N_ROWS       3
#define CAUSE_OFFSET 9.0
#define SHORT_ARROW  34.0

typedef struct
{
  guint column;
  guint row;
} Place;

static const Place places[PL_N_TCP_STATES] = {
  [PL_TCP_NEW] = { 0, 1 },          [PL_TCP_LISTEN] = { 1, 0 },      [PL_TCP_SYN_SENT] = { 1, 2 },
  [PL_TCP_SYN_RECEIVED] = { 2, 0 }, [PL_TCP_ESTABLISHED] = { 3, 1 }, [PL_TCP_FIN_WAIT_1] = { 4, 0 },
  [PL_TCP_CLOSE_WAIT] = { 4, 2 },   [PL_TCP_FIN_WAIT_2] = { 5, 0 },  [PL_TCP_CLOSING] = { 5, 1 },
  [PL_TCP_LAST_ACK] = { 5, 2 },     [PL_TCP_TIME_WAIT] = { 6, 0 },   [PL_TCP_CLOSED] = { 6, 2 },
};

struct _PlStateDiagram
{
  GtkWidget parent_instance;

  PlTcpPath path;
};

G_DEFINE_FINAL_TYPE (PlStateDiagram, pl_state_diagram, GTK_TYPE_WIDGET)

/* One drawing: the sizes and colours of now. */
typedef struct
{
  PlStateDiagram *diagram;
  cairo_t *cr;
  double width;
  double height;
  double scale;
  double box_width;
  gboolean is_mirrored;
  GdkRGBA words;
  GdkRGBA faint_words;
  GdkRGBA faint;
  GdkRGBA accent;
  GdkRGBA filled;
  GdkRGBA on_filled;
  GdkRGBA paper;
} Pen;

static double
get_em_scale (GtkWidget *widget)
{
  return pl_style_get_em (widget) / USUAL_EM;
}

static void
pen_init (Pen *pen, PlStateDiagram *self, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double least_width = N_COLUMNS * BOX_LEAST + (N_COLUMNS - 1) * GAP_LEAST;
  double gaps;

  pen->diagram = self;
  pen->cr = cr;
  pen->width = gtk_widget_get_width (widget);
  pen->height = gtk_widget_get_height (widget);
  pen->scale = MIN (get_em_scale (widget), pen->width / least_width);
  gaps = (N_COLUMNS - 1) * GAP_LEAST * pen->scale;
  pen->box_width = MIN (BOX_WIDTH * pen->scale, (pen->width - gaps) / N_COLUMNS);
  pen->is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  pl_style_lookup_color (widget, "view_fg_color", &pen->words);
  pl_style_lookup_color (widget, "diagram_note_color", &pen->faint_words);
  pl_style_lookup_color (widget, "diagram_line_color", &pen->faint);
  pl_style_lookup_color (widget, "accent_color", &pen->accent);
  pl_style_lookup_color (widget, "accent_bg_color", &pen->filled);
  pl_style_lookup_color (widget, "accent_fg_color", &pen->on_filled);
  pl_style_lookup_color (widget, "window_bg_color", &pen->paper);
}

/* The middle of a state's box. */
static void
get_middle (const Pen *pen, PlTcpState state, double *ret_x, double *ret_y)
{
  const Place *place = &places[state];
  double column = (pen->width - pen->box_width) / (N_COLUMNS - 1);
  double margin = MARGIN * pen->scale + BOX_HEIGHT * pen->scale / 2;
  double x = place->column * column + pen->box_width / 2;

  *ret_x = round (pen->is_mirrored ? pen->width - x : x);
  *ret_y = round (margin + place->row * (pen->height - 2 * margin) / (N_ROWS - 1));
}

/* @align is which part of the text stands at @x: 0 its left edge, 0.5 its middle, 1 its right edge. */
static void
draw_text (const Pen *pen,
           const char *text,
           double x,
           double y,
           double align,
           double size,
           gboolean is_bold,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (pen->diagram), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  int width, height;

  pango_font_description_set_absolute_size (font, size * pen->scale * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_merge (font, pango_context_get_font_description (pango_layout_get_context (layout)),
                                FALSE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, align < 0.5   ? PANGO_ALIGN_LEFT
                                      : align > 0.5 ? PANGO_ALIGN_RIGHT
                                                    : PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &width, &height);
  gdk_cairo_set_source_rgba (pen->cr, color);
  cairo_move_to (pen->cr, round (x - width * align), round (y - height / 2.0));
  pango_cairo_show_layout (pen->cr, layout);
}

/* 1. Arrows */

typedef struct
{
  double x1, y1, x2, y2;
} Line;

static Line
get_line (const Pen *pen, const PlTcpEdge *edge)
{
  double half_width = (pen->is_mirrored ? -1 : 1) * pen->box_width / 2;
  double half_height = BOX_HEIGHT * pen->scale / 2;
  Line line;

  get_middle (pen, edge->from, &line.x1, &line.y1);
  get_middle (pen, edge->to, &line.x2, &line.y2);
  if (line.x1 == line.x2)
    {
      line.y1 += half_height;
      line.y2 -= half_height;
    }
  else
    {
      line.x1 += half_width;
      line.x2 -= half_width;
    }

  return line;
}

static void
draw_arrow (const Pen *pen, const Line *line, double line_width, const GdkRGBA *color)
{
  double dx = line->x2 - line->x1, dy = line->y2 - line->y1, length = hypot (dx, dy);
  double ux = dx / length, uy = dy / length;
  double head = HEAD_LENGTH * pen->scale, side = HEAD_WIDTH * pen->scale;
  cairo_t *cr = pen->cr;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, line_width);
  cairo_move_to (cr, line->x1, line->y1);
  cairo_line_to (cr, line->x2 - ux * (head - 2), line->y2 - uy * (head - 2));
  cairo_stroke (cr);

  cairo_move_to (cr, line->x2, line->y2);
  cairo_line_to (cr, line->x2 - ux * head - uy * side, line->y2 - uy * head + ux * side);
  cairo_line_to (cr, line->x2 - ux * head + uy * side, line->y2 - uy * head - ux * side);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Words that are wider than a short arrow keep clear of the boxes. */
static double
get_distance (const Line *line)
{
  return fabs (line->x2 - line->x1) < SHORT_ARROW ? BOX_HEIGHT / 2 + 8 : 16;
}

/* Beside the line: above a level one in the upper half, below it in the lower, and on the open side of the
 * others. */
static void
draw_cause (const Pen *pen, const PlTcpEdge *edge, const Line *line, gboolean is_bold, const GdkRGBA *color)
{
  double x = (line->x1 + line->x2) / 2, y = (line->y1 + line->y2) / 2;
  double aside = 5 * pen->scale * (pen->is_mirrored ? -1 : 1);
  double side = pen->is_mirrored ? 1 : 0;
  const char *cause = _ (edge->cause);

  if (line->x1 == line->x2)
    draw_text (pen, cause, x + aside, y, side, CAUSE_SIZE, is_bold, color);
  else if (fabs (line->y2 - line->y1) < 1)
    draw_text (pen, cause, x, y + (y > pen->height / 2 ? 1 : -1) * get_distance (line) * pen->scale, 0.5,
               CAUSE_SIZE, is_bold, color);
  else
    draw_text (pen, cause, x + aside, y + (line->y2 > line->y1 ? -1 : 1) * CAUSE_OFFSET * pen->scale, side,
               CAUSE_SIZE, is_bold, color);
}

static void
draw_edge (const Pen *pen, const PlTcpEdge *edge)
{
  const PlTcpPath *path = &pen->diagram->path;
  gboolean was_taken = pl_tcp_path_has_edge (path, edge->from, edge->to);
  gboolean is_next = pl_tcp_path_get_state (path) == edge->from;
  const GdkRGBA *color = was_taken ? &pen->accent : is_next ? &pen->words : &pen->faint;
  Line line = get_line (pen, edge);

  draw_arrow (pen, &line, was_taken ? 2.5 : is_next ? 2 : 1.5, color);
  draw_cause (pen, edge, &line, was_taken || is_next, was_taken || is_next ? &pen->words : &pen->faint_words);
}

/* 2. Boxes */

static void
trace_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_box (const Pen *pen, PlTcpState state)
{
  gboolean is_now = pl_tcp_path_get_state (&pen->diagram->path) == state;
  gboolean was_there = pl_tcp_path_has_state (&pen->diagram->path, state);
  double height = BOX_HEIGHT * pen->scale;
  double line = was_there ? 2 : 1.5;
  double x, y;

  get_middle (pen, state, &x, &y);
  trace_box (pen->cr, x - pen->box_width / 2 + line / 2, y - height / 2 + line / 2, pen->box_width - line,
             height - line, BOX_RADIUS * pen->scale);
  gdk_cairo_set_source_rgba (pen->cr, is_now ? &pen->filled : &pen->paper);
  cairo_fill_preserve (pen->cr);
  gdk_cairo_set_source_rgba (pen->cr, is_now ? &pen->filled : was_there ? &pen->accent : &pen->faint);
  cairo_set_line_width (pen->cr, line);
  cairo_stroke (pen->cr);
  draw_text (pen, pl_tcp_state_to_string (state), x, y, 0.5, NAME_SIZE, was_there,
             is_now      ? &pen->on_filled
             : was_there ? &pen->words
                         : &pen->faint_words);
}

static void
pl_state_diagram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                (float) gtk_widget_get_height (widget)));
  guint n_edges;
  const PlTcpEdge *edges = pl_tcp_get_edges (&n_edges);
  Pen pen;

  pen_init (&pen, PL_STATE_DIAGRAM (widget), cr);
  for (guint i = 0; i < n_edges; i++)
    draw_edge (&pen, &edges[i]);
  for (guint state = PL_TCP_ESTABLISHED; state < PL_N_TCP_STATES; state++)
    draw_box (&pen, (PlTcpState) state);
  cairo_destroy (cr);
}

static void
pl_state_diagram_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  double least_width = N_COLUMNS * BOX_LEAST + (N_COLUMNS - 1) * GAP_LEAST;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) (least_width * LEAST_SCALE);
      *natural = (int) (least_width * get_em_scale (widget));
    }
  else
    {
      *minimum = *natural = (int) (HEIGHT * get_em_scale (widget));
    }
}

static void
pl_state_diagram_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pl_state_diagram_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget); /* the hues are looked up by name, which GTK does not see */
}

static void
pl_state_diagram_class_init (PlStateDiagramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = pl_state_diagram_snapshot;
  widget_class->measure = pl_state_diagram_measure;
  widget_class->css_changed = pl_state_diagram_css_changed;
  gtk_widget_class_set_css_name (widget_class, "statediagram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pl_state_diagram_init (PlStateDiagram *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE); /* so that it can be heard, too */
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * pl_state_diagram_new:
 *
 * Returns: (transfer floating): a diagram in no state
 */
GtkWidget *
pl_state_diagram_new (void)
{
  return g_object_new (PL_TYPE_STATE_DIAGRAM, NULL);
}

/**
 * pl_state_diagram_set_path:
 * @self: a diagram
 * @path: the way through the states; copied
 *
 * Lights the states of @path. Its sentence is the accessible name.
 */
void
pl_state_diagram_set_path (PlStateDiagram *self, const PlTcpPath *path)
{
  g_autofree char *sentence = NULL;

  if (self->path.n_states == path->n_states &&
      pl_tcp_path_get_state (&self->path) == pl_tcp_path_get_state (path) &&
      memcmp (self->path.states, path->states, path->n_states * sizeof *path->states) == 0)
    return;

  self->path = *path;
  sentence = pl_tcp_path_dup_sentence (path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  pl_tcp_state_describe (pl_tcp_path_get_state (path)), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
