/* What there is to say about interfaces, their addresses and the way out: the same words in the window and in
 * the terminal. */

#include "core/host/pl-host-words.h"

#include "core/address/pl-address-decode.h"
#include "core/address/pl-text.h"

#include <glib/gi18n-lib.h>
#include <linux/if_addr.h>
#include <string.h>

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/**
 * pl_interface_state_get_label:
 * @state: a state
 *
 * Returns: the state in a word or two, translated
 */
const char *
pl_interface_state_get_label (PlInterfaceState state)
{
  switch (state)
    {
    case PL_INTERFACE_UP:
      /* Translators: a network interface works */
      return _ ("up");
    case PL_INTERFACE_DORMANT:
      /* Translators: a network interface that is switched on waits, for a wireless network for example */
      return _ ("waiting");
    case PL_INTERFACE_NO_CARRIER:
      /* Translators: a network interface is switched on, but there is no cable */
      return _ ("nothing connected");
    case PL_INTERFACE_DOWN:
    default:
      /* Translators: a network interface is switched off */
      return _ ("down");
    }
}

static void
append_flags (GString *text, guint flags)
{
  static const struct
  {
    guint flag;
    const char *label;
  } all[] = {
    { IFF_BROADCAST, N_ ("broadcast") },        { IFF_MULTICAST, N_ ("multicast") },
    { IFF_POINTOPOINT, N_ ("point-to-point") }, { IFF_NOARP, N_ ("no ARP") },
    { IFF_PROMISC, N_ ("promiscuous") },
  };
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((flags & all[i].flag) != 0)
      append_part (words, ", ", _ (all[i].label));
  if (words->len > 0)
    append_part (text, " · ", words->str);
}

/**
 * pl_interface_dup_facts:
 * @self: an interface
 *
 * What else there is to know: "MAC 02:00:5e:10:00:01 · MTU 1,500 · broadcast, multicast".
 *
 * Returns: (transfer full): the facts in a line
 */
char *
pl_interface_dup_facts (const PlInterface *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *mac = pl_interface_dup_mac (self);
  g_autofree char *digits = g_strdup_printf ("%u", self->mtu);
  g_autofree char *grouped = pl_text_dup_grouped (digits);

  if ((self->flags & IFF_LOOPBACK) != 0)
    append_part (text, " · ", _ ("loopback"));
  if (mac != NULL)
    {
      g_autofree char *part = g_strdup_printf (_ ("MAC %s"), mac);

      append_part (text, " · ", part);
    }
  if (self->mtu > 0)
    {
      g_autofree char *part = g_strdup_printf (_ ("MTU %s"), grouped);

      append_part (text, " · ", part);
    }
  append_flags (text, self->flags);
  return g_string_free (text, FALSE);
}

static gboolean
is_made_of_mac (const PlInterface *interface, const PlAddress *address)
{
  g_autofree char *mac = pl_interface_dup_mac (interface);
  g_autoptr (GArray) decoded = pl_address_decode (address);

  for (guint i = 0; mac != NULL && decoded != NULL && i < decoded->len; i++)
    {
      const PlDecoded *item = &g_array_index (decoded, PlDecoded, i);

      if (strcmp (item->key, "eui64_mac") == 0)
        return g_ascii_strcasecmp (item->value, mac) == 0;
    }
  return FALSE;
}

/* The same bit is “temporary” of an IPv6 address and “secondary” of an IPv4 address. */
static void
append_address_flags (GString *text, const PlInterfaceAddress *address)
{
  if ((address->flags & IFA_F_DADFAILED) != 0)
    append_part (text, ", ", _ ("another computer has it, too"));
  else if ((address->flags & IFA_F_TENTATIVE) != 0)
    append_part (text, ", ", _ ("not in use yet: is it unique?"));
  if ((address->flags & IFA_F_DEPRECATED) != 0)
    append_part (text, ", ", _ ("deprecated"));
  if ((address->flags & IFA_F_SECONDARY) != 0)
    append_part (text, ", ", address->address.family == PL_FAMILY_IPV6 ? _ ("temporary") : _ ("secondary"));
}

/**
 * pl_host_state_dup_note:
 * @self: a state
 * @address: one of its addresses
 *
 * What is special about an address: "default for IPv4", "EUI-64 of the MAC, zone eth0".
 *
 * Returns: (transfer full): a few words, perhaps none
 */
char *
pl_host_state_dup_note (const PlHostState *self, const PlInterfaceAddress *address)
{
  const PlInterface *interface = pl_interfaces_get (self->interfaces, address->index);
  GString *text = g_string_new (NULL);

  if (pl_host_state_is_default (self, address))
    append_part (text, ", ",
                 address->address.family == PL_FAMILY_IPV6 ? _ ("default for IPv6") : _ ("default for IPv4"));
  append_address_flags (text, address);
  if (is_made_of_mac (interface, &address->address))
    append_part (text, ", ", _ ("EUI-64 of the MAC"));
  if (pl_address_needs_zone (&address->address))
    {
      g_autofree char *zone = g_strdup_printf (_ ("zone %s"), interface->name);

      append_part (text, ", ", zone);
    }
  return g_string_free (text, FALSE);
}

/* Whether there is anything but the loopback that works. */
static gboolean
has_network (const PlHostState *self)
{
  const GArray *interfaces = self->interfaces->interfaces;

  for (guint i = 0; i < interfaces->len; i++)
    {
      const PlInterface *interface = &g_array_index (interfaces, PlInterface, i);

      if ((interface->flags & IFF_LOOPBACK) == 0 && interface->state == PL_INTERFACE_UP)
        return TRUE;
    }
  return FALSE;
}

/**
 * pl_host_state_dup_no_route:
 * @self: a state
 * @family: IPv4 or IPv6, which has no way out
 *
 * Returns: (transfer full): a sentence that says why there is none
 */
char *
pl_host_state_dup_no_route (const PlHostState *self, PlFamily family)
{
  gboolean is_ipv6 = family == PL_FAMILY_IPV6;

  if (!pl_interfaces_has_family (self->interfaces, family))
    return g_strdup (is_ipv6 ? _ ("This computer has no IPv6: no interface has an IPv6 address.")
                             : _ ("This computer has no IPv4: no interface has an IPv4 address."));
  if (!has_network (self))
    return g_strdup (_ ("There is no network: this computer reaches only itself."));
  return g_strdup (is_ipv6 ? _ ("There is no route to the IPv6 internet.")
                           : _ ("There is no route to the IPv4 internet."));
}

/**
 * pl_interface_get_no_address:
 * @self: an interface without addresses
 *
 * Returns: words that say so, translated
 */
const char *
pl_interface_get_no_address (const PlInterface *self)
{
  return self->state == PL_INTERFACE_DOWN ? _ ("No address while it is down") : _ ("No address");
}

/**
 * pl_host_state_dup_problem:
 * @self: a state
 *
 * Returns: (transfer full) (nullable): why there are no interfaces in it; %NULL if they could be read
 */
char *
pl_host_state_dup_problem (const PlHostState *self)
{
  if (self->code == 0)
    return NULL;
  return g_strdup_printf (_ ("The system does not tell its interfaces: %s"), g_strerror (self->code));
}

/**
 * pl_host_state_dup_dropped:
 * @self: a state
 *
 * Returns: (transfer full) (nullable): how much there was no room for; %NULL if all is there
 */
char *
pl_host_state_dup_dropped (const PlHostState *self)
{
  guint n = self->interfaces->n_dropped;

  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u more interface or address is not shown.",
                                    "%u more interfaces and addresses are not shown.", n),
                          n);
}

/**
 * pl_route_dup_found_by:
 * @self: a way out
 *
 * Which entry of the routing table decided: "default route, metric 100".
 *
 * Returns: (transfer full): a few words
 */
char *
pl_route_dup_found_by (const PlRoute *self)
{
  char text[PL_ADDRESS_STRING_SIZE];

  if (self->prefix_length < 0)
    return g_strdup (_ ("the routing of the system"));
  if (self->prefix_length == 0)
    return g_strdup_printf (_ ("default route, metric %u"), self->metric);
  return g_strdup_printf (_ ("route to %s/%d, metric %u"), pl_address_to_string (&self->network, text),
                          self->prefix_length, self->metric);
}

/**
 * pl_route_dup_gateway:
 * @self: a way out
 *
 * Returns: (transfer full) (nullable): the router with its zone: "fe80::1%eth0"; %NULL if there is none
 */
char *
pl_route_dup_gateway (const PlRoute *self)
{
  g_autofree char *zone = pl_end_dup_zone (&self->gateway);
  char text[PL_ADDRESS_STRING_SIZE];

  if (!pl_end_is_known (&self->gateway))
    return NULL;
  pl_address_to_string (&self->gateway.address, text);
  return zone != NULL ? g_strdup_printf ("%s%%%s", text, zone) : g_strdup (text);
}
