/* test-data-endings.c: what has ended a connection, or a direction of it, is a row among the data. */

#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-transcript-model.h"
#include "support/pl-test.h"

#include "stage.h"

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

/* A connection to a peer that does what the test wants, which has said something. */
static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  request = pl_test_connect_request ("127.0.0.1", local.port);
  g_object_set (request, "half-open", TRUE, NULL);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, &error);
  assert_null (error);
  fixture->peer = pl_test_accept (listener);
  close (listener);
  fixture->panel = enter (pl_data_panel_new ());
  pl_data_panel_set_socket (PL_DATA_PANEL (fixture->panel), PL_SOCKET (fixture->connection));
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  leave (fixture->panel);
  if (fixture->peer >= 0)
    close (fixture->peer);
  pl_engine_shut_down (fixture->engine);
  pl_engine_clear_finished (fixture->engine);
  g_clear_object (&fixture->engine);
  pl_test_assert_finalized (fixture->connection);
  g_free (fixture);

  return 0;
}

static char *
dup_rows (GListModel *rows)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PlTranscriptRow) row = g_list_model_get_item (rows, i);
      g_autofree char *text = pl_transcript_row_dup_words (row);

      g_string_append_printf (words, "%s %s|",
                              pl_transcript_row_get_direction (row) == PL_DIRECTION_SENT ? ">" : "<", text);
    }

  return g_string_free (words, FALSE);
}

static gboolean
shows (Fixture *fixture, const char *expected)
{
  g_autofree char *rows = dup_rows (pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel)));

  return strcmp (rows, expected) == 0;
}

static void
say (Fixture *fixture, const char *text)
{
  assert_int_equal (write (fixture->peer, text, strlen (text)), strlen (text));
}

static void
answer (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  pl_connection_send (fixture->connection, bytes);
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

/* ---- Tests ---- */

/* What is sent after the peer's end-of-file stands below it; the last of the two ends ends all. */
static void
test_peer_half_closes (void **state)
{
  Fixture *fixture = *state;

  say (fixture, "ping");
  pl_test_wait_until (shows (fixture, "< received 4 B|"));
  assert_int_equal (shutdown (fixture->peer, SHUT_WR), 0);
  pl_test_wait_until (shows (fixture, "< received 4 B|< the peer shut down sending (end-of-file)|"));
  drain ();
  assert_true (find_name (fixture->panel, "ms, the peer shut down sending (end-of-file)"));
  answer (fixture, "pong!");
  pl_test_wait_until (
      shows (fixture, "< received 4 B|< the peer shut down sending (end-of-file)|> sent 5 B|"));
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (
      shows (fixture, "< received 4 B|< the peer shut down sending (end-of-file)|> sent 5 B|> closed here|"));
}

static void
test_shutdown_here (void **state)
{
  Fixture *fixture = *state;

  answer (fixture, "ping");
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (shows (fixture, "> sent 4 B|> sending was shut down here|"));
  say (fixture, "pong!");
  pl_test_wait_until (shows (fixture, "> sent 4 B|> sending was shut down here|< received 5 B|"));
  pl_connection_shut_down_reading (fixture->connection);
  pl_test_wait_until (shows (fixture, "> sent 4 B|> sending was shut down here|< received 5 B|"
                                      "< reading was shut down here|> closed here|"));
}

static void
test_peer_resets (void **state)
{
  Fixture *fixture = *state;
  const struct linger at_once = { .l_onoff = 1 };

  say (fixture, "ping");
  pl_test_wait_until (shows (fixture, "< received 4 B|"));
  assert_int_equal (setsockopt (fixture->peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  close (fixture->peer);
  fixture->peer = -1;
  pl_test_wait_until (shows (fixture, "< received 4 B|< the peer reset it|"));
}

/* It is all there is to see, where nothing was sent. */
static void
test_abort_here (void **state)
{
  Fixture *fixture = *state;

  pl_connection_abort (fixture->connection);
  pl_test_wait_until (shows (fixture, "> aborted here|"));
}

/* One direction alone has what has ended it; such a row has no byte. */
static void
test_filter_and_bytes (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlTranscriptModel) received = NULL;
  g_autoptr (PlTranscriptModel) both = NULL;
  g_autofree char *rows = NULL;
  PlDataPlace place;
  guint64 index;

  say (fixture, "ping");
  assert_int_equal (shutdown (fixture->peer, SHUT_WR), 0);
  pl_test_wait_until (shows (fixture, "< received 4 B|< the peer shut down sending (end-of-file)|"));
  answer (fixture, "pong!");
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->connection)));

  received = pl_transcript_model_new (fixture->connection, 16, PL_TRANSCRIPT_RECEIVED);
  pl_transcript_model_update (received);
  pl_transcript_model_show_more (received);
  rows = dup_rows (G_LIST_MODEL (received));
  assert_string_equal (rows, "< received 4 B|< the peer shut down sending (end-of-file)|");

  both = pl_transcript_model_new (fixture->connection, 16, PL_TRANSCRIPT_BOTH);
  pl_transcript_model_update (both);
  assert_int_equal (pl_transcript_model_get_n_rows (both), 4);
  assert_int_equal (pl_transcript_model_get_n_bytes (both), 9);
  assert_int_equal (pl_transcript_model_get_row_bytes (both, 1, &index), 0);
  assert_int_equal (pl_transcript_model_get_row (both, 4), 2);
  assert_true (pl_transcript_model_get_place (both, 4, &place));
  assert_int_equal (pl_transcript_model_get_index (both, &place), 4);
}

static gboolean
is_last (Fixture *fixture, guint back, const char *expected)
{
  GListModel *rows = pl_data_panel_get_rows (PL_DATA_PANEL (fixture->panel));
  guint n = g_list_model_get_n_items (rows);
  g_autoptr (PlTranscriptRow) row = n > back ? g_list_model_get_item (rows, n - 1 - back) : NULL;
  g_autofree char *words = row != NULL ? pl_transcript_row_dup_words (row) : NULL;

  return g_strcmp0 (words, expected) == 0;
}

/* The rows of the end are replaced while much comes; each ending is told once, and behind all of it. */
static void
test_behind_much (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *much = g_strnfill (2 * PL_TRANSCRIPT_MAX, 'x');

  say (fixture, "first");
  pl_test_wait_until (shows (fixture, "< received 5 B|"));
  say (fixture, much);
  assert_int_equal (shutdown (fixture->peer, SHUT_WR), 0);
  pl_test_wait_until (is_last (fixture, 0, "the peer shut down sending (end-of-file)"));
  assert_false (is_last (fixture, 1, "the peer shut down sending (end-of-file)"));
  pl_connection_abort (fixture->connection);
  pl_test_wait_until (is_last (fixture, 0, "aborted here"));
  assert_true (is_last (fixture, 1, "the peer shut down sending (end-of-file)"));
  assert_false (is_last (fixture, 2, "the peer shut down sending (end-of-file)"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_peer_half_closes, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_shutdown_here, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_peer_resets, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_abort_here, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_filter_and_bytes, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_behind_much, set_up, tear_down),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
