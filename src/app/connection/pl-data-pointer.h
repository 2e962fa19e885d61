#pragma once

#include "app/connection/pl-data-follower.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_POINTER (pl_data_pointer_get_type ())

G_DECLARE_FINAL_TYPE (PlDataPointer, pl_data_pointer, PL, DATA_POINTER, GObject)

PlDataPointer *pl_data_pointer_new (GtkListView *list, PlDataFollower *follower) G_GNUC_WARN_UNUSED_RESULT;
void pl_data_pointer_press (PlDataPointer *self, double x, double y, int n_press, gboolean extend);
void pl_data_pointer_drag (PlDataPointer *self, double x, double y);
void pl_data_pointer_release (PlDataPointer *self);

G_END_DECLS
