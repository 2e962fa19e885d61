/* Sends more than one thing: a file, or the same again and again. Says how far it is, and can be stopped. */

#include "app/connection/pl-send-again.h"

#include "app/connection/pl-send-box.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-progress-row.h"
#include "app/window/pl-compat.h"
#include "core/connection/pl-file-sender.h"

#include <glib/gi18n-lib.h>

struct _PlSendAgain
{
  GtkWidget parent_instance;

  GtkWidget *file_row;
  GtkWidget *repeat_row;
  PlConnection *connection; /* (nullable) */
  PlFileSender *sender;     /* (nullable) */
  char *name;               /* (nullable): of its file */
  GBytes *payload;          /* (nullable): what is repeated */
  guint timeout_id;
  guint n_sent;
  guint n_skipped;
};

G_DEFINE_FINAL_TYPE (PlSendAgain, pl_send_again, GTK_TYPE_WIDGET)

/* ---- A file ---- */

static void
drop_sender (PlSendAgain *self)
{
  if (self->sender == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sender, self);
  pl_file_sender_stop (self->sender);
  g_clear_object (&self->sender);
}

static void
show_file (PlSendAgain *self)
{
  const GError *error = pl_file_sender_get_error (self->sender);
  g_autofree char *sent = pl_format_bytes (pl_file_sender_get_sent (self->sender));
  g_autofree char *words = NULL;

  if (!pl_file_sender_is_done (self->sender))
    {
      /* Translators: the name of a file, and an amount such as "1.2 MB" */
      words = g_strdup_printf (_ ("Sending “%s”: %s"), self->name, sent);
      pl_progress_row_show (PL_PROGRESS_ROW (self->file_row), words,
                            pl_file_sender_get_fraction (self->sender));
      return;
    }
  if (error == NULL)
    pl_progress_row_hide (PL_PROGRESS_ROW (self->file_row));
  else
    {
      words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)
                  ? g_strdup_printf (_ ("“%s” was not sent to its end: the connection is over"), self->name)
                  : g_strdup_printf (_ ("“%s” was not sent to its end: %s"), self->name, error->message);
      pl_progress_row_fail (PL_PROGRESS_ROW (self->file_row), words);
    }
}

static void
stop_file_cb (PlSendAgain *self)
{
  drop_sender (self);
  pl_progress_row_hide (PL_PROGRESS_ROW (self->file_row));
}

static void
send_file (GFile *file, gpointer data)
{
  pl_send_again_send_file (data, file);
}

/* ---- Again and again ---- */

static void
stop_repeating (PlSendAgain *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->payload, g_bytes_unref);
  pl_progress_row_hide (PL_PROGRESS_ROW (self->repeat_row));
}

static void
show_repeating (PlSendAgain *self)
{
  g_autofree char *sent = g_strdup_printf (ngettext ("Sent %u time", "Sent %u times", self->n_sent),
                                           self->n_sent);
  g_autofree char *skipped = g_strdup_printf (ngettext ("%u time not, the peer is not reading",
                                                        "%u times not, the peer is not reading",
                                                        self->n_skipped),
                                              self->n_skipped);
  g_autofree char *both = g_strdup_printf ("%s, %s", sent, skipped);

  pl_progress_row_show (PL_PROGRESS_ROW (self->repeat_row), self->n_skipped > 0 ? both : sent, -1);
}

static gboolean
can_send (PlSendAgain *self)
{
  PlSocket *socket = PL_SOCKET (self->connection);

  return pl_socket_get_state (socket) == PL_SOCKET_STATE_OPEN && !pl_socket_is_shut_down (socket);
}

/* A peer that does not read must not fill the memory. */
static gboolean
again_cb (gpointer data)
{
  PlSendAgain *self = data;

  if (!can_send (self))
    {
      self->timeout_id = 0;
      stop_repeating (self);
      return G_SOURCE_REMOVE;
    }
  if (pl_socket_get_unsent (PL_SOCKET (self->connection)) > PL_SEND_BOX_UNSENT_MAX)
    self->n_skipped++;
  else
    {
      pl_connection_send (self->connection, self->payload);
      self->n_sent++;
    }
  show_repeating (self);

  return G_SOURCE_CONTINUE;
}

/* ---- Class ---- */

static void
pl_send_again_dispose (GObject *object)
{
  PlSendAgain *self = PL_SEND_AGAIN (object);

  if (self->file_row != NULL)
    pl_send_again_set_connection (self, NULL);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->file_row, gtk_widget_unparent);
  g_clear_pointer (&self->repeat_row, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_send_again_parent_class)->dispose (object);
}

static void
pl_send_again_class_init (PlSendAgainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_send_again_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
pl_send_again_init (PlSendAgain *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  self->file_row = pl_progress_row_new ();
  self->repeat_row = pl_progress_row_new ();
  gtk_widget_set_parent (self->file_row, GTK_WIDGET (self));
  gtk_widget_set_parent (self->repeat_row, GTK_WIDGET (self));
  g_signal_connect_swapped (self->file_row, "stop", G_CALLBACK (stop_file_cb), self);
  g_signal_connect_swapped (self->repeat_row, "stop", G_CALLBACK (stop_repeating), self);
}

/**
 * pl_send_again_set_connection:
 * @self: what sends more
 * @connection: (nullable): where to send
 *
 * Stops what goes on on another one: nothing is sent that nobody sees.
 */
void
pl_send_again_set_connection (PlSendAgain *self, PlConnection *connection)
{
  if (self->connection == connection)
    return;

  stop_file_cb (self);
  stop_repeating (self);
  g_set_object (&self->connection, connection);
}

/**
 * pl_send_again_repeat:
 * @self: what sends more
 * @payload: what to send now, and again and again
 * @interval_ms: from one to the next
 *
 * In place of what is repeated already.
 */
void
pl_send_again_repeat (PlSendAgain *self, GBytes *payload, guint interval_ms)
{
  stop_repeating (self);
  if (self->connection == NULL || !can_send (self))
    return;

  self->payload = g_bytes_ref (payload);
  self->n_sent = self->n_skipped = 0;
  self->timeout_id = g_timeout_add (interval_ms, again_cb, self);
  again_cb (self);
}

/**
 * pl_send_again_ask_file:
 * @self: what sends more
 *
 * Asks for a file, and sends it.
 */
void
pl_send_again_ask_file (PlSendAgain *self)
{
  pl_compat_choose_file (GTK_WIDGET (self), _ ("Send a file"), NULL, send_file, G_OBJECT (self));
}

/**
 * pl_send_again_send_file:
 * @self: what sends more
 * @file: what to send, in place of the one that is being sent
 */
void
pl_send_again_send_file (PlSendAgain *self, GFile *file)
{
  if (self->connection == NULL || !can_send (self))
    return;

  drop_sender (self);
  g_free (self->name);
  self->name = g_file_get_basename (file);
  self->sender = pl_file_sender_new (self->connection, file);
  g_signal_connect_swapped (self->sender, "changed", G_CALLBACK (show_file), self);
  show_file (self);
}
