#pragma once

#include "app/connection/pl-data-columns.h"
#include "app/connection/pl-data-follower.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_KEYS (pl_data_keys_get_type ())

G_DECLARE_FINAL_TYPE (PlDataKeys, pl_data_keys, PL, DATA_KEYS, GObject)

PlDataKeys *pl_data_keys_new (GtkListView *list,
                              PlDataFollower *follower,
                              PlDataColumns *columns) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *pl_data_keys_find_caret (PlDataKeys *self, GdkRectangle *ret_area);

G_END_DECLS
