/* A story as a picture for a paper or a page: the timeline of the panel, in SVG 1.1. */

#include "core/connect/pl-story-private.h"

/* In pixels. */
#define WIDTH      1160
#define MARGIN     16
#define STEP_X     MARGIN
#define TIME_X     390
#define TIME_WIDTH 470
#define OUTCOME_X  884
#define HEAD       64
#define ROW        56
#define BAR        20

#define FOREGROUND "#241f31"
#define NOTE       "#5a5663"
#define GREEN      "#14703f"
#define RED        "#c01c28"
#define LOCAL      "#7a3ba0"
#define PEER       "#a84600"

typedef struct
{
  const PlStory *story;
  GString *svg;
} Drawing;

static int
get_x (const Drawing *self, gint64 at_us)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);

  return TIME_X + (int) (MIN (at_us, axis->end_us) * TIME_WIDTH / axis->end_us);
}

static void
draw_text (Drawing *self, int x, int y, const char *look, const char *color, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (self->svg, "<text x=\"%d\" y=\"%d\" fill=\"%s\" %s>%s</text>\n", x, y, color, look,
                          escaped);
}

static void
draw_line (Drawing *self, int x, int y, int to_x, int to_y, const char *look)
{
  g_string_append_printf (self->svg,
                          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"" FOREGROUND "\" %s/>\n", x,
                          y, to_x, to_y, look);
}

static void
draw_axis (Drawing *self, int height)
{
  const PlStoryAxis *axis = pl_story_get_axis (self->story);

  for (gint64 at_us = 0; at_us <= axis->end_us; at_us += axis->step_us)
    {
      g_autofree char *label = pl_story_axis_dup_label (axis, at_us);

      draw_line (self, get_x (self, at_us), HEAD - 6, get_x (self, at_us), height, "stroke-opacity=\".15\"");
      draw_text (self, get_x (self, at_us), HEAD - 12, "font-size=\"12\" text-anchor=\"middle\"", NOTE,
                 label);
    }
}

static const char *
get_color (const PlStoryItem *item)
{
  if (item->kind == PL_STORY_MOMENT)
    return item->state == PL_STORY_DONE ? PEER : item->state == PL_STORY_FAILED ? RED : FOREGROUND;
  if (item->kind == PL_STORY_QUESTION)
    return FOREGROUND;

  return item->state == PL_STORY_WON ? GREEN : item->state == PL_STORY_FAILED ? RED : FOREGROUND;
}

static void
draw_wait (Drawing *self, const PlStoryItem *item, int y)
{
  gint64 end_us = item->wait_end_us >= 0 ? item->wait_end_us : pl_story_get_now_us (self->story);
  int x = get_x (self, item->wait_begin_us), to_x = get_x (self, end_us);

  draw_line (self, x, y - 5, x, y + 5, "stroke-width=\"1.5\"");
  draw_line (self, x, y, to_x, y, "stroke-width=\"1.5\" stroke-dasharray=\"2 4\"");
  if (to_x - x > 140)
    draw_text (self, (x + to_x) / 2, y - 8, "font-size=\"12\" text-anchor=\"middle\"", NOTE, item->wait);
}

static void
draw_bar (Drawing *self, const PlStoryItem *item, int y)
{
  gint64 end_us = item->end_us >= 0 ? item->end_us : pl_story_get_now_us (self->story);
  int x = get_x (self, item->begin_us);
  int width = MAX (get_x (self, end_us) - x, 4);
  gboolean is_hatched = item->state == PL_STORY_CANCELLED;

  g_string_append_printf (self->svg,
                          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" "
                          "fill-opacity=\"%s\" stroke=\"%s\"/>\n",
                          x, y - BAR / 2, width, BAR, is_hatched ? "url(#hatch)" : get_color (item),
                          item->end_us < 0 ? ".3" : "1", get_color (item));
}

/* Hollow where it came later than the scale. */
static void
draw_mark (Drawing *self, const PlStoryItem *item, int y)
{
  gboolean is_beyond = item->begin_us > pl_story_get_axis (self->story)->end_us;
  const char *color = get_color (item);

  g_string_append_printf (self->svg,
                          "<path d=\"M %d %d l 9 9 l -9 9 l -9 -9 z\" fill=\"%s\" stroke=\"%s\"/>\n",
                          get_x (self, item->begin_us), y - 9, is_beyond ? "white" : color, color);
}

/* The signs of the panel: a square is here, a disc is the peer. */
static void
draw_end (Drawing *self, const PlEnd *end, int y, const char *sign, const char *color)
{
  char text[PL_END_STRING_SIZE];
  g_autofree char *line = NULL;

  if (!pl_end_is_known (end))
    return;

  line = g_strdup_printf ("%s %s", sign, pl_end_to_string (end, text));
  draw_text (self, STEP_X, y, "font-size=\"12\" font-family=\"monospace\"", color, line);
}

static void
draw_item (Drawing *self, const PlStoryItem *item, int y)
{
  if (item->kind == PL_STORY_NOTE)
    {
      draw_text (self, STEP_X, y + 4, "font-size=\"12\"", FOREGROUND, item->sentence);
      return;
    }

  draw_text (self, STEP_X, item->kind == PL_STORY_ATTEMPT ? y - 13 : y - 3,
             "font-size=\"14\" font-weight=\"bold\"", FOREGROUND, item->title);
  draw_end (self, &item->local, y + 3, "■", LOCAL);
  draw_end (self, &item->peer, y + 18, "●", PEER);
  if (item->subject != NULL)
    draw_text (self, STEP_X, y + 14, "font-size=\"12\"", NOTE, item->subject);

  if (item->wait_begin_us >= 0)
    draw_wait (self, item, y);
  if (item->kind == PL_STORY_MOMENT)
    draw_mark (self, item, y);
  else if (item->begin_us >= 0)
    draw_bar (self, item, y);

  draw_text (self, OUTCOME_X, y - 3, "font-size=\"14\" font-weight=\"bold\"", get_color (item),
             item->outcome);
  draw_text (self, OUTCOME_X, y + 14, "font-size=\"12\"", NOTE, item->detail);
}

/**
 * pl_story_to_svg:
 * @self: a story
 *
 * Draws it on white, from left to right, with the colours and signs of the panel.
 *
 * Returns: (transfer full): an SVG document
 */
char *
pl_story_to_svg (const PlStory *self)
{
  Drawing drawing = { self, g_string_new (NULL) };
  guint n = pl_story_get_n_items (self);
  int height = HEAD + (int) n * ROW;
  int bottom = height;
  g_autofree char *title = g_strdup_printf ("%s: %s", self->host != NULL ? self->host : "", self->summary);

  while (n > 0 && pl_story_get_item (self, --n)->kind == PL_STORY_NOTE)
    bottom -= ROW;

  g_string_append_printf (
      drawing.svg,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
      "font-family=\"sans-serif\">\n"
      "<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
      "<path d=\"M -2 10 L 10 -2 M -2 2 L 2 -2 M 6 10 L 10 6\" stroke=\"" FOREGROUND
      "\" stroke-opacity=\".5\"/></pattern></defs>\n"
      "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
      WIDTH, height + MARGIN, WIDTH, height + MARGIN);
  draw_text (&drawing, STEP_X, 24, "font-size=\"16\" font-weight=\"bold\"", FOREGROUND, title);
  draw_axis (&drawing, bottom);
  for (guint i = 0; i < pl_story_get_n_items (self); i++)
    draw_item (&drawing, pl_story_get_item (self, i), HEAD + (int) i * ROW + ROW / 2);
  g_string_append (drawing.svg, "</svg>\n");

  return g_string_free (drawing.svg, FALSE);
}
