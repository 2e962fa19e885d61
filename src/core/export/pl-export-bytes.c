/* Some bytes as a file: just these, and nothing about them. */

#include "core/export/pl-export-bytes.h"

#define CHUNK_SIZE (64 * 1024)

typedef struct
{
  GBytes *bytes;
  gsize done;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
next (gpointer data, GString *chunk, double *ret_fraction)
{
  Source *self = data;
  gsize size;
  const char *all = g_bytes_get_data (self->bytes, &size);
  gsize n = MIN (size - self->done, CHUNK_SIZE);

  g_string_append_len (chunk, all + self->done, (gssize) n);
  self->done += n;
  *ret_fraction = size > 0 ? (double) self->done / (double) size : 1;

  return n > 0;
}

/**
 * pl_export_bytes:
 * @bytes: what to write
 *
 * Returns: (transfer full): these bytes, for pl_export_new()
 */
PlExportSource
pl_export_bytes (GBytes *bytes)
{
  Source *self = g_new0 (Source, 1);

  self->bytes = g_bytes_ref (bytes);

  return (PlExportSource){ next, self, source_free };
}
