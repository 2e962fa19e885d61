#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlTimers PlTimers;
typedef struct _PlTimer PlTimer;

/**
 * PlTimer:
 * @due_us: when, monotonic
 * @place: for PlTimers; 0 while it is not set
 * @expired: called once when the time has come
 *
 * One of many. To be a member of the struct that it is about, zeroed but for @expired.
 */
struct _PlTimer
{
  gint64 due_us;
  guint place;
  void (*expired) (PlTimer *timer, gint64 now_us);
};

PlTimers *pl_timers_new (GMainContext *context);
void pl_timers_free (PlTimers *self);
void pl_timers_set (PlTimers *self, PlTimer *timer, gint64 due_us);
void pl_timers_unset (PlTimers *self, PlTimer *timer);

G_END_DECLS
