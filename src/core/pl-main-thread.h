#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pl_main_thread_register (void);
gboolean pl_main_thread_is_here (void);
void pl_main_thread_forbid (const char *call);

/**
 * pl_assert_off_main:
 * @call: what may take long, such as "recv()"
 *
 * Aborts a debug build if this is the thread that draws a window: nothing that waits for a disk, the network
 * or another computer may run there. In a release build it is nothing.
 */
#ifdef NDEBUG
#define pl_assert_off_main(call) ((void) 0)
#else
#define pl_assert_off_main(call) pl_main_thread_forbid (call)
#endif

G_END_DECLS
