#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

/**
 * PlEndingKind:
 * @PL_ENDING_HEARD: the peer has shut down sending: its end-of-file was read
 * @PL_ENDING_SENT: sending was shut down here
 * @PL_ENDING_DEAF: reading was shut down here
 * @PL_ENDING_CLOSED: closed here
 * @PL_ENDING_ABORTED: aborted here, with a RST
 * @PL_ENDING_RESET: the peer has sent a RST
 * @PL_ENDING_FAILED: see the outcome
 *
 * What ends a stream, or one direction of it.
 */
typedef enum
{
  PL_ENDING_HEARD,
  PL_ENDING_SENT,
  PL_ENDING_DEAF,
  PL_ENDING_CLOSED,
  PL_ENDING_ABORTED,
  PL_ENDING_RESET,
  PL_ENDING_FAILED,
} PlEndingKind;

/**
 * PlEnding:
 * @at_us: monotonic
 * @kind: what has happened
 * @direction: whose side did it: sent for this one; of reading that was shut down, what it has ended
 * @outcome: with %PL_ENDING_FAILED
 *
 * What has ended a stream, or one direction of it. A value.
 */
typedef struct
{
  gint64 at_us;
  PlEndingKind kind;
  PlDirection direction;
  PlOutcome outcome;
} PlEnding;

#define PL_ENDINGS_MAX 4 /* each direction, reading, and all of it */

gboolean pl_ending_is_possible (const PlSocketInfo *info);
guint
pl_endings_find (const PlSocketInfo *info, const PlEndTimes *ended, PlEnding ret_endings[PL_ENDINGS_MAX]);

G_END_DECLS
