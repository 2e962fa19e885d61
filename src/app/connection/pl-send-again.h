#pragma once

#include "core/connection/pl-connection.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_SEND_AGAIN (pl_send_again_get_type ())

G_DECLARE_FINAL_TYPE (PlSendAgain, pl_send_again, PL, SEND_AGAIN, GtkWidget)

void pl_send_again_set_connection (PlSendAgain *self, PlConnection *connection);
void pl_send_again_repeat (PlSendAgain *self, GBytes *payload, guint interval_ms);
void pl_send_again_ask_file (PlSendAgain *self);
void pl_send_again_send_file (PlSendAgain *self, GFile *file);

G_END_DECLS
