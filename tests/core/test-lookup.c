/* Lookups of hosts, with a resolver that answers from a table, or never. */

#include "core/lookup/pl-hosts-file.h"
#include "core/lookup/pl-lookup-words.h"
#include "core/lookup/pl-lookups.h"
#include "support/pl-fake-hosts.h"
#include "support/pl-test.h"

#include <arpa/nameser.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <unistd.h>

static int
set_up (void **state)
{
  pl_fake_hosts_reset ();
  *state = pl_lookups_new ();

  return 0;
}

static int
tear_down (void **state)
{
  PlLookups *lookups = *state;

  pl_fake_hosts_release ();
  pl_test_wait_until (pl_asker_get_n_busy (pl_lookups_get_asker (lookups)) ==
                      0); /* the table is theirs, too */
  pl_test_assert_finalized (lookups);

  return 0;
}

static PlLookup *
look_up (PlLookups *lookups, const char *hostspec, PlFamily family, gboolean is_reverse)
{
  g_autoptr (PlLookupRequest) request = pl_lookup_request_new (hostspec, family, is_reverse);
  g_autoptr (GError) error = NULL;
  PlTestResult result = { NULL };
  PlLookup *lookup;

  pl_lookups_look_up_async (lookups, request, NULL, pl_test_store_result, &result);
  assert_int_equal (result.n_calls, 0);
  pl_test_wait_until (result.n_calls > 0);
  lookup = pl_lookups_look_up_finish (lookups, result.result, &error);
  assert_null (error);
  g_clear_object (&result.result);

  return lookup;
}

static char *
dup_addresses (PlLookup *lookup, PlFamily family)
{
  g_autoptr (GPtrArray) texts = pl_host_entry_get_addresses (pl_lookup_get_entry (lookup), family);

  g_ptr_array_add (texts, NULL);

  return g_strjoinv (" ", (char **) texts->pdata);
}

static void
assert_addresses (PlLookup *lookup, PlFamily family, const char *expected)
{
  g_autofree char *addresses = dup_addresses (lookup, family);

  assert_string_equal (addresses, expected);
}

static const PlLookupStep *
get_step (PlLookup *lookup, guint i)
{
  GArray *steps = pl_lookup_get_steps (lookup);

  assert_true (i < steps->len);

  return &g_array_index (steps, PlLookupStep, i);
}

static void
assert_result (PlLookup *lookup, PlLookupResult ipv6, PlLookupResult ipv4, PlLookupResult all)
{
  assert_int_equal (pl_lookup_get_steps (lookup)->len, 2);
  assert_int_equal (get_step (lookup, 0)->kind, PL_QUESTION_AAAA);
  assert_int_equal (get_step (lookup, 0)->result, ipv6);
  assert_int_equal (get_step (lookup, 1)->kind, PL_QUESTION_A);
  assert_int_equal (get_step (lookup, 1)->result, ipv4);
  assert_int_equal (pl_lookup_get_result (lookup), all);
  assert_int_equal (pl_lookup_is_found (lookup), all == PL_LOOKUP_RESULT_ANSWER);
}

static void
test_both (void **state)
{
  g_autoptr (PlLookup) lookup = NULL;
  const PlHostEntry *entry;

  pl_fake_hosts_set ("www.test", PL_FAMILY_IPV6, "web.test www.test", "2001:db8::1 2001:db8::2");
  pl_fake_hosts_set ("www.test", PL_FAMILY_IPV4, "web.test www.test", "192.0.2.1 192.0.2.2 192.0.2.1");
  lookup = look_up (*state, "www.test", PL_FAMILY_NONE, TRUE);
  entry = pl_lookup_get_entry (lookup);

  assert_result (lookup, PL_LOOKUP_RESULT_ANSWER, PL_LOOKUP_RESULT_ANSWER, PL_LOOKUP_RESULT_ANSWER);
  assert_string_equal (entry->name, "web.test");
  assert_int_equal (entry->aliases->len, 1);
  assert_string_equal (entry->aliases->pdata[0], "www.test");
  assert_addresses (lookup, PL_FAMILY_NONE, "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2");
  assert_addresses (lookup, PL_FAMILY_IPV4, "192.0.2.1 192.0.2.2");
  assert_addresses (lookup, PL_FAMILY_IPV6, "2001:db8::1 2001:db8::2");
}

static void
test_outcomes (void **state)
{
  static const struct
  {
    int h_error;
    int rcode;
    PlLookupResult result;
    const char *code;
  } cases[] = {
    { HOST_NOT_FOUND, 0, PL_LOOKUP_RESULT_NO_NAME, "HOST_NOT_FOUND" },
    { NO_DATA, 0, PL_LOOKUP_RESULT_NO_DATA, "NO_DATA" },
    { TRY_AGAIN, ns_r_servfail, PL_LOOKUP_RESULT_ERROR, "SERVFAIL" },
    { TRY_AGAIN, ns_r_refused, PL_LOOKUP_RESULT_ERROR, "REFUSED" },
    { TRY_AGAIN, 0, PL_LOOKUP_RESULT_TIMEOUT, "ETIMEDOUT" },
    { NO_RECOVERY, ns_r_formerr, PL_LOOKUP_RESULT_ERROR, "FORMERR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlLookup) lookup = NULL;
      PlProblem problem;

      pl_fake_hosts_set_error ("name.test", PL_FAMILY_IPV6, cases[i].h_error, cases[i].rcode);
      pl_fake_hosts_set_error ("name.test", PL_FAMILY_IPV4, cases[i].h_error, cases[i].rcode);
      lookup = look_up (*state, "name.test", PL_FAMILY_NONE, TRUE);
      assert_result (lookup, cases[i].result, cases[i].result, cases[i].result);
      assert_string_equal (get_step (lookup, 0)->code, cases[i].code);
      pl_lookup_describe (lookup, &problem);
      assert_non_null (strstr (problem.title, "name.test"));
      pl_problem_clear (&problem);
    }
}

/* What one family lacks, the other may have; and a silent server weighs more than one that says no. */
static void
test_one_of_two (void **state)
{
  g_autoptr (PlLookup) half = NULL;
  g_autoptr (PlLookup) none = NULL;

  pl_fake_hosts_set ("half.test", PL_FAMILY_IPV4, "half.test", "192.0.2.1");
  pl_fake_hosts_set_error ("half.test", PL_FAMILY_IPV6, TRY_AGAIN, ns_r_servfail);
  half = look_up (*state, "half.test", PL_FAMILY_NONE, TRUE);
  assert_result (half, PL_LOOKUP_RESULT_ERROR, PL_LOOKUP_RESULT_ANSWER, PL_LOOKUP_RESULT_ANSWER);

  pl_fake_hosts_set_error ("none.test", PL_FAMILY_IPV4, HOST_NOT_FOUND, 0);
  pl_fake_hosts_set_error ("none.test", PL_FAMILY_IPV6, TRY_AGAIN, 0);
  none = look_up (*state, "none.test", PL_FAMILY_NONE, TRUE);
  assert_result (none, PL_LOOKUP_RESULT_TIMEOUT, PL_LOOKUP_RESULT_NO_NAME, PL_LOOKUP_RESULT_TIMEOUT);
}

static void
test_reverse (void **state)
{
  g_autoptr (PlLookup) known = NULL;
  g_autoptr (PlLookup) unknown = NULL;
  g_autoptr (PlLookup) unasked = NULL;

  pl_fake_hosts_set ("192.0.2.1", PL_FAMILY_NONE, "one.test uno.test", "");
  known = look_up (*state, "0xC0000201", PL_FAMILY_NONE, TRUE);
  assert_true (pl_lookup_is_found (known));
  assert_string_equal (pl_lookup_get_entry (known)->name, "one.test");
  assert_int_equal (get_step (known, 0)->n_answers, 2);
  assert_addresses (known, PL_FAMILY_NONE, "192.0.2.1");

  unknown = look_up (*state, "192.0.2.2", PL_FAMILY_IPV4, TRUE);
  assert_false (pl_lookup_is_found (unknown));
  assert_int_equal (pl_lookup_get_result (unknown), PL_LOOKUP_RESULT_NO_NAME);

  unasked = look_up (*state, "192.0.2.2", PL_FAMILY_IPV4, FALSE);
  assert_true (pl_lookup_is_found (unasked));
  assert_int_equal (pl_lookup_get_steps (unasked)->len, 0);
}

static void
test_other_family (void **state)
{
  g_autoptr (PlLookup) lookup = NULL;
  g_autoptr (PlLookup) unasked = NULL;

  pl_fake_hosts_set ("127.0.0.1", PL_FAMILY_NONE, "localhost", "");
  pl_fake_hosts_set ("localhost", PL_FAMILY_IPV6, "localhost", "::1");
  lookup = look_up (*state, "127.0.0.1", PL_FAMILY_IPV6, TRUE);
  assert_int_equal (pl_lookup_get_steps (lookup)->len, 2);
  assert_string_equal (get_step (lookup, 0)->of, "127.0.0.1");
  assert_int_equal (get_step (lookup, 1)->kind, PL_QUESTION_AAAA);
  assert_string_equal (get_step (lookup, 1)->of, "localhost");
  assert_addresses (lookup, PL_FAMILY_NONE, "::1");

  unasked = look_up (*state, "127.0.0.1", PL_FAMILY_IPV6, FALSE);
  assert_false (pl_lookup_is_found (unasked));
  assert_int_equal (pl_lookup_get_steps (unasked)->len, 0);
}

/* Ends in time although the library does not return. */
static void
test_timeout (void **state)
{
  g_autoptr (PlLookup) lookup = NULL;

  pl_fake_hosts_set_silent ("silent.test", PL_FAMILY_IPV6);
  pl_lookups_set_timeout (*state, 20);
  lookup = look_up (*state, "silent.test", PL_FAMILY_IPV6, TRUE);
  assert_int_equal (pl_lookup_get_result (lookup), PL_LOOKUP_RESULT_TIMEOUT);
  assert_int_equal (pl_asker_get_n_busy (pl_lookups_get_asker (*state)), 1);
  assert_true (get_step (lookup, 0)->took_us >= 20000);
}

static void
test_wrong (void **state)
{
  static const char *const texts[] = { "", "1.2.3.4.5", "a b", "[::1", "256.1.1.1", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PlLookupRequest) request = pl_lookup_request_new (texts[i], PL_FAMILY_NONE, TRUE);
      g_autoptr (GError) error = NULL;
      PlTestResult result = { NULL };

      pl_lookups_look_up_async (*state, request, NULL, pl_test_store_result, &result);
      pl_test_wait_until (result.n_calls > 0);
      assert_null (pl_lookups_look_up_finish (*state, result.result, &error));
      assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_HOSTSPEC));
      g_clear_object (&result.result);
    }
  assert_int_equal (g_list_model_get_n_items (pl_lookups_get_model (*state)), 0);
  assert_int_equal (pl_fake_hosts_get_n_asked (), 0);
}

/* When it is cancelled: before the start, while it waits for the answer, after the end. */
static void
test_cancel (void **state)
{
  g_autoptr (PlLookupRequest) request = pl_lookup_request_new ("silent.test", PL_FAMILY_NONE, TRUE);
  GListModel *model = pl_lookups_get_model (*state);

  pl_fake_hosts_set_silent ("silent.test", PL_FAMILY_IPV6);
  for (guint when = 0; when < 2; when++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      PlTestResult result = { NULL };

      if (when == 0)
        g_cancellable_cancel (cancellable);
      pl_lookups_look_up_async (*state, request, cancellable, pl_test_store_result, &result);
      assert_int_equal (g_list_model_get_n_items (model), when);
      g_cancellable_cancel (cancellable);
      pl_test_wait_until (result.n_calls > 0);
      assert_null (pl_lookups_look_up_finish (*state, result.result, &error));
      assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      g_clear_object (&result.result);
    }

  g_autoptr (PlLookup) stopped = g_list_model_get_item (model, 0);

  assert_int_equal (pl_lookup_get_state (stopped), PL_LOOKUP_STATE_STOPPED);
  pl_lookup_stop (stopped);
  pl_lookups_clear (*state);
  assert_int_equal (g_list_model_get_n_items (model), 0);
}

/* Dropping the list ends everything, although threads are still busy. */
static void
test_drop (void **state)
{
  PlLookups *lookups = pl_lookups_new ();
  g_autoptr (PlLookupRequest) request = pl_lookup_request_new ("silent.test", PL_FAMILY_NONE, TRUE);
  PlTestResult result = { NULL };

  pl_fake_hosts_set_silent ("silent.test", PL_FAMILY_IPV4);
  pl_lookups_look_up_async (lookups, request, NULL, pl_test_store_result, &result);
  pl_test_wait_until (pl_fake_hosts_get_n_asked () == 2);
  pl_test_assert_finalized (lookups);
  pl_test_wait_until (result.n_calls == 1);
  g_clear_object (&result.result);
}

static char *
dup_list (guint n)
{
  GString *text = g_string_new (" \n"); /* nothing stands in it */

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *silent = g_strdup_printf ("n%u.silent.test", i);

      if (i % 3 == 0)
        pl_fake_hosts_set_silent (silent, PL_FAMILY_IPV4);
      g_string_append_printf (text, "%s\r\n",
                              i % 3 == 0   ? silent
                              : i % 3 == 1 ? "known.test"
                                           : "unknown.test");
    }

  return g_string_free (text, FALSE);
}

static guint
count_over (PlLookups *lookups)
{
  PlLookupTotals totals;

  pl_lookups_get_totals (lookups, &totals);

  return totals.n_over;
}

static gboolean
is_all_over (PlLookups *lookups)
{
  PlLookupTotals totals;

  pl_lookups_get_totals (lookups, &totals);

  return totals.n_over == totals.n_all;
}

/* A third never answers. What blocks is bounded; one more name that somebody asks for does not wait. */
static void
test_many (void **state)
{
  g_autoptr (PlLookupRequest) like = pl_lookup_request_new ("", PL_FAMILY_NONE, TRUE);
  g_autofree char *text = dup_list (300);
  g_autoptr (PlLookup) between = NULL;
  PlLookupTotals totals;

  pl_fake_hosts_set ("known.test", PL_FAMILY_IPV4, "known.test", "192.0.2.1");
  assert_int_equal (pl_lookups_look_up_many (*state, text, like), 300);
  between = look_up (*state, "known.test", PL_FAMILY_NONE, TRUE);
  assert_true (pl_lookup_is_found (between));
  assert_false (is_all_over (*state));

  pl_test_wait_until (count_over (*state) > 100); /* as many are silent as have a thread */
  pl_fake_hosts_release ();
  pl_test_wait_until (is_all_over (*state));
  pl_lookups_get_totals (*state, &totals);
  assert_int_equal (totals.n_all, 301);
  assert_int_equal (totals.n_found, 101);
  assert_int_equal (totals.n_unknown, 100);
  assert_int_equal (totals.n_silent, 100);
  assert_in_range (pl_fake_hosts_get_n_asking_max (), 1, 64);
}

/* A list of names that nobody answers for keeps no connect from looking up its own. */
static void
test_connect_meanwhile (void **state)
{
  PlEngine *engine = pl_engine_new (PL_PACE_PIPE);
  PlLookups *own = pl_engine_get_lookups (engine);
  g_autofree char *text = dup_list (300);
  g_autoptr (PlLookupRequest) like = pl_lookup_request_new ("", PL_FAMILY_IPV4, TRUE);
  g_autoptr (PlConnectRequest) request = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  PlEnd local;
  int fd = pl_test_listen (AF_INET, 0, 1, &local);

  pl_lookups_look_up_many (own, text, like);
  pl_test_wait_until (pl_asker_get_n_busy (pl_lookups_get_asker (own)) == 56);
  pl_test_wait_until (pl_fake_hosts_get_n_asked () >= 56);
  request = pl_test_connect_request ("localhost", local.port);
  g_object_set (request, "family", PL_FAMILY_IPV4, NULL);
  connection = pl_test_engine_connect (engine, request, &error);
  assert_null (error);
  assert_non_null (connection);
  assert_false (is_all_over (own));

  close (fd);
  g_clear_object (&connection);
  pl_fake_hosts_release ();
  pl_test_wait_until (pl_asker_get_n_busy (pl_lookups_get_asker (own)) == 0);
  pl_engine_shut_down (engine);
  pl_test_assert_finalized (engine);
}

static void
test_stop_all (void **state)
{
  g_autoptr (PlLookupRequest) like = pl_lookup_request_new ("", PL_FAMILY_IPV4, TRUE);
  g_autofree char *text = dup_list (300);
  PlLookupTotals totals;

  pl_lookups_look_up_many (*state, text, like);
  pl_lookups_stop_all (*state);
  pl_lookups_get_totals (*state, &totals);
  assert_int_equal (totals.n_all, 300);
  assert_int_equal (totals.n_over, 300);
  assert_int_equal (totals.n_stopped, 300);
}

static void
test_bounds (void **state)
{
  g_autoptr (PlLookupRequest) like = pl_lookup_request_new ("", PL_FAMILY_NONE, FALSE);
  GString *text = g_string_new ("not a name\n");

  for (guint i = 0; i < PL_LOOKUPS_MAX + 10; i++)
    g_string_append_printf (text, "192.0.2.%u\n", i % 256);
  assert_int_equal (pl_lookups_look_up_many (*state, text->str, like), PL_LOOKUPS_MAX);
  assert_int_equal (pl_lookups_look_up_many (*state, "::1\n", like), 1);
  assert_int_equal (g_list_model_get_n_items (pl_lookups_get_model (*state)), PL_LOOKUPS_MAX);
  g_string_free (text, TRUE);
}

static void
write_and_check (const char *text, const char *name, const char *address, gboolean expected)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  PlAddressText parts;
  int fd = g_file_open_tmp (NULL, &path, &error);

  assert_true (fd >= 0 && g_file_set_contents (path, text, -1, NULL));
  assert_true (address == NULL || pl_address_parse (address, -1, &parts));
  assert_int_equal (pl_hosts_file_has (path, name, address != NULL ? &parts.address : NULL), expected);
  g_unlink (path);
  g_close (fd, NULL);
}

static void
test_hosts_file (void **state)
{
  const char
      *text = "# 192.0.2.9 hidden\n192.0.2.1\tone uno#two\r\n  2001:db8::1 ONE\nrubbish one\n192.0.2.3";

  write_and_check (text, "one", NULL, TRUE);
  write_and_check (text, "uno", "192.0.2.1", TRUE);
  write_and_check (text, "uno", "2001:db8::1", FALSE);
  write_and_check (text, "One", "2001:db8::1", TRUE);
  write_and_check (text, "two", NULL, FALSE);
  write_and_check (text, "hidden", NULL, FALSE);
  write_and_check (text, "on", NULL, FALSE);
  write_and_check (text, NULL, "192.0.2.3", TRUE);
  write_and_check ("", "one", NULL, FALSE);
  assert_false (pl_hosts_file_has ("/nonexistent", "one", NULL));
}

static void
check_services (const char *text, guint expected)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp (NULL, &path, NULL);

  assert_true (fd >= 0 && g_file_set_contents (path, text, -1, NULL));
  assert_int_equal (pl_hosts_file_get_services (path), expected);
  g_unlink (path);
  g_close (fd, NULL);
}

static void
test_services (void **state)
{
  check_services ("hosts: files dns\n", PL_NAME_SERVICES_FILES | PL_NAME_SERVICES_DNS);
  check_services ("passwd: files sss\n  hosts:\tfiles # dns\n", PL_NAME_SERVICES_FILES);
  check_services ("hosts: mymachines resolve [!UNAVAIL=return] dns",
                  PL_NAME_SERVICES_OTHER | PL_NAME_SERVICES_DNS);
  check_services ("hosts: files [ NOTFOUND=return ] dns", PL_NAME_SERVICES_FILES | PL_NAME_SERVICES_DNS);
  check_services ("", PL_NAME_SERVICES_FILES | PL_NAME_SERVICES_DNS);
}

static void
test_words (void **state)
{
  g_autoptr (PlLookup) lookup = NULL;
  g_autofree char *turn = NULL, *last = NULL, *outcome = NULL;

  pl_fake_hosts_set ("both.test", PL_FAMILY_IPV6, "both.test", "::1");
  pl_fake_hosts_set ("both.test", PL_FAMILY_IPV4, "both.test", "127.0.0.1");
  lookup = look_up (*state, "both.test", PL_FAMILY_NONE, TRUE);
  turn = pl_lookup_dup_reason (pl_lookup_get_entry (lookup), 0);
  last = pl_lookup_dup_reason (pl_lookup_get_entry (lookup), 1);
  outcome = pl_lookup_step_dup_outcome (get_step (lookup, 0));
  assert_string_equal (turn, "IPv6 goes before IPv4");
  assert_string_equal (last, "nothing goes after it");
  assert_string_equal (outcome, "1 address");
}

/* An answer to a question for "z" with one record whose data are @data. */
static GPtrArray *
read_record (PlQuestionKind kind, guint8 type, const char *data, gsize size)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  const guint8 header[] = { 0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 1, 'z', 0, 0, type, 0, 1 };
  const guint8 record[] = { 0xc0, 12, 0, type, 0, 1, 0, 0, 1, 44, 0, (guint8) size };

  g_byte_array_append (message, header, sizeof header);
  g_byte_array_append (message, record, sizeof record);
  g_byte_array_append (message, (const guint8 *) data, (guint) size);

  return pl_dns_record_read_all (kind, message->data, message->len);
}

static void
test_dns_records (void **state)
{
  static const struct
  {
    PlQuestionKind kind;
    guint8 type;
    const char *data;
    gsize size;
    const char *text; /* (nullable): NULL where it cannot be read */
  } cases[] = {
    { PL_QUESTION_SRV, 33, "\0\12\0\5\37\220\1a\300\14", 10, "10 5 8080 a.z" },
    { PL_QUESTION_SRV, 33, "\0\12\0\5\37", 5, NULL },
    { PL_QUESTION_SRV, 33, "\0\12\0\5\37\220", 6, NULL },
    { PL_QUESTION_MX, 15, "\0\12\300\14", 4, "10 z" },
    { PL_QUESTION_MX, 15, "\0\0\0", 3, "0 ." },
    { PL_QUESTION_MX, 15, "\0\12\300", 3, NULL },
    { PL_QUESTION_MX, 33, "\0\12\300\14", 4, NULL },
    { PL_QUESTION_NS, 2, "\2ns\300\14", 5, "ns.z" },
    { PL_QUESTION_NS, 2, "\300\37", 2, NULL }, /* leads to itself */
    { PL_QUESTION_TXT, 16, "\3a\"b\2\0\377", 7, "\"a\\\"b\" \"\\000\\255\"" },
    { PL_QUESTION_TXT, 16, "\11cut", 4, NULL },
    { PL_QUESTION_SOA, 6, "\300\14\300\14\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5", 24, "z z 1 2 3 4 5" },
    { PL_QUESTION_SOA, 6, "\300\14\300\14\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0", 23, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) records = read_record (cases[i].kind, cases[i].type, cases[i].data,
                                                   cases[i].size);

      assert_int_equal (records->len, cases[i].text != NULL ? 1 : 0);
      if (cases[i].text == NULL)
        continue;
      assert_string_equal (((PlDnsRecord *) records->pdata[0])->text, cases[i].text);
      assert_int_equal (((PlDnsRecord *) records->pdata[0])->ttl_s, 300);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_both, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_outcomes, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_one_of_two, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_reverse, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_other_family, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_timeout, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_wrong, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_cancel, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_drop, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_many, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_connect_meanwhile, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_stop_all, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_bounds, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_words, set_up, tear_down),
    cmocka_unit_test (test_hosts_file),
    cmocka_unit_test (test_services),
    cmocka_unit_test (test_dns_records),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
