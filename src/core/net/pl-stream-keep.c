/* What is kept and recorded of a stream: what it has said and heard, and in a recording how it began and
 * ended. */

#include "core/net/pl-stream-private.h"

/* An end-of-file is acknowledged like a byte. */
static void
record (PlStream *self, const PlRecord *what)
{
  guint64 acknowledged = what->direction == PL_DIRECTION_SENT ? self->received + self->has_ended
                                                              : self->sent + self->has_sent_end;

  pl_channel_record (&self->channel, &self->local, &self->peer, what, acknowledged);
}

void
pl_stream_keep (PlStream *self, PlDirection direction, const guint8 *data, gsize length)
{
  PlRecord payload = {
    .at_us = g_get_monotonic_time (), .direction = direction, .length = (guint32) length, .data = data
  };
  gsize lost = pl_transcript_add (&self->transcript, &payload);

  payload.position = (direction == PL_DIRECTION_SENT ? self->sent : self->received) - length;
  record (self, &payload);
  self->not_kept += lost;
  self->channel.net->totals.not_kept += lost;
}

/* That it begins or ends here: in a recording, and for whoever asks when that was. */
void
pl_stream_mark (PlStream *self, PlDirection direction, PlRecordFlags flag)
{
  gint64 now_us = g_get_monotonic_time ();

  if (flag == PL_RECORD_END)
    self->ended.end_us[direction] = now_us;
  record (self, &(PlRecord){ .at_us = now_us,
                             .position = direction == PL_DIRECTION_SENT ? self->sent : self->received,
                             .direction = direction,
                             .flags = (guint16) flag });
}

/* What close() is about to tell the peer, or what the peer has told us. */
void
pl_stream_mark_finish (PlStream *self, PlEndReason reason)
{
  bool is_clean = reason == PL_END_REASON_PEER || reason == PL_END_REASON_HERE;

  if (reason == PL_END_REASON_PEER && !self->has_ended)
    pl_stream_mark (self, PL_DIRECTION_RECEIVED, PL_RECORD_END);
  if (is_clean && !self->has_sent_end)
    pl_stream_mark (self, PL_DIRECTION_SENT, PL_RECORD_END);
  if (reason == PL_END_REASON_ABORTED)
    pl_stream_mark (self, PL_DIRECTION_SENT, PL_RECORD_RESET);
  if (reason == PL_END_REASON_FAILED && pl_failure_get_outcome (&self->failure) == PL_OUTCOME_RESET)
    pl_stream_mark (self, PL_DIRECTION_RECEIVED, PL_RECORD_RESET);
}
