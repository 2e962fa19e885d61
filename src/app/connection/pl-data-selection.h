#pragma once

#include "app/connection/pl-data-caret.h"

G_BEGIN_DECLS

#define PL_TYPE_DATA_SELECTION (pl_data_selection_get_type ())

G_DECLARE_FINAL_TYPE (PlDataSelection, pl_data_selection, PL, DATA_SELECTION, GObject)

/**
 * PlDataSide:
 *
 * Whether bytes are taken as such, or as characters.
 */
typedef enum
{
  PL_DATA_SIDE_HEX,
  PL_DATA_SIDE_TEXT,
} PlDataSide;

PlDataSelection *pl_data_selection_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pl_data_selection_set_model (PlDataSelection *self, PlTranscriptModel *model);
PlTranscriptModel *pl_data_selection_get_model (PlDataSelection *self);
void pl_data_selection_update (PlDataSelection *self);
void pl_data_selection_set_charset (PlDataSelection *self, PlCharset charset);
PlDataSide pl_data_selection_get_side (PlDataSelection *self);
void pl_data_selection_set_side (PlDataSelection *self, PlDataSide side);
void pl_data_selection_clear (PlDataSelection *self);
void pl_data_selection_put (PlDataSelection *self, const PlDataPlace *place, gboolean extend);
void pl_data_selection_put_run (PlDataSelection *self, const PlDataPlace *place, guint length);
void pl_data_selection_put_all (PlDataSelection *self);
void pl_data_selection_move (PlDataSelection *self, PlDataMove move, int n, gboolean extend);
gboolean pl_data_selection_get_caret (PlDataSelection *self, PlDataPlace *ret_place);
guint64 pl_data_selection_get_range (PlDataSelection *self, guint64 *ret_index);
guint64 pl_data_selection_get_lost (PlDataSelection *self);
guint64 pl_data_selection_get_marks (PlDataSelection *self, PlTranscriptRow *row, int *ret_caret);

G_END_DECLS
