/* What has ended a stream, one thing after the other. Pure: knows no object. */

#include "core/connection/pl-ending.h"

typedef struct
{
  PlEnding *all;
  guint n;
} Endings;

/* In the order of time; what is told later of the same moment stays behind. */
static void
add (Endings *self, PlEndingKind kind, PlDirection direction, gint64 at_us, PlOutcome outcome)
{
  guint i = self->n++;

  for (; i > 0 && self->all[i - 1].at_us > at_us; i--)
    self->all[i] = self->all[i - 1];
  self->all[i] = (PlEnding){ .at_us = at_us, .kind = kind, .direction = direction, .outcome = outcome };
}

static void
add_last (Endings *self, const PlSocketInfo *info, gboolean has_shut_down)
{
  PlOutcome outcome = pl_failure_get_outcome (&info->failure);

  if (info->reason == PL_END_REASON_ABORTED)
    add (self, PL_ENDING_ABORTED, PL_DIRECTION_SENT, info->closed_at_us, outcome);
  else if (info->reason == PL_END_REASON_FAILED)
    add (self, outcome == PL_OUTCOME_RESET ? PL_ENDING_RESET : PL_ENDING_FAILED, PL_DIRECTION_RECEIVED,
         info->closed_at_us, outcome);
  else if (info->reason == PL_END_REASON_HERE || !has_shut_down) /* else both sides have said all before */
    add (self, PL_ENDING_CLOSED, PL_DIRECTION_SENT, info->closed_at_us, outcome);
}

/**
 * pl_ending_is_possible:
 * @info: what is known of a socket
 *
 * Returns: whether it is a stream, or was one
 */
gboolean
pl_ending_is_possible (const PlSocketInfo *info)
{
  return info->protocol != PL_PROTOCOL_UDP && info->state != PL_SOCKET_STATE_STARTING &&
         (info->state != PL_SOCKET_STATE_FAILED || info->failure.stage == PL_STAGE_TRANSFER);
}

/**
 * pl_endings_find:
 * @info: what is known of a socket
 * @ended: when its directions have ended
 * @ret_endings: (out caller-allocates): what has ended it, the earliest first
 *
 * Returns: how many there are; none of what never was a stream
 */
guint
pl_endings_find (const PlSocketInfo *info, const PlEndTimes *ended, PlEnding ret_endings[PL_ENDINGS_MAX])
{
  Endings endings = { .all = ret_endings };
  gboolean is_over = info->reason != PL_END_REASON_NONE;
  gint64 last_us = is_over ? info->closed_at_us : G_MAXINT64;
  gint64 heard_us = ended->end_us[PL_DIRECTION_RECEIVED];
  gint64 sent_us = ended->end_us[PL_DIRECTION_SENT];
  gboolean has_shut_down = sent_us > 0 && sent_us < last_us; /* and not by closing */

  if (!pl_ending_is_possible (info))
    return 0;
  if (heard_us > 0)
    add (&endings, PL_ENDING_HEARD, PL_DIRECTION_RECEIVED, MIN (heard_us, last_us), PL_OUTCOME_OK);
  if (has_shut_down)
    add (&endings, PL_ENDING_SENT, PL_DIRECTION_SENT, sent_us, PL_OUTCOME_OK);
  if (ended->deaf_us > 0)
    add (&endings, PL_ENDING_DEAF, PL_DIRECTION_RECEIVED, ended->deaf_us, PL_OUTCOME_OK);
  if (is_over)
    add_last (&endings, info, has_shut_down);

  return endings.n;
}
