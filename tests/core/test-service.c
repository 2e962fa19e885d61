/* Services: digits by our own rules, names by the database of this host, and what is said of both. */
#include "core/target/pl-service.h"

#include <netdb.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static const struct
{
  const char *text;
  PlUse use;
  PlServiceKind kind;
  guint16 port;
  PlSeverity severity;
  const char *message;
} numbers[] = {
  { "", PL_USE_CONNECT, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "Port number or service name" },
  { "  ", PL_USE_CONNECT, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "Port number or service name" },
  { "", PL_USE_BIND, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "Empty: the system picks a free port" },
  { "", PL_USE_LOCAL, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "Empty: the system picks a free port" },
  { "0", PL_USE_BIND, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "0: the system picks a free port" },
  { "000", PL_USE_BIND, PL_SERVICE_ANY, 0, PL_SEVERITY_NOTE, "0: the system picks a free port" },
  { "0", PL_USE_CONNECT, PL_SERVICE_ANY, 0, PL_SEVERITY_ERROR,
    "No port to connect to: 0 asks the system for a free one, to listen on." },
  { "65535", PL_USE_CONNECT, PL_SERVICE_PORT, 65535, PL_SEVERITY_NOTE,
    "Port 65535. No service has this number." },
  { "00065535", PL_USE_CONNECT, PL_SERVICE_PORT, 65535, PL_SEVERITY_NOTE,
    "Port 65535. No service has this number." },
  { " 65535 ", PL_USE_CONNECT, PL_SERVICE_PORT, 65535, PL_SEVERITY_GOOD,
    "Port 65535. No service has this number. Blanks around it were left out." },
  { "65536", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "65536 is above 65535, the highest port. getaddrinfo() would take it for port 0." },
  { "65616", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "65616 is above 65535, the highest port. getaddrinfo() would take it for port 80." },
  { "2147483728", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "2147483728 is above 65535, the highest port." },
  { "4294967376", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "4294967376 is above 65535, the highest port. getaddrinfo() would take it for port 80." },
  { "99999999999999999999", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "99999999999999999999 is above 65535, the highest port." },
  { "+80", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "A port is a number without a sign, from 0 to 65535." },
  { "-1", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "A port is a number without a sign, from 0 to 65535." },
  { "80abc", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "80abc is no number: more follows after 80." },
  { "0x50", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "0x50 is no number: more follows after 0." },
  { "80.0", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "80.0 is no number: more follows after 80." },
  { "8 0", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "There is a blank or a control character inside." },
  { "a\xff", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR,
    "Some bytes of it are no text: a\\xff" },
  { "８０", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR, NULL },
  { "no-such-service", PL_USE_CONNECT, PL_SERVICE_INVALID, 0, PL_SEVERITY_ERROR, NULL },
};

static void
assert_sound (const PlService *service)
{
  gboolean is_set = service->kind == PL_SERVICE_PORT || service->kind == PL_SERVICE_NAME;

  assert_true (g_utf8_validate (service->verdict.message, -1, NULL));
  assert_true (*service->verdict.message != '\0');
  assert_int_equal (is_set, service->port != 0);
  assert_true (service->kind != PL_SERVICE_INVALID || service->verdict.severity == PL_SEVERITY_ERROR);
  assert_true (service->kind != PL_SERVICE_NAME || service->name != NULL);
}

static void
test_numbers (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (PlService) service = pl_service_parse (numbers[i].text, -1, numbers[i].use, PL_PROTOCOL_TCP);

      if (service->kind != numbers[i].kind)
        fail_msg ("“%s” is %s", numbers[i].text, pl_service_kind_to_string (service->kind));
      assert_int_equal (service->port, numbers[i].port);
      assert_int_equal (service->verdict.severity, numbers[i].severity);
      if (numbers[i].message != NULL)
        assert_string_equal (service->verdict.message, numbers[i].message);
      assert_sound (service);
    }
}

static void
test_every_port (void **state)
{
  for (guint port = 1; port <= G_MAXUINT16; port += port < 600 ? 1 : 97)
    {
      g_autofree char *text = g_strdup_printf ("%u", port);
      g_autoptr (PlService) service = pl_service_parse (text, -1, PL_USE_CONNECT, PL_PROTOCOL_UDP);

      assert_int_equal (service->kind, PL_SERVICE_PORT);
      assert_int_equal (service->port, port);
      assert_true (pl_service_is_submittable (service, PL_USE_CONNECT));
    }
}

static void
test_length_counts (void **state)
{
  g_autoptr (PlService) prefix = pl_service_parse ("808", 2, PL_USE_CONNECT, PL_PROTOCOL_TCP);
  g_autoptr (PlService) with_nul = pl_service_parse ("80\0", 3, PL_USE_CONNECT, PL_PROTOCOL_TCP);
  g_autoptr (PlService) name_with_nul = pl_service_parse ("http\0s", 6, PL_USE_CONNECT, PL_PROTOCOL_TCP);
  g_autoptr (PlService) no_text = pl_service_parse (NULL, -1, PL_USE_BIND, PL_PROTOCOL_TCP);

  assert_int_equal (prefix->port, 80);
  assert_int_equal (with_nul->kind, PL_SERVICE_INVALID);
  assert_int_equal (name_with_nul->kind, PL_SERVICE_INVALID);
  assert_int_equal (no_text->kind, PL_SERVICE_ANY);
  pl_service_free (NULL);
}

/* What follows needs the entries that nearly every host has. */
static gboolean
has_entries (void)
{
  const struct servent *http = getservbyname ("http", "tcp");

  return http != NULL && getservbyname ("ntp", "udp") != NULL && getservbyname ("ntp", "tcp") == NULL &&
         getservbyname ("http", "udp") == NULL && getservbyname ("www", "tcp") != NULL;
}

static const struct
{
  const char *text;
  PlProtocol protocol;
  PlServiceKind kind;
  guint16 port;
  const char *name;
  PlProtocol match;
  PlSeverity severity;
  const char *message;
} names[] = {
  { "http", PL_PROTOCOL_TCP, PL_SERVICE_NAME, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_NOTE,
    "http is 80/tcp" },
  { "http", PL_PROTOCOL_ANY, PL_SERVICE_NAME, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_NOTE,
    "http is 80/tcp" },
  { "ntp", PL_PROTOCOL_ANY, PL_SERVICE_NAME, 123, "ntp", PL_PROTOCOL_UDP, PL_SEVERITY_NOTE,
    "ntp is 123/udp" },
  { "www", PL_PROTOCOL_TCP, PL_SERVICE_NAME, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_NOTE,
    "www is http, 80/tcp" },
  { " http", PL_PROTOCOL_TCP, PL_SERVICE_NAME, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_GOOD,
    "http is 80/tcp. Blanks around it were left out." },
  { "80", PL_PROTOCOL_TCP, PL_SERVICE_PORT, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_GOOD, "80/tcp is http" },
  { "080", PL_PROTOCOL_TCP, PL_SERVICE_PORT, 80, "http", PL_PROTOCOL_TCP, PL_SEVERITY_GOOD,
    "80/tcp is http" },
  { "80", PL_PROTOCOL_UDP, PL_SERVICE_PORT, 80, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_NOTE,
    "80/udp has no name. 80/tcp is http." },
  { "HTTP", PL_PROTOCOL_TCP, PL_SERVICE_INVALID, 0, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_ERROR,
    "No service HTTP: names are case-sensitive. http is 80/tcp." },
  { "Www", PL_PROTOCOL_TCP, PL_SERVICE_INVALID, 0, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_ERROR,
    "No service Www: names are case-sensitive. www is 80/tcp." },
  { "NTP", PL_PROTOCOL_TCP, PL_SERVICE_INVALID, 0, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_ERROR,
    "No service NTP: names are case-sensitive. ntp is 123/udp." },
  { "ntp", PL_PROTOCOL_TCP, PL_SERVICE_INVALID, 0, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_ERROR,
    "No ntp over TCP. ntp is 123/udp." },
  { "http", PL_PROTOCOL_UDP, PL_SERVICE_INVALID, 0, NULL, PL_PROTOCOL_ANY, PL_SEVERITY_ERROR,
    "No http over UDP. http is 80/tcp." },
};

static void
test_names (void **state)
{
  if (!has_entries ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PlService) service = pl_service_parse (names[i].text, -1, PL_USE_CONNECT, names[i].protocol);

      assert_string_equal (service->verdict.message, names[i].message);
      assert_int_equal (service->kind, names[i].kind);
      assert_int_equal (service->port, names[i].port);
      assert_int_equal (g_strcmp0 (service->name, names[i].name), 0);
      assert_int_equal (service->protocol, names[i].match);
      assert_int_equal (service->verdict.severity, names[i].severity);
      assert_sound (service);
    }
}

static void
test_mends (void **state)
{
  g_autoptr (PlService) wrong_case = pl_service_parse ("HTTP", -1, PL_USE_CONNECT, PL_PROTOCOL_TCP);
  g_autoptr (PlService) wrong_protocol = pl_service_parse ("ntp", -1, PL_USE_CONNECT, PL_PROTOCOL_TCP);
  g_autoptr (PlService) with_sign = pl_service_parse ("+80", -1, PL_USE_CONNECT, PL_PROTOCOL_TCP);

  assert_int_equal (with_sign->verdict.n_mends, 1);
  assert_string_equal (with_sign->verdict.mends[0].text, "80");
  if (!has_entries ())
    return;
  assert_int_equal (wrong_case->verdict.n_mends, 1);
  assert_string_equal (wrong_case->verdict.mends[0].label, "Use http");
  assert_string_equal (wrong_case->verdict.mends[0].text, "http");
  assert_int_equal (wrong_protocol->verdict.n_mends, 2);
  assert_string_equal (wrong_protocol->verdict.mends[0].label, "Switch to UDP");
  assert_null (wrong_protocol->verdict.mends[0].text);
  assert_string_equal (wrong_protocol->verdict.mends[0].protocol, "udp");
  assert_string_equal (wrong_protocol->verdict.mends[1].label, "Use 123");
  assert_string_equal (wrong_protocol->verdict.mends[1].text, "123");
}

static void
test_submittable (void **state)
{
  static const struct
  {
    const char *text;
    PlUse use;
    const char *problem;
  } cases[] = {
    { "", PL_USE_CONNECT, "Type a port number or a service name to connect to." },
    { "0", PL_USE_CONNECT, "No port to connect to: 0 asks the system for a free one, to listen on." },
    { "", PL_USE_BIND, NULL },
    { "0", PL_USE_BIND, NULL },
    { "0", PL_USE_LOCAL, NULL },
    { "8080", PL_USE_CONNECT, NULL },
    { "8 0", PL_USE_BIND, "There is a blank or a control character inside." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlService) service = pl_service_parse (cases[i].text, -1, cases[i].use, PL_PROTOCOL_TCP);
      g_autofree char *problem = pl_service_dup_problem (service, cases[i].use);

      assert_int_equal (pl_service_is_submittable (service, cases[i].use), cases[i].problem == NULL);
      assert_int_equal (g_strcmp0 (problem, cases[i].problem), 0);
    }
}

static void
test_name_of_port (void **state)
{
  g_autofree char *none = pl_service_dup_name_of_port (65535, PL_PROTOCOL_ANY);
  g_autofree char *tcp = pl_service_dup_name_of_port (80, PL_PROTOCOL_TCP);
  g_autofree char *udp = pl_service_dup_name_of_port (80, PL_PROTOCOL_UDP);

  assert_null (none);
  if (!has_entries ())
    return;
  assert_string_equal (tcp, "http");
  assert_null (udp);
}

static void
test_kinds_have_names (void **state)
{
  assert_string_equal (pl_service_kind_to_string (PL_SERVICE_ANY), "any");
  assert_string_equal (pl_service_kind_to_string (PL_SERVICE_PORT), "port");
  assert_string_equal (pl_service_kind_to_string (PL_SERVICE_NAME), "name");
  assert_string_equal (pl_service_kind_to_string (PL_SERVICE_INVALID), "invalid");
  assert_string_equal (pl_protocol_to_string (PL_PROTOCOL_ANY), "any");
  assert_string_equal (pl_protocol_to_string (PL_PROTOCOL_TCP), "tcp");
  assert_string_equal (pl_protocol_to_string (PL_PROTOCOL_UDP), "udp");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_numbers),       cmocka_unit_test (test_every_port),
    cmocka_unit_test (test_length_counts), cmocka_unit_test (test_names),
    cmocka_unit_test (test_mends),         cmocka_unit_test (test_submittable),
    cmocka_unit_test (test_name_of_port),  cmocka_unit_test (test_kinds_have_names),
  };

  return cmocka_run_group_tests_name ("service", tests, NULL, NULL);
}
