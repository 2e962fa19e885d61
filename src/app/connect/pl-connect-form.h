#pragma once

#include "app/form/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_CONNECT_FORM (pl_connect_form_get_type ())

G_DECLARE_FINAL_TYPE (PlConnectForm, pl_connect_form, PL, CONNECT_FORM, PlForm)

PlConnectRequest *pl_connect_form_get_request (PlConnectForm *self);
void pl_connect_form_focus (PlConnectForm *self);

G_END_DECLS
