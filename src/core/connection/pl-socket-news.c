/* How news changes what is known of a socket, and which part of that. Pure: knows no object. */

#include "core/connection/pl-socket-news.h"

typedef struct
{
  PlSocketInfo *info;
  guint changes;
} Change;

static void
mark (Change *self, PlSocketChange change)
{
  self->changes |= 1u << change;
}

static void
set_state (Change *self, PlSocketState state)
{
  if (self->info->state == state)
    return;

  self->info->state = state;
  mark (self, PL_SOCKET_CHANGE_STATE);
}

static void
apply_state (Change *self, const PlNews *news)
{
  if (self->info->is_shut_down != news->is_shut_down || self->info->is_deaf != news->is_deaf ||
      self->info->has_ended != news->has_ended)
    mark (self, PL_SOCKET_CHANGE_STATE);
  self->info->is_shut_down = news->is_shut_down;
  self->info->is_deaf = news->is_deaf;
  self->info->has_ended = news->has_ended;
  self->info->peer_was_first = news->peer_was_first;
  if (news->flags & PL_NEWS_OPENED)
    {
      self->info->opened_at_us = news->opened_at_us;
      set_state (self, self->info->role == PL_SOCKET_ROLE_LISTENER ? PL_SOCKET_STATE_LISTENING
                                                                   : PL_SOCKET_STATE_OPEN);
    }
  if (news->flags & PL_NEWS_PAUSED)
    set_state (self, PL_SOCKET_STATE_PAUSED);
  if (news->flags & PL_NEWS_RESUMED)
    set_state (self, PL_SOCKET_STATE_LISTENING);
  if (news->flags & PL_NEWS_CLOSED)
    {
      self->info->closed_at_us = news->closed_at_us;
      self->info->reason = news->reason;
      self->info->failure = news->failure;
      set_state (self,
                 news->reason == PL_END_REASON_FAILED ? PL_SOCKET_STATE_FAILED : PL_SOCKET_STATE_CLOSED);
    }
}

static void
apply_ends (Change *self, const PlNews *news)
{
  if (pl_end_is_known (&news->local) && !pl_end_equal (&news->local, &self->info->local))
    {
      self->info->local = news->local;
      mark (self, PL_SOCKET_CHANGE_LOCAL);
    }
  if (pl_end_is_known (&news->peer) && !pl_end_equal (&news->peer, &self->info->peer))
    {
      self->info->peer = news->peer;
      mark (self, PL_SOCKET_CHANGE_PEER);
    }
}

/* Datagrams may be empty. */
static void
apply_datagrams (Change *self, const PlNews *news)
{
  if (self->info->datagrams.received != news->datagrams.received ||
      self->info->datagrams.dropped != news->datagrams.dropped)
    mark (self, PL_SOCKET_CHANGE_RECEIVED);
  if (self->info->datagrams.sent != news->datagrams.sent ||
      self->info->datagrams.unsendable != news->datagrams.unsendable)
    mark (self, PL_SOCKET_CHANGE_SENT);
  if (self->info->datagrams.reports != news->datagrams.reports)
    mark (self, PL_SOCKET_CHANGE_REPORTS);
  self->info->datagrams = news->datagrams;
  self->info->report = news->report;
}

/* A TCP listener moves nothing itself: what its peers move is counted for it. */
static void
apply_counts (Change *self, const PlNews *news)
{
  apply_datagrams (self, news);
  if (self->info->role == PL_SOCKET_ROLE_LISTENER && self->info->protocol == PL_PROTOCOL_TCP)
    return;
  if (self->info->received != news->received)
    mark (self, PL_SOCKET_CHANGE_RECEIVED);
  if (self->info->sent != news->sent || self->info->unsent != news->unsent)
    mark (self, PL_SOCKET_CHANGE_SENT);
  self->info->received = news->received;
  self->info->sent = news->sent;
  self->info->unsent = news->unsent;
  self->info->not_kept = news->not_kept;
}

/**
 * pl_socket_info_apply:
 * @self: what is known of a socket
 * @news: about it
 *
 * Takes over what the news say.
 *
 * Returns: which parts have changed, a bit `1 << change` for each [enum@Pl.SocketChange]
 */
guint
pl_socket_info_apply (PlSocketInfo *self, const PlNews *news)
{
  Change change = { .info = self };

  apply_ends (&change, news);
  apply_counts (&change, news);
  apply_state (&change, news);

  return change.changes;
}
