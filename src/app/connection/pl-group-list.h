#pragma once

#include "core/connection/pl-socket.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_GROUP_LIST (pl_group_list_get_type ())

G_DECLARE_FINAL_TYPE (PlGroupList, pl_group_list, PL, GROUP_LIST, AdwBin)

void pl_group_list_set_socket (PlGroupList *self, PlSocket *socket);

G_END_DECLS
