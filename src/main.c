/* portlight: starts the application. */

#include "app/window/pl-application.h"
#include "app/window/pl-renderer.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int argc, char **argv)
{
  g_autoptr (PlApplication) application = NULL;
  const char *locale_folder;
  int status;

  setlocale (LC_ALL, "");
  /* `./dev` sets it: a program that is not installed finds its words beside itself */
  locale_folder = g_getenv ("PORTLIGHT_LOCALE_DIR");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  signal (SIGPIPE, SIG_IGN);
  pl_renderer_choose ("/dev");

  application = pl_application_new (PACKAGE_VERSION);
  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : pl_application_get_exit_status (application);
}
