/* Carries out on a stream what its response wants. Decides nothing itself. */

#include "core/net/pl-stream-response.h"

#include "core/net/pl-bsd.h"
#include "core/net/pl-stream-private.h"
#include "core/respond/pl-response.h"

/* Of what still comes when it closes: who goes on sending after our end-of-file gets a RST in the end. */
#define DRAIN_MAX (16 * PL_STREAM_BUDGET)

struct _PlStreamResponse
{
  PlTimer timer;
  PlStream *stream;
  PlResponse *response;
  gsize n_drained;      /* bytes, while it is being closed */
  bool is_closing : 1;  /* as soon as everything has gone */
  bool is_draining : 1; /* everything has, and what comes is still taken in */
};

static PlTimers *
get_timers (PlStreamResponse *self)
{
  return self->stream->channel.net->timers;
}

/* Up to the budget of a wake-up. Returns whether there may be more. */
static bool
drain (PlStreamResponse *self)
{
  PlStream *stream = self->stream;
  guint8 *buffer = stream->channel.net->buffer;
  gsize end = self->n_drained + PL_STREAM_BUDGET;

  while (self->n_drained < end && !stream->has_ended)
    {
      gssize n = pl_bsd_receive (stream->channel.calls, stream->channel.watch.fd, buffer, PL_NET_BUFFER_SIZE);

      if (n == 0)
        pl_stream_mark (stream, PL_DIRECTION_RECEIVED, PL_RECORD_END);
      if (n <= 0)
        return false;
      pl_stream_take_in (stream, buffer, (gsize) n);
      self->n_drained += (gsize) n;
    }

  return !stream->has_ended;
}

/* With unread input, close() sends a RST and no end-of-file, and the peer may lose what it has not read yet.
 * So the end-of-file goes out first, and then what has come already is taken in; of somebody who sends
 * without a pause as much as fits in a few turns. Returns whether the stream still lives. */
static bool
close_gently (PlStreamResponse *self)
{
  PlStream *stream = self->stream;

  if (!self->is_draining && !pl_stream_shut_down (stream))
    return false;
  if (!drain (self) || self->n_drained >= DRAIN_MAX)
    {
      pl_stream_finish (stream, PL_END_REASON_HERE);
      return false;
    }

  self->is_draining = true;
  pl_timers_set (get_timers (self), &self->timer, g_get_monotonic_time ());

  return true;
}

/* Returns whether the stream still lives: else @self is gone, too. */
static bool
carry_out (PlStreamResponse *self, PlReaction reaction)
{
  PlStream *stream = self->stream;

  if (reaction.end == PL_RESPONSE_RESETS)
    {
      stream->channel.klass->close (&stream->channel, TRUE);
      return false;
    }

  self->is_closing = reaction.end == PL_RESPONSE_CLOSES;
  if (reaction.length > 0 && !pl_stream_say (stream, reaction.data, reaction.length))
    return false;
  if (reaction.end == PL_RESPONSE_SHUTS_DOWN && !pl_stream_shut_down (stream))
    return false;

  return stream->unsent != NULL || pl_stream_response_drained (self);
}

/* Outside of a read: the counts have changed, and so may what is waited for. */
static void
carry_out_and_tell (PlStreamResponse *self, PlReaction reaction)
{
  PlStream *stream = self->stream;

  if (carry_out (self, reaction) && pl_stream_update_watch (stream))
    pl_stream_post_progress (stream);
}

static void
expired (PlTimer *timer, gint64 now_us)
{
  PlStreamResponse *self = (PlStreamResponse *) timer;
  PlStream *stream = self->stream;
  PlReaction reaction;

  if (self->is_draining)
    {
      if (close_gently (self))
        pl_stream_post_progress (stream);
      return;
    }

  reaction = pl_response_wake (self->response, now_us, stream->unsent == NULL);
  pl_timers_set (get_timers (self), timer, pl_response_get_wake_up (self->response));
  carry_out_and_tell (self, reaction);
}

/**
 * pl_stream_response_new:
 * @stream: a stream that is not open yet
 * @behaviour: what it does by itself
 *
 * Returns: (transfer full) (nullable): what carries it out; %NULL if there is nothing to remember
 */
PlStreamResponse *
pl_stream_response_new (PlStream *stream, PlBehaviour *behaviour)
{
  PlResponse *response = pl_response_new (behaviour, g_get_monotonic_time ());
  PlStreamResponse *self;

  if (response == NULL)
    return NULL;

  self = g_new0 (PlStreamResponse, 1);
  self->timer.expired = expired;
  self->stream = stream;
  self->response = response;

  return self;
}

/**
 * pl_stream_response_free:
 * @self: (transfer full): of a stream that is over
 */
void
pl_stream_response_free (PlStreamResponse *self)
{
  pl_timers_unset (get_timers (self), &self->timer);
  pl_response_free (self->response);
  g_free (self);
}

/**
 * pl_stream_response_get_appetite:
 * @self: of a stream
 *
 * Returns: how many bytes the stream may read at a time; 0 for none
 */
gsize
pl_stream_response_get_appetite (PlStreamResponse *self)
{
  if (self->is_draining)
    return 0;
  if (self->stream->unsent != NULL && pl_response_answers_input (self->response))
    return 0;

  return pl_response_get_appetite (self->response);
}

/**
 * pl_stream_response_is_draining:
 * @self: of a stream
 *
 * Returns: whether the stream is as good as closed: it needs no watch any more, and reads by itself
 */
gboolean
pl_stream_response_is_draining (PlStreamResponse *self)
{
  return self->is_draining;
}

/**
 * pl_stream_response_wants_room:
 * @self: of a stream
 *
 * Returns: whether to call pl_stream_response_fill() when the kernel has room
 */
gboolean
pl_stream_response_wants_room (PlStreamResponse *self)
{
  return pl_response_has_more (self->response) && !self->is_closing;
}

/**
 * pl_stream_response_outlives_peer:
 * @self: of a stream
 *
 * Returns: whether the stream goes on after the peer's end-of-file
 */
gboolean
pl_stream_response_outlives_peer (PlStreamResponse *self)
{
  return pl_response_outlives_peer (self->response);
}

/**
 * pl_stream_response_begin:
 * @self: of a stream that is open now
 */
void
pl_stream_response_begin (PlStreamResponse *self)
{
  if (pl_response_get_wake_up (self->response) != G_MAXINT64)
    pl_timers_set (get_timers (self), &self->timer, pl_response_get_wake_up (self->response));
  carry_out_and_tell (self, pl_response_begin (self->response));
}

/**
 * pl_stream_response_take:
 * @self: of a stream
 * @data: what it has read
 * @length: how much
 *
 * Returns: whether the stream still lives
 */
gboolean
pl_stream_response_take (PlStreamResponse *self, const guint8 *data, gsize length)
{
  return self->is_closing || carry_out (self, pl_response_take (self->response, data, length));
}

/**
 * pl_stream_response_drained:
 * @self: of a stream that has sent everything
 *
 * Returns: whether the stream still lives
 */
gboolean
pl_stream_response_drained (PlStreamResponse *self)
{
  return !self->is_closing || self->is_draining || close_gently (self);
}

/**
 * pl_stream_response_fill:
 * @self: of a stream whose kernel has room
 *
 * Sends what there is always more of, up to the budget of a wake-up.
 *
 * Returns: whether the stream still lives
 */
gboolean
pl_stream_response_fill (PlStreamResponse *self)
{
  PlStream *stream = self->stream;
  gsize n = 0;

  if (!pl_stream_response_wants_room (self))
    return TRUE;

  while (n < PL_STREAM_BUDGET && !self->is_closing && stream->unsent == NULL)
    {
      PlReaction reaction = pl_response_fill (self->response);

      n += reaction.length;
      if (!carry_out (self, reaction))
        return FALSE;
    }
  if (!pl_stream_update_watch (stream))
    return FALSE;
  pl_stream_post_progress (stream);

  return TRUE;
}
