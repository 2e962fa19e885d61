/* A connection as a plain pipe: the standard input to the peer, the peer to the standard output. Both ways it
 * goes no faster than the slower side, and holds a bounded amount. Knows nothing of options or events. */

#include "cli/pl-cli-pipe.h"

#include "cli/pl-cli-output.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <poll.h>
#include <unistd.h>

#define READ_SIZE     (64 * 1024)
#define DATAGRAM_SIZE 65507        /* the longest one over IPv4: each read is a datagram */
#define UNSENT_MAX    (256 * 1024) /* the standard input waits while the peer leaves this much unread */

struct _PlPipe
{
  PlConnection *connection;
  GInputStream *input; /* (nullable): NULL after its end */
  GQueue portions;     /* (element-type GBytes): received, not written yet */
  GCancellable *cancellable;
  PlPipeFunc done; /* NULL once it was called */
  gpointer data;
  guint64 handed; /* bytes that were given to the connection */
  gboolean writes_stdout;
  gboolean is_reading;
  gboolean is_writing;
  gboolean is_abandoned;
  gboolean has_failed;
};

static void
check_done (PlPipe *self)
{
  PlPipeFunc done = self->done;

  if (done == NULL || !pl_socket_is_over (PL_SOCKET (self->connection)))
    return;
  if (!self->is_abandoned && (self->is_writing || !g_queue_is_empty (&self->portions)))
    return;

  self->done = NULL;
  done (self->data);
}

static void write_next (PlPipe *self);

/* In a thread of its own: write() waits for whoever reads us, and signals have to be heard meanwhile. */
static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gsize length;
  const guint8 *at = g_bytes_get_data (data, &length);

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, at, length);

      if (n < 0 && errno == EAGAIN)
        poll (&(struct pollfd){ .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
      else if (n < 0 && errno != EINTR)
        break;
      at += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  g_task_return_int (task, length == 0 ? 0 : errno);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PlPipe *self = user_data;
  int code = (int) g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    return; /* cancelled, and freed */
  if (code != 0)
    {
      self->writes_stdout = FALSE; /* go on without writing */
      pl_cli_output_fail (code);
      pl_socket_close (PL_SOCKET (self->connection));
    }

  bytes = g_queue_pop_head (&self->portions);
  pl_connection_consumed (self->connection, g_bytes_get_size (bytes));
  self->is_writing = FALSE;
  write_next (self);
}

static void
write_next (PlPipe *self)
{
  GBytes *bytes = g_queue_peek_head (&self->portions);
  g_autoptr (GTask) task = NULL;

  if (self->is_writing || bytes == NULL)
    {
      check_done (self);
      return;
    }
  if (!self->writes_stdout)
    {
      pl_connection_consumed (self->connection, g_bytes_get_size (bytes));
      g_bytes_unref (g_queue_pop_head (&self->portions));
      write_next (self);
      return;
    }

  self->is_writing = TRUE;
  task = g_task_new (NULL, self->cancellable, written_cb, self);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_thread);
}

static void
received_cb (PlConnection *connection, GBytes *bytes, PlPipe *self)
{
  g_queue_push_tail (&self->portions, g_bytes_ref (bytes));
  write_next (self);
}

static void read_next (PlPipe *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  PlPipe *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* freed */

  self->is_reading = FALSE;
  if (bytes == NULL) /* a part of it must not look like all of it */
    {
      g_printerr ("portlight-cli: %s\n", error->message);
      g_clear_object (&self->input);
      self->has_failed = TRUE;
      pl_connection_abort (self->connection);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      g_clear_object (&self->input);
      pl_connection_shut_down (self->connection);
      return;
    }

  self->handed += g_bytes_get_size (bytes);
  pl_connection_send (self->connection, bytes);
  read_next (self);
}

static void
read_next (PlPipe *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);
  guint64 waiting = self->handed - pl_socket_get_sent (socket) - pl_socket_get_datagrams (socket)->unsendable;

  if (self->input == NULL || self->is_reading || waiting > UNSENT_MAX)
    return;

  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->input, pl_socket_is_udp (socket) ? DATAGRAM_SIZE : READ_SIZE,
                                   G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

static void
sent_cb (PlConnection *connection, GParamSpec *pspec, PlPipe *self)
{
  read_next (self);
}

static void
state_cb (PlConnection *connection, GParamSpec *pspec, PlPipe *self)
{
  check_done (self);
}

/**
 * pl_pipe_new:
 * @connection: an open connection that delivers
 * @reads_stdin: whether the standard input goes to the peer; its end shuts down writing
 * @writes_stdout: whether what the peer sends is written, or dropped
 * @done: called once when the connection is over and everything is written
 * @data: for @done
 *
 * Returns: (transfer full): a pipe that runs
 */
PlPipe *
pl_pipe_new (PlConnection *connection,
             gboolean reads_stdin,
             gboolean writes_stdout,
             PlPipeFunc done,
             gpointer data)
{
  PlPipe *self = g_new0 (PlPipe, 1);

  self->connection = g_object_ref (connection);
  self->cancellable = g_cancellable_new ();
  self->data = data;
  self->writes_stdout = writes_stdout;
  if (reads_stdin)
    self->input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_signal_connect (connection, "received-bytes", G_CALLBACK (received_cb), self);
  g_signal_connect (connection, "notify::sent", G_CALLBACK (sent_cb), self);
  g_signal_connect (connection, "notify::state", G_CALLBACK (state_cb), self);
  pl_connection_receive (connection);
  self->done = done; /* not before everything that is here already has been taken */
  read_next (self);

  return self;
}

/**
 * pl_pipe_has_failed:
 * @self: a pipe
 *
 * Returns: whether the standard input could not be read to its end; that has been printed
 */
gboolean
pl_pipe_has_failed (PlPipe *self)
{
  return self->has_failed;
}

/**
 * pl_pipe_abandon:
 * @self: a pipe
 *
 * Has it be done as soon as the connection is over, even if whoever reads the standard output does not.
 */
void
pl_pipe_abandon (PlPipe *self)
{
  self->is_abandoned = TRUE;
  check_done (self);
}

/**
 * pl_pipe_free:
 * @self: (transfer full): a pipe
 *
 * Stops it. What was not written yet is lost.
 */
void
pl_pipe_free (PlPipe *self)
{
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->input);
  g_queue_clear_full (&self->portions, (GDestroyNotify) g_bytes_unref);
  g_object_unref (self->connection);
  g_free (self);
}
