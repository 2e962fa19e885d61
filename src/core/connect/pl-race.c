/* The race of RFC 8305 as a pure state machine: events and times in, actions out. Knows no socket and no
 * clock. */

#include "core/connect/pl-race.h"

typedef enum
{
  ATTEMPT_RUNNING,
  ATTEMPT_FAILED,
  ATTEMPT_CANCELLED,
  ATTEMPT_WON,
} AttemptState;

typedef struct
{
  PlAddress address;
  AttemptState state;
} Attempt;

typedef struct
{
  GArray *addresses; /* (element-type PlAddress) */
  guint n_started;
  gboolean is_answered;
} Lane;

typedef enum
{
  RACE_RUNNING,
  RACE_DECIDED,   /* won, or out of time: what still runs has to be cancelled */
  RACE_ANNOUNCED, /* the last action is out */
} RaceState;

enum
{
  LANE_IPV6,
  LANE_IPV4,
  N_LANES,
};

struct _PlRace
{
  PlRaceOptions options;
  RaceState state;
  PlRaceAction last; /* what to announce once it is decided */
  Lane lanes[N_LANES];
  GArray *attempts;     /* (element-type Attempt) */
  guint next_lane;      /* whose turn it is */
  gint64 ipv4_from_us;  /* when IPv4 need not wait for the IPv6 answer any longer */
  gint64 next_start_us; /* when the next attempt may join those that run */
  gint64 give_up_us;    /* G_MAXINT64 without a limit */
};

static Attempt *
get_attempt (PlRace *self, guint attempt)
{
  return &g_array_index (self->attempts, Attempt, attempt);
}

static gboolean
has_address (const Lane *lane)
{
  return lane->n_started < lane->addresses->len;
}

static gboolean
is_anything_running (PlRace *self)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      if (get_attempt (self, i)->state == ATTEMPT_RUNNING)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_answered (PlRace *self)
{
  return self->lanes[LANE_IPV6].is_answered && self->lanes[LANE_IPV4].is_answered;
}

/* RFC 8305 section 3: IPv4 alone waits a little for the IPv6 answer, so that a slow answer does not lose. */
static gboolean
may_begin (PlRace *self, gint64 now_us)
{
  if (self->options.first_only)
    return is_answered (self);

  return self->attempts->len > 0 || self->lanes[LANE_IPV6].is_answered || now_us >= self->ipv4_from_us;
}

/* RFC 8305 section 4: the families take turns, IPv6 first. */
static Lane *
choose_lane (PlRace *self)
{
  Lane *turn = &self->lanes[self->next_lane];
  Lane *other = &self->lanes[1 - self->next_lane];

  if (self->options.first_only && self->attempts->len > 0)
    return NULL;
  if (has_address (turn))
    return turn;

  return has_address (other) ? other : NULL;
}

static gboolean
start_attempt (PlRace *self, gint64 now_us, PlRaceAction *ret_action)
{
  Lane *lane = choose_lane (self);
  Attempt attempt = { .state = ATTEMPT_RUNNING };

  if (lane == NULL || !may_begin (self, now_us))
    return FALSE;
  if (now_us < self->next_start_us && is_anything_running (self))
    return FALSE;

  attempt.address = g_array_index (lane->addresses, PlAddress, lane->n_started++);
  *ret_action = (PlRaceAction){ PL_RACE_START, self->attempts->len };
  g_array_append_val (self->attempts, attempt);
  self->next_lane = lane == &self->lanes[LANE_IPV6] ? LANE_IPV4 : LANE_IPV6;
  self->next_start_us = now_us + self->options.attempt_delay_ms * G_GINT64_CONSTANT (1000);

  return TRUE;
}

static gboolean
cancel_attempt (PlRace *self, PlRaceAction *ret_action)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      if (get_attempt (self, i)->state == ATTEMPT_RUNNING)
        {
          get_attempt (self, i)->state = ATTEMPT_CANCELLED;
          *ret_action = (PlRaceAction){ self->last.kind == PL_RACE_TIMED_OUT ? PL_RACE_EXPIRE
                                                                             : PL_RACE_CANCEL,
                                        i };
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_exhausted (PlRace *self)
{
  return is_answered (self) && choose_lane (self) == NULL && !is_anything_running (self);
}

static void
decide (PlRace *self, PlRaceActionKind kind, guint attempt)
{
  self->state = RACE_DECIDED;
  self->last = (PlRaceAction){ kind, attempt };
}

/**
 * pl_race_new:
 * @options: copied
 * @now_us: when the race begins
 *
 * Begins a race. A family that @options leaves out counts as answered with nothing.
 *
 * Returns: (transfer full): a race, to be freed with pl_race_free()
 */
PlRace *
pl_race_new (const PlRaceOptions *options, gint64 now_us)
{
  PlRace *self = g_new0 (PlRace, 1);

  self->options = *options;
  self->options.attempt_delay_ms = MAX (options->attempt_delay_ms, PL_RACE_ATTEMPT_DELAY_MIN_MS);
  self->attempts = g_array_new (FALSE, FALSE, sizeof (Attempt));
  for (guint i = 0; i < N_LANES; i++)
    self->lanes[i].addresses = g_array_new (FALSE, FALSE, sizeof (PlAddress));
  self->lanes[LANE_IPV6].is_answered = options->family == PL_FAMILY_IPV4;
  self->lanes[LANE_IPV4].is_answered = options->family == PL_FAMILY_IPV6;
  self->ipv4_from_us = G_MAXINT64;
  self->give_up_us = options->timeout_ms > 0 ? now_us + options->timeout_ms * G_GINT64_CONSTANT (1000)
                                             : G_MAXINT64;

  return self;
}

/**
 * pl_race_free:
 * @self: (transfer full): a race
 */
void
pl_race_free (PlRace *self)
{
  for (guint i = 0; i < N_LANES; i++)
    g_array_unref (self->lanes[i].addresses);
  g_array_unref (self->attempts);
  g_free (self);
}

/**
 * pl_race_answer:
 * @self: a race
 * @family: which question was answered
 * @addresses: (array length=n_addresses): in the order to try them; they join the race
 * @n_addresses: 0 for a negative answer, or for none that came
 * @now_us: now
 *
 * Tells the race what the resolver said. Each family is answered once.
 */
void
pl_race_answer (PlRace *self, PlFamily family, const PlAddress *addresses, guint n_addresses, gint64 now_us)
{
  Lane *lane = &self->lanes[family == PL_FAMILY_IPV6 ? LANE_IPV6 : LANE_IPV4];

  lane->is_answered = TRUE;
  g_array_append_vals (lane->addresses, addresses, n_addresses);
  if (family == PL_FAMILY_IPV4)
    self->ipv4_from_us = now_us + self->options.resolution_delay_ms * G_GINT64_CONSTANT (1000);
}

/**
 * pl_race_connected:
 * @self: a race
 * @attempt: which attempt has a connection
 *
 * The first one wins. One that comes after the decision is cancelled like the rest.
 */
void
pl_race_connected (PlRace *self, guint attempt)
{
  if (self->state != RACE_RUNNING || get_attempt (self, attempt)->state != ATTEMPT_RUNNING)
    return;

  get_attempt (self, attempt)->state = ATTEMPT_WON;
  decide (self, PL_RACE_WON, attempt);
}

/**
 * pl_race_failed:
 * @self: a race
 * @attempt: which attempt was refused or found no way
 * @now_us: now
 *
 * The next attempt need not wait any longer.
 */
void
pl_race_failed (PlRace *self, guint attempt, gint64 now_us)
{
  get_attempt (self, attempt)->state = ATTEMPT_FAILED;
  self->next_start_us = now_us;
}

/**
 * pl_race_next:
 * @self: a race
 * @now_us: now
 * @ret_action: (out caller-allocates): what to do
 *
 * To be called after every event, and at pl_race_get_wake_up(), until it returns %FALSE. Won, lost and timed
 * out come once, as the last action, when everything else has been cancelled.
 *
 * Returns: %FALSE if there is nothing to do now
 */
gboolean
pl_race_next (PlRace *self, gint64 now_us, PlRaceAction *ret_action)
{
  if (self->state == RACE_RUNNING)
    {
      if (now_us >= self->give_up_us)
        decide (self, PL_RACE_TIMED_OUT, 0);
      else if (start_attempt (self, now_us, ret_action))
        return TRUE;
      else if (is_exhausted (self))
        decide (self, PL_RACE_LOST, 0);
    }

  if (self->state != RACE_DECIDED)
    return FALSE;
  if (cancel_attempt (self, ret_action))
    return TRUE;

  self->state = RACE_ANNOUNCED;
  *ret_action = self->last;

  return TRUE;
}

/**
 * pl_race_get_wake_up:
 * @self: a race
 *
 * Returns: when pl_race_next() has something to do even if nothing happens, in the time of the events;
 *   `G_MAXINT64` for never
 */
gint64
pl_race_get_wake_up (PlRace *self)
{
  gint64 wake_up_us = self->give_up_us;

  if (self->state != RACE_RUNNING)
    return G_MAXINT64;
  if (choose_lane (self) == NULL)
    return wake_up_us;
  if (self->options.first_only && !is_answered (self))
    return wake_up_us;
  if (self->attempts->len == 0 && !self->lanes[LANE_IPV6].is_answered)
    return MIN (wake_up_us, self->ipv4_from_us);

  return MIN (wake_up_us, self->next_start_us);
}

/**
 * pl_race_get_address:
 * @self: a race
 * @attempt: an attempt that was started
 *
 * Returns: (transfer none): where it goes; valid until the next call
 */
const PlAddress *
pl_race_get_address (PlRace *self, guint attempt)
{
  return &get_attempt (self, attempt)->address;
}
