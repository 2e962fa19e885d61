/* The services database of this host, see services(5); does not know what was typed. */
#include "core/target/pl-service-database.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>

#define BUFFER_SIZE     1024
#define BUFFER_SIZE_MAX (1024 * 1024)

/* getservent(3) has one position in the process. */
static GMutex position_lock;

typedef int (*LookUp) (gconstpointer key,
                       const char *protocol,
                       struct servent *entry,
                       char *buffer,
                       size_t size,
                       struct servent **result);

static int
look_up_name (gconstpointer key,
              const char *protocol,
              struct servent *entry,
              char *buffer,
              size_t size,
              struct servent **result)
{
  return getservbyname_r (key, protocol, entry, buffer, size, result);
}

static int
look_up_port (gconstpointer key,
              const char *protocol,
              struct servent *entry,
              char *buffer,
              size_t size,
              struct servent **result)
{
  const guint16 *port = key;

  return getservbyport_r (g_htons (*port), protocol, entry, buffer, size, result);
}

static int
look_up_next (gconstpointer key,
              const char *protocol,
              struct servent *entry,
              char *buffer,
              size_t size,
              struct servent **result)
{
  return getservent_r (entry, buffer, size, result);
}

/* Gives the entry and the memory that its strings live in. An entry that is too large, as an odd database
 * may have it, is as good as none. */
static char *
dup_entry (LookUp look_up, gconstpointer key, const char *protocol, struct servent *entry)
{
  for (gsize size = BUFFER_SIZE; size <= BUFFER_SIZE_MAX; size *= 2)
    {
      g_autofree char *buffer = g_malloc (size);
      struct servent *result = NULL;
      int error = look_up (key, protocol, entry, buffer, size, &result);

      if (error != ERANGE)
        return error == 0 && result != NULL ? g_steal_pointer (&buffer) : NULL;
    }
  return NULL;
}

static PlProtocol
protocol_of (const struct servent *entry)
{
  if (strcmp (entry->s_proto, "tcp") == 0)
    return PL_PROTOCOL_TCP;
  return strcmp (entry->s_proto, "udp") == 0 ? PL_PROTOCOL_UDP : PL_PROTOCOL_ANY;
}

static void
take_entry (const struct servent *entry, PlServiceMatch *ret_match)
{
  ret_match->name = g_utf8_make_valid (entry->s_name, -1);
  ret_match->port = g_ntohs ((guint16) entry->s_port);
  ret_match->protocol = protocol_of (entry);
}

static gboolean
find (LookUp look_up, gconstpointer key, PlProtocol protocol, PlServiceMatch *ret_match)
{
  struct servent entry;
  g_autofree char *buffer = NULL;

  if (protocol == PL_PROTOCOL_ANY)
    return find (look_up, key, PL_PROTOCOL_TCP, ret_match) || find (look_up, key, PL_PROTOCOL_UDP, ret_match);

  buffer = dup_entry (look_up, key, pl_protocol_to_string (protocol), &entry);
  if (buffer == NULL)
    return FALSE;
  take_entry (&entry, ret_match);
  return TRUE;
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
  return find (look_up_name, name, protocol, ret_match);
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
  return find (look_up_port, &port, protocol, ret_match);
}

static PlServiceEntry *
new_entry (const struct servent *entry)
{
  PlServiceEntry *self = g_new0 (PlServiceEntry, 1);
  g_autoptr (GStrvBuilder) aliases = g_strv_builder_new ();

  for (char **alias = entry->s_aliases; *alias != NULL; alias++)
    {
      g_autofree char *valid = g_utf8_make_valid (*alias, -1);

      g_strv_builder_add (aliases, valid);
    }
  self->name = g_utf8_make_valid (entry->s_name, -1);
  self->port = g_ntohs ((guint16) entry->s_port);
  self->aliases = g_strv_builder_end (aliases);
  self->protocol = g_utf8_make_valid (entry->s_proto, -1);
  return self;
}

static PlServiceEntry *
dup_first (LookUp look_up, gconstpointer key, PlProtocol protocol)
{
  struct servent entry;
  g_autofree char *buffer = dup_entry (
      look_up, key, protocol != PL_PROTOCOL_ANY ? pl_protocol_to_string (protocol) : NULL, &entry);

  return buffer != NULL ? new_entry (&entry) : NULL;
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
  return dup_first (look_up_name, name, protocol);
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
  return dup_first (look_up_port, &port, protocol);
}

/**
 * pl_service_database_dup_all:
 *
 * Reads the whole database, in its own order. May be called from any thread, and takes some milliseconds
 * where the database is large.
 *
 * Returns: (transfer container) (element-type Pl.ServiceEntry): the entries; the array frees them
 */
GPtrArray *
pl_service_database_dup_all (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free);
  struct servent entry;
  char *buffer;

  g_mutex_lock (&position_lock);
  setservent (1);
  while ((buffer = dup_entry (look_up_next, NULL, NULL, &entry)) != NULL)
    {
      g_ptr_array_add (entries, new_entry (&entry));
      g_free (buffer);
    }
  endservent ();
  g_mutex_unlock (&position_lock);
  return entries;
}

static const char *
find_spelling (const struct servent *entry, const char *name)
{
  if (g_ascii_strcasecmp (entry->s_name, name) == 0)
    return entry->s_name;
  for (char **alias = entry->s_aliases; *alias != NULL; alias++)
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
 * Reads the whole database: for a name that was not found.
 *
 * Returns: whether there is such an entry; if not, the outputs are untouched
 */
gboolean
pl_service_database_find_any_case (const char *name,
                                   PlProtocol protocol,
                                   PlServiceMatch *ret_match,
                                   char **ret_spelling)
{
  gboolean is_found = FALSE;
  gboolean is_preferred = FALSE;
  struct servent entry;

  g_mutex_lock (&position_lock);
  setservent (1);
  while (!is_preferred)
    {
      g_autofree char *buffer = dup_entry (look_up_next, NULL, NULL, &entry);
      const char *spelling = buffer != NULL ? find_spelling (&entry, name) : NULL;

      if (buffer == NULL)
        break;
      is_preferred = spelling != NULL && protocol_of (&entry) == protocol;
      if (spelling == NULL || protocol_of (&entry) == PL_PROTOCOL_ANY || (is_found && !is_preferred))
        continue;
      if (is_found)
        {
          pl_service_match_clear (ret_match);
          g_free (*ret_spelling);
        }
      take_entry (&entry, ret_match);
      *ret_spelling = g_utf8_make_valid (spelling, -1);
      is_found = TRUE;
    }
  endservent ();
  g_mutex_unlock (&position_lock);
  return is_found;
}

/**
 * pl_service_database_is_empty:
 *
 * Returns: whether this host knows no service at all, as small containers do
 */
gboolean
pl_service_database_is_empty (void)
{
  g_autofree char *buffer = NULL;
  struct servent entry;

  g_mutex_lock (&position_lock);
  setservent (0);
  buffer = dup_entry (look_up_next, NULL, NULL, &entry);
  endservent ();
  g_mutex_unlock (&position_lock);
  return buffer == NULL;
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
