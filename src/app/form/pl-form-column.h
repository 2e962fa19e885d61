#pragma once

#include "app/connect/pl-connect-form.h"
#include "app/listen/pl-listen-form.h"

G_BEGIN_DECLS

#define PL_TYPE_FORM_COLUMN (pl_form_column_get_type ())

G_DECLARE_FINAL_TYPE (PlFormColumn, pl_form_column, PL, FORM_COLUMN, AdwBin)

void pl_form_column_set_engine (PlFormColumn *self, PlEngine *engine);
const char *pl_form_column_get_form (PlFormColumn *self);
void pl_form_column_show (PlFormColumn *self, const char *form);
void pl_form_column_fill_connect (PlFormColumn *self, PlProtocol protocol, const PlEnd *peer);
void pl_form_column_fill_listen (PlFormColumn *self, PlProtocol protocol, const PlEnd *local);
void pl_form_column_fill_host (PlFormColumn *self, const char *form, const char *hostspec);
void pl_form_column_fill_service (PlFormColumn *self, const char *service, const char *protocol);
void pl_form_column_focus_host (PlFormColumn *self);
void pl_form_column_submit (PlFormColumn *self);
PlConnectForm *pl_form_column_get_connect_form (PlFormColumn *self);
PlListenForm *pl_form_column_get_listen_form (PlFormColumn *self);

G_END_DECLS
