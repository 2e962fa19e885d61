/* The services database of this host, see services(5); does not know what was typed. */
#include "core/target/pl-service-database.h"

#include "core/target/pl-service-snapshot.h"

#include <string.h>

static PlProtocol
protocol_of (const PlServiceEntry *entry)
{
  if (strcmp (entry->protocol, "tcp") == 0)
    return PL_PROTOCOL_TCP;
  return strcmp (entry->protocol, "udp") == 0 ? PL_PROTOCOL_UDP : PL_PROTOCOL_ANY;
}

static gboolean
take_entry (const PlServiceEntry *entry, PlServiceMatch *ret_match)
{
  if (entry == NULL)
    return FALSE;
  ret_match->name = g_strdup (entry->name);
  ret_match->port = entry->port;
  ret_match->protocol = protocol_of (entry);
  return TRUE;
}

static PlServiceEntry *
dup_entry (const PlServiceEntry *entry)
{
  PlServiceEntry *self;

  if (entry == NULL)
    return NULL;
  self = g_new (PlServiceEntry, 1);
  self->name = g_strdup (entry->name);
  self->port = entry->port;
  self->aliases = g_strdupv (entry->aliases);
  self->protocol = g_strdup (entry->protocol);
  return self;
}

/**
 * pl_service_database_find_name:
 * @name: a name or an alias, in the case that the database has
 * @protocol: the protocol; %PL_PROTOCOL_ANY tries TCP, then UDP
 * @ret_match: (out caller-allocates): the entry
 *
 * `www` over TCP is `http`, 80; see getservbyname(3).
 *
 * Returns: whether there is such an entry; if not, @ret_match is untouched
 */
gboolean
pl_service_database_find_name (const char *name, PlProtocol protocol, PlServiceMatch *ret_match)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  if (protocol != PL_PROTOCOL_ANY)
    return take_entry (pl_service_snapshot_find_name (snapshot, name, protocol), ret_match);
  return take_entry (pl_service_snapshot_find_name (snapshot, name, PL_PROTOCOL_TCP), ret_match) ||
         take_entry (pl_service_snapshot_find_name (snapshot, name, PL_PROTOCOL_UDP), ret_match);
}

/**
 * pl_service_database_find_port:
 * @port: a port in host order
 * @protocol: the protocol; %PL_PROTOCOL_ANY tries TCP, then UDP
 * @ret_match: (out caller-allocates): the entry
 *
 * Returns: whether there is such an entry; if not, @ret_match is untouched
 */
gboolean
pl_service_database_find_port (guint16 port, PlProtocol protocol, PlServiceMatch *ret_match)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  if (protocol != PL_PROTOCOL_ANY)
    return take_entry (pl_service_snapshot_find_port (snapshot, port, protocol), ret_match);
  return take_entry (pl_service_snapshot_find_port (snapshot, port, PL_PROTOCOL_TCP), ret_match) ||
         take_entry (pl_service_snapshot_find_port (snapshot, port, PL_PROTOCOL_UDP), ret_match);
}

/**
 * pl_service_database_dup_name:
 * @name: a name or an alias, in the case that the database has
 * @protocol: the protocol; %PL_PROTOCOL_ANY takes the first entry there is
 *
 * Returns: (transfer full) (nullable): the whole entry, or %NULL
 */
PlServiceEntry *
pl_service_database_dup_name (const char *name, PlProtocol protocol)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  return dup_entry (pl_service_snapshot_find_name (snapshot, name, protocol));
}

/**
 * pl_service_database_dup_port:
 * @port: a port in host order
 * @protocol: the protocol; %PL_PROTOCOL_ANY takes the first entry there is
 *
 * Returns: (transfer full) (nullable): the whole entry, or %NULL
 */
PlServiceEntry *
pl_service_database_dup_port (guint16 port, PlProtocol protocol)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  return dup_entry (pl_service_snapshot_find_port (snapshot, port, protocol));
}

/**
 * pl_service_database_get_all:
 *
 * Gives the whole database, in its own order. May be called from any thread; one that draws no window reads
 * it if that has not been done yet, which takes some milliseconds where it is large.
 *
 * Returns: (transfer full) (element-type Pl.ServiceEntry): the entries, for any number of threads to read
 */
GPtrArray *
pl_service_database_get_all (void)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  return g_ptr_array_ref (pl_service_snapshot_get_entries (snapshot));
}

static const char *
find_spelling (const PlServiceEntry *entry, const char *name)
{
  if (g_ascii_strcasecmp (entry->name, name) == 0)
    return entry->name;
  for (char **alias = entry->aliases; *alias != NULL; alias++)
    if (g_ascii_strcasecmp (*alias, name) == 0)
      return *alias;
  return NULL;
}

/**
 * pl_service_database_find_any_case:
 * @name: a name or an alias in any case
 * @protocol: the protocol that is preferred; others are found too
 * @ret_match: (out caller-allocates): the entry
 * @ret_spelling: (out): the name or alias as the database has it
 *
 * Looks at the whole database: for a name that was not found.
 *
 * Returns: whether there is such an entry; if not, the outputs are untouched
 */
gboolean
pl_service_database_find_any_case (const char *name,
                                   PlProtocol protocol,
                                   PlServiceMatch *ret_match,
                                   char **ret_spelling)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();
  GPtrArray *entries = pl_service_snapshot_get_entries (snapshot);
  const PlServiceEntry *found = NULL;
  gboolean is_preferred = FALSE;

  for (guint i = 0; i < entries->len && !is_preferred; i++)
    {
      const PlServiceEntry *entry = entries->pdata[i];

      if (protocol_of (entry) == PL_PROTOCOL_ANY || find_spelling (entry, name) == NULL)
        continue;
      is_preferred = protocol_of (entry) == protocol;
      if (found == NULL || is_preferred)
        found = entry;
    }
  if (!take_entry (found, ret_match))
    return FALSE;
  *ret_spelling = g_strdup (find_spelling (found, name));
  return TRUE;
}

/**
 * pl_service_database_is_empty:
 *
 * Returns: whether this host knows no service at all, as small containers do
 */
gboolean
pl_service_database_is_empty (void)
{
  g_autoptr (PlServiceSnapshot) snapshot = pl_service_snapshot_get ();

  return pl_service_snapshot_get_entries (snapshot)->len == 0;
}

/**
 * pl_service_match_clear:
 * @match: an entry
 *
 * Frees what @match owns.
 */
void
pl_service_match_clear (PlServiceMatch *match)
{
  g_clear_pointer (&match->name, g_free);
}
