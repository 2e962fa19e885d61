#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_CHOICE (pl_choice_get_type ())

G_DECLARE_FINAL_TYPE (PlChoice, pl_choice, PL, CHOICE, GtkWidget)

GtkWidget *pl_choice_new (const char *const *labels);
guint pl_choice_get_value (PlChoice *self);
void pl_choice_set_value (PlChoice *self, guint value);

G_END_DECLS
