#pragma once

#include "core/target/pl-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_COMPLETION (pl_service_completion_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceCompletion, pl_service_completion, PL, SERVICE_COMPLETION, GtkPopover)

PlServiceCompletion *pl_service_completion_attach (GtkWidget *row, PlProtocol protocol);
void pl_service_completion_set_protocol (PlServiceCompletion *self, PlProtocol protocol);

G_END_DECLS
