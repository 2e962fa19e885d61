/* The questions of a lookup: what was asked, what became of it, who answered, how long it took. */

#include "app/lookup/pl-question-list.h"

#include "core/lookup/pl-lookup-words.h"

#include "app/lookup/pl-lookup-look.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-row-parts.h"

#include <glib/gi18n-lib.h>

struct _PlQuestionList
{
  PlFactList parent_instance;
};

G_DEFINE_FINAL_TYPE (PlQuestionList, pl_question_list, PL_TYPE_FACT_LIST)

static char *
dup_details (const PlLookupStep *step)
{
  g_autofree char *outcome = pl_lookup_step_dup_outcome (step);
  const char *source = pl_lookup_source_to_words (step->source);
  g_autoptr (GString) details = g_string_new (outcome);

  if (source != NULL && step->took_us >= 0)
    g_string_append_printf (details, " · %s", source);
  if (step->code != NULL)
    g_string_append_printf (details, " · %s", step->code);

  return g_string_free (g_steal_pointer (&details), FALSE);
}

static GtkWidget *
create_words (const PlLookupStep *step, const char *details)
{
  GtkWidget *words = pl_row_parts_new_words ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *of = pl_row_parts_new_value (step->of);

  gtk_widget_set_hexpand (of, TRUE);
  gtk_box_append (GTK_BOX (line), gtk_label_new (pl_question_kind_to_string (step->kind)));
  gtk_box_append (GTK_BOX (line), of);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), pl_row_parts_new_label (details, "note caption"));
  gtk_widget_set_hexpand (words, TRUE);

  return words;
}

static void
append_row (PlQuestionList *self, const PlLookupStep *step)
{
  const char *css_class;
  const char *icon_name = pl_lookup_look_get_step_icon (step, &css_class);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *took = step->took_us >= 0 ? pl_format_duration (step->took_us) : g_strdup ("");
  g_autofree char *details = dup_details (step);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s, %s"), step->of, details, took);
  GtkWidget *took_label = gtk_label_new (took);

  gtk_widget_add_css_class (icon, css_class);
  gtk_widget_add_css_class (took_label, "numeric");
  gtk_widget_add_css_class (line, "addressfact");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), create_words (step, details));
  gtk_box_append (GTK_BOX (line), took_label);
  pl_row_parts_name (pl_fact_list_append (PL_FACT_LIST (self), line), pl_question_kind_to_string (step->kind),
                     spoken);
}

static const char *
get_heading (GArray *steps, gboolean is_over)
{
  if (steps->len == 0)
    return _ ("Nothing had to be asked");
  if (steps->len == 1)
    return is_over ? _ ("The question asked") : _ ("The question being asked");

  return g_array_index (steps, PlLookupStep, 0).kind == PL_QUESTION_PTR
             ? _ ("Questions asked, one after the other")
         : steps->len == 2 ? _ ("Questions asked, both at once")
                           : _ ("Questions asked, all at once");
}

static void
pl_question_list_class_init (PlQuestionListClass *klass)
{
}

static void
pl_question_list_init (PlQuestionList *self)
{
  pl_fact_list_set_name (PL_FACT_LIST (self), _ ("Questions asked"));
}

/**
 * pl_question_list_set_steps:
 * @self: a list
 * @steps: (element-type PlLookupStep): what to show
 * @is_over: whether no more will come
 */
void
pl_question_list_set_steps (PlQuestionList *self, GArray *steps, gboolean is_over)
{
  pl_fact_list_clear (PL_FACT_LIST (self));
  for (guint i = 0; i < steps->len; i++)
    append_row (self, &g_array_index (steps, PlLookupStep, i));
  pl_fact_list_set_heading (PL_FACT_LIST (self), get_heading (steps, is_over));
}
