/* The services database as a list by port, filtered by protocol and text; and every entry that has a number
 * or a name. Reads nothing but what it was given, except to load it. */

#include "core/target/pl-service-list.h"

#include "core/address/pl-text.h"
#include "core/target/pl-service-database.h"

#include <string.h>

struct _PlServiceList
{
  GObject parent_instance;

  GPtrArray *entries; /* (element-type PlServiceEntry): in the order of the database */
  GPtrArray *sorted;  /* (element-type PlServiceEntry): the same by port */
  GPtrArray *names;   /* (element-type utf8): of each of @sorted, in lower case */
  GPtrArray *shown;   /* (element-type PlServiceEntry): those of them that the filter leaves */
};

static void pl_service_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlServiceList,
                               pl_service_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_service_list_list_model_init))

/* 1. The filter */

static gboolean
is_number (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static gboolean
is_of_protocol (const PlServiceEntry *entry, PlProtocol protocol)
{
  return protocol == PL_PROTOCOL_ANY || strcmp (entry->protocol, pl_protocol_to_string (protocol)) == 0;
}

/* All that is searched for, in lower case, so that a filter need not make it again. */
static char *
dup_names (const PlServiceEntry *entry)
{
  g_autofree char *aliases = g_strjoinv ("\n", entry->aliases);
  g_autofree char *names = g_strjoin ("\n", entry->name, aliases, NULL);

  return g_ascii_strdown (names, -1);
}

/* A number is the beginning of a port, any other text a part of a name. */
static gboolean
is_shown (const PlServiceEntry *entry, const char *names, const char *lower, PlProtocol protocol)
{
  char port[8];

  if (!is_of_protocol (entry, protocol))
    return FALSE;
  if (strstr (names, lower) != NULL)
    return TRUE;
  g_snprintf (port, sizeof port, "%u", entry->port);
  return g_str_has_prefix (port, lower);
}

static void
fill (PlServiceList *self, const char *text, PlProtocol protocol)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  g_strstrip (lower);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->sorted->len; i++)
    if (is_shown (self->sorted->pdata[i], self->names->pdata[i], lower, protocol))
      g_ptr_array_add (self->shown, self->sorted->pdata[i]);
}

/* 2. The list */

static GType
pl_service_list_get_item_type (GListModel *model)
{
  return PL_TYPE_SERVICE_ITEM;
}

static guint
pl_service_list_get_n_items (GListModel *model)
{
  return PL_SERVICE_LIST (model)->shown->len;
}

static gpointer
pl_service_list_get_item (GListModel *model, guint position)
{
  PlServiceList *self = PL_SERVICE_LIST (model);

  if (position >= self->shown->len)
    return NULL;
  return pl_service_item_new (self->entries, self->shown->pdata[position]);
}

static void
pl_service_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_service_list_get_item_type;
  iface->get_n_items = pl_service_list_get_n_items;
  iface->get_item = pl_service_list_get_item;
}

static void
pl_service_list_finalize (GObject *object)
{
  PlServiceList *self = PL_SERVICE_LIST (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (pl_service_list_parent_class)->finalize (object);
}

static void
pl_service_list_class_init (PlServiceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_service_list_finalize;
}

static void
pl_service_list_init (PlServiceList *self)
{
  self->sorted = g_ptr_array_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->shown = g_ptr_array_new ();
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const PlServiceEntry *left = *(const PlServiceEntry *const *) a;
  const PlServiceEntry *right = *(const PlServiceEntry *const *) b;
  int by_protocol = strcmp (left->protocol, right->protocol);

  if (left->port != right->port)
    return (int) left->port - (int) right->port;
  return by_protocol != 0 ? by_protocol : strcmp (left->name, right->name);
}

/**
 * pl_service_list_new:
 * @entries: (transfer full) (element-type Pl.ServiceEntry): the database in its own order
 *
 * Returns: (transfer full): a list of all of them, by port
 */
PlServiceList *
pl_service_list_new (GPtrArray *entries)
{
  PlServiceList *self = g_object_new (PL_TYPE_SERVICE_LIST, NULL);

  self->entries = entries;
  g_ptr_array_extend (self->sorted, entries, NULL, NULL);
  g_ptr_array_sort (self->sorted, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (self->names, dup_names (self->sorted->pdata[i]));
  fill (self, "", PL_PROTOCOL_ANY);
  return self;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, pl_service_list_new (pl_service_database_get_all ()), g_object_unref);
}

/**
 * pl_service_list_load_async:
 * @cancellable: (nullable): to give up
 * @callback: called with the list
 * @user_data: for @callback
 *
 * Reads the services database of this computer in a thread: it may be large, and come from a server.
 */
void
pl_service_list_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, pl_service_list_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * pl_service_list_load_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED and nothing else: a database that is missing has no entries
 *
 * Returns: (transfer full): the list, or %NULL with @error set
 */
PlServiceList *
pl_service_list_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_service_list_get_n_entries:
 * @self: a list
 *
 * Returns: how many entries the database has, whatever the filter leaves of them
 */
guint
pl_service_list_get_n_entries (PlServiceList *self)
{
  return self->entries->len;
}

/**
 * pl_service_list_set_filter:
 * @self: a list
 * @text: part of a name or an alias in any case, or the beginning of a number; empty for all
 * @protocol: of this protocol only; %PL_PROTOCOL_ANY for all
 */
void
pl_service_list_set_filter (PlServiceList *self, const char *text, PlProtocol protocol)
{
  guint n_before = self->shown->len;

  fill (self, text, protocol);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
}

/**
 * pl_service_list_find_position:
 * @self: a list
 * @entry: one of its entries
 * @ret_position: (out): where it is in the list
 *
 * Returns: whether the filter leaves it
 */
gboolean
pl_service_list_find_position (PlServiceList *self, const PlServiceEntry *entry, guint *ret_position)
{
  return g_ptr_array_find (self->shown, entry, ret_position);
}

static gboolean
has_name (const PlServiceEntry *entry, const char *name)
{
  return strcmp (entry->name, name) == 0 || g_strv_contains ((const char *const *) entry->aliases, name);
}

/**
 * pl_service_list_find:
 * @self: a list
 * @text: a port, a name or an alias, with blanks around it or without
 * @protocol: whose entry is the match
 * @ret_match: (out) (nullable): the entry that pl_service_entry_find() gives, or %NULL
 *
 * Finds every entry with this number or name, of whatever protocol and however the list is filtered: `514`
 * has `shell` over TCP and `syslog` over UDP.
 *
 * Returns: (transfer container) (element-type Pl.ServiceEntry): the entries in the order of the database;
 * they live as long as @self
 */
GPtrArray *
pl_service_list_find (PlServiceList *self,
                      const char *text,
                      PlProtocol protocol,
                      const PlServiceEntry **ret_match)
{
  GPtrArray *found = g_ptr_array_new ();
  gsize size = strlen (text);
  g_autofree char *key = NULL;
  guint64 port = 0;
  gboolean has_port;

  *ret_match = NULL;
  pl_text_trim (&text, &size);
  key = g_strndup (text, size);
  has_port = is_number (key);
  if (has_port && !g_ascii_string_to_unsigned (key, 10, 1, G_MAXUINT16, &port, NULL))
    return found;

  for (guint i = 0; i < self->entries->len; i++)
    {
      PlServiceEntry *entry = self->entries->pdata[i];

      if (has_port ? entry->port != port : !has_name (entry, key))
        continue;
      g_ptr_array_add (found, entry);
      if (*ret_match == NULL && is_of_protocol (entry, protocol))
        *ret_match = entry;
    }
  return found;
}
