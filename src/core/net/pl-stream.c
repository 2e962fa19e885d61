/* One established connection: reads, answers, sends and counts. Knows neither how it came about nor who looks
 * on. */

#include "core/net/pl-bsd.h"
#include "core/net/pl-stream-private.h"
#include "core/net/pl-stream-response.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>

#define DELIVERY_MAX (1024 * 1024) /* bytes handed over that the reader has not consumed yet */

static PlNet *
get_net (PlStream *self)
{
  return self->channel.net;
}

static void
post (PlStream *self, PlNews *news)
{
  news->id = self->channel.id;
  news->listener_id = self->channel.listener_id;
  news->received = self->received;
  news->sent = self->sent;
  news->unsent = self->unsent != NULL ? self->unsent->len - self->unsent_at : 0;
  news->not_kept = self->not_kept;
  news->opened_at_us = self->channel.opened_at_us;
  news->v6only = -1;
  news->is_shut_down = self->is_shutting_down;
  news->has_ended = self->has_ended;
  news->is_deaf = self->is_deaf;
  news->peer_was_first = self->peer_was_first;
  news->ended = self->ended;
  news->local = self->local;
  news->peer = self->peer;
  pl_channel_post (&self->channel, news);
}

void
pl_stream_post_progress (PlStream *self)
{
  post (self, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

/* The end of @self: only its memory stays a little longer. */
void
pl_stream_finish (PlStream *self, PlEndReason reason)
{
  PlNet *net = get_net (self);
  PlNews news = { .flags = PL_NEWS_CLOSED,
                  .closed_at_us = g_get_monotonic_time (),
                  .reason = reason,
                  .failure = reason == PL_END_REASON_FAILED ? self->failure : (PlFailure){ .code = 0 },
                  .transcript = g_steal_pointer (&self->transcript) };

  pl_stream_mark_finish (self, reason);
  pl_loop_close (net->loop, &self->channel.watch, self->channel.calls);
  news.calls = g_steal_pointer (&self->channel.calls);
  post (self, &news);
  g_clear_pointer (&self->unsent, g_byte_array_unref);
  g_clear_pointer (&self->response, pl_stream_response_free);
  pl_channel_free (&self->channel);
  pl_net_listeners_resume (net);
}

/* Unless sending knew before why. */
void
pl_stream_fail (PlStream *self, PlFailure failure)
{
  if (self->failure.code == 0)
    self->failure = failure;
  pl_stream_finish (self, PL_END_REASON_FAILED);
}

/* How many bytes to read at a time; 0 for none. */
static gsize
get_appetite (PlStream *self)
{
  if (self->has_ended || self->is_deaf || self->undelivered >= DELIVERY_MAX)
    return 0;
  if (self->is_echo && self->unsent != NULL) /* no faster than the peer reads */
    return 0;
  if (G_LIKELY (self->response == NULL))
    return PL_NET_BUFFER_SIZE;

  return MIN (PL_NET_BUFFER_SIZE, pl_stream_response_get_appetite (self->response));
}

/* Whether nothing can come any more, and nothing is to go. */
bool
pl_stream_is_through (PlStream *self)
{
  if (self->is_deaf)
    return self->is_shutting_down && self->unsent == NULL;

  return self->has_ended && self->unsent == NULL && (!self->is_half_open || self->is_shutting_down) &&
         (self->response == NULL || !pl_stream_response_outlives_peer (self->response));
}

static bool
has_to_send (PlStream *self)
{
  return self->unsent != NULL && self->failure.code == 0;
}

/* Without a watch nothing would ever be heard of it again: if the kernel has no room for one, that is the
 * end. Returns whether the stream still lives. */
bool
pl_stream_update_watch (PlStream *self)
{
  bool wants_room = has_to_send (self) ||
                    (self->response != NULL && pl_stream_response_wants_room (self->response));
  guint32 events = (get_appetite (self) > 0 ? EPOLLIN | EPOLLPRI | EPOLLRDHUP : 0) |
                   (wants_room ? EPOLLOUT : 0);

  if (self->has_ended || self->is_deaf || self->response != NULL) /* a reset is told of all the same */
    events |= EPOLLERR;
  if (self->response != NULL && pl_stream_response_is_draining (self->response))
    events = 0;

  if (pl_loop_watch (get_net (self)->loop, &self->channel.watch, events))
    return true;

  pl_stream_fail (self, pl_call_get_failure (PL_STAGE_TRANSFER));

  return false;
}

static void
deliver (PlStream *self, const guint8 *data, gsize length)
{
  PlPortion portion = {
    .id = self->channel.id, .kind = PL_PORTION_PAYLOAD, .bytes = g_bytes_new (data, length), .rtt_us = -1
  };

  pl_mailbox_post_portion (get_net (self)->mailbox, &portion);
  self->undelivered += (guint32) length;
}

/* Returns whether the stream still lives. */
bool
pl_stream_take_in (PlStream *self, const guint8 *data, gsize length)
{
  self->received += length;
  get_net (self)->totals.received += length;
  pl_stream_keep (self, PL_DIRECTION_RECEIVED, data, length);
  if (self->is_delivering)
    deliver (self, data, length);

  if (G_UNLIKELY (self->response != NULL))
    return pl_stream_response_take (self->response, data, length);

  return !self->is_echo || pl_stream_say (self, data, length);
}

static void
end_of_file (PlStream *self)
{
  if (self->failure.code != 0)
    return pl_stream_finish (self, PL_END_REASON_FAILED);

  pl_stream_mark (self, PL_DIRECTION_RECEIVED, PL_RECORD_END);
  self->has_ended = true;
  self->peer_was_first = !self->is_shutting_down || self->unsent != NULL;
  if (pl_stream_is_through (self))
    {
      pl_stream_finish (self, PL_END_REASON_PEER);
      return;
    }
  if (pl_stream_update_watch (self))
    pl_stream_post_progress (self);
}

/* Both directions are over: the peer has reset. */
static void
hang_up (PlStream *self)
{
  int code = pl_bsd_get_error (self->channel.calls, self->channel.watch.fd);

  if (code != 0 || self->failure.code != 0)
    pl_stream_fail (self, (PlFailure){ PL_STAGE_TRANSFER, code, "getsockopt" });
  else
    pl_stream_finish (self, PL_END_REASON_PEER);
}

static void
read_some (PlStream *self, guint32 events)
{
  PlNet *net = get_net (self);
  bool ends = events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
  gsize budget = PL_STREAM_BUDGET, size;

  while ((size = get_appetite (self)) > 0)
    {
      gssize n = pl_bsd_receive (self->channel.calls, self->channel.watch.fd, net->buffer, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno == EAGAIN)
        break;
      if (n < 0)
        return pl_stream_fail (self, pl_call_get_failure (PL_STAGE_TRANSFER));
      if (n == 0)
        return end_of_file (self);
      if (!pl_stream_take_in (self, net->buffer, n))
        return;
      if ((gsize) n < size && !ends) /* drained, and nothing else to hear of */
        break;
      if ((gsize) n >= budget)
        break;
      budget -= n;
    }

  if (pl_stream_update_watch (self))
    pl_stream_post_progress (self);
}

/* The byte that the peer calls urgent would be left out of the stream, and nobody would miss it (RFC 6093).
 * Set no earlier, because hardly anybody ever sends one. */
static void
hear_urgent (PlStream *self)
{
  if (!self->hears_urgent)
    self->hears_urgent = pl_bsd_set_urgent_inline (self->channel.calls, self->channel.watch.fd);
}

static void
stream_ready (PlWatch *watch, guint32 events)
{
  PlStream *self = (PlStream *) watch;

  if (has_to_send (self) && events & (EPOLLOUT | EPOLLERR | EPOLLHUP))
    {
      if (!pl_stream_flush (self))
        return;
      pl_stream_post_progress (self);
    }
  if (self->response != NULL && events & EPOLLOUT && !pl_stream_response_fill (self->response))
    return;
  if (events & EPOLLPRI)
    hear_urgent (self);
  if (events & (EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLERR | EPOLLHUP) && get_appetite (self) > 0)
    read_some (self, events);
  else if (events & (EPOLLERR | EPOLLHUP) && !has_to_send (self))
    hang_up (self);
}

static void
stream_close (PlChannel *channel, gboolean abort)
{
  if (abort)
    pl_bsd_set_abort (channel->calls, channel->watch.fd);
  pl_stream_finish ((PlStream *) channel, abort ? PL_END_REASON_ABORTED : PL_END_REASON_HERE);
}

static void
stream_send (PlChannel *channel, GBytes *bytes)
{
  PlStream *self = (PlStream *) channel;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (!self->is_shutting_down && length > 0 && pl_stream_say (self, data, length))
    pl_stream_post_progress (self);
}

/* Returns whether the stream still lives. */
bool
pl_stream_shut_down (PlStream *self)
{
  self->is_shutting_down = true;
  if (pl_stream_is_through (self))
    {
      pl_stream_finish (self, self->has_ended ? PL_END_REASON_PEER : PL_END_REASON_HERE);
      return false;
    }

  if (self->unsent == NULL)
    pl_stream_send_end (self);
  pl_stream_post_progress (self);

  return true;
}

static void
stream_shut_down (PlChannel *channel)
{
  pl_stream_shut_down ((PlStream *) channel);
}

/* Nobody is told. What comes is taken in by the system and not read by us. */
static void
stream_shut_down_reading (PlChannel *channel)
{
  PlStream *self = (PlStream *) channel;

  self->is_deaf = true;
  if (self->ended.deaf_us == 0)
    self->ended.deaf_us = g_get_monotonic_time ();
  pl_bsd_shut_down (channel->calls, channel->watch.fd, SHUT_RD);
  if (pl_stream_is_through (self))
    pl_stream_finish (self, PL_END_REASON_HERE);
  else if (pl_stream_update_watch (self))
    pl_stream_post_progress (self);
}

static void
stream_consumed (PlChannel *channel, gsize size)
{
  PlStream *self = (PlStream *) channel;

  self->undelivered -= (guint32) MIN (size, self->undelivered);
  pl_stream_update_watch (self);
}

static void
stream_read_transcript (PlChannel *channel, gsize offset)
{
  PlStream *self = (PlStream *) channel;
  PlPortion portion = { .id = channel->id,
                        .kind = PL_PORTION_TRANSCRIPT,
                        .bytes = pl_transcript_dup_tail (self->transcript, offset),
                        .offset = offset,
                        .end = pl_transcript_get_size (self->transcript),
                        .rtt_us = pl_bsd_get_rtt_us (channel->watch.fd),
                        .ended = self->ended };

  pl_mailbox_post_portion (channel->net->mailbox, &portion);
}

static const PlChannelClass stream_class = {
  .close = stream_close,
  .send = stream_send,
  .shut_down = stream_shut_down,
  .shut_down_reading = stream_shut_down_reading,
  .consumed = stream_consumed,
  .read_transcript = stream_read_transcript,
};

/**
 * pl_stream_new:
 * @net: the net thread
 * @id: its id
 * @fd: (transfer full): a connected socket
 * @calls: (transfer full) (nullable): the calls that have made it
 * @local: as getsockname() said
 * @peer: as getpeername() said
 *
 * Takes over a connected socket. Nothing happens before pl_stream_open().
 *
 * Returns: (transfer none): a stream, which frees itself when the connection is over
 */
PlStream *
pl_stream_new (PlNet *net, guint64 id, int fd, PlCalls *calls, const PlEnd *local, const PlEnd *peer)
{
  PlStream *self = g_new0 (PlStream, 1);

  pl_channel_init (&self->channel, net, &stream_class, id, calls);
  self->channel.watch.fd = fd;
  self->channel.watch.ready = stream_ready;
  self->local = *local;
  self->peer = *peer;

  return self;
}

/**
 * pl_stream_set_listener:
 * @self: a stream that is not open yet
 * @listener_id: who accepted it
 * @behaviour: what it does by itself
 */
void
pl_stream_set_listener (PlStream *self, guint64 listener_id, PlBehaviour *behaviour)
{
  pl_channel_set_listener (&self->channel, listener_id);
  self->is_echo = pl_behaviour_get_responder (behaviour) == PL_RESPONDER_ECHO;
  self->response = pl_stream_response_new (self, behaviour);
}

/**
 * pl_stream_open:
 * @self: a stream
 * @deliver: whether to hand the payload over
 * @half_open: whether to go on after the peer's end-of-file
 *
 * Tells that it is open, and begins to read.
 */
void
pl_stream_open (PlStream *self, gboolean deliver, gboolean half_open)
{
  self->is_delivering = deliver;
  self->is_half_open = half_open;
  post (self, &(PlNews){ .flags = PL_NEWS_OPENED });
  pl_stream_mark (self, self->channel.listener_id != 0 ? PL_DIRECTION_RECEIVED : PL_DIRECTION_SENT,
                  PL_RECORD_BEGIN); /* by whoever asked for it */
  if (pl_stream_update_watch (self) && self->response != NULL)
    pl_stream_response_begin (self->response);
}
