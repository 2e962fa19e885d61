/* The operations that are not done: a task and the socket that it makes. Knows neither the list nor the net
 * thread. */

#include "core/pl-operations.h"

#include "core/pl-socket-problem.h"

struct _PlOperations
{
  GHashTable *tasks; /* (element-type guint64 GTask): by the id of the socket */
};

typedef struct
{
  PlSocket *socket;
  gulong cancelled_id;
} Operation;

static gpointer
to_key (guint64 id)
{
  return GSIZE_TO_POINTER (id);
}

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_object_unref (operation->socket);
  g_free (operation);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  pl_socket_close (data);
}

static gboolean
was_stopped (GTask *task, PlSocket *socket)
{
  return pl_socket_get_reason (socket) == PL_END_REASON_HERE &&
         g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

/* It was connected, and broke before anybody heard of it: the operation has done what it was to do. */
static gboolean
has_been_open (PlSocket *socket)
{
  return pl_socket_get_failure (socket)->stage == PL_STAGE_TRANSFER;
}

/**
 * pl_operations_new:
 *
 * Returns: (transfer full): no operations
 */
PlOperations *
pl_operations_new (void)
{
  PlOperations *self = g_new0 (PlOperations, 1);

  self->tasks = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  return self;
}

/**
 * pl_operations_free:
 * @self: (transfer full): operations that are done or were cancelled
 */
void
pl_operations_free (PlOperations *self)
{
  g_hash_table_unref (self->tasks);
  g_free (self);
}

/**
 * pl_operations_add:
 * @self: operations
 * @task: to be completed with @socket, or with why it failed
 * @socket: what is being made; it is closed when the task's cancellable is cancelled
 */
void
pl_operations_add (PlOperations *self, GTask *task, PlSocket *socket)
{
  Operation *operation = g_new0 (Operation, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  operation->socket = g_object_ref (socket);
  g_task_set_task_data (task, operation, operation_free);
  g_task_set_check_cancellable (task, FALSE); /* the news decide: the list and the result must not differ */
  g_hash_table_insert (self->tasks, to_key (pl_socket_get_id (socket)), g_object_ref (task));
  if (cancellable != NULL)
    operation->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), socket, NULL);
}

/**
 * pl_operations_get_cancellable:
 * @self: operations
 * @socket: what is being made
 *
 * Returns: (transfer none) (nullable): what stops the operation that makes @socket
 */
GCancellable *
pl_operations_get_cancellable (PlOperations *self, PlSocket *socket)
{
  GTask *task = g_hash_table_lookup (self->tasks, to_key (pl_socket_get_id (socket)));

  return task != NULL ? g_task_get_cancellable (task) : NULL;
}

/**
 * pl_operations_settle:
 * @self: operations
 * @socket: what has changed
 *
 * Completes the operation that made @socket, if it is done: the news that move the model settle the task,
 * too, so that the two never differ.
 */
void
pl_operations_settle (PlOperations *self, PlSocket *socket)
{
  gpointer key = to_key (pl_socket_get_id (socket));
  g_autoptr (GTask) task = NULL;
  Operation *operation;

  if (pl_socket_get_state (socket) == PL_SOCKET_STATE_STARTING || !g_hash_table_contains (self->tasks, key))
    return;

  task = g_object_ref (g_hash_table_lookup (self->tasks, key));
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) && !pl_socket_is_over (socket))
    return; /* it has just opened, and is being closed: that news will settle it */
  g_hash_table_remove (self->tasks, key);

  operation = g_task_get_task_data (task);
  g_cancellable_disconnect (g_task_get_cancellable (task), operation->cancelled_id);

  if (was_stopped (task, socket))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (pl_socket_get_state (socket) != PL_SOCKET_STATE_FAILED || has_been_open (socket))
    g_task_return_pointer (task, g_object_ref (socket), g_object_unref);
  else
    g_task_return_error (task, pl_socket_dup_error (socket));
}

/**
 * pl_operations_cancel:
 * @self: operations
 *
 * Completes every operation as cancelled.
 */
void
pl_operations_cancel (PlOperations *self)
{
  g_autoptr (GList) tasks = g_hash_table_get_values (self->tasks);

  for (GList *link = tasks; link != NULL; link = link->next)
    {
      GTask *task = link->data;
      Operation *operation = g_task_get_task_data (task);

      g_cancellable_disconnect (g_task_get_cancellable (task), operation->cancelled_id);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
    }
  g_hash_table_remove_all (self->tasks);
}
