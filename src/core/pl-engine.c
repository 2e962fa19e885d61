/* Owns the list of what is live and the net thread behind it; declares every operation. Knows no widget. */

#include "core/pl-engine.h"

#include "core/pl-engine-private.h"

G_DEFINE_FINAL_TYPE (PlEngine, pl_engine, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FINISHED_MAX,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The task has no source object: it must not keep the engine alive. NULL if there is nothing to begin. */
static GTask *
begin_operation (PlEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (self->net != NULL && !g_cancellable_is_cancelled (cancellable))
    return g_steal_pointer (&task);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

  return NULL;
}

/* The list shows it from the start, so that an attempt is visible and a failure stays so. */
static void
add_operation (PlEngine *self, GTask *task, PlSocket *socket)
{
  pl_operations_add (self->operations, task, socket);
  pl_socket_list_add (self->list, socket);
}

static void
pl_engine_dispose (GObject *object)
{
  pl_engine_shut_down (PL_ENGINE (object));

  G_OBJECT_CLASS (pl_engine_parent_class)->dispose (object);
}

static void
pl_engine_finalize (GObject *object)
{
  PlEngine *self = PL_ENGINE (object);

  pl_batch_clear (&self->batch);
  pl_operations_free (self->operations);
  pl_socket_list_free (self->list);
  g_object_unref (self->host);
  g_object_unref (self->lookups);

  G_OBJECT_CLASS (pl_engine_parent_class)->finalize (object);
}

static void
pl_engine_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_FINISHED_MAX)
    g_value_set_uint (value, pl_engine_get_finished_max (PL_ENGINE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_engine_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_FINISHED_MAX)
    pl_engine_set_finished_max (PL_ENGINE (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_engine_class_init (PlEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_engine_dispose;
  object_class->finalize = pl_engine_finalize;
  object_class->get_property = pl_engine_get_property;
  object_class->set_property = pl_engine_set_property;

  properties[PROP_FINISHED_MAX] = g_param_spec_uint (
      "finished-max", NULL, NULL, 0, G_MAXUINT, PL_FINISHED_DEFAULT,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_engine_init (PlEngine *self)
{
  self->operations = pl_operations_new ();
  self->lookups = pl_lookups_new ();
  pl_batch_init (&self->batch);
}

/**
 * pl_engine_new:
 * @pace: how fast to tell
 *
 * Returns: (transfer full): an engine with a net thread; all else happens in the thread-default context
 */
PlEngine *
pl_engine_new (PlPace pace)
{
  PlEngine *self = g_object_new (PL_TYPE_ENGINE, NULL);

  self->frame_ms = pace.frame_ms;
  self->rows_min = pace.rows_min;
  self->list = pl_socket_list_new ();
  self->net = pl_net_new (pace.frame_ms, pace.is_for_window);
  self->host = pl_host_new (self->net);
  pl_engine_start_drain (self);

  return self;
}

/**
 * pl_engine_get_sockets:
 * @self: an engine
 *
 * Returns: (transfer none): a list of [class@Pl.Socket], oldest first; finished ones stay
 */
GListModel *
pl_engine_get_sockets (PlEngine *self)
{
  return pl_socket_list_get_model (self->list);
}

/**
 * pl_engine_get_host:
 * @self: an engine
 *
 * Returns: (transfer none): the interfaces of this computer, to be followed
 */
PlHost *
pl_engine_get_host (PlEngine *self)
{
  return self->host;
}

/**
 * pl_engine_get_lookups:
 * @self: an engine
 *
 * Returns: (transfer none): every lookup of a host, and the operation that starts one
 */
PlLookups *
pl_engine_get_lookups (PlEngine *self)
{
  return self->lookups;
}

/**
 * pl_engine_get_n_live:
 * @self: an engine
 *
 * Returns: how many sockets are not over
 */
guint
pl_engine_get_n_live (PlEngine *self)
{
  return pl_socket_list_get_n_live (self->list);
}

/**
 * pl_engine_get_n_dropped:
 * @self: an engine
 *
 * Returns: how many finished rows had to go from the list
 */
guint64
pl_engine_get_n_dropped (PlEngine *self)
{
  return pl_socket_list_get_n_dropped (self->list);
}

/**
 * pl_engine_set_finished_max:
 * @self: an engine
 * @finished_max: how many finished rows may stay in the list; the oldest go first
 *
 * Takes effect at once, a few rows at a time. It is 10,000 to begin with.
 */
void
pl_engine_set_finished_max (PlEngine *self, guint finished_max)
{
  if (pl_socket_list_get_finished_max (self->list) == finished_max)
    return;

  pl_socket_list_set_finished_max (self->list, finished_max);
  if (self->drain != NULL)
    g_source_set_ready_time (self->drain, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED_MAX]);
}

/**
 * pl_engine_get_finished_max:
 * @self: an engine
 *
 * Returns: how many finished rows may stay in the list
 */
guint
pl_engine_get_finished_max (PlEngine *self)
{
  return pl_socket_list_get_finished_max (self->list);
}

/**
 * pl_engine_get_totals:
 * @self: an engine
 * @ret_totals: (out caller-allocates): as of the last drain
 */
void
pl_engine_get_totals (PlEngine *self, PlTotals *ret_totals)
{
  *ret_totals = self->batch.totals;
}

/**
 * pl_engine_record:
 * @self: an engine
 * @recorder: (nullable): takes what every socket reads and writes from now on; %NULL for nobody
 */
void
pl_engine_record (PlEngine *self, PlRecorder *recorder)
{
  pl_net_record (self->net, 0, recorder);
}

/**
 * pl_engine_clear_finished:
 * @self: an engine
 *
 * Takes every socket that is over out of the list, at once.
 */
void
pl_engine_clear_finished (PlEngine *self)
{
  pl_socket_list_clear_finished (self->list);
}

/**
 * pl_engine_remove:
 * @self: an engine
 * @socket: one that is over; else nothing happens
 *
 * Takes it out of the list.
 */
void
pl_engine_remove (PlEngine *self, PlSocket *socket)
{
  pl_socket_list_remove (self->list, socket);
}

/**
 * pl_engine_connect_async:
 * @self: an engine
 * @request: what to connect to; copied
 * @cancellable: (nullable): stops the operation at once, whatever it waits for
 * @callback: called once, never before this returns
 * @user_data: for @callback
 *
 * Connects (open-tcp-stream): looks names up, tries the addresses, and lists the connection from the start.
 */
void
pl_engine_connect_async (PlEngine *self,
                         PlConnectRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = begin_operation (self, cancellable, callback, user_data);
  g_autoptr (PlConnection) connection = NULL;
  GError *error = NULL;
  PlDial dial;
  PlEnd peer;

  if (task == NULL)
    return;
  if (!pl_connect_request_check (request, &dial, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  peer = dial.peer.end;
  connection = pl_connection_new_client (self->net, pl_net_dial (self->net, &dial),
                                         pl_connect_request_copy (request), &peer);
  add_operation (self, task, PL_SOCKET (connection));
}

/**
 * pl_engine_connect_finish:
 * @self: an engine
 * @result: of the callback
 * @error: `PL_ERROR` with the stage that failed or the field that was wrong, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full): an open connection, or %NULL with @error set
 */
PlConnection *
pl_engine_connect_finish (PlEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_engine_listen_async:
 * @self: an engine
 * @request: where to listen; copied
 * @cancellable: (nullable): stops the operation at once
 * @callback: called once, never before this returns
 * @user_data: for @callback
 *
 * Listens (start-up-server): looks the name up if it is one, binds, and lists the listener from the start.
 */
void
pl_engine_listen_async (PlEngine *self,
                        PlListenRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = begin_operation (self, cancellable, callback, user_data);
  g_autoptr (PlListener) listener = NULL;
  GError *error = NULL;
  PlListen listen;

  if (task == NULL)
    return;
  if (!pl_listen_request_check (request, &listen, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  listener = pl_listener_new (self->net, pl_net_listen (self->net, &listen),
                              pl_listen_request_copy (request));
  add_operation (self, task, PL_SOCKET (listener));
}

/**
 * pl_engine_listen_finish:
 * @self: an engine
 * @result: of the callback
 * @error: `PL_ERROR` with the stage that failed or the field that was wrong, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full): a listener that is listening, or %NULL with @error set
 */
PlListener *
pl_engine_listen_finish (PlEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_engine_shut_down:
 * @self: an engine
 *
 * Closes every socket, ends the net thread, and cancels every operation, before it returns. Can be repeated.
 */
void
pl_engine_shut_down (PlEngine *self)
{
  PlNet *net = g_steal_pointer (&self->net); /* nothing begins any more, not even from a callback */

  if (net == NULL)
    return;
  g_object_ref (self); /* a callback may drop the last other reference */
  pl_net_set_reader (net, NULL);
  g_source_destroy (self->drain);
  g_clear_pointer (&self->drain, g_source_unref);
  pl_socket_list_detach (self->list);
  pl_host_detach (self->host);
  pl_operations_cancel (self->operations);
  pl_lookups_shut_down (self->lookups);
  pl_net_stop (net);
  g_object_unref (self);
}
