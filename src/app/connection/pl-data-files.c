/* The data of a socket in files: saved as it is now, all or what is selected, or recorded as it comes. Says
 * how far that is, in a row each, and what is too much to be copied. */

#include "app/connection/pl-data-files.h"

#include "app/connection/pl-data-copy.h"
#include "app/export/pl-save.h"
#include "app/record/pl-recording.h"
#include "app/widgets/pl-format.h"
#include "app/window/pl-compat.h"
#include "core/export/pl-export-bytes.h"
#include "core/export/pl-export-transcript.h"

#include <glib/gi18n-lib.h>

struct _PlDataFiles
{
  GtkWidget parent_instance;

  GtkWidget *save_row;
  GtkWidget *record_row;
  GtkWidget *copy_row;
  PlDataTools *tools;         /* (not owned) (nullable) */
  PlDataSelection *selection; /* (nullable) */
  PlSocket *socket;           /* (nullable) */
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

/* ---- What somebody wants ---- */

static void
save_selection (PlDataFiles *self)
{
  guint64 index;
  guint64 n = pl_data_selection_get_range (self->selection, &index);
  g_autoptr (GBytes) bytes = NULL;
  PlExportSource source;

  if (n == 0)
    return;

  bytes = pl_data_copy_dup_bytes (pl_data_selection_get_model (self->selection), index, n);
  source = pl_export_bytes (bytes);
  pl_save_ask (self->save, _ ("Save the selection"), "portlight.bin", &source);
}

static void
save_all (PlDataFiles *self, const char *format)
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
                                                        pl_data_tools_get_charset (self->tools));

          pl_save_ask (self->save, _ ("Save the data"), all[i].name, &source);
        }
    }
}

static void
save_cb (PlDataFiles *self, const char *format)
{
  if (g_str_equal (format, "selection"))
    save_selection (self);
  else
    save_all (self, format);
}

static void
record_cb (PlDataFiles *self)
{
  pl_compat_choose_file (GTK_WIDGET (self), _ ("Record"), "portlight.pcapng", record_into, G_OBJECT (self));
}

static void
refused_cb (PlDataFiles *self, guint64 n)
{
  g_autofree char *bytes = pl_format_bytes (n);
  g_autofree char *most = pl_format_bytes (PL_DATA_COPY_MAX);
  /* Translators: two amounts, such as "1.2 MB" */
  g_autofree char *words = g_strdup_printf (
      _ ("Not copied: %s are too much, up to %s can be. Save them to a file instead."), bytes, most);

  pl_progress_row_fail (PL_PROGRESS_ROW (self->copy_row), words);
}

static void
copied_cb (PlDataFiles *self)
{
  pl_progress_row_hide (PL_PROGRESS_ROW (self->copy_row));
}

static void
selected_cb (PlDataFiles *self)
{
  guint64 index;

  pl_data_tools_set_selected (self->tools, pl_data_selection_get_range (self->selection, &index) > 0);
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
  g_clear_pointer (&self->copy_row, gtk_widget_unparent);
  g_clear_object (&self->selection);

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
  GtkWidget **rows[] = { &self->save_row, &self->record_row, &self->copy_row };

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
 * pl_data_files_serve:
 * @self: files
 * @tools: where somebody may want something saved; outlives it
 * @list: the same, and where what is selected may be too much to be copied
 *
 * Does what is wanted there. To be called once.
 */
void
pl_data_files_serve (PlDataFiles *self, PlDataTools *tools, PlDataList *list)
{
  self->tools = tools;
  self->selection = g_object_ref (pl_data_follower_get_selection (pl_data_list_get_follower (list)));
  g_signal_connect_object (tools, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tools, "record", G_CALLBACK (record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "save-selection", G_CALLBACK (save_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  selected_cb (self);
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
