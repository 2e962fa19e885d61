/* Why something failed, in a sentence, with the likely cause and the next step. Knows no socket. */

#include "app/connection/pl-problem-block.h"

#include "app/widgets/pl-fact-grid.h"

#include <glib/gi18n-lib.h>

struct _PlProblemBlock
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  PlFactGrid *facts;
  GtkButton *retry_button;
  GtkButton *listen_button;
  GtkWidget *free_port_button;
  GtkWidget *wait_button;
  const char *css_class; /* (nullable): of the icon */
};

G_DEFINE_FINAL_TYPE (PlProblemBlock, pl_problem_block, ADW_TYPE_BIN)

static void
pl_problem_block_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_PROBLEM_BLOCK);

  G_OBJECT_CLASS (pl_problem_block_parent_class)->dispose (object);
}

static void
pl_problem_block_class_init (PlProblemBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_problem_block_dispose;

  g_type_ensure (PL_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-problem-block.ui");
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, icon);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, title);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, facts);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, retry_button);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, listen_button);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, free_port_button);
  gtk_widget_class_bind_template_child (widget_class, PlProblemBlock, wait_button);
}

static void
pl_problem_block_init (PlProblemBlock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_problem_block_set_problem:
 * @self: a block
 * @problem: (nullable): what to say; %NULL hides the block
 * @icon_name: the big sign
 * @css_class: (nullable): its colour
 */
void
pl_problem_block_set_problem (PlProblemBlock *self,
                              const PlProblem *problem,
                              const char *icon_name,
                              const char *css_class)
{
  PlFact facts[3];
  guint n = 0;

  gtk_widget_set_visible (GTK_WIDGET (self), problem != NULL);
  if (problem == NULL)
    return;

  facts[n++] = (PlFact){ .key = _ ("Likely"), .text = problem->likely };
  facts[n++] = (PlFact){ .key = _ ("Next"), .text = problem->next };
  if (problem->code != NULL)
    facts[n++] = (PlFact){ .key = _ ("Code"), .text = problem->code, .is_mono = TRUE };
  pl_fact_grid_set_facts (self->facts, facts, n);
  gtk_label_set_label (self->title, problem->title);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->css_class);
  self->css_class = css_class;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
}

/**
 * pl_problem_block_set_listen_here:
 * @self: a block
 * @label: (nullable): what the button that opens a listener says; %NULL hides it
 */
void
pl_problem_block_set_listen_here (PlProblemBlock *self, const char *label)
{
  gtk_widget_set_visible (GTK_WIDGET (self->listen_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->listen_button, label);
}

/**
 * pl_problem_block_set_in_use:
 * @self: a block
 * @is_in_use: whether the problem is that a port is taken, for which there are two ways out
 */
void
pl_problem_block_set_in_use (PlProblemBlock *self, gboolean is_in_use)
{
  gtk_widget_set_visible (self->free_port_button, is_in_use);
  gtk_widget_set_visible (self->wait_button, is_in_use);
}

/**
 * pl_problem_block_set_can_retry:
 * @self: a block
 * @can_retry: whether the same can be tried again
 */
void
pl_problem_block_set_can_retry (PlProblemBlock *self, gboolean can_retry)
{
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), can_retry);
}
