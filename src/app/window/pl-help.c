/* The help, the keys and the about window. The texts of the first two are in their .ui files. */

#include "app/window/pl-help.h"

#include <glib/gi18n-lib.h>

/**
 * pl_help_show:
 * @parent: (nullable): the window that it belongs to
 *
 * Opens the help.
 */
void
pl_help_show (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/portlight/Portlight/window/pl-help.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

/**
 * pl_help_show_keys:
 * @parent: the window that it belongs to
 *
 * Opens the list of keys. GtkApplication would find it by itself under another name, but build it with every
 * window.
 */
void
pl_help_show_keys (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/portlight/Portlight/window/pl-keys.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "keys"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

/**
 * pl_help_show_about:
 * @parent: (nullable): the window that it belongs to
 * @version: of the program
 *
 * Opens the about window.
 */
void
pl_help_show_about (GtkWindow *parent, const char *version)
{
  adw_show_about_window (parent, "application-name", "Portlight", "application-icon",
                         "io.github.portlight.Portlight", "version", version, "developer-name",
                         _ ("The Portlight founders"), "comments", _ ("A window on both ends of a socket."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}
