#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

typedef struct _PlRace PlRace;

/* RFC 8305 section 8. */
#define PL_RACE_RESOLUTION_DELAY_MS  50
#define PL_RACE_ATTEMPT_DELAY_MS     250
#define PL_RACE_ATTEMPT_DELAY_MIN_MS 10

/**
 * PlRaceOptions:
 * @family: the only family to try, or %PL_FAMILY_NONE for both
 * @resolution_delay_ms: how long IPv4 waits for the IPv6 answer
 * @attempt_delay_ms: how long one attempt has before the next one joins it
 * @timeout_ms: for everything together; 0 is no limit
 * @first_only: no race: wait for both answers, and try the first address alone
 */
typedef struct
{
  PlFamily family;
  guint resolution_delay_ms;
  guint attempt_delay_ms;
  guint timeout_ms;
  gboolean first_only;
} PlRaceOptions;

/**
 * PlRaceActionKind:
 * @PL_RACE_START: connect to the address of a new attempt
 * @PL_RACE_CANCEL: close the socket of an attempt, because another one was first
 * @PL_RACE_EXPIRE: close the socket of an attempt, because the time is over
 * @PL_RACE_WON: the attempt is the connection; no other is left
 * @PL_RACE_LOST: every address was tried, and none is left
 * @PL_RACE_TIMED_OUT: the time is over
 */
typedef enum
{
  PL_RACE_START,
  PL_RACE_CANCEL,
  PL_RACE_EXPIRE,
  PL_RACE_WON,
  PL_RACE_LOST,
  PL_RACE_TIMED_OUT,
} PlRaceActionKind;

/**
 * PlRaceAction:
 * @kind: what to do
 * @attempt: the attempt it is about, numbered from 0 in the order of their starts
 */
typedef struct
{
  PlRaceActionKind kind;
  guint attempt;
} PlRaceAction;

PlRace *pl_race_new (const PlRaceOptions *options, gint64 now_us);
void pl_race_free (PlRace *self);
void
pl_race_answer (PlRace *self, PlFamily family, const PlAddress *addresses, guint n_addresses, gint64 now_us);
void pl_race_connected (PlRace *self, guint attempt);
void pl_race_failed (PlRace *self, guint attempt, gint64 now_us);
gboolean pl_race_next (PlRace *self, gint64 now_us, PlRaceAction *ret_action);
gint64 pl_race_get_wake_up (PlRace *self);
const PlAddress *pl_race_get_address (PlRace *self, guint attempt);

G_END_DECLS
