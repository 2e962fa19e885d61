/* test-listen-form.c: what a listener is to do with whoever comes, and its options; and a listener that is
 * paused. */

#include "app/listen/pl-listen-form.h"
#include "app/widgets/pl-verdict-label.h"

#include "scene.h"

#include <sys/socket.h>
#include <unistd.h>

static PlListenRequest *
set_up_form (Scene *scene)
{
  set_up_scene (scene, 1280, HIGH);
  pl_form_column_show (pl_connections_page_get_forms (scene->page), "listen");
  drain ();

  return pl_listen_form_get_request (PL_LISTEN_FORM (get_form (scene)));
}

static GtkWidget *
get (Scene *scene, const char *id)
{
  return find_id (get_form (scene), id);
}

static void
respond (Scene *scene, PlResponder responder)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get (scene, "respond_drop_down")), responder);
}

static void
type (Scene *scene, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get (scene, "argument_row")), text);
}

static const char *
get_typed (Scene *scene)
{
  return gtk_editable_get_text (GTK_EDITABLE (get (scene, "argument_row")));
}

static gboolean
submit (Scene *scene)
{
  return gtk_widget_activate_action (get_form (scene), "form.submit", NULL);
}

/* ---- Respond ---- */

static void
test_every_responder (void **state)
{
  Scene scene = { NULL };
  PlListenRequest *request = set_up_form (&scene);

  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    {
      const PlResponderInfo *info = pl_responder_get_info ((PlResponder) i);
      g_autofree char *deed = g_strconcat (info->deed, "|", NULL);
      gboolean is_entry = info->argument == PL_ARGUMENT_NUMBER || info->argument == PL_ARGUMENT_TEXT;

      respond (&scene, (PlResponder) i);
      assert_int_equal (pl_listen_request_get_responder (request), i);
      assert_reads (get (&scene, "respond_label"), deed);
      assert_int_equal (gtk_widget_get_visible (get (&scene, "argument_row")), is_entry);
      assert_int_equal (gtk_widget_get_visible (get (&scene, "rules_row")),
                        info->argument == PL_ARGUMENT_RULES);
      if (is_entry)
        assert_string_equal (get_typed (&scene), info->initial);
      if (is_entry)
        assert_string_equal (
            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get (&scene, "argument_row"))),
            info->argument_title);
    }
  tear_down_scene (&scene);
}

/* Each keeps what was typed for it. */
static void
test_nothing_is_erased (void **state)
{
  Scene scene = { NULL };
  PlListenRequest *request = set_up_form (&scene);

  respond (&scene, PL_RESPONDER_CLOSE_AFTER);
  type (&scene, "77");
  respond (&scene, PL_RESPONDER_SLOW);
  assert_string_equal (get_typed (&scene), "1000");
  type (&scene, "");
  respond (&scene, PL_RESPONDER_ECHO);
  assert_string_equal (pl_listen_request_get_argument (request), "");
  respond (&scene, PL_RESPONDER_CLOSE_AFTER);
  assert_string_equal (get_typed (&scene), "77");
  assert_string_equal (pl_listen_request_get_argument (request), "77");
  respond (&scene, PL_RESPONDER_SLOW);
  assert_string_equal (get_typed (&scene), "");
  tear_down_scene (&scene);
}

static void
test_wrong_number (void **state)
{
  Scene scene = { NULL };
  GtkWidget *focus;

  set_up_form (&scene);
  respond (&scene, PL_RESPONDER_RESET_AFTER);
  type (&scene, "many");
  assert_reads (get (&scene, "respond_label"), "“many” is no number between 0 and 2147483647.|");
  assert_true (gtk_widget_has_css_class (get (&scene, "argument_row"), "error"));
  assert_true (submit (&scene));
  pl_test_wait_until (!pl_form_is_busy (PL_FORM (get_form (&scene))));
  assert_int_equal (g_list_model_get_n_items (pl_engine_get_sockets (scene.engine)), 0);
  focus = gtk_window_get_focus (GTK_WINDOW (scene.window));
  assert_true (gtk_widget_is_ancestor (focus, get (&scene, "argument_row")));
  assert_string_equal (get_typed (&scene), "many");

  type (&scene, "1");
  assert_false (gtk_widget_has_css_class (get (&scene, "argument_row"), "error"));
  tear_down_scene (&scene);
}

static void
test_rules (void **state)
{
  Scene scene = { NULL };
  PlListenRequest *request = set_up_form (&scene);
  GtkTextView *view = GTK_TEXT_VIEW (get (&scene, "rules_view"));

  respond (&scene, PL_RESPONDER_RULES);
  assert_string_equal (pl_listen_request_get_argument (request), "contains PING => PONG\\r\\n");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "contains a => b\nsing", -1);
  assert_reads (get (&scene, "respond_label"), "Rule 2: begin with contains, starts or regex.|");
  assert_true (submit (&scene));
  pl_test_wait_until (!pl_form_is_busy (PL_FORM (get_form (&scene))));
  assert_ptr_equal (gtk_window_get_focus (GTK_WINDOW (scene.window)), view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "contains a => b\nstarts c => d", -1);
  assert_string_equal (pl_listen_request_get_argument (request), "contains a => b\nstarts c => d");
  tear_down_scene (&scene);
}

/* ---- Options ---- */

static void
assert_option (PlSocket *socket, int option, gboolean is_set)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  const PlEnd *local = pl_socket_get_local (socket);

  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      int fd = atoi (name), value = 0;
      socklen_t size = sizeof value;
      PlEnd bound = { 0 }, peer;

      if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) != 0 || !value)
        continue;
      pl_test_get_ends (fd, &bound, &peer);
      if (!pl_end_equal (&bound, local))
        continue;
      assert_int_equal (getsockopt (fd, SOL_SOCKET, option, &value, &size), 0);
      if (option == SO_RCVBUF)
        assert_int_equal (value == 2 * 16384, is_set);
      else
        assert_int_equal (value, is_set);
      return;
    }
  fail_msg ("no such listener");
}

static void
test_options (void **state)
{
  Scene scene = { NULL };
  PlListenRequest *request = set_up_form (&scene);
  AdwExpanderRow *options = ADW_EXPANDER_ROW (get (&scene, "options_expander"));
  PlSocket *listener;

  assert_string_equal (adw_expander_row_get_subtitle (options),
                       "queue of 4096, address reuse on, port reuse off");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get (&scene, "backlog_spin")), 5);
  gtk_switch_set_active (GTK_SWITCH (get (&scene, "reuse_address_switch")), FALSE);
  gtk_switch_set_active (GTK_SWITCH (get (&scene, "reuse_port_switch")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get (&scene, "receive_buffer_spin")), 16384);
  assert_string_equal (adw_expander_row_get_subtitle (options),
                       "queue of 5, address reuse off, port reuse on");
  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", "");
  assert_true (submit (&scene));
  pl_test_wait_until (g_list_model_get_n_items (pl_engine_get_sockets (scene.engine)) == 1 &&
                      !pl_form_is_busy (PL_FORM (get_form (&scene))));
  listener = g_list_model_get_item (pl_engine_get_sockets (scene.engine), 0);
  assert_option (listener, SO_REUSEADDR, FALSE);
  assert_option (listener, SO_REUSEPORT, TRUE);
  assert_option (listener, SO_RCVBUF, TRUE);
  g_object_unref (listener);
  tear_down_scene (&scene);
}

/* ---- A port that is taken ---- */

static void
test_taken (void **state)
{
  Scene scene = { NULL };
  PlListenRequest *request = set_up_form (&scene);
  PlEnd taken;
  int fd = pl_test_listen (AF_INET, 0, 1, &taken);
  g_autofree char *port = g_strdup_printf ("%u", taken.port);
  g_autofree char *sentence = g_strdup_printf ("Port %s of 127.0.0.1 is taken by Portlight itself.", port);
  g_autofree char *row = g_strdup_printf ("listening|listener|TCP|v4|127.0.0.1:%s|", port);
  g_autofree char *waiting = g_strdup_printf (
      "waiting|listener|TCP|v4|127.0.0.1:%s|any peer on this computer|", port);
  GtkWidget *problem;
  PlSocket *failed;

  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", port);
  assert_true (submit (&scene));
  wait_for_row (&scene, 0, "in use|listener|TCP|v4|");
  problem = find_id (GTK_WIDGET (scene.page), "problem");
  assert_contains (problem, sentence);
  assert_contains (GTK_WIDGET (scene.page), "not bound");
  assert_true (is_seen (find_id (problem, "free_port_button")));

  g_signal_emit_by_name (find_id (problem, "free_port_button"), "clicked");
  wait_for_row (&scene, 1, "listening|listener|TCP|v4|127.0.0.1:");
  assert_false (is_seen (problem));

  failed = g_list_model_get_item (pl_engine_get_sockets (scene.engine), 0);
  pl_connections_page_select (scene.page, failed);
  g_object_unref (failed);
  g_signal_emit_by_name (find_id (problem, "wait_button"), "clicked");
  wait_for_row (&scene, 2, waiting);
  pl_test_wait_until (pl_listener_get_owner (PL_LISTENER (get_selected (&scene)))->kind != 0);
  assert_contains (find_id (GTK_WIDGET (scene.page), "waiting_card"), sentence);
  close (fd);
  wait_for_row (&scene, 2, row);
  tear_down_scene (&scene);
}

/* ---- Pausing ---- */

static GtkButton *
get_pause_button (Scene *scene)
{
  return GTK_BUTTON (find_id (GTK_WIDGET (scene->page), "pause_button"));
}

static gboolean
contains (GtkWidget *widget, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_text (widget, text);

  return strstr (text->str, expected) != NULL;
}

static void
test_pause (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  GtkWidget *card, *local_card;
  gint64 before_us;
  int fd;

  set_up_scene (&scene, 1280, HIGH);
  listener = pl_test_engine_listen (scene.engine, "127.0.0.1", "", PL_LISTEN_IPV4, PL_RESPONDER_NONE, NULL);
  pl_test_wait_until (is_seen (GTK_WIDGET (get_pause_button (&scene))));
  assert_string_equal (gtk_button_get_label (get_pause_button (&scene)), "Pause accepting");

  before_us = g_get_monotonic_time ();
  g_signal_emit_by_name (get_pause_button (&scene), "clicked");
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_PAUSED);
  assert_string_equal (gtk_button_get_label (get_pause_button (&scene)), "Resume accepting");
  card = find_id (GTK_WIDGET (scene.page), "waiting_card");
  assert_contains (card, "Nobody is accepted|");
  fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener))); /* gets as far as the queue */
  assert_true (fd >= 0);
  local_card = find_id (GTK_WIDGET (scene.page), "local_card");
  pl_test_wait_until (contains (local_card, "Queue|1 of "));
  assert_int_equal (pl_listener_get_n_accepted (listener), 0);
  assert_in_range (pl_listener_get_paused_at_us (listener), before_us, g_get_monotonic_time ());

  g_signal_emit_by_name (get_pause_button (&scene), "clicked");
  pl_test_wait_until (pl_listener_get_n_accepted (listener) == 1);
  pl_test_wait_until (pl_socket_get_state (PL_SOCKET (listener)) == PL_SOCKET_STATE_LISTENING);
  assert_string_equal (gtk_button_get_label (get_pause_button (&scene)), "Pause accepting");
  assert_contains (card, "Waiting for more peers|");
  close (fd);
  pl_socket_close (PL_SOCKET (listener));
  pl_test_wait_until (!is_seen (GTK_WIDGET (get_pause_button (&scene))));
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_responder), cmocka_unit_test (test_nothing_is_erased),
    cmocka_unit_test (test_wrong_number),    cmocka_unit_test (test_rules),
    cmocka_unit_test (test_options),         cmocka_unit_test (test_pause),
    cmocka_unit_test (test_taken),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests_name ("listen-form", tests, set_up_stage, NULL);
}
