/* test-data-tools.c: what the panel Data can do beyond showing: searching, leaving out, reading otherwise,
 * copying, staying where somebody looks, saving, recording, and sending more than one thing. */

#include "app/connection/pl-data-files.h"
#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-data-search-bar.h"
#include "app/connection/pl-data-tools.h"
#include "app/connection/pl-send-again.h"
#include "app/export/pl-save.h"
#include "app/record/pl-recording.h"
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
  GtkWidget *panel;
  int peer;
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

static PlTranscriptRow *
get_row (Fixture *fixture, guint position)
{
  return g_list_model_get_item (pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel)), position);
}

static void
hear (Fixture *fixture, const char *text, gsize length)
{
  guint n = get_n_rows (fixture);

  assert_int_equal (write (fixture->peer, text, length), length);
  pl_test_wait_until (get_n_rows (fixture) > n);
}

static void
say (Fixture *fixture, const char *text)
{
  guint n = get_n_rows (fixture);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  pl_connection_send (fixture->connection, bytes);
  pl_test_wait_until (get_n_rows (fixture) > n);
}

static void
assert_copies (Fixture *fixture, const char *action, const char *kind, const char *expected)
{
  GtkWidget *list = find (fixture, PL_TYPE_DATA_LIST);
  g_auto (GValue) copied = G_VALUE_INIT;

  if (kind != NULL)
    assert_true (gtk_widget_activate_action (list, action, "s", kind));
  else
    assert_true (gtk_widget_activate_action (list, action, NULL));
  g_value_init (&copied, G_TYPE_STRING);
  assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (gtk_widget_get_clipboard (list)),
                                               &copied, NULL));
  assert_string_equal (g_value_get_string (&copied), expected);
}

/* ---- Searching ---- */

static void
search (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (
      GTK_EDITABLE (find_type (find (fixture, PL_TYPE_DATA_SEARCH_BAR), GTK_TYPE_SEARCH_ENTRY)), text);
  g_signal_emit_by_name (find_type (find (fixture, PL_TYPE_DATA_SEARCH_BAR), GTK_TYPE_SEARCH_ENTRY),
                         "search-changed");
}

static void
assert_says (Fixture *fixture, const char *expected)
{
  assert_contains (find (fixture, PL_TYPE_DATA_SEARCH_BAR), expected);
}

static void
test_search (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *bar;
  PlDataSearch *found;
  guint64 current;

  set_up_panel (&fixture);
  say (&fixture, "GET / HT");
  hear (&fixture, "HTTP/1.1 200\r\n", 14);
  say (&fixture, "TP/1.1\r\n");
  bar = find (&fixture, PL_TYPE_DATA_SEARCH_BAR);
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "searching", TRUE, NULL);
  assert_true (gtk_widget_get_visible (bar));

  search (&fixture, "http/1.1");
  assert_says (&fixture, "|2 places|");
  assert_true (gtk_widget_activate_action (bar, "search.step", "i", 1));
  assert_says (&fixture, "|1 of 2|");
  gtk_widget_activate_action (bar, "search.step", "i", 1);
  assert_says (&fixture, "|2 of 2|");
  gtk_widget_activate_action (bar, "search.step", "i", 1);
  assert_says (&fixture, "|1 of 2|");
  gtk_widget_activate_action (bar, "search.step", "i", -1);
  assert_says (&fixture, "|2 of 2|");

  /* Bytes 6 and 7 of what was sent first, and the whole of what came. */
  found = pl_data_follower_get_search (
      pl_data_list_get_follower (PL_DATA_LIST (find (&fixture, PL_TYPE_DATA_LIST))));
  assert_int_equal (pl_data_search_get_marks (found, PL_DIRECTION_SENT, 0, 8, &current), 0xc0);
  assert_int_equal (current, 0);
  assert_int_equal (pl_data_search_get_marks (found, PL_DIRECTION_SENT, 8, 8, &current), 0x3f);
  assert_int_equal (pl_data_search_get_marks (found, PL_DIRECTION_RECEIVED, 0, 14, &current), 0xff);
  assert_int_equal (current, 0xff);

  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "time", "of-day",
                NULL); /* is no reason to lose the place */
  assert_says (&fixture, "|2 of 2|");

  search (&fixture, "\\r\\n");
  assert_says (&fixture, "|2 places|");
  search (&fixture, "\\q");
  assert_says (&fixture, "\\q is no escape");
  search (&fixture, "nothing");
  assert_says (&fixture, "|Not found|");
  search (&fixture, "HTTP");
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "show", "received", NULL);
  hear (&fixture, "x", 1);
  assert_says (&fixture, "|1 place|");

  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "searching", FALSE, NULL);
  assert_false (gtk_widget_get_visible (bar));
  assert_int_equal (pl_data_search_get_n_matches (found), 0);
  tear_down_panel (&fixture);
}

/* Before anything has come: the first place is gone to when it is there. */
static void
test_find (void **state)
{
  Fixture fixture = { NULL };
  PlDataFollower *follower;
  guint64 index;

  set_up_panel (&fixture);
  pl_data_panel_find (PL_DATA_PANEL (fixture.panel), "is\\n");
  assert_true (gtk_widget_get_visible (find (&fixture, PL_TYPE_DATA_SEARCH_BAR)));
  hear (&fixture, "there it is\nand it is\n", 22);
  assert_says (&fixture, "|1 of 2|");
  follower = pl_data_list_get_follower (PL_DATA_LIST (find (&fixture, PL_TYPE_DATA_LIST)));
  assert_int_equal (pl_data_selection_get_range (pl_data_follower_get_selection (follower), &index), 3);
  assert_int_equal (index, 9);
  tear_down_panel (&fixture);
}

/* ---- Reading otherwise ---- */

static void
test_filter (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (PlTranscriptRow) row = NULL;

  set_up_panel (&fixture);
  say (&fixture, "one");
  hear (&fixture, "two", 3);
  say (&fixture, "three");
  assert_int_equal (get_n_rows (&fixture), 3);
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "show", "received", NULL);
  pl_test_wait_until (get_n_rows (&fixture) == 1);
  row = get_row (&fixture, 0);
  assert_int_equal (pl_transcript_row_get_direction (row), PL_DIRECTION_RECEIVED);
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "show", "sent", NULL);
  pl_test_wait_until (get_n_rows (&fixture) == 2);
  g_object_set (find (&fixture, PL_TYPE_DATA_TOOLS), "show", "both", NULL);
  pl_test_wait_until (get_n_rows (&fixture) == 3);
  tear_down_panel (&fixture);
}

static void
test_charset_and_copy (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *tools;

  set_up_panel (&fixture);
  hear (&fixture, "f\374r\r\n\1", 6);
  tools = find (&fixture, PL_TYPE_DATA_TOOLS);
  assert_copies (&fixture, "data.copy-as", "text", "f\302\267r\n\302\267");
  g_object_set (tools, "charset", "ISO-8859-1", NULL);
  assert_copies (&fixture, "data.copy-as", "text", "f\303\274r\n\302\267");
  assert_copies (&fixture, "data.copy-as", "hex", "66 fc 72 0d 0a 01\n");
  assert_copies (&fixture, "data.copy-as", "c-array",
                 "const unsigned char data[6] = {\n  0x66, 0xfc, 0x72, 0x0d, 0x0a, 0x01,\n};\n");
  assert_copies (
      &fixture, "data.copy", NULL,
      "0000  66 fc 72 0d 0a 01                                 f\303\274r\302\267\302\267\302\267\n");

  g_object_set (tools, "searching", TRUE, NULL);
  search (&fixture, "\303\274");
  assert_says (&fixture, "|1 place|");
  g_object_set (tools, "charset", "ASCII", NULL);
  assert_says (&fixture, "|Character 1: \303\274 cannot be written in ASCII|");
  tear_down_panel (&fixture);
}

static void
test_times (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (PlTranscriptRow) first = NULL;
  g_autoptr (PlTranscriptRow) second = NULL;
  g_autofree char *of_day = NULL;
  g_autofree char *since_open = NULL;
  g_autofree char *since_last = NULL;

  set_up_panel (&fixture);
  hear (&fixture, "one", 3);
  say (&fixture, "two");
  first = get_row (&fixture, 0);
  second = get_row (&fixture, 1);
  of_day = pl_transcript_row_dup_time (first, PL_DATA_TIME_OF_DAY);
  since_open = pl_transcript_row_dup_time (second, PL_DATA_TIME_SINCE_OPEN);
  since_last = pl_transcript_row_dup_time (second, PL_DATA_TIME_SINCE_LAST);
  assert_true (g_regex_match_simple ("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}$", of_day, 0, 0));
  assert_true (g_regex_match_simple ("^\\+.* m?s$", since_open, 0, 0));
  assert_true (g_regex_match_simple ("^\\+.* m?s$", since_last, 0, 0));
  tear_down_panel (&fixture);
}

/* Whoever looks at something else is left in peace, and can go along again. */
static void
test_hold (void **state)
{
  Fixture fixture = { NULL };
  PlDataFollower *follower;
  guint n;

  set_up_panel (&fixture);
  hear (&fixture, "one", 3);
  follower = pl_data_list_get_follower (PL_DATA_LIST (find (&fixture, PL_TYPE_DATA_LIST)));
  g_object_set (follower, "following", FALSE, NULL);
  n = get_n_rows (&fixture);
  assert_int_equal (write (fixture.peer, "more", 4), 4);
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (fixture.connection)) == 7);
  drain ();
  assert_int_equal (get_n_rows (&fixture), n);
  assert_contains (fixture.panel, "Follow|");
  assert_true (gtk_widget_activate_action (fixture.panel, "data.follow", NULL));
  pl_test_wait_until (get_n_rows (&fixture) > n);
  tear_down_panel (&fixture);
}

/* ---- Files ---- */

static char *
create_path (void)
{
  char *path;
  int fd = g_file_open_tmp ("portlight-XXXXXX", &path, NULL);

  close (fd);

  return path;
}

static void
test_record (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *path = create_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;
  PlRecording *recording;
  gsize length;

  set_up_panel (&fixture);
  pl_data_files_record_into (find (&fixture, PL_TYPE_DATA_FILES), file);
  recording = pl_recording_find (PL_SOCKET (fixture.connection));
  assert_true (pl_recording_is_running (recording));
  assert_contains (find (&fixture, PL_TYPE_DATA_FILES), "Recording into “");
  while (pl_socket_get_received (PL_SOCKET (fixture.connection)) < 400)
    hear (&fixture, "recorded words ", 15);
  close (fixture.peer);
  fixture.peer = -1;
  pl_test_wait_until (!pl_recording_is_running (recording));
  pl_test_wait_until (!gtk_widget_get_visible (find (&fixture, PL_TYPE_PROGRESS_ROW)));
  assert_true (g_file_get_contents (path, &contents, &length, NULL));
  assert_true (length > 400);
  assert_memory_equal (contents, "\n\r\r\n", 4);
  assert_non_null (memmem (contents, length, "recorded words ", 15));
  g_unlink (path);
  tear_down_panel (&fixture);
}

static void
test_record_fails (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (GFile) file = g_file_new_for_path ("/proc/portlight");

  set_up_panel (&fixture);
  pl_data_files_record_into (find (&fixture, PL_TYPE_DATA_FILES), file);
  pl_test_wait_until (!pl_recording_is_running (pl_recording_find (PL_SOCKET (fixture.connection))));
  assert_contains (find (&fixture, PL_TYPE_DATA_FILES), "“portlight” was not recorded to its end: ");
  tear_down_panel (&fixture);
}

static guint next_calls;

static gboolean
next_piece (gpointer data, GString *chunk, double *ret_fraction)
{
  guint *n = data;

  next_calls++;
  *ret_fraction = 0.5;
  if (*n == 0)
    return FALSE;
  (*n)--;
  g_string_append (chunk, "piece");

  return TRUE;
}

static void
test_save (void **state)
{
  g_autofree char *path = create_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_get_child (file, "below");
  GtkWidget *row = enter (pl_progress_row_new ());
  g_autoptr (PlSave) save = pl_save_new (PL_PROGRESS_ROW (row));
  PlExportSource source = { next_piece, g_memdup2 (&(guint){ 3 }, sizeof (guint)), g_free };
  g_autofree char *contents = NULL;

  pl_save_write (save, file, &source);
  assert_true (gtk_widget_get_visible (row));
  pl_test_wait_until (!gtk_widget_get_visible (row));
  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  assert_string_equal (contents, "piecepiecepiece");

  /* What fails says why, and can be put away. */
  source.data = g_memdup2 (&(guint){ 3 }, sizeof (guint));
  pl_save_write (save, nowhere, &source);
  pl_test_wait_until (!pl_progress_row_is_busy (PL_PROGRESS_ROW (row)));
  assert_contains (row, "“below” was not saved: ");
  assert_contains (row, "Dismiss|");
  g_signal_emit_by_name (find_type (row, GTK_TYPE_BUTTON), "clicked");
  assert_false (gtk_widget_get_visible (row));

  /* One that goes on for ever can be stopped. */
  source.data = g_memdup2 (&(guint){ G_MAXUINT }, sizeof (guint));
  next_calls = 0;
  pl_save_write (save, file, &source);
  while (next_calls < 3)
    pl_test_iterate ();
  g_signal_emit_by_name (find_type (row, GTK_TYPE_BUTTON), "clicked");
  pl_test_wait_until (!gtk_widget_get_visible (row));
  g_clear_pointer (&contents, g_free);
  assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  assert_string_equal (contents, "piecepiecepiece");
  g_clear_object (&save);
  leave (row);
  g_unlink (path);
}

static void
test_send_file (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *path = create_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char buffer[16] = "";

  assert_true (g_file_set_contents (path, "from a file", -1, NULL));
  set_up_panel (&fixture);
  pl_send_again_send_file (find (&fixture, PL_TYPE_SEND_AGAIN), file);
  assert_contains (find (&fixture, PL_TYPE_SEND_AGAIN), "Sending “");
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), NULL); /* it is sent all the same */
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (fixture.connection)) == 11);
  assert_int_equal (recv (fixture.peer, buffer, sizeof buffer, 0), 11);
  assert_string_equal (buffer, "from a file");
  pl_test_wait_until (!gtk_widget_get_visible (find (&fixture, PL_TYPE_PROGRESS_ROW)) ||
                      strstr (buffer, "file") == NULL);
  g_unlink (path);
  tear_down_panel (&fixture);
}

static void
test_repeat (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (GBytes) payload = g_bytes_new_static ("again ", 6);
  GtkWidget *again;
  guint64 n_sent;

  set_up_panel (&fixture);
  again = find (&fixture, PL_TYPE_SEND_AGAIN);
  pl_send_again_repeat (PL_SEND_AGAIN (again), payload, 1);
  assert_contains (again, "Sent 1 time|");
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (fixture.connection)) >= 5 * 6);

  /* Another row is another thing, but here it goes on, and is seen on the way back. */
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), NULL);
  assert_reads (again, "");
  n_sent = pl_socket_get_sent (PL_SOCKET (fixture.connection));
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (fixture.connection)) > n_sent);
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), PL_SOCKET (fixture.connection));
  assert_contains (again, " times|");
  g_signal_emit_by_name (gtk_widget_get_last_child (again), "stop");
  assert_reads (again, "");

  pl_send_again_repeat (PL_SEND_AGAIN (again), payload, 1);
  close (fixture.peer);
  fixture.peer = -1;
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture.connection)));
  pl_test_wait_until (!gtk_widget_get_visible (gtk_widget_get_last_child (again)));
  tear_down_panel (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_search), cmocka_unit_test (test_find),
    cmocka_unit_test (test_filter), cmocka_unit_test (test_charset_and_copy),
    cmocka_unit_test (test_times),  cmocka_unit_test (test_hold),
    cmocka_unit_test (test_record), cmocka_unit_test (test_record_fails),
    cmocka_unit_test (test_save),   cmocka_unit_test (test_send_file),
    cmocka_unit_test (test_repeat),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
