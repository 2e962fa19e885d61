/* test-data-selection.c: bytes of the data are selected with keys and mouse, stay selected whatever comes,
 * and are told and copied. */

#include "app/connection/pl-data-copy.h"
#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-data-row.h"
#include "app/connection/pl-data-status.h"
#include "app/connection/pl-data-tools.h"
#include "app/widgets/pl-progress-row.h"
#include "support/pl-test.h"

#include "scene.h"

#include <gdk/x11/gdkx.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WIDE 1000 /* room for hex and text */

typedef struct
{
  PlEngine *engine;
  PlConnection *connection;
  int peer;
  PlTranscriptModel *model;   /* (nullable): without a panel */
  PlDataSelection *selection; /* of the model or of the panel */
  GtkWidget *panel;           /* (nullable) */
} Fixture;

static void
connect_to_peer (Fixture *fixture)
{
  g_autoptr (PlConnectRequest) request = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);

  request = pl_test_connect_request ("127.0.0.1", local.port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  fixture->peer = pl_test_accept (listener);
  close (listener);
}

static void
set_up (Fixture *fixture)
{
  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  connect_to_peer (fixture);
}

static void
tear_down (Fixture *fixture)
{
  close (fixture->peer);
  pl_engine_shut_down (fixture->engine);
  pl_engine_clear_finished (fixture->engine);
  g_clear_object (&fixture->engine);
  pl_test_assert_finalized (fixture->connection);
}

/* ---- Without a widget ---- */

/* A model of its own, 16 bytes a row, and the same selection. */
static void
look (Fixture *fixture, PlTranscriptFilter filter)
{
  g_clear_object (&fixture->model);
  fixture->model = pl_transcript_model_new (fixture->connection, 16, filter);
  pl_transcript_model_update (fixture->model);
  pl_data_selection_set_model (fixture->selection, fixture->model);
}

static void
set_up_model (Fixture *fixture)
{
  set_up (fixture);
  pl_connection_watch (fixture->connection);
  fixture->selection = pl_data_selection_new ();
  look (fixture, PL_TRANSCRIPT_BOTH);
}

static void
tear_down_model (Fixture *fixture)
{
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->selection);
  pl_connection_unwatch (fixture->connection);
  tear_down (fixture);
}

static guint64
get_n_kept (Fixture *fixture)
{
  PlRecord record;
  gsize offset = 0;
  guint64 n = 0;

  while (pl_transcript_next (pl_connection_get_transcript (fixture->connection), &offset, &record))
    n += record.length;

  return n;
}

static void
update (Fixture *fixture)
{
  if (fixture->model == NULL)
    return;

  pl_transcript_model_update (fixture->model);
  pl_data_selection_update (fixture->selection);
}

static void
hear (Fixture *fixture, const char *text, gsize length)
{
  guint64 wanted = get_n_kept (fixture) + length;

  assert_int_equal (write (fixture->peer, text, length), length);
  pl_test_wait_until (get_n_kept (fixture) == wanted);
  update (fixture);
}

static void
say (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  guint64 wanted = get_n_kept (fixture) + strlen (text);

  pl_connection_send (fixture->connection, bytes);
  pl_test_wait_until (get_n_kept (fixture) == wanted);
  update (fixture);
}

/* The caret comes to a byte, counted among those that are shown. */
static void
put (Fixture *fixture, guint64 index, gboolean extend)
{
  PlDataPlace place;

  assert_true (
      pl_transcript_model_get_place (pl_data_selection_get_model (fixture->selection), index, &place));
  pl_data_selection_put (fixture->selection, &place, extend);
}

static void
assert_range (Fixture *fixture, guint64 expected_index, guint64 expected_n)
{
  guint64 index;
  guint64 n = pl_data_selection_get_range (fixture->selection, &index);

  assert_int_equal (n, expected_n);
  if (n > 0)
    assert_int_equal (index, expected_index);
}

static void
assert_moves (Fixture *fixture, PlDataMove move, int n, gboolean extend, guint64 index, guint64 length)
{
  pl_data_selection_move (fixture->selection, move, n, extend);
  assert_range (fixture, index, length);
}

static void
assert_says (Fixture *fixture, const char *expected, const char *expected_value)
{
  g_autofree char *words = pl_data_status_dup_words (fixture->selection);
  g_autofree char *value = pl_data_status_dup_value (fixture->selection);
  g_autofree char *pattern = g_strdup_printf ("^%s$", expected);

  if (!g_regex_match_simple (pattern, words, 0, 0))
    fail_msg ("\"%s\" is not %s", words, pattern);
  if (expected_value == NULL)
    assert_null (value);
  else
    assert_string_equal (value, expected_value);
}

#define TIME "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"

/* Records of 20, 3 and 18 bytes, in five rows. */
static void
test_keys_move (void **state)
{
  Fixture fixture = { NULL };

  set_up_model (&fixture);
  assert_moves (&fixture, PL_DATA_MOVE_RIGHT, 0, FALSE, 0, 0);
  hear (&fixture, "0123456789abcdefghij", 20);
  say (&fixture, "xyz");
  hear (&fixture, "ABCDEFGHIJKLMNOPQR", 18);

  put (&fixture, 5, FALSE);
  assert_moves (&fixture, PL_DATA_MOVE_RIGHT, 0, FALSE, 6, 1);
  assert_moves (&fixture, PL_DATA_MOVE_LEFT, 0, TRUE, 5, 2);
  assert_moves (&fixture, PL_DATA_MOVE_LEFT, 0, TRUE, 4, 3);
  assert_moves (&fixture, PL_DATA_MOVE_ROW_END, 0, TRUE, 6, 10);
  assert_moves (&fixture, PL_DATA_MOVE_ROW_BEGIN, 0, FALSE, 0, 1);
  assert_moves (&fixture, PL_DATA_MOVE_LEFT, 0, FALSE, 0, 1);
  assert_moves (&fixture, PL_DATA_MOVE_END, 0, TRUE, 0, 41);
  assert_moves (&fixture, PL_DATA_MOVE_RIGHT, 0, FALSE, 40, 1);
  assert_moves (&fixture, PL_DATA_MOVE_BEGIN, 0, FALSE, 0, 1);

  /* Short rows do not make it forget where it came from. */
  put (&fixture, 9, FALSE);
  assert_moves (&fixture, PL_DATA_MOVE_ROWS, 1, FALSE, 19, 1);
  assert_moves (&fixture, PL_DATA_MOVE_ROWS, 1, FALSE, 22, 1);
  assert_moves (&fixture, PL_DATA_MOVE_ROWS, 1, FALSE, 32, 1);
  assert_moves (&fixture, PL_DATA_MOVE_ROWS, 100, FALSE, 40, 1);
  assert_moves (&fixture, PL_DATA_MOVE_ROWS, -100, TRUE, 9, 32);
  tear_down_model (&fixture);
}

/* On the text side a character is one thing, forwards and backwards. */
static void
test_characters (void **state)
{
  Fixture fixture = { NULL };

  set_up_model (&fixture);
  hear (&fixture, "a\303\274\342\202\254z\377", 8);
  pl_data_selection_set_side (fixture.selection, PL_DATA_SIDE_TEXT);
  put (&fixture, 2, FALSE);
  assert_range (&fixture, 1, 2);
  assert_moves (&fixture, PL_DATA_MOVE_RIGHT, 0, TRUE, 1, 5);
  assert_moves (&fixture, PL_DATA_MOVE_RIGHT, 0, FALSE, 6, 1);
  assert_moves (&fixture, PL_DATA_MOVE_LEFT, 0, FALSE, 3, 3);
  assert_moves (&fixture, PL_DATA_MOVE_LEFT, 0, TRUE, 1, 5);
  put (&fixture, 7, FALSE);
  assert_range (&fixture, 7, 1);
  pl_data_selection_set_charset (fixture.selection, PL_CHARSET_UTF_16LE);
  put (&fixture, 3, FALSE);
  assert_range (&fixture, 2, 2);
  pl_data_selection_set_side (fixture.selection, PL_DATA_SIDE_HEX);
  put (&fixture, 3, FALSE);
  assert_range (&fixture, 3, 1);
  tear_down_model (&fixture);
}

static void
test_marks (void **state)
{
  Fixture fixture = { NULL };
  int caret;

  set_up_model (&fixture);
  hear (&fixture, "0123456789abcdefghij", 20);
  while (pl_transcript_model_has_more (fixture.model))
    pl_transcript_model_show_more (fixture.model);
  put (&fixture, 13, FALSE);
  put (&fixture, 17, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PlTranscriptRow) row = g_list_model_get_item (G_LIST_MODEL (fixture.model), i);

      assert_int_equal (pl_data_selection_get_marks (fixture.selection, row, &caret), i == 0 ? 0xe000 : 0x3);
      assert_int_equal (caret, i == 0 ? -1 : 1);
    }
  tear_down_model (&fixture);
}

/* What comes, and what is left out, changes nothing about what is selected. */
static void
test_rows_come_and_go (void **state)
{
  Fixture fixture = { NULL };
  Fixture other = { NULL };

  set_up_model (&fixture);
  hear (&fixture, "received", 8);
  say (&fixture, "sent");
  hear (&fixture, "again", 5);
  put (&fixture, 4, FALSE);
  put (&fixture, 13, TRUE);
  assert_range (&fixture, 4, 10);
  hear (&fixture, "more", 4);
  assert_range (&fixture, 4, 10);

  look (&fixture, PL_TRANSCRIPT_RECEIVED);
  assert_range (&fixture, 4, 6);
  look (&fixture, PL_TRANSCRIPT_SENT);
  assert_range (&fixture, 0, 4);
  assert_moves (&fixture, PL_DATA_MOVE_ROW_BEGIN, 0, TRUE, 0, 1);
  look (&fixture, PL_TRANSCRIPT_BOTH);
  assert_range (&fixture, 4, 5);

  /* Without a list nothing is selected, but it comes back with it. */
  pl_data_selection_set_model (fixture.selection, NULL);
  assert_range (&fixture, 0, 0);
  look (&fixture, PL_TRANSCRIPT_BOTH);
  assert_range (&fixture, 4, 5);
  assert_int_equal (pl_data_selection_get_lost (fixture.selection), 0);

  /* In another connection it means nothing, and it does not come back from there. */
  other.engine = fixture.engine;
  connect_to_peer (&other);
  pl_connection_watch (other.connection);
  hear (&other, "something else", 14);
  other.model = pl_transcript_model_new (other.connection, 16, PL_TRANSCRIPT_BOTH);
  pl_transcript_model_update (other.model);
  pl_data_selection_set_model (fixture.selection, other.model);
  assert_range (&fixture, 0, 0);
  pl_connection_unwatch (other.connection);
  g_clear_object (&other.model);
  g_clear_object (&other.connection);
  close (other.peer);
  look (&fixture, PL_TRANSCRIPT_BOTH);
  assert_range (&fixture, 0, 0);
  tear_down_model (&fixture);
}

/* As far as the transcript has come. */
static guint64
get_end (Fixture *fixture)
{
  PlRecord record = { 0 };
  gsize offset = 0;

  while (pl_transcript_next (pl_connection_get_transcript (fixture->connection), &offset, &record))
    ;

  return record.position + record.length;
}

static void
flood (Fixture *fixture, guint64 n)
{
  static const char block[256];
  guint64 end = get_end (fixture);

  for (guint64 i = 0; i < n; i += sizeof block)
    {
      assert_int_equal (write (fixture->peer, block, sizeof block), sizeof block);
      end += sizeof block;
      pl_test_wait_until (get_end (fixture) == end);
    }
  update (fixture);
}

/* What is dropped is not selected any more, and that is said. */
static void
test_dropped (void **state)
{
  Fixture fixture = { NULL };
  guint64 n, index, kept;

  pl_transcript_set_limits (PL_TRANSCRIPT_MIN, PL_TRANSCRIPT_MIN);
  set_up_model (&fixture);
  flood (&fixture, 3584 + 1024);
  n = pl_transcript_model_get_n_bytes (fixture.model);
  put (&fixture, 100, FALSE);
  put (&fixture, n - 1, TRUE);
  assert_range (&fixture, 100, n - 100);
  flood (&fixture, 2048);
  kept = pl_data_selection_get_range (fixture.selection, &index);
  assert_int_equal (index, 100);
  assert_true (kept > 0 && kept < n - 100);
  assert_int_equal (pl_data_selection_get_lost (fixture.selection), n - 100 - kept);
  assert_says (&fixture, "\\d+ bytes, offset 0x[0-9a-f]+, at " TIME ", \\d+ more are not kept any more",
               NULL);

  /* All of it, this time. */
  n = pl_transcript_model_get_n_bytes (fixture.model);
  put (&fixture, n - 4, FALSE);
  put (&fixture, n - 1, TRUE);
  assert_says (&fixture, "4 bytes, offset 0x[0-9a-f]+, at " TIME, "32-bit 0");
  flood (&fixture, 2048);
  assert_range (&fixture, 0, 0);
  assert_int_equal (pl_data_selection_get_lost (fixture.selection), 4);
  assert_says (&fixture, "What was selected is not kept any more", NULL);
  pl_data_selection_clear (fixture.selection);
  assert_says (&fixture, "", NULL);
  tear_down_model (&fixture);
  pl_transcript_set_limits (PL_TRANSCRIPT_MAX, PL_TRANSCRIPTS_MAX);
}

static void
test_says (void **state)
{
  Fixture fixture = { NULL };

  set_up_model (&fixture);
  hear (&fixture, "0123456789abcdef\1\273\177\377\377\377\377\377\377\377", 26);
  put (&fixture, 16, FALSE);
  assert_says (&fixture, "1 byte, offset 0x10, at " TIME, "8-bit 1");
  put (&fixture, 17, TRUE);
  assert_says (&fixture, "2 bytes, offset 0x10, at " TIME, "16-bit 443");
  put (&fixture, 18, TRUE);
  assert_says (&fixture, "3 bytes, offset 0x10, at " TIME, NULL);
  put (&fixture, 19, TRUE);
  assert_says (&fixture, "4 bytes, offset 0x10, at " TIME, "32-bit 29065215");
  put (&fixture, 18, FALSE);
  put (&fixture, 25, TRUE);
  assert_says (&fixture, "8 bytes, offset 0x12, at " TIME, "64-bit 9223372036854775807");
  tear_down_model (&fixture);
}

/* ---- In the panel ---- */

static gpointer
find (Fixture *fixture, GType type)
{
  return find_type (fixture->panel, type);
}

static void
set_up_panel (Fixture *fixture)
{
  GtkWidget *window = gtk_window_new ();

  set_up (fixture);
  fixture->panel = pl_data_panel_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDE, 600);
  gtk_window_set_child (GTK_WINDOW (window), fixture->panel);
  gtk_window_present (GTK_WINDOW (window));
  drain ();
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture->panel), PL_SOCKET (fixture->connection));
  fixture->selection = pl_data_follower_get_selection (
      pl_data_list_get_follower (PL_DATA_LIST (find (fixture, PL_TYPE_DATA_LIST))));
}

static void
tear_down_panel (Fixture *fixture)
{
  leave (fixture->panel);
  tear_down (fixture);
}

static guint
get_n_list_rows (Fixture *fixture)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

static char *
dup_clipboard (Fixture *fixture)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (fixture->panel));
  g_auto (GValue) copied = G_VALUE_INIT;

  g_value_init (&copied, G_TYPE_STRING);
  assert_true (gdk_content_provider_get_value (content, &copied, NULL));

  return g_value_dup_string (&copied);
}

static void
assert_copied (Fixture *fixture, const char *expected)
{
  g_autofree char *copied = dup_clipboard (fixture);

  assert_string_equal (copied, expected);
}

static void
press_key (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  assert_true (press (find (fixture, GTK_TYPE_LIST_VIEW), key, modifiers));
}

static void
assert_described (Fixture *fixture, const char *begin)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (fixture->panel));
  g_autofree char *description = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "?");

  if (description == NULL || strstr (description, begin) == NULL)
    fail_msg ("described as %s, not %s", description, begin);
}

/* From the list's first row on with keys alone. */
static void
test_keyboard (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *list;

  set_up_panel (&fixture);
  hear (&fixture, "0123456789abcdefghij\r\n\1\"", 24);
  pl_test_wait_until (get_n_list_rows (&fixture) == 2);
  list = find (&fixture, GTK_TYPE_LIST_VIEW);
  pl_test_wait_until (gtk_widget_get_width (list) > 0);
  assert_false (press (list, GDK_KEY_Escape, 0));
  assert_false (press (list, GDK_KEY_Tab, 0));
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  press_key (&fixture, GDK_KEY_Right, 0);
  assert_range (&fixture, 0, 1);
  press_key (&fixture, GDK_KEY_KP_Right, 0);
  press_key (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_range (&fixture, 1, 2);
  assert_described (&fixture, "2 bytes, offset 0x1, at ");
  assert_contains (find (&fixture, PL_TYPE_DATA_STATUS), "|16-bit 12594|");
  press_key (&fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  assert_copied (&fixture, "31 32\n");
  press_key (&fixture, GDK_KEY_Tab, 0);
  assert_false (press (list, GDK_KEY_Tab, 0));
  press_key (&fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  assert_copied (&fixture, "12");

  press_key (&fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_range (&fixture, 1, 18);
  assert_described (&fixture, "18 bytes, offset 0x1, at ");
  press_key (&fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_range (&fixture, 0, 24);
  press_key (&fixture, GDK_KEY_Escape, 0);
  assert_range (&fixture, 0, 0);
  assert_false (gtk_widget_get_visible (find (&fixture, PL_TYPE_DATA_STATUS)));
  tear_down_panel (&fixture);
}

/* Only what is selected, and every kind of it; a dump stands as it does in the list. */
static void
test_copies (void **state)
{
  static const struct
  {
    const char *kind;
    const char *expected;
  } kinds[] = {
    { "text", "ef\nghij\302\267\"" },
    { "hex", "65 66 0d 0a 67 68 69 6a  01 22\n" },
    { "c-string", "\"ef\\r\\n\"\n\"ghij\\001\\\"\"\n" },
    { "c-array", "const unsigned char data[10] = {\n  0x65, 0x66, 0x0d, 0x0a, 0x67, 0x68, 0x69, 0x6a, 0x01, "
                 "0x22,\n};\n" },
    { "dump", "0000  "
              "                                           "
              "65 66  "
              "              "
              "ef\n"
              "0010  0d 0a 67 68 69 6a 01 22  "
              "                         "
              "\302\267\302\267ghij\302\267\"\n" },
  };
  Fixture fixture = { NULL };

  set_up_panel (&fixture);
  hear (&fixture, "0123456789abcdef\r\nghij\1\"", 24);
  pl_test_wait_until (get_n_list_rows (&fixture) == 2);
  put (&fixture, 14, FALSE);
  put (&fixture, 23, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      assert_true (gtk_widget_activate_action (find (&fixture, PL_TYPE_DATA_LIST), "data.copy-as", "s",
                                               kinds[i].kind));
      assert_copied (&fixture, kinds[i].expected);
      assert_true (
          gtk_widget_activate_action (find (&fixture, PL_TYPE_DATA_TOOLS), "tools.copy", "s", kinds[i].kind));
      assert_copied (&fixture, kinds[i].expected);
    }
  tear_down_panel (&fixture);
}

/* Too much for a clipboard: it stays as it is, and somebody is told what to do. */
static void
test_too_much (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *block = g_malloc0 (64 * 1024);
  guint64 index;

  pl_transcript_set_limits (4 * PL_DATA_COPY_MAX, 4 * PL_DATA_COPY_MAX);
  set_up_panel (&fixture);
  hear (&fixture, "kept", 4);
  press_key (&fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  for (guint i = 0; i < 17; i++)
    hear (&fixture, block, 64 * 1024);
  pl_test_wait_until (pl_transcript_model_get_n_bytes (pl_data_selection_get_model (fixture.selection)) >
                      PL_DATA_COPY_MAX);
  press_key (&fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_true (pl_data_selection_get_range (fixture.selection, &index) > PL_DATA_COPY_MAX);
  press_key (&fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  assert_copied (&fixture, "0000  6b 65 70 74                                       kept\n");
  assert_contains (fixture.panel, "Not copied: 1.1 MB are too much, up to ");
  put (&fixture, 0, FALSE);
  press_key (&fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  assert_copied (&fixture, "6b\n");
  assert_false (gtk_widget_get_visible (find (&fixture, PL_TYPE_PROGRESS_ROW)));
  tear_down_panel (&fixture);
  pl_transcript_set_limits (PL_TRANSCRIPT_MAX, PL_TRANSCRIPTS_MAX);
}

/* ---- The mouse ---- */

/* Presses, moves and releases a real one; @command is for xdotool, with a window and pixels to fill in. */
static void G_GNUC_PRINTF (2, 3) point (Fixture *fixture, const char *command, ...)
{
  GtkNative *native = gtk_widget_get_native (fixture->panel);
  g_autofree char *window = g_strdup_printf ("%lu",
                                             gdk_x11_surface_get_xid (gtk_native_get_surface (native)));
  g_autofree char *arguments = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) parts = NULL;
  PlTestResult result = { NULL };
  va_list args;

  va_start (args, command);
  arguments = g_strdup_vprintf (command, args);
  va_end (args);
  line = g_strdup_printf ("xdotool mousemove --window %s %s", window, arguments);
  parts = g_strsplit (line, " ", -1);
  process = g_subprocess_newv ((const char *const *) parts, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_subprocess_wait_async (process, NULL, pl_test_store_result, &result);
  pl_test_wait_until (result.n_calls > 0);
  assert_true (g_subprocess_wait_finish (process, result.result, NULL));
  assert_true (g_subprocess_get_successful (process));
  g_clear_object (&result.result);
}

/* Where a byte is, in the window. */
static void
get_place (Fixture *fixture, guint64 index, int *ret_x, int *ret_y)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (fixture->panel));
  GtkWidget *item = gtk_widget_get_first_child (find (fixture, GTK_TYPE_LIST_VIEW));
  GdkRectangle area = { 0 };
  double x = 0, y = 0, left, top;

  put (fixture, index, FALSE);
  while (item != NULL && !pl_data_row_get_caret (PL_DATA_ROW (gtk_widget_get_first_child (item)), &area))
    item = gtk_widget_get_next_sibling (item);
  assert_non_null (item);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &left, &top);
  assert_true (gtk_widget_translate_coordinates (gtk_widget_get_first_child (item), window,
                                                 area.x + area.width / 2, area.y + area.height / 2, &x, &y));
  *ret_x = (int) (x + left);
  *ret_y = (int) (y + top);
}

#define wait_for_range(fixture, expected_index, expected_n)                                                  \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    guint64 index_;                                                                                          \
    pl_test_wait_until (pl_data_selection_get_range ((fixture)->selection, &index_) == (expected_n));        \
    assert_range ((fixture), (expected_index), (expected_n));                                                \
  }                                                                                                          \
  G_STMT_END

static void
test_mouse (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *program = g_find_program_in_path ("xdotool");
  int from_x, from_y, to_x, to_y;

  if (program == NULL)
    {
      print_message ("needs xdotool\n");
      return;
    }

  set_up_panel (&fixture);
  hear (&fixture, "0123456789abcdefghij", 20);
  hear (&fixture, "0123456789ABCDEFGHIJ", 20);
  pl_test_wait_until (get_n_list_rows (&fixture) == 4);
  get_place (&fixture, 3, &from_x, &from_y);
  get_place (&fixture, 18, &to_x, &to_y);
  pl_data_selection_clear (fixture.selection);

  point (&fixture, "%d %d mousedown 1", from_x, from_y);
  wait_for_range (&fixture, 3, 1);
  point (&fixture, "%d %d", to_x, to_y);
  wait_for_range (&fixture, 3, 16);
  /* Rows that come now change nothing, and wait until the mouse is up. */
  hear (&fixture, "more", 4);
  drain ();
  assert_int_equal (get_n_list_rows (&fixture), 4);
  point (&fixture, "%d %d mouseup 1", to_x, from_y);
  wait_for_range (&fixture, 2, 2);
  pl_test_wait_until (get_n_list_rows (&fixture) == 5);

  point (&fixture, "%d %d keydown shift click 1 keyup shift", to_x, to_y);
  wait_for_range (&fixture, 3, 16);
  point (&fixture, "%d %d click --repeat 2 --delay 50 1", to_x, to_y);
  wait_for_range (&fixture, 0, 20);
  tear_down_panel (&fixture);
}

/* Below the list it goes on by itself, as long as the mouse is there. */
static void
test_mouse_scrolls (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *program = g_find_program_in_path ("xdotool");
  g_autofree char *block = g_strnfill (8000, '.');
  GtkAdjustment *adjustment;
  GtkWidget *list;
  int x, y;
  guint64 index;

  if (program == NULL)
    {
      print_message ("needs xdotool\n");
      return;
    }

  set_up_panel (&fixture);
  hear (&fixture, block, 8000);
  pl_test_wait_until (get_n_list_rows (&fixture) == 500);
  list = find (&fixture, GTK_TYPE_LIST_VIEW);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  pl_test_wait_until (gtk_adjustment_get_upper (adjustment) > 2000);
  press_key (&fixture, GDK_KEY_Right, 0);
  press_key (&fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  pl_test_wait_until (gtk_adjustment_get_value (adjustment) == 0);
  get_place (&fixture, 0, &x, &y);
  point (&fixture, "%d %d mousedown 1 mousemove_relative 0 20", x, y);
  pl_test_wait_until (pl_data_selection_get_range (fixture.selection, &index) > 1);
  point (&fixture, "%d %d", x, y + gtk_widget_get_height (list) + 100);
  pl_test_wait_until (pl_data_selection_get_range (fixture.selection, &index) > 4000);
  assert_true (gtk_adjustment_get_value (adjustment) > 0);
  assert_int_equal (index, 0);
  point (&fixture, "%d %d mouseup 1", x, y);
  wait_for_range (&fixture, 0, pl_data_selection_get_range (fixture.selection, &index));
  tear_down_panel (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_keys_move),     cmocka_unit_test (test_characters),
    cmocka_unit_test (test_marks),         cmocka_unit_test (test_rows_come_and_go),
    cmocka_unit_test (test_dropped),       cmocka_unit_test (test_says),
    cmocka_unit_test (test_keyboard),      cmocka_unit_test (test_copies),
    cmocka_unit_test (test_too_much),      cmocka_unit_test (test_mouse),
    cmocka_unit_test (test_mouse_scrolls),
  };

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
