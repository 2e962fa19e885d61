#pragma once

#include "app/widgets/pl-end-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FACT_GRID (pl_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (PlFactGrid, pl_fact_grid, PL, FACT_GRID, GtkWidget)

GtkWidget *pl_fact_grid_new (void);
void pl_fact_grid_set_facts (PlFactGrid *self, const PlFact *facts, guint n_facts);
void pl_fact_grid_set_narrow (PlFactGrid *self, gboolean is_narrow);

G_END_DECLS
