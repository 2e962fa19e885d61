/* Which renderer is chosen, before GTK starts. Needs no display. */

#include "app/window/pl-renderer.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct
{
  char *folder;
  char *cards;
} Devices;

static int
set_up (void **state)
{
  Devices *devices = g_new (Devices, 1);

  devices->folder = g_dir_make_tmp ("devices-XXXXXX", NULL);
  devices->cards = g_build_filename (devices->folder, "dri", NULL);
  g_unsetenv ("GSK_RENDERER");
  g_unsetenv ("GDK_DEBUG");
  g_unsetenv ("GDK_DISABLE");
  *state = devices;
  return 0;
}

static int
tear_down (void **state)
{
  Devices *devices = *state;

  g_rmdir (devices->cards);
  g_rmdir (devices->folder);
  g_free (devices->cards);
  g_free (devices->folder);
  g_free (devices);
  return 0;
}

/* Calls back with a device there, and takes it away again. */
static gboolean
has_gpu_with (Devices *devices, const char *device)
{
  g_autofree char *path = g_build_filename (devices->cards, device, NULL);
  gboolean has_gpu;

  g_mkdir (devices->cards, 0700);
  assert_true (g_file_set_contents (path, "", -1, NULL));
  has_gpu = pl_renderer_has_gpu (devices->folder);
  g_remove (path);
  return has_gpu;
}

static void
test_devices (void **state)
{
  assert_false (pl_renderer_has_gpu (((Devices *) *state)->folder));
  assert_false (has_gpu_with (*state, "card0")); /* a screen without a GPU */
  assert_true (has_gpu_with (*state, "renderD128"));
}

static void
test_none (void **state)
{
  pl_renderer_choose (((Devices *) *state)->folder);
  assert_string_equal (g_getenv ("GSK_RENDERER"), "cairo");
  assert_true (g_getenv ("GDK_DEBUG") != NULL || g_getenv ("GDK_DISABLE") != NULL);
}

static void
test_chosen_already (void **state)
{
  g_setenv ("GSK_RENDERER", "gl", TRUE);
  pl_renderer_choose (((Devices *) *state)->folder);
  assert_string_equal (g_getenv ("GSK_RENDERER"), "gl");
  assert_null (g_getenv ("GDK_DEBUG"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_devices, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_none, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_chosen_already, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("renderer", tests, NULL, NULL);
}
