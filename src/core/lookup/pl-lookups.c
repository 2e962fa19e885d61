/* All lookups, oldest first: those that wait for their turn, those that ask, and those that are over. Decides
 * how many may ask at once. */

#include "core/lookup/pl-lookups.h"

#include <string.h>

/* A name server that takes no more than 150 questions at a time is common, and so are two questions a name.
 * Those that one person asks for need not wait for a list that somebody has pasted. */
#define THREADS_MAX  64
#define THREADS_MANY 56
#define TIMEOUT_MS   8000

struct _PlLookups
{
  GObject parent_instance;

  GListStore *list;       /* (element-type PlLookup) */
  GQueue waiting;         /* (element-type PlLookup) (not owned): those of a long list */
  GHashTable *operations; /* (element-type PlLookup GTask): that somebody waits for */
  PlAsker *asker;         /* (nullable): NULL once it is shut down */
  guint timeout_ms;
  PlLookupTotals totals;
};

G_DEFINE_FINAL_TYPE (PlLookups, pl_lookups, G_TYPE_OBJECT)

enum
{
  SIGNAL_COUNTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. Counts */

static guint *
get_counter (PlLookupTotals *totals, PlLookup *lookup)
{
  if (pl_lookup_get_problem (lookup) != NULL)
    return &totals->n_wrong;
  if (pl_lookup_get_state (lookup) == PL_LOOKUP_STATE_STOPPED)
    return &totals->n_stopped;

  switch (pl_lookup_get_result (lookup))
    {
    case PL_LOOKUP_RESULT_ANSWER:
      return &totals->n_found;
    case PL_LOOKUP_RESULT_TIMEOUT:
      return &totals->n_silent;
    case PL_LOOKUP_RESULT_ERROR:
      return &totals->n_failed;
    case PL_LOOKUP_RESULT_NO_DATA:
    case PL_LOOKUP_RESULT_NO_NAME:
    default:
      return &totals->n_unknown;
    }
}

static void
count_begin (PlLookups *self)
{
  if (self->totals.n_over == self->totals.n_all)
    self->totals = (PlLookupTotals){ 0 };
  self->totals.n_all++;
}

static void
count_end (PlLookups *self, PlLookup *lookup)
{
  self->totals.n_over++;
  (*get_counter (&self->totals, lookup))++;
}

/* 2. The end of one */

static void
settle (PlLookups *self, PlLookup *lookup)
{
  g_autoptr (GTask) task = NULL;

  if (!g_hash_table_steal_extended (self->operations, lookup, NULL, (gpointer *) &task))
    return;

  if (pl_lookup_get_state (lookup) == PL_LOOKUP_STATE_STOPPED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else
    g_task_return_pointer (task, g_object_ref (lookup), g_object_unref);
}

static void
state_cb (PlLookup *lookup, GParamSpec *pspec, PlLookups *self)
{
  if (!pl_lookup_is_over (lookup))
    return;

  g_signal_handlers_disconnect_by_func (lookup, state_cb, self);
  if (pl_lookup_get_state (lookup) == PL_LOOKUP_STATE_STOPPED)
    g_queue_remove (&self->waiting, lookup);
  count_end (self, lookup);
  settle (self, lookup);
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);
}

/* 3. Turns */

static void
go_on (gpointer asker, gpointer data)
{
  PlLookups *self = data;

  while (self->waiting.length > 0 && pl_asker_get_n_busy (asker) < THREADS_MANY)
    pl_lookup_start (g_queue_pop_head (&self->waiting), asker, self->timeout_ms);
}

/* What is over and old makes room. */
static void
trim (PlLookups *self, guint n_more)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_old = n_items + n_more > PL_LOOKUPS_MAX ? MIN (n_items + n_more - PL_LOOKUPS_MAX, n_items) : 0;
  guint n_over = 0;

  while (n_over < n_old)
    {
      g_autoptr (PlLookup) lookup = g_list_model_get_item (G_LIST_MODEL (self->list), n_over);

      if (!pl_lookup_is_over (lookup))
        break;
      n_over++;
    }
  if (n_over > 0)
    g_list_store_splice (self->list, 0, n_over, NULL, 0);
}

static void
add (PlLookups *self, PlLookup **lookups, guint n_lookups)
{
  trim (self, n_lookups);
  for (guint i = 0; i < n_lookups; i++)
    {
      count_begin (self);
      if (pl_lookup_is_over (lookups[i]))
        count_end (self, lookups[i]);
      else
        g_signal_connect (lookups[i], "notify::state", G_CALLBACK (state_cb), self);
    }
  g_list_store_splice (self->list, g_list_model_get_n_items (G_LIST_MODEL (self->list)), 0,
                       (gpointer *) lookups, n_lookups);
}

static void
pl_lookups_dispose (GObject *object)
{
  pl_lookups_shut_down (PL_LOOKUPS (object));

  G_OBJECT_CLASS (pl_lookups_parent_class)->dispose (object);
}

static void
pl_lookups_finalize (GObject *object)
{
  PlLookups *self = PL_LOOKUPS (object);

  g_hash_table_unref (self->operations);
  g_object_unref (self->list);

  G_OBJECT_CLASS (pl_lookups_parent_class)->finalize (object);
}

static void
pl_lookups_class_init (PlLookupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_lookups_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_lookups_finalize;

  /**
   * PlLookups::counted:
   *
   * Emitted when the totals have changed.
   */
  signals[SIGNAL_COUNTED] = g_signal_new ("counted", PL_TYPE_LOOKUPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_lookups_init (PlLookups *self)
{
  self->list = g_list_store_new (PL_TYPE_LOOKUP);
  self->operations = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->timeout_ms = TIMEOUT_MS;
  g_queue_init (&self->waiting);
}

/**
 * pl_lookups_new:
 *
 * Makes an empty list. Everything happens in the thread-default context of the caller.
 *
 * Returns: (transfer full): lookups
 */
PlLookups *
pl_lookups_new (void)
{
  PlLookups *self = g_object_new (PL_TYPE_LOOKUPS, NULL);

  self->asker = pl_asker_new (THREADS_MAX, go_on, self);

  return self;
}

/**
 * pl_lookups_shut_down:
 * @self: lookups
 *
 * Stops every lookup and forgets every question. Can be repeated; done when it returns.
 */
void
pl_lookups_shut_down (PlLookups *self)
{
  if (self->asker == NULL)
    return;

  pl_lookups_stop_all (self);
  g_clear_pointer (&self->asker, pl_asker_free);
}

/**
 * pl_lookups_set_timeout:
 * @self: lookups
 * @timeout_ms: how long a question may take that is asked from now on
 */
void
pl_lookups_set_timeout (PlLookups *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

/**
 * pl_lookups_get_model:
 * @self: lookups
 *
 * Returns: (transfer none): all of them, oldest first ([type@Gio.ListModel] of [class@Pl.Lookup])
 */
GListModel *
pl_lookups_get_model (PlLookups *self)
{
  return G_LIST_MODEL (self->list);
}

/**
 * pl_lookups_get_asker:
 * @self: lookups
 *
 * Returns: (transfer none) (nullable): who asks, for other questions; %NULL once they are shut down
 */
PlAsker *
pl_lookups_get_asker (PlLookups *self)
{
  return self->asker;
}

/**
 * pl_lookups_get_totals:
 * @self: lookups
 * @ret_totals: (out caller-allocates): how far they are
 */
void
pl_lookups_get_totals (PlLookups *self, PlLookupTotals *ret_totals)
{
  *ret_totals = self->totals;
}

/**
 * pl_lookups_look_up_async:
 * @self: lookups
 * @request: what to look up; copied
 * @cancellable: (nullable): stops the lookup at once
 * @callback: called once, never before this returns
 * @user_data: for @callback
 *
 * Looks a host up (get-host-entry). It is in the list from the start, unless the request is wrong, and does
 * not wait for those of a long list.
 */
void
pl_lookups_look_up_async (PlLookups *self,
                          PlLookupRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (PlLookup) lookup = NULL;

  if (self->asker == NULL || g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }

  lookup = pl_lookup_new (pl_lookup_request_copy_for (request, pl_lookup_request_get_hostspec (request)));
  if (pl_lookup_get_problem (lookup) != NULL)
    {
      g_task_return_error (task, g_error_copy (pl_lookup_get_problem (lookup)));
      return;
    }

  g_task_set_check_cancellable (task,
                                FALSE); /* the lookup decides: the list and the result must not differ */
  g_hash_table_insert (self->operations, lookup, g_object_ref (task));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (pl_lookup_stop), lookup,
                             G_CONNECT_SWAPPED);
  add (self, &lookup, 1);
  pl_lookup_start (lookup, self->asker, self->timeout_ms);
}

/**
 * pl_lookups_look_up_finish:
 * @self: lookups
 * @result: of the callback
 * @error: %PL_ERROR_HOSTSPEC, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full): a lookup that is done, found or not; or %NULL with @error set
 */
PlLookup *
pl_lookups_look_up_finish (PlLookups *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_lookups_look_up_many:
 * @self: lookups
 * @text: names and addresses, one a line; empty lines are passed over
 * @like: what is wanted of each; its own host is not looked at
 *
 * Looks a list up, as many at once as is good for a name server. A line that is neither a name nor an address
 * is listed, too.
 *
 * Returns: how many lines were taken: no more than %PL_LOOKUPS_MAX can wait
 */
guint
pl_lookups_look_up_many (PlLookups *self, const char *text, PlLookupRequest *like)
{
  g_autoptr (GPtrArray) lookups = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_open = self->totals.n_all - self->totals.n_over;

  while (self->asker != NULL && *text != '\0' && n_open + lookups->len < PL_LOOKUPS_MAX)
    {
      gsize length = strcspn (text, "\r\n");
      g_autofree char *line = g_strstrip (g_strndup (text, length));

      if (*line != '\0')
        g_ptr_array_add (lookups, pl_lookup_new (pl_lookup_request_copy_for (like, line)));
      text += text[length] != '\0' ? length + 1 : length;
    }
  if (lookups->len == 0)
    return 0;

  add (self, (PlLookup **) lookups->pdata, lookups->len);
  for (guint i = 0; i < lookups->len; i++)
    {
      if (!pl_lookup_is_over (lookups->pdata[i]))
        g_queue_push_tail (&self->waiting, lookups->pdata[i]);
    }
  go_on (self->asker, self);
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);

  return lookups->len;
}

/**
 * pl_lookups_stop_all:
 * @self: lookups
 *
 * Stops every lookup that is not over, at once.
 */
void
pl_lookups_stop_all (PlLookups *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  for (guint i = 0; i < all->len; i++)
    pl_lookup_stop (all->pdata[i]);
}

/**
 * pl_lookups_clear:
 * @self: lookups
 *
 * Takes every lookup that is over out of the list.
 */
void
pl_lookups_clear (PlLookups *self)
{
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n_items; i++)
    {
      PlLookup *lookup = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (pl_lookup_is_over (lookup))
        g_object_unref (lookup);
      else
        g_ptr_array_add (open, lookup);
    }
  g_list_store_splice (self->list, 0, n_items, open->pdata, open->len);
  g_ptr_array_unref (open);
}
