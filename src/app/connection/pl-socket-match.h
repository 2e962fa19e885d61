#pragma once

#include "core/connection/pl-peer-names.h"
#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

typedef struct _PlSocketMatch PlSocketMatch;

PlSocketMatch *pl_socket_match_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void pl_socket_match_free (PlSocketMatch *self);
gboolean pl_socket_match_has (PlSocketMatch *self, PlSocket *socket, PlPeerNames *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSocketMatch, pl_socket_match_free)

G_END_DECLS
