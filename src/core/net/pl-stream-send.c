/* What a stream sends: at once, or when the kernel has room again. */

#include "core/net/pl-bsd.h"
#include "core/net/pl-stream-private.h"

#include <errno.h>

/* Nothing can be sent any more. What had come before can still be read, and often says why: the end waits for
 * it. */
static void
break_off (PlStream *self, PlFailure failure)
{
  self->failure = failure;
  self->is_echo = false;
  g_clear_pointer (&self->response, pl_stream_response_free);
  if (self->has_ended || self->is_deaf)
    pl_stream_finish (self, PL_END_REASON_FAILED);
  else
    pl_stream_update_watch (self);
}

/* Returns how much the kernel took, or -1 if it takes nothing any more and the stream may be gone. */
static gssize
send_now (PlStream *self, const guint8 *data, gsize length)
{
  gssize n = pl_bsd_send (self->channel.calls, self->channel.watch.fd, data, length);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return 0;
  if (n < 0)
    {
      break_off (self, pl_call_get_failure (PL_STAGE_TRANSFER));
      return -1;
    }

  self->sent += n;
  self->channel.net->totals.sent += n;
  pl_stream_keep (self, PL_DIRECTION_SENT, data, n);

  return n;
}

/**
 * pl_stream_say:
 * @self: a stream
 * @data: what to send
 * @length: bytes in @data
 *
 * Sends, and queues what the kernel has no room for.
 *
 * Returns: %FALSE if it cannot be sent: @self may be gone
 */
bool
pl_stream_say (PlStream *self, const guint8 *data, gsize length)
{
  gssize n;

  if (self->failure.code != 0)
    return false;

  n = self->unsent == NULL ? send_now (self, data, length) : 0;
  if (n < 0)
    return false;
  if ((gsize) n == length)
    return true;

  if (self->unsent == NULL)
    self->unsent = g_byte_array_new ();
  g_byte_array_append (self->unsent, data + n, (guint) (length - n));

  return pl_stream_update_watch (self);
}

/* The end-of-file, after everything else, and once. */
void
pl_stream_send_end (PlStream *self)
{
  if (self->has_sent_end || pl_bsd_shut_down (self->channel.calls, self->channel.watch.fd, SHUT_WR) != 0)
    return;

  pl_stream_mark (self, PL_DIRECTION_SENT, PL_RECORD_END);
  self->has_sent_end = true;
}

/* Everything that was queued has gone. Returns whether the stream still lives. */
static bool
drained (PlStream *self)
{
  g_clear_pointer (&self->unsent, g_byte_array_unref);
  self->unsent_at = 0;
  if (self->is_shutting_down)
    pl_stream_send_end (self);
  if (pl_stream_is_through (self))
    {
      pl_stream_finish (self, self->has_ended ? PL_END_REASON_PEER : PL_END_REASON_HERE);
      return false;
    }
  if (self->response != NULL && !pl_stream_response_drained (self->response))
    return false;

  return pl_stream_update_watch (self);
}

/**
 * pl_stream_flush:
 * @self: a stream with something queued
 *
 * Sends what the kernel has room for.
 *
 * Returns: %FALSE if nothing can be sent any more: @self may be gone
 */
bool
pl_stream_flush (PlStream *self)
{
  gssize n = send_now (self, self->unsent->data + self->unsent_at, self->unsent->len - self->unsent_at);

  if (n < 0)
    return false;
  self->unsent_at += n;
  if (self->unsent_at == self->unsent->len)
    return drained (self);
  if (self->unsent_at > self->unsent->len / 2)
    {
      g_byte_array_remove_range (self->unsent, 0, (guint) self->unsent_at);
      self->unsent_at = 0;
    }

  return true;
}
