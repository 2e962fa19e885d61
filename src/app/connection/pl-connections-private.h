#pragma once

#include "app/connection/pl-connections-page.h"
#include "app/connection/pl-divider.h"
#include "app/connection/pl-socket-filter.h"
#include "app/widgets/pl-lazy.h"

G_BEGIN_DECLS

/* What the page Connections is inside, for itself and its actions. */

struct _PlConnectionsPage
{
  AdwBin parent_instance;

  PlEngine *engine; /* (nullable) */
  gulong sockets_handler;
  AdwFlap *flap;
  PlFormColumn *forms;
  GtkStack *content_stack;
  GtkPaned *paned;
  PlDivider *divider; /* (not owned): of @paned */
  PlSocketFilter *filter;
  PlSocketTable *table;
  GtkWidget *no_rows; /* over @table, while the filter lets none through */
  GtkLabel *dropped;
  PlLazy *panels;     /* of %PlSocketPanels: before the first socket there is nothing to show */
  PlSocket *selected; /* (nullable) */
  gboolean is_narrow;
};

G_END_DECLS
