/* test-theme.c: GTK starts without its theme, and libadwaita's style is there all the same. */

#include "app/window/pl-theme.h"

#include <adwaita.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static gboolean
knows_colour (const char *name)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_button_new ());
  GdkRGBA colour;

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (button), name, &colour);
}

static void
test_chosen (void **state)
{
  g_setenv ("GTK_THEME", "HighContrast", TRUE);
  pl_theme_skip ();
  assert_string_equal (g_getenv ("GTK_THEME"), "HighContrast");
  g_unsetenv ("GTK_THEME");
}

static void
test_skipped (void **state)
{
  g_autofree char *theme = NULL;

  pl_theme_skip ();
  assert_null (g_getenv ("GTK_THEME"));
  assert_non_null (gdk_display_get_default ());
  assert_false (knows_colour ("theme_bg_color")); /* of GTK's theme */

  adw_init ();
  assert_true (knows_colour ("accent_bg_color")); /* of libadwaita's */
  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &theme, NULL);
  assert_string_equal (theme, "Adwaita-empty");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_chosen),
    cmocka_unit_test (test_skipped),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
