/* Where one types what is to be sent, and reads what it will be. Knows nothing of what came. */

#include "app/connection/pl-send-box.h"

#include "app/connection/pl-send-again.h"
#include "app/connection/pl-send-history.h"
#include "app/connection/pl-sending.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-menu-tooltip.h"
#include "app/widgets/pl-style.h"
#include "app/widgets/pl-verdict-label.h"
#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  KIND_TEXT,
  KIND_HEX,
  N_KINDS,
} Kind;

/* What was typed for a connection and not sent. It belongs to the connection. */
typedef struct
{
  char *text;
  Kind kind;
} Draft;

#define DRAFT_KEY "pl-draft"

struct _PlSendBox
{
  AdwBin parent_instance;

  GtkMenuButton *more_button;
  PlChoice *kind;
  GtkEntry *entry;
  GtkLabel *line_end_label;
  GtkDropDown *line_end;
  GtkBox *foot;
  PlVerdictLabel *verdict;
  PlSendAgain *again;
  GtkPopover *more;
  GtkSpinButton *interval;

  PlConnection *connection; /* (nullable) */
  gboolean is_unconnected;  /* a UDP socket that sends through the rows of its senders */
  PlCharset charset;
  PlSendHistory *histories[N_KINDS];
};

G_DEFINE_FINAL_TYPE (PlSendBox, pl_send_box, ADW_TYPE_BIN)

static Kind
get_kind (PlSendBox *self)
{
  return pl_choice_get_value (self->kind) == KIND_HEX ? KIND_HEX : KIND_TEXT;
}

static gboolean
is_udp (PlSendBox *self)
{
  return self->connection != NULL && pl_socket_is_udp (PL_SOCKET (self->connection));
}

static GBytes *
read_payload (PlSendBox *self, PlVerdict *verdict)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  PlLineEnd line_end = (PlLineEnd) gtk_drop_down_get_selected (self->line_end);
  GBytes *payload = get_kind (self) == KIND_HEX
                        ? pl_payload_from_hex (text, verdict)
                        : pl_payload_from_text (text, self->charset, line_end, verdict);

  if (payload != NULL && g_bytes_get_size (payload) == 0 && is_udp (self))
    {
      pl_verdict_clear (verdict);
      pl_verdict_set (verdict, PL_SEVERITY_NOTE, _ ("Empty: sends a datagram without a byte"));
    }

  return payload;
}

static void
show_verdict (PlSendBox *self, const PlVerdict *verdict)
{
  gboolean is_wrong = verdict->severity == PL_SEVERITY_ERROR;

  pl_verdict_label_set_verdict (self->verdict, verdict);
  pl_style_toggle_class (GTK_WIDGET (self->entry), "error", is_wrong);
  if (is_wrong)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static const char *
get_obstacle (PlSendBox *self)
{
  if (self->connection == NULL && self->is_unconnected)
    return _ ("Each of its senders is answered in its own row. “Send to …” adds a row for somebody else.");
  if (self->connection == NULL)
    return _ ("A listener sends nothing itself: its connections do.");

  switch (pl_socket_get_state (PL_SOCKET (self->connection)))
    {
    case PL_SOCKET_STATE_OPEN:
      return pl_socket_is_shut_down (PL_SOCKET (self->connection))
                 ? _ ("Writing is shut down: nothing more can be sent.")
                 : NULL;
    case PL_SOCKET_STATE_CLOSED:
      return _ ("Closed: nothing can be sent any more.");
    case PL_SOCKET_STATE_FAILED:
      return _ ("Failed: nothing can be sent.");
    case PL_SOCKET_STATE_STARTING:
    case PL_SOCKET_STATE_LISTENING:
    case PL_SOCKET_STATE_PAUSED:
    default:
      return _ ("Not connected yet: nothing can be sent before that.");
    }
}

static gboolean
has_room (PlSendBox *self, PlVerdict *verdict)
{
  guint64 unsent = pl_socket_get_unsent (PL_SOCKET (self->connection));
  g_autofree char *bytes = NULL;

  if (unsent <= PL_SENDING_UNSENT_MAX)
    return TRUE;

  bytes = pl_format_bytes (unsent);
  pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                  /* Translators: %s is an amount, such as "1.2 MB" */
                  _ ("Not sent: %s wait already, the peer is not reading"), bytes);

  return FALSE;
}

static void
recall_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSendBox *self = PL_SEND_BOX (widget);
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *text = pl_send_history_recall (
      self->histories[get_kind (self)], g_variant_get_int32 (parameter), gtk_editable_get_text (editable));

  if (text == NULL)
    return;

  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, -1);
}

static void
changed_cb (PlSendBox *self)
{
  pl_send_box_update (self);
}

static void
kind_changed_cb (PlSendBox *self)
{
  gboolean is_text = get_kind (self) == KIND_TEXT;

  gtk_widget_set_visible (GTK_WIDGET (self->line_end_label), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->line_end), is_text);
  pl_send_box_update (self);
}

static void
activate_cb (PlSendBox *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "data.send", NULL);
}

static void
repeat_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSendBox *self = PL_SEND_BOX (widget);
  PlVerdict verdict = { 0 };
  g_autoptr (GBytes) payload = NULL;

  gtk_popover_popdown (self->more);
  if (!pl_send_box_can_send (self))
    return;
  payload = read_payload (self, &verdict);
  if (payload != NULL && g_bytes_get_size (payload) > 0)
    pl_send_again_repeat (self->again, payload, (guint) gtk_spin_button_get_value_as_int (self->interval));
  else
    {
      show_verdict (self, &verdict);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  pl_verdict_clear (&verdict);
}

static void
send_file_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSendBox *self = PL_SEND_BOX (widget);

  gtk_popover_popdown (self->more);
  if (pl_send_box_can_send (self))
    pl_send_again_ask_file (self->again);
}

static void
free_draft (gpointer data)
{
  Draft *draft = data;

  g_free (draft->text);
  g_free (draft);
}

static void
keep_draft (PlSendBox *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  Draft *draft = NULL;

  if (self->connection == NULL)
    return;
  if (*text != '\0')
    {
      draft = g_new (Draft, 1);
      *draft = (Draft){ g_strdup (text), get_kind (self) };
    }
  g_object_set_data_full (G_OBJECT (self->connection), DRAFT_KEY, draft, free_draft);
}

static void
recall_draft (PlSendBox *self)
{
  Draft *draft = self->connection != NULL ? g_object_get_data (G_OBJECT (self->connection), DRAFT_KEY) : NULL;

  if (draft != NULL)
    pl_choice_set_value (self->kind, draft->kind);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), draft != NULL ? draft->text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
pl_send_box_dispose (GObject *object)
{
  PlSendBox *self = PL_SEND_BOX (object);

  g_clear_object (&self->connection);
  /* Or it would unparent a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_SEND_BOX);

  G_OBJECT_CLASS (pl_send_box_parent_class)->dispose (object);
}

static void
pl_send_box_finalize (GObject *object)
{
  PlSendBox *self = PL_SEND_BOX (object);

  for (guint i = 0; i < N_KINDS; i++)
    pl_send_history_free (self->histories[i]);

  G_OBJECT_CLASS (pl_send_box_parent_class)->finalize (object);
}

static void
pl_send_box_class_init (PlSendBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_send_box_dispose;
  object_class->finalize = pl_send_box_finalize;

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_SEND_AGAIN);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-send-box.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, kind);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, entry);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, line_end_label);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, line_end);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, foot);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, verdict);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, again);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, more);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, more_button);
  gtk_widget_class_bind_template_child (widget_class, PlSendBox, interval);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  /**
   * PlSendBox|data.recall:
   *
   * Goes back (-1) or forth (1) in what was sent.
   */
  gtk_widget_class_install_action (widget_class, "data.recall", "i", recall_action);

  /**
   * PlSendBox|data.repeat:
   *
   * Sends what was typed now, and again and again.
   *
   * PlSendBox|data.send-file:
   *
   * Asks for a file, and sends it.
   */
  gtk_widget_class_install_action (widget_class, "data.repeat", NULL, repeat_action);
  gtk_widget_class_install_action (widget_class, "data.send-file", NULL, send_file_action);
}

static void
pl_send_box_init (PlSendBox *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    self->histories[i] = pl_send_history_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_menu_tooltip_tame (self->more_button);
  pl_send_box_update (self);
}

/**
 * pl_send_box_set_socket:
 * @self: a send box
 * @socket: (nullable): where to send; a listener sends nothing itself
 *
 * What is typed stays with the connection that it was typed for, and comes back with it.
 */
void
pl_send_box_set_socket (PlSendBox *self, PlSocket *socket)
{
  PlConnection *connection = socket != NULL && PL_IS_CONNECTION (socket) ? PL_CONNECTION (socket) : NULL;

  self->is_unconnected = socket != NULL && connection == NULL && pl_socket_is_udp (socket);
  if (self->connection != connection)
    {
      keep_draft (self);
      g_set_object (&self->connection, connection);
      recall_draft (self);
    }
  pl_send_again_set_connection (self->again, connection);
  pl_send_box_update (self);
}

/**
 * pl_send_box_set_charset:
 * @self: a send box
 * @charset: how text is written; what has been typed stays, and is looked at again
 */
void
pl_send_box_set_charset (PlSendBox *self, PlCharset charset)
{
  self->charset = charset;
  pl_send_box_update (self);
}

/**
 * pl_send_box_set_note:
 * @self: a send box
 * @note: (transfer floating): a line on something else
 *
 * Puts @note where there is room: at the end of the line that speaks of what is typed.
 */
void
pl_send_box_set_note (PlSendBox *self, GtkWidget *note)
{
  gtk_widget_set_valign (note, GTK_ALIGN_START);
  gtk_box_append (self->foot, note);
}

/**
 * pl_send_box_update:
 * @self: a send box
 *
 * Says what would be sent, or why nothing can be sent. To be called when the connection's state changes.
 */
void
pl_send_box_update (PlSendBox *self)
{
  PlVerdict verdict = { 0 };
  const char *obstacle = get_obstacle (self);
  GBytes *payload = obstacle == NULL ? read_payload (self, &verdict) : NULL;

  g_clear_pointer (&payload, g_bytes_unref); /* only its verdict is wanted */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.repeat", obstacle == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.send-file", obstacle == NULL);
  if (obstacle != NULL)
    pl_verdict_set (&verdict, PL_SEVERITY_NOTE, "%s", obstacle);
  show_verdict (self, &verdict);
  pl_verdict_clear (&verdict);
}

/**
 * pl_send_box_can_send:
 * @self: a send box
 *
 * Returns: whether there is a connection to send on
 */
gboolean
pl_send_box_can_send (PlSendBox *self)
{
  return get_obstacle (self) == NULL;
}

/**
 * pl_send_box_send:
 * @self: a send box
 *
 * Sends what was typed, and makes room for the next. What cannot be sent stays, with the reason below it and
 * the cursor in it.
 */
void
pl_send_box_send (PlSendBox *self)
{
  PlVerdict verdict = { 0 };
  g_autoptr (GBytes) payload = NULL;

  if (!pl_send_box_can_send (self))
    return;

  payload = read_payload (self, &verdict);
  if (payload == NULL || !has_room (self, &verdict))
    {
      show_verdict (self, &verdict);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  else if (g_bytes_get_size (payload) > 0 || is_udp (self))
    {
      pl_connection_send (self->connection, payload);
      pl_send_history_add (self->histories[get_kind (self)],
                           gtk_editable_get_text (GTK_EDITABLE (self->entry)));
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  pl_verdict_clear (&verdict);
}
