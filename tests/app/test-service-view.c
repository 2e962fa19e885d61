/* test-service-view.c: the service half of Look up: what the form asks, what the view says of it, and the
 * table of the whole database. */

#include "app/target/pl-service-card.h"
#include "app/target/pl-service-form.h"
#include "app/target/pl-service-table.h"
#include "app/target/pl-service-view.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-verdict-label.h"

#include "scene.h"

#define FROM_HERE " · from this computer’s services database, nothing was asked over the network|"

static void
add (GPtrArray *entries, const char *name, guint16 port, const char *protocol, const char *aliases)
{
  PlServiceEntry *entry = g_new0 (PlServiceEntry, 1);

  entry->name = g_strdup (name);
  entry->port = port;
  entry->protocol = g_strdup (protocol);
  entry->aliases = g_strsplit (aliases, " ", *aliases == '\0' ? 1 : -1);
  if (*aliases == '\0')
    g_clear_pointer (&entry->aliases[0], g_free);
  g_ptr_array_add (entries, entry);
}

static PlServiceList *
create_list (guint n_more)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free);

  add (entries, "shell", 514, "tcp", "cmd syslog");
  add (entries, "http", 80, "tcp", "www");
  add (entries, "syslog", 514, "udp", "");
  add (entries, "rtmp", 1, "ddp", "");
  for (guint i = 0; i < n_more; i++)
    {
      g_autofree char *name = g_strdup_printf ("more%u", i);

      add (entries, name, (guint16) (1000 + i), "tcp", "");
    }
  return pl_service_list_new (entries);
}

static GtkWidget *
enter_view (guint n_more)
{
  GtkWidget *view = g_object_ref_sink (pl_service_view_new ());
  g_autoptr (PlServiceList) list = create_list (n_more);

  pl_service_view_set_list (PL_SERVICE_VIEW (view), list);
  enter (view);
  g_object_unref (view);
  return view;
}

static void
look_up (GtkWidget *view, const char *text, PlProtocol protocol)
{
  pl_service_view_look_up (PL_SERVICE_VIEW (view), text, protocol);
  drain ();
}

static void
assert_remark (GtkWidget *view, const char *expected)
{
  GtkWidget *remark = find_id (view, "remark");

  assert_int_equal (gtk_widget_get_visible (remark), expected != NULL);
  if (expected != NULL)
    assert_contains (remark, expected);
}

static void
test_port (void **state)
{
  GtkWidget *view = enter_view (0);

  assert_contains (view, "Services by name and number|");
  look_up (view, " 0514 ", PL_PROTOCOL_ANY);
  assert_contains (view, "Port 514|2 entries" FROM_HERE);
  assert_reads (find_id (view, "cards"),
                "shell|TCP|the match|name|shell|port|514|system range, RFC 6335 §6|"
                "aliases|cmd, syslog|protocol|tcp|· Any takes the first|Use in Connect|"
                "syslog|UDP|also has this number|name|syslog|port|514|system range, RFC 6335 §6|"
                "aliases|none|protocol|udp|· ask for UDP to match it|Use in Connect|");
  assert_remark (view, "syslog is both: an alias of shell over TCP, a name of its own over UDP. The protocol "
                       "decides.|");

  look_up (view, "syslog", PL_PROTOCOL_UDP);
  assert_contains (view, "syslog|2 entries" FROM_HERE);
  assert_contains (view, "also has this name|");
  assert_contains (view, "syslog|UDP|the match|");
  leave (view);
}

static void
test_no_match (void **state)
{
  GtkWidget *view = enter_view (0);

  look_up (view, "www", PL_PROTOCOL_UDP);
  assert_contains (view, "www|1 entry" FROM_HERE "http|TCP|also has this name|");
  assert_remark (view, "None of them is over UDP, so there is no match.|");

  look_up (view, "99", PL_PROTOCOL_ANY);
  assert_contains (view, "Port 99|No entry in this computer’s services database; nothing was asked over the "
                         "network|");
  assert_false (gtk_widget_get_visible (find_id (view, "cards")));
  assert_remark (view, NULL);

  look_up (view, "http", PL_PROTOCOL_TCP);
  assert_contains (view, "http|1 entry" FROM_HERE "http|TCP|the match|");
  assert_contains (view, "protocol|tcp|Use in Connect|");
  leave (view);
}

static void
remember_use_cb (GtkWidget *view, const char *service, const char *protocol, char **memory)
{
  g_free (*memory);
  *memory = g_strdup_printf ("%s %s", service, protocol);
}

static void
remember_cb (GtkWidget *view, const char *text, char **memory)
{
  g_free (*memory);
  *memory = g_strdup (text);
}

static GtkWidget *
find_card (GtkWidget *view, guint n)
{
  GtkWidget *card = gtk_widget_get_first_child (find_id (view, "cards"));

  while (n-- > 0)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

static void
test_use (void **state)
{
  GtkWidget *view = enter_view (0);
  g_autofree char *used = NULL;
  g_autofree char *copied = NULL;

  g_signal_connect (view, "use", G_CALLBACK (remember_use_cb), &used);
  g_signal_connect (view, "copied", G_CALLBACK (remember_cb), &copied);
  look_up (view, "514", PL_PROTOCOL_UDP);
  g_signal_emit_by_name (find_id (find_card (view, 1), "use_button"), "clicked");
  assert_string_equal (used, "syslog udp");
  assert_named (find_id (find_card (view, 1), "use_button"), "Use syslog 514/udp in Connect");
  g_signal_emit_by_name (find_id (find_card (view, 0), "copy_button"), "clicked");
  assert_string_equal (copied, "shell 514/tcp");
  assert_named (find_id (find_card (view, 0), "copy_button"), "Copy shell 514/tcp");

  /* A name of another protocol would be none in the form. */
  look_up (view, "rtmp", PL_PROTOCOL_ANY);
  g_signal_emit_by_name (find_id (find_card (view, 0), "use_button"), "clicked");
  assert_string_equal (used, "1 ddp");

  g_signal_emit_by_name (find_id (view, "view"), "activate", 1);
  assert_string_equal (used, "http tcp");
  leave (view);
}

static GtkSingleSelection *
get_selection (GtkWidget *view)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (find_id (view, "view"))));
}

static void
test_table (void **state)
{
  GtkWidget *view = enter_view (200);
  GtkWidget *scroller = gtk_widget_get_ancestor (find_id (view, "view"), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  assert_string_equal (get_label (view, "count_label"),
                       "From this computer’s services database; nothing is asked over the network");
  assert_contains (find_type (view, PL_TYPE_SERVICE_TABLE), "All 204 entries|");
  assert_int_equal (gtk_single_selection_get_selected (get_selection (view)), GTK_INVALID_LIST_POSITION);

  look_up (view, "more150", PL_PROTOCOL_ANY);
  assert_int_equal (gtk_single_selection_get_selected (get_selection (view)), 154);
  pl_test_wait_until (gtk_adjustment_get_value (adjustment) > 1000);

  /* What hides the match goes. */
  gtk_editable_set_text (GTK_EDITABLE (find_id (view, "search")), "nosuch");
  g_signal_emit_by_name (find_id (view, "search"), "search-changed");
  assert_contains (view, "0 of 204 entries|");
  assert_contains (view, "No entry has that in its name, its aliases or its number.|");
  look_up (view, "http", PL_PROTOCOL_ANY);
  assert_contains (view, "All 204 entries|");
  assert_int_equal (gtk_single_selection_get_selected (get_selection (view)), 1);

  pl_choice_set_value (PL_CHOICE (find_id (find_type (view, PL_TYPE_SERVICE_TABLE), "protocol")),
                       PL_PROTOCOL_UDP);
  assert_contains (view, "1 of 204 entries|");
  leave (view);
}

static void
test_missing (void **state)
{
  GtkWidget *view = pl_service_view_new ();
  g_autoptr (PlServiceList) list = pl_service_list_new (
      g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free));

  g_object_ref_sink (view);
  pl_service_view_look_up (PL_SERVICE_VIEW (view), "http", PL_PROTOCOL_ANY);
  pl_service_view_set_list (PL_SERVICE_VIEW (view), list);
  enter (view);
  g_object_unref (view);
  assert_string_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_id (view, "stack"))), "missing");
  leave (view);
}

/* By itself, in a thread; a question that comes before is answered then. */
static void
test_loads (void **state)
{
  GtkWidget *view = pl_service_view_new ();
  GtkStack *stack;

  enter (view);
  stack = GTK_STACK (find_id (view, "stack"));
  pl_service_view_look_up (PL_SERVICE_VIEW (view), "65530", PL_PROTOCOL_ANY);
  pl_test_wait_until (!g_str_equal (gtk_stack_get_visible_child_name (stack), "waiting"));
  if (g_str_equal (gtk_stack_get_visible_child_name (stack), "services"))
    assert_contains (view, "Port 65530|");
  leave (view);

  /* One that goes away before it is loaded */
  view = pl_service_view_new ();
  enter (view);
  leave (view);
}

/* ---- The form ---- */

static void
remember_question_cb (GtkWidget *form, const char *text, guint protocol, GString *memory)
{
  g_string_append_printf (memory, "%s/%s|", text, pl_protocol_to_string ((PlProtocol) protocol));
}

static void
test_form (void **state)
{
  GtkWidget *form = enter (pl_service_form_new ());
  GtkWidget *row = find_id (form, "service_row");
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_autoptr (GString) asked = g_string_new (NULL);

  g_signal_connect (form, "look-up", G_CALLBACK (remember_question_cb), asked);
  assert_named (text, "Service");
  gtk_widget_activate_action (form, "form.submit", NULL);
  assert_string_equal (asked->str, "");
  assert_contains (form, "Type a port number or a service name to look up.|");
  assert_true (gtk_widget_has_css_class (row, "error"));

  gtk_editable_set_text (GTK_EDITABLE (row), "65530");
  assert_false (gtk_widget_has_css_class (row, "error"));
  assert_contains (form, "Port 65530. No service has this number.|");
  g_signal_emit_by_name (row, "entry-activated");
  assert_string_equal (asked->str, "65530/any|");

  /* Another protocol asks again, but not before somebody has asked at all. */
  pl_choice_set_value (PL_CHOICE (find_id (form, "protocol")), PL_PROTOCOL_UDP);
  assert_string_equal (asked->str, "65530/any|65530/udp|");
  gtk_editable_set_text (GTK_EDITABLE (row), "no-such-service");
  pl_choice_set_value (PL_CHOICE (find_id (form, "protocol")), PL_PROTOCOL_TCP);
  assert_string_equal (asked->str, "65530/any|65530/udp|");

  /* None is an answer, too. */
  gtk_widget_activate_action (form, "form.submit", NULL);
  assert_string_equal (asked->str, "65530/any|65530/udp|no-such-service/tcp|");
  pl_service_form_fill (PL_SERVICE_FORM (form), "1", PL_PROTOCOL_ANY);
  assert_string_equal (strrchr (asked->str, '|') - 5, "1/any|");

  g_signal_emit_by_name (find_id (form, "service_label"), "mend", "7", "udp");
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "7");
  assert_int_equal (pl_choice_get_value (PL_CHOICE (find_id (form, "protocol"))), PL_PROTOCOL_UDP);
  leave (form);
}

/* ---- The window ---- */

static void
test_window (void **state)
{
  Scene scene;
  GtkWidget *view;
  GtkStack *stack;
  PlConnectRequest *request;

  set_up_scene (&scene, 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (scene.window), "win.look-up-service", "s", "65530");
  view = find_type (GTK_WIDGET (scene.window), PL_TYPE_SERVICE_VIEW);
  stack = GTK_STACK (find_id (view, "stack"));
  pl_test_wait_until (!g_str_equal (gtk_stack_get_visible_child_name (stack), "waiting"));
  assert_true (gtk_widget_get_mapped (view));
  if (g_str_equal (gtk_stack_get_visible_child_name (stack), "services"))
    assert_contains (view, "Port 65530|");

  gtk_widget_activate_action (view, "service.use", "(ss)", "65530", "udp");
  assert_false (gtk_widget_get_mapped (view));
  request = pl_connect_form_get_request (
      pl_form_column_get_connect_form (pl_connections_page_get_forms (scene.page)));
  assert_string_equal (pl_target_request_get_service (pl_connect_request_get_peer (request)), "65530");
  assert_int_equal (pl_connect_request_get_protocol (request), PL_PROTOCOL_UDP);
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_port),  cmocka_unit_test (test_no_match), cmocka_unit_test (test_use),
    cmocka_unit_test (test_table), cmocka_unit_test (test_missing),  cmocka_unit_test (test_loads),
    cmocka_unit_test (test_form),  cmocka_unit_test (test_window),
  };

  return cmocka_run_group_tests_name ("service-view", tests, set_up_stage, NULL);
}
