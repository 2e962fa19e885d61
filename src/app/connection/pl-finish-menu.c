/* The ways to end a connection, each with what it does to the peer. Knows no connection: they are actions of
 * the widgets around it. */

#include "app/connection/pl-finish-menu.h"

struct _PlFinishMenu
{
  GtkPopover parent_instance;
};

G_DEFINE_FINAL_TYPE (PlFinishMenu, pl_finish_menu, GTK_TYPE_POPOVER)

static void
clicked_cb (PlFinishMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
pl_finish_menu_class_init (PlFinishMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-finish-menu.ui");
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
pl_finish_menu_init (PlFinishMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
