#pragma once

#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

#define PL_TYPE_FILE_SENDER (pl_file_sender_get_type ())

G_DECLARE_FINAL_TYPE (PlFileSender, pl_file_sender, PL, FILE_SENDER, GObject)

PlFileSender *pl_file_sender_new (PlConnection *connection, GFile *file) G_GNUC_WARN_UNUSED_RESULT;
void pl_file_sender_stop (PlFileSender *self);
gboolean pl_file_sender_is_done (PlFileSender *self);
const GError *pl_file_sender_get_error (PlFileSender *self);
guint64 pl_file_sender_get_sent (PlFileSender *self);
double pl_file_sender_get_fraction (PlFileSender *self);

G_END_DECLS
