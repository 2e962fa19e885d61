#pragma once

#include "core/net/pl-calls.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlLoop PlLoop;
typedef struct _PlWatch PlWatch;

typedef void (*PlLoopFunc) (gpointer data);
typedef void (*PlWatchFunc) (PlWatch *watch, guint32 events);

/**
 * PlWatch:
 * @fd: the descriptor, owned by whoever owns the watch; -1 once it is forgotten
 * @events: what is waited for, as of `epoll_ctl()`
 * @ready: called with what has happened
 *
 * A descriptor in the loop. To be the first member of the struct that owns it.
 */
struct _PlWatch
{
  int fd;
  guint32 events;
  PlWatchFunc ready;
};

PlLoop *pl_loop_new (void);
void pl_loop_set_before_wait (PlLoop *self, PlLoopFunc function, gpointer data);
void pl_loop_free (PlLoop *self);
GMainContext *pl_loop_get_context (PlLoop *self);
void pl_loop_run (PlLoop *self);
void pl_loop_quit (PlLoop *self);
void pl_loop_invoke (PlLoop *self, GSourceFunc function, gpointer data);
gboolean pl_loop_watch (PlLoop *self, PlWatch *watch, guint32 events);
void pl_loop_forget (PlLoop *self, PlWatch *watch);
void pl_loop_close (PlLoop *self, PlWatch *watch, PlCalls *calls);
void pl_loop_free_later (PlLoop *self, gpointer memory);

G_END_DECLS
