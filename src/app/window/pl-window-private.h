#pragma once

#include "app/export/pl-save.h"
#include "app/widgets/pl-lazy.h"
#include "app/window/pl-window.h"

G_BEGIN_DECLS

/* What a window is inside, for itself and its actions. */

struct _PlWindow
{
  AdwApplicationWindow parent_instance;

  PlEngine *engine;    /* (nullable) */
  GSettings *settings; /* (nullable): none where the schema is not installed */
  PlSave *save;
  PlProgressRow *save_row;
  AdwToastOverlay *toasts;
  AdwViewSwitcher *switcher;
  AdwViewStack *pages;
  PlConnectionsPage *page;
  PlLazy *lookup_page;
  PlLazy *address_page;
  PlLazy *host_page;
  GtkWidget *form_button;
  GtkWidget *lookup_form_button;
  GtkWidget *filter_button;
  GtkMenuButton *menu_button;
  gboolean is_narrow;
  guint narrow_id; /* an idle that is to change the layout */
};

gboolean pl_window_is_in_front (PlWindow *self, GtkWidget *page);
void pl_window_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
