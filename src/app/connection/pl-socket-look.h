#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

const char *pl_socket_look_get_word (PlSocket *socket);
const char *pl_socket_look_get_icon_name (PlSocket *socket);
const char *pl_socket_look_get_css_class (PlSocket *socket);
const char *pl_socket_look_get_role (PlSocket *socket);
char *pl_socket_look_dup_local (PlSocket *socket);
char *pl_socket_look_dup_peer (PlSocket *socket, gboolean *ret_is_end);
char *pl_socket_look_dup_totals (PlSocket *socket);
char *pl_socket_look_dup_ends (PlSocket *socket);
gint64 pl_socket_look_get_age_us (PlSocket *socket);
gboolean pl_socket_look_has_counts (PlSocket *socket);
char *pl_socket_look_dup_end_time (PlSocket *socket);

G_END_DECLS
