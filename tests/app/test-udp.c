/* UDP in the window: the forms, the rows, what the network reports, and datagrams without a byte. */
#include "app/connection/pl-socket-panels.h"
#include "app/target/pl-protocol-choice.h"
#include "core/connection/pl-payload.h"

#include "scene.h"

#include <unistd.h>

static GtkWidget *
get_panels (Scene *scene)
{
  return find_type (GTK_WIDGET (scene->page), PL_TYPE_SOCKET_PANELS);
}

static void
show_panel (Scene *scene, const char *panel)
{
  pl_socket_panels_show (PL_SOCKET_PANELS (get_panels (scene)), panel);
}

static void
type (Scene *scene, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_id (get_form (scene), row)), text);
}

static void
submit (Scene *scene)
{
  gtk_widget_activate_action (get_form (scene), "form.submit", NULL);
}

static void
choose_udp (Scene *scene)
{
  pl_choice_set_value (PL_CHOICE (find_id (get_form (scene), "protocol")), 1);
}

static void
show_form (Scene *scene, const char *form)
{
  pl_form_column_show (PL_FORM_COLUMN (find_type (GTK_WIDGET (scene->page), PL_TYPE_FORM_COLUMN)), form);
}

static void
bind_socket (Scene *scene)
{
  show_form (scene, "listen");
  choose_udp (scene);
  type (scene, "host_row", "127.0.0.1");
  submit (scene);
  wait_for_row (scene, 0, "bound|unconnected|UDP|v4|127.0.0.1:");
}

static void
connect_socket (Scene *scene, guint16 port)
{
  g_autofree char *service = g_strdup_printf ("%u", port);

  choose_udp (scene);
  type (scene, "host_row", "127.0.0.1");
  type (scene, "service_row", service);
  submit (scene);
  wait_for_row (scene, 0, "open|client|UDP|v4|127.0.0.1:");
}

static void
test_verdicts_follow_the_protocol (void **state)
{
  Scene scene = { NULL };
  GtkWidget *label;

  set_up_scene (&scene, 1280, HIGH);
  label = find_id (get_form (&scene), "service_label");
  type (&scene, "service_row", "ntp");
  assert_contains (label, "No ntp over TCP. ntp is 123/udp.");
  g_signal_emit_by_name (label, "mend", NULL, "udp");
  assert_contains (label, "ntp is 123/udp");
  assert_int_equal (pl_choice_get_value (PL_CHOICE (find_id (get_form (&scene), "protocol"))), 1);
  type (&scene, "service_row", "http");
  assert_contains (label, "No http over UDP. http is 80/tcp.");
  tear_down_scene (&scene);
}

static void
test_options_follow_the_protocol (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  for (guint i = 0; i < 2; i++)
    {
      const char *const options = i == 0 ? "options" : "options_expander";
      const char *const cast = i == 0 ? "cast_place" : "cast_rows";
      const char *const tcp_row = i == 0 ? "keep_alive_row" : "backlog_row";

      show_form (&scene, i == 0 ? "connect" : "listen");
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_id (get_form (&scene), options)), TRUE);
      assert_true (gtk_widget_is_visible (find_id (get_form (&scene), tcp_row)));
      assert_false (gtk_widget_is_visible (find_id (get_form (&scene), "datagram_max_row")));
      assert_false (gtk_widget_is_visible (find_id (get_form (&scene), cast)));
      choose_udp (&scene);
      assert_true (gtk_widget_is_visible (find_id (get_form (&scene), cast)));
      assert_false (gtk_widget_is_visible (find_id (get_form (&scene), tcp_row)));
      assert_true (gtk_widget_is_visible (find_id (get_form (&scene), "datagram_max_row")));
    }
  tear_down_scene (&scene);
}

static void
test_interface_is_checked (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  show_form (&scene, "listen");
  choose_udp (&scene);
  type (&scene, "interface_row", "no-such-thing");
  assert_contains (find_id (get_form (&scene), "cast_rows"), "This computer has no interface no-such-thing.");
  submit (&scene);
  assert_int_equal (get_n_sockets (&scene), 0);
  pl_test_wait_until (
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (find_id (get_form (&scene), "expander"))));
  assert_true (gtk_widget_has_css_class (find_id (get_form (&scene), "interface_row"), "error"));
  assert_false (gtk_widget_has_css_class (find_id (get_form (&scene), "source_row"), "error"));

  type (&scene, "interface_row", "lo");
  type (&scene, "source_row", "somebody");
  submit (&scene);
  pl_test_wait_until (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (scene.window)),
                                              find_id (get_form (&scene), "source_row")));
  assert_contains (find_id (get_form (&scene), "source_label"), "The source “somebody” is no address.");
  assert_true (gtk_widget_has_css_class (find_id (get_form (&scene), "source_row"), "error"));
  assert_int_equal (get_n_sockets (&scene), 0);

  pl_choice_set_value (PL_CHOICE (find_id (get_form (&scene), "protocol")), 0); /* TCP asks for no source */
  submit (&scene);
  wait_for_row (&scene, 0, "listening|listener|TCP|");
  tear_down_scene (&scene);
}

static void
test_senders (void **state)
{
  Scene scene = { NULL };
  PlEnd here, bound;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &here);

  set_up_scene (&scene, 1280, HIGH);
  bind_socket (&scene);
  bound = *pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  pl_test_wait_until (get_selected (&scene) == find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  assert_contains (get_panels (&scene), "No sender yet: waiting");
  assert_true (row_begins (&scene, 0, "bound|"));
  show_panel (&scene, "data");
  assert_contains (get_panels (&scene), "Not connected: what comes and goes is with its senders");
  assert_contains (get_panels (&scene), "“Send to …” adds a row for somebody else.|");
  show_panel (&scene, "ends");

  assert_int_equal (pl_test_send_to (fd, "hello", 5, &bound), 5);
  assert_int_equal (pl_test_send_to (fd, "", 0, &bound), 0);
  wait_for_row (&scene, 1, "open|sender|UDP|v4|127.0.0.1:");
  pl_test_wait_until (pl_socket_get_datagrams (find_role (&scene, PL_SOCKET_ROLE_LISTENER))->received == 2);
  pl_test_iterate ();
  assert_contains (get_panels (&scene), "Waiting for more senders");
  assert_contains (get_panels (&scene), "2 received, 0 sent");
  assert_contains (get_panels (&scene), "peer so far");
  close (fd);
  tear_down_scene (&scene);
}

static void
test_send_to (void **state)
{
  Scene scene = { NULL };
  PlEnd there, bound;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &there);
  g_autofree char *service = g_strdup_printf ("%u", there.port);
  GtkWidget *send_to;

  set_up_scene (&scene, 1280, HIGH);
  bind_socket (&scene);
  pl_test_wait_until (get_selected (&scene) == find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  send_to = find_id (get_panels (&scene), "send_to");
  assert_true (gtk_widget_get_visible (send_to));
  gtk_editable_set_text (GTK_EDITABLE (find_id (send_to, "host_row")), "127.0.0.1");
  assert_true (gtk_widget_activate_action (send_to, "peer.add", NULL));
  assert_contains (find_id (send_to, "service_label"), "port"); /* it stays open, and says what it wants */
  assert_int_equal (get_n_sockets (&scene), 1);
  gtk_editable_set_text (GTK_EDITABLE (find_id (send_to, "service_row")), service);
  assert_true (gtk_widget_activate_action (send_to, "peer.add", NULL));
  wait_for_row (&scene, 1, "open|peer|UDP|v4|127.0.0.1:"); /* it has sent nothing yet */
  assert_contains (get_panels (&scene), "peer so far");
  bound = *pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  assert_int_equal (pl_test_send_to (fd, "", 0, &bound), 0);
  wait_for_row (&scene, 1, "open|sender|UDP|v4|127.0.0.1:");
  close (fd);
  tear_down_scene (&scene);
}

static void
send_text (Scene *scene, const char *text)
{
  GtkWidget *panel = find_id (get_panels (scene), "data_panel");

  gtk_editable_set_text (GTK_EDITABLE (find_id (panel, "entry")), text);
  assert_true (gtk_widget_activate_action (panel, "data.send", NULL));
}

static void
test_refused_and_heard (void **state)
{
  Scene scene = { NULL };
  PlEnd there, local;
  PlSocket *socket;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &there);
  g_autofree char *sentence = g_strdup_printf ("No program takes datagrams on port %u of 127.0.0.1.",
                                               there.port);

  close (fd);
  set_up_scene (&scene, 1280, HIGH);
  connect_socket (&scene, there.port);
  socket = find_role (&scene, PL_SOCKET_ROLE_CLIENT);
  pl_test_wait_until (get_selected (&scene) == socket);
  show_panel (&scene, "data");
  send_text (&scene, "anybody?");
  pl_test_wait_until (pl_socket_get_datagrams (socket)->reports == 1);
  show_panel (&scene, "ends");
  assert_contains (get_panels (&scene), sentence);
  assert_contains (get_panels (&scene), "127.0.0.1 says so: ICMP type 3, code 3.");
  assert_true (row_begins (&scene, 0, "open|client|"));

  /* The peer comes, and talks: nothing is wrong any more. */
  local = *pl_socket_get_local (socket);
  fd = pl_test_bind_datagrams ("127.0.0.1", there.port, &there);
  assert_int_equal (pl_test_send_to (fd, "here", 4, &local), 4);
  pl_test_wait_until (pl_socket_get_received (socket) == 4);
  pl_test_iterate ();
  assert_false (is_seen (find_id (get_panels (&scene), "problem")));
  close (fd);
  tear_down_scene (&scene);
}

static void
test_empty_datagram (void **state)
{
  Scene scene = { NULL };
  PlEnd there, from;
  char buffer[8];
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &there);

  set_up_scene (&scene, 1280, HIGH);
  connect_socket (&scene, there.port);
  pl_test_wait_until (get_selected (&scene) == find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  show_panel (&scene, "data");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_id (get_panels (&scene), "line_end")), PL_LINE_END_NONE);
  assert_contains (get_panels (&scene), "Empty: sends a datagram without a byte");
  send_text (&scene, "");
  assert_int_equal (pl_test_receive (fd, buffer, sizeof buffer, &from), 0);
  pl_test_wait_until (pl_socket_get_datagrams (get_selected (&scene))->sent == 1);
  close (fd);
  tear_down_scene (&scene);
}

/* There is neither a FIN nor a RST to send. */
static void
test_no_verbs_of_streams (void **state)
{
  Scene scene = { NULL };
  PlEnd there;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &there);

  set_up_scene (&scene, 1280, HIGH);
  connect_socket (&scene, there.port);
  pl_test_wait_until (get_selected (&scene) == find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  assert_false (is_seen (find_id (get_panels (&scene), "finish_button")));
  assert_true (is_seen (find_id (get_panels (&scene), "close_button")));
  close (fd);
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_verdicts_follow_the_protocol),
    cmocka_unit_test (test_options_follow_the_protocol),
    cmocka_unit_test (test_interface_is_checked),
    cmocka_unit_test (test_senders),
    cmocka_unit_test (test_send_to),
    cmocka_unit_test (test_refused_and_heard),
    cmocka_unit_test (test_empty_datagram),
    cmocka_unit_test (test_no_verbs_of_streams),
  };

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
