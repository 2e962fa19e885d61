/* The recording of one socket: goes on whatever row is looked at, until the socket is over or somebody stops
 * it. It belongs to the socket. Knows no widget. */

#include "app/record/pl-recording.h"

#include "app/form/pl-weak.h"
#include "app/widgets/pl-format.h"

#include <glib/gi18n-lib.h>

struct _PlRecording
{
  GObject parent_instance;

  PlSocket *socket;     /* (not owned): it owns this */
  PlRecorder *recorder; /* (nullable): until the file is open */
  char *name;           /* of the file */
  GError *error;        /* (nullable): why it could not be opened */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (PlRecording, pl_recording, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define KEY "pl-recording"

static void
tell (PlRecording *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
opened_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlRecording) self = pl_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_replace_finish (G_FILE (file), result, &error);

  if (self == NULL)
    return;

  if (stream != NULL && !self->is_stopped)
    {
      self->recorder = pl_recorder_new (G_OUTPUT_STREAM (stream));
      g_signal_connect_object (self->recorder, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
      pl_socket_record (self->socket, self->recorder);
    }
  self->error = g_steal_pointer (&error);
  tell (self);
}

static void
state_cb (PlSocket *socket, GParamSpec *pspec, PlRecording *self)
{
  if (pl_socket_is_over (socket))
    pl_recording_stop (self);
}

static void
pl_recording_dispose (GObject *object)
{
  PlRecording *self = PL_RECORDING (object);

  /* The program may be about to end, and the file is to be whole. */
  if (self->recorder != NULL)
    pl_recorder_wait (self->recorder);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->name, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pl_recording_parent_class)->dispose (object);
}

static void
pl_recording_class_init (PlRecordingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_recording_dispose;

  /**
   * PlRecording::changed:
   *
   * There is more to say about it.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_RECORDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_recording_init (PlRecording *self)
{
}

/**
 * pl_recording_start:
 * @socket: what to record; of a listener, what all do that it takes in
 * @file: where to
 *
 * Begins to record, in place of what was recorded of @socket before.
 *
 * Returns: (transfer none): the recording
 */
PlRecording *
pl_recording_start (PlSocket *socket, GFile *file)
{
  PlRecording *self = g_object_new (PL_TYPE_RECORDING, NULL);

  if (pl_recording_find (socket) != NULL)
    pl_recording_stop (pl_recording_find (socket));
  self->socket = socket;
  self->name = g_file_get_basename (file);
  g_signal_connect_object (socket, "notify::state", G_CALLBACK (state_cb), self, 0);
  g_object_set_data_full (G_OBJECT (socket), KEY, self, g_object_unref);
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT, NULL, opened_cb,
                        pl_weak_new (self));

  return self;
}

/**
 * pl_recording_find:
 * @socket: a socket
 *
 * Returns: (transfer none) (nullable): the recording of it, which may be over
 */
PlRecording *
pl_recording_find (PlSocket *socket)
{
  return g_object_get_data (G_OBJECT (socket), KEY);
}

/**
 * pl_recording_stop:
 * @self: a recording
 *
 * Records nothing more, and completes the file. Can be repeated.
 */
void
pl_recording_stop (PlRecording *self)
{
  if (self->is_stopped)
    return;

  self->is_stopped = TRUE;
  pl_socket_record (self->socket, NULL);
  if (self->recorder != NULL)
    pl_recorder_stop (self->recorder);
  tell (self);
}

/**
 * pl_recording_is_running:
 * @self: a recording
 *
 * Returns: whether it takes more, or still writes
 */
gboolean
pl_recording_is_running (PlRecording *self)
{
  if (self->error != NULL)
    return FALSE;

  return self->recorder != NULL ? pl_recorder_is_running (self->recorder) : !self->is_stopped;
}

/**
 * pl_recording_dup_words:
 * @self: a recording
 * @ret_has_failed: (out): whether the file is not what it was to be
 *
 * Returns: (transfer full): what there is to say
 */
char *
pl_recording_dup_words (PlRecording *self, gboolean *ret_has_failed)
{
  const GError *error = self->recorder != NULL ? pl_recorder_get_error (self->recorder) : self->error;
  guint64 lost = self->recorder != NULL ? pl_recorder_get_lost (self->recorder) : 0;
  g_autofree char *recorded = pl_format_bytes (
      self->recorder != NULL ? pl_recorder_get_recorded (self->recorder) : 0);
  g_autofree char *missing = pl_format_bytes (lost);

  *ret_has_failed = error != NULL || (lost > 0 && !pl_recording_is_running (self));
  if (error != NULL)
    /* Translators: the name of a file, and what the system says */
    return g_strdup_printf (_ ("“%s” was not recorded to its end: %s"), self->name, error->message);
  if (lost > 0)
    /* Translators: the name of a file and two amounts, such as "1.2 MB" */
    return g_strdup_printf (_ ("Recording into “%s”: %s. It was too slow for %s more."), self->name, recorded,
                            missing);

  /* Translators: the name of a file and an amount, such as "1.2 MB" */
  return g_strdup_printf (_ ("Recording into “%s”: %s"), self->name, recorded);
}
