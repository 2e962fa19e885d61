/* test-many-peers.c: many peers in one table: by listener alone or in groups, their totals, and what becomes
 * of the selected row when the filter hides it. */

#include "app/connection/pl-socket-panels.h"
#include "app/widgets/pl-between.h"
#include "support/pl-fake-resolver.h"

#include "scene.h"

#include <sys/socket.h>
#include <unistd.h>

#define N_PEERS 3

typedef struct
{
  PlListener *listener;
  int fds[N_PEERS];
} Crowd;

static void
gather (Scene *scene, Crowd *crowd)
{
  crowd->listener = pl_test_engine_listen (scene->engine, "127.0.0.1", "", PL_LISTEN_IPV4, PL_RESPONDER_ECHO,
                                           NULL);
  assert_non_null (crowd->listener);
  for (guint i = 0; i < N_PEERS; i++)
    {
      crowd->fds[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (crowd->listener)));
      assert_true (crowd->fds[i] >= 0);
      assert_int_equal (write (crowd->fds[i], "hello\n", 6), 6);
    }
  pl_test_wait_until (pl_listener_get_n_open (crowd->listener) == N_PEERS &&
                      pl_socket_get_sent (PL_SOCKET (crowd->listener)) == 6 * N_PEERS);
}

static void
scatter (Crowd *crowd)
{
  for (guint i = 0; i < N_PEERS; i++)
    close (crowd->fds[i]);
  g_clear_object (&crowd->listener);
}

static void
filter (Scene *scene, const char *text, guint n_rows)
{
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (scene->page), GTK_TYPE_SEARCH_ENTRY)), text);
  pl_test_wait_until (get_n_rows (scene) == n_rows);
}

static void
do_action (Scene *scene, const char *action)
{
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->window), action, NULL));
}

static GtkWidget *
get_panels (Scene *scene)
{
  return find_type (GTK_WIDGET (scene->page), PL_TYPE_SOCKET_PANELS);
}

/* ---- The selected row ---- */

static void
test_hidden_selection (void **state)
{
  Scene scene = { NULL };
  Crowd crowd;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  pl_connections_page_select (scene.page, PL_SOCKET (crowd.listener));
  do_action (&scene, "win.filter");
  filter (&scene, "accepted", N_PEERS);
  assert_ptr_equal (get_selected (&scene), crowd.listener); /* it is looked at as before */
  assert_true (is_seen (find_id (get_panels (&scene), "waiting_card")));
  assert_contains (GTK_WIDGET (scene.page), "3 of 4 rows|The selected row is hidden|");

  filter (&scene, "", N_PEERS + 1);
  assert_ptr_equal (get_selected (&scene), crowd.listener);
  assert_contains (GTK_WIDGET (scene.page), "4 rows|");
  assert_true (gtk_selection_model_is_selected (
      pl_socket_rows_get_selection (pl_socket_table_get_rows (get_table (&scene))), 0));

  filter (&scene, "listener", 1);
  pl_connections_page_select (scene.page, find_role (&scene, PL_SOCKET_ROLE_ACCEPTED)); /* is hidden */
  assert_ptr_equal (get_selected (&scene), find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));
  scatter (&crowd);
  tear_down_scene (&scene);
}

static void
test_hidden_and_removed (void **state)
{
  Scene scene = { NULL };
  Crowd crowd;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  pl_connections_page_select (scene.page, find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));
  do_action (&scene, "win.filter");
  filter (&scene, "listener", 1);
  pl_socket_close (find_role (&scene, PL_SOCKET_ROLE_ACCEPTED));
  pl_test_wait_until (pl_socket_is_over (find_role (&scene, PL_SOCKET_ROLE_ACCEPTED)));
  assert_non_null (get_selected (&scene));
  do_action (&scene, "win.clear");
  assert_null (get_selected (&scene));
  filter (&scene, "", N_PEERS);
  assert_null (get_selected (&scene));
  scatter (&crowd);
  tear_down_scene (&scene);
}

/* What changes goes and comes without anybody typing. */
static void
test_filter_follows (void **state)
{
  Scene scene = { NULL };
  Crowd crowd;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  do_action (&scene, "win.filter");
  filter (&scene, "open", N_PEERS);
  assert_int_equal (shutdown (crowd.fds[0], SHUT_WR), 0);
  pl_test_wait_until (get_n_rows (&scene) == N_PEERS - 1);
  filter (&scene, "closed", 1);
  assert_int_equal (shutdown (crowd.fds[1], SHUT_WR), 0);
  pl_test_wait_until (get_n_rows (&scene) == 2);
  scatter (&crowd);
  tear_down_scene (&scene);
}

/* ---- The rows that are seen ---- */

#define N_MANY 300

typedef struct
{
  PlListener *listener;
  int fds[N_MANY];
} Throng;

/* Each has sent a byte more than the one before. */
static void
assemble (Scene *scene, Throng *throng)
{
  static const char bytes[N_MANY];

  throng->listener = pl_test_engine_listen (scene->engine, "127.0.0.1", "", PL_LISTEN_IPV4,
                                            PL_RESPONDER_DISCARD, NULL);
  for (guint i = 0; i < N_MANY; i++)
    {
      throng->fds[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (throng->listener)));
      assert_int_equal (write (throng->fds[i], bytes, i + 1), i + 1);
      pl_test_wait_until (pl_listener_get_n_accepted (throng->listener) == i + 1);
    }
  pl_test_wait_until (pl_socket_get_received (PL_SOCKET (throng->listener)) == N_MANY * (N_MANY + 1) / 2);
  pl_test_wait_until (get_n_rows (scene) == N_MANY + 1);
}

static gboolean
is_within (GtkWidget *row, GtkWidget *list, double *ret_bottom)
{
  graphene_rect_t bounds;

  if (!is_seen (row) || !gtk_widget_compute_bounds (row, list, &bounds))
    return FALSE;
  *ret_bottom = bounds.origin.y + bounds.size.height;

  return *ret_bottom > 0 && bounds.origin.y < gtk_widget_get_height (list);
}

/* Whether rows are seen from the top of the table to its foot; and the first and the last of them that are
 * seen as a whole. */
static gboolean
is_filled (Scene *scene, char **ret_first, char **ret_last)
{
  GtkWidget *view = find_type (GTK_WIDGET (get_table (scene)), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *list = gtk_widget_get_last_child (view);
  double filled = 0;
  double bottom;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (is_within (row, list, &bottom))
      {
        g_autoptr (GString) text = g_string_new (NULL);

        append_cells (row, text);
        filled = MAX (filled, bottom);
        if (bottom >= gtk_widget_get_height (row) && *ret_first == NULL)
          *ret_first = g_strdup (text->str);
        if (bottom <= gtk_widget_get_height (list))
          {
            g_free (*ret_last);
            *ret_last = g_strdup (text->str);
          }
      }

  return filled >= gtk_widget_get_height (list) && *ret_first != NULL && *ret_last != NULL;
}

static gboolean
sees (Scene *scene, const char *first, const char *last)
{
  g_autofree char *first_text = NULL;
  g_autofree char *last_text = NULL;

  return is_filled (scene, &first_text, &last_text) && strstr (first_text, first) != NULL &&
         strstr (last_text, last) != NULL;
}

static void
sort_by (Scene *scene, const char *column)
{
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->window), "win.sort", "s", column));
}

/* Whoever asks for another order or other rows sees the row that they have selected, or the first; never
 * none. */
static void
test_rearranged (void **state)
{
  Scene scene = { NULL };
  Throng throng;

  set_up_scene (&scene, 1280, HIGH);
  assemble (&scene, &throng);
  pl_connections_page_select (scene.page, PL_SOCKET (throng.listener));
  pl_test_wait_until (sees (&scene, "listening|listener|", ""));
  gtk_widget_child_focus (GTK_WIDGET (get_table (&scene)), GTK_DIR_TAB_FORWARD);
  sort_by (&scene, "received");
  pl_test_wait_until (sees (&scene, "|accepted|", "listening|listener|"));
  sort_by (&scene, "received");
  pl_test_wait_until (sees (&scene, "listening|listener|", "|accepted|"));

  do_action (&scene, "win.filter");
  filter (&scene, "accepted", N_MANY);
  pl_test_wait_until (sees (&scene, "|300 B|", "B|"));
  sort_by (&scene, "received");
  pl_test_wait_until (sees (&scene, "|1 B|", "B|"));
  filter (&scene, "", N_MANY + 1);
  pl_test_wait_until (sees (&scene, "|accepted|", "listening|listener|"));

  for (guint i = 0; i < N_MANY; i++)
    close (throng.fds[i]);
  g_clear_object (&throng.listener);
  tear_down_scene (&scene);
}

static gboolean
says (Scene *scene, guint position, const char *text)
{
  g_autofree char *row = dup_row (scene, position);

  return row != NULL && strstr (row, text) != NULL;
}

/* What changes gets another place without anybody asking for it. */
static void
test_order_follows (void **state)
{
  static const char bytes[200];
  Scene scene = { NULL };
  Crowd crowd;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  do_action (&scene, "win.filter");
  filter (&scene, "accepted", N_PEERS);
  sort_by (&scene, "received");
  assert_int_equal (write (crowd.fds[0], bytes, 100), 100);
  pl_test_wait_until (says (&scene, N_PEERS - 1, "|106 B|"));
  assert_int_equal (write (crowd.fds[1], bytes, 200), 200);
  pl_test_wait_until (says (&scene, N_PEERS - 1, "|206 B|") && says (&scene, N_PEERS - 2, "|106 B|"));
  scatter (&crowd);
  tear_down_scene (&scene);
}

/* ---- By listener ---- */

static void
test_only_peers (void **state)
{
  Scene scene = { NULL };
  Crowd first, second;
  GtkWidget *button;
  g_autofree char *text = NULL;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &first);
  gather (&scene, &second);
  pl_test_wait_until (get_n_rows (&scene) == 2 * N_PEERS + 2);
  pl_connections_page_select (scene.page, PL_SOCKET (second.listener));
  button = find_id (get_panels (&scene), "peers_button");
  assert_true (is_seen (button));
  g_signal_emit_by_name (button, "clicked");
  pl_test_wait_until (get_n_rows (&scene) == N_PEERS + 1);
  wait_for_row (&scene, 0, "listening|listener|");
  text = g_strdup_printf ("Only 127.0.0.1:%u and its peers|",
                          pl_socket_get_local (PL_SOCKET (second.listener))->port);
  assert_contains (GTK_WIDGET (scene.page), text);
  filter (&scene, "accepted", N_PEERS); /* both at once */

  g_object_set (scene.page, "filtering", FALSE, NULL);
  pl_test_wait_until (get_n_rows (&scene) == 2 * N_PEERS + 2);

  pl_connections_page_select (scene.page, find_role (&scene, PL_SOCKET_ROLE_ACCEPTED)); /* its listener's */
  assert_false (is_seen (button));
  do_action (&scene, "win.only-peers");
  assert_int_equal (get_n_rows (&scene), N_PEERS + 1);
  do_action (&scene, "win.only-peers");
  assert_int_equal (get_n_rows (&scene), 2 * N_PEERS + 2);
  scatter (&first);
  scatter (&second);
  tear_down_scene (&scene);
}

static gboolean
row_contains (Scene *scene, guint position, const char *part)
{
  g_autofree char *row = dup_row (scene, position);

  return row != NULL && strstr (row, part) != NULL;
}

static PlSocketRole
get_role_at (Scene *scene, guint position)
{
  GListModel *rows = G_LIST_MODEL (
      pl_socket_rows_get_selection (pl_socket_table_get_rows (get_table (scene))));
  g_autoptr (PlSocket) socket = g_list_model_get_item (rows, position);

  return pl_socket_get_role (socket);
}

static void
test_groups (void **state)
{
  Scene scene = { NULL };
  Crowd first, second;
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) client = NULL;

  set_up_scene (&scene, 1280, HIGH);
  first.listener = second.listener = NULL;
  gather (&scene, &first);
  request = pl_test_connect_request ("127.0.0.1", pl_socket_get_local (PL_SOCKET (first.listener))->port);
  client = pl_test_engine_connect (scene.engine, request, NULL);
  gather (&scene, &second);
  pl_test_wait_until (get_n_rows (&scene) == 2 * N_PEERS + 4);
  g_action_group_activate_action (G_ACTION_GROUP (scene.window), "grouped", NULL);
  assert_int_equal (get_role_at (&scene, 0), PL_SOCKET_ROLE_LISTENER);
  pl_test_wait_until (row_contains (&scene, 0, "|4 of 4 peers open|18 B|"));
  pl_test_wait_until (row_contains (&scene, N_PEERS + 2, "|3 of 3 peers open|18 B|"));
  assert_int_equal (shutdown (second.fds[0], SHUT_WR), 0);
  pl_test_wait_until (row_contains (&scene, N_PEERS + 2, "|2 of 3 peers open|18 B|"));
  assert_int_equal (get_role_at (&scene, N_PEERS + 2), PL_SOCKET_ROLE_LISTENER);
  assert_int_equal (get_role_at (&scene, 2 * N_PEERS + 3), PL_SOCKET_ROLE_CLIENT);

  /* Whatever the columns say, a listener stands above its own. */
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.sort", "s", "role"));
  assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.sort", "s", "role"));
  assert_int_equal (get_role_at (&scene, 0), PL_SOCKET_ROLE_LISTENER);
  assert_int_equal (get_role_at (&scene, N_PEERS + 2), PL_SOCKET_ROLE_LISTENER);

  g_action_group_activate_action (G_ACTION_GROUP (scene.window), "grouped", NULL);
  assert_int_equal (get_role_at (&scene, 0), PL_SOCKET_ROLE_CLIENT);
  assert_false (row_contains (&scene, 0, "peers open|"));
  scatter (&first);
  scatter (&second);
  tear_down_scene (&scene);
}

static void
test_totals (void **state)
{
  Scene scene = { NULL };
  Crowd crowd;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  pl_connections_page_select (scene.page, PL_SOCKET (crowd.listener));
  wait_for_row (&scene, 0, "listening|listener|TCP|v4|127.0.0.1:");
  assert_contains (find_type (get_panels (&scene), PL_TYPE_BETWEEN),
                   "3|accepted, 3 are open|18 B received, 18 B sent|");
  assert_int_equal (write (crowd.fds[0], "x", 1), 1);
  pl_test_wait_until (pl_socket_get_sent (PL_SOCKET (crowd.listener)) == 19);
  assert_contains (find_type (get_panels (&scene), PL_TYPE_BETWEEN), "19 B received, 19 B sent|");
  scatter (&crowd);
  tear_down_scene (&scene);
}

/* Nobody is asked before somebody wants it. */
static void
test_names (void **state)
{
  Scene scene = { NULL };
  Crowd crowd;
  PlFakeResolver *resolver = pl_fake_resolver_install ();
  g_autofree char *row = NULL;

  set_up_scene (&scene, 1280, HIGH);
  gather (&scene, &crowd);
  wait_for_row (&scene, 1, "open|accepted|TCP|v4|127.0.0.1:");
  assert_int_equal (pl_fake_resolver_answer_names (resolver, "early.test"), 0);
  g_action_group_activate_action (G_ACTION_GROUP (scene.window), "peer-names", NULL);
  assert_int_equal (pl_fake_resolver_answer_names (resolver, "here.test"), 1); /* all three are one address */
  row = g_strdup_printf ("open|accepted|TCP|v4|127.0.0.1:%u|here.test:",
                         pl_socket_get_local (PL_SOCKET (crowd.listener))->port);
  wait_for_row (&scene, N_PEERS, row);

  /* What is read can be filtered by, the address as well. */
  do_action (&scene, "win.filter");
  filter (&scene, "HERE.test", N_PEERS);
  filter (&scene, "127.0.0.1", N_PEERS + 1);
  filter (&scene, "", N_PEERS + 1);

  g_action_group_activate_action (G_ACTION_GROUP (scene.window), "peer-names", NULL);
  memcpy (strstr (row, "here"), "127.", 5);
  wait_for_row (&scene, N_PEERS, row);
  scatter (&crowd);
  tear_down_scene (&scene);
  pl_fake_resolver_uninstall (resolver);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_hidden_selection),
    cmocka_unit_test (test_hidden_and_removed),
    cmocka_unit_test (test_filter_follows),
    cmocka_unit_test (test_only_peers),
    cmocka_unit_test (test_groups),
    cmocka_unit_test (test_rearranged),
    cmocka_unit_test (test_order_follows),
    cmocka_unit_test (test_totals),
    cmocka_unit_test (test_names),
  };

  return cmocka_run_group_tests_name ("many-peers", tests, set_up_stage, NULL);
}
