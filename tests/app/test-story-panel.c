/* test-story-panel.c: the story of real connections on loopback, as it is read in the panel. */

#include "app/connection/pl-story-bar.h"
#include "app/connection/pl-story-panel.h"
#include "app/connection/pl-story-row.h"
#include "app/connection/pl-story-trail.h"
#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include "stage.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlFakeResolver *resolver;
  PlEngine *engine;
  PlListener *listener;
  PlConnection *connection;
  GtkWidget *panel;
} Fixture;

/* ---- A panel with a connection ---- */

static void
set_up_panel (Fixture *fixture)
{
  fixture->resolver = pl_fake_resolver_install ();
  pl_fake_resolver_set_addresses (fixture->resolver, "localhost", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  pl_fake_resolver_set_addresses (fixture->resolver, "localhost", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  fixture->engine = pl_engine_new (PL_PACE_WINDOW);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4,
                                             PL_RESPONDER_ECHO, NULL);
  assert_non_null (fixture->listener);
  fixture->panel = enter (pl_story_panel_new ());
}

static void
connect_to (Fixture *fixture, const char *hostspec)
{
  g_autoptr (PlConnectRequest) request = NULL;

  request = pl_test_connect_request (hostspec, pl_socket_get_local (PL_SOCKET (fixture->listener))->port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  assert_non_null (fixture->connection);
  pl_story_panel_set_socket (PL_STORY_PANEL (fixture->panel), PL_SOCKET (fixture->connection));
}

static void
tear_down_panel (Fixture *fixture)
{
  leave (fixture->panel);
  pl_engine_shut_down (fixture->engine);
  pl_engine_clear_finished (fixture->engine);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  if (fixture->connection != NULL)
    pl_test_assert_finalized (fixture->connection);
  pl_fake_resolver_uninstall (fixture->resolver);
}

static PlStoryRow *
get_row (Fixture *fixture, int position)
{
  GtkListBox *list = GTK_LIST_BOX (find_type (fixture->panel, GTK_TYPE_LIST_BOX));

  return PL_STORY_ROW (gtk_list_box_get_row_at_index (list, position));
}

/* The row whose sentence has @part, or NULL. */
static PlStoryRow *
find_row (Fixture *fixture, const char *part)
{
  for (int i = 0; get_row (fixture, i) != NULL; i++)
    {
      if (strstr (pl_story_row_get_sentence (get_row (fixture, i)), part) != NULL)
        return get_row (fixture, i);
    }

  return NULL;
}

static void
assert_row (Fixture *fixture, const char *part, const char *expected)
{
  PlStoryRow *row = find_row (fixture, part);

  if (row == NULL)
    fail_msg ("no row says “%s”", part);
  assert_contains (GTK_WIDGET (row), expected);
  assert_named (GTK_WIDGET (row), pl_story_row_get_sentence (row));
}

/* ---- Tests ---- */

static void
test_localhost (void **state)
{
  Fixture fixture = { NULL };
  guint16 port;
  g_autofree char *refused = NULL;

  if (!pl_test_has_ipv6 ())
    return;

  set_up_panel (&fixture);
  connect_to (&fixture, "localhost");
  port = pl_socket_get_local (PL_SOCKET (fixture.listener))->port;
  refused = g_strdup_printf ("[::1]:%u|refused|nothing listens there (ECONNREFUSED)|", port);

  assert_row (&fixture, "Asked for the IPv6 addresses of localhost",
              "Ask for IPv6 (AAAA)|localhost|1 address|");
  assert_row (&fixture, "Asked for the IPv4 addresses of localhost", "Ask for IPv4 (A)|localhost|1 address|");
  assert_row (&fixture, "ECONNREFUSED 111", "Attempt 1, IPv6|");
  assert_row (&fixture, "ECONNREFUSED 111", refused);
  assert_row (&fixture, "at once when attempt 1 had failed", "Attempt 2, IPv4|");
  assert_row (&fixture, "at once when attempt 1 had failed", "|connected|");
  assert_row (&fixture, "refused on ::1 but answered on 127.0.0.1", "this server listens on IPv4 only.|");
  assert_null (get_row (&fixture, 5));
  assert_contains (find_type (fixture.panel, PL_TYPE_STORY_TRAIL), "connected in ");

  tear_down_panel (&fixture);
}

static void
test_both_ends (void **state)
{
  Fixture fixture = { NULL };
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];
  g_autofree char *ends = NULL;

  set_up_panel (&fixture);
  connect_to (&fixture, "127.0.0.1");
  ends = g_strdup_printf ("Attempt 1, IPv4|%s|%s|connected|",
                          pl_end_to_string (pl_socket_get_local (PL_SOCKET (fixture.connection)), local),
                          pl_end_to_string (pl_socket_get_peer (PL_SOCKET (fixture.connection)), peer));

  assert_row (&fixture, "Attempt 1 to ", ends);
  assert_null (get_row (&fixture, 1));

  tear_down_panel (&fixture);
}

/* It is told when it comes, and stays told when the panel has not looked for a while. */
static void
test_first_byte (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (GBytes) line = g_bytes_new_static ("hello\n", 6);

  set_up_panel (&fixture);
  connect_to (&fixture, "127.0.0.1");
  pl_connection_send (fixture.connection, line);
  pl_test_wait_until (find_row (&fixture, "The first byte came") != NULL);
  assert_row (&fixture, "6 bytes in the first read", "First byte received|6 B in the first read|received|");

  pl_story_panel_set_socket (PL_STORY_PANEL (fixture.panel), NULL);
  assert_null (get_row (&fixture, 0));
  pl_story_panel_set_socket (PL_STORY_PANEL (fixture.panel), PL_SOCKET (fixture.connection));
  pl_test_wait_until (find_row (&fixture, "The first byte came") != NULL);

  pl_socket_close (PL_SOCKET (fixture.connection));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture.connection)));
  drain ();
  assert_non_null (find_row (&fixture, "The first byte came"));

  tear_down_panel (&fixture);
}

/* A full queue answers nobody: what runs is shown while it runs, then stopped. */
static void
test_live (void **state)
{
  Fixture fixture = { NULL };
  PlTestResult result = { NULL };
  PlEnd full;
  int listener = pl_test_listen (AF_INET, 0, 0, &full);
  int queued = pl_test_connect (&full);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", full.port);
  g_autofree char *before = NULL;
  GListModel *sockets;

  set_up_panel (&fixture);
  sockets = pl_engine_get_sockets (fixture.engine);
  pl_engine_connect_async (fixture.engine, request, NULL, pl_test_store_result, &result);
  pl_test_wait_until (g_list_model_get_n_items (sockets) == 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      if (PL_IS_CONNECTION (socket))
        g_set_object (&fixture.connection, PL_CONNECTION (socket));
    }
  pl_story_panel_set_socket (PL_STORY_PANEL (fixture.panel), PL_SOCKET (fixture.connection));
  pl_test_wait_until (find_row (&fixture, "no answer within") != NULL);
  assert_row (&fixture, "no answer within", "|connecting …|");
  assert_contains (find_type (fixture.panel, PL_TYPE_STORY_TRAIL), "connecting, ");

  before = g_strdup (pl_story_row_get_sentence (get_row (&fixture, 0)));
  pl_test_wait_until (!g_str_equal (before, pl_story_row_get_sentence (get_row (&fixture, 0))));

  pl_socket_close (PL_SOCKET (fixture.connection));
  pl_test_wait_until (find_row (&fixture, "You stopped it") != NULL);
  assert_row (&fixture, "you stopped it.", "|cancelled|no answer, stopped by you|");
  pl_test_wait_until (result.n_calls == 1);

  g_clear_object (&result.result);
  close (queued);
  close (listener);
  tear_down_panel (&fixture);
}

static void
test_no_story (void **state)
{
  Fixture fixture = { NULL };
  g_autoptr (PlConnection) accepted = NULL;

  set_up_panel (&fixture);
  connect_to (&fixture, "127.0.0.1");
  accepted = pl_test_engine_accepted (fixture.engine, pl_socket_get_local (PL_SOCKET (fixture.connection)));
  pl_story_panel_set_socket (PL_STORY_PANEL (fixture.panel), PL_SOCKET (accepted));
  assert_contains (fixture.panel,
                   "This connection was accepted: the story of its making is at the other end.|");
  pl_story_panel_set_socket (PL_STORY_PANEL (fixture.panel), PL_SOCKET (fixture.listener));
  assert_contains (fixture.panel, "A listener connects to nobody");
  g_clear_object (&accepted);

  tear_down_panel (&fixture);
}

static void
store_text (PlStoryPanel *panel, const char *text, char **ret_text)
{
  g_free (*ret_text);
  *ret_text = g_strdup (text);
}

static void
test_copy (void **state)
{
  Fixture fixture = { NULL };
  g_autofree char *text = NULL;
  GtkWidget *trail;

  set_up_panel (&fixture);
  trail = find_type (fixture.panel, PL_TYPE_STORY_TRAIL);
  g_signal_connect (fixture.panel, "copied", G_CALLBACK (store_text), &text);
  gtk_widget_activate_action (trail, "story.copy", "s", "text");
  assert_null (text);

  connect_to (&fixture, "127.0.0.1");
  assert_true (gtk_widget_activate_action (trail, "story.copy", "s", "text"));
  assert_true (g_str_has_prefix (text, "127.0.0.1: connected in "));
  assert_true (gtk_widget_activate_action (trail, "story.copy", "s", "json"));
  assert_true (g_str_has_prefix (text, "{\"took_us\":"));
  assert_true (gtk_widget_activate_action (trail, "story.copy", "s", "svg"));
  assert_true (g_str_has_prefix (text, "<?xml"));

  tear_down_panel (&fixture);
}

/* The keyboard reads what the pointer does. */
static void
test_focus (void **state)
{
  Fixture fixture = { NULL };

  set_up_panel (&fixture);
  connect_to (&fixture, "127.0.0.1");
  assert_contains (fixture.panel, "Point at a row");
  assert_true (gtk_widget_grab_focus (GTK_WIDGET (get_row (&fixture, 0))));
  pl_test_wait_until (gtk_widget_has_focus (GTK_WIDGET (get_row (&fixture, 0))));
  assert_contains (fixture.panel, pl_story_row_get_sentence (get_row (&fixture, 0)));

  tear_down_panel (&fixture);
}

static graphene_rect_t
get_bounds (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  assert_true (gtk_widget_compute_bounds (widget, fixture->panel, &bounds));
  assert_true (bounds.size.width > 0);

  return bounds;
}

/* Whatever stands in the other columns, the scale is above the lanes. */
static void
assert_aligned (Fixture *fixture)
{
  graphene_rect_t axis = get_bounds (fixture, find_type (fixture->panel, PL_TYPE_STORY_BAR));

  for (int i = 0; get_row (fixture, i) != NULL; i++)
    {
      GtkWidget *bar = find_type (GTK_WIDGET (get_row (fixture, i)), PL_TYPE_STORY_BAR);
      graphene_rect_t lane;

      if (!gtk_widget_get_mapped (bar)) /* a note has none */
        continue;
      lane = get_bounds (fixture, bar);
      assert_float_equal (lane.origin.x, axis.origin.x, 0.1);
      assert_float_equal (lane.size.width, axis.size.width, 0.1);
    }
}

static void
test_narrow (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *row;

  set_up_panel (&fixture);
  connect_to (&fixture, "localhost");
  gtk_window_set_default_size (GTK_WINDOW (gtk_widget_get_root (fixture.panel)), 780, 500);
  pl_story_panel_set_narrow (PL_STORY_PANEL (fixture.panel), TRUE);
  row = GTK_WIDGET (get_row (&fixture, 0));
  pl_test_wait_until (gtk_widget_get_width (row) > 700);
  assert_contains (fixture.panel, "|connected|");
  assert_aligned (&fixture);

  pl_story_panel_set_narrow (PL_STORY_PANEL (fixture.panel), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (gtk_widget_get_root (fixture.panel)), 1000, 500);
  pl_test_wait_until (gtk_widget_get_width (row) > 900);
  assert_contains (fixture.panel, "What happened|");
  assert_aligned (&fixture);

  tear_down_panel (&fixture);
}

/* Moved to a bar, the trail is seen as long as the panel is. */
static void
test_trail (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *trail;

  set_up_panel (&fixture);
  g_object_ref_sink (bar);
  connect_to (&fixture, "127.0.0.1");
  pl_story_panel_move_trail (PL_STORY_PANEL (fixture.panel), GTK_BOX (bar));
  trail = gtk_widget_get_first_child (bar);
  assert_true (gtk_widget_get_visible (trail));
  gtk_widget_set_visible (fixture.panel, FALSE);
  assert_false (gtk_widget_get_visible (trail));
  gtk_widget_set_visible (fixture.panel, TRUE);
  assert_true (gtk_widget_get_visible (trail));

  g_object_unref (bar);
  tear_down_panel (&fixture);
}

/* The rows keep no distances of their own. */
static int
set_up_style (void **state)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  set_up_stage (state);
  gtk_css_provider_load_from_resource (provider, "/io/github/portlight/Portlight/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_localhost), cmocka_unit_test (test_both_ends), cmocka_unit_test (test_first_byte),
    cmocka_unit_test (test_live),      cmocka_unit_test (test_no_story),  cmocka_unit_test (test_copy),
    cmocka_unit_test (test_focus),     cmocka_unit_test (test_narrow),    cmocka_unit_test (test_trail),
  };

  return cmocka_run_group_tests (tests, set_up_style, NULL);
}
