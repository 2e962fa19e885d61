/* get-service-entry: from a port to its name and back. Says nothing of what was not found. */
#include "core/target/pl-service-entry.h"

#include "core/address/pl-text.h"
#include "core/target/pl-service-database.h"

#include <string.h>

static PlServiceEntry *
find_name (const char *text, gsize size, PlProtocol protocol)
{
  g_autofree char *name = NULL;

  pl_text_trim (&text, &size);
  if (!g_utf8_validate_len (text, size, NULL) || pl_text_find_blank (text, size))
    return NULL;

  name = g_strndup (text, size);
  return name[strspn (name, "0123456789")] != '\0' ? pl_service_database_dup_name (name, protocol) : NULL;
}

/**
 * pl_service_entry_find:
 * @text: a port (`80`, `080`), a name or an alias (`www`); need not be UTF-8
 * @length: bytes in @text, or -1 if it is NUL-terminated
 * @protocol: the protocol; %PL_PROTOCOL_ANY takes the first entry of the database, of whatever protocol
 *
 * Finds the entry of the services database: `514` is `shell` over TCP and `syslog` over UDP. The text is read
 * as [func@Pl.service_parse] reads it, which also tells why there is none.
 *
 * Returns: (transfer full) (nullable): the entry, or %NULL if there is none, which is no error
 */
PlServiceEntry *
pl_service_entry_find (const char *text, gssize length, PlProtocol protocol)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (PlService) service = pl_service_parse (text, (gssize) size, PL_USE_BIND, protocol);

  if (service->kind == PL_SERVICE_ANY)
    return NULL;
  if (service->kind == PL_SERVICE_PORT)
    return pl_service_database_dup_port (service->port, protocol);
  return find_name (text, size, protocol);
}

/**
 * pl_service_entry_dup_service:
 * @self: an entry
 *
 * What to type into the service of a form to get there: the name, or the number if the entry is of a protocol
 * that no form has.
 *
 * Returns: (transfer full): `syslog`, or `1` for the entry `rtmp 1/ddp`
 */
char *
pl_service_entry_dup_service (const PlServiceEntry *self)
{
  if (strcmp (self->protocol, "tcp") == 0 || strcmp (self->protocol, "udp") == 0)
    return g_strdup (self->name);
  return g_strdup_printf ("%u", self->port);
}

/**
 * pl_service_entry_free:
 * @self: (transfer full) (nullable): an entry
 */
void
pl_service_entry_free (PlServiceEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->aliases);
  g_free (self->protocol);
  g_free (self);
}
