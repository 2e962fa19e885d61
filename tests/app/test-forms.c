/* test-forms.c: the forms Connect and Listen: what they say while somebody types, and what comes of
 * submitting them. */

#include "app/connect/pl-connect-form.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-verdict-label.h"
#include "support/pl-fake-resolver.h"

#include "scene.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- Filling in ---- */

static GtkWidget *
get_text_widget (Scene *scene, const char *row)
{
  return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (find_id (get_form (scene), row))));
}

static const char *
get_text (Scene *scene, const char *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_id (get_form (scene), row)));
}

/* Key by key. */
static void
type (Scene *scene, const char *row, const char *text)
{
  GtkEditable *editable = GTK_EDITABLE (get_text_widget (scene, row));
  int position = 0;

  gtk_editable_delete_text (editable, 0, -1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    gtk_editable_insert_text (editable, at, (int) (g_utf8_next_char (at) - at), &position);
  assert_string_equal (gtk_editable_get_text (editable), text);
}

/* All at once. */
static void
paste (Scene *scene, const char *row, const char *text)
{
  int position = 0;

  gtk_editable_delete_text (GTK_EDITABLE (get_text_widget (scene, row)), 0, -1);
  gtk_editable_insert_text (GTK_EDITABLE (get_text_widget (scene, row)), text, -1, &position);
}

static void
fill (Scene *scene, const char *host, guint16 port)
{
  g_autofree char *service = g_strdup_printf ("%u", port);

  type (scene, "host_row", host);
  type (scene, "service_row", service);
}

static void
submit (Scene *scene)
{
  assert_true (gtk_widget_activate_action (get_form (scene), "form.submit", NULL));
}

static gboolean
is_busy (Scene *scene)
{
  return pl_form_is_busy (PL_FORM (get_form (scene)));
}

static gboolean
has_focus (Scene *scene, const char *id)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (scene->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, find_id (get_form (scene), id));
}

static void
show_listen_form (Scene *scene)
{
  pl_form_column_show (PL_FORM_COLUMN (find_type (GTK_WIDGET (scene->page), PL_TYPE_FORM_COLUMN)), "listen");
  drain ();
}

static void
choose (Scene *scene, const char *id, guint value)
{
  pl_choice_set_value (PL_CHOICE (find_id (get_form (scene), id)), value);
}

/* ---- What is said ---- */

static void
assert_verdict (Scene *scene, const char *label, const char *expected)
{
  assert_reads (find_id (get_form (scene), label), expected);
}

/* The row is what GTK 4.8 shows a screen reader, the text inside it is what later versions do. */
static void
assert_invalid (Scene *scene, const char *row, gboolean is_invalid)
{
  GtkWidget *widgets[] = { find_id (get_form (scene), row), get_text_widget (scene, row) };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autofree char *difference = gtk_test_accessible_check_state (
          GTK_ACCESSIBLE (widgets[i]), GTK_ACCESSIBLE_STATE_INVALID,
          is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE);

      if (difference != NULL)
        fail_msg ("%s is %s", row, difference);
    }
  assert_int_equal (gtk_widget_has_css_class (widgets[0], "error"), is_invalid);
}

static void
assert_described (Scene *scene, const char *row, const char *expected)
{
  GtkWidget *widgets[] = { find_id (get_form (scene), row), get_text_widget (scene, row) };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autofree char *difference = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (widgets[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);

      if (difference != NULL)
        fail_msg ("%s is described as %s", row, difference);
    }
}

static void
click (Scene *scene, const char *label, const char *button)
{
  GtkWidget *at = find_type (find_id (get_form (scene), label), GTK_TYPE_BUTTON);

  while (at != NULL && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (at)), button) != 0)
    at = gtk_widget_get_next_sibling (at);
  if (at == NULL)
    fail_msg ("there is no button %s", button);
  g_signal_emit_by_name (at, "clicked");
}

/* What is folded away is built when it is unfolded. */
static AdwExpanderRow *
unfold (Scene *scene, const char *id)
{
  AdwExpanderRow *fold = ADW_EXPANDER_ROW (find_id (get_form (scene), id));

  adw_expander_row_set_expanded (fold, TRUE);

  return fold;
}

/* ---- Verdicts ---- */

static void
test_names (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  assert_named (get_text_widget (&scene, "host_row"), "Host");
  assert_named (get_text_widget (&scene, "service_row"), "Service");
  unfold (&scene, "local_end");
  assert_named (get_text_widget (&scene, "local_host_row"), "Local host");
  assert_named (get_text_widget (&scene, "local_service_row"), "Local service");
  assert_string_equal (gtk_button_get_label (GTK_BUTTON (find_id (get_form (&scene), "submit_button"))),
                       "Connect");

  show_listen_form (&scene);
  assert_named (get_text_widget (&scene, "host_row"), "Host");
  assert_named (get_text_widget (&scene, "service_row"), "Service");
  assert_string_equal (gtk_button_get_label (GTK_BUTTON (find_id (get_form (&scene), "submit_button"))),
                       "Listen");
  tear_down_scene (&scene);
}

static void
test_verdicts_follow (void **state)
{
  static const struct
  {
    const char *row;
    const char *label;
    const char *typed;
    gboolean is_invalid;
    const char *verdict;
  } cases[] = {
    { "host_row", "host_label", "localhost", FALSE, "A name, looked up on Connect|" },
    { "host_row", "host_label", "127.1", TRUE,
      "Not an IPv4 address: it takes four numbers. Older programs (inet_aton) would read 127.0.0.1.|"
      "Use 127.0.0.1|" },
    { "host_row", "host_label", "2130706433", FALSE, "Integer 2130706433 is 127.0.0.1.|" },
    { "host_row", "host_label", "::1", FALSE, "IPv6, loopback.|" },
    { "host_row", "host_label", "", FALSE, "Name or address to connect to|" },
    { "service_row", "service_label", "http", FALSE, "http is 80/tcp|" },
    { "service_row", "service_label", "65616", TRUE,
      "65616 is above 65535, the highest port. getaddrinfo() would take it for port 80.|" },
    { "service_row", "service_label", "HTTP", TRUE,
      "No service HTTP: names are case-sensitive. http is 80/tcp.|Use http|" },
    { "service_row", "service_label", "ntp", TRUE,
      "No ntp over TCP. ntp is 123/udp.|Switch to UDP|Use 123|" },
    { "service_row", "service_label", "", FALSE, "Port number or service name|" },
  };
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (&scene, cases[i].row, cases[i].typed);
      assert_verdict (&scene, cases[i].label, cases[i].verdict);
      assert_invalid (&scene, cases[i].row, cases[i].is_invalid);
    }
  type (&scene, "service_row", "ntp");
  assert_described (&scene, "service_row", "No ntp over TCP. ntp is 123/udp.");
  assert_int_equal (get_n_sockets (&scene), 0);
  tear_down_scene (&scene);
}

static void
test_mend (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  type (&scene, "host_row", "127.1");
  click (&scene, "host_label", "Use 127.0.0.1");
  assert_string_equal (get_text (&scene, "host_row"), "127.0.0.1");
  assert_verdict (&scene, "host_label", "IPv4, loopback.|");
  assert_true (has_focus (&scene, "host_row"));

  type (&scene, "service_row", "HTTP");
  click (&scene, "service_label", "Use http");
  assert_string_equal (get_text (&scene, "service_row"), "http");
  assert_invalid (&scene, "service_row", FALSE);
  assert_true (has_focus (&scene, "service_row"));
  tear_down_scene (&scene);
}

static void
test_paste (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  type (&scene, "service_row", "http");
  paste (&scene, "host_row", "[::1]:8080");
  assert_string_equal (get_text (&scene, "host_row"), "::1");
  assert_string_equal (get_text (&scene, "service_row"), "8080");
  assert_verdict (&scene, "host_label", "[::1]:8080 was pasted: the host is ::1, the service 8080.|Undo|");

  click (&scene, "host_label", "Undo");
  assert_string_equal (get_text (&scene, "host_row"), "[::1]:8080");
  assert_string_equal (get_text (&scene, "service_row"), "http");
  assert_verdict (&scene, "host_label", "Host and service in one. Each has a field of its own.|Use ::1|");

  paste (&scene, "host_row", "127.0.0.1");
  assert_string_equal (get_text (&scene, "host_row"), "127.0.0.1");
  assert_verdict (&scene, "host_label", "IPv4, loopback.|");
  tear_down_scene (&scene);
}

/* Of two empty fields the first is the one to go to; an error that nobody has asked for is not shown. */
static void
test_empty (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  assert_invalid (&scene, "host_row", FALSE);
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_verdict (&scene, "host_label", "Type a name or an address to connect to.|");
  assert_verdict (&scene, "service_label", "Type a port number or a service name to connect to.|");
  assert_invalid (&scene, "host_row", TRUE);
  assert_true (has_focus (&scene, "host_row"));

  type (&scene, "host_row", "localhost");
  assert_verdict (&scene, "host_label", "A name, looked up on Connect|");
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_true (has_focus (&scene, "service_row"));
  assert_string_equal (get_text (&scene, "host_row"), "localhost");
  assert_int_equal (get_n_sockets (&scene), 0);
  tear_down_scene (&scene);
}

static void
test_wrong_field (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  type (&scene, "host_row", "256.0.0.1");
  type (&scene, "service_row", "65616");
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_true (has_focus (&scene, "host_row"));
  assert_string_equal (get_text (&scene, "host_row"), "256.0.0.1");

  type (&scene, "host_row", "127.0.0.1");
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_true (has_focus (&scene, "service_row"));
  assert_string_equal (get_text (&scene, "service_row"), "65616");
  assert_int_equal (get_n_sockets (&scene), 0);
  tear_down_scene (&scene);
}

/* ---- Connecting ---- */

static void
test_connect (void **state)
{
  Scene scene = { NULL };
  PlEnd local, accepted, peer;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);
  int fd;

  set_up_scene (&scene, 1280, HIGH);
  fill (&scene, "127.0.0.1", local.port);
  g_signal_emit_by_name (find_id (get_form (&scene), "service_row"), "entry-activated");
  pl_test_wait_until (get_n_sockets (&scene) == 1 && !is_busy (&scene));
  fd = pl_test_accept (listener);
  pl_test_get_ends (fd, &accepted, &peer);
  assert_true (pl_end_equal (pl_socket_get_local (get_selected (&scene)), &peer));
  assert_true (pl_end_equal (pl_socket_get_peer (get_selected (&scene)), &accepted));
  assert_int_equal (pl_socket_get_state (get_selected (&scene)), PL_SOCKET_STATE_OPEN);
  assert_string_equal (get_text (&scene, "host_row"), "127.0.0.1");
  close (fd);
  close (listener);
  tear_down_scene (&scene);
}

static void
test_local_end (void **state)
{
  Scene scene = { NULL };
  PlEnd local, accepted, peer;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);
  g_autofree char *wanted = g_strdup_printf ("%u", pl_test_free_port (AF_INET));
  char text[PL_END_STRING_SIZE];
  AdwExpanderRow *fold;
  g_autofree char *expected = g_strdup_printf ("127.0.0.2:%s", wanted);
  g_autofree char *subtitle = g_strdup_printf ("127.0.0.2, port %s", wanted);
  int fd;

  set_up_scene (&scene, 1280, HIGH);
  fill (&scene, "127.0.0.1", local.port);
  fold = unfold (&scene, "local_end");
  type (&scene, "local_host_row", "127.0.0.2");
  type (&scene, "local_service_row", wanted);
  assert_string_equal (adw_expander_row_get_subtitle (fold), subtitle);
  submit (&scene);
  fd = pl_test_accept (listener);
  pl_test_get_ends (fd, &accepted, &peer);
  assert_string_equal (pl_end_to_string (&peer, text), expected);
  close (fd);
  close (listener);
  tear_down_scene (&scene);
}

/* What is wrong with a field that is folded away unfolds it. */
static gboolean
has_item (GMenuModel *menu, const char *address)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *target = NULL;

      if (section != NULL && has_item (section, address))
        return TRUE;
      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &target) &&
          g_str_equal (target, address))
        return TRUE;
    }

  return FALSE;
}

/* What is picked goes into the host; the service stays. */
static void
test_own_addresses (void **state)
{
  Scene scene = { NULL };
  GtkWidget *menu;
  GtkMenuButton *button;

  set_up_scene (&scene, 1280, HIGH);
  unfold (&scene, "local_end");
  type (&scene, "local_service_row", "7");
  menu = find_id (get_form (&scene), "own_addresses");
  button = GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (menu)));
  gtk_menu_button_popup (button);
  assert_true (has_item (gtk_menu_button_get_menu_model (button), "127.0.0.1"));
  gtk_menu_button_popdown (button);

  gtk_widget_activate_action (menu, "own.pick", "s", "127.0.0.1");
  assert_string_equal (get_text (&scene, "local_host_row"), "127.0.0.1");
  assert_string_equal (get_text (&scene, "local_service_row"), "7");
  tear_down_scene (&scene);
}

static void
set_spin (Scene *scene, const char *id, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_id (get_form (scene), id)), value);
}

/* Every option comes into the request, and the fold tells what is unusual. */
static void
test_options (void **state)
{
  Scene scene = { NULL };
  guint attempt_delay_ms, resolution_delay_ms;
  gboolean every_address, no_delay, keep_alive;
  PlConnectRequest *request;
  AdwExpanderRow *expander;
  double timeout_s;

  set_up_scene (&scene, 1280, HIGH);
  expander = ADW_EXPANDER_ROW (find_id (get_form (&scene), "options"));
  assert_string_equal (adw_expander_row_get_subtitle (expander), "no time limit");
  unfold (&scene, "options");
  set_spin (&scene, "timeout_spin", 3);
  set_spin (&scene, "attempt_delay_spin", 100);
  set_spin (&scene, "resolution_delay_spin", 0);
  for (gsize i = 0; i < 3; i++)
    {
      static const char *const switches[] = { "every_address_switch", "no_delay_switch",
                                              "keep_alive_switch" };
      GtkSwitch *widget = GTK_SWITCH (find_id (get_form (&scene), switches[i]));

      gtk_switch_set_active (widget, !gtk_switch_get_active (widget));
    }

  request = pl_connect_form_get_request (PL_CONNECT_FORM (get_form (&scene)));
  g_object_get (request, "timeout-s", &timeout_s, "attempt-delay-ms", &attempt_delay_ms,
                "resolution-delay-ms", &resolution_delay_ms, "every-address", &every_address, "no-delay",
                &no_delay, "keep-alive", &keep_alive, NULL);
  assert_true (timeout_s > 2.9 && timeout_s < 3.1);
  assert_int_equal (attempt_delay_ms, 100);
  assert_int_equal (resolution_delay_ms, 0);
  assert_true (every_address && keep_alive && !no_delay);
  assert_string_equal (adw_expander_row_get_subtitle (expander), "every address, stops after 3 seconds");
  tear_down_scene (&scene);
}

static void
test_wrong_local_end (void **state)
{
  Scene scene = { NULL };
  AdwExpanderRow *expander;
  PlConnectRequest *request;

  set_up_scene (&scene, 1280, HIGH);
  expander = ADW_EXPANDER_ROW (find_id (get_form (&scene), "local_end"));
  fill (&scene, "127.0.0.1", 80);
  request = pl_connect_form_get_request (PL_CONNECT_FORM (get_form (&scene)));
  pl_target_request_set (pl_connect_request_get_local (request), "", "65616");
  assert_string_equal (adw_expander_row_get_subtitle (expander), "any address, port 65616");
  assert_false (adw_expander_row_get_expanded (expander));
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_true (adw_expander_row_get_expanded (expander));
  assert_true (has_focus (&scene, "local_service_row"));
  assert_int_equal (get_n_sockets (&scene), 0);
  tear_down_scene (&scene);
}

static void
test_family (void **state)
{
  PlFakeResolver *resolver = pl_fake_resolver_install ();
  Scene scene = { NULL };
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);

  pl_fake_resolver_set_addresses (resolver, "both.test", PL_FAMILY_IPV4, PL_FAKE_NOW, "127.0.0.1");
  pl_fake_resolver_set_addresses (resolver, "both.test", PL_FAMILY_IPV6, PL_FAKE_NOW, "::1");
  set_up_scene (&scene, 1280, HIGH);
  choose (&scene, "family", 1);
  type (&scene, "host_row", "::1");
  assert_verdict (&scene, "host_label", "::1 is IPv6, but IPv4 was chosen.|");
  assert_invalid (&scene, "host_row", TRUE);
  choose (&scene, "family", 2);
  assert_verdict (&scene, "host_label", "IPv6, loopback.|");

  choose (&scene, "family", 1);
  fill (&scene, "both.test", local.port);
  submit (&scene);
  pl_test_wait_until (get_n_sockets (&scene) == 1 && !is_busy (&scene));
  assert_int_equal (pl_fake_resolver_get_n_asked (resolver), 1);
  assert_int_equal (pl_socket_get_family (get_selected (&scene)), PL_FAMILY_IPV4);
  close (listener);
  tear_down_scene (&scene);
  pl_fake_resolver_uninstall (resolver);
}

/* ---- Stopping ---- */

static void
begin_lookup (Scene *scene, PlFakeResolver **ret_resolver)
{
  *ret_resolver = pl_fake_resolver_install ();
  pl_fake_resolver_set_addresses (*ret_resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER, "127.0.0.1");
  pl_fake_resolver_set_addresses (*ret_resolver, "silent.test", PL_FAMILY_IPV6, PL_FAKE_NEVER, "::1");
  set_up_scene (scene, 1280, HIGH);
  fill (scene, "silent.test", 80);
  submit (scene);
  wait_for_row (scene, 0, "connecting|client|TCP|–|silent.test:80|–|–|");
  assert_true (is_busy (scene));
  assert_true (is_seen (find_id (get_form (scene), "stop_button")));
  assert_false (is_seen (find_id (get_form (scene), "submit_button")));
}

static void
end_lookup (Scene *scene, PlFakeResolver *resolver)
{
  wait_for_row (scene, 0, "stopped|client|TCP|–|silent.test:80|–|–|");
  pl_test_wait_until (!is_busy (scene));
  assert_true (is_seen (find_id (get_form (scene), "submit_button")));
  assert_false (is_seen (find_id (get_form (scene), "stop_button")));
  assert_string_equal (get_text (scene, "host_row"), "silent.test");
  tear_down_scene (scene);
  pl_fake_resolver_uninstall (resolver);
}

static void
test_stop (void **state)
{
  PlFakeResolver *resolver;
  Scene scene = { NULL };

  begin_lookup (&scene, &resolver);
  g_signal_emit_by_name (find_id (get_form (&scene), "stop_button"), "clicked");
  end_lookup (&scene, resolver);
}

static void
test_escape (void **state)
{
  PlFakeResolver *resolver;
  Scene scene = { NULL };

  begin_lookup (&scene, &resolver);
  assert_true (press (get_text_widget (&scene, "host_row"), GDK_KEY_Escape, 0));
  end_lookup (&scene, resolver);
}

/* ---- Listening ---- */

static void
test_listen_verdicts (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  show_listen_form (&scene);
  assert_verdict (&scene, "host_label", "Empty: every address here. Other machines can reach it.|");
  assert_verdict (&scene, "service_label", "Empty: the system picks a free port|");
  assert_verdict (&scene, "family_label", "Both where the host is empty, else what the host is|");
  choose (&scene, "family", 2);
  assert_verdict (&scene, "family_label", "An IPv6 socket for IPv6 only: IPV6_V6ONLY on|");
  choose (&scene, "family", 3);
  assert_verdict (&scene, "family_label", "One IPv6 socket that takes IPv4 too: IPV6_V6ONLY off|");

  type (&scene, "host_row", "127.0.0.1");
  assert_verdict (&scene, "family_label",
                  "One address has one family: leave the host empty to listen on both.|");
  submit (&scene);
  pl_test_wait_until (!is_busy (&scene));
  assert_true (has_focus (&scene, "family"));
  assert_int_equal (get_n_sockets (&scene), 0);
  assert_string_equal (get_text (&scene, "host_row"), "127.0.0.1");

  choose (&scene, "family", 1);
  assert_verdict (&scene, "family_label", "An IPv4 socket|");
  tear_down_scene (&scene);
}

static void
test_listen (void **state)
{
  Scene scene = { NULL };
  const PlEnd *local;
  char byte = 'x';
  int fd;

  set_up_scene (&scene, 1280, HIGH);
  show_listen_form (&scene);
  type (&scene, "host_row", "127.0.0.1");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_id (get_form (&scene), "respond_drop_down")), 1);
  g_signal_emit_by_name (find_id (get_form (&scene), "submit_button"), "clicked");
  wait_for_row (&scene, 0, "listening|listener|TCP|v4|127.0.0.1:");

  local = pl_socket_get_local (get_selected (&scene));
  assert_true (pl_test_in_proc (local, &(PlEnd){ 0 }, PL_TEST_LISTEN));
  fd = pl_test_connect (local);
  assert_int_equal (send (fd, &byte, 1, 0), 1);
  pl_test_wait_until (recv (fd, &byte, 1, MSG_DONTWAIT) == 1);
  wait_for_row (&scene, 1, "open|accepted|TCP|v4|127.0.0.1:");
  close (fd);
  tear_down_scene (&scene);
}

static void
test_listen_taken (void **state)
{
  Scene scene = { NULL };
  PlEnd taken;
  int fd = pl_test_listen (AF_INET, 0, 1, &taken);
  g_autofree char *sentence = g_strdup_printf ("Port %u of 127.0.0.1 is taken by Portlight itself.|",
                                               taken.port);

  set_up_scene (&scene, 1280, HIGH);
  show_listen_form (&scene);
  fill (&scene, "127.0.0.1", taken.port);
  submit (&scene);
  wait_for_row (&scene, 0, "in use|listener|TCP|v4|");
  pl_test_wait_until (!is_busy (&scene));
  assert_contains (find_id (GTK_WIDGET (scene.page), "problem"), sentence);
  assert_contains (find_id (GTK_WIDGET (scene.page), "problem"), "EADDRINUSE");
  assert_string_equal (get_text (&scene, "host_row"), "127.0.0.1");
  close (fd);
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_names),
    cmocka_unit_test (test_verdicts_follow),
    cmocka_unit_test (test_mend),
    cmocka_unit_test (test_paste),
    cmocka_unit_test (test_empty),
    cmocka_unit_test (test_wrong_field),
    cmocka_unit_test (test_connect),
    cmocka_unit_test (test_local_end),
    cmocka_unit_test (test_own_addresses),
    cmocka_unit_test (test_options),
    cmocka_unit_test (test_wrong_local_end),
    cmocka_unit_test (test_family),
    cmocka_unit_test (test_stop),
    cmocka_unit_test (test_escape),
    cmocka_unit_test (test_listen_verdicts),
    cmocka_unit_test (test_listen),
    cmocka_unit_test (test_listen_taken),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
