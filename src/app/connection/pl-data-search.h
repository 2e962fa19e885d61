#pragma once

#include "app/connection/pl-transcript-model.h"
#include "core/connection/pl-transcript-search.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_SEARCH (pl_data_search_get_type ())

G_DECLARE_FINAL_TYPE (PlDataSearch, pl_data_search, PL, DATA_SEARCH, GObject)

PlDataSearch *pl_data_search_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pl_data_search_set_needle (PlDataSearch *self, GBytes *needle, gboolean ignores_case);
void pl_data_search_update (PlDataSearch *self, PlTranscriptModel *model);
guint pl_data_search_get_n_matches (PlDataSearch *self);
guint pl_data_search_get_place (PlDataSearch *self);
guint pl_data_search_get_length (PlDataSearch *self);
const PlMatch *pl_data_search_step (PlDataSearch *self, int step);
guint64 pl_data_search_get_marks (PlDataSearch *self,
                                  PlDirection direction,
                                  guint64 position,
                                  gsize n,
                                  guint64 *ret_current);

G_END_DECLS
