/* One listener on the net thread: binds, accepts within a budget, and waits when descriptors run out. */

#include "core/net/pl-binder.h"
#include "core/net/pl-bsd.h"

#include <errno.h>
#include <sys/epoll.h>

#define ACCEPT_BUDGET   64 /* connections a wake-up */
#define RESUME_AFTER_MS 50

typedef struct
{
  PlChannel channel;
  PlBinder binder;
  PlPause pause;
} PlNetListener;

static PlNet *
get_net (PlNetListener *self)
{
  return self->channel.net;
}

static void
post (PlNetListener *self, PlNews *news)
{
  news->id = self->channel.id;
  news->opened_at_us = self->channel.opened_at_us;
  news->pause = self->pause;
  pl_binder_tell (&self->binder, news);
  pl_channel_post (&self->channel, news);
}

static void
finish (PlNetListener *self, PlEndReason reason, PlFailure failure)
{
  if (self->channel.watch.fd >= 0)
    pl_loop_close (get_net (self)->loop, &self->channel.watch, self->channel.calls);
  self->channel.slot = (PlNewsSlot){ 0 }; /* a record of its own, behind those of its peers */
  post (self, &(PlNews){ .flags = PL_NEWS_CLOSED,
                         .closed_at_us = g_get_monotonic_time (),
                         .reason = reason,
                         .failure = failure,
                         .calls = g_steal_pointer (&self->channel.calls) });
  g_hash_table_remove (get_net (self)->paused, self);
  pl_binder_clear (&self->binder);
  pl_channel_free (&self->channel);
}

/* 1. Pause */

/* Returns whether the kernel had room for the watch. */
static bool
set_pause (PlNetListener *self, PlPause pause)
{
  PlNet *net = get_net (self);

  if (self->pause == pause)
    return true;
  if (!pl_loop_watch (net->loop, &self->channel.watch, pause == PL_PAUSE_NONE ? EPOLLIN : 0))
    return false;

  self->pause = pause;
  if (pause == PL_PAUSE_LIMIT || pause == PL_PAUSE_BEHIND)
    g_hash_table_add (net->paused, self);
  else
    g_hash_table_remove (net->paused, self);
  post (self, &(PlNews){ .flags = pause != PL_PAUSE_NONE ? PL_NEWS_PAUSED : PL_NEWS_RESUMED });

  return true;
}

/* 2. Bind */

static bool
set_up (const PlListen *listen, PlCalls *calls, int fd, const PlListenTry *try)
{
  return (!listen->reuse_address || pl_bsd_set_reuse (calls, fd)) &&
         (!listen->reuse_port || pl_bsd_set_reuse_port (calls, fd)) &&
         (listen->receive_buffer == 0 || pl_bsd_set_receive_buffer (calls, fd, listen->receive_buffer)) &&
         pl_bsd_set_no_delay (calls, fd) &&
         (try->local.address.family != PL_FAMILY_IPV6 || pl_bsd_set_v6only (calls, fd, try->v6only)) &&
         pl_bsd_bind (calls, fd, &try->local) == 0 && pl_bsd_listen (calls, fd, (int) listen->backlog) == 0;
}

static int
listener_open (PlChannel *channel, const PlListenTry *try)
{
  PlNetListener *self = (PlNetListener *) channel;
  int fd = pl_bsd_open_stream (channel->calls, try->local.address.family);

  if (fd < 0 || set_up (&self->binder.listen, channel->calls, fd, try))
    return fd;

  return pl_bsd_give_up (channel->calls, fd);
}

static void
listener_bound (PlChannel *channel, int fd)
{
  PlNetListener *self = (PlNetListener *) channel;
  PlResponder responder = pl_behaviour_get_responder (self->binder.listen.behaviour);
  bool never_accepts = responder == PL_RESPONDER_NEVER_ACCEPT;

  channel->watch.fd = fd;
  if (!pl_loop_watch (get_net (self)->loop, &channel->watch, never_accepts ? 0 : EPOLLIN))
    {
      finish (self, PL_END_REASON_FAILED, pl_call_get_failure (PL_STAGE_BIND));
      return;
    }

  self->pause = never_accepts ? PL_PAUSE_ASKED : PL_PAUSE_NONE;
  post (self, &(PlNews){ .flags = PL_NEWS_OPENED | (never_accepts ? PL_NEWS_PAUSED : 0) });
}

static void
listener_waits (PlChannel *channel)
{
  post ((PlNetListener *) channel, &(PlNews){ .flags = PL_NEWS_PROGRESS });
}

static void
listener_failed (PlChannel *channel, PlFailure failure)
{
  finish ((PlNetListener *) channel, PL_END_REASON_FAILED, failure);
}

static const PlBinderClass listener_binder_class = {
  .open = listener_open,
  .bound = listener_bound,
  .waits = listener_waits,
  .failed = listener_failed,
};

/* 3. Accept */

static gboolean
resume_cb (gpointer data)
{
  PlNet *net = data;

  g_clear_pointer (&net->resume, g_source_unref);
  pl_net_listeners_resume (net);

  return G_SOURCE_REMOVE;
}

/* Another part of the process may give descriptors back without our hearing of it, hence the timer. */
static void
pause_until_room (PlNetListener *self, PlPause pause)
{
  PlNet *net = get_net (self);

  set_pause (self, pause);
  if (net->resume != NULL)
    return;

  net->resume = g_timeout_source_new (RESUME_AFTER_MS);
  g_source_set_callback (net->resume, resume_cb, net, NULL);
  g_source_attach (net->resume, pl_loop_get_context (net->loop));
}

static bool
is_want_of_resources (int code)
{
  return code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM;
}

static void
listener_ready (PlWatch *watch, guint32 events)
{
  PlNetListener *self = (PlNetListener *) watch;
  PlNet *net = get_net (self);

  if (self->pause == PL_PAUSE_ASKED) /* in this very turn */
    return;
  if (pl_mailbox_is_full (net->mailbox)) /* the main thread does not keep up: let the peers wait */
    return pause_until_room (self, PL_PAUSE_BEHIND);

  for (guint i = 0; i < ACCEPT_BUDGET; i++)
    {
      PlEnd local, peer;
      PlStream *stream;
      PlCalls *calls;
      int fd;

      if (pl_net_is_crowded (net))
        return pause_until_room (self, PL_PAUSE_LIMIT);
      fd = pl_bsd_accept (self->channel.calls, watch->fd, &calls, &local, &peer);
      if (fd < 0 && (errno == ECONNABORTED || errno == EINTR))
        continue;
      if (fd < 0 && is_want_of_resources (errno))
        return pause_until_room (self, PL_PAUSE_LIMIT);
      if (self->pause != PL_PAUSE_NONE && !set_pause (self, PL_PAUSE_NONE))
        pause_until_room (self, PL_PAUSE_LIMIT);
      if (fd < 0)
        return;

      net->totals.accepted++;
      net->fd_top = MAX (net->fd_top, fd);
      stream = pl_stream_new (net, ++net->last_id, fd, calls, &local, &peer);
      pl_stream_set_listener (stream, self->channel.id, self->binder.listen.behaviour);
      pl_stream_open (stream, FALSE, FALSE);
    }
}

/* 4. From the main thread */

static void
listener_close (PlChannel *channel, gboolean abort)
{
  PlNetListener *self = (PlNetListener *) channel;

  if (channel->watch.fd < 0)
    finish (self, PL_END_REASON_FAILED, (PlFailure){ pl_binder_get_stage (&self->binder), ECANCELED });
  else
    finish (self, PL_END_REASON_HERE, (PlFailure){ .code = 0 });
}

static void
listener_set_accepting (PlChannel *channel, gboolean is_accepting)
{
  PlNetListener *self = (PlNetListener *) channel;

  if (channel->watch.fd < 0) /* it is not open yet */
    return;
  if (!set_pause (self, is_accepting ? PL_PAUSE_NONE : PL_PAUSE_ASKED))
    pause_until_room (self, PL_PAUSE_LIMIT);
}

static const PlChannelClass listener_class = {
  .close = listener_close,
  .set_accepting = listener_set_accepting,
};

/**
 * pl_net_listener_start:
 * @net: the net thread
 * @id: for the listener
 * @listen: (transfer full): what it takes
 *
 * Starts to listen: posts news that it does, or why it cannot.
 */
void
pl_net_listener_start (PlNet *net, guint64 id, PlListen *listen)
{
  PlNetListener *self = g_new0 (PlNetListener, 1);

  pl_channel_init (&self->channel, net, &listener_class, id, pl_net_new_calls (net));
  self->channel.watch.ready = listener_ready;
  pl_binder_start (&self->binder, &self->channel, &listener_binder_class, listen);
}

/**
 * pl_net_listeners_resume:
 * @net: the net thread
 *
 * Lets the listeners that ran out of descriptors try again. One that still finds none stays paused, and says
 * nothing.
 */
void
pl_net_listeners_resume (PlNet *net)
{
  g_autoptr (GList) paused = NULL;

  if (G_LIKELY (g_hash_table_size (net->paused) == 0))
    return;

  paused = g_hash_table_get_keys (net->paused);
  for (GList *link = paused; link != NULL; link = link->next)
    listener_ready (&((PlNetListener *) link->data)->channel.watch, EPOLLIN);
}
