/* Keeps the tooltip of a menu button off its own menu. */

#include "app/widgets/pl-menu-tooltip.h"

/**
 * pl_menu_tooltip_tame:
 * @button: a menu button with a tooltip
 *
 * Takes the tooltip away while the menu is open. The menu is a child of the button, so GTK would show the
 * tooltip over its first entries. Whether it is open is only known to the button inside before GTK 4.10.
 */
void
pl_menu_tooltip_tame (GtkMenuButton *button)
{
  GtkWidget *inside = gtk_widget_get_first_child (GTK_WIDGET (button));

  g_object_bind_property (inside, "active", button, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}
