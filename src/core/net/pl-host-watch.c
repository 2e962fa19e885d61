/* Follows the interfaces, addresses and routes of this computer, and posts what they are like. Reads
 * everything again after a change: a notice that was lost costs nothing, and one can come for each packet
 * that is routed in vain without this thread doing more than a few readings a second. */

#include "core/net/pl-interface-reader.h"
#include "core/net/pl-net-private.h"
#include "core/net/pl-rtnetlink.h"

#include <sys/epoll.h>

#define GROUPS    (RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE)
#define SETTLE_US (100 * G_TIME_SPAN_MILLISECOND) /* what changes together is read once */

typedef struct
{
  PlChannel channel;
  GSource *timer; /* ready when it is time to read */
  gboolean is_due;
} PlHostWatch;

static gboolean
read_cb (gpointer data)
{
  PlHostWatch *self = data;

  g_source_set_ready_time (self->timer, -1);
  self->is_due = FALSE;
  pl_mailbox_post_host (self->channel.net->mailbox, pl_host_state_read ());

  return G_SOURCE_CONTINUE;
}

static void
ready (PlWatch *watch, guint32 events)
{
  PlHostWatch *self = (PlHostWatch *) watch;

  if (!pl_rtnetlink_drain (watch->fd) || self->is_due)
    return;

  self->is_due = TRUE;
  g_source_set_ready_time (self->timer, g_get_monotonic_time () + SETTLE_US);
}

static void
close_watch (PlChannel *channel, gboolean abort)
{
  PlHostWatch *self = (PlHostWatch *) channel;

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  if (channel->watch.fd >= 0)
    pl_loop_close (channel->net->loop, &channel->watch, NULL);
  pl_channel_free (channel);
}

static const PlChannelClass host_watch_class = { .close = close_watch };

/* A system that tells of no changes is read once. The first reading comes after the watch has begun, so that
 * nothing falls between them. */
void
pl_host_watch_start (PlNet *net, guint64 id)
{
  PlHostWatch *self = g_new0 (PlHostWatch, 1);

  pl_channel_init (&self->channel, net, &host_watch_class, id, NULL);
  self->timer = pl_net_add_timer (net, read_cb, self);
  self->channel.watch.fd = pl_rtnetlink_open (GROUPS);
  self->channel.watch.ready = ready;
  if (self->channel.watch.fd >= 0)
    pl_loop_watch (net->loop, &self->channel.watch, EPOLLIN);
  read_cb (self);
}
