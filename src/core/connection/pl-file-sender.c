/* Sends a file on a connection: no faster than the peer takes it, and never more of it in memory than a
 * little. Over UDP each piece is a datagram. Knows no widget. */

#include "core/connection/pl-file-sender.h"

#define PIECE_SIZE    (64 * 1024)
#define DATAGRAM_SIZE 1400         /* goes through most ways in one piece */
#define UNSENT_MAX    (256 * 1024) /* the file waits while the peer leaves this much unread */

struct _PlFileSender
{
  GObject parent_instance;

  PlConnection *connection; /* (nullable): until it is done */
  GFile *file;
  GInputStream *stream; /* (nullable): while it is open */
  GCancellable *cancellable;
  guint64 size;   /* of the file; 0 if that is not known */
  guint64 handed; /* bytes that were given to the connection */
  guint64 before; /* what it had been given before, sent or not */
  gboolean is_reading;
  gboolean is_done;
  GError *error; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlFileSender, pl_file_sender, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What does not wait any more: sent, or, of datagrams, reported as what could not be sent. */
static guint64
get_settled (PlFileSender *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);

  return pl_socket_get_sent (socket) + pl_socket_get_datagrams (socket)->unsendable;
}

static void
end (PlFileSender *self, GError *error)
{
  if (self->is_done)
    {
      g_clear_error (&error);
      return;
    }

  self->is_done = TRUE;
  self->error = error;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void read_next (PlFileSender *self);

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlFileSender) self = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, &error);

  self->is_reading = FALSE;
  if (bytes == NULL || self->is_done)
    {
      end (self, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      end (self, NULL);
      return;
    }

  self->handed += g_bytes_get_size (bytes);
  pl_connection_send (self->connection, bytes);
  read_next (self);
}

static void
read_next (PlFileSender *self)
{
  gsize size;

  if (self->is_done || self->is_reading || self->stream == NULL ||
      self->before + self->handed > get_settled (self) + UNSENT_MAX)
    return;

  size = pl_socket_is_udp (PL_SOCKET (self->connection)) ? DATAGRAM_SIZE : PIECE_SIZE;
  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->stream, size, G_PRIORITY_LOW, self->cancellable, read_cb,
                                   g_object_ref (self));
}

static void
settled_cb (PlFileSender *self)
{
  read_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
state_cb (PlFileSender *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);

  if (pl_socket_is_over (socket) || pl_socket_is_shut_down (socket))
    end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "Closed"));
}

static void
info_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlFileSender) self = user_data;
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (stream), result,
                                                                      NULL);

  if (info != NULL)
    self->size = (guint64) MAX (0, g_file_info_get_size (info));
  read_next (self);
}

static void
opened_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlFileSender) self = user_data;
  GError *error = NULL;
  GFileInputStream *stream = g_file_read_finish (G_FILE (file), result, &error);

  if (stream == NULL || self->is_done)
    {
      g_clear_object (&stream);
      end (self, error);
      return;
    }

  self->stream = G_INPUT_STREAM (stream);
  g_file_input_stream_query_info_async (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_PRIORITY_LOW,
                                        self->cancellable, info_cb, g_object_ref (self));
}

static void
pl_file_sender_finalize (GObject *object)
{
  PlFileSender *self = PL_FILE_SENDER (object);

  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pl_file_sender_parent_class)->finalize (object);
}

static void
pl_file_sender_class_init (PlFileSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_file_sender_finalize;

  /**
   * PlFileSender::changed:
   *
   * More is sent, or it is done.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_FILE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_file_sender_init (PlFileSender *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_file_sender_new:
 * @connection: an open connection
 * @file: what to send
 *
 * Begins to send. What is typed meanwhile goes between its pieces.
 *
 * Returns: (transfer full): a sender; it stops when it is done, with pl_file_sender_stop(), or with the
 * connection
 */
PlFileSender *
pl_file_sender_new (PlConnection *connection, GFile *file)
{
  PlFileSender *self = g_object_new (PL_TYPE_FILE_SENDER, NULL);

  self->connection = g_object_ref (connection);
  self->file = g_object_ref (file);
  self->before = get_settled (self) + pl_socket_get_unsent (PL_SOCKET (connection));
  g_signal_connect_swapped (connection, "notify::sent", G_CALLBACK (settled_cb), self);
  g_signal_connect_swapped (connection, "notify::reports", G_CALLBACK (settled_cb), self);
  g_signal_connect_swapped (connection, "notify::state", G_CALLBACK (state_cb), self);
  g_file_read_async (file, G_PRIORITY_LOW, self->cancellable, opened_cb, g_object_ref (self));

  return self;
}

/**
 * pl_file_sender_stop:
 * @self: a sender
 *
 * Reads no more of the file. What was read goes out.
 */
void
pl_file_sender_stop (PlFileSender *self)
{
  end (self, NULL);
}

/**
 * pl_file_sender_is_done:
 * @self: a sender
 *
 * Returns: whether nothing more is read
 */
gboolean
pl_file_sender_is_done (PlFileSender *self)
{
  return self->is_done;
}

/**
 * pl_file_sender_get_error:
 * @self: a sender
 *
 * Returns: (transfer none) (nullable): why the file was not sent to its end
 */
const GError *
pl_file_sender_get_error (PlFileSender *self)
{
  return self->error;
}

/**
 * pl_file_sender_get_sent:
 * @self: a sender
 *
 * Returns: bytes of the file that were given to the connection
 */
guint64
pl_file_sender_get_sent (PlFileSender *self)
{
  return self->handed;
}

/**
 * pl_file_sender_get_fraction:
 * @self: a sender
 *
 * Returns: how much of the file that is, up to 1; negative if its size is not known
 */
double
pl_file_sender_get_fraction (PlFileSender *self)
{
  return self->size > 0 ? MIN (1, (double) self->handed / (double) self->size) : -1;
}
