/* A menu of this computer's addresses, by interface, that fills a local host field. Reads them when it opens,
 * and keeps none. */

#include "app/target/pl-own-addresses.h"

#include "core/net/pl-interface-reader.h"

#include <glib/gi18n-lib.h>

struct _PlOwnAddresses
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  PlTargetRequest *request; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlOwnAddresses, pl_own_addresses, ADW_TYPE_BIN)

/* In a menu an underscore would mark a key. */
static void
add_address (GMenu *section, const char *address)
{
  g_auto (GStrv) parts = g_strsplit (address, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "own.pick", "s", address);
  g_menu_append_item (section, item);
}

static char *
dup_hostspec (const PlInterface *interface, const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (address, text);
  return pl_address_needs_zone (address) ? g_strdup_printf ("%s%%%s", text, interface->name)
                                         : g_strdup (text);
}

static void
add_interface (GMenu *menu, const PlInterfaces *interfaces, const PlInterface *interface)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (!(interface->flags & IFF_UP))
    return;
  for (guint i = 0; i < interfaces->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (interfaces->addresses, PlInterfaceAddress, i);
      g_autofree char *hostspec = dup_hostspec (interface, &own->address);

      if (own->index == interface->index)
        add_address (section, hostspec);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, interface->name, G_MENU_MODEL (section));
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  int code;
  g_autoptr (PlInterfaces) interfaces = pl_interfaces_read (&code);

  for (guint i = 0; interfaces != NULL && i < interfaces->interfaces->len; i++)
    add_interface (menu, interfaces, &g_array_index (interfaces->interfaces, PlInterface, i));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
pick_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlOwnAddresses *self = PL_OWN_ADDRESSES (widget);
  g_autofree char *service = NULL;

  if (self->request == NULL)
    return;

  service = g_strdup (pl_target_request_get_service (self->request));
  pl_target_request_set (self->request, g_variant_get_string (parameter, NULL), service);
}

static void
pl_own_addresses_dispose (GObject *object)
{
  g_clear_object (&PL_OWN_ADDRESSES (object)->request);

  G_OBJECT_CLASS (pl_own_addresses_parent_class)->dispose (object);
}

static void
pl_own_addresses_class_init (PlOwnAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_own_addresses_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "own.pick", "s", pick_action);
}

static void
pl_own_addresses_init (PlOwnAddresses *self)
{
  const char *label = _ ("Addresses of this computer");

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "view-list-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * pl_own_addresses_set_request:
 * @self: a menu
 * @request: what it fills the host of
 */
void
pl_own_addresses_set_request (PlOwnAddresses *self, PlTargetRequest *request)
{
  g_set_object (&self->request, request);
}
