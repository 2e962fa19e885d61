/* The panel Ends: what is known of both ends of the selected socket, and what is between them. Reads the
 * model, changes nothing, and knows no engine. */

#include "app/connection/pl-ends-panel.h"

#include "app/connection/pl-between-look.h"
#include "app/connection/pl-problem-look.h"
#include "app/connection/pl-socket-facts.h"
#include "app/connection/pl-waiting-look.h"
#include "app/widgets/pl-end-card.h"
#include "app/widgets/pl-waiting-card.h"
#include "core/connection/pl-connection.h"
#include "core/connection/pl-monitor.h"
#include "core/listen/pl-listener.h"

#include <glib/gi18n-lib.h>

struct _PlEndsPanel
{
  AdwBin parent_instance;

  GListModel *sockets; /* (nullable): where to look for related rows */
  PlHost *host;        /* (nullable): followed while this is seen */
  PlSocket *socket;    /* (nullable): what is shown */
  PlMonitor *monitor;  /* (nullable): of a listener over TCP, which has a queue */
  gint64 n_waiting;    /* in that, as shown */
  PlProblemBlock *problem;
  GtkWidget *ends;
  PlEndCard *local_card;
  PlBetween *between;
  GtkStack *peer_stack;
  PlEndCard *peer_card;
  PlWaitingCard *waiting_card;
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (PlEndsPanel, pl_ends_panel, ADW_TYPE_BIN)

enum
{
  SIGNAL_FOLLOW,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. The cards */

static void
show_card (PlEndsPanel *self, PlEndCard *card)
{
  const PlHostState *host = self->host != NULL ? pl_host_get_state (self->host) : NULL;
  g_auto (PlEndFacts) facts = { 0 };

  pl_socket_facts_init (&facts, self->sockets, host, self->socket, pl_end_card_get_side (card));
  if (self->monitor != NULL && card == self->local_card)
    pl_socket_facts_add_queue (&facts, self->socket, pl_monitor_get_last (self->monitor));
  pl_end_card_set_facts (card, &facts);
}

/* A listener has no peer of its own; whoever comes becomes a row. */
static void
show_waiting (PlEndsPanel *self)
{
  PlListener *listener = PL_LISTENER (self->socket);
  const PlEnd *local = pl_socket_get_local (self->socket);
  gboolean is_listening = pl_socket_get_state (self->socket) == PL_SOCKET_STATE_LISTENING;
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *sentence = pl_waiting_look_dup_sentence (listener);
  g_autofree char *note = NULL;
  PlAddress target = local->address;

  if (pl_address_is_any (&target))
    target = target.family == PL_FAMILY_IPV6
                 ? (PlAddress){ .family = PL_FAMILY_IPV6, .bytes = { [15] = 1 } }
                 : (PlAddress){ .family = PL_FAMILY_IPV4, .bytes = { 127, 0, 0, 1 } };
  note = g_strdup_printf (_ ("fills the form with %s and %u"), pl_address_to_string (&target, text),
                          local->port);

  pl_waiting_card_set_title (self->waiting_card, pl_waiting_look_get_title (listener));
  pl_waiting_card_set_sentence (self->waiting_card, sentence);
  pl_waiting_card_set_action (self->waiting_card, is_listening ? "sockets.connect-here" : NULL, NULL, note);
}

/* 2. Between them */

static void
show_state (PlEndsPanel *self)
{
  pl_between_show_socket (self->between, self->socket);
}

static void
show_counts (PlEndsPanel *self)
{
  pl_between_set_bytes (self->between, pl_socket_get_sent (self->socket),
                        pl_socket_get_received (self->socket));
  if (PL_IS_CONNECTION (self->socket))
    pl_between_set_rtt_us (self->between, pl_connection_get_rtt_us (PL_CONNECTION (self->socket)));
}

static void
show_all (PlEndsPanel *self)
{
  gboolean is_waiting = PL_IS_LISTENER (self->socket);

  pl_problem_look_show (self->problem, self->socket);
  show_state (self);
  show_counts (self);
  show_card (self, self->local_card);
  if (is_waiting)
    show_waiting (self);
  else
    show_card (self, self->peer_card);
  gtk_stack_set_visible_child (self->peer_stack,
                               is_waiting ? GTK_WIDGET (self->waiting_card) : GTK_WIDGET (self->peer_card));
}

/* Over UDP there is more to count than bytes, and a datagram that comes may take a report back. */
static void
counts_cb (PlEndsPanel *self)
{
  show_counts (self);
  if (!pl_socket_is_udp (self->socket))
    return;

  show_card (self, self->local_card);
  pl_problem_look_show (self->problem, self->socket);
}

static gboolean
refresh_cb (gpointer data)
{
  PlEndsPanel *self = data;

  if (self->socket != NULL && PL_IS_LISTENER (self->socket))
    show_state (self);

  return G_SOURCE_CONTINUE;
}

static void
accepted_cb (PlEndsPanel *self)
{
  show_state (self);
  show_waiting (self);
}

/* An interface comes or goes, and with it who can reach a listener. */
static void
host_cb (PlEndsPanel *self)
{
  if (self->socket != NULL)
    show_card (self, self->local_card);
}

/* Nobody accepts, and peers wait: see it fill. */
static void
sampled_cb (PlEndsPanel *self)
{
  const PlSample *last = pl_monitor_get_last (self->monitor);

  if (last == NULL || last->accept_queue == self->n_waiting)
    return;

  self->n_waiting = last->accept_queue;
  show_card (self, self->local_card);
}

static void
watch_queue (PlEndsPanel *self)
{
  self->n_waiting = -1;
  self->monitor = pl_monitor_new (self->socket);
  g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (sampled_cb), self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    pl_monitor_start (self->monitor);
}

static void
unwatch_queue (PlEndsPanel *self)
{
  if (self->monitor == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->monitor, self);
  pl_monitor_stop (self->monitor);
  g_clear_object (&self->monitor);
}

static void
followed_cb (PlEndCard *card, const char *link, PlEndsPanel *self)
{
  guint64 id = g_ascii_strtoull (link, NULL, 10);
  guint n = self->sockets != NULL ? g_list_model_get_n_items (self->sockets) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (self->sockets, i);

      if (pl_socket_get_id (socket) == id)
        {
          g_signal_emit (self, signals[SIGNAL_FOLLOW], 0, socket);
          return;
        }
    }
}

static void
copied_cb (PlEndCard *card, const char *text, PlEndsPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
let_go (PlEndsPanel *self)
{
  if (self->socket == NULL)
    return;

  unwatch_queue (self);
  g_signal_handlers_disconnect_by_data (self->socket, self);
  if (PL_IS_CONNECTION (self->socket))
    pl_connection_unwatch (PL_CONNECTION (self->socket));
  g_clear_object (&self->socket);
}

static void
pl_ends_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_ends_panel_parent_class)->map (widget);
  PL_ENDS_PANEL (widget)->refresh_id = g_timeout_add_seconds (1, refresh_cb, widget);
  if (PL_ENDS_PANEL (widget)->host != NULL)
    pl_host_follow (PL_ENDS_PANEL (widget)->host);
  if (PL_ENDS_PANEL (widget)->monitor != NULL)
    pl_monitor_start (PL_ENDS_PANEL (widget)->monitor);
}

static void
pl_ends_panel_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PL_ENDS_PANEL (widget)->refresh_id, g_source_remove);
  if (PL_ENDS_PANEL (widget)->host != NULL)
    pl_host_unfollow (PL_ENDS_PANEL (widget)->host);
  if (PL_ENDS_PANEL (widget)->monitor != NULL)
    pl_monitor_stop (PL_ENDS_PANEL (widget)->monitor);
  GTK_WIDGET_CLASS (pl_ends_panel_parent_class)->unmap (widget);
}

static void
pl_ends_panel_dispose (GObject *object)
{
  PlEndsPanel *self = PL_ENDS_PANEL (object);

  let_go (self);
  g_clear_object (&self->sockets);
  g_clear_object (&self->host);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_ENDS_PANEL);

  G_OBJECT_CLASS (pl_ends_panel_parent_class)->dispose (object);
}

static void
pl_ends_panel_class_init (PlEndsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_ends_panel_dispose;
  widget_class->map = pl_ends_panel_map;
  widget_class->unmap = pl_ends_panel_unmap;

  /**
   * PlEndsPanel::follow:
   * @socket: a related row that somebody wants to see
   */
  signals[SIGNAL_FOLLOW] = g_signal_new ("follow", PL_TYPE_ENDS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, PL_TYPE_SOCKET);

  /**
   * PlEndsPanel::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_ENDS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PL_TYPE_PROBLEM_BLOCK);
  g_type_ensure (PL_TYPE_END_CARD);
  g_type_ensure (PL_TYPE_BETWEEN);
  g_type_ensure (PL_TYPE_WAITING_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-ends-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, ends);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, local_card);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, between);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, peer_stack);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, peer_card);
  gtk_widget_class_bind_template_child (widget_class, PlEndsPanel, waiting_card);
  gtk_widget_class_bind_template_callback (widget_class, followed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static void
pl_ends_panel_init (PlEndsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_ends_panel_set_model:
 * @self: a panel
 * @sockets: where to look for the rows that a socket belongs to
 */
void
pl_ends_panel_set_model (PlEndsPanel *self, GListModel *sockets)
{
  g_set_object (&self->sockets, sockets);
}

/**
 * pl_ends_panel_set_host:
 * @self: a panel
 * @host: this computer, to be followed while the panel is seen; once
 */
void
pl_ends_panel_set_host (PlEndsPanel *self, PlHost *host)
{
  self->host = g_object_ref (host);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    pl_host_follow (host);
  g_signal_connect_object (host, "changed", G_CALLBACK (host_cb), self, G_CONNECT_SWAPPED);
}

/**
 * pl_ends_panel_set_socket:
 * @self: a panel
 * @socket: (nullable): what to show
 */
void
pl_ends_panel_set_socket (PlEndsPanel *self, PlSocket *socket)
{
  if (self->socket == socket)
    return;

  let_go (self);
  gtk_widget_set_visible (self->ends, socket != NULL);
  if (socket == NULL)
    {
      pl_problem_block_set_problem (self->problem, NULL, NULL, NULL);
      return;
    }

  self->socket = g_object_ref (socket);
  g_signal_connect_swapped (socket, "notify::state", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (socket, "notify::local", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (socket, "notify::peer", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (socket, "notify::received", G_CALLBACK (counts_cb), self);
  g_signal_connect_swapped (socket, "notify::sent", G_CALLBACK (counts_cb), self);
  g_signal_connect_swapped (socket, "notify::reports", G_CALLBACK (counts_cb), self);
  if (PL_IS_LISTENER (socket) && !pl_socket_is_udp (socket))
    watch_queue (self);
  if (PL_IS_LISTENER (socket))
    {
      g_signal_connect_swapped (socket, "notify::n-open", G_CALLBACK (accepted_cb), self);
      g_signal_connect_swapped (socket, "notify::owner", G_CALLBACK (accepted_cb), self);
      g_signal_connect_swapped (socket, "notify::pause", G_CALLBACK (accepted_cb), self);
      g_signal_connect_swapped (socket, "groups-changed", G_CALLBACK (host_cb), self);
    }
  else
    {
      g_signal_connect_swapped (socket, "transcript-changed", G_CALLBACK (show_counts), self);
      pl_connection_watch (PL_CONNECTION (socket));
    }
  show_all (self);
}

/**
 * pl_ends_panel_set_narrow:
 * @self: a panel
 * @is_narrow: whether there is little room
 */
void
pl_ends_panel_set_narrow (PlEndsPanel *self, gboolean is_narrow)
{
  int gap = is_narrow ? 9 : 18;

  pl_end_card_set_narrow (self->local_card, is_narrow);
  pl_end_card_set_narrow (self->peer_card, is_narrow);
  pl_between_set_narrow (self->between, is_narrow);
  gtk_box_set_spacing (GTK_BOX (self->ends), gap);
  gtk_widget_set_margin_start (self->ends, gap);
  gtk_widget_set_margin_end (self->ends, gap);
  gtk_widget_set_margin_bottom (self->ends, gap);
}
