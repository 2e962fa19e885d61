/* What a connector, a listener and a stream have in common: an id, and news to post. For this folder only.
 */

#include "core/net/pl-net-private.h"

void
pl_channel_init (PlChannel *self, PlNet *net, const PlChannelClass *klass, guint64 id, PlCalls *calls)
{
  self->watch.fd = -1;
  self->klass = klass;
  self->net = net;
  self->id = id;
  self->calls = calls;
  self->opened_at_us = g_get_monotonic_time ();
  pl_channel_find_recorder (self);
  g_hash_table_insert (net->channels, pl_net_to_key (id), self);
}

void
pl_channel_set_listener (PlChannel *self, guint64 listener_id)
{
  self->listener_id = listener_id;
  pl_channel_find_recorder (self);
}

void
pl_channel_post (PlChannel *self, const PlNews *news)
{
  pl_mailbox_post (self->net->mailbox, &self->slot, news, &self->net->totals);
}

void
pl_channel_post_groups (PlChannel *self, const PlMemberships *memberships)
{
  PlPortion portion = { .id = self->id,
                        .kind = PL_PORTION_GROUPS,
                        .memberships = g_memdup2 (memberships, sizeof *memberships) };

  pl_mailbox_post_portion (self->net->mailbox, &portion);
}

void
pl_channel_free (PlChannel *self)
{
  g_clear_pointer (&self->calls, pl_calls_free);
  g_hash_table_remove (self->net->channels, pl_net_to_key (self->id));
  pl_loop_free_later (self->net->loop, self);
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

GSource *
pl_net_add_timer (PlNet *self, GSourceFunc function, gpointer data)
{
  GSource *timer = g_source_new (&timer_funcs, sizeof (GSource));

  g_source_set_callback (timer, function, data, NULL);
  g_source_set_static_name (timer, "timer");
  g_source_attach (timer, pl_loop_get_context (self->loop));

  return timer;
}
