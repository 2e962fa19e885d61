#pragma once

#include "app/connection/pl-data-list.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_SEARCH_BAR (pl_data_search_bar_get_type ())

G_DECLARE_FINAL_TYPE (PlDataSearchBar, pl_data_search_bar, PL, DATA_SEARCH_BAR, GtkWidget)

void pl_data_search_bar_set_follower (PlDataSearchBar *self, PlDataFollower *follower);
void pl_data_search_bar_set_charset (PlDataSearchBar *self, PlCharset charset);
void pl_data_search_bar_find (PlDataSearchBar *self, const char *text);
void pl_data_search_bar_set_open (PlDataSearchBar *self, gboolean is_open);

G_END_DECLS
