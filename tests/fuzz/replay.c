/* Feeds a fuzz target with the files of the folders that are its arguments: what libFuzzer does, without
 * making up more. */
#include <gio/gio.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static guint
replay_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (file, &data, &size, NULL))
        continue;
      LLVMFuzzerTestOneInput ((const guint8 *) data, size);
      n_files++;
    }

  return n_files;
}

int
main (int argc, char *argv[])
{
  guint n_files = 0;

  for (int i = 1; i < argc; i++)
    n_files += replay_folder (argv[i]);
  g_print ("%u samples\n", n_files);

  return n_files > 0 ? 0 : 1;
}
