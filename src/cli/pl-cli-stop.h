#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlCliStopFunc:
 * @is_late: whether the time is over; else it was a signal, or an output that failed
 * @data: as given
 *
 * The command is to end. May come more than once.
 */
typedef void (*PlCliStopFunc) (gboolean is_late, gpointer data);

void pl_cli_stop_watch (double after_s, PlCliStopFunc stop, gpointer data);
gboolean pl_cli_stop_is_watched (void);
void pl_cli_stop_now (void);
gboolean pl_cli_stop_wait_for (int fd);

G_END_DECLS
