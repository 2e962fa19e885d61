#pragma once

#include "app/form/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_LISTEN_FORM (pl_listen_form_get_type ())

G_DECLARE_FINAL_TYPE (PlListenForm, pl_listen_form, PL, LISTEN_FORM, PlForm)

PlListenRequest *pl_listen_form_get_request (PlListenForm *self);
void pl_listen_form_focus (PlListenForm *self);

G_END_DECLS
