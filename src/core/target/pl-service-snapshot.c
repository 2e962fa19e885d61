/* The services database of this host as it was read last, see services(5): asked with every key that somebody
 * types, it may have ten thousand lines and come from a server. Reads it in a thread where a window must not
 * wait, and again once its file has changed. Does not know what was typed. */

#include "core/target/pl-service-snapshot.h"

#include "core/pl-main-thread.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/stat.h>

#define BUFFER_SIZE     1024
#define BUFFER_SIZE_MAX (1024 * 1024)
#define FILE_NAME       "/etc/services"

/* When the file was written; all zeros if there is none. */
typedef struct
{
  gint64 written_s;
  gint64 written_ns;
  gint64 size;
  guint64 inode;
} Stamp;

struct _PlServiceSnapshot
{
  GPtrArray *entries;  /* (element-type PlServiceEntry): in the order of the database; they never change */
  GHashTable *by_name; /* (element-type utf8 guint): where the first of this name or alias is, plus 1 */
  GHashTable *by_port; /* (element-type guint guint): the same of this port */
  Stamp stamp;
};

static GMutex lock;
static GCond has_read;
static PlServiceSnapshot *latest; /* (nullable) */
static gboolean is_reading;       /* in a thread of ours */

/* 1. Reading: getservent(3) asks whatever nsswitch.conf says, and has one position in the process */

/* Gives the entry and the memory that its strings live in. An entry that is too large, as an odd database may
 * have it, is as good as none. */
static char *
dup_next (struct servent *entry)
{
  for (gsize size = BUFFER_SIZE; size <= BUFFER_SIZE_MAX; size *= 2)
    {
      g_autofree char *buffer = g_malloc (size);
      struct servent *result = NULL;
      int error = getservent_r (entry, buffer, size, &result);

      if (error != ERANGE)
        return error == 0 && result != NULL ? g_steal_pointer (&buffer) : NULL;
    }
  return NULL;
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

static GPtrArray *
read_entries (void)
{
  static GMutex position_lock;
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_service_entry_free);
  struct servent entry;
  char *buffer;

  pl_assert_off_main ("getservent()");
  g_mutex_lock (&position_lock);
  setservent (1);
  while ((buffer = dup_next (&entry)) != NULL)
    {
      g_ptr_array_add (entries, new_entry (&entry));
      g_free (buffer);
    }
  endservent ();
  g_mutex_unlock (&position_lock);
  return entries;
}

static Stamp
read_stamp (void)
{
  struct stat status;

  if (stat (FILE_NAME, &status) != 0)
    return (Stamp){ 0 };
  return (Stamp){ status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino };
}

static gboolean
is_same (const Stamp *a, const Stamp *b)
{
  return a->written_s == b->written_s && a->written_ns == b->written_ns && a->size == b->size &&
         a->inode == b->inode;
}

static void
remember_first (GHashTable *table, gpointer key, guint index)
{
  if (!g_hash_table_contains (table, key))
    g_hash_table_insert (table, key, GUINT_TO_POINTER (index + 1));
}

static PlServiceSnapshot *
new_snapshot (void)
{
  PlServiceSnapshot *self = g_atomic_rc_box_new0 (PlServiceSnapshot);

  self->stamp = read_stamp (); /* before it is read, or what is written meanwhile would be missed */
  self->entries = read_entries ();
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_port = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      PlServiceEntry *entry = self->entries->pdata[i];

      remember_first (self->by_name, entry->name, i);
      for (char **alias = entry->aliases; *alias != NULL; alias++)
        remember_first (self->by_name, *alias, i);
      remember_first (self->by_port, GUINT_TO_POINTER (entry->port), i);
    }
  return self;
}

static void
clear (gpointer data)
{
  PlServiceSnapshot *self = data;

  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_port);
  g_ptr_array_unref (self->entries);
}

/* 2. The latest one */

/* Locked. */
static void
publish (PlServiceSnapshot *snapshot)
{
  g_clear_pointer (&latest, pl_service_snapshot_unref);
  latest = snapshot;
}

static gpointer
read_thread (gpointer data)
{
  PlServiceSnapshot *snapshot = new_snapshot ();

  g_mutex_lock (&lock);
  publish (snapshot);
  is_reading = FALSE;
  g_cond_broadcast (&has_read);
  g_mutex_unlock (&lock);
  return NULL;
}

/* Locked. */
static void
start_reading (void)
{
  if (is_reading)
    return;
  is_reading = TRUE;
  g_thread_unref (g_thread_new ("services", read_thread, NULL));
}

/**
 * pl_service_snapshot_prepare:
 *
 * Begins to read the database in a thread of its own, so that it is there when somebody types.
 */
void
pl_service_snapshot_prepare (void)
{
  g_mutex_lock (&lock);
  if (latest == NULL)
    start_reading ();
  g_mutex_unlock (&lock);
}

/* Who draws a window takes the former one while a thread reads the new one. Only the very first has to be
 * waited for: without it, the answer would be wrong. */
static PlServiceSnapshot *
get_without_reading (const Stamp *now)
{
  PlServiceSnapshot *snapshot;

  g_mutex_lock (&lock);
  if (latest == NULL || !is_same (&latest->stamp, now))
    start_reading ();
  while (latest == NULL)
    g_cond_wait (&has_read, &lock);
  snapshot = g_atomic_rc_box_acquire (latest);
  g_mutex_unlock (&lock);
  return snapshot;
}

/**
 * pl_service_snapshot_get:
 *
 * Returns: (transfer full): the database as it is now; to the thread of a window, as it was a moment ago if
 *   somebody has just edited it
 */
PlServiceSnapshot *
pl_service_snapshot_get (void)
{
  PlServiceSnapshot *snapshot = NULL;
  Stamp now = read_stamp ();

  if (pl_main_thread_is_here ())
    return get_without_reading (&now);

  g_mutex_lock (&lock);
  if (latest != NULL && is_same (&latest->stamp, &now))
    snapshot = g_atomic_rc_box_acquire (latest);
  g_mutex_unlock (&lock);
  if (snapshot != NULL)
    return snapshot;

  snapshot = new_snapshot ();
  g_mutex_lock (&lock);
  publish (g_atomic_rc_box_acquire (snapshot));
  g_mutex_unlock (&lock);
  return snapshot;
}

/**
 * pl_service_snapshot_unref:
 * @self: (transfer full): a snapshot
 */
void
pl_service_snapshot_unref (PlServiceSnapshot *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * pl_service_snapshot_get_entries:
 * @self: a snapshot
 *
 * Returns: (transfer none) (element-type Pl.ServiceEntry): all entries in the order of the database, for any
 * number of threads to read
 */
GPtrArray *
pl_service_snapshot_get_entries (PlServiceSnapshot *self)
{
  return self->entries;
}

/* 3. Answers: as getservbyname(3) and getservbyport(3) give them, the first entry that fits */

static gboolean
is_of_protocol (const PlServiceEntry *entry, PlProtocol protocol)
{
  return protocol == PL_PROTOCOL_ANY || strcmp (entry->protocol, pl_protocol_to_string (protocol)) == 0;
}

/**
 * pl_service_snapshot_find_name:
 * @self: a snapshot
 * @name: a name or an alias, in the case that the database has
 * @protocol: the protocol; %PL_PROTOCOL_ANY takes the first entry there is
 *
 * Returns: (transfer none) (nullable): the entry, which lives as long as @self
 */
const PlServiceEntry *
pl_service_snapshot_find_name (PlServiceSnapshot *self, const char *name, PlProtocol protocol)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

  for (guint i = first; i > 0 && i <= self->entries->len; i++)
    {
      const PlServiceEntry *entry = self->entries->pdata[i - 1];

      if (is_of_protocol (entry, protocol) &&
          (strcmp (entry->name, name) == 0 || g_strv_contains ((const char *const *) entry->aliases, name)))
        return entry;
    }
  return NULL;
}

/**
 * pl_service_snapshot_find_port:
 * @self: a snapshot
 * @port: a port in host order
 * @protocol: the protocol; %PL_PROTOCOL_ANY takes the first entry there is
 *
 * Returns: (transfer none) (nullable): the entry, which lives as long as @self
 */
const PlServiceEntry *
pl_service_snapshot_find_port (PlServiceSnapshot *self, guint16 port, PlProtocol protocol)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_port, GUINT_TO_POINTER (port)));

  for (guint i = first; i > 0 && i <= self->entries->len; i++)
    {
      const PlServiceEntry *entry = self->entries->pdata[i - 1];

      if (entry->port == port && is_of_protocol (entry, protocol))
        return entry;
    }
  return NULL;
}
