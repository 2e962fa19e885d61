#pragma once

#include "core/target/pl-service-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_VIEW (pl_service_view_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceView, pl_service_view, PL, SERVICE_VIEW, AdwBin)

GtkWidget *pl_service_view_new (void);
void pl_service_view_set_list (PlServiceView *self, PlServiceList *list);
void pl_service_view_look_up (PlServiceView *self, const char *text, PlProtocol protocol);

G_END_DECLS
