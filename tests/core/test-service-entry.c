/* get-service-entry, and the names to complete with: tables, and the C library as an oracle. */
#include "core/target/pl-service-database.h"
#include "core/target/pl-service-names.h"

#include <netdb.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static PlServiceEntry *
find (const char *text, PlProtocol protocol)
{
  return pl_service_entry_find (text, -1, protocol);
}

static void
test_nothing (void **state)
{
  static const char *const texts[] = {
    "",         " ",          "0",
    "00",       "65535",      "65536",
    "65616",    "4294967376", "18446744073709551696",
    "-1",       "+80",        "+0",
    "80abc",    "8 0",        "0x50",
    "80.0",     "８０",       "no-such-service",
    "http ssh", "http\tx",    "http/tcp",
    "80/tcp",   "a\xff",      "\xff",
    "ht\x01tp", "*",          "#",
    "-",        "tcp",        "99999999999999999999999999999999999999999999999999999999999999",
  };

  for (guint protocol = PL_PROTOCOL_ANY; protocol <= PL_PROTOCOL_UDP; protocol++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autoptr (PlServiceEntry) entry = find (texts[i], (PlProtocol) protocol);

        if (entry != NULL)
          fail_msg ("“%s” is %s", texts[i], entry->name);
      }
  assert_null (pl_service_entry_find ("80\0", 3, PL_PROTOCOL_TCP));
  assert_null (pl_service_entry_find ("http\0", 5, PL_PROTOCOL_TCP));
  pl_service_entry_free (NULL);
}

/* What follows needs the entries that Debian has. */
static gboolean
has_entries (void)
{
  const struct servent *syslog = getservbyname ("syslog", "udp");

  return syslog != NULL && getservbyname ("http", "tcp") != NULL && getservbyname ("www", "tcp") != NULL &&
         getservbyname ("ntp", "tcp") == NULL && getservbyname ("http", "udp") == NULL;
}

static void
test_entries (void **state)
{
  static const struct
  {
    const char *text;
    PlProtocol protocol;
    const char *entry; /* NULL: there is none */
  } cases[] = {
    { "80", PL_PROTOCOL_ANY, "http 80 tcp" },
    { "080", PL_PROTOCOL_TCP, "http 80 tcp" },
    { " 80 ", PL_PROTOCOL_TCP, "http 80 tcp" },
    { "0000000000000080", PL_PROTOCOL_TCP, "http 80 tcp" },
    { "80", PL_PROTOCOL_UDP, NULL },
    { "http", PL_PROTOCOL_ANY, "http 80 tcp" },
    { "http ", PL_PROTOCOL_ANY, "http 80 tcp" },
    { "www", PL_PROTOCOL_TCP, "http 80 tcp" },
    { "www", PL_PROTOCOL_UDP, NULL },
    { "HTTP", PL_PROTOCOL_ANY, NULL },
    { "Http", PL_PROTOCOL_TCP, NULL },
    { "mail", PL_PROTOCOL_TCP, "smtp 25 tcp" },
    { "mail", PL_PROTOCOL_UDP, NULL },
    { "514", PL_PROTOCOL_ANY, "shell 514 tcp" },
    { "514", PL_PROTOCOL_TCP, "shell 514 tcp" },
    { "514", PL_PROTOCOL_UDP, "syslog 514 udp" },
    { "shell", PL_PROTOCOL_UDP, NULL },
    { "cmd", PL_PROTOCOL_ANY, "shell 514 tcp" },
    { "syslog", PL_PROTOCOL_UDP, "syslog 514 udp" },
    { "ntp", PL_PROTOCOL_ANY, "ntp 123 udp" },
    { "ntp", PL_PROTOCOL_TCP, NULL },
    { "123", PL_PROTOCOL_ANY, "ntp 123 udp" },
    { "domain", PL_PROTOCOL_TCP, "domain 53 tcp" },
    { "domain", PL_PROTOCOL_UDP, "domain 53 udp" },
    { "53", PL_PROTOCOL_ANY, "domain 53 tcp" },
    { "https", PL_PROTOCOL_UDP, "https 443 udp" },
  };

  if (!has_entries ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlServiceEntry) entry = find (cases[i].text, cases[i].protocol);
      g_autofree char *text = NULL;

      if (entry != NULL)
        text = g_strdup_printf ("%s %u %s", entry->name, entry->port, entry->protocol);
      if (g_strcmp0 (text, cases[i].entry) != 0)
        fail_msg ("“%s” is %s", cases[i].text, text);
    }
}

static void
assert_like_system (const PlServiceEntry *entry, const struct servent *theirs)
{
  assert_int_equal (entry != NULL, theirs != NULL);
  if (entry == NULL)
    return;
  assert_string_equal (entry->name, theirs->s_name);
  assert_int_equal (entry->port, g_ntohs ((guint16) theirs->s_port));
  assert_string_equal (entry->protocol, theirs->s_proto);
  for (guint i = 0; entry->aliases[i] != NULL || theirs->s_aliases[i] != NULL; i++)
    assert_string_equal (entry->aliases[i], theirs->s_aliases[i]);
}

static void
test_every_port (void **state)
{
  static const char *const protocols[] = { NULL, "tcp", "udp" };

  for (guint port = 1; port <= G_MAXUINT16; port += port < 1024 ? 1 : 61)
    for (guint protocol = 0; protocol < G_N_ELEMENTS (protocols); protocol++)
      {
        g_autofree char *text = g_strdup_printf ("%u", port);
        g_autoptr (PlServiceEntry) entry = find (text, (PlProtocol) protocol);

        assert_like_system (entry, getservbyport (g_htons ((guint16) port), protocols[protocol]));
      }
}

static void
test_every_name (void **state)
{
  g_autoptr (GPtrArray) all = pl_service_database_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      const PlServiceEntry *entry = g_ptr_array_index (all, i);
      g_autoptr (PlServiceEntry) any = find (entry->name, PL_PROTOCOL_ANY);
      g_autoptr (PlServiceEntry) tcp = find (entry->name, PL_PROTOCOL_TCP);
      g_autoptr (PlServiceEntry) udp = find (entry->name, PL_PROTOCOL_UDP);

      assert_like_system (any, getservbyname (entry->name, NULL));
      assert_like_system (tcp, getservbyname (entry->name, "tcp"));
      assert_like_system (udp, getservbyname (entry->name, "udp"));
      for (char **alias = entry->aliases; *alias != NULL; alias++)
        {
          g_autoptr (PlServiceEntry) by_alias = find (*alias, PL_PROTOCOL_ANY);

          assert_like_system (by_alias, getservbyname (*alias, NULL));
        }
    }
}

static void
add_entry (GPtrArray *entries, const char *name, guint16 port, const char *protocol, const char *aliases)
{
  PlServiceEntry *entry = g_new0 (PlServiceEntry, 1);

  entry->name = g_strdup (name);
  entry->port = port;
  entry->protocol = g_strdup (protocol);
  entry->aliases = g_strsplit (aliases, " ", -1);
  g_ptr_array_add (entries, entry);
}

static PlServiceNames *
new_names (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free);

  add_entry (entries, "https", 443, "tcp", "");
  add_entry (entries, "https", 443, "udp", "");
  add_entry (entries, "http", 80, "tcp", "www");
  add_entry (entries, "http-alt", 8080, "tcp", "webcache");
  add_entry (entries, "ntp", 123, "udp", "");
  add_entry (entries, "X11", 6000, "tcp", "x11-0");
  add_entry (entries, "shttp", 4443, "tcp", "");
  add_entry (entries, "zip", 6, "ddp", "");
  return pl_service_names_new (entries);
}

static void
test_names (void **state)
{
  static const struct
  {
    const char *text;
    PlProtocol protocol;
    guint n_max;
    const char *found;
  } cases[] = {
    { "h", PL_PROTOCOL_TCP, 8, "http http-alt https shttp webcache" },
    { "http", PL_PROTOCOL_TCP, 8, "http http-alt https shttp" },
    { "http", PL_PROTOCOL_TCP, 2, "http http-alt" },
    { "http", PL_PROTOCOL_UDP, 8, "https" },
    { "https", PL_PROTOCOL_ANY, 8, "https https" },
    { "HT", PL_PROTOCOL_TCP, 8, "http http-alt https shttp" },
    { "w", PL_PROTOCOL_TCP, 8, "webcache www" },
    { "x11", PL_PROTOCOL_TCP, 8, "X11 x11-0" },
    { "zip", PL_PROTOCOL_ANY, 8, "" },
    { "-", PL_PROTOCOL_ANY, 8, "http-alt x11-0" },
    { "", PL_PROTOCOL_ANY, 8, "" },
    { "80", PL_PROTOCOL_ANY, 8, "" },
    { "é", PL_PROTOCOL_ANY, 8, "" },
  };
  g_autoptr (PlServiceNames) names = new_names ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PlServiceName *found[8];
      guint n = pl_service_names_find (names, cases[i].text, cases[i].protocol, found, cases[i].n_max);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "", found[j]->name);
      if (strstr (cases[i].found, text->str) == NULL || strlen (cases[i].found) != text->len)
        fail_msg ("“%s” is completed by “%s”", cases[i].text, text->str);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PlServiceNames **ret_names = user_data;

  *ret_names = pl_service_names_load_finish (result, NULL);
}

static void
test_load (void **state)
{
  g_autoptr (PlServiceNames) names = NULL;
  const PlServiceName *found[8];

  pl_service_names_load_async (NULL, loaded_cb, &names);
  while (names == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (has_entries ())
    {
      assert_true (pl_service_names_find (names, "www", PL_PROTOCOL_TCP, found, 8) >= 1);
      assert_string_equal (found[0]->entry->name, "http");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_nothing),    cmocka_unit_test (test_entries), cmocka_unit_test (test_every_port),
    cmocka_unit_test (test_every_name), cmocka_unit_test (test_names),   cmocka_unit_test (test_load),
  };

  return cmocka_run_group_tests_name ("service-entry", tests, NULL, NULL);
}
