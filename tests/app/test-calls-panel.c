/* test-calls-panel.c: the calls of real connections on loopback, as they are read in the panel, and the
 * program beside them. */

#include "app/connection/pl-call-item.h"
#include "app/connection/pl-calls-list.h"
#include "app/connection/pl-calls-panel.h"
#include "app/connection/pl-program-box.h"
#include "core/connection/pl-socket-calls.h"
#include "support/pl-test.h"

#include "stage.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
  PlConnection *connection;
  GtkWidget *panel;
  char *copied;
} Fixture;

static void
copied_cb (GtkWidget *panel, const char *text, Fixture *fixture)
{
  g_free (fixture->copied);
  fixture->copied = g_strdup (text);
}

static void
set_up_panel (Fixture *fixture)
{
  g_autoptr (PlConnectRequest) request = NULL;

  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4,
                                             PL_RESPONDER_ECHO, NULL);
  assert_non_null (fixture->listener);
  request = pl_test_connect_request ("127.0.0.1", pl_socket_get_local (PL_SOCKET (fixture->listener))->port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  fixture->panel = enter (pl_calls_panel_new ());
  pl_calls_panel_set_model (PL_CALLS_PANEL (fixture->panel), pl_engine_get_sockets (fixture->engine));
  g_signal_connect (fixture->panel, "copied", G_CALLBACK (copied_cb), fixture);
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
  g_free (fixture->copied);
}

static void
show (Fixture *fixture, gpointer socket)
{
  pl_calls_panel_set_socket (PL_CALLS_PANEL (fixture->panel), socket);
}

static GListModel *
get_rows (Fixture *fixture)
{
  return pl_calls_list_get_rows (PL_CALLS_LIST (find_type (fixture->panel, PL_TYPE_CALLS_LIST)));
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (get_rows (fixture));
}

static gboolean
has_row (Fixture *fixture, const char *part)
{
  for (guint i = 0; i < get_n_rows (fixture); i++)
    {
      g_autoptr (PlCallItem) item = g_list_model_get_item (get_rows (fixture), i);

      if (strstr (pl_call_item_get_text (item), part) != NULL)
        return TRUE;
    }

  return FALSE;
}

static PlProgramBox *
get_box (Fixture *fixture)
{
  return PL_PROGRAM_BOX (find_type (fixture->panel, PL_TYPE_PROGRAM_BOX));
}

static char *
dup_shown_program (Fixture *fixture)
{
  GtkTextView *view = GTK_TEXT_VIEW (find_type (GTK_WIDGET (get_box (fixture)), GTK_TYPE_TEXT_VIEW));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
test_follows_a_connection (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new ("hello\n", 6);
  g_autoptr (PlCallItem) first = NULL;
  g_autoptr (PlCallItem) still_first = NULL;

  set_up_panel (&fixture);
  show (&fixture, fixture.connection);
  pl_test_wait_until (has_row (&fixture, "getpeername("));
  assert_true (has_row (&fixture, "connect("));
  assert_contains (fixture.panel, "Makes the socket.");
  assert_contains (fixture.panel, "Not called yet: shutdown(), close(). The connection is open.|");
  first = g_list_model_get_item (get_rows (&fixture), 0);

  pl_connection_send (fixture.connection, bytes);
  pl_test_wait_until (has_row (&fixture, "recv("));
  assert_true (has_row (&fixture, "\"hello\\n\", 6, MSG_NOSIGNAL)"));
  still_first = g_list_model_get_item (get_rows (&fixture), 0);
  assert_ptr_equal (first, still_first); /* what is shown stays */

  pl_socket_close (PL_SOCKET (fixture.connection));
  pl_test_wait_until (has_row (&fixture, "close("));
  tear_down_panel (&fixture);
}

static void
test_watches_only_while_seen (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture);
  show (&fixture, fixture.connection);
  pl_test_wait_until (get_n_rows (&fixture) > 0);
  gtk_widget_set_visible (fixture.panel, FALSE);
  assert_null (pl_socket_get_calls (PL_SOCKET (fixture.connection)));
  gtk_widget_set_visible (fixture.panel, TRUE);
  pl_test_wait_until (pl_socket_get_calls (PL_SOCKET (fixture.connection)) != NULL);
  show (&fixture, NULL);
  assert_null (pl_socket_get_calls (PL_SOCKET (fixture.connection)));
  assert_int_equal (get_n_rows (&fixture), 0);
  assert_contains (fixture.panel, "Nothing has been called yet.|");
  tear_down_panel (&fixture);
}

static void
test_program (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *port = NULL;

  set_up_panel (&fixture);
  port = g_strdup_printf ("%u", pl_socket_get_local (PL_SOCKET (fixture.listener))->port);
  show (&fixture, fixture.connection);
  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_autofree char *shown = NULL;

      pl_program_box_set_language (get_box (&fixture), (PlProgramLanguage) language);
      shown = dup_shown_program (&fixture);
      assert_non_null (strstr (shown, port));
      assert_true (gtk_widget_activate_action (GTK_WIDGET (get_box (&fixture)), "program.copy", NULL));
      assert_string_equal (fixture.copied, shown);
    }

  show (&fixture, fixture.listener);
  pl_test_wait_until (has_row (&fixture, "listen("));
  assert_contains (fixture.panel, "Not called yet: close(). It is listening.|");
  pl_program_box_set_language (get_box (&fixture), PL_PROGRAM_SOCAT);
  assert_true (g_str_has_prefix ((fixture.copied = (g_free (fixture.copied), dup_shown_program (&fixture))),
                                 "socat TCP4-LISTEN:"));
  tear_down_panel (&fixture);
}

static void
test_refused (void **state)
{
  Fixture fixture = { NULL };
  guint16 port = pl_test_free_port (AF_INET);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", port);
  g_autoptr (PlConnection) none = NULL;
  g_autoptr (PlSocket) socket = NULL;
  guint n;

  set_up_panel (&fixture);
  none = pl_test_engine_connect (fixture.engine, request, NULL);
  n = g_list_model_get_n_items (pl_engine_get_sockets (fixture.engine));
  socket = g_list_model_get_item (pl_engine_get_sockets (fixture.engine), n - 1);
  show (&fixture, socket);
  assert_true (has_row (&fixture, "SO_ERROR, ECONNREFUSED)"));
  assert_true (has_row (&fixture, "close("));
  show (&fixture, NULL);
  g_clear_object (&socket);
  tear_down_panel (&fixture);
}

/* A connected UDP socket: no handshake and no end-of-file, but the same connect(). */
static void
test_udp (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("hello", 5);
  g_autoptr (GBytes) nothing = g_bytes_new ("", 0);
  g_autofree char *program = NULL;
  PlEnd peer, from;
  char buffer[16];
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &peer);

  set_up_panel (&fixture);
  request = pl_test_connect_request ("127.0.0.1", peer.port);
  g_object_set (request, "protocol", PL_PROTOCOL_UDP, NULL);
  connection = pl_test_engine_connect (fixture.engine, request, NULL);
  assert_non_null (connection);
  show (&fixture, connection);
  pl_test_wait_until (has_row (&fixture, "getpeername("));
  assert_true (has_row (&fixture, "socket(AF_INET, SOCK_DGRAM "));
  assert_true (has_row (&fixture, "connect("));
  assert_contains (fixture.panel, "Not called yet: close(). The socket is open.|");

  /* Each datagram is a call of its own, an empty one, too. */
  pl_connection_send (connection, bytes);
  pl_connection_send (connection, nothing);
  assert_int_equal (pl_test_receive (fd, buffer, sizeof buffer, &from), 5);
  assert_int_equal (pl_test_receive (fd, buffer, sizeof buffer, &from), 0);
  assert_int_equal (pl_test_send_to (fd, "answer", 6, &from), 6);
  pl_test_wait_until (has_row (&fixture, "\"answer\", 6"));
  assert_true (has_row (&fixture, "\"hello\", 5"));
  assert_true (has_row (&fixture, "\"\", 0"));

  pl_program_box_set_language (get_box (&fixture), PL_PROGRAM_C);
  program = dup_shown_program (&fixture);
  assert_non_null (strstr (program, "SOCK_DGRAM"));

  pl_socket_close (PL_SOCKET (connection));
  pl_test_wait_until (has_row (&fixture, "close("));
  assert_false (has_row (&fixture, "shutdown("));
  show (&fixture, NULL);
  close (fd);
  g_clear_object (&connection);
  tear_down_panel (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_follows_a_connection),
    cmocka_unit_test (test_watches_only_while_seen),
    cmocka_unit_test (test_program),
    cmocka_unit_test (test_refused),
    cmocka_unit_test (test_udp),
  };

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
