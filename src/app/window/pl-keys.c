/* Which key does what, wherever the focus is. */

#include "app/window/pl-keys.h"

/**
 * pl_keys_set:
 * @application: whose actions and whose windows' they are
 *
 * Gives the actions their keys. Those of a form or of the table are with it; pl-keys.ui lists all of them.
 */
void
pl_keys_set (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } all[] = {
    { "app.quit", { "<Control>q" } },
    { "app.help", { "F1" } },
    { "win.show-keys", { "<Control>question" } },
    { "win.focus-host", { "<Control>l" } },
    { "win.submit", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.filter", { "<Control>f" } },
    { "win.show-panel::ends", { "<Alt>1" } },
    { "win.show-panel::story", { "<Alt>2" } },
    { "win.show-panel::data", { "<Alt>3" } },
    { "win.show-panel::socket", { "<Alt>4" } },
    { "win.show-panel::calls", { "<Alt>5" } },
    { "win.show-page::connections", { "<Control>1" } },
    { "win.show-page::lookup", { "<Control>2" } },
    { "win.show-page::address", { "<Control>3" } },
    { "win.show-page::host", { "<Control>4" } },
    { "window.close", { "<Control>w" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_application_set_accels_for_action (application, all[i].action, all[i].keys);
}
