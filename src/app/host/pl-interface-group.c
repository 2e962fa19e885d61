/* An interface: its name, its number, whether it works, and its addresses below each other. Rows stay when
 * something changes, and so does the focus. */

#include "app/host/pl-interface-group.h"

#include "core/host/pl-host-words.h"

#include "app/host/pl-interface-row.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define ROWS_MAX 32 /* few interfaces have more, and those are counted */

struct _PlInterfaceGroup
{
  AdwBin parent_instance;

  guint32 index;
  GtkOrientable *header;
  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *number_label;
  GtkWidget *state_box;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *facts_label;
  GtkListBox *list;
  GtkLabel *none_label;
  GtkLabel *more_label;
  guint n_rows;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlInterfaceGroup, pl_interface_group, ADW_TYPE_BIN)

static const char *
get_icon_name (const PlInterface *interface)
{
  if ((interface->flags & IFF_LOOPBACK) != 0)
    return "computer-symbolic";
  if (interface->is_wireless)
    return "network-wireless-symbolic";
  return (interface->flags & IFF_POINTOPOINT) != 0 ? "network-vpn-symbolic" : "network-wired-symbolic";
}

static const char *
get_state_icon_name (PlInterfaceState state)
{
  static const char *const names[] = {
    [PL_INTERFACE_UP] = "pl-state-open-symbolic",
    [PL_INTERFACE_DORMANT] = "pl-state-connecting-symbolic",
    [PL_INTERFACE_NO_CARRIER] = "pl-state-closed-symbolic",
    [PL_INTERFACE_DOWN] = "pl-state-cancelled-symbolic",
  };

  return names[state];
}

static void
show_header (PlInterfaceGroup *self, const PlInterface *interface)
{
  g_autofree char *number = g_strdup_printf (_ ("number %u"), interface->index);
  g_autofree char *facts = pl_interface_dup_facts (interface);

  gtk_image_set_from_icon_name (self->icon, get_icon_name (interface));
  gtk_label_set_label (self->name_label, interface->name);
  gtk_label_set_label (self->number_label, number);
  gtk_image_set_from_icon_name (self->state_icon, get_state_icon_name (interface->state));
  gtk_label_set_label (self->state_label, pl_interface_state_get_label (interface->state));
  pl_style_toggle_class (self->state_box, "success", interface->state == PL_INTERFACE_UP);
  gtk_label_set_label (self->facts_label, facts);
  gtk_label_set_label (self->none_label, pl_interface_get_no_address (interface));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, interface->name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, interface->name,
                                  -1);
}

static PlInterfaceRow *
get_row (PlInterfaceGroup *self, guint position)
{
  return PL_INTERFACE_ROW (gtk_list_box_get_row_at_index (self->list, (int) position));
}

static void
append_row (PlInterfaceGroup *self)
{
  GtkWidget *row = pl_interface_row_new ();

  pl_interface_row_set_narrow (PL_INTERFACE_ROW (row), self->is_narrow);
  gtk_list_box_append (self->list, row);
  self->n_rows++;
}

static void
show_addresses (PlInterfaceGroup *self, const PlHostState *state)
{
  g_autoptr (GPtrArray) addresses = pl_host_state_list_addresses (state, self->index);
  guint n_rows = MIN (addresses->len, ROWS_MAX);
  guint n_more = addresses->len - n_rows;
  g_autofree char *more = g_strdup_printf (ngettext ("and %u more address", "and %u more addresses", n_more),
                                           n_more);

  while (self->n_rows < n_rows)
    append_row (self);
  while (self->n_rows > n_rows)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, --self->n_rows)));
  for (guint i = 0; i < n_rows; i++)
    pl_interface_row_set_address (get_row (self, i), state, addresses->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), addresses->len == 0);
  gtk_label_set_label (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_more > 0);
}

static void
pl_interface_group_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_INTERFACE_GROUP);

  G_OBJECT_CLASS (pl_interface_group_parent_class)->dispose (object);
}

static void
pl_interface_group_class_init (PlInterfaceGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_interface_group_dispose;

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/host/pl-interface-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, header);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, icon);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, name_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, number_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, state_box);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, state_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, facts_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, list);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, none_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceGroup, more_label);
}

static void
pl_interface_group_init (PlInterfaceGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_interface_group_new:
 * @index: the number of the interface
 *
 * Returns: (transfer floating): a group that shows nothing yet
 */
GtkWidget *
pl_interface_group_new (guint32 index)
{
  PlInterfaceGroup *self = g_object_new (PL_TYPE_INTERFACE_GROUP, NULL);

  self->index = index;
  return GTK_WIDGET (self);
}

/**
 * pl_interface_group_get_index:
 * @self: a group
 *
 * Returns: the number of the interface
 */
guint32
pl_interface_group_get_index (PlInterfaceGroup *self)
{
  return self->index;
}

/**
 * pl_interface_group_set_state:
 * @self: a group
 * @state: what the network is like; has the interface
 */
void
pl_interface_group_set_state (PlInterfaceGroup *self, const PlHostState *state)
{
  show_header (self, pl_interfaces_get (state->interfaces, self->index));
  show_addresses (self, state);
}

/**
 * pl_interface_group_set_narrow:
 * @self: a group
 * @is_narrow: whether there is little width
 */
void
pl_interface_group_set_narrow (PlInterfaceGroup *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (self->header,
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->header), is_narrow ? 3 : 9);
  for (guint i = 0; i < self->n_rows; i++)
    pl_interface_row_set_narrow (get_row (self, i), is_narrow);
}
