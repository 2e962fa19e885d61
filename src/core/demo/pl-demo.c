/* The first-start demonstration: an echo listener on loopback, a client, and one line. Knows no widget. */

#include "core/demo/pl-demo.h"

#define LINE "hello\n"

typedef struct
{
  PlEngine *engine;
  PlListener *listener; /* (nullable): once it listens */
} Demo;

static void
demo_free (gpointer data)
{
  Demo *demo = data;

  g_object_unref (demo->engine);
  g_clear_object (&demo->listener);
  g_free (demo);
}

/* 3. Send a line */

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;
  PlConnection *connection = pl_engine_connect_finish (demo->engine, result, &error);
  g_autoptr (GBytes) line = g_bytes_new_static (LINE, sizeof LINE - 1);

  if (connection == NULL)
    {
      pl_socket_close (PL_SOCKET (demo->listener)); /* nothing listens that nobody has asked for */
      g_task_return_error (task, error);
      return;
    }

  pl_connection_send (connection, line);
  g_task_return_pointer (task, connection, g_object_unref);
}

/* 2. Connect to it */

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PlConnectRequest) request = pl_connect_request_new ();
  g_autofree char *port = NULL;

  demo->listener = pl_engine_listen_finish (demo->engine, result, &error);
  if (demo->listener == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  port = g_strdup_printf ("%u", pl_socket_get_local (PL_SOCKET (demo->listener))->port);
  pl_target_request_set (pl_connect_request_get_peer (request), "127.0.0.1", port);
  pl_engine_connect_async (demo->engine, request, g_task_get_cancellable (task), connected_cb,
                           g_object_ref (task));
}

/**
 * pl_demo_run_async:
 * @engine: who opens the sockets
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Opens an echo listener on a free port of 127.0.0.1, connects to it and sends one line. Needs no network,
 * and nothing leaves this computer.
 */
void
pl_demo_run_async (PlEngine *engine,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Demo *demo = g_new0 (Demo, 1);
  g_autoptr (PlListenRequest) request = pl_listen_request_new ();

  /* 1. Listen */
  demo->engine = g_object_ref (engine);
  g_task_set_task_data (task, demo, demo_free);
  pl_target_request_set (pl_listen_request_get_local (request), "127.0.0.1", NULL);
  g_object_set (request, "responder", (guint) PL_RESPONDER_ECHO, NULL);
  pl_engine_listen_async (engine, request, cancellable, listening_cb, task);
}

/**
 * pl_demo_run_finish:
 * @result: of the callback
 * @error: as of [method@Pl.Engine.listen_finish] and [method@Pl.Engine.connect_finish]
 *
 * Returns: (transfer full): the client's connection, or %NULL with @error set
 */
PlConnection *
pl_demo_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
