/* test-data-panel.c: a line sent in the panel Data comes back, is shown as what it is, and nobody waits for
 * it. */

#include "app/connection/pl-data-list.h"
#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-data-tools.h"
#include "app/connection/pl-send-box.h"
#include "app/connection/pl-send-history.h"
#include "app/connection/pl-sending.h"
#include "app/connection/pl-transcript-model.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-verdict-label.h"
#include "support/pl-test.h"

#include "stage.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
  PlConnection *connection;
  GtkWidget *panel;
} Fixture;

/* ---- A panel with a connection ---- */

static void
set_up_panel (Fixture *fixture, PlResponder responder)
{
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4, responder,
                                             &error);
  assert_null (error);
  request = pl_test_connect_request ("127.0.0.1", pl_socket_get_local (PL_SOCKET (fixture->listener))->port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  fixture->panel = enter (pl_data_panel_new ());
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture->panel), PL_SOCKET (fixture->connection));
}

static void
tear_down_panel (Fixture *fixture)
{
  leave (fixture->panel);
  pl_engine_shut_down (fixture->engine);
  pl_engine_clear_finished (fixture->engine);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  pl_test_assert_finalized (fixture->connection);
}

/* A connection to a peer that does what the test wants. */
static int
set_up_panel_with_peer (Fixture *fixture)
{
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);
  int peer;

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  request = pl_test_connect_request ("127.0.0.1", local.port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  peer = pl_test_accept (listener);
  close (listener);
  fixture->panel = enter (pl_data_panel_new ());
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture->panel), PL_SOCKET (fixture->connection));

  return peer;
}

static void
type_text (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_type (fixture->panel, GTK_TYPE_ENTRY)), text);
}

static const char *
get_text (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_type (fixture->panel, GTK_TYPE_ENTRY)));
}

static void
send_text (Fixture *fixture, const char *text)
{
  type_text (fixture, text);
  assert_true (gtk_widget_activate_action (fixture->panel, "data.send", NULL));
}

static void
assert_verdict (Fixture *fixture, const char *expected)
{
  assert_contains (find_type (fixture->panel, PL_TYPE_VERDICT_LABEL), expected);
}

static guint
get_n_rows (Fixture *fixture)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

static char *
dup_row (Fixture *fixture, guint position)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));
  g_autoptr (PlTranscriptRow) row = g_list_model_get_item (rows, position);
  g_autofree char *words = pl_transcript_row_dup_words (row);
  g_autofree char *hex = pl_transcript_row_dup_hex (row);
  g_autofree char *text = pl_transcript_row_dup_text (row, PL_CHARSET_UTF_8, NULL);

  return g_strdup_printf ("%s|%04x|%s|%s", words, pl_transcript_row_get_offset (row), hex, text);
}

static void
assert_row (Fixture *fixture, guint position, const char *expected)
{
  g_autofree char *row = dup_row (fixture, position);

  assert_string_equal (row, expected);
}

static gboolean
find_name (GtkWidget *widget, const char *part)
{
  g_autofree char *name = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    name = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "?");
  if (name != NULL && strstr (name, part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (find_name (child, part))
        return TRUE;
    }

  return FALSE;
}

/* ---- What came and went ---- */

static void
test_echo (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture, PL_RESPONDER_ECHO);
  assert_contains (fixture.panel, "Nothing sent or received yet.|");
  send_text (&fixture, "ping \\x01 over sixteen bytes");
  assert_string_equal (get_text (&fixture), "");
  pl_test_wait_until (get_n_rows (&fixture) == 4);

  assert_row (&fixture, 0,
              "sent 26 B|0000|70 69 6e 67 20 01 20 6f  76 65 72 20 73 69 78 74|ping · over sixt");
  assert_row (&fixture, 1, "sent 26 B|0010|65 65 6e 20 62 79 74 65  73 0a|een bytes·");
  assert_row (&fixture, 2,
              "received 26 B|0000|70 69 6e 67 20 01 20 6f  76 65 72 20 73 69 78 74|ping · over sixt");
  assert_row (&fixture, 3, "received 26 B|0010|65 65 6e 20 62 79 74 65  73 0a|een bytes·");
  drain ();
  assert_true (find_name (fixture.panel, "ms, received 26 B, offset 0000: ping · over sixt"));
  assert_true (find_name (fixture.panel, "sent, offset 0010: een bytes·"));
  tear_down_panel (&fixture);
}

static void
test_invalid_bytes (void **state)
{
  static const char bytes[] = "caf\351\377\342\200\256x\303";
  Fixture fixture = { NULL };
  int peer = set_up_panel_with_peer (&fixture);

  assert_int_equal (write (peer, bytes, sizeof bytes - 1), sizeof bytes - 1);
  pl_test_wait_until (get_n_rows (&fixture) == 1);
  assert_row (&fixture, 0, "received 10 B|0000|63 61 66 e9 ff e2 80 ae  78 c3|caf···x·");

  close (peer);
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture.connection)));
  assert_verdict (&fixture, "Closed: nothing can be sent any more.|");
  assert_false (gtk_widget_get_sensitive (find_type (fixture.panel, GTK_TYPE_ENTRY)));
  assert_row (&fixture, 0, "received 10 B|0000|63 61 66 e9 ff e2 80 ae  78 c3|caf···x·");
  type_text (&fixture, "late");
  gtk_widget_activate_action (fixture.panel, "data.send", NULL);
  assert_string_equal (get_text (&fixture), "late");
  tear_down_panel (&fixture);
}

static void
test_views (void **state)
{
  Fixture fixture = { NULL };
  g_auto (GValue) copied = G_VALUE_INIT;
  GtkWidget *list;

  set_up_panel (&fixture, PL_RESPONDER_DISCARD);
  send_text (&fixture, "one line\\r\\nand another that is long");
  pl_test_wait_until (get_n_rows (&fixture) == 3);

  pl_data_panel_set_view (PL_DATA_PANEL (fixture.panel), PL_DATA_VIEW_HEX);
  assert_int_equal (get_n_rows (&fixture), 3);
  pl_data_panel_set_view (PL_DATA_PANEL (fixture.panel), PL_DATA_VIEW_TEXT);
  assert_int_equal (get_n_rows (&fixture), 1);
  assert_row (&fixture, 0,
              "sent 35 B|0000|6f 6e 65 20 6c 69 6e 65  0d 0a 61 6e 64 20 61 6e|"
              "one line··and another that is long·");

  list = find_type (fixture.panel, GTK_TYPE_LIST_VIEW);
  gtk_selection_model_select_all (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  assert_true (gtk_widget_activate_action (list, "data.copy", NULL));
  g_value_init (&copied, G_TYPE_STRING);
  assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (gtk_widget_get_clipboard (list)),
                                               &copied, NULL));
  assert_string_equal (g_value_get_string (&copied), "one line\nand another that is long\n");
  tear_down_panel (&fixture);
}

/* A peer that never stops: the list stays bounded, and no update is large. */
static gboolean
write_more_cb (int fd, GIOCondition condition, gpointer user_data)
{
  static const char block[65536];

  return write (fd, block, sizeof block) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The list grows in steps, and what goes is replaced. */
static void
store_most_cb (GListModel *rows, guint position, guint removed, guint added, gpointer user_data)
{
  guint *worst = user_data;

  if (removed > 0 ? added > removed : added > MAX (16, position / 8))
    (*worst)++;
}

static guint
count_gaps (Fixture *fixture)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PlTranscriptRow) row = g_list_model_get_item (rows, i);

      n += pl_transcript_row_is_gap (row);
    }

  return n;
}

static guint64
get_last_position (Fixture *fixture)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));
  g_autoptr (PlTranscriptRow) row = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);
  gsize n;

  pl_transcript_row_get_data (row, &n);

  return pl_transcript_row_get_position (row) + n;
}

static void
test_flood (void **state)
{
  Fixture fixture = { NULL };
  int peer = set_up_panel_with_peer (&fixture);
  guint n_too_much = 0;
  guint writer;

  g_signal_connect (pl_data_panel_get_rows (PL_DATA_PANEL (fixture.panel)), "items-changed",
                    G_CALLBACK (store_most_cb), &n_too_much);
  assert_int_equal (fcntl (peer, F_SETFL, O_NONBLOCK), 0);
  /* Below the frame clock, or the writer itself would be what stops the window. */
  writer = g_unix_fd_add_full (G_PRIORITY_LOW, peer, G_IO_OUT, write_more_cb, NULL, NULL);
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (fixture.connection)) > 8 * PL_TRANSCRIPT_MAX);
  pl_test_wait_until (get_n_rows (&fixture) > pl_transcript_get_head_max () / 16 * 9 / 10);

  assert_int_equal (n_too_much, 0);
  assert_true (get_n_rows (&fixture) <= PL_TRANSCRIPT_MAX / 16 * 9 / 8);
  g_source_remove (writer);

  /* The latest bytes are there, and what is missing is said once. */
  pl_test_wait_until (get_last_position (&fixture) ==
                      pl_socket_get_received (PL_SOCKET (fixture.connection)));
  assert_int_equal (n_too_much, 0);
  assert_int_equal (count_gaps (&fixture), 1);
  tear_down_panel (&fixture);
  close (peer);
}

/* ---- The send box ---- */

static void
test_wrong_text_stays (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture, PL_RESPONDER_DISCARD);
  send_text (&fixture, "oops \\q");
  assert_string_equal (get_text (&fixture), "oops \\q");
  assert_verdict (&fixture, "Character 6: \\q is no escape.");
  assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (find_type (fixture.panel, GTK_TYPE_ENTRY)),
                                                GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE));
  type_text (&fixture, "ping \\x01");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_type (fixture.panel, GTK_TYPE_DROP_DOWN)), 2);
  assert_verdict (&fixture, "8 bytes: \\x01 is one byte, CR LF adds two|");
  assert_int_equal (get_n_rows (&fixture), 0);
  tear_down_panel (&fixture);
}

static void
test_hex (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *box;

  set_up_panel (&fixture, PL_RESPONDER_DISCARD);
  box = find_type (fixture.panel, PL_TYPE_SEND_BOX);
  pl_choice_set_value (PL_CHOICE (find_type (box, PL_TYPE_CHOICE)), 1);
  assert_false (gtk_widget_get_visible (find_type (box, GTK_TYPE_DROP_DOWN)));
  send_text (&fixture, "0x00 ff:41");
  pl_test_wait_until (get_n_rows (&fixture) == 1);
  assert_row (&fixture, 0, "sent 3 B|0000|00 ff 41|··A");
  tear_down_panel (&fixture);
}

/* As it is read, so it is written; what cannot be stays, and says why. */
static void
test_charset (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture, PL_RESPONDER_DISCARD);
  type_text (&fixture, "\342\202\254");
  g_object_set (find_type (fixture.panel, PL_TYPE_DATA_TOOLS), "charset", "ISO-8859-1", NULL);
  assert_verdict (&fixture, "Character 1: \342\202\254 cannot be written in ISO-8859-1|");
  assert_true (gtk_widget_activate_action (fixture.panel, "data.send", NULL));
  assert_string_equal (get_text (&fixture), "\342\202\254");
  assert_int_equal (get_n_rows (&fixture), 0);

  g_object_set (find_type (fixture.panel, PL_TYPE_DATA_TOOLS), "charset", "UTF-16BE", NULL);
  assert_verdict (&fixture, "4 bytes in UTF-16BE|");
  assert_true (gtk_widget_activate_action (fixture.panel, "data.send", NULL));
  pl_test_wait_until (get_n_rows (&fixture) == 1);
  assert_row (&fixture, 0, "sent 4 B|0000|20 ac 00 0a| \302\267\302\267\302\267");
  tear_down_panel (&fixture);
}

static void
test_recall (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *entry;

  set_up_panel (&fixture, PL_RESPONDER_DISCARD);
  entry = find_type (fixture.panel, GTK_TYPE_ENTRY);
  send_text (&fixture, "one");
  send_text (&fixture, "two");
  type_text (&fixture, "three");
  assert_true (gtk_widget_activate_action (entry, "data.recall", "i", -1));
  assert_string_equal (get_text (&fixture), "two");
  gtk_widget_activate_action (entry, "data.recall", "i", -1);
  gtk_widget_activate_action (entry, "data.recall", "i", -1);
  assert_string_equal (get_text (&fixture), "one");
  gtk_widget_activate_action (entry, "data.recall", "i", 1);
  gtk_widget_activate_action (entry, "data.recall", "i", 1);
  assert_string_equal (get_text (&fixture), "three");
  tear_down_panel (&fixture);
}

static void
test_history_is_bounded (void **state)
{
  PlSendHistory *history = pl_send_history_new ();
  guint n = 0;

  for (guint i = 0; i < 3 * PL_SEND_HISTORY_MAX; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      pl_send_history_add (history, text);
      pl_send_history_add (history, text);
      pl_send_history_add (history, "");
    }
  while (pl_send_history_recall (history, -1, "typed") != NULL)
    n++;
  assert_int_equal (n, PL_SEND_HISTORY_MAX);
  assert_string_equal (pl_send_history_recall (history, 1, "100"), "101");
  pl_send_history_free (history);
}

/* The peer does not read: what waits is said, and more than 1 MiB is not taken. */
static void
test_unsent (void **state)
{
  Fixture fixture = { NULL };
  int peer = set_up_panel_with_peer (&fixture);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (16 * 1024 * 1024), 16 * 1024 * 1024);

  pl_connection_send (fixture.connection, large);
  pl_test_wait_until (pl_socket_get_unsent (PL_SOCKET (fixture.connection)) > PL_SENDING_UNSENT_MAX);
  send_text (&fixture, "more");
  assert_string_equal (get_text (&fixture), "more");
  assert_verdict (&fixture, "wait already, the peer is not reading|");
  tear_down_panel (&fixture);
  close (peer);
}

/* ---- Coming and going ---- */

static void
test_no_connection (void **state)
{
  GtkWidget *panel = enter (pl_data_panel_new ());

  assert_contains (panel, "A listener only accepts. What comes and goes is with its connections.|");
  assert_contains (panel, "A listener sends nothing itself: its connections do.|");
  assert_null (pl_data_panel_get_rows (PL_DATA_PANEL (panel)));
  leave (panel);
}

static void
test_switch_and_hide (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (PlConnection) accepted = NULL;

  set_up_panel (&fixture, PL_RESPONDER_ECHO);
  accepted = pl_test_engine_accepted (fixture.engine, pl_socket_get_local (PL_SOCKET (fixture.connection)));
  send_text (&fixture, "ping");
  pl_test_wait_until (get_n_rows (&fixture) == 2);

  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), PL_SOCKET (accepted));
  pl_test_wait_until (get_n_rows (&fixture) == 2);
  assert_row (&fixture, 0, "received 5 B|0000|70 69 6e 67 0a|ping·");

  gtk_widget_set_visible (fixture.panel, FALSE);
  assert_int_equal (get_n_rows (&fixture), 0);
  assert_null (pl_connection_get_transcript (accepted));
  gtk_widget_set_visible (fixture.panel, TRUE);
  pl_test_wait_until (get_n_rows (&fixture) == 2);
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), NULL);
  assert_int_equal (get_n_rows (&fixture), 0);
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), PL_SOCKET (accepted));
  g_clear_object (&accepted);
  tear_down_panel (&fixture);
}

static void
test_choice_moves (void **state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panel = pl_data_panel_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), panel);
  pl_data_panel_move_tools (PL_DATA_PANEL (panel), GTK_BOX (bar));
  enter (box);
  assert_reads (bar, "Both|Text|Hex|");
  gtk_widget_set_visible (panel, FALSE);
  assert_reads (bar, "");
  leave (box);
}

/* What was typed for one connection is not sent on another one by mistake. */
static void
test_draft (void **state)
{
  Fixture fixture = { NULL };
  GtkEditable *entry;

  set_up_panel (&fixture, PL_RESPONDER_ECHO);
  entry = GTK_EDITABLE (find_type (fixture.panel, GTK_TYPE_ENTRY));
  gtk_editable_set_text (entry, "half a line");
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), NULL);
  assert_string_equal (gtk_editable_get_text (entry), "");
  gtk_editable_set_text (entry, "not for it");
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture.panel), PL_SOCKET (fixture.connection));
  assert_string_equal (gtk_editable_get_text (entry), "half a line");
  tear_down_panel (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_echo),
    cmocka_unit_test (test_invalid_bytes),
    cmocka_unit_test (test_views),
    cmocka_unit_test (test_flood),
    cmocka_unit_test (test_wrong_text_stays),
    cmocka_unit_test (test_hex),
    cmocka_unit_test (test_charset),
    cmocka_unit_test (test_recall),
    cmocka_unit_test (test_history_is_bounded),
    cmocka_unit_test (test_unsent),
    cmocka_unit_test (test_no_connection),
    cmocka_unit_test (test_switch_and_hide),
    cmocka_unit_test (test_choice_moves),
    cmocka_unit_test (test_draft),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
