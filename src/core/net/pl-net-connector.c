/* One connect operation on the net thread: asks for addresses, runs the race, and ends as a stream or a
 * failure. The order of things is the race's (core/connect/pl-race.c); here are the questions, the sockets
 * and the clock. */

#include "core/net/pl-bsd.h"
#include "core/net/pl-datagram-peer.h"
#include "core/net/pl-net-private.h"
#include "core/net/pl-route-probe.h"

#include <errno.h>
#include <sys/epoll.h>

enum
{
  QUERY_IPV6,
  QUERY_IPV4,
  QUERY_LOCAL,
  N_QUERIES,
};

typedef struct
{
  PlChannel channel;
  PlDial dial;
  PlRace *race;                /* NULL before the local end is known */
  PlQuery *queries[N_QUERIES]; /* NULL when not asked, or answered */
  gint64 asked_at_us;
  PlEnd locals[2];     /* IPv6, IPv4: where to bind to, if anywhere */
  GPtrArray *attempts; /* (element-type PlAttempt), by number; NULL when it is over */
  GSource *timer;      /* (nullable): most need none */
  PlFailure failure;   /* the most telling one so far */
  PlEnd local;         /* the ends that go with it */
  PlEnd peer;
} PlNetConnector;

static PlNet *
get_net (PlNetConnector *self)
{
  return self->channel.net;
}

static void
post_step (PlNetConnector *self, PlStep *step)
{
  step->id = self->channel.id;
  step->at_us = g_get_monotonic_time () - self->channel.opened_at_us;
  pl_mailbox_post_step (get_net (self)->mailbox, step);
}

/* 1. The end, whichever way it comes */

static void
close_attempt (PlNetConnector *self, PlAttempt *attempt)
{
  self->attempts->pdata[attempt->number] = NULL;
  if (attempt->watch.fd >= 0)
    pl_loop_close (get_net (self)->loop, &attempt->watch, self->channel.calls);
  pl_loop_free_later (get_net (self)->loop, attempt);
}

static void
close_attempts (PlNetConnector *self)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      if (self->attempts->pdata[i] != NULL)
        close_attempt (self, self->attempts->pdata[i]);
    }
}

static void
dispose (PlNetConnector *self)
{
  for (guint i = 0; i < N_QUERIES; i++)
    g_clear_pointer (&self->queries[i], pl_query_cancel);
  close_attempts (self);
  g_ptr_array_unref (self->attempts);
  if (self->timer != NULL)
    {
      g_source_destroy (self->timer);
      g_source_unref (self->timer);
    }
  g_clear_pointer (&self->race, pl_race_free);
  pl_dial_clear (&self->dial);
  pl_channel_free (&self->channel);
}

static void
fail (PlNetConnector *self, PlFailure failure)
{
  PlNews news = { .id = self->channel.id,
                  .flags = PL_NEWS_CLOSED,
                  .opened_at_us = self->channel.opened_at_us,
                  .closed_at_us = g_get_monotonic_time (),
                  .reason = PL_END_REASON_FAILED,
                  .failure = failure,
                  .v6only = -1,
                  .local = self->local,
                  .peer = self->peer };

  news.peer.port = self->dial.peer.end.port;
  close_attempts (self);
  news.calls = g_steal_pointer (&self->channel.calls);
  pl_channel_post (&self->channel, &news);
  dispose (self);
}

static void
succeed (PlNetConnector *self, PlAttempt *attempt)
{
  PlNet *net = get_net (self);
  PlDial dial = self->dial; /* only what it says in numbers is still there in the end */
  int fd = attempt->watch.fd;
  guint64 id = self->channel.id;
  PlEnd local = attempt->local;
  PlEnd peer;
  PlCalls *calls;

  pl_bsd_get_peer (self->channel.calls, fd, &peer);
  if (!pl_end_is_known (&peer)) /* gone again already; what was connected to is no less true */
    peer = attempt->peer;
  pl_loop_forget (net->loop, &attempt->watch);
  close_attempts (self);
  calls = g_steal_pointer (&self->channel.calls);
  dispose (self);

  if (dial.protocol == PL_PROTOCOL_UDP)
    pl_connected_open (net, id, fd, calls, &(PlFlow){ local, peer }, dial.deliver, dial.datagram_max);
  else
    pl_stream_open (pl_stream_new (net, id, fd, calls, &local, &peer), dial.deliver, dial.half_open);
}

/* 2. Attempts */

/* Where an attempt is to be bound to, if anywhere. */
static PlEnd *
get_local (PlNetConnector *self, PlAttempt *attempt)
{
  return &self->locals[attempt->peer.address.family == PL_FAMILY_IPV4];
}

static void
end_attempt (PlNetConnector *self, PlAttempt *attempt, PlFailure failure)
{
  PlStep step = pl_attempt_end (attempt, failure);

  post_step (self, &step);

  if (failure.code != 0 && pl_failure_get_weight (&step.failure) >= pl_failure_get_weight (&self->failure))
    {
      self->failure = step.failure;
      self->local = failure.stage == PL_STAGE_BIND ? *get_local (self, attempt) : step.local;
      self->peer = step.peer;
    }
}

static void
attempt_failed (PlNetConnector *self, PlAttempt *attempt, PlFailure failure)
{
  guint number = attempt->number;

  end_attempt (self, attempt, failure);
  close_attempt (self, attempt);
  pl_race_failed (self->race, number, g_get_monotonic_time ());
}

static void step (PlNetConnector *self);

static void
attempt_ready (PlWatch *watch, guint32 events)
{
  PlAttempt *attempt = (PlAttempt *) watch;
  PlNetConnector *self = attempt->owner;
  PlFailure answer = { PL_STAGE_CONNECT, pl_bsd_get_error (attempt->calls, watch->fd), "connect" };

  if (answer.code != 0)
    {
      attempt_failed (self, attempt, answer);
    }
  else
    {
      end_attempt (self, attempt, answer);
      pl_race_connected (self->race, attempt->number);
    }
  step (self);
}

static void
start_attempt (PlNetConnector *self, guint number)
{
  PlAttempt *attempt = g_new0 (PlAttempt, 1);
  PlFailure failure;

  attempt->owner = self;
  attempt->calls = self->channel.calls;
  attempt->number = number;
  attempt->watch.ready = attempt_ready;
  attempt->started_at_us = g_get_monotonic_time ();
  attempt->peer = self->dial.peer.end;
  attempt->peer.address = *pl_race_get_address (self->race, number);
  g_ptr_array_add (self->attempts, attempt);
  post_step (self, &(PlStep){ .kind = PL_STEP_ATTEMPT,
                              .family = attempt->peer.address.family,
                              .n = number,
                              .peer = attempt->peer });

  if (!pl_attempt_open (attempt, get_net (self)->loop, &self->dial, get_local (self, attempt), &failure))
    attempt_failed (self, attempt, failure);
}

/* 3. The race's wishes */

static void
lose (PlNetConnector *self, bool timed_out)
{
  if (timed_out && self->attempts->len == 0)
    return fail (self, (PlFailure){ PL_STAGE_LOOKUP, ETIMEDOUT });
  fail (self, self->failure);
}

static gboolean
timer_cb (gpointer data)
{
  PlNetConnector *self = data;

  g_source_set_ready_time (self->timer, -1);
  if (self->race == NULL)
    lose (self, true);
  else
    step (self);

  return G_SOURCE_CONTINUE;
}

/* @at_us may be `G_MAXINT64`, for never. */
static void
set_timer (PlNetConnector *self, gint64 at_us)
{
  if (self->timer == NULL && at_us == G_MAXINT64)
    return;
  if (self->timer == NULL)
    self->timer = pl_net_add_timer (get_net (self), timer_cb, self);
  g_source_set_ready_time (self->timer, at_us == G_MAXINT64 ? -1 : at_us);
}

/* Returns whether the connector still lives. */
static bool
perform (PlNetConnector *self, const PlRaceAction *action)
{
  switch (action->kind)
    {
    case PL_RACE_START:
      start_attempt (self, action->attempt);
      return true;
    case PL_RACE_CANCEL:
    case PL_RACE_EXPIRE:
      end_attempt (self, self->attempts->pdata[action->attempt],
                   (PlFailure){ PL_STAGE_CONNECT, action->kind == PL_RACE_EXPIRE ? ETIMEDOUT : ECANCELED });
      close_attempt (self, self->attempts->pdata[action->attempt]);
      return true;
    case PL_RACE_WON:
      succeed (self, self->attempts->pdata[action->attempt]);
      return false;
    case PL_RACE_LOST:
    case PL_RACE_TIMED_OUT:
    default:
      lose (self, action->kind == PL_RACE_TIMED_OUT);
      return false;
    }
}

static void
step (PlNetConnector *self)
{
  PlRaceAction action;

  while (pl_race_next (self->race, g_get_monotonic_time (), &action))
    {
      if (!perform (self, &action))
        return;
    }

  set_timer (self, pl_race_get_wake_up (self->race));
}

/* 4. Questions and answers */

static void
answered (gpointer data, PlFamily family, const PlAddress *found, guint n_addresses, int code)
{
  PlNetConnector *self = data;
  g_autofree PlAddress *addresses = pl_route_dup_sorted (found, n_addresses);
  PlStep answer = { .kind = PL_STEP_ANSWER,
                    .family = family,
                    .n = n_addresses,
                    .took_us = g_get_monotonic_time () - self->asked_at_us,
                    .failure = { PL_STAGE_LOOKUP, code } };

  self->queries[family == PL_FAMILY_IPV4 ? QUERY_IPV4 : QUERY_IPV6] = NULL;
  for (guint i = 0; i < n_addresses; i++)
    post_step (self, &(PlStep){ .kind = PL_STEP_ADDRESS,
                                .family = family,
                                .peer = { addresses[i], self->dial.peer.end.port, 0 } });
  post_step (self, &answer);

  /* “No such name” says less than “no answer”, which says less than any attempt. */
  if (code != 0 && pl_failure_get_weight (&self->failure) <= 1 && self->attempts->len == 0 &&
      code < self->failure.code)
    self->failure = answer.failure;

  pl_race_answer (self->race, family, addresses, n_addresses, g_get_monotonic_time ());
  step (self);
}

static void
ask (PlNetConnector *self, guint query, PlFamily family)
{
  post_step (self, &(PlStep){ .kind = PL_STEP_QUERY, .family = family });
  self->queries[query] = pl_query_start (get_net (self), self->dial.resolver, self->dial.peer.name, family,
                                         answered, self);
}

/* The family that the peer has to be of: a local end of one family rules the other one out. */
static PlFamily
get_family (PlNetConnector *self)
{
  if (self->dial.peer.name == NULL)
    return self->dial.peer.end.address.family;
  if (pl_end_is_known (&self->locals[0]) != pl_end_is_known (&self->locals[1]))
    return pl_end_is_known (&self->locals[0]) ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4;

  return self->dial.race.family;
}

/* Both questions at once (RFC 8305 section 3); an address needs none. */
static void
begin (PlNetConnector *self)
{
  const PlAddress *address = &self->dial.peer.end.address;
  PlRaceOptions options = self->dial.race;

  options.family = get_family (self);
  self->race = pl_race_new (&options, self->channel.opened_at_us);
  self->asked_at_us = g_get_monotonic_time ();

  if (self->dial.peer.name == NULL)
    pl_race_answer (self->race, address->family, address, 1, self->asked_at_us);
  if (self->dial.peer.name != NULL && options.family != PL_FAMILY_IPV4)
    ask (self, QUERY_IPV6, PL_FAMILY_IPV6);
  if (self->dial.peer.name != NULL && options.family != PL_FAMILY_IPV6)
    ask (self, QUERY_IPV4, PL_FAMILY_IPV4);
  step (self);
}

static void
set_local (PlNetConnector *self, const PlAddress *address)
{
  PlEnd *local = &self->locals[address->family == PL_FAMILY_IPV4];

  if (pl_end_is_known (local))
    return;
  *local = self->dial.local.end;
  local->address = *address;
}

static void
local_answered (gpointer data, PlFamily family, const PlAddress *addresses, guint n_addresses, int code)
{
  PlNetConnector *self = data;

  self->queries[QUERY_LOCAL] = NULL;
  if (code != 0)
    return fail (self, (PlFailure){ PL_STAGE_LOOKUP, code });

  for (guint i = 0; i < n_addresses; i++)
    set_local (self, &addresses[i]);
  begin (self);
}

static void
find_local (PlNetConnector *self)
{
  PlPlace *local = &self->dial.local;

  if (local->name != NULL)
    {
      self->queries[QUERY_LOCAL] = pl_query_start (get_net (self), self->dial.resolver, local->name,
                                                   get_family (self), local_answered, self);
      return;
    }

  if (pl_end_is_known (&local->end))
    {
      set_local (self, &local->end.address);
    }
  else if (local->end.port != 0)
    {
      set_local (self, &(PlAddress){ .family = PL_FAMILY_IPV6 });
      set_local (self, &(PlAddress){ .family = PL_FAMILY_IPV4 });
    }
  begin (self);
}

/* 5. From the main thread */

static void
connector_close (PlChannel *channel, gboolean abort)
{
  PlNetConnector *self = (PlNetConnector *) channel;
  PlFailure stopped = { self->attempts->len > 0 ? PL_STAGE_CONNECT : PL_STAGE_LOOKUP, ECANCELED };

  for (guint i = 0; i < self->attempts->len; i++)
    {
      if (self->attempts->pdata[i] != NULL)
        end_attempt (self, self->attempts->pdata[i], stopped);
    }
  fail (self, stopped);
}

static const PlChannelClass connector_class = { .close = connector_close };

/**
 * pl_net_connector_start:
 * @net: the net thread
 * @id: for the connection
 * @dial: (transfer full): what it takes
 *
 * Starts to make a connection: posts steps, and in the end news that it is open or over.
 */
void
pl_net_connector_start (PlNet *net, guint64 id, PlDial *dial)
{
  PlNetConnector *self = g_new0 (PlNetConnector, 1);

  pl_channel_init (&self->channel, net, &connector_class, id, pl_net_new_calls (net));
  self->dial = *dial;
  self->attempts = g_ptr_array_new ();
  if (dial->race.timeout_ms > 0) /* the local end may have to be looked up before there is a race */
    set_timer (self, self->channel.opened_at_us + dial->race.timeout_ms * G_GINT64_CONSTANT (1000));
  find_local (self);
}
