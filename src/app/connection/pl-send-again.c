/* Shows what is being sent on a connection besides what is typed, how far it is, and lets it be stopped. */

#include "app/connection/pl-send-again.h"

#include "app/connection/pl-sending.h"
#include "app/widgets/pl-progress-row.h"
#include "app/window/pl-compat.h"

#include <glib/gi18n-lib.h>

struct _PlSendAgain
{
  GtkWidget parent_instance;

  GtkWidget *file_row;
  GtkWidget *repeat_row;
  PlConnection *connection; /* (nullable) */
  GSignalGroup *signals;    /* of what is being sent on it */
};

G_DEFINE_FINAL_TYPE (PlSendAgain, pl_send_again, GTK_TYPE_WIDGET)

static PlSending *
get_sending (PlSendAgain *self)
{
  return self->connection != NULL ? pl_sending_get (self->connection) : NULL;
}

static void
show_file (PlSendAgain *self, PlSending *sending)
{
  PlProgressRow *row = PL_PROGRESS_ROW (self->file_row);
  double fraction;
  gboolean has_failed;
  g_autofree char *words = sending != NULL ? pl_sending_dup_file_words (sending, &fraction, &has_failed)
                                           : NULL;

  if (words == NULL)
    pl_progress_row_hide (row);
  else if (has_failed)
    pl_progress_row_fail (row, words);
  else
    pl_progress_row_show (row, words, fraction);
}

static void
show_repeating (PlSendAgain *self, PlSending *sending)
{
  g_autofree char *words = sending != NULL ? pl_sending_dup_repeat_words (sending) : NULL;

  if (words != NULL)
    pl_progress_row_show (PL_PROGRESS_ROW (self->repeat_row), words, -1);
  else
    pl_progress_row_hide (PL_PROGRESS_ROW (self->repeat_row));
}

static void
show (PlSendAgain *self)
{
  PlSending *sending = get_sending (self);

  show_file (self, sending);
  show_repeating (self, sending);
}

static void
stop_file_cb (PlSendAgain *self)
{
  pl_sending_stop_file (get_sending (self));
}

static void
stop_repeating_cb (PlSendAgain *self)
{
  pl_sending_stop_repeating (get_sending (self));
}

static void
send_file (GFile *file, gpointer data)
{
  pl_send_again_send_file (data, file);
}

static void
pl_send_again_dispose (GObject *object)
{
  PlSendAgain *self = PL_SEND_AGAIN (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->connection);
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
  g_signal_connect_swapped (self->repeat_row, "stop", G_CALLBACK (stop_repeating_cb), self);

  self->signals = g_signal_group_new (PL_TYPE_SENDING);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (show), self);
}

/**
 * pl_send_again_set_connection:
 * @self: what sends more
 * @connection: (nullable): where to send
 *
 * What goes on on another one goes on there, and is seen again when that is.
 */
void
pl_send_again_set_connection (PlSendAgain *self, PlConnection *connection)
{
  if (!g_set_object (&self->connection, connection))
    return;

  g_signal_group_set_target (self->signals, get_sending (self));
  show (self);
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
  if (self->connection != NULL)
    pl_sending_repeat (get_sending (self), payload, interval_ms);
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
  if (self->connection != NULL)
    pl_sending_send_file (get_sending (self), file);
}
