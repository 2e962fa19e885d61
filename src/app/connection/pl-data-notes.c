/* What has to be said below the data: what was not kept of it, and what waits to be sent. Knows no
 * connection. */

#include "app/connection/pl-data-notes.h"

#include "app/widgets/pl-format.h"
#include "core/listen/pl-listener.h"
#include "core/net/pl-transcript.h"

#include <glib/gi18n-lib.h>

struct _PlDataNotes
{
  GtkWidget parent_instance;

  GtkWidget *not_kept;
  GtkInscription *not_kept_words;
  GtkWidget *unsent;
  GtkInscription *unsent_words;
};

G_DEFINE_FINAL_TYPE (PlDataNotes, pl_data_notes, GTK_TYPE_WIDGET)

static void
update_not_kept (PlDataNotes *self, guint64 not_kept)
{
  g_autofree char *bytes = pl_format_bytes (not_kept);
  g_autofree char *head = pl_format_bytes (pl_transcript_get_head_max ());
  g_autofree char *tail = pl_format_bytes (pl_transcript_get_tail_max ());
  g_autofree char *words = g_strdup_printf (
      /* Translators: three amounts, such as "459 kB"; what is bold matters */
      _ ("The first %s and the last %s are kept. <b>%s not kept.</b>"), head, tail, bytes);

  gtk_widget_set_visible (self->not_kept, not_kept > 0);
  gtk_inscription_set_markup (self->not_kept_words, words);
}

static void
update_unsent (PlDataNotes *self, guint64 unsent)
{
  g_autofree char *bytes = pl_format_bytes (unsent);
  /* Translators: %s is an amount, such as "1.2 MB" */
  g_autofree char *words = g_strdup_printf (_ ("%s wait: the peer is not reading"), bytes);

  gtk_widget_set_visible (self->unsent, unsent > 0);
  gtk_inscription_set_text (self->unsent_words, words);
}

static void
pl_data_notes_dispose (GObject *object)
{
  PlDataNotes *self = PL_DATA_NOTES (object);
  GtkWidget *child;

  if (self->not_kept_words != NULL)
    gtk_inscription_set_attributes (self->not_kept_words, NULL); /* GTK 4.8 would leak them */
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_DATA_NOTES);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_data_notes_parent_class)->dispose (object);
}

static void
pl_data_notes_class_init (PlDataNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_data_notes_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-data-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataNotes, not_kept);
  gtk_widget_class_bind_template_child (widget_class, PlDataNotes, not_kept_words);
  gtk_widget_class_bind_template_child (widget_class, PlDataNotes, unsent);
  gtk_widget_class_bind_template_child (widget_class, PlDataNotes, unsent_words);
}

static void
pl_data_notes_init (PlDataNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

/**
 * pl_data_notes_show:
 * @self: notes
 * @not_kept: payload bytes
 * @unsent: payload bytes
 */
void
pl_data_notes_show (PlDataNotes *self, guint64 not_kept, guint64 unsent)
{
  update_not_kept (self, not_kept);
  update_unsent (self, unsent);
}

/**
 * pl_data_notes_get_empty_words:
 * @socket: (nullable): a socket
 *
 * Returns: why there is nothing to see of its data, in a translated sentence
 */
const char *
pl_data_notes_get_empty_words (PlSocket *socket)
{
  if (socket != NULL && PL_IS_LISTENER (socket) && pl_socket_is_udp (socket))
    return _ ("Not connected: what comes and goes is with its senders, each in a row of its own.");
  if (socket == NULL || PL_IS_LISTENER (socket))
    return _ ("A listener only accepts. What comes and goes is with its connections.");
  if (pl_socket_get_not_kept (socket) > 0)
    return _ ("Nothing of it was kept: too much is kept of other connections.");
  if (pl_socket_is_over (socket))
    return _ ("Nothing was sent or received.");

  return _ ("Nothing sent or received yet.");
}
