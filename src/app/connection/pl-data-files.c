/* The data of a socket in files: saved as it is now, or recorded as it comes. Says how far that is, in a row
 * each. */

#include "app/connection/pl-data-files.h"

#include "app/export/pl-save.h"
#include "app/record/pl-recording.h"
#include "app/window/pl-compat.h"
#include "core/export/pl-export-transcript.h"

#include <glib/gi18n-lib.h>

struct _PlDataFiles
{
  GtkWidget parent_instance;

  GtkWidget *save_row;
  GtkWidget *record_row;
  PlSocket *socket; /* (nullable) */
  PlSave *save;
  PlRecording *recording; /* (nullable): of the socket */
};

G_DEFINE_FINAL_TYPE (PlDataFiles, pl_data_files, GTK_TYPE_WIDGET)

static void
update_recording (PlDataFiles *self)
{
  PlProgressRow *row = PL_PROGRESS_ROW (self->record_row);
  gboolean has_failed = FALSE;
  g_autofree char *words = self->recording != NULL ? pl_recording_dup_words (self->recording, &has_failed)
                                                   : NULL;

  if (words == NULL || (!has_failed && !pl_recording_is_running (self->recording)))
    pl_progress_row_hide (row);
  else if (has_failed)
    pl_progress_row_fail (row, words);
  else
    pl_progress_row_show (row, words, -1);
}

static void
set_recording (PlDataFiles *self, PlRecording *recording)
{
  if (self->recording != NULL)
    g_signal_handlers_disconnect_by_data (self->recording, self);
  g_set_object (&self->recording, recording);
  if (recording != NULL)
    g_signal_connect_swapped (recording, "changed", G_CALLBACK (update_recording), self);
}

static void
record_into (GFile *file, gpointer data)
{
  pl_data_files_record_into (data, file);
}

static void
stop_recording_cb (PlDataFiles *self)
{
  if (self->recording != NULL)
    pl_recording_stop (self->recording);
}

static void
pl_data_files_dispose (GObject *object)
{
  PlDataFiles *self = PL_DATA_FILES (object);

  set_recording (self, NULL);
  g_clear_object (&self->save);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->save_row, gtk_widget_unparent);
  g_clear_pointer (&self->record_row, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_data_files_parent_class)->dispose (object);
}

static void
pl_data_files_class_init (PlDataFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_data_files_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
pl_data_files_init (PlDataFiles *self)
{
  GtkWidget **rows[] = { &self->save_row, &self->record_row };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      *rows[i] = pl_progress_row_new ();
      gtk_widget_set_margin_top (*rows[i], 6);
      gtk_widget_set_parent (*rows[i], GTK_WIDGET (self));
    }
  self->save = pl_save_new (PL_PROGRESS_ROW (self->save_row));
  g_signal_connect_swapped (self->record_row, "stop", G_CALLBACK (stop_recording_cb), self);
}

/**
 * pl_data_files_set_socket:
 * @self: files
 * @socket: (nullable): whose data
 */
void
pl_data_files_set_socket (PlDataFiles *self, PlSocket *socket)
{
  g_set_object (&self->socket, socket);
  set_recording (self, socket != NULL ? pl_recording_find (socket) : NULL);
  update_recording (self);
}

/**
 * pl_data_files_save:
 * @self: files of a connection
 * @format: "text", "hex", "json" or "pcapng"
 * @charset: what bytes are taken for in text
 *
 * Asks where, and saves what is kept now.
 */
void
pl_data_files_save (PlDataFiles *self, const char *format, PlCharset charset)
{
  static const struct
  {
    const char *format;
    const char *name;
  } all[] = {
    [PL_TRANSCRIPT_AS_TEXT] = { "text", "portlight.txt" },
    [PL_TRANSCRIPT_AS_HEX] = { "hex", "portlight-hex.txt" },
    [PL_TRANSCRIPT_AS_JSON] = { "json", "portlight.json" },
    [PL_TRANSCRIPT_AS_PCAPNG] = { "pcapng", "portlight.pcapng" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (g_str_equal (format, all[i].format))
        {
          PlExportSource source = pl_export_transcript (PL_CONNECTION (self->socket), (PlTranscriptFormat) i,
                                                        charset);

          pl_save_ask (self->save, _ ("Save the data"), all[i].name, &source);
        }
    }
}

/**
 * pl_data_files_record:
 * @self: files of a socket that is not over
 *
 * Asks where, and records what comes from then on.
 */
void
pl_data_files_record (PlDataFiles *self)
{
  pl_compat_choose_file (GTK_WIDGET (self), _ ("Record"), "portlight.pcapng", record_into, G_OBJECT (self));
}

/**
 * pl_data_files_record_into:
 * @self: files of a socket
 * @file: where to record what comes from now on
 */
void
pl_data_files_record_into (PlDataFiles *self, GFile *file)
{
  if (self->socket == NULL || pl_socket_is_over (self->socket))
    return;

  set_recording (self, pl_recording_start (self->socket, file));
  update_recording (self);
}
