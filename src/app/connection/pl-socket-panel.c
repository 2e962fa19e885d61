/* The panel Socket: the state of the protocol and how it came there, the options, the queues, and how the
 * connection has been in the last minute. Asks the system only while it is seen. Knows no engine. */

#include "app/connection/pl-socket-panel.h"

#include "app/connection/pl-group-list.h"
#include "app/connection/pl-option-list.h"
#include "app/connection/pl-socket-graphs.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-state-diagram.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define OPTIONS_WIDTH 318
#define REFRESH_S     1 /* what changes with time alone */

struct _PlSocketPanel
{
  AdwBin parent_instance;

  PlMonitor *monitor; /* (nullable): of the socket that is shown */
  GtkWidget *content;
  GtkWidget *chip;
  GtkLabel *state;
  GtkLabel *meaning;
  GtkLabel *kernel;
  PlStateDiagram *diagram;
  GtkBox *details;
  GtkWidget *settings;
  PlGroupList *groups;
  PlOptionList *options;
  PlSocketGraphs *graphs;
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (PlSocketPanel, pl_socket_panel, ADW_TYPE_BIN)

/* After close() it is the kernel's own affair, and only asking tells how it goes on. */
static char *
dup_kernel_words (PlMonitor *monitor)
{
  PlSocket *socket = pl_monitor_get_socket (monitor);
  const PlSample *last = pl_monitor_get_last (monitor);
  PlTcpState state = pl_tcp_path_get_state (pl_monitor_get_path (monitor));
  g_autofree char *left = NULL;

  if (!pl_socket_is_over (socket) || state == PL_TCP_CLOSED || state == PL_TCP_NEW || state == PL_TCP_NONE)
    return g_strdup ("");
  if (pl_socket_get_keeper (socket) == NULL || last == NULL || last->state == PL_TCP_NONE)
    return g_strdup (_ ("The socket is closed; the kernel goes on by itself."));
  if (last->left_ms < 0)
    return g_strdup (_ ("The socket is closed; the kernel goes on by itself (sock_diag)."));

  left = pl_format_age (last->left_ms * G_TIME_SPAN_MILLISECOND);
  /* Translators: %s is a time, such as "43 s" */
  return g_strdup_printf (_ ("The socket is closed; the kernel keeps this another %s (sock_diag)."), left);
}

static const char *
get_meaning (PlSocketPanel *self, PlTcpState state)
{
  if (state == PL_TCP_NONE)
    return _ ("UDP has no states: each datagram stands for itself.");
  if (pl_socket_get_state (pl_monitor_get_socket (self->monitor)) == PL_SOCKET_STATE_PAUSED)
    return _ ("The system takes peers into the queue, but nobody accepts them.");

  return pl_tcp_state_describe (state);
}

static void
show_state (PlSocketPanel *self)
{
  const PlTcpPath *path = pl_monitor_get_path (self->monitor);
  PlTcpState state = pl_tcp_path_get_state (path);
  gboolean is_tcp = state != PL_TCP_NONE;
  g_autofree char *kernel = dup_kernel_words (self->monitor);

  gtk_widget_set_visible (self->chip, is_tcp);
  gtk_widget_set_visible (GTK_WIDGET (self->diagram), is_tcp);
  gtk_label_set_label (self->state, pl_tcp_state_to_string (state));
  pl_style_toggle_class (self->chip, "success", state == PL_TCP_ESTABLISHED);
  gtk_label_set_label (self->meaning, get_meaning (self, state));
  gtk_label_set_label (self->kernel, kernel);
  gtk_widget_set_visible (GTK_WIDGET (self->kernel), *kernel != '\0');
  pl_state_diagram_set_path (self->diagram, path);
}

static void
update (PlSocketPanel *self)
{
  if (self->monitor == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_state (self);
  pl_option_list_update (self->options);
  pl_socket_graphs_update (self->graphs, self->monitor);
}

static gboolean
refresh_cb (gpointer data)
{
  PlSocketPanel *self = data;

  if (self->monitor != NULL && pl_socket_is_over (pl_monitor_get_socket (self->monitor)))
    update (self);

  return G_SOURCE_CONTINUE;
}

static void
set_monitor (PlSocketPanel *self, PlMonitor *monitor)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      pl_monitor_stop (self->monitor);
    }
  g_set_object (&self->monitor, monitor);
}

static void
pl_socket_panel_map (GtkWidget *widget)
{
  PlSocketPanel *self = PL_SOCKET_PANEL (widget);

  GTK_WIDGET_CLASS (pl_socket_panel_parent_class)->map (widget);
  self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
  if (self->monitor != NULL)
    pl_monitor_start (self->monitor);
  update (self);
}

static void
pl_socket_panel_unmap (GtkWidget *widget)
{
  PlSocketPanel *self = PL_SOCKET_PANEL (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->monitor != NULL)
    pl_monitor_stop (self->monitor);
  GTK_WIDGET_CLASS (pl_socket_panel_parent_class)->unmap (widget);
}

static void
pl_socket_panel_dispose (GObject *object)
{
  PlSocketPanel *self = PL_SOCKET_PANEL (object);

  set_monitor (self, NULL);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SOCKET_PANEL);

  G_OBJECT_CLASS (pl_socket_panel_parent_class)->dispose (object);
}

static void
pl_socket_panel_class_init (PlSocketPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_socket_panel_dispose;
  widget_class->map = pl_socket_panel_map;
  widget_class->unmap = pl_socket_panel_unmap;

  g_type_ensure (PL_TYPE_STATE_DIAGRAM);
  g_type_ensure (PL_TYPE_GROUP_LIST);
  g_type_ensure (PL_TYPE_OPTION_LIST);
  g_type_ensure (PL_TYPE_SOCKET_GRAPHS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-socket-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, content);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, chip);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, state);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, meaning);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, kernel);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, diagram);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, details);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, settings);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, options);
  gtk_widget_class_bind_template_child (widget_class, PlSocketPanel, graphs);
}

static void
pl_socket_panel_init (PlSocketPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_socket_panel_set_narrow (self, FALSE);
}

/**
 * pl_socket_panel_new:
 *
 * Returns: (transfer floating): a panel without a socket
 */
GtkWidget *
pl_socket_panel_new (void)
{
  return g_object_new (PL_TYPE_SOCKET_PANEL, NULL);
}

/**
 * pl_socket_panel_set_socket:
 * @self: a panel
 * @socket: (nullable): what to show
 *
 * Shows a socket. What was measured of the former one is forgotten.
 */
void
pl_socket_panel_set_socket (PlSocketPanel *self, PlSocket *socket)
{
  g_autoptr (PlMonitor) monitor = NULL;

  if (self->monitor != NULL && pl_monitor_get_socket (self->monitor) == socket)
    return;

  if (socket != NULL)
    monitor = pl_monitor_new (socket);
  set_monitor (self, monitor);
  pl_option_list_set_monitor (self->options, monitor);
  pl_group_list_set_socket (self->groups, socket);
  gtk_widget_set_visible (self->content, socket != NULL);
  if (monitor == NULL)
    return;

  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (update), self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    pl_monitor_start (monitor);
  update (self);
}

/**
 * pl_socket_panel_set_narrow:
 * @self: a panel
 * @is_narrow: whether there is little room: the options go above the graphs
 */
void
pl_socket_panel_set_narrow (PlSocketPanel *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->details),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->settings, is_narrow ? -1 : OPTIONS_WIDTH, -1);
}
