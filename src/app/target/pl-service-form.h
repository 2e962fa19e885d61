#pragma once

#include "core/target/pl-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SERVICE_FORM (pl_service_form_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceForm, pl_service_form, PL, SERVICE_FORM, AdwBin)

GtkWidget *pl_service_form_new (void);
void pl_service_form_fill (PlServiceForm *self, const char *service, PlProtocol protocol);
void pl_service_form_focus (PlServiceForm *self);

G_END_DECLS
