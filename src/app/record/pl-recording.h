#pragma once

#include "core/connection/pl-socket.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_RECORDING (pl_recording_get_type ())

G_DECLARE_FINAL_TYPE (PlRecording, pl_recording, PL, RECORDING, GObject)

PlRecording *pl_recording_start (PlSocket *socket, GFile *file);
PlRecording *pl_recording_find (PlSocket *socket);
void pl_recording_stop (PlRecording *self);
gboolean pl_recording_is_running (PlRecording *self);
char *pl_recording_dup_words (PlRecording *self, gboolean *ret_has_failed);

G_END_DECLS
