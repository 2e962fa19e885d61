#pragma once

#include "core/connection/pl-connection.h"
#include "core/listen/pl-listener.h"

#include "app/widgets/pl-chooser.h"

G_BEGIN_DECLS

PlSocket *pl_relations_find_mirror (GListModel *sockets, PlSocket *socket);
PlListener *pl_relations_find_listener (GListModel *sockets, PlSocket *socket);
PlChooser pl_relations_get_local_chooser (GListModel *sockets, PlSocket *socket);
PlChooser pl_relations_get_peer_chooser (GListModel *sockets, PlSocket *socket);
gboolean pl_relations_is_peer_ours (PlSocket *socket);

G_END_DECLS
