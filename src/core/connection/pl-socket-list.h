#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlSocketList PlSocketList;

/* Finished rows that stay in the list until somebody clears them, unless told otherwise; the oldest go first.
 */
#define PL_FINISHED_DEFAULT 10000

PlSocketList *pl_socket_list_new (void);
void pl_socket_list_free (PlSocketList *self);
GListModel *pl_socket_list_get_model (PlSocketList *self);
guint pl_socket_list_get_n_live (PlSocketList *self);
guint64 pl_socket_list_get_n_dropped (PlSocketList *self);
PlSocket *pl_socket_list_find (PlSocketList *self, guint64 id);
PlSocket *pl_socket_list_find_row (PlSocketList *self, guint64 id);
void pl_socket_list_add (PlSocketList *self, PlSocket *socket);
guint pl_socket_list_get_n_fresh (PlSocketList *self);
void pl_socket_list_take (PlSocketList *self, PlNet *net, PlNews *news);
GPtrArray *pl_socket_list_flush (PlSocketList *self);
void pl_socket_list_set_finished_max (PlSocketList *self, guint finished_max);
guint pl_socket_list_get_finished_max (PlSocketList *self);
gboolean pl_socket_list_trim (PlSocketList *self);
void pl_socket_list_clear_finished (PlSocketList *self);
void pl_socket_list_remove (PlSocketList *self, PlSocket *socket);
void pl_socket_list_detach (PlSocketList *self);

G_END_DECLS
