/* The services database as a list: its order, its filter, and every entry with a number or a name. */
#include "core/target/pl-service-database.h"
#include "core/target/pl-service-list.h"
#include "support/pl-test.h"

#include <string.h>

static void
add (GPtrArray *entries, const char *name, guint16 port, const char *protocol, const char *aliases)
{
  PlServiceEntry *entry = g_new0 (PlServiceEntry, 1);

  entry->name = g_strdup (name);
  entry->port = port;
  entry->protocol = g_strdup (protocol);
  entry->aliases = g_strsplit (aliases, " ", -1);
  if (*aliases == '\0')
    entry->aliases[0] = NULL;
  g_ptr_array_add (entries, entry);
}

static PlServiceList *
create_list (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free);

  add (entries, "shell", 514, "tcp", "cmd syslog");
  add (entries, "http", 80, "tcp", "www");
  add (entries, "syslog", 514, "udp", "");
  add (entries, "discard", 9, "udp", "sink null");
  add (entries, "discard", 9, "tcp", "sink null");
  add (entries, "rtmp", 1, "ddp", "");
  return pl_service_list_new (entries);
}

static void
append_entry (GString *text, const PlServiceEntry *entry)
{
  g_string_append_printf (text, "%s %u/%s|", entry->name, entry->port, entry->protocol);
}

static void
assert_list (PlServiceList *list, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PlServiceItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      append_entry (text, pl_service_item_get_entry (item));
    }
  assert_string_equal (text->str, expected);
}

static void
test_filter (void **state)
{
  g_autoptr (PlServiceList) list = create_list ();

  assert_int_equal (pl_service_list_get_n_entries (list), 6);
  assert_list (list, "rtmp 1/ddp|discard 9/tcp|discard 9/udp|http 80/tcp|shell 514/tcp|syslog 514/udp|");
  pl_service_list_set_filter (list, "", PL_PROTOCOL_UDP);
  assert_list (list, "discard 9/udp|syslog 514/udp|");
  pl_service_list_set_filter (list, " SYS ", PL_PROTOCOL_ANY);
  assert_list (list, "shell 514/tcp|syslog 514/udp|");
  pl_service_list_set_filter (list, "5", PL_PROTOCOL_TCP);
  assert_list (list, "shell 514/tcp|");
  pl_service_list_set_filter (list, "no such", PL_PROTOCOL_ANY);
  assert_list (list, "");
  assert_int_equal (pl_service_list_get_n_entries (list), 6);
}

static void
count_cb (GListModel *model, guint position, guint n_removed, guint n_added, guint *counts)
{
  counts[0] += n_removed;
  counts[1] += n_added;
}

static void
test_changes (void **state)
{
  g_autoptr (PlServiceList) list = create_list ();
  guint counts[2] = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), counts);
  pl_service_list_set_filter (list, "", PL_PROTOCOL_UDP);
  assert_int_equal (counts[0], 6);
  assert_int_equal (counts[1], 2);
}

static void
assert_found (const char *text, PlProtocol protocol, const char *expected, const char *expected_match)
{
  g_autoptr (PlServiceList) list = create_list ();
  const PlServiceEntry *match = (gpointer) list;
  g_autoptr (GPtrArray) found = pl_service_list_find (list, text, protocol, &match);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) match_line = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    append_entry (line, found->pdata[i]);
  if (match != NULL)
    append_entry (match_line, match);
  assert_string_equal (line->str, expected);
  assert_string_equal (match_line->str, expected_match);
}

static void
test_find (void **state)
{
  assert_found ("514", PL_PROTOCOL_ANY, "shell 514/tcp|syslog 514/udp|", "shell 514/tcp|");
  assert_found (" 0514 ", PL_PROTOCOL_UDP, "shell 514/tcp|syslog 514/udp|", "syslog 514/udp|");
  assert_found ("syslog", PL_PROTOCOL_ANY, "shell 514/tcp|syslog 514/udp|", "shell 514/tcp|");
  assert_found ("syslog", PL_PROTOCOL_UDP, "shell 514/tcp|syslog 514/udp|", "syslog 514/udp|");
  assert_found ("www", PL_PROTOCOL_UDP, "http 80/tcp|", "");
  assert_found ("rtmp", PL_PROTOCOL_ANY, "rtmp 1/ddp|", "rtmp 1/ddp|");
  assert_found ("WWW", PL_PROTOCOL_ANY, "", "");
  assert_found ("", PL_PROTOCOL_ANY, "", "");
  assert_found ("0", PL_PROTOCOL_ANY, "", "");
  assert_found ("66050", PL_PROTOCOL_ANY, "", ""); /* 514 in 16 bits */
  assert_found ("99999999999999999999", PL_PROTOCOL_ANY, "", "");
}

static void
test_position (void **state)
{
  g_autoptr (PlServiceList) list = create_list ();
  const PlServiceEntry *match;
  g_autoptr (GPtrArray) found = pl_service_list_find (list, "syslog", PL_PROTOCOL_UDP, &match);
  guint position = 99;

  assert_int_equal (found->len, 2);
  assert_true (pl_service_list_find_position (list, match, &position));
  assert_int_equal (position, 5);
  pl_service_list_set_filter (list, "", PL_PROTOCOL_TCP);
  assert_false (pl_service_list_find_position (list, match, &position));
}

/* A row outlives its list: a cell may still hold it. */
static void
test_item_outlives (void **state)
{
  PlServiceList *list = create_list ();
  g_autoptr (PlServiceItem) item = g_list_model_get_item (G_LIST_MODEL (list), 3);

  pl_test_assert_finalized (list);
  assert_string_equal (pl_service_item_get_entry (item)->name, "http");
}

/* The match must be what the terminal says, for every word of this computer's own database. */
static void
test_as_in_the_terminal (void **state)
{
  static const PlProtocol protocols[] = { PL_PROTOCOL_ANY, PL_PROTOCOL_TCP, PL_PROTOCOL_UDP };
  PlTestResult stored = { NULL };
  g_autoptr (GPtrArray) all = pl_service_database_get_all ();
  g_autoptr (PlServiceList) list = NULL;

  pl_service_list_load_async (NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  list = pl_service_list_load_finish (stored.result, NULL);
  g_clear_object (&stored.result);
  assert_int_equal (pl_service_list_get_n_entries (list), all->len);

  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < 2 * G_N_ELEMENTS (protocols); j++)
      {
        const PlServiceEntry *own = all->pdata[i];
        PlProtocol protocol = protocols[j / 2];
        const char *name = own->aliases[0] != NULL && j >= 4 ? own->aliases[0] : own->name;
        g_autofree char *text = j % 2 ? g_strdup (name) : g_strdup_printf ("%u", own->port);
        g_autoptr (PlServiceEntry) entry = pl_service_entry_find (text, -1, protocol);
        const PlServiceEntry *match;
        g_autoptr (GPtrArray) found = pl_service_list_find (list, text, protocol, &match);

        assert_true (found->len > 0);
        assert_int_equal (entry != NULL, match != NULL);
        if (match == NULL)
          continue;
        assert_string_equal (entry->name, match->name);
        assert_string_equal (entry->protocol, match->protocol);
        assert_int_equal (entry->port, match->port);
      }
}

static void
test_cancel (void **state)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PlTestResult stored = { NULL };

  pl_service_list_load_async (cancellable, pl_test_store_result, &stored);
  g_cancellable_cancel (cancellable);
  pl_test_wait_until (stored.n_calls > 0);
  assert_null (pl_service_list_load_finish (stored.result, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_object (&stored.result);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_filter),        cmocka_unit_test (test_changes),
    cmocka_unit_test (test_find),          cmocka_unit_test (test_position),
    cmocka_unit_test (test_item_outlives), cmocka_unit_test (test_as_in_the_terminal),
    cmocka_unit_test (test_cancel),
  };

  return cmocka_run_group_tests_name ("service-list", tests, NULL, NULL);
}
