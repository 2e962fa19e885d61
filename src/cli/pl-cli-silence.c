/* When a conversation by datagrams is over: UDP has no end-of-file, so some time of silence has to stand for
 * it. */

#include "cli/pl-cli-silence.h"

struct _PlCliSilence
{
  PlConnection *connection;
  guint timeout_ms;
  guint timeout_id; /* 0 as long as there is more to send */
};

static gboolean
timeout_cb (gpointer data)
{
  PlCliSilence *self = data;

  if (pl_socket_get_unsent (PL_SOCKET (self->connection)) > 0)
    return G_SOURCE_CONTINUE;

  self->timeout_id = 0;
  pl_socket_close (PL_SOCKET (self->connection));

  return G_SOURCE_REMOVE;
}

static void
start_again (PlCliSilence *self)
{
  if (!pl_socket_is_shut_down (PL_SOCKET (self->connection)) ||
      pl_socket_is_over (PL_SOCKET (self->connection)))
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->timeout_ms, timeout_cb, self);
}

/**
 * pl_cli_silence_new:
 * @connection: an open UDP connection
 * @wait_s: how long to wait
 *
 * Closes @connection once there is nothing more to send and nothing has come for so long.
 *
 * Returns: (transfer full): what listens for the silence
 */
PlCliSilence *
pl_cli_silence_new (PlConnection *connection, double wait_s)
{
  PlCliSilence *self = g_new0 (PlCliSilence, 1);

  self->connection = g_object_ref (connection);
  self->timeout_ms = (guint) (wait_s * 1000 + 0.5);
  g_signal_connect_swapped (connection, "notify::state", G_CALLBACK (start_again), self);
  g_signal_connect_swapped (connection, "notify::received", G_CALLBACK (start_again), self);

  return self;
}

/**
 * pl_cli_silence_free:
 * @self: (transfer full): what listens for the silence
 */
void
pl_cli_silence_free (PlCliSilence *self)
{
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_object_unref (self->connection);
  g_free (self);
}
