#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FACT_LIST (pl_fact_list_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlFactList, pl_fact_list, PL, FACT_LIST, GtkWidget)

struct _PlFactListClass
{
  GtkWidgetClass parent_class;
};

void pl_fact_list_set_name (PlFactList *self, const char *name);
void pl_fact_list_set_heading (PlFactList *self, const char *heading);
void pl_fact_list_set_more (PlFactList *self, const char *more);
void pl_fact_list_clear (PlFactList *self);
GtkWidget *pl_fact_list_append (PlFactList *self, GtkWidget *line);

G_END_DECLS
