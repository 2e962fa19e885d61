/* The cells of the table: made once, bound to a socket, changed only when it does. Knows no list and no view.
 */

#include "app/connection/pl-socket-cells.h"

#include "app/connection/pl-socket-look.h"
#include "app/widgets/pl-cell.h"
#include "app/widgets/pl-format.h"

#include <glib/gi18n-lib.h>

#define STATE_ICON_SIZE 16
#define END_ICON_SIZE   10
#define MIN_CHARS       4
#define PROTOCOL_CHARS  3
#define INDENT          18 /* of a peer below its listener */

#define N_CHANGES 5 /* of one cell, at most */

#define TYPE_SOCKET_CELL (socket_cell_get_type ())
G_DECLARE_FINAL_TYPE (SocketCell, socket_cell, SOCKET, CELL, PlCell)

struct _SocketCell
{
  PlCell parent_instance;

  PlSocketColumn column;
  PlSocket *socket;    /* (nullable) (not owned): while it is bound */
  PlPeerNames *names;  /* (nullable): to show names for addresses */
  gboolean is_grouped; /* whether peers stand below their listener */
  gulong handlers[N_CHANGES];
  const char *css_class; /* (nullable): of its state, or of its end */
};

G_DEFINE_FINAL_TYPE (SocketCell, socket_cell, PL_TYPE_CELL)

static const char *const changes[PL_N_SOCKET_COLUMNS][N_CHANGES] = {
  [PL_SOCKET_COLUMN_STATE] = { "notify::state", "notify::local", "notify::reports" },
  [PL_SOCKET_COLUMN_ROLE] = { "notify::received", NULL },
  [PL_SOCKET_COLUMN_PROTOCOL] = { "notify::local", NULL },
  [PL_SOCKET_COLUMN_LOCAL] = { "notify::local", NULL },
  [PL_SOCKET_COLUMN_PEER] = { "notify::peer", "notify::state", "notify::local", "notify::n-accepted",
                              "notify::n-open" },
  [PL_SOCKET_COLUMN_RECEIVED] = { "notify::received", "notify::state" },
  [PL_SOCKET_COLUMN_SENT] = { "notify::sent", "notify::state" },
  [PL_SOCKET_COLUMN_AGE] = { "notify::state", NULL },
};

static void
set_class (SocketCell *self, const char *css_class)
{
  if (css_class == self->css_class)
    return;

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  self->css_class = css_class;
}

static void
show_state (SocketCell *self)
{
  gboolean is_below = self->is_grouped && pl_socket_get_role (self->socket) == PL_SOCKET_ROLE_ACCEPTED;

  gtk_widget_set_margin_start (GTK_WIDGET (self), is_below ? INDENT : 0);
  pl_cell_set_text (PL_CELL (self), pl_socket_look_get_word (self->socket));
  pl_cell_set_icon (PL_CELL (self), pl_socket_look_get_icon_name (self->socket), STATE_ICON_SIZE);
  set_class (self, pl_socket_look_get_css_class (self->socket));
}

static void
show_protocol (SocketCell *self)
{
  PlFamily family = pl_socket_get_family (self->socket);

  pl_cell_set_text (PL_CELL (self), pl_socket_is_udp (self->socket) ? "UDP" : "TCP");
  pl_cell_set_note (PL_CELL (self), family == PL_FAMILY_IPV6 ? "v6" : family == PL_FAMILY_IPV4 ? "v4" : NULL);
}

static char *
dup_named_peer (SocketCell *self)
{
  const PlEnd *peer = pl_socket_get_peer (self->socket);
  const char *name = self->names != NULL ? pl_peer_names_get (self->names, &peer->address) : NULL;

  return name != NULL ? g_strdup_printf ("%s:%u", name, peer->port) : NULL;
}

static char *
dup_named_or_plain (SocketCell *self, gboolean *ret_is_end)
{
  g_autofree char *text = pl_socket_look_dup_peer (self->socket, ret_is_end);
  char *named = *ret_is_end ? dup_named_peer (self) : NULL;

  return named != NULL ? named : g_steal_pointer (&text);
}

static char *
dup_peer (SocketCell *self, gboolean *ret_is_end)
{
  char *totals = self->is_grouped ? pl_socket_look_dup_totals (self->socket) : NULL;

  *ret_is_end = FALSE;

  return totals != NULL ? totals : dup_named_or_plain (self, ret_is_end);
}

static void
show_end (SocketCell *self)
{
  gboolean is_local = self->column == PL_SOCKET_COLUMN_LOCAL;
  gboolean is_end = TRUE;
  g_autofree char *text = is_local ? pl_socket_look_dup_local (self->socket) : dup_peer (self, &is_end);

  is_end = is_end && text != NULL;
  pl_cell_set_kind (PL_CELL (self), is_end ? PL_CELL_ADDRESS : PL_CELL_WORDS);
  pl_cell_set_icon (PL_CELL (self),
                    !is_end    ? NULL
                    : is_local ? "pl-local-symbolic"
                               : "pl-peer-symbolic",
                    END_ICON_SIZE);
  pl_cell_set_text (PL_CELL (self), text != NULL ? text : "–");
  set_class (self, !is_end ? "note" : is_local ? "local" : "peer");
}

/* What a screen reader reads is the view's own row; GTK 4.8 has no other way to name it. */
static void
name_row (SocketCell *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *local = pl_socket_look_dup_local (self->socket);
  gboolean is_end;
  g_autofree char *peer = dup_peer (self, &is_end);
  g_autofree char *name = NULL;

  if (row == NULL)
    return;

  /* Translators: a row for a screen reader: state, role, both ends */
  name = g_strdup_printf (_ ("%s, %s, local %s, peer %s"), pl_socket_look_get_word (self->socket),
                          pl_socket_look_get_role (self->socket), local != NULL ? local : _ ("not bound"),
                          peer);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Whom an unconnected socket was to send to becomes a sender with the first datagram that comes. */
static void
show_role (SocketCell *self)
{
  const char *role = pl_socket_look_get_role (self->socket);

  if (g_strcmp0 (pl_cell_get_text (PL_CELL (self)), role) == 0)
    return;

  pl_cell_set_text (PL_CELL (self), role);
  name_row (self);
}

static void
show_bytes (SocketCell *self)
{
  guint64 bytes = self->column == PL_SOCKET_COLUMN_SENT ? pl_socket_get_sent (self->socket)
                                                        : pl_socket_get_received (self->socket);
  gboolean has_none = bytes == 0 && !pl_socket_look_has_counts (self->socket);
  g_autofree char *text = has_none ? g_strdup ("–") : pl_format_bytes (bytes);

  pl_cell_set_text (PL_CELL (self), text);
}

static void
show_age (SocketCell *self)
{
  g_autofree char *text = pl_format_age (pl_socket_look_get_age_us (self->socket));
  g_autofree char *ended = pl_socket_look_dup_end_time (self->socket);

  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self)), ended) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), ended);

  pl_cell_set_text (PL_CELL (self), text);
}

static void
show (SocketCell *self)
{
  switch (self->column)
    {
    case PL_SOCKET_COLUMN_STATE:
      show_state (self);
      break;
    case PL_SOCKET_COLUMN_ROLE:
      show_role (self);
      break;
    case PL_SOCKET_COLUMN_PROTOCOL:
      show_protocol (self);
      break;
    case PL_SOCKET_COLUMN_PEER:
      name_row (self);
      show_end (self);
      break;
    case PL_SOCKET_COLUMN_LOCAL:
      show_end (self);
      break;
    case PL_SOCKET_COLUMN_RECEIVED:
    case PL_SOCKET_COLUMN_SENT:
      show_bytes (self);
      break;
    case PL_SOCKET_COLUMN_AGE:
    case PL_N_SOCKET_COLUMNS:
    default:
      show_age (self);
      break;
    }
}

static void
socket_cell_dispose (GObject *object)
{
  g_clear_object (&SOCKET_CELL (object)->names);

  G_OBJECT_CLASS (socket_cell_parent_class)->dispose (object);
}

static void
socket_cell_class_init (SocketCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = socket_cell_dispose;
}

static void
socket_cell_init (SocketCell *self)
{
}

/**
 * pl_socket_cell_new:
 * @column: which column it is for
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
pl_socket_cell_new (PlSocketColumn column)
{
  SocketCell *self = g_object_new (TYPE_SOCKET_CELL, NULL);

  self->column = column;
  pl_cell_set_chars (PL_CELL (self), column == PL_SOCKET_COLUMN_PROTOCOL ? PROTOCOL_CHARS : MIN_CHARS);
  if (column >= PL_SOCKET_COLUMN_RECEIVED)
    pl_cell_set_kind (PL_CELL (self), PL_CELL_NUMBER);

  return GTK_WIDGET (self);
}

/**
 * pl_socket_cell_set_names:
 * @cell: a cell
 * @names: (nullable): where to look for the name of a peer, to show it in place of its address
 */
void
pl_socket_cell_set_names (GtkWidget *cell, PlPeerNames *names)
{
  SocketCell *self = SOCKET_CELL (cell);

  if (g_set_object (&self->names, names) && self->socket != NULL)
    show (self);
}

/**
 * pl_socket_cell_set_grouped:
 * @cell: a cell
 * @is_grouped: whether peers stand below their listener, which then tells their totals
 */
void
pl_socket_cell_set_grouped (GtkWidget *cell, gboolean is_grouped)
{
  SocketCell *self = SOCKET_CELL (cell);

  if (self->is_grouped == is_grouped)
    return;

  self->is_grouped = is_grouped;
  if (self->socket != NULL)
    show (self);
}

/**
 * pl_socket_cell_bind:
 * @cell: a cell
 * @socket: what to show until pl_socket_cell_unbind(); is held meanwhile
 */
void
pl_socket_cell_bind (GtkWidget *cell, PlSocket *socket)
{
  SocketCell *self = SOCKET_CELL (cell);

  self->socket = socket;
  pl_socket_hold (socket);
  for (guint i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    {
      if (changes[self->column][i] != NULL)
        self->handlers[i] = g_signal_connect_swapped (socket, changes[self->column][i], G_CALLBACK (show),
                                                      self);
    }
  show (self);
}

/**
 * pl_socket_cell_unbind:
 * @cell: a cell
 * @socket: what it shows
 */
void
pl_socket_cell_unbind (GtkWidget *cell, PlSocket *socket)
{
  SocketCell *self = SOCKET_CELL (cell);

  for (guint i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    g_clear_signal_handler (&self->handlers[i], socket);
  pl_socket_release (socket);
  self->socket = NULL;
}

/**
 * pl_socket_cells_refresh:
 * @cells: (element-type GtkWidget): that are bound
 *
 * Shows again what changes with time alone, or is known by now.
 */
void
pl_socket_cells_refresh (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    show (cells->pdata[i]);
}
