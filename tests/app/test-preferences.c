/* test-preferences.c: each row of the preferences changes its setting, and whoever it is for follows. */

#include "app/window/pl-settings.h"
#include "core/net/pl-transcript.h"

#include "scene.h"

#include <unistd.h>

typedef struct
{
  Scene scene;
  GSettings *settings;
  GtkWindow *window;
} Fixture;

static GtkWindow *
find_preferences (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_PREFERENCES_WINDOW (window))
        return window;
    }

  return NULL;
}

static void
set_up (Fixture *fixture)
{
  set_up_scene (&fixture->scene, 1280, HIGH);
  fixture->settings = pl_settings_new ();
  assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->scene.window), "win.preferences", NULL));
  fixture->window = find_preferences ();
  assert_non_null (fixture->window);
  pl_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
}

static void
tear_down (Fixture *fixture, const char *key)
{
  g_settings_reset (fixture->settings, key);
  g_clear_object (&fixture->settings);
  gtk_window_destroy (fixture->window);
  tear_down_scene (&fixture->scene);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The number of a row that is to be had with the keyboard and by its name. */
static GtkSpinButton *
find_number (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->window), title);
  GtkWidget *number = row != NULL ? find_type (row, GTK_TYPE_SPIN_BUTTON) : NULL;

  assert_non_null (number);
  assert_true (is_seen (number));
  assert_named (number, title);
  assert_ptr_equal (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)), number);

  return GTK_SPIN_BUTTON (number);
}

/* No further than the schema lets it. */
static void
check_limits (Fixture *fixture, const char *title, const char *key, guint least, guint most)
{
  GtkSpinButton *number = find_number (fixture, title);

  gtk_spin_button_set_value (number, 0);
  assert_int_equal (g_settings_get_uint (fixture->settings, key), least);
  gtk_spin_button_set_value (number, 1e9);
  assert_int_equal (g_settings_get_uint (fixture->settings, key), most);
}

static void
test_kept_each (void **state)
{
  Fixture fixture = { { NULL } };

  set_up (&fixture);
  assert_int_equal (pl_transcript_get_head_max () + pl_transcript_get_tail_max (), PL_TRANSCRIPT_MAX);
  gtk_spin_button_set_value (find_number (&fixture, "Of one connection"), 64);
  assert_int_equal (g_settings_get_uint (fixture.settings, "kept-each-kib"), 64);
  pl_test_wait_until (pl_transcript_get_head_max () + pl_transcript_get_tail_max () == 64 * 1024);
  check_limits (&fixture, "Of one connection", "kept-each-kib", PL_TRANSCRIPT_MIN / 1024, 1024 * 1024);
  tear_down (&fixture, "kept-each-kib");
}

/* How much all connections together can keep. */
static gsize
fill (void)
{
  g_autofree guint8 *bytes = g_malloc0 (64 * 1024);
  PlRecord record = { .direction = PL_DIRECTION_SENT, .length = 64 * 1024, .data = bytes };
  PlTranscript *all[64] = { NULL };
  gsize kept = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    kept += record.length - pl_transcript_add (&all[i], &record);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_clear_pointer (&all[i], pl_transcript_free);

  return kept;
}

static void
test_kept_all (void **state)
{
  Fixture fixture = { { NULL } };

  set_up (&fixture);
  assert_int_equal (fill (), 64 * 64 * 1024);
  gtk_spin_button_set_value (find_number (&fixture, "Of all connections"), 1);
  assert_int_equal (g_settings_get_uint (fixture.settings, "kept-all-mib"), 1);
  pl_test_wait_until (fill () <= 1024 * 1024);
  check_limits (&fixture, "Of all connections", "kept-all-mib", 1, 65536);
  tear_down (&fixture, "kept-all-mib");
}

/* Peers that come and go. */
static void
fill_rows (Fixture *fixture, PlListener *listener, guint n)
{
  for (guint i = 0; i < n; i++)
    close (pl_test_connect (pl_socket_get_local (PL_SOCKET (listener))));
  pl_test_wait_until (get_n_sockets (&fixture->scene) == n + 1 &&
                      pl_engine_get_n_live (fixture->scene.engine) == 1);
}

/* The oldest rows go, their number is told below the table, and it stays right when there is more room again.
 */
static void
test_kept_rows (void **state)
{
  Fixture fixture = { { NULL } };
  PlEngine *engine;
  g_autoptr (PlListener) listener = NULL;
  GtkWidget *note;

  set_up (&fixture);
  engine = fixture.scene.engine;
  note = find_id (GTK_WIDGET (fixture.scene.page), "dropped");
  assert_int_equal (pl_engine_get_finished_max (engine), 10000);
  check_limits (&fixture, "Finished rows", "kept-rows", 500, 100000);
  listener = pl_test_engine_listen (engine, "127.0.0.1", "0", PL_LISTEN_IPV4, PL_RESPONDER_NONE, NULL);
  fill_rows (&fixture, listener, 700);
  assert_false (is_seen (note));

  gtk_spin_button_set_value (find_number (&fixture, "Finished rows"), 500);
  assert_int_equal (g_settings_get_uint (fixture.settings, "kept-rows"), 500);
  pl_test_wait_until (get_n_sockets (&fixture.scene) == 501);
  assert_int_equal (pl_engine_get_n_dropped (engine), 200);
  pl_test_wait_until (is_seen (note));
  assert_contains (GTK_WIDGET (fixture.scene.page),
                   "The last 500 finished rows are kept; older ones are gone: 200.|");

  gtk_spin_button_set_value (find_number (&fixture, "Finished rows"), 900);
  assert_contains (GTK_WIDGET (fixture.scene.page),
                   "The last 900 finished rows are kept; older ones are gone: 200.|");
  g_clear_object (&listener);
  tear_down (&fixture, "kept-rows");
}

/* What was set is what the next window begins with. */
static void
test_next_window (void **state)
{
  Fixture fixture = { { NULL } };
  g_autoptr (GSettings) settings = pl_settings_new ();

  g_settings_set_uint (settings, "kept-rows", 1234);
  set_up (&fixture);
  assert_int_equal (pl_engine_get_finished_max (fixture.scene.engine), 1234);
  assert_int_equal (gtk_spin_button_get_value_as_int (find_number (&fixture, "Finished rows")), 1234);
  tear_down (&fixture, "kept-rows");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_kept_each),
    cmocka_unit_test (test_kept_all),
    cmocka_unit_test (test_kept_rows),
    cmocka_unit_test (test_next_window),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests_name ("preferences", tests, set_up_stage, NULL);
}
