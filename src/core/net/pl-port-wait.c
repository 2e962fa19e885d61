/* A port that is taken: who has it, and trying again until it is free. Knows nothing of the socket that is to
 * be bound. */

#include "core/net/pl-port-wait.h"

#define RETRY_AFTER_US (250 * 1000)

static void
expired (PlTimer *timer, gint64 now_us)
{
  PlPortWait *self = (PlPortWait *) timer;

  self->again (self->data);
}

static void
owner_found (gpointer data, const PlPortOwner *owner)
{
  PlPortWait *self = data;

  self->search = NULL;
  self->owner = *owner;
  self->found (self->data);
}

/**
 * pl_port_wait_init:
 * @self: a zeroed wait
 * @found: called once it is known who has the port, or that nobody knows
 * @again: called when it is time to try again
 * @data: for both
 */
void
pl_port_wait_init (PlPortWait *self, void (*found) (gpointer), void (*again) (gpointer), gpointer data)
{
  self->retry.expired = expired;
  self->found = found;
  self->again = again;
  self->data = data;
}

/**
 * pl_port_wait_begin:
 * @self: a wait, begun before or not
 * @net: the net thread
 * @protocol: TCP or UDP
 * @end: what could not be bound
 * @tries_again: whether to wait until the port is free
 *
 * Looks for the owner of the port, the first time, and sets the timer, each time.
 */
void
pl_port_wait_begin (PlPortWait *self, PlNet *net, PlProtocol protocol, const PlEnd *end, gboolean tries_again)
{
  if (self->search == NULL && self->owner.kind == PL_PORT_OWNER_UNKNOWN)
    self->search = pl_port_search_start (net, protocol, end, owner_found, self);
  if (tries_again)
    pl_timers_set (net->timers, &self->retry, g_get_monotonic_time () + RETRY_AFTER_US);
}

/**
 * pl_port_wait_end:
 * @self: a wait, begun or not
 * @net: the net thread
 *
 * Ends it: nothing is called any more. What is known of the owner stays.
 */
void
pl_port_wait_end (PlPortWait *self, PlNet *net)
{
  g_clear_pointer (&self->search, pl_port_search_cancel);
  pl_timers_unset (net->timers, &self->retry);
}
