/* The panels of the selected socket, one at a time, and what can be done to it. Knows no list of rows but the
 * one that its panels look related rows up in, and no engine. */

#include "app/connection/pl-socket-panels.h"

#include "app/connection/pl-calls-panel.h"
#include "app/connection/pl-data-panel.h"
#include "app/connection/pl-ends-panel.h"
#include "app/connection/pl-finish-menu.h"
#include "app/connection/pl-socket-panel.h"
#include "app/connection/pl-send-to.h"
#include "app/connection/pl-story-panel.h"
#include "app/widgets/pl-choice.h"
#include "core/listen/pl-listener.h"

#include <glib/gi18n-lib.h>

struct _PlSocketPanels
{
  AdwBin parent_instance;

  PlSocket *socket; /* (nullable) */
  gboolean is_narrow;
  PlChoice *choice;
  GtkStack *stack;
  GtkBox *tools_place; /* what a panel has for itself; the verbs beside it stay where they are */
  PlSendTo *send_to;
  PlEndsPanel *ends_panel;
  PlStoryPanel *story_panel;
  PlDataPanel *data_panel;
  PlSocketPanel *socket_panel;
  PlCallsPanel *calls_panel;
  GtkButton *pause_button;
  GtkWidget *peers_button;
  GtkButton *close_button;
  GtkWidget *finish_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (PlSocketPanels, pl_socket_panels, ADW_TYPE_BIN)

enum
{
  SIGNAL_FOLLOW,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const panels[] = { "ends", "story", "data", "socket", "calls" };

static gboolean
is_paused (PlSocketPanels *self)
{
  return pl_listener_get_pause (PL_LISTENER (self->socket)) == PL_PAUSE_ASKED;
}

static void
update_pause (PlSocketPanels *self)
{
  gboolean can_pause = self->socket != NULL && PL_IS_LISTENER (self->socket) &&
                       !pl_socket_is_udp (self->socket) &&
                       (pl_socket_get_state (self->socket) == PL_SOCKET_STATE_LISTENING ||
                        pl_socket_get_state (self->socket) == PL_SOCKET_STATE_PAUSED);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "socket.pause", can_pause);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), can_pause);
  if (can_pause)
    gtk_button_set_label (self->pause_button,
                          is_paused (self) ? _ ("Resume accepting") : _ ("Pause accepting"));
}

static gboolean
is_in_front (PlSocketPanels *self, const char *panel)
{
  return g_str_equal (panels[pl_choice_get_value (self->choice)], panel);
}

static void
update_actions (PlSocketPanels *self)
{
  gboolean is_over = self->socket != NULL && pl_socket_is_over (self->socket);
  gboolean is_live = self->socket != NULL && !is_over;
  gboolean is_open = is_live && pl_socket_get_state (self->socket) == PL_SOCKET_STATE_OPEN;
  gboolean has_stream = is_open && !pl_socket_is_udp (self->socket); /* datagrams have neither FIN nor RST */

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "socket.close", is_live);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "socket.shut-down",
                                 has_stream && !pl_socket_is_shut_down (self->socket));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "socket.shut-down-reading",
                                 has_stream && !pl_socket_is_deaf (self->socket));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "socket.abort", has_stream);

  update_pause (self);
  pl_send_to_set_socket (self->send_to, self->socket);
  gtk_widget_set_visible (self->peers_button,
                          !self->is_narrow && self->socket != NULL &&
                              pl_socket_get_role (self->socket) == PL_SOCKET_ROLE_LISTENER);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), is_live && !has_stream);
  gtk_widget_set_visible (self->finish_button, has_stream);
  gtk_widget_set_visible (self->remove_button, is_over);
  gtk_button_set_label (self->close_button, is_open ? _ ("Close") : _ ("Stop"));
}

/* A panel that is not seen follows nothing. */
static void
update_panels (PlSocketPanels *self)
{
  const char *panel = panels[pl_choice_get_value (self->choice)];
  gboolean is_data = is_in_front (self, "data");
  gboolean is_story = is_in_front (self, "story");
  gboolean is_ends = is_in_front (self, "ends");

  gtk_widget_set_visible (GTK_WIDGET (self->choice), self->socket != NULL);
  gtk_stack_set_visible_child_name (self->stack, self->socket != NULL ? panel : "none");
  pl_ends_panel_set_socket (self->ends_panel, is_ends ? self->socket : NULL);
  pl_story_panel_set_socket (self->story_panel, is_story ? self->socket : NULL);
  pl_data_panel_set_socket (self->data_panel, is_data ? self->socket : NULL);
  pl_calls_panel_set_socket (self->calls_panel, is_in_front (self, "calls") ? self->socket : NULL);
  pl_socket_panel_set_socket (self->socket_panel, self->socket); /* keeps its minute, and asks while seen */
  update_actions (self);
}

static void
follow_cb (PlEndsPanel *panel, PlSocket *socket, PlSocketPanels *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLLOW], 0, socket);
}

static void
copied_cb (GtkWidget *panel, const char *text, PlSocketPanels *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
pause_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlSocketPanels *self = PL_SOCKET_PANELS (widget);

  pl_listener_set_accepting (PL_LISTENER (self->socket), is_paused (self));
}

static void
close_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_socket_close (PL_SOCKET_PANELS (widget)->socket);
}

static void
shut_down_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_connection_shut_down (PL_CONNECTION (PL_SOCKET_PANELS (widget)->socket));
}

static void
shut_down_reading_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_connection_shut_down_reading (PL_CONNECTION (PL_SOCKET_PANELS (widget)->socket));
}

static void
abort_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_connection_abort (PL_CONNECTION (PL_SOCKET_PANELS (widget)->socket));
}

static void
let_go (PlSocketPanels *self)
{
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
  g_clear_object (&self->socket);
}

static void
pl_socket_panels_dispose (GObject *object)
{
  let_go (PL_SOCKET_PANELS (object));
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SOCKET_PANELS);

  G_OBJECT_CLASS (pl_socket_panels_parent_class)->dispose (object);
}

static void
pl_socket_panels_class_init (PlSocketPanelsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_socket_panels_dispose;

  /**
   * PlSocketPanels::follow:
   * @socket: a related row that somebody wants to see
   */
  signals[SIGNAL_FOLLOW] = g_signal_new ("follow", PL_TYPE_SOCKET_PANELS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, PL_TYPE_SOCKET);

  /**
   * PlSocketPanels::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_SOCKET_PANELS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "socket.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "socket.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "socket.shut-down", NULL, shut_down_action);
  gtk_widget_class_install_action (widget_class, "socket.shut-down-reading", NULL, shut_down_reading_action);
  gtk_widget_class_install_action (widget_class, "socket.abort", NULL, abort_action);

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_CALLS_PANEL);
  g_type_ensure (PL_TYPE_DATA_PANEL);
  g_type_ensure (PL_TYPE_ENDS_PANEL);
  g_type_ensure (PL_TYPE_FINISH_MENU);
  g_type_ensure (PL_TYPE_SOCKET_PANEL);
  g_type_ensure (PL_TYPE_SEND_TO);
  g_type_ensure (PL_TYPE_STORY_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-socket-panels.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, choice);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, stack);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, tools_place);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, send_to);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, ends_panel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, story_panel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, data_panel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, socket_panel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, calls_panel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, peers_button);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, close_button);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, finish_button);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanels, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, follow_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

/* GTK 4.8 knows no button that may be narrower than its words. */
static void
let_shrink (gpointer button)
{
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (button)), PANGO_ELLIPSIZE_END);
}

static void
pl_socket_panels_init (PlSocketPanels *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  let_shrink (self->peers_button);
  let_shrink (self->pause_button);
  pl_data_panel_move_tools (self->data_panel, self->tools_place);
  pl_story_panel_move_trail (self->story_panel, self->tools_place);
  pl_calls_panel_move_summary (self->calls_panel, self->tools_place);

  g_signal_connect_swapped (self->choice, "notify::value", G_CALLBACK (update_panels), self);
  update_actions (self);
  update_panels (self);
}

/**
 * pl_socket_panels_set_model:
 * @self: panels
 * @sockets: where to look for the rows that a socket belongs to
 * @host: this computer
 */
void
pl_socket_panels_set_model (PlSocketPanels *self, GListModel *sockets, PlHost *host)
{
  pl_ends_panel_set_model (self->ends_panel, sockets);
  pl_ends_panel_set_host (self->ends_panel, host);
  pl_calls_panel_set_model (self->calls_panel, sockets);
}

/**
 * pl_socket_panels_set_socket:
 * @self: panels
 * @socket: (nullable): what to show
 */
void
pl_socket_panels_set_socket (PlSocketPanels *self, PlSocket *socket)
{
  if (self->socket == socket)
    return;

  let_go (self);
  if (socket != NULL)
    {
      self->socket = g_object_ref (socket);
      g_signal_connect_swapped (socket, "notify::state", G_CALLBACK (update_actions), self);
      if (PL_IS_LISTENER (socket))
        g_signal_connect_swapped (socket, "notify::pause", G_CALLBACK (update_pause), self);
    }
  update_actions (self);
  update_panels (self);
}

/**
 * pl_socket_panels_set_narrow:
 * @self: panels
 * @is_narrow: whether there is little room
 */
void
pl_socket_panels_set_narrow (PlSocketPanels *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  pl_ends_panel_set_narrow (self->ends_panel, is_narrow);
  pl_story_panel_set_narrow (self->story_panel, is_narrow);
  pl_calls_panel_set_narrow (self->calls_panel, is_narrow);
  pl_socket_panel_set_narrow (self->socket_panel, is_narrow);
  update_actions (self);
}

/**
 * pl_socket_panels_show:
 * @self: panels
 * @panel: "ends", "story", "data", "socket" or "calls"
 *
 * Brings a panel to the front.
 */
void
pl_socket_panels_show (PlSocketPanels *self, const char *panel)
{
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      if (g_str_equal (panel, panels[i]))
        pl_choice_set_value (self->choice, i);
    }
}

/**
 * pl_socket_panels_search:
 * @self: panels
 *
 * Opens the search of a panel, if it has one and is what somebody works in.
 *
 * Returns: whether it is
 */
gboolean
pl_socket_panels_search (PlSocketPanels *self)
{
  return is_in_front (self, "data") && pl_data_panel_search (self->data_panel);
}

/**
 * pl_socket_panels_find:
 * @self: panels
 * @text: what to look for in the data, as it would be typed
 *
 * Brings the data to the front with their search open.
 */
void
pl_socket_panels_find (PlSocketPanels *self, const char *text)
{
  pl_socket_panels_show (self, "data");
  pl_data_panel_find (self->data_panel, text);
}
