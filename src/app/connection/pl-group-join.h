#pragma once

#include "core/listen/pl-listener.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_GROUP_JOIN (pl_group_join_get_type ())

G_DECLARE_FINAL_TYPE (PlGroupJoin, pl_group_join, PL, GROUP_JOIN, AdwBin)

GtkWidget *pl_group_join_new (void);
void pl_group_join_set_listener (PlGroupJoin *self, PlListener *listener);
void pl_group_join_take_answer (PlGroupJoin *self);

G_END_DECLS
