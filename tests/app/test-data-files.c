/* test-data-files.c: what is saved and recorded of the data, from the menu through the dialog to the file on
 * the disk. */

#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-data-tools.h"
#include "app/record/pl-recording.h"
#include "app/widgets/pl-progress-row.h"
#include "support/pl-test.h"

#include "stage.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlConnection *connection;
  int peer;
  GtkWidget *panel;
  char *folder;
  char *path; /* (nullable): of the file that was written last */
} Fixture;

static void
set_up_panel (Fixture *fixture)
{
  g_autoptr (PlConnectRequest) request = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  request = pl_test_connect_request ("127.0.0.1", local.port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  fixture->peer = pl_test_accept (listener);
  close (listener);
  fixture->folder = g_dir_make_tmp ("portlight-XXXXXX", NULL);
  assert_int_equal (g_chdir (fixture->folder), 0);
  fixture->panel = enter (pl_data_panel_new ());
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture->panel), PL_SOCKET (fixture->connection));
}

static void
tear_down_panel (Fixture *fixture)
{
  leave (fixture->panel);
  if (fixture->peer >= 0)
    close (fixture->peer);
  pl_engine_shut_down (fixture->engine);
  pl_engine_clear_finished (fixture->engine);
  g_clear_object (&fixture->engine);
  pl_test_assert_finalized (fixture->connection);
  if (fixture->path != NULL)
    g_unlink (fixture->path);
  g_clear_pointer (&fixture->path, g_free);
  assert_int_equal (g_chdir (g_get_tmp_dir ()), 0);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static gpointer
find (Fixture *fixture, GType type)
{
  return find_type (fixture->panel, type);
}

static guint
get_n_rows (Fixture *fixture)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

/* A request and its answer. */
static void
talk (Fixture *fixture)
{
  g_autoptr (GBytes) request = g_bytes_new_static ("GET / HTTP/1.1\r\n\r\n", 18);

  pl_connection_send (fixture->connection, request);
  pl_test_wait_until (get_n_rows (fixture) == 2);
  assert_int_equal (write (fixture->peer, "HTTP/1.1 204 \374\r\n\r\n", 18), 18);
  pl_test_wait_until (get_n_rows (fixture) == 4);
}

/* ---- The dialog ---- */

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

/* Takes the name that is offered; the dialog begins in the folder where the program is. */
static void
answer (Fixture *fixture, const char *expected_name)
{
  g_autofree char *expected = g_build_filename (fixture->folder, expected_name, NULL);
  g_autofree char *path = NULL;

  pl_test_wait_until (find_dialog () != NULL);
  while (path == NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (find_dialog ()));

      path = file != NULL ? g_file_get_path (file) : NULL;
      pl_test_iterate ();
    }
  assert_string_equal (path, expected);
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_ACCEPT);
  pl_test_wait_until (find_dialog () == NULL);
  g_free (fixture->path);
  fixture->path = g_steal_pointer (&path);
}

/* What is in the file as soon as it is whole. */
static char *
load (Fixture *fixture, gsize *ret_length)
{
  char *contents = NULL;

  pl_test_wait_until (!gtk_widget_get_visible (find (fixture, PL_TYPE_PROGRESS_ROW)) &&
                      g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  assert_true (g_file_get_contents (fixture->path, &contents, ret_length, NULL));

  return contents;
}

static char *
save (Fixture *fixture, const char *format, const char *expected_name, gsize *ret_length)
{
  assert_true (gtk_widget_activate_action (find (fixture, PL_TYPE_DATA_TOOLS), "tools.save", "s", format));
  answer (fixture, expected_name);

  return load (fixture, ret_length);
}

#define TIME "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"

static void
assert_matches (const char *contents, const char *pattern)
{
  if (!g_regex_match_simple (pattern, contents, G_REGEX_DOTALL, 0))
    fail_msg ("\"%s\" is not %s", contents, pattern);
}

/* ---- Saving ---- */

static void
test_text (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *contents = NULL;
  gsize length;

  set_up_panel (&fixture);
  talk (&fixture);
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "charset", "ISO-8859-1", NULL);
  contents = save (&fixture, "text", "portlight.txt", &length);
  assert_matches (contents, "^# TCP, local 127\\.0\\.0\\.1:\\d+, peer 127\\.0\\.0\\.1:\\d+\n"
                            "# " TIME " sent 18 bytes at 0\nGET / HTTP/1\\.1\n\n"
                            "# " TIME " received 18 bytes at 0\nHTTP/1\\.1 204 \303\274\n\n$");
  tear_down_panel (&fixture);
}

static void
test_dump (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *contents = NULL;
  gsize length;

  set_up_panel (&fixture);
  talk (&fixture);
  contents = save (&fixture, "hex", "portlight-hex.txt", &length);
  assert_matches (contents,
                  "00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  \\|GET / HTTP/1\\.1\\.\\.\\|\n"
                  "00000010  0d 0a  +\\|\\.\\.\\|\n# " TIME " received 18 bytes at 0\n");
  tear_down_panel (&fixture);
}

static void
test_json (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *contents = NULL;
  gsize length;

  set_up_panel (&fixture);
  talk (&fixture);
  contents = save (&fixture, "json", "portlight.json", &length);
  assert_matches (contents, "^\\{\"protocol\":\"tcp\",.*\\]\\}\n$");
  assert_non_null (strstr (contents, "\"hex\":\"474554202f20485454502f312e310d0a0d0a\","
                                     "\"text\":\"GET / HTTP/1.1\\u000a\\u000a\"}"));
  assert_non_null (strstr (contents, "\"hex\":\"485454502f312e312032303420fc0d0a0d0a\","));
  tear_down_panel (&fixture);
}

/* NULL without tshark, which says what it reads. */
static char *
run_tshark (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("tshark");
  g_autoptr (GSubprocess) process = NULL;
  PlTestResult result = { NULL };
  char *said = NULL;

  if (program == NULL)
    {
      print_message ("needs tshark\n");
      return NULL;
    }

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                              program, "-r", path, "-T", "fields", "-E", "separator=|", "-e", "ip.src", "-e",
                              "tcp.seq", "-e", "tcp.payload", "-e", "tcp.analysis.flags", NULL);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, pl_test_store_result, &result);
  pl_test_wait_until (result.n_calls > 0);
  assert_true (g_subprocess_communicate_utf8_finish (process, result.result, &said, NULL, NULL));
  assert_true (g_subprocess_get_successful (process));
  g_clear_object (&result.result);

  return said;
}

/* What went and came, in its order, and nothing that looks wrong. */
static void
test_capture (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *contents = NULL;
  g_autofree char *said = NULL;
  gsize length;

  set_up_panel (&fixture);
  talk (&fixture);
  contents = save (&fixture, "pcapng", "portlight.pcapng", &length);
  assert_memory_equal (contents, "\n\r\r\n", 4);
  said = run_tshark (fixture.path);
  if (said != NULL)
    assert_string_equal (said, "127.0.0.1|0||\n127.0.0.1|0||\n127.0.0.1|1||\n" /* SYN, SYN-ACK, ACK */
                               "127.0.0.1|1|474554202f20485454502f312e310d0a0d0a|\n"
                               "127.0.0.1|1|485454502f312e312032303420fc0d0a0d0a|\n");
  tear_down_panel (&fixture);
}

/* Just these bytes, of both directions. */
static void
test_selection (void **state)
{
  Fixture fixture = { NULL };
  PlDataList *list;
  PlDataSelection *selection;
  PlDataPlace place;
  g_autofree char *contents = NULL;
  gsize length;

  set_up_panel (&fixture);
  talk (&fixture);
  list = find (&fixture, PL_TYPE_DATA_LIST);
  selection = pl_data_follower_get_selection (pl_data_list_get_follower (list));
  assert_true (pl_transcript_model_get_place (pl_data_selection_get_model (selection), 14, &place));
  pl_data_selection_put (selection, &place, FALSE);
  assert_true (pl_transcript_model_get_place (pl_data_selection_get_model (selection), 21, &place));
  pl_data_selection_put (selection, &place, TRUE);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "data.save-selection", NULL));
  answer (&fixture, "portlight.bin");
  contents = load (&fixture, &length);
  assert_int_equal (length, 8);
  assert_memory_equal (contents, "\r\n\r\nHTTP", 8);
  tear_down_panel (&fixture);
}

/* Nothing is written, and what was there stays. */
static void
test_cancel (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture);
  talk (&fixture);
  gtk_widget_activate_action (find (&fixture, PL_TYPE_DATA_TOOLS), "tools.save", "s", "text");
  pl_test_wait_until (find_dialog () != NULL);
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_CANCEL);
  pl_test_wait_until (find_dialog () == NULL);
  assert_false (gtk_widget_get_visible (find (&fixture, PL_TYPE_PROGRESS_ROW)));
  tear_down_panel (&fixture);
}

/* ---- Recording ---- */

static void
test_record (void **state)
{
  Fixture fixture = { NULL };
  PlRecording *recording;
  int n_changes = 0;
  g_autofree char *contents = NULL;
  g_autofree char *said = NULL;
  gsize length;

  set_up_panel (&fixture);
  assert_true (gtk_widget_activate_action (find (&fixture, PL_TYPE_DATA_TOOLS), "tools.record", NULL));
  answer (&fixture, "portlight.pcapng");
  recording = pl_recording_find (PL_SOCKET (fixture.connection));
  g_signal_connect_swapped (recording, "changed", G_CALLBACK (g_atomic_int_inc), &n_changes);
  pl_test_wait_until (n_changes > 0); /* the file is open */
  assert_true (pl_recording_is_running (recording));
  talk (&fixture);
  close (fixture.peer);
  fixture.peer = -1;
  pl_test_wait_until (!pl_recording_is_running (recording));
  g_signal_handlers_disconnect_by_data (recording, &n_changes);
  contents = load (&fixture, &length);
  assert_memory_equal (contents, "\n\r\r\n", 4);
  said = run_tshark (fixture.path);
  if (said != NULL)
    {
      assert_non_null (strstr (said, "|474554202f20485454502f312e310d0a0d0a|\n"));
      assert_non_null (strstr (said, "|485454502f312e312032303420fc0d0a0d0a|\n"));
    }
  tear_down_panel (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_text),    cmocka_unit_test (test_dump),      cmocka_unit_test (test_json),
    cmocka_unit_test (test_capture), cmocka_unit_test (test_selection), cmocka_unit_test (test_cancel),
    cmocka_unit_test (test_record),
  };

  g_set_application_name ("Portlight"); /* GTK notes who saved what */
  g_set_prgname ("portlight");

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
