/* The panel Calls: the Berkeley calls that were made for a socket, and the same as a program to take away.
 * Follows the calls only while it is seen. Knows no engine. */

#include "app/connection/pl-calls-panel.h"

#include "app/connection/pl-calls-list.h"
#include "app/connection/pl-program-box.h"
#include "app/connection/pl-relations.h"
#include "core/connection/pl-program-input.h"
#include "core/connection/pl-socket-calls.h"

#include <glib/gi18n-lib.h>

#define PROGRAM_WIDTH 452 /* 61 characters */

struct _PlCallsPanel
{
  AdwBin parent_instance;

  GtkWidget *summary_place;
  GtkLabel *summary;
  GtkPaned *paned;
  GtkStack *stack;
  GtkWidget *calls;
  GtkLabel *empty;
  PlCallsList *list;
  GtkWidget *note;
  GtkLabel *note_words;
  PlProgramBox *program;

  GListModel *sockets; /* (nullable) */
  PlSocket *socket;    /* (nullable) */
  GSignalGroup *signals;
  gboolean is_watching;
  gboolean has_moved_summary;
};

G_DEFINE_FINAL_TYPE (PlCallsPanel, pl_calls_panel, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- What is said around the list ---- */

static PlCalls *
get_calls (PlCallsPanel *self)
{
  return self->socket != NULL ? pl_socket_get_calls (self->socket) : NULL;
}

static gboolean
has_called (PlCalls *calls, PlCallKind kind)
{
  for (guint i = 0; i < pl_calls_get_n (calls); i++)
    {
      if (pl_calls_get (calls, i)->kind == kind)
        return TRUE;
    }

  return FALSE;
}

static const char *
get_empty_words (PlCallsPanel *self)
{
  if (self->socket == NULL || !pl_socket_is_over (self->socket))
    return _ ("Nothing has been called yet.");

  return _ ("Nothing was called: no address was found, so there was no socket.");
}

/* What is still to come, or what is not there. */
static char *
dup_note (PlCallsPanel *self, PlCalls *calls)
{
  guint64 n_dropped = pl_calls_get_n_dropped (calls);

  if (n_dropped > 0)
    return g_strdup_printf (ngettext ("%lu more call was made, for which there was no room here.",
                                      "%lu more calls were made, for which there was no room here.",
                                      (gulong) n_dropped),
                            (gulong) n_dropped);
  if (pl_socket_is_over (self->socket))
    return NULL;
  if (pl_socket_is_udp (self->socket)) /* there is no end to be told */
    return g_strdup (_ ("Not called yet: close(). The socket is open."));
  if (PL_IS_LISTENER (self->socket))
    return g_strdup (_ ("Not called yet: close(). It is listening."));
  if (pl_socket_get_state (self->socket) != PL_SOCKET_STATE_OPEN)
    return NULL;

  return g_strdup (has_called (calls, PL_CALL_SHUTDOWN)
                       ? _ ("Not called yet: close(). The connection is open.")
                       : _ ("Not called yet: shutdown(), close(). The connection is open."));
}

static char *
dup_summary (PlCalls *calls)
{
  guint n = pl_calls_get_n (calls);
  gulong n_made = (gulong) pl_calls_get_n_dropped (calls);
  gint64 took_us;

  if (n == 0)
    return g_strdup ("");

  for (guint i = 0; i < n; i++)
    n_made += pl_calls_get (calls, i)->count;
  took_us = pl_calls_get (calls, n - 1)->at_us - pl_calls_get (calls, 0)->at_us;

  /* Translators: how many system calls, and the time from the first to the last in milliseconds */
  return g_strdup_printf (ngettext ("%lu call in %.2f ms", "%lu calls in %.2f ms", n_made), n_made,
                          (double) took_us / 1000);
}

/* ---- What is shown ---- */

static void
update_program (PlCallsPanel *self)
{
  g_autoptr (PlListener) listener = NULL;
  g_auto (PlProgramInput) input = { 0 };

  if (self->socket != NULL)
    listener = pl_relations_find_listener (self->sockets, self->socket);
  if (self->socket == NULL || !pl_program_input_read (&input, self->socket, listener))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->program), FALSE);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->program), TRUE);
  pl_program_box_set_input (self->program, &input);
}

static void
update (PlCallsPanel *self)
{
  PlCalls *calls = get_calls (self);
  g_autofree char *note = NULL;
  g_autofree char *summary = NULL;
  gboolean is_empty = pl_calls_get_n (calls) == 0;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  pl_calls_list_set_calls (self->list, calls);
  gtk_stack_set_visible_child (self->stack, is_empty ? GTK_WIDGET (self->empty) : self->calls);
  gtk_label_set_label (self->empty, get_empty_words (self));
  note = is_empty ? NULL : dup_note (self, calls);
  gtk_widget_set_visible (self->note, note != NULL);
  gtk_label_set_label (self->note_words, note != NULL ? note : "");
  summary = dup_summary (calls);
  gtk_label_set_label (self->summary, summary);
  update_program (self);
}

static void
set_watching (PlCallsPanel *self, gboolean is_watching)
{
  if (self->socket == NULL || is_watching == self->is_watching)
    return;

  self->is_watching = is_watching;
  if (is_watching)
    pl_socket_watch_calls (self->socket);
  else
    pl_socket_unwatch_calls (self->socket);
}

static void
copied_cb (GtkWidget *box, const char *text, PlCallsPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

/* ---- Class ---- */

static void
pl_calls_panel_map (GtkWidget *widget)
{
  PlCallsPanel *self = PL_CALLS_PANEL (widget);

  GTK_WIDGET_CLASS (pl_calls_panel_parent_class)->map (widget);
  set_watching (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  update (self);
}

static void
pl_calls_panel_unmap (GtkWidget *widget)
{
  PlCallsPanel *self = PL_CALLS_PANEL (widget);

  set_watching (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), !self->has_moved_summary);
  GTK_WIDGET_CLASS (pl_calls_panel_parent_class)->unmap (widget);
}

static void
pl_calls_panel_dispose (GObject *object)
{
  PlCallsPanel *self = PL_CALLS_PANEL (object);

  set_watching (self, FALSE);
  g_clear_object (&self->signals);
  g_clear_object (&self->socket);
  g_clear_object (&self->sockets);
  adw_bin_set_child (ADW_BIN (self),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_CALLS_PANEL);

  G_OBJECT_CLASS (pl_calls_panel_parent_class)->dispose (object);
}

static void
pl_calls_panel_class_init (PlCallsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_calls_panel_dispose;
  widget_class->map = pl_calls_panel_map;
  widget_class->unmap = pl_calls_panel_unmap;

  /**
   * PlCallsPanel::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_CALLS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PL_TYPE_CALLS_LIST);
  g_type_ensure (PL_TYPE_PROGRAM_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-calls-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, summary_place);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, paned);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, calls);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, note);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, note_words);
  gtk_widget_class_bind_template_child (widget_class, PlCallsPanel, program);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static void
pl_calls_panel_init (PlCallsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PL_TYPE_SOCKET);
  g_signal_group_connect_swapped (self->signals, "calls-changed", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update), self);
  pl_calls_panel_set_narrow (self, FALSE);
}

/**
 * pl_calls_panel_new:
 *
 * Returns: (transfer floating): a panel that shows no socket
 */
GtkWidget *
pl_calls_panel_new (void)
{
  return g_object_new (PL_TYPE_CALLS_PANEL, NULL);
}

/**
 * pl_calls_panel_set_model:
 * @self: a panel
 * @sockets: where to look for the listener of what was accepted
 */
void
pl_calls_panel_set_model (PlCallsPanel *self, GListModel *sockets)
{
  g_set_object (&self->sockets, sockets);
}

/**
 * pl_calls_panel_set_socket:
 * @self: a panel
 * @socket: (nullable): whose calls to show
 */
void
pl_calls_panel_set_socket (PlCallsPanel *self, PlSocket *socket)
{
  if (self->socket == socket)
    return;

  set_watching (self, FALSE);
  pl_calls_list_set_calls (self->list, NULL); /* rows of two sockets are never taken for each other */
  g_set_object (&self->socket, socket);
  g_signal_group_set_target (self->signals, socket);
  set_watching (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update (self);
}

/**
 * pl_calls_panel_set_narrow:
 * @self: a panel
 * @is_narrow: whether there is little room: then the program stands below the list
 */
void
pl_calls_panel_set_narrow (PlCallsPanel *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->program), is_narrow ? -1 : PROGRAM_WIDTH, -1);
}

/**
 * pl_calls_panel_move_summary:
 * @self: a panel
 * @bar: where there is room beside other things
 *
 * Takes the count from above the list to the end of @bar. It is seen there as long as the panel is. Can be
 * done once.
 */
void
pl_calls_panel_move_summary (PlCallsPanel *self, GtkBox *bar)
{
  g_return_if_fail (!self->has_moved_summary);

  self->has_moved_summary = TRUE;
  g_object_ref (self->summary);
  gtk_box_remove (GTK_BOX (self->summary_place), GTK_WIDGET (self->summary));
  gtk_widget_set_visible (GTK_WIDGET (self->summary), gtk_widget_get_mapped (GTK_WIDGET (self)));
  gtk_box_append (bar, GTK_WIDGET (self->summary));
  g_object_unref (self->summary);
  gtk_widget_set_visible (self->summary_place, FALSE);
}
