#pragma once

#include "app/connection/pl-connections-page.h"

G_BEGIN_DECLS

void pl_connections_actions_install (GtkWidgetClass *widget_class);
void pl_connections_actions_update (PlConnectionsPage *self);

G_END_DECLS
