/* test-page.c: the page Connections in its window: rows, cards, what can be done to a row, and coming and
 * going. */

#include "app/connection/pl-connections-page.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-end-card.h"
#include "app/widgets/pl-waiting-card.h"
#include "core/demo/pl-demo.h"
#include "support/pl-fake-resolver.h"

#include "scene.h"

#include <errno.h>
#include <sys/socket.h>
#include <errno.h>
#include <unistd.h>

#define N_PEERS 300

/* ---- Rows and cards ---- */

static GtkWidget *
get_panels (Scene *scene)
{
  return find_id (GTK_WIDGET (scene->page), "panels");
}

static GtkWidget *
get_card (Scene *scene, PlSide side)
{
  return find_id (get_panels (scene), side == PL_SIDE_LOCAL ? "local_card" : "peer_card");
}

static void
select_socket (Scene *scene, PlSocket *socket)
{
  pl_connections_page_select (scene->page, socket);
  assert_ptr_equal (get_selected (scene), socket);
}

/* The end that a card shows in large type, read off the screen. */
static PlEnd
read_card (Scene *scene, PlSide side)
{
  GtkWidget *card = get_card (scene, side);
  g_autofree char *address = g_strdup (get_label (card, "address"));
  PlAddressText parts;

  assert_true (is_seen (find_id (card, "address")));
  if (!pl_address_parse (address, -1, &parts))
    fail_msg ("“%s” is no address", address);

  return (PlEnd){ parts.address, (guint16) g_ascii_strtoull (get_label (card, "port"), NULL, 10) };
}

static void
assert_cards_in_proc (Scene *scene)
{
  PlEnd local = read_card (scene, PL_SIDE_LOCAL);
  PlEnd peer = read_card (scene, PL_SIDE_PEER);

  assert_true (pl_test_in_proc (&local, &peer, PL_TEST_ESTABLISHED));
}

static char *
dup_cells (const char *begin, const PlEnd *local, const PlEnd *peer, const char *end)
{
  char local_text[PL_END_STRING_SIZE], peer_text[PL_END_STRING_SIZE];

  return g_strdup_printf ("%s%s|%s|%s", begin, pl_end_to_string (local, local_text),
                          pl_end_to_string (peer, peer_text), end);
}

static void
wait_for_ends (Scene *scene,
               guint position,
               const char *begin,
               const PlEnd *local,
               const PlEnd *peer,
               const char *end)
{
  g_autofree char *expected = dup_cells (begin, local, peer, end);

  wait_for_row (scene, position, expected);
}

static void
add_demo (Scene *scene)
{
  PlTestResult stored = { NULL };
  g_autoptr (PlConnection) connection = NULL;

  pl_demo_run_async (scene->engine, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls == 1);
  connection = pl_demo_run_finish (stored.result, NULL);
  assert_non_null (connection);
  g_clear_object (&stored.result);
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (connection)) == 6);
}

static void
run_demo (Scene *scene)
{
  add_demo (scene);
  pl_test_wait_until (get_n_rows (scene) == 3);
}

static void
activate (Scene *scene, const char *action)
{
  if (!gtk_widget_activate_action (find_type (get_panels (scene), GTK_TYPE_STACK), action, NULL))
    fail_msg ("%s does nothing", action);
}

/* A connection to a peer of the test, with its row selected. */
static int
set_up_peer (Scene *scene)
{
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) connection = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);
  int fd;

  set_up_scene (scene, 1280, HIGH);
  request = pl_test_connect_request ("127.0.0.1", local.port);
  connection = pl_test_engine_connect (scene->engine, request, NULL);
  assert_non_null (connection);
  fd = pl_test_accept (listener);
  close (listener);
  pl_test_wait_until (get_selected (scene) == PL_SOCKET (connection));
  assert_cards_in_proc (scene);

  return fd;
}

static gboolean
has_focus (Scene *scene, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (scene->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* ---- Start and demonstration ---- */

static void
test_start_page (void **state)
{
  Scene scene = { NULL };
  GtkWidget *stack, *start, *button;

  set_up_scene (&scene, 1280, HIGH);
  assert_true (has_focus (&scene, find_id (get_form (&scene), "host_row")));
  stack = find_id (GTK_WIDGET (scene.page), "content_stack");
  assert_string_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "start");
  start = gtk_stack_get_visible_child (GTK_STACK (stack));
  assert_contains (start, "See both ends of a socket|");
  assert_contains (start, "Try it on this computer|");
  button = find_type (start, GTK_TYPE_BUTTON);
  assert_string_equal (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "app.demo");

  run_demo (&scene);
  assert_string_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "live");
  tear_down_scene (&scene);
}

static void
test_demo (void **state)
{
  Scene scene = { NULL };
  PlEnd nobody = { .port = 0 };
  const PlEnd *listener, *client;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  listener = pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  client = pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_CLIENT));

  wait_for_row (&scene, 0, "listening|listener|TCP|v4|127.0.0.1:");
  wait_for_ends (&scene, 1, "open|client|TCP|v4|", client, listener, "6 B|6 B|");
  wait_for_ends (&scene, 2, "open|accepted|TCP|v4|", listener, client, "6 B|6 B|");
  assert_true (pl_test_in_proc (listener, &nobody, PL_TEST_LISTEN));

  assert_ptr_equal (get_selected (&scene), find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  assert_cards_in_proc (&scene);
  assert_contains (get_card (&scene, PL_SIDE_LOCAL), "LOCAL|chosen by the system|127.0.0.1|");
  assert_contains (get_card (&scene, PL_SIDE_PEER), "PEER|chosen by you|127.0.0.1|");

  select_socket (&scene, find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));
  assert_cards_in_proc (&scene);
  assert_true (is_seen (find_id (get_panels (&scene), "finish_button")));
  tear_down_scene (&scene);
}

/* An IPv4 peer of a listener for both families: a plain address to read, and the truth beside it. */
static void
test_mapped (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  PlEnd end = { .address = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } } };
  int fd;

  if (!pl_test_has_ipv6 ())
    return;

  set_up_scene (&scene, 1280, HIGH);
  listener = pl_test_engine_listen (scene.engine, "", "0", PL_LISTEN_BOTH, PL_RESPONDER_NONE, NULL);
  end.port = pl_socket_get_local (PL_SOCKET (listener))->port;
  fd = pl_test_connect (&end);
  wait_for_row (&scene, 1, "open|accepted|TCP|v6|127.0.0.1:");
  select_socket (&scene, find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));
  assert_contains (get_card (&scene, PL_SIDE_PEER), "|Socket|v4-mapped|::ffff:127.0.0.1|");
  close (fd);
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

/* ---- Finding a row ---- */

static gboolean
follow (GtkWidget *widget)
{
  gboolean is_handled = FALSE;
  const char *at = GTK_IS_LABEL (widget) ? strstr (gtk_label_get_label (GTK_LABEL (widget)), "href=\"")
                                         : NULL;

  if (at != NULL)
    {
      const char *start = at + strlen ("href=\"");
      g_autofree char *link = g_strndup (start, strcspn (start, "\""));

      g_signal_emit_by_name (widget, "activate-link", link, &is_handled);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !is_handled;
       child = gtk_widget_get_next_sibling (child))
    is_handled = follow (child);

  return is_handled;
}

static void
test_follow_link (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  select_socket (&scene, find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  assert_contains (get_card (&scene, PL_SIDE_PEER), "|Other end|is here too: the accepted row|");
  assert_true (follow (get_card (&scene, PL_SIDE_PEER)));
  assert_ptr_equal (get_selected (&scene), find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));

  assert_contains (get_card (&scene, PL_SIDE_PEER), "|Other end|is here too: the client row|");
  assert_true (follow (get_card (&scene, PL_SIDE_PEER)));
  assert_ptr_equal (get_selected (&scene), find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  tear_down_scene (&scene);
}

static void
filter (Scene *scene, const char *text, guint n_rows)
{
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (scene->page), GTK_TYPE_SEARCH_ENTRY)), text);
  pl_test_wait_until (get_n_rows (scene) == n_rows);
}

static void
sort_by (Scene *scene, const char *column)
{
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->window), "win.sort", "s", column));
}

static void
test_sort (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  sort_by (&scene, "role");
  wait_for_row (&scene, 0, "listening|listener|");
  sort_by (&scene, "role");
  wait_for_row (&scene, 2, "listening|listener|");
  sort_by (&scene, "peer");
  wait_for_row (&scene, 0, "listening|listener|");
  sort_by (&scene, "peer");
  sort_by (&scene, "no such column");
  wait_for_row (&scene, 2, "listening|listener|");
  tear_down_scene (&scene);
}

static void
test_filter (void **state)
{
  Scene scene = { NULL };
  g_autofree char *port = NULL;
  gboolean is_filtering;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.filter", NULL));
  filter (&scene, "ACCEPTED", 1);
  wait_for_row (&scene, 0, "open|accepted|");
  filter (&scene, "open", 2);
  port = g_strdup_printf (":%u", pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_CLIENT))->port);
  filter (&scene, port, 2);
  filter (&scene, "no such thing", 0);
  assert_contains (GTK_WIDGET (scene.page), "0 of 3 rows|The selected row is hidden|");
  assert_true (is_seen (find_id (GTK_WIDGET (scene.page), "no_rows")));
  g_signal_emit_by_name (find_type (find_id (GTK_WIDGET (scene.page), "no_rows"), GTK_TYPE_BUTTON),
                         "clicked");
  pl_test_wait_until (get_n_rows (&scene) == 3);
  assert_false (is_seen (find_id (GTK_WIDGET (scene.page), "no_rows")));
  assert_true (has_focus (&scene, GTK_WIDGET (get_table (&scene))));
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.filter", NULL));

  filter (&scene, "listener", 1);
  g_object_set (scene.page, "filtering", FALSE, NULL);
  assert_true (has_focus (&scene, GTK_WIDGET (get_table (&scene))));
  pl_test_wait_until (get_n_rows (&scene) == 3);
  g_object_get (scene.page, "filtering", &is_filtering, NULL);
  assert_false (is_filtering);

  pl_connections_page_filter (scene.page, "client"); /* as the command line does */
  pl_test_wait_until (get_n_rows (&scene) == 1);
  g_object_get (scene.page, "filtering", &is_filtering, NULL);
  assert_true (is_filtering);
  tear_down_scene (&scene);
}

static void
copied_cb (PlConnectionsPage *page, const char *text, char **ret_text)
{
  g_free (*ret_text);
  *ret_text = g_strdup (text);
}

static void
test_copy (void **state)
{
  Scene scene = { NULL };
  g_autofree char *copied = NULL;
  g_autofree char *expected = NULL;
  const PlEnd *listener, *client;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  g_signal_connect (scene.page, "copied", G_CALLBACK (copied_cb), &copied);
  listener = pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  client = pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  expected = g_strdup_printf ("127.0.0.1:%u\t127.0.0.1:%u", client->port, listener->port);

  assert_true (
      press (find_type (GTK_WIDGET (get_table (&scene)), GTK_TYPE_COLUMN_VIEW), GDK_KEY_c, GDK_CONTROL_MASK));
  assert_string_equal (copied, expected);
  assert_contains (GTK_WIDGET (scene.window), "Copied|");
  tear_down_scene (&scene);
}

/* ---- What can be done to a row ---- */

static void
test_close (void **state)
{
  Scene scene = { NULL };
  int fd = set_up_peer (&scene);
  char byte;

  assert_true (is_seen (find_id (get_panels (&scene), "finish_button")));
  activate (&scene, "socket.close");
  pl_test_wait_until (recv (fd, &byte, 1, MSG_DONTWAIT) == 0);
  wait_for_row (&scene, 0, "closed|client|");
  assert_contains (get_panels (&scene), "closed|on this side|");
  assert_false (is_seen (find_id (get_panels (&scene), "finish_button")));
  assert_false (is_seen (find_id (get_panels (&scene), "finish_button")));
  assert_false (gtk_widget_activate_action (GTK_WIDGET (scene.page), "socket.close", NULL));

  assert_true (is_seen (find_id (get_panels (&scene), "remove_button")));
  activate (&scene, "sockets.remove");
  pl_test_wait_until (get_n_rows (&scene) == 0);
  assert_null (get_selected (&scene));
  assert_string_equal (
      gtk_stack_get_visible_child_name (GTK_STACK (find_id (GTK_WIDGET (scene.page), "content_stack"))),
      "start");
  close (fd);
  tear_down_scene (&scene);
}

static void
test_abort (void **state)
{
  Scene scene = { NULL };
  int fd = set_up_peer (&scene);
  char byte;

  activate (&scene, "socket.abort");
  pl_test_wait_until (recv (fd, &byte, 1, MSG_DONTWAIT) < 0 && errno != EAGAIN);
  assert_int_equal (errno, ECONNRESET);
  wait_for_row (&scene, 0, "aborted|client|");
  assert_contains (get_panels (&scene), "aborted|on this side, with a reset|");
  pl_connections_page_filter (scene.page, "aborted");
  pl_test_wait_until (get_n_rows (&scene) == 1);
  close (fd);
  tear_down_scene (&scene);
}

/* The other direction goes on: the peer reads the end, and can still send. */
static void
test_shut_down (void **state)
{
  Scene scene = { NULL };
  int fd = set_up_peer (&scene);
  PlSocket *client = get_selected (&scene);
  char byte = 'x';

  activate (&scene, "socket.shut-down");
  pl_test_wait_until (recv (fd, &byte, 1, MSG_DONTWAIT) == 0);
  assert_int_equal (pl_socket_get_state (get_selected (&scene)), PL_SOCKET_STATE_OPEN);
  assert_int_equal (send (fd, "x", 1, MSG_NOSIGNAL), 1);
  pl_test_wait_until (pl_socket_get_received (get_selected (&scene)) == 1);
  wait_for_ends (&scene, 0, "open|client|TCP|v4|", pl_socket_get_local (client), pl_socket_get_peer (client),
                 "1 B|0 B|");
  close (fd);
  wait_for_row (&scene, 0, "closed|client|");
  tear_down_scene (&scene);
}

static void
test_peer_closes (void **state)
{
  Scene scene = { NULL };
  int fd = set_up_peer (&scene);

  close (fd);
  wait_for_row (&scene, 0, "closed|client|");
  assert_contains (get_panels (&scene), "closed|by the peer|");
  assert_false (gtk_widget_get_visible (find_id (get_panels (&scene), "problem")));
  tear_down_scene (&scene);
}

static void
test_peer_resets (void **state)
{
  Scene scene = { NULL };
  int fd = set_up_peer (&scene);

  pl_test_reset (fd);
  wait_for_row (&scene, 0, "reset|client|");
  assert_contains (find_id (get_panels (&scene), "problem"), "The peer broke the connection off.|");
  assert_contains (find_id (get_panels (&scene), "problem"), "ECONNRESET");
  assert_true (is_seen (get_card (&scene, PL_SIDE_LOCAL)));
  assert_true (is_seen (get_card (&scene, PL_SIDE_PEER)));
  tear_down_scene (&scene);
}

/* ---- What failed ---- */

static PlEnd
set_up_refused (Scene *scene)
{
  PlEnd target = { .address = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, .port = pl_test_free_port (AF_INET) };
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", target.port);

  set_up_scene (scene, 1280, HIGH);
  assert_null (pl_test_engine_connect (scene->engine, request, NULL));
  wait_for_row (scene, 0, "refused|client|TCP|v4|");

  return target;
}

static void
test_refused (void **state)
{
  Scene scene = { NULL };
  PlEnd target = set_up_refused (&scene);
  g_autofree char *sentence = g_strdup_printf ("Nothing listens on port %u of 127.0.0.1.|", target.port);
  g_autofree char *offer = g_strdup_printf ("Listen on 127.0.0.1 port %u", target.port);
  GtkWidget *problem = find_id (get_panels (&scene), "problem");
  GtkWidget *button = find_id (problem, "listen_button");
  PlEnd shown, peer = { .port = 0 };

  assert_contains (problem, sentence);
  assert_contains (problem, "|Likely|The server is stopped");
  assert_contains (problem, "ECONNREFUSED 111");
  shown = read_card (&scene, PL_SIDE_PEER);
  assert_true (pl_end_equal (&shown, &target));
  shown = read_card (&scene, PL_SIDE_LOCAL);
  assert_int_not_equal (shown.port, 0);

  /* What it offers is done at once, and trying again then succeeds. */
  assert_string_equal (gtk_button_get_label (GTK_BUTTON (button)), offer);
  activate (&scene, "sockets.listen-here");
  wait_for_row (&scene, 1, "listening|listener|TCP|v4|127.0.0.1:");
  assert_true (pl_test_in_proc (&target, &peer, PL_TEST_LISTEN));
  select_socket (&scene, find_role (&scene, PL_SOCKET_ROLE_CLIENT));
  activate (&scene, "sockets.retry");
  wait_for_row (&scene, 2, "open|client|TCP|v4|");
  assert_int_equal (pl_socket_get_peer (get_selected (&scene))->port, target.port);
  assert_false (gtk_widget_get_visible (problem));
  tear_down_scene (&scene);
}

/* A failed row stays until it is cleared; what lives is not touched. */
static void
test_clear (void **state)
{
  Scene scene = { NULL };

  set_up_refused (&scene);
  add_demo (&scene);
  pl_test_wait_until (get_n_rows (&scene) == 4);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.clear", NULL));
  pl_test_wait_until (get_n_rows (&scene) == 3);
  wait_for_row (&scene, 0, "listening|listener|");
  assert_cards_in_proc (&scene);
  tear_down_scene (&scene);
}

static void
test_unknown_name (void **state)
{
  PlFakeResolver *resolver = pl_fake_resolver_install ();
  Scene scene = { NULL };
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("nowhere.test", 80);
  GtkWidget *problem;

  set_up_scene (&scene, 1280, HIGH);
  assert_null (pl_test_engine_connect (scene.engine, request, NULL));
  wait_for_row (&scene, 0, "not found|client|TCP|–|nowhere.test:80|–|–|");
  problem = find_id (get_panels (&scene), "problem");
  assert_contains (problem, "There is no address for the name nowhere.test.|");
  assert_contains (get_card (&scene, PL_SIDE_LOCAL), "LOCAL|not bound|");
  assert_contains (get_card (&scene, PL_SIDE_PEER), "PEER|not connected|Host|nowhere.test|Service|80|");
  assert_false (is_seen (find_id (problem, "listen_button")));
  tear_down_scene (&scene);
  pl_fake_resolver_uninstall (resolver);
}

/* ---- A listener ---- */

static void
test_connect_here (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  g_autofree char *port = NULL;
  GtkWidget *form;

  set_up_scene (&scene, 1280, HIGH);
  pl_form_column_show (pl_connections_page_get_forms (scene.page), "listen");
  listener = pl_test_engine_listen (scene.engine, "", "0", PL_LISTEN_IPV4, PL_RESPONDER_NONE, NULL);
  assert_non_null (listener);
  pl_test_wait_until (get_selected (&scene) == PL_SOCKET (listener));
  port = g_strdup_printf ("%u", pl_socket_get_local (PL_SOCKET (listener))->port);
  assert_contains (find_type (get_panels (&scene), PL_TYPE_WAITING_CARD), "No peer yet: waiting|");
  assert_contains (find_type (get_panels (&scene), PL_TYPE_WAITING_CARD), "Connect from this computer|");

  activate (&scene, "sockets.connect-here");
  form = get_form (&scene);
  assert_true (PL_IS_CONNECT_FORM (form));
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (find_id (form, "host_row"))), "127.0.0.1");
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (find_id (form, "service_row"))), port);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.submit", NULL));
  wait_for_row (&scene, 1, "open|client|TCP|v4|");

  select_socket (&scene, PL_SOCKET (listener));
  pl_test_wait_until (pl_listener_get_n_open (listener) == 1);
  assert_contains (get_panels (&scene), "1|accepted, 1 is open|");
  activate (&scene, "socket.close");
  wait_for_row (&scene, 0, "stopped|listener|");
  assert_contains (get_panels (&scene), "No peer any more|");
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  g_autoptr (GString) all = g_string_new (NULL);

  append_text (widget, all);

  return strstr (all->str, text) != NULL;
}

/* A computer whose only network is 192.0.2.0/24, as long as its cable is plugged in. */
static void
plug (Scene *scene, gboolean is_up)
{
  PlInterfaces *interfaces = pl_interfaces_new ();
  PlRoute none = { .code = ENETUNREACH };

  pl_interfaces_add (interfaces,
                     &(PlInterface){ .index = 1, .name = (char *) "lo", .flags = IFF_UP | IFF_LOOPBACK });
  pl_interfaces_add_address (
      interfaces, &(PlInterfaceAddress){ .address = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, .index = 1 });
  pl_interfaces_add (interfaces,
                     &(PlInterface){ .index = 2, .name = (char *) "eth0", .flags = is_up ? IFF_UP : 0 });
  pl_interfaces_add_address (
      interfaces, &(PlInterfaceAddress){ .address = { PL_FAMILY_IPV4, { 192, 0, 2, 7 } }, .index = 2 });
  pl_host_take (pl_engine_get_host (scene->engine), pl_host_state_new (interfaces, &none, &none));
}

static void
test_reach_follows_the_interfaces (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  GtkWidget *card;

  set_up_scene (&scene, 1280, HIGH);
  listener = pl_test_engine_listen (scene.engine, "", "0", PL_LISTEN_IPV4, PL_RESPONDER_NONE, NULL);
  pl_test_wait_until (get_selected (&scene) == PL_SOCKET (listener));
  pl_test_wait_until (pl_host_get_state (pl_engine_get_host (scene.engine)) != NULL);
  card = find_id (get_panels (&scene), "local_card");
  plug (&scene, TRUE);
  assert_contains (card, "|Reach|reachable from other machines|");
  assert_contains (card, "|Stands for|192.0.2.7:");
  plug (&scene, FALSE);
  assert_contains (card, "|Reach|this computer only|");
  assert_contains (card, "|Stands for|127.0.0.1:");
  plug (&scene, TRUE);
  assert_contains (card, "|Reach|reachable from other machines|");

  activate (&scene, "socket.close");
  wait_for_row (&scene, 0, "stopped|listener|");
  assert_contains (card, "every IPv4 address|"); /* was it, and is reached by nobody any more */
  assert_false (is_seen (find_id (card, "stand_in_group")));
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

/* Nobody accepts: the queue fills, and the card says so. */
static void
test_queue_fills (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  GtkWidget *card;
  int peers[2];

  set_up_scene (&scene, 1280, HIGH);
  listener = pl_test_engine_listen (scene.engine, "127.0.0.1", "0", PL_LISTEN_ANY, PL_RESPONDER_NEVER_ACCEPT,
                                    NULL);
  pl_test_wait_until (get_selected (&scene) == PL_SOCKET (listener));
  card = find_id (get_panels (&scene), "local_card");
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    peers[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
  pl_test_wait_until (reads (card, "|Queue|2 of "));
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    close (peers[i]);
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

static void
test_many_peers (void **state)
{
  Scene scene = { NULL };
  g_autoptr (PlListener) listener = NULL;
  int peers[N_PEERS];

  set_up_scene (&scene, 1280, HIGH);
  listener = pl_test_engine_listen (scene.engine, "127.0.0.1", "0", PL_LISTEN_ANY, PL_RESPONDER_NONE, NULL);
  for (guint i = 0; i < N_PEERS; i++)
    {
      peers[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (listener)));
      assert_true (peers[i] >= 0);
    }
  pl_test_wait_until (get_n_rows (&scene) == N_PEERS + 1);
  assert_int_equal (pl_listener_get_n_open (listener), N_PEERS);
  assert_ptr_equal (get_selected (&scene), listener);

  for (guint i = 0; i < N_PEERS; i++)
    close (peers[i]);
  pl_test_wait_until (pl_engine_get_n_live (scene.engine) == 1);
  assert_int_equal (get_n_rows (&scene), N_PEERS + 1);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.clear", NULL));
  pl_test_wait_until (get_n_rows (&scene) == 1);
  wait_for_row (&scene, 0, "listening|listener|");
  g_clear_object (&listener);
  tear_down_scene (&scene);
}

/* ---- The window ---- */

static gboolean
get_flag (Scene *scene, const char *property)
{
  gboolean is_set;

  g_object_get (scene->page, property, &is_set, NULL);

  return is_set;
}

/* Asks again, as long as the display server still confirms an earlier size. */
static gboolean
is_narrow_at (Scene *scene, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (scene->window), width, height);

  return get_flag (scene, "narrow");
}

static void
test_narrow (void **state)
{
  Scene scene = { NULL };

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  assert_false (get_flag (&scene, "narrow"));
  assert_true (get_flag (&scene, "show-form"));

  pl_test_wait_until (is_narrow_at (&scene, 800, 600));
  pl_test_wait_until (gtk_widget_get_width (GTK_WIDGET (scene.page)) <= 800);
  sort_by (&scene, "age"); /* a column that is not shown here */
  assert_false (get_flag (&scene, "show-form"));
  assert_true (is_seen (find_id (get_panels (&scene), "finish_button")));
  assert_cards_in_proc (&scene);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.focus-host", NULL));
  assert_true (get_flag (&scene, "show-form"));

  pl_test_wait_until (!is_narrow_at (&scene, 1280, HIGH));
  assert_true (get_flag (&scene, "show-form"));
  assert_cards_in_proc (&scene);
  tear_down_scene (&scene);
}

static guint
get_n_columns (Scene *scene)
{
  GtkWidget *view = find_type (GTK_WIDGET (get_table (scene)), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)));
}

/* The two ends need the room: fewer columns where it is narrow, and fewer still with large type. */
static void
test_narrow_and_large (void **state)
{
  Scene scene = { NULL };
  GtkSettings *settings = gtk_settings_get_default ();

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  assert_int_equal (get_n_columns (&scene), 8);
  pl_test_wait_until (is_narrow_at (&scene, 800, 600));
  assert_int_equal (get_n_columns (&scene), 7);
  pl_test_wait_until (!is_narrow_at (&scene, 1280, HIGH));
  assert_int_equal (get_n_columns (&scene), 8);

  g_object_set (settings, "gtk-font-name", "Cantarell 16", NULL);
  pl_test_wait_until (is_narrow_at (&scene, 800, 600));
  assert_int_equal (get_n_columns (&scene), 5);
  wait_for_row (&scene, 0, "listening|listener|TCP|v4|127.0.0.1:");
  gtk_settings_reset_property (settings, "gtk-font-name");
  pl_test_wait_until (!is_narrow_at (&scene, 1900, HIGH));
  assert_int_equal (get_n_columns (&scene), 8);
  wait_for_row (&scene, 0, "listening|listener|TCP|v4|127.0.0.1:");
  tear_down_scene (&scene);
}

/* Which row is looked at, and how, must not fold the forms away: they would not come back. */
static void
test_wide (void **state)
{
  static const char *const panels[] = { "ends", "story", "data", "socket", "calls" };
  static const PlSocketRole roles[] = { PL_SOCKET_ROLE_LISTENER, PL_SOCKET_ROLE_ACCEPTED,
                                        PL_SOCKET_ROLE_CLIENT };
  Scene scene = { NULL };
  int width;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  pl_test_wait_until (!is_narrow_at (&scene, 1162, HIGH) &&
                      gtk_widget_get_width (GTK_WIDGET (scene.window)) <= 1162);
  for (guint i = 0; i < G_N_ELEMENTS (roles) * G_N_ELEMENTS (panels); i++)
    {
      select_socket (&scene, find_role (&scene, roles[i / G_N_ELEMENTS (panels)]));
      pl_connections_page_show_panel (scene.page, panels[i % G_N_ELEMENTS (panels)]);
      drain ();
      gtk_widget_measure (GTK_WIDGET (scene.page), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      assert_in_range (width, 1, gtk_widget_get_width (GTK_WIDGET (scene.window)));
      assert_false (get_flag (&scene, "narrow"));
    }
  tear_down_scene (&scene);
}

static int
get_font_size (GtkWidget *widget)
{
  return pango_font_description_get_size (
      pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
}

/* Small words grow, too, and the forms have the room for theirs. */
static void
test_large_type (void **state)
{
  Scene scene = { NULL };
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *forms, *caption;
  g_autofree char *font = NULL;
  int size, width;

  set_up_scene (&scene, 1280, HIGH);
  forms = find_id (GTK_WIDGET (scene.page), "forms");
  caption = find_id (GTK_WIDGET (scene.page), "dropped");
  gtk_widget_measure (forms, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  size = get_font_size (caption);
  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Cantarell 22", NULL);
  drain ();
  assert_in_range (get_font_size (caption), size * 3 / 2, size * 3);
  gtk_widget_measure (forms, GTK_ORIENTATION_HORIZONTAL, -1, &size, NULL, NULL, NULL);
  assert_in_range (size, width * 3 / 2, width * 3);
  g_object_set (settings, "gtk-font-name", font, NULL);
  tear_down_scene (&scene);
}

/* The verbs are where they were, whatever is shown; and each way to end says what it does. */
static void
test_finish_menu (void **state)
{
  static const char *const panels[] = { "story", "data", "socket", "calls" };
  Scene scene = { NULL };
  GtkWidget *button;
  double end, x;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  button = find_id (get_panels (&scene), "finish_button");
  assert_true (gtk_widget_translate_coordinates (button, get_panels (&scene), 0, 0, &end, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      pl_connections_page_show_panel (scene.page, panels[i]);
      pl_test_wait_until (is_seen (button) &&
                          gtk_widget_translate_coordinates (button, get_panels (&scene), 0, 0, &x, NULL) &&
                          x == end);
    }
  assert_contains (gtk_popover_get_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                   "Abort|A reset (RST) at once; what was not sent is forgotten.|");
  tear_down_scene (&scene);
}

/* Or it would lie over the first entries of the menu. */
static void
test_menu_tooltip (void **state)
{
  Scene scene = { NULL };
  GtkWidget *button;

  set_up_scene (&scene, 1280, HIGH);
  button = find_id (GTK_WIDGET (scene.window), "menu_button");
  assert_true (gtk_widget_get_has_tooltip (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assert_false (gtk_widget_get_has_tooltip (button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  assert_true (gtk_widget_get_has_tooltip (button));
  tear_down_scene (&scene);
}

static void
test_keys (void **state)
{
  Scene scene = { NULL };
  GtkWidget *focus, *data_panel;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.focus-host", NULL));
  focus = gtk_window_get_focus (GTK_WINDOW (scene.window));
  assert_true (gtk_widget_is_ancestor (focus, find_id (get_form (&scene), "host_row")));

  data_panel = find_id (get_panels (&scene), "data_panel");
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.show-panel", "s", "data"));
  pl_test_wait_until (is_seen (data_panel));
  assert_false (is_seen (get_card (&scene, PL_SIDE_LOCAL)));
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.show-panel", "s", "ends"));
  pl_test_wait_until (is_seen (get_card (&scene, PL_SIDE_LOCAL)));
  assert_false (is_seen (data_panel));
  tear_down_scene (&scene);
}

/* One Tab into the table, one out of it, however many rows there are; each row says what it is. */
static void
test_tab (void **state)
{
  Scene scene = { NULL };
  GtkWidget *table, *row;
  const PlEnd *listener;
  g_autofree char *name = NULL;

  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  table = GTK_WIDGET (get_table (&scene));
  listener = pl_socket_get_local (find_role (&scene, PL_SOCKET_ROLE_LISTENER));
  assert_true (gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD));
  row = gtk_window_get_focus (GTK_WINDOW (scene.window));
  assert_true (has_focus (&scene, table));
  name = g_strdup_printf ("listening, listener, local 127.0.0.1:%u, peer any peer on this computer",
                          listener->port);
  assert_named (row, name);

  g_signal_emit_by_name (scene.window, "move-focus", GTK_DIR_TAB_FORWARD);
  assert_true (has_focus (&scene, get_panels (&scene)));
  g_signal_emit_by_name (scene.window, "move-focus", GTK_DIR_TAB_BACKWARD);
  assert_ptr_equal (gtk_window_get_focus (GTK_WINDOW (scene.window)), row);
  tear_down_scene (&scene);
}

/* Everything runs: a lookup that never ends, a listener, a connection with its panel Data in front. */
static void
test_closed_while_busy (void **state)
{
  PlFakeResolver *resolver = pl_fake_resolver_install ();
  Scene scene = { NULL };
  GtkWidget *form;

  pl_fake_resolver_set_addresses (resolver, "silent.test", PL_FAMILY_IPV4, PL_FAKE_NEVER, "127.0.0.1");
  pl_fake_resolver_set_addresses (resolver, "silent.test", PL_FAMILY_IPV6, PL_FAKE_NEVER, "::1");
  set_up_scene (&scene, 1280, HIGH);
  run_demo (&scene);
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.show-panel", "s", "data"));
  form = get_form (&scene);
  pl_target_request_set (pl_connect_request_get_peer (pl_connect_form_get_request (PL_CONNECT_FORM (form))),
                         "silent.test", "80");
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.submit", NULL));
  pl_test_wait_until (pl_fake_resolver_get_n_asked (resolver) > 0);
  assert_true (pl_form_is_busy (PL_FORM (form)));
  tear_down_scene (&scene);
  pl_fake_resolver_uninstall (resolver);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_start_page),
    cmocka_unit_test (test_demo),
    cmocka_unit_test (test_mapped),
    cmocka_unit_test (test_follow_link),
    cmocka_unit_test (test_sort),
    cmocka_unit_test (test_filter),
    cmocka_unit_test (test_copy),
    cmocka_unit_test (test_close),
    cmocka_unit_test (test_abort),
    cmocka_unit_test (test_shut_down),
    cmocka_unit_test (test_peer_closes),
    cmocka_unit_test (test_peer_resets),
    cmocka_unit_test (test_refused),
    cmocka_unit_test (test_clear),
    cmocka_unit_test (test_unknown_name),
    cmocka_unit_test (test_connect_here),
    cmocka_unit_test (test_reach_follows_the_interfaces),
    cmocka_unit_test (test_queue_fills),
    cmocka_unit_test (test_many_peers),
    cmocka_unit_test (test_narrow),
    cmocka_unit_test (test_narrow_and_large),
    cmocka_unit_test (test_wide),
    cmocka_unit_test (test_large_type),
    cmocka_unit_test (test_finish_menu),
    cmocka_unit_test (test_menu_tooltip),
    cmocka_unit_test (test_keys),
    cmocka_unit_test (test_tab),
    cmocka_unit_test (test_closed_while_busy),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
