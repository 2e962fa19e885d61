/* Any bytes as a service: the field, the entry and the completion agree with each other and with the system.
 */
#include "core/address/pl-text.h"
#include "core/target/pl-service-database.h"
#include "core/target/pl-service-names.h"

#include <netdb.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* g_assert() can be compiled out, and cmocka is not here. */
#define CHECK(condition)                                                                                     \
  do                                                                                                         \
    if (!(condition))                                                                                        \
      g_error ("%s", #condition);                                                                            \
  while (0)

static void
check_verdict (const PlVerdict *verdict)
{
  CHECK (verdict->message != NULL && *verdict->message != '\0');
  CHECK (g_utf8_validate (verdict->message, -1, NULL));
  CHECK (verdict->n_mends <= PL_MENDS_MAX);
  for (guint i = 0; i < verdict->n_mends; i++)
    CHECK (g_utf8_validate (verdict->mends[i].label, -1, NULL));
}

/* Nothing but digits is a number, and it is the number that they say. */
static void
check_number (const char *text, gsize size, const PlService *service)
{
  guint64 number;
  g_autofree char *copy = g_strndup (text, size);
  gboolean is_digits = size > 0 && strspn (copy, "0123456789") == size;

  if (!is_digits)
    return;
  number = g_ascii_strtoull (copy, NULL, 10);
  CHECK ((service->kind == PL_SERVICE_INVALID) == (number > G_MAXUINT16));
  CHECK (service->kind == PL_SERVICE_INVALID || service->port == number);
  CHECK ((service->kind == PL_SERVICE_ANY) == (number == 0));
}

/* What a field accepts as a name is a name of the system, spelled like that. */
static void
check_name (const char *text, gsize size, PlProtocol protocol, const PlService *service)
{
  g_autofree char *copy = NULL;
  const struct servent *theirs;

  if (service->kind != PL_SERVICE_NAME)
    return;
  pl_text_trim (&text, &size);
  copy = g_strndup (text, size);
  CHECK (strlen (copy) == size);
  theirs = getservbyname (copy, pl_protocol_to_string (protocol));
  CHECK (protocol == PL_PROTOCOL_ANY || theirs != NULL);
  CHECK (theirs == NULL || g_ntohs ((guint16) theirs->s_port) == service->port);
}

static void
check_entry (const char *text, gsize size, PlProtocol protocol, const PlService *service)
{
  g_autoptr (PlServiceEntry) entry = pl_service_entry_find (text, (gssize) size, protocol);
  g_autoptr (PlServiceEntry) again = NULL;

  if (protocol != PL_PROTOCOL_ANY)
    CHECK ((entry != NULL) == (service->name != NULL));
  if (entry == NULL)
    return;
  CHECK (protocol == PL_PROTOCOL_ANY || strcmp (entry->protocol, pl_protocol_to_string (protocol)) == 0);
  CHECK (protocol == PL_PROTOCOL_ANY || entry->port == service->port);
  CHECK (g_utf8_validate (entry->name, -1, NULL));
  again = pl_service_entry_find (entry->name, -1, protocol);
  CHECK (again != NULL);
}

static void
check_completion (const char *text, gsize size, PlProtocol protocol)
{
  static PlServiceNames *names;
  const PlServiceName *found[8];
  g_autofree char *copy = g_strndup (text, size);
  g_autofree char *key = g_ascii_strdown (copy, -1);
  guint n;

  if (names == NULL)
    names = pl_service_names_new (pl_service_database_get_all ());
  n = pl_service_names_find (names, copy, protocol, found, G_N_ELEMENTS (found));
  CHECK (n <= G_N_ELEMENTS (found));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PlService) service = pl_service_parse (found[i]->name, -1, PL_USE_CONNECT, protocol);

      CHECK (strstr (found[i]->key, key) != NULL);
      CHECK (service->kind == PL_SERVICE_NAME);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = size > 0 ? (const char *) data : "";

  for (guint protocol = PL_PROTOCOL_ANY; protocol <= PL_PROTOCOL_UDP; protocol++)
    {
      g_autoptr (PlService) service = pl_service_parse (text, (gssize) size, PL_USE_CONNECT,
                                                        (PlProtocol) protocol);

      check_verdict (&service->verdict);
      CHECK ((service->port != 0) == (service->kind == PL_SERVICE_PORT || service->kind == PL_SERVICE_NAME));
      CHECK ((service->kind != PL_SERVICE_INVALID) || service->verdict.severity == PL_SEVERITY_ERROR);
      check_number (text, size, service);
      check_name (text, size, (PlProtocol) protocol, service);
      check_entry (text, size, (PlProtocol) protocol, service);
      check_completion (text, size, (PlProtocol) protocol);
    }
  return 0;
}
