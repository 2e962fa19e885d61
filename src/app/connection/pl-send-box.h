#pragma once

#include "core/connection/pl-charset.h"
#include "core/connection/pl-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SEND_BOX (pl_send_box_get_type ())

G_DECLARE_FINAL_TYPE (PlSendBox, pl_send_box, PL, SEND_BOX, AdwBin)

void pl_send_box_set_socket (PlSendBox *self, PlSocket *socket);
void pl_send_box_set_charset (PlSendBox *self, PlCharset charset);
void pl_send_box_set_note (PlSendBox *self, GtkWidget *note);
void pl_send_box_update (PlSendBox *self);
gboolean pl_send_box_can_send (PlSendBox *self);
void pl_send_box_send (PlSendBox *self);

G_END_DECLS
