/* One lookup: what it has found, or why it has not, and the questions that it took. Starts nothing. */

#include "app/lookup/pl-lookup-panel.h"

#include "core/lookup/pl-lookup-words.h"

#include "app/lookup/pl-candidate-list.h"
#include "app/lookup/pl-host-entry-list.h"
#include "app/lookup/pl-lookup-look.h"
#include "app/lookup/pl-question-list.h"
#include "app/lookup/pl-record-list.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-style.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

struct _PlLookupPanel
{
  AdwBin parent_instance;

  PlLookup *lookup; /* (nullable) */
  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkSpinner *spinner;
  GtkWidget *connect_button;
  GtkWidget *repeat_button;
  GtkWidget *stop_button;
  GtkBox *columns;
  GtkBox *examples;
  PlHostEntryList *entry_list;
  GtkWidget *problem_box;
  GtkLabel *problem_title;
  GtkLabel *problem_likely;
  GtkLabel *problem_next;
  PlCandidateList *candidates;
  PlRecordList *records;
  PlQuestionList *questions;
};

G_DEFINE_FINAL_TYPE (PlLookupPanel, pl_lookup_panel, ADW_TYPE_BIN)

static void
show_title (PlLookupPanel *self)
{
  g_autofree char *summary = pl_lookup_look_dup_summary (self->lookup);
  gboolean is_over = pl_lookup_is_over (self->lookup);

  gtk_label_set_label (self->title_label, pl_lookup_look_get_title (self->lookup));
  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !is_over);
  gtk_spinner_set_spinning (self->spinner, !is_over);
  gtk_widget_set_visible (self->stop_button, !is_over);
  gtk_widget_set_visible (self->repeat_button, is_over);
  gtk_widget_set_visible (self->connect_button, pl_lookup_get_entry (self->lookup)->candidates->len > 0);
}

static void
describe (PlLookup *lookup, PlProblem *ret_problem)
{
  const GError *problem = pl_lookup_get_problem (lookup);

  if (pl_lookup_get_state (lookup) == PL_LOOKUP_STATE_STOPPED)
    pl_failure_describe (&(PlFailure){ PL_STAGE_LOOKUP, ECANCELED }, &(PlEnd){ 0 }, NULL, ret_problem);
  else if (problem == NULL)
    pl_lookup_describe (lookup, ret_problem);
  else
    *ret_problem = (PlProblem){ .title = g_strdup (_ ("This is neither a name nor an address.")),
                                .likely = g_strdup (problem->message),
                                .next = g_strdup (_ ("Nothing was asked.")) };
}

static void
show_problem (PlLookupPanel *self)
{
  gboolean is_failed = pl_lookup_is_over (self->lookup) && !pl_lookup_is_found (self->lookup);
  PlProblem problem;

  gtk_widget_set_visible (self->problem_box, is_failed);
  if (!is_failed)
    return;

  describe (self->lookup, &problem);
  gtk_label_set_label (self->problem_title, problem.title);
  gtk_label_set_label (self->problem_likely, problem.likely);
  gtk_label_set_label (self->problem_next, problem.next);
  pl_problem_clear (&problem);
}

static void
update (PlLookupPanel *self)
{
  const PlHostEntry *entry;
  gboolean has_entry;

  if (self->lookup == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  entry = pl_lookup_get_entry (self->lookup);
  has_entry = entry->candidates->len > 0 || entry->name != NULL;
  show_title (self);
  show_problem (self);
  pl_host_entry_list_set_entry (self->entry_list, entry);
  pl_candidate_list_set_entry (self->candidates, entry);
  pl_record_list_set_records (self->records, pl_lookup_get_records (self->lookup));
  pl_question_list_set_steps (self->questions, pl_lookup_get_steps (self->lookup),
                              pl_lookup_is_over (self->lookup));
  gtk_widget_set_visible (GTK_WIDGET (self->entry_list), has_entry);
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), entry->candidates->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->records), pl_lookup_get_records (self->lookup)->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->questions), pl_lookup_get_problem (self->lookup) == NULL);
  gtk_stack_set_visible_child_name (self->stack, "lookup");
}

static void
pl_lookup_panel_dispose (GObject *object)
{
  PlLookupPanel *self = PL_LOOKUP_PANEL (object);

  if (self->lookup != NULL)
    g_signal_handlers_disconnect_by_data (self->lookup, self);
  g_clear_object (&self->lookup);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_LOOKUP_PANEL);

  G_OBJECT_CLASS (pl_lookup_panel_parent_class)->dispose (object);
}

static void
pl_lookup_panel_class_init (PlLookupPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_lookup_panel_dispose;

  g_type_ensure (PL_TYPE_CANDIDATE_LIST);
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_HOST_ENTRY_LIST);
  g_type_ensure (PL_TYPE_QUESTION_LIST);
  g_type_ensure (PL_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/lookup/pl-lookup-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, connect_button);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, repeat_button);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, stop_button);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, columns);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, examples);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, entry_list);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, problem_box);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, problem_title);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, problem_likely);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, problem_next);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, candidates);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, records);
  gtk_widget_class_bind_template_child (widget_class, PlLookupPanel, questions);
}

static void
pl_lookup_panel_init (PlLookupPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->title_label), GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (self->title_label, 1);
}

/**
 * pl_lookup_panel_new:
 *
 * Makes a panel that shows nothing. Its buttons activate `lookup.copy`, `lookup.connect`,
 * `lookup.connect-to`, `lookup.repeat`, `lookup.stop` and `lookup.look-up`.
 *
 * Returns: (transfer floating): the panel
 */
GtkWidget *
pl_lookup_panel_new (void)
{
  return g_object_new (PL_TYPE_LOOKUP_PANEL, NULL);
}

/**
 * pl_lookup_panel_set_lookup:
 * @self: a panel
 * @lookup: (nullable): what to show, and to follow
 */
void
pl_lookup_panel_set_lookup (PlLookupPanel *self, PlLookup *lookup)
{
  if (self->lookup == lookup)
    return;

  if (self->lookup != NULL)
    g_signal_handlers_disconnect_by_data (self->lookup, self);
  g_set_object (&self->lookup, lookup);
  if (lookup != NULL)
    g_signal_connect_swapped (lookup, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * pl_lookup_panel_set_narrow:
 * @self: a panel
 * @is_narrow: whether there is little width: then everything is in one column
 */
void
pl_lookup_panel_set_narrow (PlLookupPanel *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_box_set_homogeneous (self->columns, !is_narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->examples), orientation);
}
