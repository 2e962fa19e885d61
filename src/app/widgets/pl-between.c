/* pl-between.c: what stands between two ends: protocol, arrows, bytes, state. Shows what it is told. */

#include "app/widgets/pl-between.h"

#include "app/widgets/pl-arrow.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define WIDTH        150
#define WIDTH_NARROW 96

/* Pixels from an arrow, or from the bytes below it, to the word for the state. */
#define STATE_MARGIN       4
#define STATE_MARGIN_BYTES 16

struct _PlBetween
{
  GtkWidget parent_instance;

  GtkLabel *protocol;
  GtkLabel *family;
  GtkLabel *note;
  GtkWidget *sent_group;
  GtkLabel *sent_caption;
  GtkLabel *sent;
  PlArrow *sent_arrow;
  PlArrow *received_arrow;
  GtkLabel *received;
  GtkWidget *received_caption;
  GtkWidget *state_group;
  GtkWidget *state;
  GtkImage *state_icon;
  GtkLabel *state_word;
  GtkLabel *state_note;
  GtkWidget *accepted_group;
  GtkLabel *accepted;
  GtkLabel *accepted_note;
  GtkLabel *accepted_bytes;
  GtkWidget *rtt_group;
  GtkLabel *rtt;

  PlBetweenState current;
  guint64 sent_bytes;
  guint64 received_bytes;
  gint64 rtt_us;
  guint64 n_accepted;
  guint n_open;
};

/* What is seen in each state. */
typedef struct
{
  gboolean has_sent;
  gboolean has_received;
  gboolean has_bytes;
  gboolean has_accepted;
  PlArrowKind sent_kind;
  PlArrowKind received_kind;
  const char *css_class; /* (nullable) of the state's word */
} Look;

static const Look looks[] = {
  [PL_BETWEEN_OPEN] = { TRUE, TRUE, TRUE, FALSE, PL_ARROW_SOLID, PL_ARROW_SOLID, NULL },
  [PL_BETWEEN_LISTENING] = { FALSE, TRUE, FALSE, TRUE, PL_ARROW_SOLID, PL_ARROW_DOTTED, NULL },
  [PL_BETWEEN_PAUSED] = { FALSE, TRUE, FALSE, TRUE, PL_ARROW_SOLID, PL_ARROW_DOTTED, NULL },
  [PL_BETWEEN_CONNECTING] = { TRUE, FALSE, FALSE, FALSE, PL_ARROW_DOTTED, PL_ARROW_SOLID, NULL },
  [PL_BETWEEN_REFUSED] = { TRUE, TRUE, FALSE, FALSE, PL_ARROW_BLOCKED, PL_ARROW_SOLID, "error" },
  [PL_BETWEEN_FAILED] = { TRUE, FALSE, FALSE, FALSE, PL_ARROW_BLOCKED, PL_ARROW_SOLID, "error" },
  [PL_BETWEEN_CLOSED] = { TRUE, TRUE, TRUE, FALSE, PL_ARROW_SOLID, PL_ARROW_SOLID, NULL },
};

G_DEFINE_FINAL_TYPE (PlBetween, pl_between, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
update_bytes (PlBetween *self)
{
  g_autofree char *sent = pl_format_bytes (self->sent_bytes);
  g_autofree char *received = pl_format_bytes (self->received_bytes);

  /* Translators: what the peers of a listener have moved together; both are bytes, such as "6 B" */
  g_autofree char *both = g_strdup_printf (_ ("%s received, %s sent"), received, sent);

  gtk_label_set_label (self->sent, sent);
  gtk_label_set_label (self->received, received);
  gtk_label_set_label (self->accepted_bytes, both);
  gtk_widget_set_visible (GTK_WIDGET (self->accepted_bytes), self->sent_bytes + self->received_bytes > 0);
}

static void
update_rtt (PlBetween *self)
{
  gboolean has_rtt = self->rtt_us >= 0 && self->current == PL_BETWEEN_OPEN;

  gtk_widget_set_visible (self->rtt_group, has_rtt);
  if (has_rtt)
    {
      g_autofree char *text = pl_format_duration (self->rtt_us);

      gtk_label_set_label (self->rtt, text);
    }
}

static void
update_accepted (PlBetween *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_accepted);
  g_autofree char *open = NULL;

  if (self->n_open > 0)
    open = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "accepted, %u is open", "accepted, %u are open", self->n_open),
        self->n_open);
  gtk_label_set_label (self->accepted, number);
  gtk_label_set_label (self->accepted_note, open ? open : _ ("accepted so far"));
}

static void
update_look (PlBetween *self)
{
  const Look *look = &looks[self->current];

  gtk_widget_set_visible (self->sent_group, look->has_sent);
  gtk_widget_set_visible (GTK_WIDGET (self->received_arrow), look->has_received);
  gtk_widget_set_visible (GTK_WIDGET (self->sent), look->has_bytes);
  gtk_widget_set_visible (GTK_WIDGET (self->received), look->has_bytes);
  gtk_widget_set_visible (self->received_caption, look->has_bytes);
  gtk_widget_set_visible (self->accepted_group, look->has_accepted);
  gtk_label_set_label (self->sent_caption, look->has_bytes ? _ ("sent") : _ ("asked to connect"));
  gtk_widget_set_margin_top (self->state_group, look->has_bytes ? STATE_MARGIN_BYTES : STATE_MARGIN);
  pl_arrow_set_kind (self->sent_arrow, look->sent_kind);
  pl_arrow_set_kind (self->received_arrow, look->received_kind);
  pl_style_toggle_class (GTK_WIDGET (self->received_arrow), "peer", self->current != PL_BETWEEN_PAUSED);
  pl_style_toggle_class (GTK_WIDGET (self->received_arrow), "note", self->current == PL_BETWEEN_PAUSED);
  pl_style_toggle_class (self->state, "error", look->css_class != NULL);
  update_rtt (self);
}

static void
pl_between_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_BETWEEN);
  /* The template lets go of the children that are bound; the others are boxes. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_between_parent_class)->dispose (object);
}

static void
pl_between_class_init (PlBetweenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_between_dispose;

  g_type_ensure (PL_TYPE_ARROW);
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/widgets/pl-between.ui");
  gtk_widget_class_bind_template_child (widget_class, PlBetween, protocol);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, family);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, note);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, sent_group);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, sent_caption);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, sent);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, sent_arrow);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, received_arrow);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, received);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, received_caption);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, state_group);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, state);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, state_word);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, state_note);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, accepted_group);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, accepted);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, accepted_note);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, accepted_bytes);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, rtt_group);
  gtk_widget_class_bind_template_child (widget_class, PlBetween, rtt);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_between_init (PlBetween *self)
{
  self->rtt_us = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_between_set_narrow (self, FALSE);
  pl_between_set_state (self, PL_BETWEEN_OPEN, NULL, NULL, NULL);
  update_bytes (self);
}

/**
 * pl_between_new:
 *
 * Makes the column between two cards, in the state %PL_BETWEEN_OPEN.
 *
 * Returns: (transfer floating): the column
 */
GtkWidget *
pl_between_new (void)
{
  return g_object_new (PL_TYPE_BETWEEN, NULL);
}

/**
 * pl_between_set_protocol:
 * @self: the column
 * @protocol: "TCP" or "UDP"
 * @family: (nullable): what is spoken, translated: "IPv4", "IPv6 and IPv4"
 * @note: (nullable): what is special about the socket, translated: "over an IPv6 socket", "one socket for
 * both"
 *
 * Says what the two ends speak.
 */
void
pl_between_set_protocol (PlBetween *self, const char *protocol, const char *family, const char *note)
{
  g_autofree char *label = NULL;

  g_return_if_fail (PL_IS_BETWEEN (self));

  gtk_label_set_label (self->protocol, protocol);
  set_text (self->family, family);
  set_text (self->note, note);

  /* Translators: names the middle of the picture: "Between the ends: TCP" */
  label = g_strdup_printf (_ ("Between the ends: %s"), protocol);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * pl_between_set_state:
 * @self: the column
 * @state: which arrows to draw
 * @word: (nullable): the state in a word, translated: "listening", "refused"
 * @icon_name: (nullable): the icon of the state
 * @note: (nullable): more of it, translated: "for 4 min", "after 0.1 ms"
 *
 * Says how it stands. %PL_BETWEEN_OPEN needs no word: the arrows say it.
 */
void
pl_between_set_state (PlBetween *self,
                      PlBetweenState state,
                      const char *word,
                      const char *icon_name,
                      const char *note)
{
  g_return_if_fail (PL_IS_BETWEEN (self));

  self->current = state;
  update_look (self);

  gtk_widget_set_visible (self->state_group, word || note);
  gtk_widget_set_visible (self->state, word != NULL);
  gtk_label_set_label (self->state_word, word ? word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon_name != NULL);
  gtk_image_set_from_icon_name (self->state_icon, icon_name);
  set_text (self->state_note, note);
}

/**
 * pl_between_set_bytes:
 * @self: the column
 * @sent: bytes sent so far
 * @received: bytes received so far
 *
 * Sets the bytes at the arrows. Cheap when nothing changed that can be seen.
 */
void
pl_between_set_bytes (PlBetween *self, guint64 sent, guint64 received)
{
  g_return_if_fail (PL_IS_BETWEEN (self));

  if (self->sent_bytes == sent && self->received_bytes == received)
    return;

  self->sent_bytes = sent;
  self->received_bytes = received;
  update_bytes (self);
}

/**
 * pl_between_set_rtt_us:
 * @self: the column
 * @rtt_us: the round trip in microseconds, or -1 if it is not known
 *
 * Sets the round trip; it is shown while the connection is open.
 */
void
pl_between_set_rtt_us (PlBetween *self, gint64 rtt_us)
{
  g_return_if_fail (PL_IS_BETWEEN (self));

  if (self->rtt_us == rtt_us)
    return;

  self->rtt_us = rtt_us;
  update_rtt (self);
}

/**
 * pl_between_set_accepted:
 * @self: the column
 * @n_accepted: how many connections a listener has accepted
 * @n_open: how many of them are open
 *
 * Sets what a listener has done; it is shown while it listens.
 */
void
pl_between_set_accepted (PlBetween *self, guint64 n_accepted, guint n_open)
{
  g_return_if_fail (PL_IS_BETWEEN (self));

  if (self->n_accepted == n_accepted && self->n_open == n_open)
    return;

  self->n_accepted = n_accepted;
  self->n_open = n_open;
  update_accepted (self);
}

/**
 * pl_between_set_peers:
 * @self: the column
 * @n_peers: how many an unconnected socket has heard from, or was told to send to
 *
 * Sets what is shown in place of what a listener has accepted.
 */
void
pl_between_set_peers (PlBetween *self, guint64 n_peers)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_peers);

  g_return_if_fail (PL_IS_BETWEEN (self));

  gtk_label_set_label (self->accepted, number);
  gtk_label_set_label (self->accepted_note,
                       g_dngettext (GETTEXT_PACKAGE, "peer so far", "peers so far", (gulong) n_peers));
}

/**
 * pl_between_set_narrow:
 * @self: the column
 * @is_narrow: whether the window is narrow
 *
 * Makes the column 96 pixels wide instead of 150.
 */
void
pl_between_set_narrow (PlBetween *self, gboolean is_narrow)
{
  g_return_if_fail (PL_IS_BETWEEN (self));

  gtk_widget_set_size_request (GTK_WIDGET (self), is_narrow ? WIDTH_NARROW : WIDTH, -1);
}
