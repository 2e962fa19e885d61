/* Asks where to save something, saves it, and shows how far that is in a row. Knows nothing of what it is. */

#include "app/export/pl-save.h"

#include "app/form/pl-weak.h"
#include "app/window/pl-compat.h"

#include <glib/gi18n-lib.h>

struct _PlSave
{
  GObject parent_instance;

  PlProgressRow *row; /* (not owned): outlives it */
  PlExport *export;   /* (nullable): what is asked about, or being written */
  char *name;         /* (nullable): of the file */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PlSave, pl_save, G_TYPE_OBJECT)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_progress (PlSave *self)
{
  /* Translators: %s is the name of a file */
  g_autofree char *words = g_strdup_printf (_ ("Saving “%s”"), self->name);

  pl_progress_row_show (self->row, words, pl_export_get_fraction (self->export));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlSave) self = pl_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_written = pl_export_write_finish (PL_EXPORT (source), result, &error);
  g_autofree char *words = NULL;

  if (self == NULL || self->export != PL_EXPORT (source))
    return;

  g_signal_handlers_disconnect_by_data (self->export, self);
  g_clear_object (&self->export);
  if (is_written || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      pl_progress_row_hide (self->row);
      if (is_written)
        g_signal_emit (self, signals[SIGNAL_SAVED], 0, self->name);
      return;
    }

  /* Translators: the name of a file, and what the system says */
  words = g_strdup_printf (_ ("“%s” was not saved: %s"), self->name, error->message);
  pl_progress_row_fail (self->row, words);
}

static void
write_export (GFile *file, gpointer data)
{
  PlSave *self = data;
  g_autofree char *name = g_file_get_basename (file);

  if (self->export == NULL)
    return;

  g_free (self->name);
  self->name = g_filename_display_name (name);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->export, "notify::fraction", G_CALLBACK (show_progress), self);
  show_progress (self);
  pl_export_write_async (self->export, file, self->cancellable, written_cb, pl_weak_new (self));
}

static void
pl_save_dispose (GObject *object)
{
  PlSave *self = PL_SAVE (object);

  pl_save_stop (self);
  if (self->export != NULL)
    g_signal_handlers_disconnect_by_data (self->export, self);
  g_clear_object (&self->export);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (pl_save_parent_class)->dispose (object);
}

static void
pl_save_class_init (PlSaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_save_dispose;

  /**
   * PlSave::saved:
   * @name: of the file
   *
   * All of it is written.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", PL_TYPE_SAVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pl_save_init (PlSave *self)
{
}

/**
 * pl_save_new:
 * @row: where to show how far it is; its button stops it
 *
 * Returns: (transfer full): somebody who can save one thing at a time
 */
PlSave *
pl_save_new (PlProgressRow *row)
{
  PlSave *self = g_object_new (PL_TYPE_SAVE, NULL);

  self->row = row;
  g_signal_connect_object (row, "stop", G_CALLBACK (pl_save_stop), self, G_CONNECT_SWAPPED);

  return self;
}

static gboolean
set_source (PlSave *self, const PlExportSource *source)
{
  if (pl_progress_row_is_busy (self->row))
    {
      source->destroy (source->data);
      return FALSE;
    }
  g_clear_object (&self->export);
  self->export = pl_export_new (source);

  return TRUE;
}

/**
 * pl_save_ask:
 * @self: somebody who saves
 * @title: of the dialog
 * @name: that the file may have
 * @source: (transfer full): what to save
 *
 * Asks where, and saves. While something is being saved already, nothing else is.
 */
void
pl_save_ask (PlSave *self, const char *title, const char *name, const PlExportSource *source)
{
  if (set_source (self, source))
    pl_compat_choose_file (GTK_WIDGET (self->row), title, name, write_export, G_OBJECT (self));
}

/**
 * pl_save_write:
 * @self: somebody who saves
 * @file: where to
 * @source: (transfer full): what to save
 */
void
pl_save_write (PlSave *self, GFile *file, const PlExportSource *source)
{
  if (set_source (self, source))
    write_export (file, self);
}

/**
 * pl_save_stop:
 * @self: somebody who saves
 *
 * Stops, and leaves the file as it was.
 */
void
pl_save_stop (PlSave *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
