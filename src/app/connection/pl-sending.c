/* What is sent on one connection without a further word: a file, and the same again and again. Goes on
 * whatever row is looked at, until it is done, the connection is over or somebody stops it. It belongs to the
 * connection. Knows no widget. */

#include "app/connection/pl-sending.h"

#include "app/widgets/pl-format.h"
#include "core/connection/pl-file-sender.h"

#include <glib/gi18n-lib.h>

struct _PlSending
{
  GObject parent_instance;

  PlConnection *connection; /* (not owned): it owns this */
  PlFileSender *sender;     /* (nullable): of the last file, until somebody has seen how it ended */
  char *name;               /* (nullable): of that file */
  GBytes *payload;          /* (nullable): what is repeated */
  guint timeout_id;
  guint n_sent;
  guint n_skipped;
};

G_DEFINE_FINAL_TYPE (PlSending, pl_sending, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define KEY "pl-sending"

static void
tell (PlSending *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
can_send (PlSending *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);

  return pl_socket_get_state (socket) == PL_SOCKET_STATE_OPEN && !pl_socket_is_shut_down (socket);
}

static void
drop_sender (PlSending *self)
{
  if (self->sender == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sender, self);
  pl_file_sender_stop (self->sender);
  g_clear_object (&self->sender);
}

/* A peer that does not read must not fill the memory. */
static void
send_once (PlSending *self)
{
  if (pl_socket_get_unsent (PL_SOCKET (self->connection)) > PL_SENDING_UNSENT_MAX)
    self->n_skipped++;
  else
    {
      pl_connection_send (self->connection, self->payload);
      self->n_sent++;
    }
  tell (self);
}

static gboolean
again_cb (gpointer data)
{
  send_once (data);

  return G_SOURCE_CONTINUE;
}

static void
state_cb (PlSending *self)
{
  if (!can_send (self))
    pl_sending_stop_repeating (self);
}

static void
pl_sending_dispose (GObject *object)
{
  PlSending *self = PL_SENDING (object);

  drop_sender (self);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (pl_sending_parent_class)->dispose (object);
}

static void
pl_sending_class_init (PlSendingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_sending_dispose;

  /**
   * PlSending::changed:
   *
   * There is more to say about it.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_SENDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_sending_init (PlSending *self)
{
}

/**
 * pl_sending_get:
 * @connection: a connection
 *
 * Returns: (transfer none): what is being sent on it, which may be nothing
 */
PlSending *
pl_sending_get (PlConnection *connection)
{
  PlSending *self = g_object_get_data (G_OBJECT (connection), KEY);

  if (self != NULL)
    return self;

  self = g_object_new (PL_TYPE_SENDING, NULL);
  self->connection = connection;
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (connection), KEY, self, g_object_unref);

  return self;
}

/**
 * pl_sending_send_file:
 * @self: what is being sent
 * @file: what to send, in place of the one that is being sent; nothing happens if nothing can be sent
 */
void
pl_sending_send_file (PlSending *self, GFile *file)
{
  if (!can_send (self))
    return;

  drop_sender (self);
  g_free (self->name);
  self->name = g_file_get_basename (file);
  self->sender = pl_file_sender_new (self->connection, file);
  g_signal_connect_swapped (self->sender, "changed", G_CALLBACK (tell), self);
  tell (self);
}

/**
 * pl_sending_stop_file:
 * @self: what is being sent
 *
 * Reads no more of the file, or forgets how it ended.
 */
void
pl_sending_stop_file (PlSending *self)
{
  drop_sender (self);
  tell (self);
}

/**
 * pl_sending_dup_file_words:
 * @self: what is being sent
 * @ret_fraction: (out): how much of the file is sent, up to 1; negative if that is not known
 * @ret_has_failed: (out): whether it was not sent to its end
 *
 * Returns: (transfer full) (nullable): what there is to say about the file; nothing of one that is sent
 */
char *
pl_sending_dup_file_words (PlSending *self, double *ret_fraction, gboolean *ret_has_failed)
{
  const GError *error = self->sender != NULL ? pl_file_sender_get_error (self->sender) : NULL;
  g_autofree char *sent = NULL;

  *ret_fraction = self->sender != NULL ? pl_file_sender_get_fraction (self->sender) : -1;
  *ret_has_failed = error != NULL;
  if (self->sender == NULL)
    return NULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return g_strdup_printf (_ ("“%s” was not sent to its end: the connection is over"), self->name);
  if (error != NULL)
    return g_strdup_printf (_ ("“%s” was not sent to its end: %s"), self->name, error->message);
  if (pl_file_sender_is_done (self->sender))
    return NULL;

  sent = pl_format_bytes (pl_file_sender_get_sent (self->sender));
  /* Translators: the name of a file, and an amount such as "1.2 MB" */
  return g_strdup_printf (_ ("Sending “%s”: %s"), self->name, sent);
}

/**
 * pl_sending_repeat:
 * @self: what is being sent
 * @payload: what to send now, and again and again
 * @interval_ms: from one to the next
 *
 * In place of what is repeated already. Nothing happens if nothing can be sent.
 */
void
pl_sending_repeat (PlSending *self, GBytes *payload, guint interval_ms)
{
  pl_sending_stop_repeating (self);
  if (!can_send (self))
    return;

  self->payload = g_bytes_ref (payload);
  self->n_sent = self->n_skipped = 0;
  self->timeout_id = g_timeout_add (interval_ms, again_cb, self);
  send_once (self);
}

/**
 * pl_sending_stop_repeating:
 * @self: what is being sent
 */
void
pl_sending_stop_repeating (PlSending *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->payload, g_bytes_unref);
  tell (self);
}

/**
 * pl_sending_dup_repeat_words:
 * @self: what is being sent
 *
 * Returns: (transfer full) (nullable): how often it was sent, and how often not; %NULL while nothing is
 * repeated
 */
char *
pl_sending_dup_repeat_words (PlSending *self)
{
  g_autofree char *sent = g_strdup_printf (ngettext ("Sent %u time", "Sent %u times", self->n_sent),
                                           self->n_sent);
  g_autofree char *skipped = g_strdup_printf (ngettext ("%u time not, the peer is not reading",
                                                        "%u times not, the peer is not reading",
                                                        self->n_skipped),
                                              self->n_skipped);

  if (self->payload == NULL)
    return NULL;

  return self->n_skipped > 0 ? g_strdup_printf ("%s, %s", sent, skipped) : g_steal_pointer (&sent);
}
