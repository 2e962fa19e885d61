/* How GTK is to draw: decided before it starts, as it opens GL along with the display. Draws nothing. */

#include "app/window/pl-renderer.h"

/**
 * pl_renderer_has_gpu:
 * @folder: where the kernel has its devices: `/dev`
 *
 * Returns: whether there is a device that renders; a card that only shows pictures is none
 */
gboolean
pl_renderer_has_gpu (const char *folder)
{
  g_autofree char *cards = g_build_filename (folder, "dri", NULL);
  g_autofree char *nvidia = g_build_filename (folder, "nvidiactl", NULL);
  g_autoptr (GDir) dir = g_dir_open (cards, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;

  return g_file_test (nvidia, G_FILE_TEST_EXISTS);
}

/**
 * pl_renderer_choose:
 * @folder: where the kernel has its devices: `/dev`
 *
 * Where there is no GPU, lets GTK draw with cairo and leave GL alone: a GL in software takes three times as
 * long to start, and five times the memory. Whoever has set `GSK_RENDERER` has chosen already. To be called
 * before GTK and any thread starts.
 */
void
pl_renderer_choose (const char *folder)
{
  gboolean is_new = gtk_get_minor_version () >= 16;
  const char *variable = is_new ? "GDK_DISABLE" : "GDK_DEBUG";

  if (g_getenv ("GSK_RENDERER") != NULL || pl_renderer_has_gpu (folder))
    return;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv (variable, is_new ? "gl,vulkan" : "gl-disable", FALSE);
}
