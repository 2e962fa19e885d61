/* test-lookup-page.c: the page Look up: what it asks, what it shows of the answers, many at once, and what a
 * screen reader hears. The resolver answers from a table. */

#include "app/lookup/pl-candidate-list.h"
#include "app/lookup/pl-host-entry-list.h"
#include "app/lookup/pl-lookup-list.h"
#include "app/lookup/pl-lookup-form.h"
#include "app/lookup/pl-lookup-page.h"
#include "app/lookup/pl-question-list.h"
#include "app/widgets/pl-verdict-label.h"

#include "stage.h"
#include "support/pl-fake-hosts.h"
#include "support/pl-test.h"

#include <string.h>

static PlLookups *lookups;

static GtkWidget *
enter_page (void)
{
  GtkWidget *page = enter (pl_lookup_page_new ());

  pl_fake_hosts_reset ();
  lookups = pl_lookups_new ();
  pl_lookup_page_set_lookups (PL_LOOKUP_PAGE (page), lookups);
  return page;
}

static void
leave_page (GtkWidget *page)
{
  pl_fake_hosts_release ();
  pl_test_wait_until (pl_asker_get_n_busy (pl_lookups_get_asker (lookups)) == 0);
  leave (page);
  pl_test_assert_finalized (lookups);
}

static gboolean
is_over (void)
{
  PlLookupTotals totals;

  pl_lookups_get_totals (lookups, &totals);

  return totals.n_all > 0 && totals.n_over == totals.n_all;
}

static void
look_up (GtkWidget *page, const char *text)
{
  pl_lookup_page_look_up (PL_LOOKUP_PAGE (page), text);
  pl_test_wait_until (is_over ());
  drain ();
}

static void
test_empty (void **state)
{
  GtkWidget *page = enter_page ();
  GtkWidget *row = find_type (page, ADW_TYPE_ENTRY_ROW);

  assert_contains (page, "Look a host up|");
  assert_reads (find_type (find_type (page, PL_TYPE_LOOKUP_FORM), PL_TYPE_VERDICT_LABEL),
                "A name, or an address in any of its forms.|");
  assert_named (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), "Host");
  pl_lookup_page_submit (PL_LOOKUP_PAGE (page));
  drain ();
  assert_contains (page, "Empty: type the name or the address that is to be looked up.|");
  assert_true (gtk_widget_has_css_class (row, "error"));
  assert_int_equal (pl_fake_hosts_get_n_asked (), 0);
  leave_page (page);
}

static void
test_entry (void **state)
{
  GtkWidget *page = enter_page ();

  pl_fake_hosts_set ("www.test", PL_FAMILY_IPV6, "web.test www.test", "::1");
  pl_fake_hosts_set ("www.test", PL_FAMILY_IPV4, "web.test www.test", "127.0.0.1 127.0.0.2");
  look_up (page, "www.test");
  assert_contains (page, "web.test|asked as www.test · 3 addresses · ");
  assert_contains (
      find_type (page, PL_TYPE_HOST_ENTRY_LIST),
      "name|web.test|aliases|www.test|address|::1|ipv4-address|127.0.0.1|ipv6-address|::1|addresses|::1\n"
      "127.0.0.1\n127.0.0.2|ipv4-addresses|127.0.0.1\n127.0.0.2|ipv6-addresses|::1|");
  assert_contains (find_type (page, PL_TYPE_CANDIDATE_LIST),
                   "2|127.0.0.1|127.0.0.1|loopback · scope link · precedence 35 · label 4|rule 10|"
                   "a tie with 3: order as answered|");
  assert_contains (find_type (page, PL_TYPE_QUESTION_LIST),
                   "Questions asked, both at once|AAAA|www.test|1 address");
  assert_non_null (find_named (page, GTK_TYPE_LIST_BOX_ROW, "aliases: www.test"));
  assert_non_null (find_named (page, GTK_TYPE_BUTTON, "Copy ipv4-addresses"));
  assert_non_null (
      find_named (page, GTK_TYPE_LIST_BOX_ROW, "2: 127.0.0.1, rule 10, a tie with 3: order as answered"));
  leave_page (page);
}

static void
test_none (void **state)
{
  GtkWidget *page = enter_page ();

  look_up (page, "nowhere.test");
  assert_contains (page, "nowhere.test|no such name");
  assert_contains (page, "There is no name nowhere.test.|It is misspelt, or known in another network only.|");
  assert_false (gtk_widget_get_mapped (find_type (page, PL_TYPE_HOST_ENTRY_LIST)));
  assert_true (gtk_widget_get_mapped (find_type (page, PL_TYPE_QUESTION_LIST)));
  look_up (page, "_http._tcp.test"); /* such a name has nothing but records */
  assert_contains (find_type (page, PL_TYPE_QUESTION_LIST), "SRV|_http._tcp.test|no such name");
  leave_page (page);
}

static void
test_reverse (void **state)
{
  GtkWidget *page = enter_page ();

  pl_fake_hosts_set ("127.0.0.1", PL_FAMILY_NONE, "localhost", "");
  look_up (page, "0x7f000001");
  assert_contains (page, "localhost|asked as 0x7f000001 · localhost · ");
  assert_contains (find_type (page, PL_TYPE_QUESTION_LIST), "The question asked|PTR|127.0.0.1|1 name");
  leave_page (page);
}

static void
test_stop_and_repeat (void **state)
{
  GtkWidget *page = enter_page ();
  GListModel *model = pl_lookups_get_model (lookups);

  pl_fake_hosts_set_silent ("silent.test", PL_FAMILY_IPV4);
  pl_lookup_page_look_up (PL_LOOKUP_PAGE (page), "silent.test");
  drain ();
  assert_contains (page, "silent.test|asking|");
  gtk_widget_activate_action (page, "lookup.stop", NULL);
  drain ();
  assert_true (is_over ());
  assert_contains (page, "silent.test|stopped");
  assert_contains (page, "Stopped by you.|");
  gtk_widget_activate_action (page, "lookup.repeat", NULL);
  assert_int_equal (g_list_model_get_n_items (model), 2);
  leave_page (page);
}

static void
remember_use_cb (GtkWidget *page, const char *form, const char *hostspec, char **memory)
{
  g_free (*memory);
  *memory = g_strdup_printf ("%s %s", form, hostspec);
}

static void
test_use (void **state)
{
  GtkWidget *page = enter_page ();
  g_autofree char *used = NULL;

  g_signal_connect (page, "use", G_CALLBACK (remember_use_cb), &used);
  pl_fake_hosts_set ("one.test", PL_FAMILY_IPV4, "one.test", "127.0.0.1");
  look_up (page, "one.test");
  gtk_widget_activate_action (page, "lookup.connect", NULL);
  assert_string_equal (used, "connect one.test");
  leave_page (page);
}

static void
remember_target_cb (GtkWidget *page, const char *hostspec, const char *service, char **memory)
{
  g_free (*memory);
  *memory = g_strdup_printf ("%s %s", hostspec, service);
}

static void
test_use_target (void **state)
{
  GtkWidget *page = enter_page ();
  g_autofree char *used = NULL;

  g_signal_connect (page, "use-target", G_CALLBACK (remember_target_cb), &used);
  gtk_widget_activate_action (page, "lookup.connect-to", "(ss)", "host.test", "8080");
  assert_string_equal (used, "host.test 8080");
  leave_page (page);
}

/* Several lines, however they come, are several lookups. */
static void
test_many (void **state)
{
  GtkWidget *page = enter_page ();
  GtkWidget *row = find_type (page, ADW_TYPE_ENTRY_ROW);

  pl_fake_hosts_set ("known.test", PL_FAMILY_IPV4, "known.test", "127.0.0.1");
  gtk_editable_set_text (GTK_EDITABLE (row), "known.test\nunknown.test\n\nnot a name\n127.1");
  drain ();
  assert_reads (find_type (find_type (page, PL_TYPE_LOOKUP_FORM), PL_TYPE_VERDICT_LABEL),
                "4 lines, asked on Look up.|");
  pl_lookup_page_submit (PL_LOOKUP_PAGE (page));
  pl_test_wait_until (is_over ());
  drain ();
  assert_contains (find_type (page, PL_TYPE_LOOKUP_LIST), "4 of 4 · 1 found · 1 not · 2 wrong|");
  assert_contains (find_type (page, PL_TYPE_LOOKUP_LIST), "not a name|neither a name nor an address|");
  gtk_widget_activate_action (find_type (page, PL_TYPE_LOOKUP_LIST), "list.clear", NULL);
  drain ();
  assert_contains (page, "Look a host up|");
  leave_page (page);
}

static void
test_bounds (void **state)
{
  GtkWidget *page = enter_page ();
  GString *addresses = g_string_new ("127.0.1.0");

  for (guint i = 1; i < 200; i++)
    g_string_append_printf (addresses, " 127.0.1.%u", i);
  pl_fake_hosts_set ("many.test", PL_FAMILY_IPV4, "many.test", addresses->str);
  look_up (page, "many.test");
  assert_contains (find_type (page, PL_TYPE_CANDIDATE_LIST),
                   "136 more addresses stand in the host entry only.|");
  assert_contains (find_type (page, PL_TYPE_HOST_ENTRY_LIST), "\nand 192 more|");
  g_string_free (addresses, TRUE);
  leave_page (page);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_empty),
    cmocka_unit_test (test_entry),
    cmocka_unit_test (test_none),
    cmocka_unit_test (test_reverse),
    cmocka_unit_test (test_stop_and_repeat),
    cmocka_unit_test (test_use),
    cmocka_unit_test (test_use_target),
    cmocka_unit_test (test_many),
    cmocka_unit_test (test_bounds),
  };

  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
