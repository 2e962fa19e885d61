/* One row of the story: the step, its lane on the scale of time, and what came of it. The row is what the
 * keyboard goes to and a screen reader reads, so that the picture needs no second copy. */

#include "app/connection/pl-story-row.h"

#include "app/connection/pl-story-bar.h"
#include "app/widgets/pl-side.h"

#include <glib/gi18n-lib.h>

#define ROW_HEIGHT     54
#define ATTEMPT_HEIGHT 70
#define COLUMN_GAP     12
#define MARGIN         4
#define OUTCOME_CHARS  32

struct _PlStoryRow
{
  GtkListBoxRow parent_instance;

  GtkSizeGroup *steps;
  GtkSizeGroup *outcomes;
  GtkWidget *grid;
  GtkWidget *icon;
  GtkWidget *step;
  GtkWidget *title;
  GtkWidget *subject;
  GtkWidget *ends[2]; /* the lines of the local end and of the peer */
  GtkWidget *end_labels[2];
  GtkWidget *bar;
  GtkWidget *outcome_box;
  GtkWidget *outcome;
  GtkWidget *detail;
  GtkWidget *note;
  char *sentence;
};

G_DEFINE_FINAL_TYPE (PlStoryRow, pl_story_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_icon_name (const PlStoryItem *item)
{
  if (item->kind == PL_STORY_NOTE)
    return "dialog-information-symbolic";
  if (item->kind == PL_STORY_MOMENT && item->state == PL_STORY_DONE)
    return "pl-received-symbolic";
  if (item->kind == PL_STORY_MOMENT && item->state == PL_STORY_FAILED)
    return "pl-state-timeout-symbolic";

  switch (item->state)
    {
    case PL_STORY_DONE:
      return item->n > 0 ? "pl-state-open-symbolic" : "pl-state-closed-symbolic";
    case PL_STORY_WON:
      return "pl-state-open-symbolic";
    case PL_STORY_FAILED:
      return pl_failure_get_outcome (&item->failure) == PL_OUTCOME_TIMED_OUT ? "pl-state-timeout-symbolic"
                                                                             : "pl-state-refused-symbolic";
    case PL_STORY_CANCELLED:
      return "pl-state-cancelled-symbolic";
    case PL_STORY_WAITING:
    case PL_STORY_RUNNING:
    default:
      return "pl-state-connecting-symbolic";
    }
}

static const char *
get_css_class (const PlStoryItem *item)
{
  if (item->kind == PL_STORY_MOMENT && item->state == PL_STORY_DONE)
    return "peer";
  if (item->state == PL_STORY_WON)
    return "success";

  return item->state == PL_STORY_FAILED ? "error" : NULL;
}

static void
set_text (GtkWidget *label, const char *text)
{
  if (text == NULL)
    text = "";
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
show_end (PlStoryRow *self, PlSide side, const PlEnd *end)
{
  char text[PL_END_STRING_SIZE];
  gboolean is_known = pl_end_is_known (end);

  gtk_widget_set_visible (self->ends[side], is_known);
  set_text (self->end_labels[side], is_known ? pl_end_to_string (end, text) : NULL);
}

/* An answer is a good sign, but no success: only its icon is green. */
static void
show_class (PlStoryRow *self, const PlStoryItem *item)
{
  const char *css_class = get_css_class (item);
  gboolean is_answer = item->kind == PL_STORY_QUESTION && item->state == PL_STORY_DONE && item->n > 0;
  const char *icon_class = is_answer ? "success" : css_class;

  gtk_widget_set_css_classes (self->icon, (const char *[]){ icon_class, NULL });
  gtk_widget_set_css_classes (self->outcome, (const char *[]){ "heading", css_class, NULL });
}

/* An end of an address keeps its order in every direction of writing, and is cut in the middle: the port
 * counts. */
static GtkWidget *
add_end (PlStoryRow *self, PlSide side)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_image_new_from_icon_name (pl_side_get_icon_name (side));
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (line, pl_side_get_css_class (side));
  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (label, "mono");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (self->step), line);
  self->end_labels[side] = label;

  return line;
}

static GtkWidget *
add_label (GtkWidget *box, const char *const *css_classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_css_classes (label, (const char **) css_classes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
new_column (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);

  return box;
}

static GtkWidget *
new_note (void)
{
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_set_hexpand (note, TRUE);
  gtk_widget_set_margin_top (note, 9);
  gtk_widget_set_margin_bottom (note, 9);

  return note;
}

static void
pl_story_row_dispose (GObject *object)
{
  PlStoryRow *self = PL_STORY_ROW (object);

  g_clear_object (&self->steps);
  g_clear_object (&self->outcomes);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);

  G_OBJECT_CLASS (pl_story_row_parent_class)->dispose (object);
}

static void
pl_story_row_finalize (GObject *object)
{
  g_free (PL_STORY_ROW (object)->sentence);

  G_OBJECT_CLASS (pl_story_row_parent_class)->finalize (object);
}

static void
pl_story_row_class_init (PlStoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_story_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_story_row_finalize;
}

static void
pl_story_row_init (PlStoryRow *self)
{
  static const char *const heading[] = { "heading", NULL };
  static const char *const caption[] = { "note", "caption", "numeric", NULL };
  GtkGrid *grid;

  self->grid = gtk_grid_new ();
  grid = GTK_GRID (self->grid);
  gtk_grid_set_column_spacing (grid, COLUMN_GAP);
  self->icon = gtk_image_new ();
  self->step = new_column ();
  self->title = add_label (self->step, heading);
  self->subject = add_label (self->step, caption);
  self->ends[PL_SIDE_LOCAL] = add_end (self, PL_SIDE_LOCAL);
  self->ends[PL_SIDE_PEER] = add_end (self, PL_SIDE_PEER);
  self->bar = pl_story_bar_new ();
  gtk_widget_set_vexpand (self->bar, TRUE); /* so that the lines go through from row to row */
  self->outcome_box = new_column ();
  self->outcome = add_label (self->outcome_box, heading);
  self->detail = add_label (self->outcome_box, caption);
  gtk_label_set_max_width_chars (GTK_LABEL (self->detail), OUTCOME_CHARS);
  gtk_label_set_wrap (GTK_LABEL (self->detail), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->detail), 2);
  self->note = new_note ();

  gtk_grid_attach (grid, self->icon, 0, 0, 1, 1);
  gtk_grid_attach (grid, self->step, 1, 0, 1, 1);
  gtk_grid_attach (grid, self->bar, 2, 0, 1, 1);
  gtk_grid_attach (grid, self->outcome_box, 3, 0, 1, 1);
  gtk_grid_attach (grid, self->note, 4, 0, 1, 1);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->grid);
}

/**
 * pl_story_row_new:
 * @steps: what gives all steps the same width
 * @outcomes: the same for what came of them
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pl_story_row_new (GtkSizeGroup *steps, GtkSizeGroup *outcomes)
{
  PlStoryRow *self = g_object_new (PL_TYPE_STORY_ROW, NULL);

  self->steps = g_object_ref (steps);
  self->outcomes = g_object_ref (outcomes);
  gtk_size_group_add_widget (steps, self->step);
  gtk_size_group_add_widget (outcomes, self->outcome_box);

  return GTK_WIDGET (self);
}

static void
show_parts (PlStoryRow *self, PlStoryKind kind)
{
  gboolean is_note = kind == PL_STORY_NOTE;

  gtk_widget_set_visible (self->step, !is_note);
  gtk_widget_set_visible (self->bar, !is_note);
  gtk_widget_set_visible (self->outcome_box, !is_note);
  gtk_widget_set_visible (self->note, is_note);
  gtk_widget_set_visible (self->subject, kind != PL_STORY_ATTEMPT);
  gtk_widget_set_size_request (self->grid, -1, kind == PL_STORY_ATTEMPT ? ATTEMPT_HEIGHT : ROW_HEIGHT);
}

/**
 * pl_story_row_show:
 * @self: a row
 * @story: a story
 * @position: which of its items to show
 */
void
pl_story_row_show (PlStoryRow *self, PlStory *story, guint position)
{
  const PlStoryItem *item = pl_story_get_item (story, position);

  show_parts (self, item->kind);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon_name (item));
  show_class (self, item);
  set_text (self->title, item->title);
  set_text (self->subject, item->subject);
  show_end (self, PL_SIDE_LOCAL, &item->local);
  show_end (self, PL_SIDE_PEER, &item->peer);
  set_text (self->outcome, item->outcome);
  set_text (self->detail, item->detail);
  if (item->kind == PL_STORY_NOTE)
    set_text (self->note, item->sentence);
  else
    pl_story_bar_show_item (PL_STORY_BAR (self->bar), story, position);

  if (g_strcmp0 (self->sentence, item->sentence) == 0)
    return;
  g_free (self->sentence);
  self->sentence = g_strdup (item->sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->sentence, -1);
}

/**
 * pl_story_row_set_narrow:
 * @self: a row
 * @is_narrow: whether there is little room: then the outcome stands below the step
 */
void
pl_story_row_set_narrow (PlStoryRow *self, gboolean is_narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->grid);
  GtkGridLayoutChild *outcome = GTK_GRID_LAYOUT_CHILD (
      gtk_layout_manager_get_layout_child (layout, self->outcome_box));
  GtkGridLayoutChild *bar = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->bar));

  if (is_narrow == (gtk_grid_layout_child_get_row (outcome) == 1))
    return;

  gtk_size_group_remove_widget (is_narrow ? self->outcomes : self->steps, self->outcome_box);
  gtk_size_group_add_widget (is_narrow ? self->steps : self->outcomes, self->outcome_box);
  gtk_grid_layout_child_set_column (outcome, is_narrow ? 1 : 3);
  gtk_grid_layout_child_set_row (outcome, is_narrow ? 1 : 0);
  gtk_grid_layout_child_set_row_span (bar, is_narrow ? 2 : 1);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->outcome_box),
                                  is_narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self->outcome_box), is_narrow ? 6 : 0);
  gtk_widget_set_margin_top (self->outcome_box, is_narrow ? 0 : MARGIN);
  gtk_widget_set_margin_bottom (self->step, is_narrow ? 0 : MARGIN);
}

/**
 * pl_story_row_get_sentence:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): everything it knows, with exact times and the code
 */
const char *
pl_story_row_get_sentence (PlStoryRow *self)
{
  return self->sentence;
}
