/* The window's menu. As widgets it is a hundred, so they are not made before somebody opens it. */

#include "app/window/pl-menu.h"

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/portlight/Portlight/window/pl-menu.ui");

  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

/**
 * pl_menu_attach:
 * @button: what opens the menu
 *
 * Gives the button its menu when that is first asked for.
 */
void
pl_menu_attach (GtkMenuButton *button)
{
  gtk_menu_button_set_create_popup_func (button, create_popup_cb, NULL, NULL);
}
