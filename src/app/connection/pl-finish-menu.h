#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FINISH_MENU (pl_finish_menu_get_type ())
G_DECLARE_FINAL_TYPE (PlFinishMenu, pl_finish_menu, PL, FINISH_MENU, GtkPopover)

G_END_DECLS
