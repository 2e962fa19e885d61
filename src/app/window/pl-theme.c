/* What GTK need not read before libadwaita comes with a style of its own. */

#include "app/window/pl-theme.h"

#include <gtk/gtk.h>

#define VARIABLE "GTK_THEME"

/**
 * pl_theme_skip:
 *
 * Starts GTK with an empty theme. It would read its own, a seventh of all work until the first frame, and
 * libadwaita puts that aside at once. Only the environment reaches GTK before it does so, and libadwaita has
 * to find the variable unset. Whoever has set `GTK_THEME` has chosen already. To be called before any other
 * thread starts; does nothing without a display.
 */
void
pl_theme_skip (void)
{
  if (g_getenv (VARIABLE) != NULL)
    return;

  g_setenv (VARIABLE, "portlight-none", FALSE);
  if (gtk_init_check ())
    gtk_settings_get_default ();
  g_unsetenv (VARIABLE);
}
