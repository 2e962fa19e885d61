/* test-table-save.c: the table into a file, from the menu through the dialog of the toolkit to what is in the
 * file: as it is shown, or all of it; how far it is, and that it can be stopped. */

#include "app/widgets/pl-progress-row.h"

#include "scene.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define N_PEERS 3

typedef struct
{
  Scene scene;
  PlListener *listener;
  int fds[N_PEERS];
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture)
{
  set_up_scene (&fixture->scene, 1280, HIGH);
  fixture->folder = g_dir_make_tmp ("portlight-XXXXXX", NULL);
  assert_int_equal (g_chdir (fixture->folder), 0);
  fixture->listener = pl_test_engine_listen (fixture->scene.engine, "127.0.0.1", "", PL_LISTEN_IPV4,
                                             PL_RESPONDER_ECHO, NULL);
  for (guint i = 0; i < N_PEERS; i++)
    {
      fixture->fds[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener)));
      assert_int_equal (write (fixture->fds[i], "hello", i + 1), i + 1);
    }
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (fixture->listener)) == 6);
  pl_test_wait_until (get_n_rows (&fixture->scene) == N_PEERS + 1);
}

static void
tear_down (Fixture *fixture)
{
  for (guint i = 0; i < N_PEERS; i++)
    close (fixture->fds[i]);
  g_clear_object (&fixture->listener);
  assert_int_equal (g_chdir ("/"), 0);
  assert_int_equal (g_rmdir (fixture->folder), 0);
  g_free (fixture->folder);
  tear_down_scene (&fixture->scene);
}

/* ---- The dialog ---- */

static GtkWindow *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

static void
ask (Fixture *fixture, const char *what)
{
  assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->scene.window), "win.save-table", "s", what));
  pl_test_wait_until (find_chooser () != NULL);
}

static void
answer (int response)
{
  g_signal_emit_by_name (find_chooser (), "response", response);
  pl_test_wait_until (find_chooser () == NULL);
}

/* It begins in the folder that the program is in, and takes a while to read it. */
static void
wait_for_folder (Fixture *fixture)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (find_chooser ());
  gint64 deadline_us = g_get_monotonic_time () + PL_TEST_DEADLINE_US;
  gboolean is_there = FALSE;

  while (!is_there && g_get_monotonic_time () < deadline_us)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

      pl_test_iterate ();
      is_there = file != NULL && g_file_has_prefix (file, folder);
    }
  assert_true (is_there);
}

static GtkWidget *
get_progress (Fixture *fixture)
{
  return find_id (GTK_WIDGET (fixture->scene.window), "save_row");
}

static char *
dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* What is in the file once it is saved. */
static char *
take_contents (Fixture *fixture, const char *name)
{
  g_autofree char *path = dup_path (fixture, name);
  char *contents = NULL;

  pl_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  pl_test_wait_until (!gtk_widget_get_visible (get_progress (fixture)));
  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_unlink (path);

  return contents;
}

static char *
save (Fixture *fixture, const char *what, const char *name)
{
  ask (fixture, what);
  assert_string_equal (gtk_window_get_title (find_chooser ()),
                       g_str_has_prefix (what, "all") ? "Save all rows" : "Save the rows that are shown");
  wait_for_folder (fixture);
  answer (GTK_RESPONSE_ACCEPT);

  return take_contents (fixture, name);
}

/* ---- What is in the file ---- */

static void
assert_rows (const char *csv, const char *const *begins)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", 0);
  guint n = g_strv_length ((char **) begins);

  assert_int_equal (g_strv_length (lines), n + 2); /* with the header, and the end of the last line */
  for (guint i = 0; i < n; i++)
    if (!g_regex_match_simple (begins[i], lines[i + 1], 0, 0))
      fail_msg ("row %u is \"%s\", not \"%s\"", i, lines[i + 1], begins[i]);
}

static void
filter (Fixture *fixture, const char *text, guint n_rows)
{
  pl_connections_page_filter (fixture->scene.page, text);
  pl_test_wait_until (get_n_rows (&fixture->scene) == n_rows);
}

static void
sort_by (Fixture *fixture, const char *column)
{
  assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->scene.window), "win.sort", "s", column));
}

#define RECEIVED(n) "^\\d+,1,accepted,open,tcp,.*,,127\\.0\\.0\\.1,\\d+,," #n "," #n ","

/* Filtered and sorted, as it stands there; or all, as it happened. */
static void
test_as_shown (void **state)
{
  Fixture fixture = { { NULL } };
  g_autofree char *shown = NULL;
  g_autofree char *all = NULL;

  set_up (&fixture);
  filter (&fixture, "accepted", N_PEERS);
  sort_by (&fixture, "received");
  sort_by (&fixture, "received"); /* the other way round */
  shown = save (&fixture, "csv", "portlight.csv");
  assert_rows (shown, (const char *[]){ RECEIVED (3), RECEIVED (2), RECEIVED (1), NULL });
  assert_contains (GTK_WIDGET (fixture.scene.window), "Saved as “portlight.csv”|");

  all = save (&fixture, "all-csv", "portlight.csv");
  assert_rows (all, (const char *[]){ "^1,0,listener,", RECEIVED (1), RECEIVED (2), RECEIVED (3), NULL });
  tear_down (&fixture);
}

static void
test_json (void **state)
{
  Fixture fixture = { { NULL } };
  g_autofree char *shown = NULL;
  g_autofree char *all = NULL;

  set_up (&fixture);
  filter (&fixture, "listener", 1);
  shown = save (&fixture, "json", "portlight.json");
  assert_true (
      g_regex_match_simple ("^\\[\n\\{\"id\":1,[^\n]*\"accepted\":3,\"open\":3\\}\n\\]\n$", shown, 0, 0));
  all = save (&fixture, "all-json", "portlight.json");
  assert_true (g_regex_match_simple ("^\\[\n(\\{\"id\":\\d+,[^\n]*\\},?\n){4}\\]\n$", all, 0, 0));
  tear_down (&fixture);
}

/* Each below its listener, and with its group. */
static void
test_grouped (void **state)
{
  Fixture fixture = { { NULL } };
  g_autoptr (PlListener) other = NULL;
  g_autofree char *csv = NULL;
  int fd;

  set_up (&fixture);
  other = pl_test_engine_listen (fixture.scene.engine, "127.0.0.1", "", PL_LISTEN_IPV4, PL_RESPONDER_NONE,
                                 NULL);
  fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture.listener)));
  pl_test_wait_until (pl_listener_get_n_open (fixture.listener) == N_PEERS + 1);
  pl_test_wait_until (get_n_rows (&fixture.scene) == N_PEERS + 3);
  g_action_group_activate_action (G_ACTION_GROUP (fixture.scene.window), "grouped", NULL);
  sort_by (&fixture, "received");
  csv = save (&fixture, "csv", "portlight.csv");
  assert_rows (csv,
               (const char *[]){ "^1,0,listener,.*,1,4,4$", "^\\d+,1,accepted,.*,0,0,.*,1,,$", RECEIVED (1),
                                 RECEIVED (2), RECEIVED (3), "^\\d+,0,listener,.*,\\d+,0,0$", NULL });
  g_action_group_activate_action (G_ACTION_GROUP (fixture.scene.window), "grouped", NULL);
  close (fd);
  g_clear_object (&other);
  tear_down (&fixture);
}

/* ---- Otherwise ---- */

static void
test_cancel (void **state)
{
  Fixture fixture = { { NULL } };
  g_autofree char *path = NULL;

  set_up (&fixture);
  path = dup_path (&fixture, "portlight.csv");
  ask (&fixture, "csv");
  wait_for_folder (&fixture);
  answer (GTK_RESPONSE_CANCEL);
  assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_false (gtk_widget_get_visible (get_progress (&fixture)));
  tear_down (&fixture);
}

/* Peers that come and go. */
static void
fill (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    close (pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener))));
  pl_test_wait_until (get_n_rows (&fixture->scene) == n + N_PEERS + 1);
}

static void
stop_cb (GtkWidget *bar, GParamSpec *pspec, GtkWidget *row)
{
  if (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) > 0)
    g_signal_emit_by_name (find_type (row, GTK_TYPE_BUTTON), "clicked");
}

/* A long one tells how far it is, and leaves nothing behind when somebody thinks better of it. */
static void
test_stop (void **state)
{
  Fixture fixture = { { NULL } };
  g_autofree char *path = NULL;
  GtkWidget *bar;

  set_up (&fixture);
  fill (&fixture, 1000);
  path = dup_path (&fixture, "portlight.csv");
  bar = find_type (get_progress (&fixture), GTK_TYPE_PROGRESS_BAR);
  g_signal_connect (bar, "notify::fraction", G_CALLBACK (stop_cb), get_progress (&fixture));
  ask (&fixture, "csv");
  wait_for_folder (&fixture);
  answer (GTK_RESPONSE_ACCEPT);
  pl_test_wait_until (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) > 0);
  pl_test_wait_until (!gtk_widget_get_visible (get_progress (&fixture)));
  assert_true (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) < 1);
  pl_test_wait_until (!g_file_test (path, G_FILE_TEST_EXISTS));
  tear_down (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_as_shown), cmocka_unit_test (test_json), cmocka_unit_test (test_grouped),
    cmocka_unit_test (test_cancel),   cmocka_unit_test (test_stop),
  };

  g_set_prgname ("portlight"); /* as the application does: the dialog remembers who saved */
  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests_name ("table-save", tests, set_up_stage, NULL);
}
