/* Where the caret goes among the bytes that are shown. Knows no selection. */

#include "app/connection/pl-data-caret.h"

/* The next row that has bytes; some only say something. */
static gboolean
find_row (PlTranscriptModel *model, gint64 row, int step, guint64 *ret_begin, guint *ret_n)
{
  gint64 n_rows = pl_transcript_model_get_n_rows (model);

  for (; row >= 0 && row < n_rows; row += step)
    {
      *ret_n = pl_transcript_model_get_row_bytes (model, (guint) row, ret_begin);
      if (*ret_n > 0)
        return TRUE;
    }

  return FALSE;
}

static guint64
move_rows (PlTranscriptModel *model, guint64 index, guint column, int n)
{
  gint64 last = (gint64) pl_transcript_model_get_n_rows (model) - 1;
  gint64 row = CLAMP ((gint64) pl_transcript_model_get_row (model, index) + n, 0, last);
  int step = n < 0 ? -1 : 1;
  guint64 begin;
  guint n_bytes;

  if (!find_row (model, row, step, &begin, &n_bytes) && !find_row (model, row, -step, &begin, &n_bytes))
    return index;

  return begin + MIN (column, n_bytes - 1);
}

/**
 * pl_data_caret_move:
 * @model: where there are bytes
 * @first: the index of the byte where the caret is; it may be behind the last one
 * @last: the same, or the last byte of the character where it is
 * @column: where it wants to be when it goes up and down
 * @move: where it goes to
 * @n: how many rows down, or up if it is negative
 *
 * Returns: the index of the byte where the caret is then
 */
guint64
pl_data_caret_move (PlTranscriptModel *model,
                    guint64 first,
                    guint64 last,
                    guint column,
                    PlDataMove move,
                    int n)
{
  guint64 end = pl_transcript_model_get_n_bytes (model) - 1;
  guint64 index = MIN (first, end);
  guint64 begin;
  guint n_bytes;

  switch (move)
    {
    case PL_DATA_MOVE_LEFT:
      return index > 0 ? index - 1 : 0;
    case PL_DATA_MOVE_RIGHT:
      return MIN (last + 1, end);
    case PL_DATA_MOVE_ROWS:
    case PL_DATA_MOVE_PAGES:
      return move_rows (model, index, column, n);
    case PL_DATA_MOVE_ROW_BEGIN:
    case PL_DATA_MOVE_ROW_END:
      n_bytes = pl_transcript_model_get_row_bytes (model, pl_transcript_model_get_row (model, index), &begin);
      return move == PL_DATA_MOVE_ROW_BEGIN ? begin : begin + n_bytes - 1;
    case PL_DATA_MOVE_END:
      return end;
    case PL_DATA_MOVE_BEGIN:
    default:
      return 0;
    }
}
