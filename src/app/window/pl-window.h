#pragma once

#include "app/connection/pl-connections-page.h"

G_BEGIN_DECLS

#define PL_TYPE_WINDOW (pl_window_get_type ())

G_DECLARE_FINAL_TYPE (PlWindow, pl_window, PL, WINDOW, AdwApplicationWindow)

PlWindow *pl_window_new (AdwApplication *application, PlEngine *engine);
PlConnectionsPage *pl_window_get_page (PlWindow *self);
void pl_window_show_page (PlWindow *self, const char *page);

G_END_DECLS
