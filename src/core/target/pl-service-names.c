/* The names of the services database, to complete what somebody types; shows nothing, decides nothing. */
#include "core/target/pl-service-names.h"

#include "core/target/pl-service-database.h"

#include <string.h>

struct _PlServiceNames
{
  GPtrArray *entries; /* (element-type PlServiceEntry): what the names point into */
  GArray *names;      /* (element-type PlServiceName): by key */
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PlServiceName *left = a;
  const PlServiceName *right = b;
  int by_key = strcmp (left->key, right->key);

  return by_key != 0 ? by_key : (int) left->entry->port - (int) right->entry->port;
}

static void
clear_name (gpointer item)
{
  PlServiceName *name = item;

  g_free (name->key);
}

static void
add_name (GArray *names, const char *text, const PlServiceEntry *entry)
{
  PlServiceName name = { .name = text, .key = g_ascii_strdown (text, -1), .entry = entry };

  g_array_append_val (names, name);
}

/**
 * pl_service_names_new:
 * @entries: (transfer full) (element-type Pl.ServiceEntry): what is to be completed; the array frees them
 *
 * Returns: (transfer full): the names of @entries
 */
PlServiceNames *
pl_service_names_new (GPtrArray *entries)
{
  PlServiceNames *self = g_atomic_rc_box_new0 (PlServiceNames);

  self->entries = entries;
  self->names = g_array_new (FALSE, FALSE, sizeof (PlServiceName));
  g_array_set_clear_func (self->names, clear_name);
  for (guint i = 0; i < entries->len; i++)
    {
      const PlServiceEntry *entry = g_ptr_array_index (entries, i);

      add_name (self->names, entry->name, entry);
      for (char **alias = entry->aliases; *alias != NULL; alias++)
        add_name (self->names, *alias, entry);
    }
  g_array_sort (self->names, compare_names);
  return self;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, pl_service_names_new (pl_service_database_get_all ()),
                         (GDestroyNotify) pl_service_names_unref);
}

/**
 * pl_service_names_load_async:
 * @cancellable: (nullable): to give up
 * @callback: called with the names
 * @user_data: for @callback
 *
 * Reads the whole services database, in a thread of its own: it may have ten thousand lines.
 */
void
pl_service_names_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, pl_service_names_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * pl_service_names_load_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED and nothing else: a database that is missing has no names
 *
 * Returns: (transfer full): the names, or %NULL with @error set
 */
PlServiceNames *
pl_service_names_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_service_names_ref:
 * @self: names
 *
 * Returns: (transfer full): @self
 */
PlServiceNames *
pl_service_names_ref (PlServiceNames *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
free_names (gpointer data)
{
  PlServiceNames *self = data;

  g_array_unref (self->names);
  g_ptr_array_unref (self->entries);
}

/**
 * pl_service_names_unref:
 * @self: (transfer full): names
 */
void
pl_service_names_unref (PlServiceNames *self)
{
  g_atomic_rc_box_release_full (self, free_names);
}

static gboolean
is_wanted (const PlServiceName *name, PlProtocol protocol)
{
  const char *entry_protocol = name->entry->protocol;

  if (protocol == PL_PROTOCOL_ANY)
    return strcmp (entry_protocol, "tcp") == 0 || strcmp (entry_protocol, "udp") == 0;
  return strcmp (entry_protocol, pl_protocol_to_string (protocol)) == 0;
}

/* The first name that does not come before @key. */
static guint
find_start (const GArray *names, const char *key)
{
  guint start = 0;
  guint end = names->len;

  while (start < end)
    {
      guint middle = start + (end - start) / 2;

      if (strcmp (g_array_index (names, PlServiceName, middle).key, key) < 0)
        start = middle + 1;
      else
        end = middle;
    }
  return start;
}

/**
 * pl_service_names_find:
 * @self: names
 * @text: what has been typed, in any case
 * @protocol: the protocol of the socket; %PL_PROTOCOL_ANY takes TCP and UDP
 * @ret_names: (out caller-allocates) (array length=n_max): those that fit; they live as long as @self
 * @n_max: room in @ret_names
 *
 * Finds the names that begin with @text, and after them those that have it inside: `imap` gives `imaps`
 * before `timap`. Digits are a port and no beginning of a name.
 *
 * Returns: how many there are
 */
guint
pl_service_names_find (PlServiceNames *self,
                       const char *text,
                       PlProtocol protocol,
                       const PlServiceName **ret_names,
                       guint n_max)
{
  g_autofree char *key = g_ascii_strdown (text, -1);
  gsize length = strlen (key);
  guint n = 0;

  if (key[strspn (key, "0123456789")] == '\0')
    return 0;
  for (guint i = find_start (self->names, key); i < self->names->len && n < n_max; i++)
    {
      const PlServiceName *name = &g_array_index (self->names, PlServiceName, i);

      if (strncmp (name->key, key, length) != 0)
        break;
      if (is_wanted (name, protocol))
        ret_names[n++] = name;
    }
  for (guint i = 0; i < self->names->len && n < n_max; i++)
    {
      const PlServiceName *name = &g_array_index (self->names, PlServiceName, i);

      if (is_wanted (name, protocol) && strstr (name->key, key) != NULL &&
          strncmp (name->key, key, length) != 0)
        ret_names[n++] = name;
    }
  return n;
}
