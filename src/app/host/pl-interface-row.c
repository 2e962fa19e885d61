/* An address of an interface: what it is, and what is special about it. Leads to the page of the address. */

#include "app/host/pl-interface-row.h"

#include "core/address/pl-address-class.h"
#include "core/host/pl-host-words.h"

#include <glib/gi18n-lib.h>

#define ADDRESS_WIDTH 322 /* the longest addresses that are usual; the rest of all rows begins there */

struct _PlInterfaceRow
{
  GtkListBoxRow parent_instance;

  GtkBox *words;
  GtkWidget *address_column;
  GtkWidget *address_box; /* from left to right, whatever the language */
  GtkLabel *address_label;
  GtkLabel *prefix_label;
  GtkImage *scope_icon;
  GtkLabel *scope_label;
  GtkLabel *rfc_label;
  GtkLabel *note_label;
  GtkButton *listen_button;
  GtkButton *copy_button;
};

G_DEFINE_FINAL_TYPE (PlInterfaceRow, pl_interface_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_button (GtkButton *button, const char *format, const char *hostspec)
{
  g_autoptr (GString) label = g_string_new (format);

  g_string_replace (label, "%s", hostspec, 1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hostspec);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

static void
name_row (PlInterfaceRow *self, const char *prefixed, const PlAddressClass *class, const char *note)
{
  g_autofree char *name = g_strjoin (", ", prefixed, class->name, class->rfc, *note != '\0' ? note : NULL,
                                     NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pl_interface_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_INTERFACE_ROW);

  G_OBJECT_CLASS (pl_interface_row_parent_class)->dispose (object);
}

static void
pl_interface_row_class_init (PlInterfaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_interface_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/host/pl-interface-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, words);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, address_column);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, address_box);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, address_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, prefix_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, scope_icon);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, scope_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, rfc_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, listen_button);
  gtk_widget_class_bind_template_child (widget_class, PlInterfaceRow, copy_button);
}

static void
pl_interface_row_init (PlInterfaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->address_box, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->address_label), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->prefix_label), GTK_TEXT_DIR_LTR);
  gtk_widget_set_size_request (self->address_column, ADDRESS_WIDTH, -1);
}

/**
 * pl_interface_row_new:
 *
 * Makes an empty row. It activates `win.show-address`, its buttons `host.listen` and `host.copy`, all with
 * the address.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
pl_interface_row_new (void)
{
  return g_object_new (PL_TYPE_INTERFACE_ROW, NULL);
}

/**
 * pl_interface_row_set_address:
 * @self: a row
 * @state: what the network is like
 * @address: one of its addresses
 */
void
pl_interface_row_set_address (PlInterfaceRow *self,
                              const PlHostState *state,
                              const PlInterfaceAddress *address)
{
  const PlInterface *interface = pl_interfaces_get (state->interfaces, address->index);
  gboolean has_zone = pl_address_needs_zone (&address->address);
  char text[PL_ADDRESS_STRING_SIZE];
  const char *plain = pl_address_to_string (&address->address, text);
  g_autofree char *hostspec = g_strconcat (plain, has_zone ? "%" : "", has_zone ? interface->name : "", NULL);
  g_autofree char *prefix = g_strdup_printf ("/%u", address->prefix_length);
  g_autofree char *prefixed = g_strconcat (plain, prefix, NULL);
  g_autofree char *note = pl_host_state_dup_note (state, address);
  PlAddressClass class;

  pl_address_classify (&address->address, &class);
  gtk_label_set_label (self->address_label, plain);
  gtk_label_set_label (self->prefix_label, prefix);
  gtk_image_set_from_icon_name (self->scope_icon, class.symbolic_icon);
  gtk_label_set_label (self->scope_label, class.name);
  gtk_label_set_label (self->rfc_label, class.rfc);
  gtk_label_set_label (self->note_label, note);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", hostspec);
  /* Translators: names of buttons; %s is an address */
  set_button (self->listen_button, _ ("Listen on %s"), hostspec);
  set_button (self->copy_button, _ ("Copy %s"), hostspec);
  name_row (self, prefixed, &class, note);
}

/**
 * pl_interface_row_set_narrow:
 * @self: a row
 * @is_narrow: whether there is little width: two lines
 */
void
pl_interface_row_set_narrow (PlInterfaceRow *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->words, is_narrow ? 3 : 9);
  gtk_widget_set_size_request (self->address_column, is_narrow ? -1 : ADDRESS_WIDTH, -1);
}
