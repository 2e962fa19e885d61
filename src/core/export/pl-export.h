#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PlExportFunc:
 * @data: of the source
 * @chunk: empty; gets the next bytes, not too many, for they are made while the window waits
 * @ret_fraction: (out): how much of all that is, up to 1
 *
 * Returns: whether there was anything; %FALSE at the end
 */
typedef gboolean (*PlExportFunc) (gpointer data, GString *chunk, double *ret_fraction);

/**
 * PlExportSource:
 * @next: makes the next bytes
 * @data: (transfer full): for @next
 * @destroy: frees @data
 *
 * What is to be written into a file, piece by piece.
 */
typedef struct
{
  PlExportFunc next;
  gpointer data;
  GDestroyNotify destroy;
} PlExportSource;

#define PL_TYPE_EXPORT (pl_export_get_type ())

G_DECLARE_FINAL_TYPE (PlExport, pl_export, PL, EXPORT, GObject)

PlExport *pl_export_new (const PlExportSource *source) G_GNUC_WARN_UNUSED_RESULT;
double pl_export_get_fraction (PlExport *self);
void pl_export_write_async (PlExport *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean pl_export_write_finish (PlExport *self, GAsyncResult *result, GError **error);

void pl_json_append_string (GString *json, const char *value);

G_END_DECLS
