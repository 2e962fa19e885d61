/* Which thread draws the window, if there is one, and that nothing may keep it waiting. */

#include "core/pl-main-thread.h"

static GThread *main_thread; /* (atomic) (nullable): compared, never used */

/**
 * pl_main_thread_register:
 *
 * Says that this thread draws a window. A program without one has no such thread: it may wait wherever it
 * likes.
 */
void
pl_main_thread_register (void)
{
  g_atomic_pointer_set (&main_thread, g_thread_self ());
}

/**
 * pl_main_thread_is_here:
 *
 * Returns: whether this is the thread that draws the window
 */
gboolean
pl_main_thread_is_here (void)
{
  return g_atomic_pointer_get (&main_thread) == g_thread_self ();
}

/**
 * pl_main_thread_forbid:
 * @call: what may take long
 *
 * Aborts where pl_main_thread_is_here(). Go by [func@Pl.assert_off_main].
 */
void
pl_main_thread_forbid (const char *call)
{
  if (pl_main_thread_is_here ())
    g_error ("%s may block, and this is the thread of the window", call);
}
