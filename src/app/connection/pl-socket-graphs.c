/* The queues of one socket, and how its connection has been in the last minute. Reads a monitor, asks for
 * nothing. */

#include "app/connection/pl-socket-graphs.h"

#include "app/widgets/pl-format.h"
#include "app/widgets/pl-measure.h"
#include "app/widgets/pl-sparkline.h"

#include <glib/gi18n-lib.h>

#define SPAN_US (PL_MONITOR_SPAN_S * G_TIME_SPAN_SECOND)
#define GAP_US  (4 * PL_MONITOR_PERIOD_MS * G_TIME_SPAN_MILLISECOND)

struct _PlSocketGraphs
{
  AdwBin parent_instance;

  PlMeasure *send_queue;
  PlMeasure *receive_queue;
  PlMeasure *accept_queue;
  GtkLabel *since;
  GtkWidget *graphs;
  PlMeasure *rtt;
  PlMeasure *window;
  PlMeasure *sent_again;
  PlMeasure *rate;
};

G_DEFINE_FINAL_TYPE (PlSocketGraphs, pl_socket_graphs, ADW_TYPE_BIN)

/* 1. Queues */

static void
show_queue (PlMeasure *measure, gint64 size, int room, const char *note)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, size);
  g_autofree char *value = size >= 0 ? g_strdup_printf (_ ("%s B"), number) : g_strdup ("–");
  double part = size > 0 && room > 0 ? (double) size / room : 0;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (pl_measure_get_drawing (measure)), MIN (part, 1));
  pl_measure_set_words (measure, value, note);
}

static void
show_accept_queue (PlSocketGraphs *self, const PlSample *sample)
{
  guint limit = (guint) MAX (sample->accept_limit, 0);
  g_autofree char *value = g_strdup_printf ("%'" G_GINT64_FORMAT, sample->accept_queue);
  g_autofree char *note = g_strdup_printf (ngettext ("waits to be accepted, %u may (TCP_INFO)",
                                                     "wait to be accepted, %u may (TCP_INFO)",
                                                     (gulong) sample->accept_queue),
                                           limit);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (pl_measure_get_drawing (self->accept_queue)),
                                 limit > 0 ? MIN ((double) sample->accept_queue / limit, 1) : 0);
  pl_measure_set_words (self->accept_queue, value, note);
}

/* A connection that never was one has neither queues nor a path. */
static gboolean
has_been_open (PlMonitor *monitor)
{
  const PlTcpPath *path = pl_monitor_get_path (monitor);

  return path->n_states == 0 || !pl_socket_is_over (pl_monitor_get_socket (monitor)) ||
         pl_tcp_path_has_state (path, PL_TCP_ESTABLISHED);
}

static void
show_queues (PlSocketGraphs *self, PlMonitor *monitor)
{
  PlSocket *socket = pl_monitor_get_socket (monitor);
  const PlSample *sample = pl_monitor_get_last (monitor);
  gboolean has_queues = has_been_open (monitor);
  gboolean is_udp = pl_socket_get_protocol (socket) == PL_PROTOCOL_UDP;
  gboolean is_listener = !is_udp && pl_socket_get_role (socket) == PL_SOCKET_ROLE_LISTENER;
  gboolean is_known = sample != NULL && sample->has_options && !pl_socket_is_over (socket);

  gtk_widget_set_visible (GTK_WIDGET (self->accept_queue), is_listener);
  gtk_widget_set_visible (GTK_WIDGET (self->send_queue), !is_listener && has_queues);
  gtk_widget_set_visible (GTK_WIDGET (self->receive_queue), !is_listener && has_queues);
  if (is_listener && is_known)
    show_accept_queue (self, sample);
  else
    pl_measure_set_words (self->accept_queue, "–", _ ("wait to be accepted"));
  show_queue (self->send_queue, is_known ? sample->send_queue : -1,
              is_known ? sample->options[PL_OPTION_SEND_BUFFER] : 0,
              is_udp ? _ ("not sent yet (SIOCOUTQ)") : _ ("not acknowledged by the peer (SIOCOUTQ)"));
  show_queue (self->receive_queue, is_known ? sample->receive_queue : -1,
              is_known ? sample->options[PL_OPTION_RECEIVE_BUFFER] : 0,
              is_udp ? _ ("the next datagram, not read yet (SIOCINQ)")
                     : _ ("arrived, not read yet (SIOCINQ)"));
}

/* 2. The last minute */

typedef double (*GetValue) (const PlTcpInfo *info);

static double
get_rtt (const PlTcpInfo *info)
{
  return (double) info->rtt_us;
}

static double
get_window (const PlTcpInfo *info)
{
  return info->window;
}

static double
get_sent_again (const PlTcpInfo *info)
{
  return info->n_sent_again;
}

static double
get_rate (const PlTcpInfo *info)
{
  return (double) info->delivery_rate;
}

static void
draw (PlMeasure *measure, PlMonitor *monitor, GetValue get_value, gboolean is_growth)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (PlSparkPoint));
  guint n;
  const PlSample *samples = pl_monitor_get_samples (monitor, &n);
  double before = -1;

  for (guint i = 0; i < n; i++)
    {
      PlSparkPoint point = { samples[i].at_us, get_value (&samples[i].info) };
      double value = point.value;

      if (!samples[i].has_info)
        continue;
      if (is_growth)
        point.value = before >= 0 ? MAX (value - before, 0) : 0;
      before = value;
      g_array_append_val (points, point);
    }
  pl_sparkline_set_points (PL_SPARKLINE (pl_measure_get_drawing (measure)),
                           (const PlSparkPoint *) points->data, points->len, SPAN_US, GAP_US);
}

static void
show_rtt (PlSocketGraphs *self, const PlTcpInfo *info)
{
  g_autofree char *value = info->rtt_us > 0 ? pl_format_duration (info->rtt_us) : g_strdup ("–");
  g_autofree char *least = pl_format_duration (info->rtt_least_us);
  g_autofree char *variation = pl_format_duration (info->rtt_variation_us);
  /* Translators: both are times, such as "0.03 ms" */
  g_autofree char *note = g_strdup_printf (_ ("smallest %s, variation %s"), least, variation);

  pl_measure_set_words (self->rtt, value, info->rtt_us > 0 ? note : _ ("nothing measured yet"));
}

static void
show_window (PlSocketGraphs *self, const PlTcpInfo *info)
{
  g_autofree char *value = g_strdup_printf (ngettext ("%u segment", "%u segments", info->window),
                                            info->window);
  g_autofree char *size = g_strdup_printf ("%'u", info->segment_size);
  g_autofree char *bytes = pl_format_bytes ((guint64) info->window * info->segment_size);
  /* Translators: the size of a segment, such as "1,448"; and bytes, such as "89.8 kB" */
  g_autofree char *note = g_strdup_printf (_ ("of %s bytes: %s may be on the way"), size, bytes);

  pl_measure_set_words (self->window, value, note);
}

static void
show_sent_again (PlSocketGraphs *self, const PlTcpInfo *info)
{
  g_autofree char *value = g_strdup_printf (ngettext ("%u segment", "%u segments", info->n_sent_again),
                                            info->n_sent_again);

  pl_measure_set_words (self->sent_again, value,
                        info->n_sent_again == 0 ? _ ("nothing was lost so far")
                                                : _ ("since it opened; a bar is when"));
}

static void
show_rate (PlSocketGraphs *self, const PlTcpInfo *info)
{
  g_autofree char *value = info->delivery_rate > 0 ? pl_format_rate (info->delivery_rate) : g_strdup ("–");

  pl_measure_set_words (self->rate, value,
                        info->delivery_rate == 0 ? _ ("nothing measured yet")
                        : info->is_app_limited   ? _ ("limited by what this program sends")
                                                 : _ ("as fast as the path allows"));
}

static const PlSample *
get_last_with_info (PlMonitor *monitor)
{
  guint n;
  const PlSample *samples = pl_monitor_get_samples (monitor, &n);

  return n > 0 && samples[n - 1].has_info ? &samples[n - 1] : NULL;
}

/* What stands still says since when. */
static char *
dup_since (PlMonitor *monitor, gboolean is_measured)
{
  PlSocket *socket = pl_monitor_get_socket (monitor);
  g_autofree char *age = NULL;

  if (!pl_socket_is_over (socket))
    return g_strdup (_ ("Last 60 seconds (TCP_INFO)"));
  if (!has_been_open (monitor))
    return g_strdup (_ ("It was never connected, so there was nothing to measure."));

  age = pl_format_age (g_get_monotonic_time () - pl_socket_get_closed_at_us (socket));
  if (is_measured)
    return g_strdup_printf (_ ("The last 60 seconds before its end, %s ago (TCP_INFO)"), age);

  return g_strdup_printf (_ ("It ended %s ago; nobody looked on here, so nothing was measured."), age);
}

static void
show_minute (PlSocketGraphs *self, PlMonitor *monitor)
{
  PlSocket *socket = pl_monitor_get_socket (monitor);
  const PlSample *sample = get_last_with_info (monitor);
  gboolean has_path = pl_socket_get_role (socket) != PL_SOCKET_ROLE_LISTENER &&
                      pl_socket_get_protocol (socket) == PL_PROTOCOL_TCP;
  g_autofree char *since = dup_since (monitor, sample != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->since), has_path);
  gtk_widget_set_visible (self->graphs, has_path && (sample != NULL || !pl_socket_is_over (socket)));
  gtk_label_set_label (self->since, since);
  draw (self->rtt, monitor, get_rtt, FALSE);
  draw (self->window, monitor, get_window, FALSE);
  draw (self->sent_again, monitor, get_sent_again, TRUE);
  draw (self->rate, monitor, get_rate, FALSE);
  if (sample == NULL)
    {
      pl_measure_set_words (self->rtt, "–", "");
      pl_measure_set_words (self->window, "–", "");
      pl_measure_set_words (self->sent_again, "–", "");
      pl_measure_set_words (self->rate, "–", "");
      return;
    }

  show_rtt (self, &sample->info);
  show_window (self, &sample->info);
  show_sent_again (self, &sample->info);
  show_rate (self, &sample->info);
}

/* 3. Life */

static GtkWidget *
create_queue_bar (void)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_add_css_class (bar, "queue");

  return bar;
}

static PlMeasure *
add (GtkGrid *grid, int column, int row, const char *title, GtkWidget *drawing)
{
  GtkWidget *measure = pl_measure_new (title, drawing);

  gtk_grid_attach (grid, measure, column, row, 1, 1);

  return PL_MEASURE (measure);
}

static GtkWidget *
create_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);

  return grid;
}

static void
pl_socket_graphs_class_init (PlSocketGraphsClass *klass)
{
}

static void
pl_socket_graphs_init (PlSocketGraphs *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *queues = create_grid ();

  self->send_queue = add (GTK_GRID (queues), 0, 0, _ ("Send queue"), create_queue_bar ());
  self->receive_queue = add (GTK_GRID (queues), 1, 0, _ ("Receive queue"), create_queue_bar ());
  self->accept_queue = add (GTK_GRID (queues), 0, 1, _ ("Accept queue"), create_queue_bar ());
  pl_measure_set_mark (self->send_queue, "pl-sent-symbolic", "local");
  pl_measure_set_mark (self->receive_queue, "pl-received-symbolic", "peer");
  pl_measure_set_mark (self->accept_queue, "pl-received-symbolic", "peer");
  gtk_box_append (GTK_BOX (box), queues);

  self->since = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->since, 0);
  gtk_label_set_wrap (self->since, TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->since), 6);
  gtk_widget_set_css_classes (GTK_WIDGET (self->since),
                              (const char *[]){ "note", "caption-heading", "numeric", NULL });
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->since));

  self->graphs = create_grid ();
  self->rtt = add (GTK_GRID (self->graphs), 0, 0, _ ("Round trip"), pl_sparkline_new (PL_SPARK_LINE));
  self->window = add (GTK_GRID (self->graphs), 1, 0, _ ("Congestion window"),
                      pl_sparkline_new (PL_SPARK_STEPS));
  self->sent_again = add (GTK_GRID (self->graphs), 0, 1, _ ("Sent again"), pl_sparkline_new (PL_SPARK_BARS));
  self->rate = add (GTK_GRID (self->graphs), 1, 1, _ ("Delivery rate"), pl_sparkline_new (PL_SPARK_LINE));
  gtk_widget_add_css_class (pl_measure_get_drawing (self->sent_again), "warning");
  gtk_box_append (GTK_BOX (box), self->graphs);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * pl_socket_graphs_update:
 * @self: graphs
 * @monitor: whose socket to show
 *
 * Shows what the monitor knows by now.
 */
void
pl_socket_graphs_update (PlSocketGraphs *self, PlMonitor *monitor)
{
  show_queues (self, monitor);
  show_minute (self, monitor);
}
