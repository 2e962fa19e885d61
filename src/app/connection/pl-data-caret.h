#pragma once

#include "app/connection/pl-transcript-model.h"

G_BEGIN_DECLS

/**
 * PlDataMove:
 *
 * Where the caret goes to.
 */
typedef enum
{
  PL_DATA_MOVE_LEFT,
  PL_DATA_MOVE_RIGHT,
  PL_DATA_MOVE_ROWS,  /* as many as are asked for, up or down */
  PL_DATA_MOVE_PAGES, /* the same with what can be seen at once; whoever knows makes them rows */
  PL_DATA_MOVE_ROW_BEGIN,
  PL_DATA_MOVE_ROW_END,
  PL_DATA_MOVE_BEGIN,
  PL_DATA_MOVE_END,
} PlDataMove;

guint64 pl_data_caret_move (PlTranscriptModel *model,
                            guint64 first,
                            guint64 last,
                            guint column,
                            PlDataMove move,
                            int n);

G_END_DECLS
