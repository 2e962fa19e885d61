#pragma once

#include "app/connect/pl-connect-form.h"
#include "app/listen/pl-listen-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CONNECTIONS_PAGE (pl_connections_page_get_type ())

G_DECLARE_FINAL_TYPE (PlConnectionsPage, pl_connections_page, PL, CONNECTIONS_PAGE, AdwBin)

void           pl_connections_page_set_engine       (PlConnectionsPage *self,
                                                     PlEngine          *engine);
void           pl_connections_page_select           (PlConnectionsPage *self,
                                                     PlSocket          *socket);
PlConnectForm *pl_connections_page_get_connect_form (PlConnectionsPage *self);
PlListenForm  *pl_connections_page_get_listen_form  (PlConnectionsPage *self);
void           pl_connections_page_focus_host       (PlConnectionsPage *self);
void           pl_connections_page_submit           (PlConnectionsPage *self);
void           pl_connections_page_show_panel       (PlConnectionsPage *self,
                                                     const char        *panel);

G_END_DECLS
