/* The settings, wherever their schema is installed. */

#include "app/window/pl-settings.h"

#define SCHEMA_ID "io.github.portlight.Portlight"

/* Installed into a prefix that the system does not search, the schema still lies beside the program's data.
 */
static GSettingsSchemaSource *
get_own_source (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bindir = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *folder = NULL;

  if (bindir == NULL)
    return NULL;

  folder = g_build_filename (bindir, "..", "share", "glib-2.0", "schemas", NULL);

  return g_settings_schema_source_new_from_directory (folder, g_settings_schema_source_get_default (), TRUE,
                                                      NULL);
}

/**
 * pl_settings_new:
 *
 * Opens the settings. GSettings would abort the program if their schema were missing.
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL if there is no schema: then nothing is
 * remembered
 */
GSettings *
pl_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) own = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema == NULL)
    {
      own = get_own_source ();
      schema = own != NULL ? g_settings_schema_source_lookup (own, SCHEMA_ID, FALSE) : NULL;
    }

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
