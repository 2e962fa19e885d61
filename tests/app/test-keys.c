/* test-keys.c: the keys, pressed: xdotool makes real events, and the whole application takes them. */

#include "app/connection/pl-socket-panels.h"
#include "app/window/pl-application.h"

#include "scene.h"

#include <gdk/x11/gdkx.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlApplication *application;
  Scene scene; /* its window and its page */
} Fixture;

/* ---- The keyboard ---- */

static void
exited_cb (GObject *process, GAsyncResult *result, gpointer ret_done)
{
  *(gboolean *) ret_done = g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL) ? 1 : 2;
}

static void
run_xdotool (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, NULL);
  gboolean is_done = FALSE;

  assert_non_null (process);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &is_done);
  pl_test_wait_until (is_done);
  assert_int_equal (is_done, 1);
}

/* There is no window manager that would do it. */
static void
focus_window (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));

  run_xdotool ((const char *[]){ "xdotool", "windowfocus", "--sync", id, NULL });
  pl_test_wait_until (gtk_window_is_active (window));
}

static void
press_key (const char *key)
{
  run_xdotool ((const char *[]){ "xdotool", "key", key, NULL });
}

static void
type_text (const char *text)
{
  run_xdotool ((const char *[]){ "xdotool", "type", "--delay", "1", text, NULL });
}

/* ---- Up and down ---- */

static void
set_up (Fixture *fixture)
{
  Scene *scene = &fixture->scene;

  fixture->application = pl_application_new ("0");
  g_application_set_flags (G_APPLICATION (fixture->application), G_APPLICATION_NON_UNIQUE);
  assert_true (g_application_register (G_APPLICATION (fixture->application), NULL, NULL));
  g_application_activate (G_APPLICATION (fixture->application));
  scene->window = gtk_application_get_windows (GTK_APPLICATION (fixture->application))->data;
  scene->page = pl_window_get_page (scene->window);
  pl_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (scene->page)));
  focus_window (GTK_WINDOW (scene->window));
}

/* An application says goodbye only where it has run. */
static void
tear_down (Fixture *fixture)
{
  char *arguments[] = { (char *) "portlight", NULL };

  if (fixture->scene.window != NULL)
    g_object_add_weak_pointer (G_OBJECT (fixture->scene.window), (gpointer *) &fixture->scene.window);
  g_idle_add_once ((GSourceOnceFunc) g_application_quit, fixture->application);
  assert_int_equal (g_application_run (G_APPLICATION (fixture->application), 1, arguments), 0);
  pl_test_wait_until (fixture->scene.window == NULL);
  pl_test_assert_finalized (fixture->application);
}

static void
run_demo (Fixture *fixture)
{
  Scene *scene = &fixture->scene;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "demo", NULL);
  pl_test_wait_until (get_n_rows (scene) == 3 && get_selected (scene) != NULL &&
                      pl_socket_get_role (get_selected (scene)) == PL_SOCKET_ROLE_CLIENT &&
                      pl_socket_get_received (get_selected (scene)) == 6);
}

static gboolean
has_focus (Fixture *fixture, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->scene.window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
get_panels (Fixture *fixture)
{
  return find_type (GTK_WIDGET (fixture->scene.page), PL_TYPE_SOCKET_PANELS);
}

/* ---- Dialogs ---- */

/* In front of the window; NULL if there is none. */
static GtkWindow *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->scene.window) &&
          gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/* Each opens with its key and goes with Escape. */
static void
test_dialogs (void **state)
{
  static const struct
  {
    const char *key;
    const char *text;
  } all[] = {
    { "F1", "A socket has two ends." },
    { "ctrl+question", "Go to the host|" },
    { "ctrl+comma", "Finished rows|" },
  };
  Fixture fixture = { NULL };

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      press_key (all[i].key);
      pl_test_wait_until (find_dialog (&fixture) != NULL);
      assert_contains (GTK_WIDGET (find_dialog (&fixture)), all[i].text);
      focus_window (find_dialog (&fixture));
      press_key ("Escape");
      pl_test_wait_until (find_dialog (&fixture) == NULL);
      focus_window (GTK_WINDOW (fixture.scene.window));
    }
  tear_down (&fixture);
}

/* ---- The pages and the panels ---- */

/* As many as there are, in their order. */
static void
test_pages (void **state)
{
  Fixture fixture = { NULL };
  AdwViewStack *stack;
  g_autoptr (GListModel) pages = NULL;

  set_up (&fixture);
  stack = ADW_VIEW_STACK (find_id (GTK_WIDGET (fixture.scene.window), "pages"));
  pages = G_LIST_MODEL (adw_view_stack_get_pages (stack));
  assert_true (g_list_model_get_n_items (pages) >= 4);
  for (guint i = g_list_model_get_n_items (pages); i-- > 0;)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, i);
      g_autofree char *key = g_strdup_printf ("ctrl+%u", i + 1);

      press_key (key);
      pl_test_wait_until (adw_view_stack_get_visible_child (stack) == adw_view_stack_page_get_child (page));
    }
  tear_down (&fixture);
}

static void
test_panels (void **state)
{
  Fixture fixture = { NULL };
  GtkWidget *stack;

  set_up (&fixture);
  run_demo (&fixture);
  press_key ("alt+3");
  pl_test_wait_until (is_seen (find_id (get_panels (&fixture), "data_panel")));
  stack = gtk_widget_get_ancestor (find_id (get_panels (&fixture), "data_panel"), GTK_TYPE_STACK);
  for (guint i = 5; i > 0; i--)
    {
      g_autofree char *key = g_strdup_printf ("alt+%u", i);
      g_autofree char *before = g_strdup (gtk_stack_get_visible_child_name (GTK_STACK (stack)));

      press_key (key);
      pl_test_wait_until (i == 3 ||
                          strcmp (gtk_stack_get_visible_child_name (GTK_STACK (stack)), before) != 0);
    }
  assert_string_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "ends");
  tear_down (&fixture);
}

/* ---- The form ---- */

/* From the table to the host, the fields typed, and connected, without a pointer. */
static void
test_connect (void **state)
{
  Fixture fixture = { NULL };
  Scene *scene = &fixture.scene;
  PlEnd end;
  int listener = pl_test_listen (AF_INET, 0, 1, &end);
  g_autofree char *port = g_strdup_printf ("%u", end.port);
  GtkWidget *host;
  int fd;

  set_up (&fixture);
  run_demo (&fixture);
  press_key ("ctrl+2");
  press_key ("ctrl+1");
  gtk_widget_child_focus (GTK_WIDGET (get_table (scene)), GTK_DIR_TAB_FORWARD);
  host = find_id (get_form (scene), "host_row");
  assert_false (has_focus (&fixture, host));
  g_object_set (scene->page, "show-form", FALSE, NULL);
  press_key ("ctrl+l");
  pl_test_wait_until (is_seen (host) && has_focus (&fixture, host));

  type_text ("127.0.0.1");
  press_key ("Tab");
  pl_test_wait_until (has_focus (&fixture, find_id (get_form (scene), "service_row")));
  type_text (port);
  press_key ("ctrl+Return");
  fd = pl_test_accept (listener);
  pl_test_wait_until (get_n_rows (scene) == 4);
  pl_test_wait_until (pl_socket_get_peer (get_selected (scene))->port == end.port);
  close (fd);
  close (listener);
  tear_down (&fixture);
}

/* Enter submits, Escape stops: the peer never answers, for its queue is full. */
static void
test_stop (void **state)
{
  Fixture fixture = { NULL };
  Scene *scene = &fixture.scene;
  PlEnd end;
  int listener = pl_test_listen (AF_INET, 0, 0, &end);
  int fd = pl_test_connect (&end);
  g_autofree char *port = g_strdup_printf ("%u", end.port);

  set_up (&fixture);
  type_text ("127.0.0.1");
  press_key ("Tab");
  type_text (port);
  press_key ("Return");
  pl_test_wait_until (get_n_rows (scene) == 1);
  assert_int_equal (pl_socket_get_state (get_selected (scene)), PL_SOCKET_STATE_STARTING);
  assert_true (pl_form_is_busy (PL_FORM (get_form (scene))));
  press_key ("Escape");
  pl_test_wait_until (pl_socket_is_over (get_selected (scene)));
  wait_for_row (scene, 0, "stopped|client|");
  pl_test_wait_until (!pl_form_is_busy (PL_FORM (get_form (scene))));
  assert_string_equal (pl_target_request_get_service (pl_connect_request_get_peer (
                           pl_connect_form_get_request (PL_CONNECT_FORM (get_form (scene))))),
                       port); /* what was typed stays */
  close (fd);
  close (listener);
  tear_down (&fixture);
}

/* ---- The table ---- */

static void
test_filter (void **state)
{
  Fixture fixture = { NULL };
  Scene *scene = &fixture.scene;
  GtkWidget *entry;

  set_up (&fixture);
  run_demo (&fixture);
  entry = find_id (GTK_WIDGET (scene->page), "entry");
  press_key ("ctrl+f");
  pl_test_wait_until (has_focus (&fixture, entry));
  type_text ("listener");
  pl_test_wait_until (get_n_rows (scene) == 1);
  press_key ("Escape");
  pl_test_wait_until (get_n_rows (scene) == 3 && !is_seen (entry));
  pl_test_wait_until (has_focus (&fixture, GTK_WIDGET (get_table (scene))));
  tear_down (&fixture);
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer ret_text)
{
  *(char **) ret_text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
dup_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->scene.window)), NULL,
                                 pasted_cb, &text);
  pl_test_wait_until (text != NULL);

  return text;
}

static void
copy_from (Fixture *fixture, GtkWidget *widget, const char *expected)
{
  g_autofree char *text = NULL;
  gint64 deadline_us = g_get_monotonic_time () + PL_TEST_DEADLINE_US;

  pl_test_wait_until (has_focus (fixture, widget));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), "before");
  press_key ("ctrl+c");
  do
    {
      g_free (text);
      text = dup_clipboard (fixture);
    }
  while (strcmp (text, "before") == 0 && g_get_monotonic_time () < deadline_us);
  assert_string_equal (text, expected);
}

/* Both ends of a row; of a card, its own. */
static void
test_copy (void **state)
{
  Fixture fixture = { NULL };
  Scene *scene = &fixture.scene;
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];
  g_autofree char *both = NULL;
  GtkWidget *card;

  set_up (&fixture);
  run_demo (&fixture);
  pl_end_to_string (pl_socket_get_local (get_selected (scene)), local);
  pl_end_to_string (pl_socket_get_peer (get_selected (scene)), peer);
  both = g_strdup_printf ("%s\t%s", local, peer);
  gtk_widget_child_focus (GTK_WIDGET (get_table (scene)), GTK_DIR_TAB_FORWARD);
  copy_from (&fixture, GTK_WIDGET (get_table (scene)), both);
  assert_contains (GTK_WIDGET (scene->window), "Copied|");

  card = find_id (get_panels (&fixture), "peer_card");
  gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
  copy_from (&fixture, card, peer);
  tear_down (&fixture);
}

/* ---- The end ---- */

static void
test_close (void **state)
{
  Fixture fixture = { NULL };

  set_up (&fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture.scene.window), (gpointer *) &fixture.scene.window);
  press_key ("ctrl+w");
  pl_test_wait_until (fixture.scene.window == NULL);
  tear_down (&fixture);
}

static gboolean
give_up_cb (gpointer application)
{
  g_object_set_data (application, "gave-up", application);
  g_application_quit (application);

  return G_SOURCE_REMOVE;
}

static void
test_quit (void **state)
{
  Fixture fixture = { NULL };
  char *arguments[] = { (char *) "portlight", NULL };
  g_autoptr (GSubprocess) process = NULL;
  guint timeout_id;

  set_up (&fixture);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "xdotool", "key", "ctrl+q", NULL);
  timeout_id = g_timeout_add (PL_TEST_DEADLINE_US / 1000, give_up_cb, fixture.application);
  assert_int_equal (g_application_run (G_APPLICATION (fixture.application), 1, arguments), 0);
  assert_null (g_object_get_data (G_OBJECT (fixture.application), "gave-up"));
  g_source_remove (timeout_id);
  pl_test_assert_finalized (fixture.application);
}

/* ---- The list ---- */

static gboolean
is_listed (GtkWidget *widget, const char *accelerator)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *own = NULL;
      guint key, own_key;
      GdkModifierType modifiers, own_modifiers;

      g_object_get (widget, "accelerator", &own, NULL);
      return gtk_accelerator_parse (accelerator, &key, &modifiers) &&
             gtk_accelerator_parse (own, &own_key, &own_modifiers) && key == own_key &&
             modifiers == own_modifiers;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_listed (child, accelerator))
      return TRUE;

  return FALSE;
}

/* Whatever has a key can be found. */
static void
test_all_are_listed (void **state)
{
  Fixture fixture = { NULL };
  g_auto (GStrv) actions = NULL;

  set_up (&fixture);
  press_key ("ctrl+question");
  pl_test_wait_until (find_dialog (&fixture) != NULL);
  actions = gtk_application_list_action_descriptions (GTK_APPLICATION (fixture.application));
  assert_true (g_strv_length (actions) > 10);
  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture.application),
                                                                   actions[i]);

      if (!is_listed (GTK_WIDGET (find_dialog (&fixture)), keys[0]))
        fail_msg ("%s does %s, which the list of keys does not say", keys[0], actions[i]);
    }
  gtk_window_destroy (find_dialog (&fixture));
  tear_down (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_dialogs),        cmocka_unit_test (test_pages), cmocka_unit_test (test_panels),
    cmocka_unit_test (test_connect),        cmocka_unit_test (test_stop),  cmocka_unit_test (test_filter),
    cmocka_unit_test (test_copy),           cmocka_unit_test (test_close), cmocka_unit_test (test_quit),
    cmocka_unit_test (test_all_are_listed),
  };
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (!gtk_init_check () || xdotool == NULL)
    return 77;

  return cmocka_run_group_tests_name ("keys", tests, set_up_stage, NULL);
}
