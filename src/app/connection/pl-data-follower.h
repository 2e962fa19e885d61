#pragma once

#include "app/connection/pl-data-search.h"
#include "app/connection/pl-data-selection.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DATA_FOLLOWER (pl_data_follower_get_type ())

G_DECLARE_FINAL_TYPE (PlDataFollower, pl_data_follower, PL, DATA_FOLLOWER, GObject)

PlDataFollower *pl_data_follower_new (GtkListView *list,
                                      GtkScrolledWindow *scroller) G_GNUC_WARN_UNUSED_RESULT;
void pl_data_follower_set_connection (PlDataFollower *self,
                                      PlConnection *connection,
                                      guint row_size,
                                      PlTranscriptFilter filter);
void pl_data_follower_update (PlDataFollower *self);
PlTranscriptModel *pl_data_follower_get_model (PlDataFollower *self);
PlDataSearch *pl_data_follower_get_search (PlDataFollower *self);
PlDataSelection *pl_data_follower_get_selection (PlDataFollower *self);
void pl_data_follower_hold (PlDataFollower *self, gboolean is_held);
void pl_data_follower_stay (PlDataFollower *self);
void pl_data_follower_go_to (PlDataFollower *self, const PlDataPlace *place);
void pl_data_follower_search (PlDataFollower *self);
void pl_data_follower_step (PlDataFollower *self, int step);

G_END_DECLS
