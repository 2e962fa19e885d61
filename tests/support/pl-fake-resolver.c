/* Answers names from a table, now, late or never, so that no test needs DNS. Any thread may ask. */

#include "support/pl-fake-resolver.h"

typedef struct
{
  int delay_ms;
  GResolverError code;
  char **addresses; /* (nullable): an error in place of an answer */
} Answer;

struct _PlFakeResolver
{
  GResolver parent_instance;

  GMutex lock;         /* guards what follows */
  GHashTable *answers; /* (element-type utf8 Answer) */
  guint n_asked;
  GPtrArray *held; /* (element-type GTask): questions for a name, asked by the thread of the test */
};

G_DEFINE_FINAL_TYPE (PlFakeResolver, pl_fake_resolver, G_TYPE_RESOLVER)

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_strfreev (answer->addresses);
  g_free (answer);
}

static void
free_addresses (gpointer list)
{
  g_resolver_free_addresses (list);
}

static char *
dup_key (const char *name, PlFamily family)
{
  return g_strdup_printf ("%d %s", family, name);
}

static const Answer *
find (PlFakeResolver *self, const char *name, PlFamily family)
{
  g_autofree char *key = dup_key (name, family);
  static const Answer unknown = { .code = G_RESOLVER_ERROR_NOT_FOUND };
  const Answer *answer = g_hash_table_lookup (self->answers, key);

  return answer != NULL ? answer : &unknown;
}

static GList *
add_addresses (GList *found, const Answer *answer)
{
  for (char **at = answer->addresses; at != NULL && *at != NULL; at++)
    found = g_list_append (found, g_inet_address_new_from_string (*at));

  return found;
}

static PlFamily
get_family (GResolverNameLookupFlags flags)
{
  if (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    return PL_FAMILY_IPV6;

  return flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY ? PL_FAMILY_IPV4 : PL_FAMILY_NONE;
}

/* Prepares what the task returns, and says when. */
static int
look_up (PlFakeResolver *self, const char *name, PlFamily family, GList **ret_found, GError **ret_error)
{
  const Answer *ipv6 = find (self, name, family == PL_FAMILY_IPV4 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6);
  const Answer *ipv4 = find (self, name, family == PL_FAMILY_IPV6 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4);

  *ret_found = add_addresses (NULL, ipv6);
  if (ipv4 != ipv6)
    *ret_found = add_addresses (*ret_found, ipv4);
  if (*ret_found == NULL)
    *ret_error = g_error_new (G_RESOLVER_ERROR, (int) ipv6->code, "No answer for “%s”", name);
  if (ipv4->delay_ms == PL_FAKE_NEVER || ipv6->delay_ms == PL_FAKE_NEVER)
    return PL_FAKE_NEVER;

  return MAX (ipv4->delay_ms, ipv6->delay_ms);
}

typedef struct
{
  GList *found;
  GError *error;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_resolver_free_addresses (reply->found);
  g_clear_error (&reply->error);
  g_free (reply);
}

static gboolean
reply_cb (gpointer data)
{
  GTask *task = data;
  Reply *reply = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (reply->error != NULL)
    g_task_return_error (task, g_steal_pointer (&reply->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&reply->found), free_addresses);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  return reply_cb (data);
}

static void
lookup_async (GResolver *resolver,
              const char *name,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  PlFakeResolver *self = PL_FAKE_RESOLVER (resolver);
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);
  Reply *reply = g_new0 (Reply, 1);
  GSource *source;
  int delay_ms;

  g_mutex_lock (&self->lock);
  self->n_asked++;
  delay_ms = look_up (self, name, get_family (flags), &reply->found, &reply->error);
  g_mutex_unlock (&self->lock);
  g_task_set_task_data (task, reply, reply_free);

  source = delay_ms == PL_FAKE_NEVER ? g_cancellable_source_new (cancellable)
                                     : g_timeout_source_new (delay_ms);
  if (delay_ms != PL_FAKE_NEVER && cancellable != NULL)
    {
      GSource *child = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (child);
      g_source_add_child_source (source, child);
      g_source_unref (child);
    }
  if (delay_ms == PL_FAKE_NEVER)
    g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), task, g_object_unref);
  else
    g_source_set_callback (source, reply_cb, task, g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);
}

/* What GIO calls when no family is asked for. */
static void
lookup_any_async (GResolver *resolver,
                  const char *name,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  lookup_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback, user_data);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lookup_by_address_async (GResolver *resolver,
                         GInetAddress *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_task_data (task, g_object_ref (address), g_object_unref);
  g_ptr_array_add (PL_FAKE_RESOLVER (resolver)->held, task);
}

static char *
lookup_by_address_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pl_fake_resolver_finalize (GObject *object)
{
  PlFakeResolver *self = PL_FAKE_RESOLVER (object);

  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->answers);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (pl_fake_resolver_parent_class)->finalize (object);
}

static void
pl_fake_resolver_class_init (PlFakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_fake_resolver_finalize;
  resolver_class->lookup_by_name_async = lookup_any_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
  resolver_class->lookup_by_address_async = lookup_by_address_async;
  resolver_class->lookup_by_address_finish = lookup_by_address_finish;
}

static void
pl_fake_resolver_init (PlFakeResolver *self)
{
  g_mutex_init (&self->lock);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
}

static void
set_answer (PlFakeResolver *self, const char *name, PlFamily family, Answer *answer)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->answers, dup_key (name, family), answer);
  g_mutex_unlock (&self->lock);
}

/**
 * pl_fake_resolver_install:
 *
 * Makes a resolver that knows no name the default one.
 *
 * Returns: (transfer full): it
 */
PlFakeResolver *
pl_fake_resolver_install (void)
{
  PlFakeResolver *self = g_object_new (PL_TYPE_FAKE_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (self));

  return self;
}

/**
 * pl_fake_resolver_uninstall:
 * @self: (transfer full): the default resolver
 *
 * Puts another one that knows no name in its place: no test ever asks the network.
 */
void
pl_fake_resolver_uninstall (PlFakeResolver *self)
{
  g_object_unref (pl_fake_resolver_install ());
  g_object_unref (self);
}

/**
 * pl_fake_resolver_set_addresses:
 * @self: a resolver
 * @name: as it is asked
 * @family: of the addresses
 * @delay_ms: milliseconds until the answer, %PL_FAKE_NOW or %PL_FAKE_NEVER
 * @addresses: separated by blanks
 *
 * Has a name answered.
 */
void
pl_fake_resolver_set_addresses (PlFakeResolver *self,
                                const char *name,
                                PlFamily family,
                                int delay_ms,
                                const char *addresses)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->delay_ms = delay_ms;
  answer->addresses = g_strsplit (addresses, " ", -1);
  answer->code = G_RESOLVER_ERROR_NOT_FOUND;
  set_answer (self, name, family, answer);
}

/**
 * pl_fake_resolver_set_error:
 * @self: a resolver
 * @name: as it is asked
 * @family: of the addresses
 * @delay_ms: as in pl_fake_resolver_set_addresses()
 * @code: the error
 *
 * Has a name refused. A name that was never set is not found, at once.
 */
void
pl_fake_resolver_set_error (PlFakeResolver *self,
                            const char *name,
                            PlFamily family,
                            int delay_ms,
                            GResolverError code)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->delay_ms = delay_ms;
  answer->code = code;
  set_answer (self, name, family, answer);
}

/**
 * pl_fake_resolver_get_n_asked:
 * @self: a resolver
 *
 * Returns: how many questions it got
 */
guint
pl_fake_resolver_get_n_asked (PlFakeResolver *self)
{
  guint n_asked;

  g_mutex_lock (&self->lock);
  n_asked = self->n_asked;
  g_mutex_unlock (&self->lock);

  return n_asked;
}

/**
 * pl_fake_resolver_answer_names:
 * @self: a resolver
 * @name: (nullable): the name of every address that somebody waits for; %NULL if there is none
 *
 * Answers all questions for the name of an address, which wait until then.
 *
 * Returns: how many they were
 */
guint
pl_fake_resolver_answer_names (PlFakeResolver *self, const char *name)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    {
      if (name != NULL)
        g_task_return_pointer (held->pdata[i], g_strdup (name), g_free);
      else
        g_task_return_new_error (held->pdata[i], G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "Not found");
    }

  return held->len;
}
