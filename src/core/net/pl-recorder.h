#pragma once

#include "core/address/pl-end.h"
#include "core/net/pl-transcript.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_RECORDER (pl_recorder_get_type ())

G_DECLARE_FINAL_TYPE (PlRecorder, pl_recorder, PL, RECORDER, GObject)

/* Bytes that may wait for the disk. */
#define PL_RECORDER_QUEUE_MAX (16 * 1024 * 1024)

PlRecorder *pl_recorder_new (GOutputStream *file) G_GNUC_WARN_UNUSED_RESULT;
guint64 pl_recorder_get_recorded (PlRecorder *self);
guint64 pl_recorder_get_lost (PlRecorder *self);
gboolean pl_recorder_is_running (PlRecorder *self);
const GError *pl_recorder_get_error (PlRecorder *self);
void pl_recorder_stop (PlRecorder *self);
void pl_recorder_wait (PlRecorder *self);

/* For the net thread. */
void pl_recorder_add (PlRecorder *self,
                      const PlEnd *local,
                      const PlEnd *peer,
                      const PlRecord *record,
                      guint64 acknowledged);

G_END_DECLS
