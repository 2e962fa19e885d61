/* The list of sockets that the window shows: turns news into rows, a bounded number at a time. Starts
 * nothing. */

#include "core/connection/pl-socket-list.h"

#include "core/listen/pl-listener.h"

#define TRIM_RUNS  4  /* splices that take old rows out, in one trim */
#define TRIM_SLACK 20 /* this part of the finished rows is the slack before the oldest go */

struct _PlSocketList
{
  GListStore *store;   /* (element-type PlSocket), oldest first */
  GHashTable *rows;    /* (element-type guint64 PlSocket): in the store, which holds the references */
  GHashTable *live;    /* (element-type guint64 PlSocket): not over yet; the same */
  GHashTable *stopped; /* (element-type guint64 PlListener): over, but with peers that are not */
  GPtrArray *fresh;    /* (element-type PlSocket): to be listed */
  GPtrArray *changed;  /* (element-type PlSocket): to be notified */
  guint finished_max;  /* that stay */
  guint n_finished;    /* of those in the store and in @fresh */
  guint64 n_dropped;
};

static gpointer
to_key (guint64 id)
{
  return GSIZE_TO_POINTER (id);
}

static guint
get_n_rows (PlSocketList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static void
queue_change (PlSocketList *self, PlSocket *socket, gboolean had_changed)
{
  if (!had_changed && pl_socket_has_changed (socket))
    g_ptr_array_add (self->changed, g_object_ref (socket));
}

/* What is new of one that was accepted. */
typedef struct
{
  int accepted;
  int open;
  guint64 received;
  guint64 sent;
} Growth;

static void
count_for_listener (PlSocketList *self, guint64 listener_id, const Growth *growth)
{
  PlSocket *listener = pl_socket_list_find (self, listener_id);
  gboolean had_changed;

  if (listener == NULL)
    listener = g_hash_table_lookup (self->stopped, to_key (listener_id));
  if (listener == NULL)
    return;

  had_changed = pl_socket_has_changed (listener);
  if (growth->accepted != 0 || growth->open != 0)
    pl_listener_count (PL_LISTENER (listener), growth->accepted, growth->open);
  pl_socket_add_bytes (listener, growth->received, growth->sent);
  queue_change (self, listener, had_changed);
  if (pl_listener_get_n_open (PL_LISTENER (listener)) == 0)
    g_hash_table_remove (self->stopped, to_key (listener_id));
}

static void
take_accepted (PlSocketList *self, PlNet *net, PlNews *news)
{
  PlSocket *socket = PL_SOCKET (pl_connection_new_accepted (net, news));
  Growth growth = { 1, news->flags & PL_NEWS_CLOSED ? 0 : 1, news->received, news->sent };

  pl_socket_apply (socket, news);
  pl_socket_notify_changes (socket); /* nobody listens yet: only clears the marks */
  g_ptr_array_add (self->fresh, socket);
  count_for_listener (self, news->listener_id, &growth);

  if (news->flags & PL_NEWS_CLOSED)
    self->n_finished++;
  else
    g_hash_table_insert (self->live, to_key (news->id), socket);
}

static void
take_known (PlSocketList *self, PlSocket *socket, PlNews *news)
{
  gboolean had_changed = pl_socket_has_changed (socket);
  Growth growth = { 0, news->flags & PL_NEWS_CLOSED ? -1 : 0,
                    news->received - pl_socket_get_received (socket),
                    news->sent - pl_socket_get_sent (socket) };

  pl_socket_apply (socket, news);
  queue_change (self, socket, had_changed);
  if (news->listener_id != 0)
    count_for_listener (self, news->listener_id, &growth);
  if (news->flags & PL_NEWS_CLOSED)
    {
      g_hash_table_remove (self->live, to_key (news->id));
      if (PL_IS_LISTENER (socket) && pl_listener_get_n_open (PL_LISTENER (socket)) > 0)
        g_hash_table_insert (self->stopped, to_key (news->id), g_object_ref (socket));
      self->n_finished++;
    }
}

static void
forget (PlSocketList *self, PlSocket *socket)
{
  g_hash_table_remove (self->rows, to_key (pl_socket_get_id (socket)));
  pl_socket_detach (socket);
}

static void
forget_run (PlSocketList *self, guint position, guint length)
{
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (G_LIST_MODEL (self->store), position + i);

      forget (self, socket);
    }
}

static gboolean
may_go (PlSocketList *self, guint position)
{
  g_autoptr (PlSocket) socket = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return pl_socket_is_over (socket) && !pl_socket_is_held (socket);
}

/**
 * pl_socket_list_new:
 *
 * Returns: (transfer full): an empty list
 */
PlSocketList *
pl_socket_list_new (void)
{
  PlSocketList *self = g_new0 (PlSocketList, 1);

  self->finished_max = PL_FINISHED_DEFAULT;
  self->store = g_list_store_new (PL_TYPE_SOCKET);
  self->rows = g_hash_table_new (NULL, NULL);
  self->live = g_hash_table_new (NULL, NULL);
  self->stopped = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

/**
 * pl_socket_list_free:
 * @self: (transfer full): a list; its model may live on
 */
void
pl_socket_list_free (PlSocketList *self)
{
  g_object_unref (self->store);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->live);
  g_hash_table_unref (self->stopped);
  g_ptr_array_unref (self->fresh);
  g_ptr_array_unref (self->changed);
  g_free (self);
}

/**
 * pl_socket_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): its rows, oldest first
 */
GListModel *
pl_socket_list_get_model (PlSocketList *self)
{
  return G_LIST_MODEL (self->store);
}

/**
 * pl_socket_list_get_n_live:
 * @self: a list
 *
 * Returns: how many sockets are not over
 */
guint
pl_socket_list_get_n_live (PlSocketList *self)
{
  return g_hash_table_size (self->live);
}

/**
 * pl_socket_list_get_n_dropped:
 * @self: a list
 *
 * Returns: how many finished rows had to go
 */
guint64
pl_socket_list_get_n_dropped (PlSocketList *self)
{
  return self->n_dropped;
}

/**
 * pl_socket_list_find:
 * @self: a list
 * @id: of a socket
 *
 * Returns: (transfer none) (nullable): the socket, while it is live
 */
PlSocket *
pl_socket_list_find (PlSocketList *self, guint64 id)
{
  return g_hash_table_lookup (self->live, to_key (id));
}

/**
 * pl_socket_list_find_row:
 * @self: a list
 * @id: of a socket
 *
 * Returns: (transfer none) (nullable): the socket, while it is listed, live or over
 */
PlSocket *
pl_socket_list_find_row (PlSocketList *self, guint64 id)
{
  return g_hash_table_lookup (self->rows, to_key (id));
}

/**
 * pl_socket_list_add:
 * @self: a list
 * @socket: a socket that an operation has begun to make
 *
 * Lists it at once.
 */
void
pl_socket_list_add (PlSocketList *self, PlSocket *socket)
{
  g_hash_table_insert (self->live, to_key (pl_socket_get_id (socket)), socket);
  g_hash_table_insert (self->rows, to_key (pl_socket_get_id (socket)), socket);
  g_list_store_append (self->store, socket);
}

/**
 * pl_socket_list_get_n_fresh:
 * @self: a list
 *
 * Returns: how many new rows wait for pl_socket_list_flush()
 */
guint
pl_socket_list_get_n_fresh (PlSocketList *self)
{
  return self->fresh->len;
}

/**
 * pl_socket_list_take:
 * @self: a list
 * @net: whence the news
 * @news: about a socket that is listed, or a new one that was accepted
 *
 * Takes news over. Nobody hears of them before pl_socket_list_flush().
 */
void
pl_socket_list_take (PlSocketList *self, PlNet *net, PlNews *news)
{
  PlSocket *socket = pl_socket_list_find (self, news->id);

  if (socket != NULL)
    take_known (self, socket, news);
  else if (news->flags & PL_NEWS_OPENED)
    take_accepted (self, net, news);
}

/**
 * pl_socket_list_flush:
 * @self: a list
 *
 * Lists what is new in one splice, and notifies what has changed, each socket once.
 *
 * Returns: (transfer full) (element-type PlSocket): those that have changed
 */
GPtrArray *
pl_socket_list_flush (PlSocketList *self)
{
  GPtrArray *changed = g_steal_pointer (&self->changed);

  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->fresh->len; i++)
    g_hash_table_insert (self->rows, to_key (pl_socket_get_id (self->fresh->pdata[i])),
                         self->fresh->pdata[i]);
  if (self->fresh->len > 0)
    g_list_store_splice (self->store, get_n_rows (self), 0, self->fresh->pdata, self->fresh->len);
  g_ptr_array_set_size (self->fresh, 0);
  for (guint i = 0; i < changed->len; i++)
    pl_socket_notify_changes (changed->pdata[i]);

  return changed;
}

static gboolean
has_too_many (PlSocketList *self)
{
  return self->n_finished > self->finished_max + self->finished_max / TRIM_SLACK;
}

/**
 * pl_socket_list_set_finished_max:
 * @self: a list
 * @finished_max: how many finished rows may stay
 *
 * The next pl_socket_list_trim() goes by it.
 */
void
pl_socket_list_set_finished_max (PlSocketList *self, guint finished_max)
{
  self->finished_max = finished_max;
}

/**
 * pl_socket_list_get_finished_max:
 * @self: a list
 *
 * Returns: how many finished rows may stay
 */
guint
pl_socket_list_get_finished_max (PlSocketList *self)
{
  return self->finished_max;
}

/**
 * pl_socket_list_trim:
 * @self: a list
 *
 * Takes the oldest finished rows out if there are too many, a few runs at a time, and never one that a widget
 * holds: the view would have to rebuild itself.
 *
 * Returns: whether there are still too many
 */
gboolean
pl_socket_list_trim (PlSocketList *self)
{
  guint n = get_n_rows (self);
  guint wanted = has_too_many (self) ? self->n_finished - self->finished_max : 0;

  for (guint i = 0, runs = 0; wanted > 0 && i < n && runs < TRIM_RUNS; i++)
    {
      guint length = 0;

      while (length < wanted && i + length < n && may_go (self, i + length))
        length++;
      if (length == 0)
        continue;

      forget_run (self, i, length);
      self->n_dropped += length; /* before anybody hears of it */
      g_list_store_splice (self->store, i, length, NULL, 0);
      n -= length;
      wanted -= length;
      runs++;
      self->n_finished -= length;
    }

  return has_too_many (self);
}

/**
 * pl_socket_list_clear_finished:
 * @self: a list
 *
 * Takes every socket that is over out, in one splice.
 */
void
pl_socket_list_clear_finished (PlSocketList *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = get_n_rows (self);

  for (guint i = 0; i < n; i++)
    {
      PlSocket *socket = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (!pl_socket_is_over (socket))
        {
          g_ptr_array_add (kept, socket);
          continue;
        }
      forget (self, socket);
      g_object_unref (socket);
    }
  g_list_store_splice (self->store, 0, n, kept->pdata, kept->len);
  self->n_finished = 0;
}

/**
 * pl_socket_list_remove:
 * @self: a list
 * @socket: one that is over; else nothing happens
 *
 * Takes it out.
 */
void
pl_socket_list_remove (PlSocketList *self, PlSocket *socket)
{
  guint position;

  if (!pl_socket_is_over (socket) || !g_list_store_find (self->store, socket, &position))
    return;

  forget (self, socket);
  g_list_store_remove (self->store, position);
  self->n_finished--;
}

/**
 * pl_socket_list_detach:
 * @self: a list
 *
 * Says that the net thread is gone: nothing changes any more.
 */
void
pl_socket_list_detach (PlSocketList *self)
{
  GHashTableIter iter;
  PlSocket *socket;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &socket))
    pl_socket_detach (socket);
  g_hash_table_iter_init (&iter, self->live); /* some of them are still to be listed */
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &socket))
    pl_socket_detach (socket);
  g_hash_table_remove_all (self->live);
}
