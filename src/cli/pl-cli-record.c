/* The option --record: a capture file of all that is read and written. */

#include "cli/pl-cli-record.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"

#include <glib/gi18n.h>

/**
 * pl_cli_record_begin:
 * @path: (nullable): where to record; %NULL for nowhere
 * @ret_recorder: (out) (transfer full) (nullable): a recorder that runs, if there is a path
 *
 * Returns: whether that could be done; else the user was told
 */
gboolean
pl_cli_record_begin (const char *path, PlRecorder **ret_recorder)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  *ret_recorder = NULL;
  if (file == NULL)
    return TRUE;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  if (stream == NULL)
    {
      pl_cli_usage_error ("--record: %s", error->message);
      return FALSE;
    }
  *ret_recorder = pl_recorder_new (G_OUTPUT_STREAM (stream));

  return TRUE;
}

static void
print_recorded (PlRecorder *recorder, gboolean is_json)
{
  g_autofree char *recorded = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_recorder_get_recorded (recorder));
  g_autofree char *lost = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_recorder_get_lost (recorder));
  JsonBuilder *builder;

  if (is_json)
    {
      builder = pl_json_begin ("recorded");
      pl_json_add_int (builder, "size", (gint64) pl_recorder_get_recorded (recorder));
      pl_json_add_int (builder, "lost", (gint64) pl_recorder_get_lost (recorder));
      pl_json_print (builder);
    }
  else if (pl_recorder_get_lost (recorder) > 0)
    g_printerr (_ ("recorded %s bytes; the file was too slow for %s bytes more\n"), recorded, lost);
  else
    g_printerr (_ ("recorded %s bytes\n"), recorded);
}

/**
 * pl_cli_record_end:
 * @recorder: (nullable) (transfer full): a recorder of an engine that is over
 * @is_json: how to tell
 *
 * Waits until the file is complete, and tells what is in it.
 *
 * Returns: whether it is
 */
gboolean
pl_cli_record_end (PlRecorder *recorder, gboolean is_json)
{
  g_autoptr (PlRecorder) ended = recorder;

  if (ended == NULL)
    return TRUE;

  pl_recorder_wait (ended);
  if (pl_recorder_get_error (ended) == NULL)
    {
      print_recorded (ended, is_json);
      return TRUE;
    }
  if (is_json)
    pl_json_print_error (PL_STAGE_TRANSFER, NULL, pl_recorder_get_error (ended)->message);
  else
    g_printerr ("portlight-cli: --record: %s\n", pl_recorder_get_error (ended)->message);

  return FALSE;
}
