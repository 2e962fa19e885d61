/* Groups in the panel Socket of an unconnected UDP socket: joined, refused at the field, left. On the
 * loopback interface, where nobody else hears them. */
#include "app/connection/pl-group-list.h"
#include "app/connection/pl-socket-panels.h"
#include "core/listen/pl-group-request.h"

#include "scene.h"

static GtkWidget *
get_panels (Scene *scene)
{
  return find_type (GTK_WIDGET (scene->page), PL_TYPE_SOCKET_PANELS);
}

static GtkWidget *
get_groups (Scene *scene)
{
  return find_type (get_panels (scene), PL_TYPE_GROUP_LIST);
}

static PlListener *
bind_socket (Scene *scene, const char *hostspec, PlListenFamily family)
{
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();
  PlTestResult stored = { NULL };
  PlListener *listener;

  set_up_scene (scene, 1280, HIGH);
  g_object_set (request, "protocol", PL_PROTOCOL_UDP, "family", family, NULL);
  g_object_set (pl_listen_request_get_cast (request), "interface", "lo", NULL);
  pl_target_request_set (pl_listen_request_get_local (request), hostspec, "");
  pl_engine_listen_async (scene->engine, request, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  listener = pl_engine_listen_finish (scene->engine, stored.result, NULL);
  g_clear_object (&stored.result);
  pl_test_wait_until (get_selected (scene) == PL_SOCKET (listener));
  pl_socket_panels_show (PL_SOCKET_PANELS (get_panels (scene)), "socket");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_id (get_groups (scene), "expander")), TRUE);

  return listener;
}

static void
type (Scene *scene, const char *group, const char *interface, const char *source)
{
  gtk_editable_set_text (GTK_EDITABLE (find_id (get_groups (scene), "group_row")), group);
  gtk_editable_set_text (GTK_EDITABLE (find_id (get_groups (scene), "interface_row")), interface);
  gtk_editable_set_text (GTK_EDITABLE (find_id (get_groups (scene), "source_row")), source);
}

static void
join (Scene *scene)
{
  GtkWidget *button = find_id (get_groups (scene), "join_button");

  g_signal_emit_by_name (button, "clicked");
}

static guint
get_n_groups (PlListener *listener)
{
  const PlMemberships *memberships = pl_listener_get_memberships (listener);

  return memberships != NULL ? memberships->n : 0;
}

static void
assert_wrong (Scene *scene, const char *field, const char *label, const char *message)
{
  GtkWidget *row = find_id (get_groups (scene), field);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (scene->window));

  assert_true (gtk_widget_has_css_class (row, "error"));
  assert_contains (find_id (get_groups (scene), label), message);
  assert_true (gtk_widget_is_ancestor (focus, row));
  assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                                                GTK_ACCESSIBLE_INVALID_TRUE));
}

static void
test_join_and_leave (void **state)
{
  Scene scene = { NULL };
  PlListener *listener = bind_socket (&scene, "", PL_LISTEN_IPV4);
  GtkWidget *button;

  assert_contains (get_groups (&scene), "Groups, as the system has them|In no group|");
  type (&scene, "239.255.77.8", "lo", "");
  join (&scene);
  pl_test_wait_until (get_n_groups (listener) == 1);
  assert_contains (get_groups (&scene), "|239.255.77.8|on lo, from anybody|Leave|");
  pl_socket_panels_show (PL_SOCKET_PANELS (get_panels (&scene)), "ends");
  assert_contains (get_panels (&scene), "|Groups|239.255.77.8 on lo, from anybody|");
  pl_socket_panels_show (PL_SOCKET_PANELS (get_panels (&scene)), "socket");

  join (&scene); /* once more: the system says why not */
  pl_test_wait_until (pl_listener_get_memberships (listener)->code != 0);
  assert_wrong (&scene, "group_row", "group_label",
                "This socket is in the group already, on that interface. (EADDRINUSE)");
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (find_id (get_groups (&scene), "group_row"))),
                       "239.255.77.8");

  button = find_named (get_groups (&scene), GTK_TYPE_BUTTON, "Leave 239.255.77.8 on lo");
  assert_non_null (button);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  pl_test_wait_until (get_n_groups (listener) == 0);
  assert_contains (get_groups (&scene), "|In no group|");
  assert_non_null (gtk_window_get_focus (GTK_WINDOW (scene.window))); /* the keyboard can go on */
  assert_false (pl_socket_is_over (PL_SOCKET (listener)));
  g_object_unref (listener);
  tear_down_scene (&scene);
}

static void
test_sources (void **state)
{
  Scene scene = { NULL };
  PlListener *listener = bind_socket (&scene, "", PL_LISTEN_IPV4);

  type (&scene, "232.1.2.3", "lo", "192.0.2.9");
  join (&scene);
  pl_test_wait_until (get_n_groups (listener) == 1);
  type (&scene, "232.1.2.3", "lo", "192.0.2.10");
  join (&scene);
  pl_test_wait_until (pl_listener_get_memberships (listener)->list[0].n_sources == 2);
  assert_contains (get_groups (&scene), "|232.1.2.3|on lo, only from 192.0.2.9, 192.0.2.10|Leave|"
                                        "192.0.2.9|is heard|Drop|192.0.2.10|is heard|Drop|");
  g_signal_emit_by_name (find_named (get_groups (&scene), GTK_TYPE_BUTTON, "Do not hear 192.0.2.9 any more"),
                         "clicked");
  pl_test_wait_until (pl_listener_get_memberships (listener)->list[0].n_sources == 1);
  assert_contains (get_groups (&scene), "|232.1.2.3|on lo, only from 192.0.2.10|");
  g_object_unref (listener);
  tear_down_scene (&scene);
}

static void
test_wrong_fields (void **state)
{
  Scene scene = { NULL };
  PlListener *listener = bind_socket (&scene, "", PL_LISTEN_IPV4);

  assert_false (gtk_widget_has_css_class (find_id (get_groups (&scene), "group_row"), "error"));
  join (&scene); /* nothing typed */
  assert_wrong (&scene, "group_row", "group_label", "An address such as 239.1.2.3 or ff02::fb%eth0");
  type (&scene, "ff02::fb", "", "");
  join (&scene);
  assert_wrong (&scene, "group_row", "group_label", "This socket takes no IPv6, and this group is IPv6.");
  type (&scene, "239.1.2.3", "no-such-thing", "");
  join (&scene);
  assert_wrong (&scene, "interface_row", "interface_label", "This computer has no interface no-such-thing.");
  type (&scene, "239.1.2.3", "lo", "somebody");
  join (&scene);
  assert_wrong (&scene, "source_row", "source_label", "A source is the address of one computer.");
  assert_int_equal (get_n_groups (listener), 0);
  g_object_unref (listener);
  tear_down_scene (&scene);
}

/* What the form has joined is there from the start, and TCP has none of it. */
static void
test_bound_to_a_group (void **state)
{
  Scene scene = { NULL };
  PlListener *listener = bind_socket (&scene, "239.255.77.9", PL_LISTEN_ANY);
  g_autoptr (PlListener) other = NULL;

  pl_test_wait_until (get_n_groups (listener) == 1);
  assert_contains (get_groups (&scene), "|239.255.77.9|on lo, from anybody|Leave|");
  other = pl_test_engine_listen (scene.engine, "127.0.0.1", "0", PL_LISTEN_ANY, PL_RESPONDER_NONE, NULL);
  pl_test_wait_until (get_selected (&scene) == PL_SOCKET (other));
  assert_false (is_seen (gtk_widget_get_first_child (get_groups (&scene))));
  g_clear_object (&other);
  g_object_unref (listener);
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_join_and_leave),
    cmocka_unit_test (test_sources),
    cmocka_unit_test (test_wrong_fields),
    cmocka_unit_test (test_bound_to_a_group),
  };

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
