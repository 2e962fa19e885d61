/* The groups that an unconnected socket is in, as the system says, each to be left; and the fields to join
 * one more. Knows no socket option. */

#include "app/connection/pl-group-list.h"

#include "app/connection/pl-group-join.h"
#include "app/widgets/pl-row-parts.h"
#include "core/listen/pl-group-request.h"

#include <glib/gi18n-lib.h>

struct _PlGroupList
{
  AdwBin parent_instance;

  PlListener *listener; /* (nullable): what is shown */
  GtkWidget *content;   /* all of it */
  GtkWidget *none;
  GtkWidget *list;
  PlGroupJoin *join;
};

G_DEFINE_FINAL_TYPE (PlGroupList, pl_group_list, ADW_TYPE_BIN)

/* 1. Rows */

static void
leave_cb (GtkButton *button, PlGroupList *self)
{
  const PlGroup *group = g_object_get_data (G_OBJECT (button), "group");

  if (self->listener != NULL)
    pl_listener_change_group (self->listener, group, FALSE);
}

static GtkWidget *
create_button (PlGroupList *self, const PlGroup *group, const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "group", g_memdup2 (group, sizeof *group), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (leave_cb), self);

  return button;
}

static void
append_line (GtkWidget *row, const char *address, const char *words, GtkWidget *button)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = pl_row_parts_new_words ();
  GtkWidget *label = pl_row_parts_new_label (address, "mono local");

  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), pl_row_parts_new_label (words, "note caption"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (row), line);
}

/* One that is filtered has a line for each source, which can go alone. */
static void
append_source (PlGroupList *self, GtkWidget *row, const PlMembership *membership, const PlAddress *source)
{
  PlGroup group = { membership->address, membership->interface, *source };
  char address[PL_ADDRESS_STRING_SIZE];
  g_autofree char *name = NULL;

  pl_address_to_string (source, address);
  /* Translators: the name of a button; %s is an address */
  name = g_strdup_printf (_ ("Do not hear %s any more"), address);
  append_line (row, address, _ ("is heard"), create_button (self, &group, _ ("Drop"), name));
}

static void
append_row (PlGroupList *self, const PlMembership *membership)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  PlGroup group = { .address = membership->address, .interface = membership->interface };
  g_autofree char *interface = pl_membership_dup_interface (membership);
  g_autofree char *words = pl_membership_dup_words (membership);
  char address[PL_ADDRESS_STRING_SIZE];
  g_autofree char *name = NULL;

  pl_address_to_string (&membership->address, address);
  /* Translators: the name of a button; a multicast group and an interface */
  name = g_strdup_printf (_ ("Leave %s on %s"), address, interface);
  gtk_widget_add_css_class (row, "optionline");
  append_line (row, address, words, create_button (self, &group, _ ("Leave"), name));
  for (guint i = 0; membership->is_filtered && i < MIN (membership->n_sources, PL_GROUP_SOURCES_MAX); i++)
    append_source (self, row, membership, &membership->sources[i]);
  pl_row_parts_name (pl_row_parts_append (self->list, row), address, words);
}

static gboolean
has_focus (PlGroupList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->list);
}

/* Who has pressed a button of a row that goes, goes on at what is left. */
static void
show_groups (PlGroupList *self)
{
  const PlMemberships *memberships = pl_listener_get_memberships (self->listener);
  guint n = memberships != NULL ? memberships->n : 0;
  gboolean had_focus = has_focus (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < n; i++)
    append_row (self, &memberships->list[i]);
  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  if (had_focus)
    gtk_widget_child_focus (n > 0 ? self->list : GTK_WIDGET (self->join), GTK_DIR_TAB_FORWARD);
}

/* 2. The socket */

static void
changed_cb (PlGroupList *self)
{
  show_groups (self);
  pl_group_join_take_answer (self->join);
}

static void
state_cb (PlGroupList *self)
{
  gtk_widget_set_visible (self->content,
                          pl_socket_get_state (PL_SOCKET (self->listener)) == PL_SOCKET_STATE_LISTENING);
}

static void
let_go (PlGroupList *self)
{
  if (self->listener != NULL)
    g_signal_handlers_disconnect_by_data (self->listener, self);
  g_clear_object (&self->listener);
}

static void
pl_group_list_dispose (GObject *object)
{
  PlGroupList *self = PL_GROUP_LIST (object);

  let_go (self);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (pl_group_list_parent_class)->dispose (object);
}

static void
pl_group_list_class_init (PlGroupListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_group_list_dispose;
}

static void
pl_group_list_init (PlGroupList *self)
{
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->none = pl_row_parts_new_label (_ ("In no group"), "note");
  self->list = pl_row_parts_new_list (_ ("Groups"));
  self->join = PL_GROUP_JOIN (pl_group_join_new ());
  gtk_box_append (GTK_BOX (self->content),
                  pl_row_parts_new_label (_ ("Groups, as the system has them"), "note caption-heading"));
  gtk_box_append (GTK_BOX (self->content), self->none);
  gtk_box_append (GTK_BOX (self->content), self->list);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->join));
  adw_bin_set_child (ADW_BIN (self), self->content);
}

/**
 * pl_group_list_set_socket:
 * @self: a list
 * @socket: (nullable): what to show; only an unconnected socket has groups
 */
void
pl_group_list_set_socket (PlGroupList *self, PlSocket *socket)
{
  gboolean has_groups = socket != NULL && PL_IS_LISTENER (socket) && pl_socket_is_udp (socket);

  let_go (self);
  gtk_widget_set_visible (self->content, FALSE);
  pl_group_join_set_listener (self->join, has_groups ? PL_LISTENER (socket) : NULL);
  if (!has_groups)
    return;

  self->listener = PL_LISTENER (g_object_ref (socket));
  g_signal_connect_swapped (socket, "groups-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (socket, "notify::state", G_CALLBACK (state_cb), self);
  show_groups (self);
  state_cb (self);
}
