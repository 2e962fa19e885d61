/* portlight: starts the application. */

#include "app/window/pl-application.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int argc, char **argv)
{
  g_autoptr (PlApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  signal (SIGPIPE, SIG_IGN);

  application = pl_application_new (PACKAGE_VERSION);
  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : pl_application_get_exit_status (application);
}
