/* Writes something into a file, piece by piece and without making anybody wait. Knows nothing of what it is.
 */

#include "core/export/pl-export.h"

struct _PlExport
{
  GObject parent_instance;

  PlExportSource source;
  GFile *file;           /* (nullable): that it is written into */
  GOutputStream *stream; /* (nullable): while it is open */
  gboolean is_new;       /* there was no such file before */
  GString *chunk;
  double fraction;
};

G_DEFINE_FINAL_TYPE (PlExport, pl_export, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FRACTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* A file that was not written to its end does not replace the one that was there: GIO leaves that alone if
 * closing is cancelled. Nor does it stay where there was none. */
static void
leave_nothing (PlExport *self)
{
  if (self->is_new)
    g_file_delete_async (self->file, G_PRIORITY_LOW, NULL, NULL, NULL);
}

static void
give_up (PlExport *self)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (self->stream, cancelled, NULL);
  g_clear_object (&self->stream);
  leave_nothing (self);
}

static void
fail (GTask *task, GError *error)
{
  PlExport *self = g_task_get_source_object (task);

  if (self->stream != NULL)
    give_up (self);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
closed_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PlExport *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_object (&self->stream);
  if (g_output_stream_close_finish (G_OUTPUT_STREAM (stream), result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      leave_nothing (self);
      g_task_return_error (task, error);
    }
  g_object_unref (task);
}

static void write_next (GTask *task);

static void
written_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PlExport *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, &error))
    {
      fail (task, error);
      return;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  write_next (task);
}

static void
write_next (GTask *task)
{
  PlExport *self = g_task_get_source_object (task);

  g_string_truncate (self->chunk, 0);
  if (self->source.next (self->source.data, self->chunk, &self->fraction))
    g_output_stream_write_all_async (self->stream, self->chunk->str, self->chunk->len, G_PRIORITY_LOW,
                                     g_task_get_cancellable (task), written_cb, task);
  else
    g_output_stream_close_async (self->stream, G_PRIORITY_LOW, g_task_get_cancellable (task), closed_cb,
                                 task);
}

static void
take_stream (GTask *task, GFileOutputStream *stream, GError *error)
{
  PlExport *self = g_task_get_source_object (task);

  self->stream = G_OUTPUT_STREAM (stream);
  if (self->stream == NULL)
    fail (task, error);
  else
    write_next (task);
}

static void
replaced_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (file), result, &error);

  take_stream (user_data, stream, error);
}

static void
created_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PlExport *self = g_task_get_source_object (task);
  GError *error = NULL;
  GFileOutputStream *stream = g_file_create_finish (G_FILE (file), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_clear_error (&error);
      g_file_replace_async (G_FILE (file), NULL, FALSE, G_FILE_CREATE_NONE, G_PRIORITY_LOW,
                            g_task_get_cancellable (task), replaced_cb, task);
      return;
    }

  self->is_new = stream != NULL;
  take_stream (task, stream, error);
}

static void
pl_export_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_FRACTION)
    g_value_set_double (value, PL_EXPORT (object)->fraction);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_export_finalize (GObject *object)
{
  PlExport *self = PL_EXPORT (object);

  self->source.destroy (self->source.data);
  g_string_free (self->chunk, TRUE);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (pl_export_parent_class)->finalize (object);
}

static void
pl_export_class_init (PlExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_export_finalize;
  object_class->get_property = pl_export_get_property;
  properties[PROP_FRACTION] = g_param_spec_double (
      "fraction", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_export_init (PlExport *self)
{
  self->chunk = g_string_new (NULL);
}

/**
 * pl_export_new:
 * @source: (transfer full): what to write
 *
 * Returns: (transfer full): an export, for one pl_export_write_async()
 */
PlExport *
pl_export_new (const PlExportSource *source)
{
  PlExport *self = g_object_new (PL_TYPE_EXPORT, NULL);

  self->source = *source;

  return self;
}

/**
 * pl_export_get_fraction:
 * @self: an export
 *
 * Returns: how much is written, from 0 to 1
 */
double
pl_export_get_fraction (PlExport *self)
{
  return self->fraction;
}

/**
 * pl_export_write_async:
 * @self: an export
 * @file: where to; what is there is replaced when all is written, and not before
 * @cancellable: (nullable): stops it, and leaves @file as it was, or none where there was none
 * @callback: called once
 * @user_data: for @callback
 */
void
pl_export_write_async (PlExport *self,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->file = g_object_ref (file);
  g_file_create_async (file, G_FILE_CREATE_NONE, G_PRIORITY_LOW, cancellable, created_cb, task);
}

/**
 * pl_export_write_finish:
 * @self: an export
 * @result: of the callback
 * @error: `G_IO_ERROR`
 *
 * Returns: whether all is written
 */
gboolean
pl_export_write_finish (PlExport *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_json_append_string:
 * @json: text that is being made
 * @value: (nullable): valid UTF-8
 *
 * Appends a string, or null (RFC 8259 section 7).
 */
void
pl_json_append_string (GString *json, const char *value)
{
  if (value == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (json, "\\%c", *at);
      else if ((guchar) *at < 0x20 || *at == 0x7f)
        g_string_append_printf (json, "\\u%04x", (guchar) *at);
      else
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}
