/* A menu of this computer's addresses, by interface, that fills a local host field. Reads them when it opens,
 * and keeps none. */

#include "app/target/pl-own-addresses.h"

#include "core/address/pl-end.h"

#include <glib/gi18n-lib.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

struct _PlOwnAddresses
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  PlTargetRequest *request; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlOwnAddresses, pl_own_addresses, ADW_TYPE_BIN)

/* An entry's sockaddr is only as long as its family needs. NULL for what is no IP address. */
static char *
dup_address (const struct ifaddrs *entry)
{
  struct sockaddr_storage storage = { 0 };
  char text[PL_ADDRESS_STRING_SIZE];
  PlEnd end;

  if (entry->ifa_addr == NULL || !(entry->ifa_flags & IFF_UP))
    return NULL;
  if (entry->ifa_addr->sa_family == AF_INET)
    memcpy (&storage, entry->ifa_addr, sizeof (struct sockaddr_in));
  else if (entry->ifa_addr->sa_family == AF_INET6)
    memcpy (&storage, entry->ifa_addr, sizeof (struct sockaddr_in6));
  else
    return NULL;

  pl_end_from_sockaddr (&end, &storage);
  pl_address_to_string (&end.address, text);

  return pl_address_needs_zone (&end.address) ? g_strdup_printf ("%s%%%s", text, entry->ifa_name)
                                              : g_strdup (text);
}

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

static void
add_entry (GMenu *menu, GHashTable *sections, const struct ifaddrs *entry)
{
  g_autofree char *address = dup_address (entry);
  GMenu *section = g_hash_table_lookup (sections, entry->ifa_name);

  if (address == NULL)
    return;
  if (section == NULL)
    {
      section = g_menu_new ();
      g_hash_table_insert (sections, g_strdup (entry->ifa_name), section);
      g_menu_append_section (menu, entry->ifa_name, G_MENU_MODEL (section));
    }
  add_address (section, address);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GMenu) menu = g_menu_new ();
  struct ifaddrs *interfaces = NULL;

  if (getifaddrs (&interfaces) == 0)
    {
      for (const struct ifaddrs *entry = interfaces; entry != NULL; entry = entry->ifa_next)
        add_entry (menu, sections, entry);
      freeifaddrs (interfaces);
    }
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
