/* The option --record: a capture file of all that is read and written, or a pipe to whoever reads it live. */

#include "cli/pl-cli-record.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <sys/stat.h>
#include <unistd.h>

#define GRACE_MS 2000 /* for whoever reads the recording, once the command is over */

/* 1. The file */

/* Whether both lead to the same file or pipe; a device such as /dev/null mixes nothing up. */
static gboolean
is_output (const struct stat *file)
{
  struct stat output;

  return fstat (STDOUT_FILENO, &output) == 0 && output.st_dev == file->st_dev &&
         output.st_ino == file->st_ino && !S_ISCHR (file->st_mode);
}

/* Returns: a descriptor; or -1, and the reason has been printed. A pipe is opened as by everybody: that waits
 * for its reader. */
static int
open_file (const char *path, struct stat *ret_status)
{
  gboolean is_standard = strcmp (path, "-") == 0;
  int fd = is_standard ? -1 : open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

  if (fd < 0 && !is_standard)
    {
      pl_cli_usage_error ("--record: %s: %s", path, g_strerror (errno));
      return -1;
    }
  if (fd >= 0 && fstat (fd, ret_status) == 0 && !is_output (ret_status))
    return fd;

  pl_cli_usage_error (_ ("--record: the standard output has other things to tell: name a file or a pipe"));
  if (fd >= 0)
    close (fd);

  return -1;
}

/**
 * pl_cli_record_open:
 * @self: zeros
 * @path: (nullable): where to record; %NULL for nowhere
 *
 * Opens what is there, be it a pipe, or makes a file; a file can be read while it grows.
 *
 * Returns: whether that could be done; if not, the reason has been printed
 */
gboolean
pl_cli_record_open (PlCliRecord *self, const char *path)
{
  struct stat status;
  int fd;

  if (path == NULL)
    return TRUE;

  fd = open_file (path, &status);
  if (fd < 0)
    return FALSE;

  self->is_file = S_ISREG (status.st_mode);
  if (self->is_file && ftruncate (fd, 0) != 0)
    {
      pl_cli_usage_error ("--record: %s: %s", path, g_strerror (errno));
      close (fd);
      return FALSE;
    }
  self->stream = g_unix_output_stream_new (fd, TRUE);

  return TRUE;
}

/**
 * pl_cli_record_begin:
 * @self: what was opened, if anything
 * @engine: whose sockets are recorded
 */
void
pl_cli_record_begin (PlCliRecord *self, PlEngine *engine)
{
  if (self->stream == NULL)
    return;

  self->recorder = pl_recorder_new (self->stream);
  g_clear_object (&self->stream); /* the recorder closes it */
  pl_engine_record (engine, self->recorder);
}

/* 2. The end */

static void
print_recorded (PlRecorder *recorder, gboolean is_json, gboolean is_quiet)
{
  guint64 n_recorded = pl_recorder_get_recorded (recorder), n_lost = pl_recorder_get_lost (recorder);
  g_autofree char *recorded = g_strdup_printf ("%" G_GUINT64_FORMAT, n_recorded);
  g_autofree char *lost = g_strdup_printf ("%" G_GUINT64_FORMAT, n_lost);
  JsonBuilder *builder;

  if (is_json && !is_quiet)
    {
      builder = pl_json_begin ("recorded");
      pl_json_add_int (builder, "size", (gint64) n_recorded);
      pl_json_add_int (builder, "lost", (gint64) n_lost);
      pl_json_print (builder);
    }
  else if (n_lost > 0)
    g_printerr (_ ("recorded %s bytes; the file was too slow for %s bytes more\n"), recorded, lost);
  else if (!is_quiet)
    g_printerr (_ ("recorded %s bytes\n"), recorded);
}

static void
print_problem (const char *message, gboolean is_json)
{
  if (is_json)
    pl_json_print_error (-1, PL_STAGE_TRANSFER, NULL, message);
  else
    g_printerr ("portlight-cli: --record: %s\n", message);
}

static gboolean
expired_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Returns: whether it has ended. Whoever reads a pipe and takes nothing for a while is not waited for. */
static gboolean
wait_for_reader (PlRecorder *recorder)
{
  guint64 recorded = pl_recorder_get_recorded (recorder);
  gboolean has_expired = FALSE;
  guint id = g_timeout_add (GRACE_MS, expired_cb, &has_expired);

  pl_recorder_stop (recorder);
  while (pl_recorder_is_running (recorder) && !has_expired)
    g_main_context_iteration (NULL, TRUE);
  if (!has_expired)
    g_source_remove (id);

  return !has_expired || (recorded != pl_recorder_get_recorded (recorder) && wait_for_reader (recorder));
}

static gboolean
wait_for_end (PlCliRecord *self, gboolean is_json)
{
  if (!self->is_file && !wait_for_reader (self->recorder))
    {
      print_problem (_ ("nobody reads the recording any more"), is_json);
      return FALSE;
    }

  pl_recorder_wait (self->recorder);
  if (pl_recorder_get_error (self->recorder) == NULL)
    return TRUE;

  print_problem (pl_recorder_get_error (self->recorder)->message, is_json);

  return FALSE;
}

/**
 * pl_cli_record_end:
 * @self: of an engine that is over; afterwards without a recorder
 * @is_json: how to tell
 * @is_quiet: whether to tell only what went wrong
 *
 * Waits until the file is complete, and tells what is in it.
 *
 * Returns: whether it is complete
 */
gboolean
pl_cli_record_end (PlCliRecord *self, gboolean is_json, gboolean is_quiet)
{
  gboolean is_complete;

  if (self->recorder == NULL)
    return TRUE;

  is_complete = wait_for_end (self, is_json);
  if (is_complete)
    print_recorded (self->recorder, is_json, is_quiet);
  g_clear_object (&self->recorder);

  return is_complete;
}
