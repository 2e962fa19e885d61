#pragma once

#include "core/connection/pl-connection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What may wait to be sent before no more is taken. */
#define PL_SENDING_UNSENT_MAX (1024 * 1024)

#define PL_TYPE_SENDING (pl_sending_get_type ())
G_DECLARE_FINAL_TYPE (PlSending, pl_sending, PL, SENDING, GObject)

PlSending *pl_sending_get (PlConnection *connection);

void pl_sending_send_file (PlSending *self, GFile *file);
void pl_sending_stop_file (PlSending *self);
char *pl_sending_dup_file_words (PlSending *self, double *ret_fraction, gboolean *ret_has_failed);

void pl_sending_repeat (PlSending *self, GBytes *payload, guint interval_ms);
void pl_sending_stop_repeating (PlSending *self);
char *pl_sending_dup_repeat_words (PlSending *self);

G_END_DECLS
