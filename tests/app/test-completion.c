/* test-completion.c: the names of services below what is being typed: it opens, is chosen from, closes, and
 * keeps its hands off the focus. */

#include "app/target/pl-service-completion.h"

#include "stage.h"

#include "support/pl-test.h"

#include <netdb.h>

typedef struct
{
  GtkWidget *box;
  GtkWidget *row;
  GtkEditable *text;
  PlServiceCompletion *completion;
  guint n_submits;
  guint n_stops;
} Scene;

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
stop_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  guint *n = data;

  (*n)++;
  return TRUE;
}

static void
set_up (Scene *scene)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  *scene = (Scene){ .box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), .row = adw_entry_row_new () };
  scene->text = gtk_editable_get_delegate (GTK_EDITABLE (scene->row));
  scene->completion = pl_service_completion_attach (scene->row, PL_PROTOCOL_TCP);
  gtk_box_append (GTK_BOX (scene->box), scene->row);
  gtk_box_append (GTK_BOX (scene->box), gtk_button_new_with_label ("Elsewhere"));
  g_signal_connect_swapped (scene->row, "entry-activated", G_CALLBACK (count_cb), &scene->n_submits);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (stop_cb, &scene->n_stops, NULL)));
  gtk_widget_add_controller (scene->box, keys);
  enter (scene->box);
  gtk_widget_grab_focus (scene->row);
}

static gboolean
is_open (Scene *scene)
{
  return gtk_widget_get_visible (GTK_WIDGET (scene->completion));
}

static GtkListBox *
get_list (Scene *scene)
{
  return GTK_LIST_BOX (find_type (GTK_WIDGET (scene->completion), GTK_TYPE_LIST_BOX));
}

static guint
count_rows (Scene *scene)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (get_list (scene), (int) n) != NULL)
    n++;
  return n;
}

static const char *
get_text (Scene *scene)
{
  return gtk_editable_get_text (scene->text);
}

/* Key by key, as somebody types. */
static void
type (Scene *scene, const char *text)
{
  gtk_editable_set_text (scene->text, "");
  for (const char *at = text; *at != '\0'; at++)
    {
      int position = -1;

      gtk_editable_insert_text (scene->text, at, 1, &position);
      gtk_editable_set_position (scene->text, -1);
    }
  drain ();
}

/* The list comes once the database has been read. */
static void
open_with (Scene *scene, const char *text)
{
  type (scene, text);
  pl_test_wait_until (is_open (scene));
}

/* Asks every controller of the widgets from the outside in, and back, as an event would. */
static gboolean
press_at (GtkWidget *widget, GtkPropagationPhase phase, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken = FALSE;

      if (gtk_event_controller_get_propagation_phase (controller) != phase)
        continue;
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_taken);
      if (is_taken)
        return TRUE;
    }
  return FALSE;
}

static gboolean
press (Scene *scene, guint keyval)
{
  gboolean is_taken = press_at (GTK_WIDGET (scene->text), GTK_PHASE_CAPTURE, keyval);

  drain ();
  return is_taken;
}

static void
assert_selected (Scene *scene, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (scene));

  assert_int_equal (row != NULL ? gtk_list_box_row_get_index (row) : -1, index);
}

static void
assert_focus (Scene *scene)
{
  assert_ptr_equal (gtk_root_get_focus (gtk_widget_get_root (scene->row)), scene->text);
}

static void
test_opens (void **state)
{
  Scene scene;

  set_up (&scene);
  assert_false (is_open (&scene));
  open_with (&scene, "htt");
  assert_focus (&scene);
  assert_true (count_rows (&scene) >= 2 && count_rows (&scene) <= 8);
  assert_contains (GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (&scene), 0)), "http|80/tcp|");
  assert_named (GTK_WIDGET (get_list (&scene)), "Services");
  assert_named (GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (&scene), 0)), "http 80/tcp");
  assert_selected (&scene, -1);
  assert_string_equal (get_text (&scene), "htt");

  open_with (&scene, "ww");
  assert_contains (GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (&scene), 0)), "www|http|80/tcp|");
  open_with (&scene, "s");
  assert_int_equal (count_rows (&scene), 8);
  leave (scene.box);
}

static void
test_stays_closed (void **state)
{
  static const char *const texts[] = { "", "80", "8080", "no-such-service", "zqx", " " };
  Scene scene;

  set_up (&scene);
  open_with (&scene, "http");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      type (&scene, texts[i]);
      assert_false (is_open (&scene));
    }
  leave (scene.box);
}

static void
test_keys (void **state)
{
  Scene scene;
  int n_rows;

  set_up (&scene);
  open_with (&scene, "htt");
  n_rows = (int) count_rows (&scene);
  assert_true (press (&scene, GDK_KEY_Down));
  assert_selected (&scene, 0);
  assert_true (press (&scene, GDK_KEY_Down));
  assert_selected (&scene, 1);
  assert_true (press (&scene, GDK_KEY_Up));
  assert_true (press (&scene, GDK_KEY_Up));
  assert_selected (&scene, -1);
  assert_true (press (&scene, GDK_KEY_Up));
  assert_selected (&scene, n_rows - 1);
  assert_true (press (&scene, GDK_KEY_Down));
  assert_selected (&scene, -1);
  assert_true (press (&scene, GDK_KEY_Down));
  assert_true (press (&scene, GDK_KEY_Return));
  assert_string_equal (get_text (&scene), "http");
  assert_int_equal (gtk_editable_get_position (scene.text), 4);
  assert_false (is_open (&scene));
  assert_focus (&scene);
  assert_int_equal (scene.n_submits, 0);
  leave (scene.box);
}

/* Without a choice Enter is the form's; closed, every key is somebody else's. */
static void
test_leaves_keys_alone (void **state)
{
  static const guint keys[] = { GDK_KEY_Down, GDK_KEY_Up, GDK_KEY_Return, GDK_KEY_Escape, GDK_KEY_Tab };
  Scene scene;

  set_up (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    assert_false (press (&scene, keys[i]));
  open_with (&scene, "htt");
  assert_false (press (&scene, GDK_KEY_a));
  assert_false (press (&scene, GDK_KEY_Return));
  assert_false (is_open (&scene));
  assert_string_equal (get_text (&scene), "htt");
  g_signal_emit_by_name (scene.text, "activate");
  assert_int_equal (scene.n_submits, 1);
  leave (scene.box);
}

static void
test_escape (void **state)
{
  Scene scene;

  set_up (&scene);
  open_with (&scene, "htt");
  assert_true (press (&scene, GDK_KEY_Escape));
  assert_false (is_open (&scene));
  assert_string_equal (get_text (&scene), "htt");
  assert_int_equal (scene.n_stops, 0);
  assert_false (press (&scene, GDK_KEY_Escape));
  leave (scene.box);
}

static void
test_click (void **state)
{
  Scene scene;

  set_up (&scene);
  open_with (&scene, "htt");
  g_signal_emit_by_name (get_list (&scene), "row-activated",
                         gtk_list_box_get_row_at_index (get_list (&scene), 1));
  drain ();
  assert_string_not_equal (get_text (&scene), "htt");
  assert_true (g_str_has_prefix (get_text (&scene), "htt"));
  assert_false (is_open (&scene));
  assert_focus (&scene);
  leave (scene.box);
}

/* Nobody is typing: a paste into the host, a demonstration, a mend. */
static void
test_only_while_typing (void **state)
{
  Scene scene;

  set_up (&scene);
  open_with (&scene, "htt");
  gtk_widget_grab_focus (gtk_widget_get_last_child (scene.box));
  drain ();
  assert_false (is_open (&scene));
  gtk_editable_set_text (scene.text, "ht");
  drain ();
  assert_false (is_open (&scene));
  leave (scene.box);
}

/* The window goes while the database is still being read. */
static void
test_leaves_early (void **state)
{
  Scene scene;

  set_up (&scene);
  type (&scene, "h");
  leave (scene.box);
  drain ();
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_leaves_early),
    cmocka_unit_test (test_opens),
    cmocka_unit_test (test_stays_closed),
    cmocka_unit_test (test_keys),
    cmocka_unit_test (test_leaves_keys_alone),
    cmocka_unit_test (test_escape),
    cmocka_unit_test (test_click),
    cmocka_unit_test (test_only_while_typing),
  };

  if (getservbyname ("http", "tcp") == NULL || getservbyname ("www", "tcp") == NULL)
    return 77;
  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
