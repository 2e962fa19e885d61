/* Timers for very many: a heap behind a single GSource, so that a turn of the loop costs the same whether one
 * connection waits for its time or nine thousand do. Knows nothing of what they wait for. */

#include "core/net/pl-timers.h"

#define DUE_BUDGET 256 /* timers a turn, so that sockets have theirs */

struct _PlTimers
{
  GSource *source;
  GPtrArray *heap; /* (element-type PlTimer): the first is due first; place 1 is index 0 */
};

typedef struct
{
  GSource base;
  PlTimers *timers;
} TimersSource;

static PlTimer *
get (PlTimers *self, guint place)
{
  return self->heap->pdata[place - 1];
}

static void
put (PlTimers *self, guint place, PlTimer *timer)
{
  self->heap->pdata[place - 1] = timer;
  timer->place = place;
}

static void
move_up (PlTimers *self, PlTimer *timer)
{
  guint place = timer->place;

  for (; place > 1 && get (self, place / 2)->due_us > timer->due_us; place /= 2)
    put (self, place, get (self, place / 2));
  put (self, place, timer);
}

static void
move_down (PlTimers *self, PlTimer *timer)
{
  guint place = timer->place, n = self->heap->len;

  for (guint child; (child = 2 * place) <= n; place = child)
    {
      if (child < n && get (self, child + 1)->due_us < get (self, child)->due_us)
        child++;
      if (get (self, child)->due_us >= timer->due_us)
        break;
      put (self, place, get (self, child));
    }
  put (self, place, timer);
}

static void
update_ready_time (PlTimers *self)
{
  g_source_set_ready_time (self->source, self->heap->len > 0 ? get (self, 1)->due_us : -1);
}

static void
take_out (PlTimers *self, PlTimer *timer)
{
  PlTimer *last = get (self, self->heap->len);
  guint place = timer->place;

  g_ptr_array_set_size (self->heap, (int) self->heap->len - 1);
  timer->place = 0;
  if (last == timer)
    return;

  put (self, place, last);
  move_up (self, last);
  move_down (self, last);
}

static gboolean
timers_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  PlTimers *self = ((TimersSource *) source)->timers;
  gint64 now_us = g_source_get_time (source);

  for (guint i = 0; i < DUE_BUDGET && self->heap->len > 0 && get (self, 1)->due_us <= now_us; i++)
    {
      PlTimer *timer = get (self, 1);

      take_out (self, timer);
      timer->expired (timer, now_us);
    }
  update_ready_time (self);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs timers_funcs = { .dispatch = timers_dispatch };

/**
 * pl_timers_new:
 * @context: whose thread everything else happens in
 *
 * Returns: (transfer full): no timers
 */
PlTimers *
pl_timers_new (GMainContext *context)
{
  PlTimers *self = g_new0 (PlTimers, 1);

  self->heap = g_ptr_array_new ();
  self->source = g_source_new (&timers_funcs, sizeof (TimersSource));
  ((TimersSource *) self->source)->timers = self;
  g_source_set_static_name (self->source, "timers");
  g_source_attach (self->source, context);

  return self;
}

/**
 * pl_timers_free:
 * @self: (transfer full): timers, none of which is set
 */
void
pl_timers_free (PlTimers *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_ptr_array_unref (self->heap);
  g_free (self);
}

/**
 * pl_timers_set:
 * @self: timers
 * @timer: one of them, set already or not
 * @due_us: when it is to expire, monotonic
 *
 * Sets a timer. It is called in a later turn, never from here.
 */
void
pl_timers_set (PlTimers *self, PlTimer *timer, gint64 due_us)
{
  if (timer->place != 0)
    take_out (self, timer);
  timer->due_us = due_us;
  g_ptr_array_add (self->heap, timer);
  timer->place = self->heap->len;
  move_up (self, timer);
  update_ready_time (self);
}

/**
 * pl_timers_unset:
 * @self: timers
 * @timer: one of them, set or not
 */
void
pl_timers_unset (PlTimers *self, PlTimer *timer)
{
  if (timer->place == 0)
    return;

  take_out (self, timer);
  update_ready_time (self);
}
