#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_MEASURE (pl_measure_get_type ())

G_DECLARE_FINAL_TYPE (PlMeasure, pl_measure, PL, MEASURE, GtkWidget)

GtkWidget *pl_measure_new (const char *title, GtkWidget *drawing);
void pl_measure_set_mark (PlMeasure *self, const char *icon_name, const char *css_class);
void pl_measure_set_words (PlMeasure *self, const char *value, const char *note);
GtkWidget *pl_measure_get_drawing (PlMeasure *self);

G_END_DECLS
