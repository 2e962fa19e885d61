/* test-socket-panel.c: the panel Socket on real sockets: state, options, queues and graphs, and what is left
 * when the socket is over. */

#include "app/connection/pl-option-row.h"
#include "app/connection/pl-socket-panel.h"
#include "app/widgets/pl-measure.h"
#include "app/widgets/pl-sparkline.h"
#include "app/widgets/pl-state-diagram.h"
#include "app/widgets/pl-verdict-label.h"
#include "core/demo/pl-demo.h"
#include "support/pl-fake-resolver.h"

#include "scene.h"

#include <sys/socket.h>
#include <unistd.h>

static GtkWidget *
get_panel (Scene *scene)
{
  return find_type (GTK_WIDGET (scene->page), PL_TYPE_SOCKET_PANEL);
}

static const char *
get_state (Scene *scene)
{
  return get_label (get_panel (scene), "state");
}

static void
run_demo (Scene *scene)
{
  PlTestResult stored = { NULL };
  g_autoptr (PlConnection) connection = NULL;

  set_up_scene (scene, 1280, HIGH);
  pl_demo_run_async (scene->engine, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls == 1);
  connection = pl_demo_run_finish (stored.result, NULL);
  assert_non_null (connection);
  g_clear_object (&stored.result);
  pl_test_wait_until (get_n_rows (scene) == 3);
  pl_connections_page_show_panel (scene->page, "socket");
  pl_test_wait_until (is_seen (get_panel (scene)));
}

static PlOptionRow *
get_row (Scene *scene, PlOption option)
{
  GtkWidget *row = find_type (get_panel (scene), PL_TYPE_OPTION_ROW);

  for (guint i = 0; row != NULL && i < option; i++)
    row = gtk_widget_get_next_sibling (row);
  assert_non_null (row);

  return PL_OPTION_ROW (row);
}

static GtkWidget *
get_control (Scene *scene, PlOption option, GType type)
{
  GtkWidget *row = GTK_WIDGET (get_row (scene, option));

  pl_test_wait_until (gtk_widget_get_visible (row));

  return find_type (row, type);
}

static gboolean
has_verdict (Scene *scene, PlOption option)
{
  return is_seen (find_type (GTK_WIDGET (get_row (scene, option)), PL_TYPE_VERDICT_LABEL));
}

static PlMeasure *
get_measure (Scene *scene, const char *title)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, get_panel (scene));
  for (guint i = 0; i < open->len; i++)
    {
      GtkWidget *widget = open->pdata[i];
      char *difference = PL_IS_MEASURE (widget)
                             ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                                   GTK_ACCESSIBLE_PROPERTY_LABEL, title)
                             : g_strdup ("");

      if (difference == NULL)
        return PL_MEASURE (widget);
      g_free (difference);
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (open, child);
    }
  fail_msg ("there is no measure “%s”", title);

  return NULL;
}

/* ---- State ---- */

static void
test_state (void **state)
{
  Scene scene = { NULL };

  run_demo (&scene);
  pl_test_wait_until (g_str_equal (get_state (&scene), "ESTABLISHED"));
  assert_named (find_id (get_panel (&scene), "diagram"), "State: ESTABLISHED, came by way of SYN-SENT");
  assert_string_equal (get_label (get_panel (&scene), "meaning"), "Both directions are open.");
  assert_true (gtk_widget_get_focusable (find_id (get_panel (&scene), "diagram")));

  pl_connections_page_select (scene.page, find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  pl_test_wait_until (g_str_equal (get_state (&scene), "LISTEN"));
  assert_named (find_id (get_panel (&scene), "diagram"), "State: LISTEN");
  assert_true (is_seen (GTK_WIDGET (get_measure (&scene, "Accept queue"))));
  assert_false (is_seen (GTK_WIDGET (get_measure (&scene, "Send queue"))));
  assert_false (is_seen (GTK_WIDGET (get_measure (&scene, "Round trip"))));
  tear_down_scene (&scene);
}

/* The echo on the other side closes, too; what is left is the kernel's. */
static void
test_closed (void **state)
{
  Scene scene = { NULL };
  PlSocket *client;

  run_demo (&scene);
  client = find_role (&scene, PL_SOCKET_ROLE_CLIENT);
  pl_connections_page_select (scene.page, client);
  pl_test_wait_until (gtk_widget_is_sensitive (get_control (&scene, PL_OPTION_NO_DELAY, GTK_TYPE_SWITCH)));
  pl_socket_close (client);
  pl_test_wait_until (g_str_equal (get_state (&scene), "TIME-WAIT"));
  pl_test_wait_until (strstr (get_label (get_panel (&scene), "kernel"), "the kernel keeps this another") !=
                      NULL);
  assert_false (gtk_widget_is_sensitive (get_control (&scene, PL_OPTION_NO_DELAY, GTK_TYPE_SWITCH)));
  assert_contains (get_panel (&scene), "The last 60 seconds before its end, ");
  assert_contains (GTK_WIDGET (get_measure (&scene, "Send queue")), "Send queue|–|");
  assert_contains (GTK_WIDGET (get_measure (&scene, "Congestion window")), " segments|of ");
  tear_down_scene (&scene);
}

static void
test_refused (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", pl_test_free_port (AF_INET));

  set_up_scene (&scene, 1280, HIGH);
  pl_connections_page_show_panel (scene.page, "socket");
  assert_null (pl_test_engine_connect (scene.engine, request, NULL));
  pl_test_wait_until (is_seen (get_panel (&scene)) && g_str_equal (get_state (&scene), "CLOSED"));
  assert_named (find_id (get_panel (&scene), "diagram"), "State: CLOSED, came by way of SYN-SENT");
  assert_contains (get_panel (&scene), "It was never connected, so there was nothing to measure.|");
  assert_false (is_seen (GTK_WIDGET (get_measure (&scene, "Send queue"))));
  assert_false (is_seen (GTK_WIDGET (get_measure (&scene, "Round trip"))));
  tear_down_scene (&scene);
}

/* ---- Options ---- */

static void
test_options (void **state)
{
  Scene scene = { NULL };
  GtkSwitch *keep_alive;
  GtkSpinButton *hop_limit;

  run_demo (&scene);
  keep_alive = GTK_SWITCH (get_control (&scene, PL_OPTION_KEEP_ALIVE, GTK_TYPE_SWITCH));
  assert_named (GTK_WIDGET (keep_alive), "Keep alive");
  assert_false (gtk_switch_get_active (keep_alive));
  assert_false (gtk_widget_get_visible (GTK_WIDGET (get_row (&scene, PL_OPTION_KEEP_IDLE))));
  gtk_switch_set_active (keep_alive, TRUE);
  pl_test_wait_until (gtk_widget_get_visible (GTK_WIDGET (get_row (&scene, PL_OPTION_KEEP_IDLE))));

  hop_limit = GTK_SPIN_BUTTON (get_control (&scene, PL_OPTION_HOP_LIMIT, GTK_TYPE_SPIN_BUTTON));
  assert_contains (GTK_WIDGET (get_row (&scene, PL_OPTION_HOP_LIMIT)), "Hop limit|IP_TTL|");
  gtk_spin_button_set_value (hop_limit, 33);
  gtk_spin_button_set_value (hop_limit, 999); /* jumps back, and says why */
  pl_test_wait_until (has_verdict (&scene, PL_OPTION_HOP_LIMIT));
  assert_contains (GTK_WIDGET (get_row (&scene, PL_OPTION_HOP_LIMIT)),
                   "The system does not take this value (EINVAL).|");
  assert_int_equal (gtk_spin_button_get_value_as_int (hop_limit), 33);
  gtk_spin_button_set_value (hop_limit, 34);
  pl_test_wait_until (!has_verdict (&scene, PL_OPTION_HOP_LIMIT));
  tear_down_scene (&scene);
}

static void
test_sizes (void **state)
{
  Scene scene = { NULL };
  GtkEditable *entry;

  run_demo (&scene);
  entry = GTK_EDITABLE (get_control (&scene, PL_OPTION_SEND_BUFFER, GTK_TYPE_ENTRY));
  gtk_editable_set_text (entry, "much");
  g_signal_emit_by_name (entry, "activate");
  assert_true (has_verdict (&scene, PL_OPTION_SEND_BUFFER));
  gtk_editable_set_text (entry, "30000");
  g_signal_emit_by_name (entry, "activate");
  pl_test_wait_until (g_str_equal (gtk_editable_get_text (entry), "60000")); /* as the system says */
  assert_false (has_verdict (&scene, PL_OPTION_SEND_BUFFER));
  tear_down_scene (&scene);
}

/* ---- Coming and going ---- */

static void
test_not_seen (void **state)
{
  Scene scene = { NULL };
  GtkWidget *round_trip;

  run_demo (&scene);
  round_trip = GTK_WIDGET (get_measure (&scene, "Round trip"));
  pl_test_wait_until (is_seen (round_trip));
  pl_connections_page_show_panel (scene.page, "ends");
  pl_test_wait_until (!is_seen (get_panel (&scene)));
  pl_connections_page_show_panel (scene.page, "socket");
  pl_test_wait_until (is_seen (get_panel (&scene)));
  assert_string_equal (get_state (&scene), "ESTABLISHED"); /* it was not forgotten */

  g_object_set (scene.page, "narrow", TRUE, NULL);
  assert_int_equal (gtk_orientable_get_orientation (GTK_ORIENTABLE (find_id (get_panel (&scene), "details"))),
                    GTK_ORIENTATION_VERTICAL);
  tear_down_scene (&scene);
}

/* ---- Widgets ---- */

static void
test_measure (void **state)
{
  GtkWidget *line = pl_sparkline_new (PL_SPARK_LINE);
  PlSparkPoint points[] = { { 1000, 2 }, { 2000, 4 }, { 9000, 1 } };
  GtkWidget *measure = enter (pl_measure_new ("Round trip", line));

  pl_sparkline_set_points (PL_SPARKLINE (line), points, G_N_ELEMENTS (points), 5000, 2000);
  pl_measure_set_words (PL_MEASURE (measure), "14.2 ms", "smallest 13.9 ms");
  assert_reads (measure, "Round trip|14.2 ms|smallest 13.9 ms|");
  assert_named (line, "Round trip: 14.2 ms. smallest 13.9 ms");
  drain ();
  leave (measure);
}

static int
set_up_resolver (void **state)
{
  *state = pl_fake_resolver_install ();

  return 0;
}

static int
tear_down_resolver (void **state)
{
  pl_fake_resolver_uninstall (*state);

  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_measure),
    cmocka_unit_test_setup_teardown (test_state, set_up_resolver, tear_down_resolver),
    cmocka_unit_test_setup_teardown (test_closed, set_up_resolver, tear_down_resolver),
    cmocka_unit_test_setup_teardown (test_refused, set_up_resolver, tear_down_resolver),
    cmocka_unit_test_setup_teardown (test_options, set_up_resolver, tear_down_resolver),
    cmocka_unit_test_setup_teardown (test_sizes, set_up_resolver, tear_down_resolver),
    cmocka_unit_test_setup_teardown (test_not_seen, set_up_resolver, tear_down_resolver),
  };

  return cmocka_run_group_tests_name ("socket-panel", tests, set_up_stage, NULL);
}
