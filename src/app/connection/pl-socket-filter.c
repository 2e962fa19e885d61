/* The bar above the table that filters it: by text, and by the listener that rows belong to. */

#include "app/connection/pl-socket-filter.h"

#include "core/connection/pl-socket-groups.h"
#include "app/connection/pl-socket-look.h"

#include <glib/gi18n-lib.h>

struct _PlSocketFilter
{
  AdwBin parent_instance;

  PlSocketTable *table;
  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkWidget *peers_button;
  GtkLabel *peers_label;
  GtkLabel *count_label;
  GtkWidget *hidden_label;
};

G_DEFINE_FINAL_TYPE (PlSocketFilter, pl_socket_filter, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TABLE,
  PROP_ACTIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
dup_count (guint n, guint n_all)
{
  g_autofree char *shown = g_strdup_printf ("%'u", n);
  g_autofree char *all = g_strdup_printf ("%'u", n_all);

  if (n == n_all)
    return g_strdup_printf (ngettext ("%s row", "%s rows", n), all);

  /* Translators: how many rows the filter lets through, and how many there are */
  return g_strdup_printf (ngettext ("%s of %s row", "%s of %s rows", n_all), shown, all);
}

static void
update_count (PlSocketFilter *self)
{
  PlSocketRows *rows = pl_socket_table_get_rows (self->table);
  g_autofree char *count = dup_count (pl_socket_rows_get_n (rows), pl_socket_rows_get_n_all (rows));

  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (self->hidden_label, pl_socket_rows_is_hidden (rows));
}

static void
rows_changed_cb (PlSocketFilter *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    update_count (self);
}

static void
search_changed_cb (GtkSearchEntry *entry, PlSocketFilter *self)
{
  pl_socket_rows_set_text (pl_socket_table_get_rows (self->table),
                           gtk_editable_get_text (GTK_EDITABLE (entry)));
  update_count (self);
}

static void
show_peers_of (PlSocketFilter *self, PlSocket *socket)
{
  g_autofree char *local = socket != NULL ? pl_socket_look_dup_local (socket) : NULL;
  /* Translators: which rows are shown: those of the listener at %s, an address and a port */
  g_autofree char *text = g_strdup_printf (_ ("Only %s and its peers"), local != NULL ? local : "");

  gtk_label_set_label (self->peers_label, text);
  gtk_widget_set_visible (self->peers_button, socket != NULL);
  pl_socket_rows_set_peers_of (pl_socket_table_get_rows (self->table),
                               socket != NULL ? pl_socket_groups_get (socket) : 0);
  update_count (self);
}

static void
peers_clicked_cb (PlSocketFilter *self)
{
  show_peers_of (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Whoever has filtered goes on in the table. */
static void
leave (PlSocketFilter *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_peers_of (self, NULL);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

static void
mode_changed_cb (PlSocketFilter *self)
{
  if (!gtk_search_bar_get_search_mode (self->bar))
    leave (self);
  update_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
set_table (PlSocketFilter *self, PlSocketTable *table)
{
  self->table = g_object_ref (table);
  g_signal_connect_object (table, "notify::n-rows", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "notify::selected", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
pl_socket_filter_dispose (GObject *object)
{
  PlSocketFilter *self = PL_SOCKET_FILTER (object);

  g_clear_object (&self->table);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SOCKET_FILTER);

  G_OBJECT_CLASS (pl_socket_filter_parent_class)->dispose (object);
}

static void
pl_socket_filter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (PL_SOCKET_FILTER (object)->bar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_socket_filter_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlSocketFilter *self = PL_SOCKET_FILTER (object);

  switch (prop_id)
    {
    case PROP_TABLE:
      set_table (self, g_value_get_object (value));
      break;
    case PROP_ACTIVE:
      gtk_search_bar_set_search_mode (self->bar, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_socket_filter_class_init (PlSocketFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_socket_filter_dispose;
  object_class->get_property = pl_socket_filter_get_property;
  object_class->set_property = pl_socket_filter_set_property;

  properties[PROP_TABLE] = g_param_spec_object ("table", NULL, NULL, PL_TYPE_SOCKET_TABLE,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean (
      "active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-socket-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, bar);
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, entry);
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, peers_button);
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, peers_label);
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, count_label);
  gtk_widget_class_bind_template_child (widget_class, PlSocketFilter, hidden_label);
  gtk_widget_class_bind_template_callback (widget_class, peers_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
pl_socket_filter_init (PlSocketFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_changed_cb), self);
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}

/**
 * pl_socket_filter_open:
 * @self: a filter
 *
 * Shows the bar and goes to its entry.
 */
void
pl_socket_filter_open (PlSocketFilter *self)
{
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * pl_socket_filter_set_text:
 * @self: a filter
 * @text: what rows have to have
 *
 * Shows the bar with this text, as if it had been typed.
 */
void
pl_socket_filter_set_text (PlSocketFilter *self, const char *text)
{
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * pl_socket_filter_toggle_peers_of:
 * @self: a filter
 * @socket: a listener, or one that a listener took in
 *
 * Shows only this listener and its peers, or everything again if that is so already.
 */
void
pl_socket_filter_toggle_peers_of (PlSocketFilter *self, PlSocket *socket)
{
  gboolean is_on = pl_socket_rows_get_peers_of (pl_socket_table_get_rows (self->table)) ==
                   pl_socket_groups_get (socket);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  show_peers_of (self, is_on ? NULL : socket);
  gtk_search_bar_set_search_mode (self->bar, !is_on || *text != '\0');
}
