/* portlight-cli host: the interfaces of this computer, their addresses, and the default local address and
 * zone of each family. Sends nothing. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "core/address/pl-address-class.h"
#include "core/host/pl-host-words.h"
#include "core/host/pl-localhost.h"
#include "core/net/pl-interface-reader.h"

#include <glib/gi18n.h>
#include <linux/if_addr.h>

/* 1. For programs */

typedef struct
{
  guint bit;
  const char *name;
} Flag;

static const Flag interface_flags[] = {
  { IFF_UP, "up" },
  { IFF_RUNNING, "running" },
  { IFF_LOOPBACK, "loopback" },
  { IFF_BROADCAST, "broadcast" },
  { IFF_MULTICAST, "multicast" },
  { IFF_POINTOPOINT, "pointopoint" },
  { IFF_NOARP, "noarp" },
  { IFF_PROMISC, "promisc" },
};

static const Flag address_flags[] = {
  { IFA_F_TENTATIVE, "tentative" },     { IFA_F_DADFAILED, "dadfailed" }, { IFA_F_DEPRECATED, "deprecated" },
  { IFA_F_PERMANENT, "permanent" },     { IFA_F_NODAD, "nodad" },         { IFA_F_OPTIMISTIC, "optimistic" },
  { IFA_F_HOMEADDRESS, "homeaddress" },
};

static void
begin_object (JsonBuilder *builder, const char *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
}

static void
add_boolean (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_flags (JsonBuilder *builder, guint value, const Flag *flags, guint n_flags, const char *first)
{
  begin_array (builder, "flags");
  if (first != NULL)
    json_builder_add_string_value (builder, first);
  for (guint i = 0; i < n_flags; i++)
    if ((value & flags[i].bit) != 0)
      json_builder_add_string_value (builder, flags[i].name);
  json_builder_end_array (builder);
}

/* The same bit has two names. */
static const char *
get_secondary (const PlInterfaceAddress *address)
{
  if ((address->flags & IFA_F_SECONDARY) == 0)
    return NULL;
  return address->address.family == PL_FAMILY_IPV6 ? "temporary" : "secondary";
}

static void
add_address (JsonBuilder *builder,
             const PlHostState *state,
             const PlInterface *interface,
             const PlInterfaceAddress *own)
{
  char text[PL_ADDRESS_STRING_SIZE];

  json_builder_begin_object (builder);
  pl_json_add_string (builder, "address", pl_address_to_string (&own->address, text));
  pl_json_add_int (builder, "prefix_length", own->prefix_length);
  pl_json_add_string (builder, "zone", pl_address_needs_zone (&own->address) ? interface->name : NULL);
  pl_json_add_string (builder, "family", pl_json_family_name ((PlFamily) own->address.family));
  pl_json_add_class (builder, &own->address);
  add_boolean (builder, "default", pl_host_state_is_default (state, own));
  add_flags (builder, own->flags, address_flags, G_N_ELEMENTS (address_flags), get_secondary (own));
  json_builder_end_object (builder);
}

static void
add_interface (JsonBuilder *builder, const PlHostState *state, const PlInterface *interface)
{
  g_autoptr (GPtrArray) addresses = pl_host_state_list_addresses (state, interface->index);
  g_autofree char *mac = pl_interface_dup_mac (interface);

  json_builder_begin_object (builder);
  pl_json_add_string (builder, "name", interface->name);
  pl_json_add_int (builder, "index", interface->index);
  pl_json_add_string (builder, "state", pl_interface_state_to_string (interface->state));
  add_boolean (builder, "loopback", (interface->flags & IFF_LOOPBACK) != 0);
  add_boolean (builder, "wireless", interface->is_wireless);
  pl_json_add_string (builder, "mac", mac);
  pl_json_add_int (builder, "mtu", interface->mtu);
  add_flags (builder, interface->flags, interface_flags, G_N_ELEMENTS (interface_flags), NULL);
  begin_array (builder, "addresses");
  for (guint i = 0; i < addresses->len; i++)
    add_address (builder, state, interface, addresses->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_gateway (JsonBuilder *builder, const PlRoute *route)
{
  g_autofree char *zone = pl_end_dup_zone (&route->gateway);
  char text[PL_ADDRESS_STRING_SIZE];

  if (!pl_end_is_known (&route->gateway))
    {
      pl_json_add_string (builder, "gateway", NULL);
      return;
    }
  begin_object (builder, "gateway");
  pl_json_add_string (builder, "address", pl_address_to_string (&route->gateway.address, text));
  pl_json_add_string (builder, "zone", zone);
  json_builder_end_object (builder);
}

static void
add_entry (JsonBuilder *builder, const PlRoute *route)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *entry = NULL;

  if (route->prefix_length >= 0)
    entry = g_strdup_printf ("%s/%d", pl_address_to_string (&route->network, text), route->prefix_length);
  pl_json_add_string (builder, "route", entry);
  if (route->prefix_length >= 0)
    pl_json_add_int (builder, "metric", route->metric);
  else
    pl_json_add_string (builder, "metric", NULL);
}

static void
add_route (JsonBuilder *builder, const PlHostState *state, PlFamily family)
{
  const PlRoute *route = pl_host_state_get_route (state, family);
  const PlInterface *interface = pl_interfaces_get (state->interfaces, route->index);
  const char *name = interface != NULL ? interface->name : NULL;
  PlFailure failure = { .code = route->code };
  g_autofree char *message = route->code != 0 ? pl_host_state_dup_no_route (state, family) : NULL;
  char text[PL_ADDRESS_STRING_SIZE];

  begin_object (builder, pl_json_family_name (family));
  pl_json_add_string (builder, "address",
                      route->code == 0 ? pl_address_to_string (&route->local.address, text) : NULL);
  pl_json_add_string (builder, "zone", family == PL_FAMILY_IPV6 ? name : NULL);
  pl_json_add_string (builder, "interface", name);
  add_gateway (builder, route);
  add_entry (builder, route);
  pl_json_add_string (builder, "code", route->code != 0 ? pl_failure_get_code_name (&failure) : NULL);
  pl_json_add_string (builder, "message", message);
  json_builder_end_object (builder);
}

static void
add_localhost (JsonBuilder *builder, PlLocalhost localhost)
{
  begin_array (builder, "localhost");
  if (localhost & PL_LOCALHOST_IPV4)
    json_builder_add_string_value (builder, "127.0.0.1");
  if (localhost & PL_LOCALHOST_IPV6)
    json_builder_add_string_value (builder, "::1");
  json_builder_end_array (builder);
}

static void
print_json (const PlHostState *state, PlLocalhost localhost)
{
  g_autoptr (GPtrArray) interfaces = pl_host_state_list_interfaces (state);
  JsonBuilder *builder = pl_json_begin (NULL);

  begin_object (builder, "default");
  add_route (builder, state, PL_FAMILY_IPV4);
  add_route (builder, state, PL_FAMILY_IPV6);
  json_builder_end_object (builder);
  begin_array (builder, "interfaces");
  for (guint i = 0; i < interfaces->len; i++)
    add_interface (builder, state, interfaces->pdata[i]);
  json_builder_end_array (builder);
  add_localhost (builder, localhost);
  pl_json_add_int (builder, "not_kept", state->interfaces->n_dropped);
  pl_json_print (builder);
}

/* 2. For people */

static void
print_address (const PlHostState *state, const PlInterfaceAddress *own)
{
  g_autofree char *note = pl_host_state_dup_note (state, own);
  g_autofree char *prefixed = NULL;
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddressClass class;

  pl_address_classify (&own->address, &class);
  prefixed = g_strdup_printf ("%s/%u", pl_address_to_string (&own->address, text), own->prefix_length);
  g_print ("  %-28s  %s, %s%s%s\n", prefixed, class.name, class.rfc, *note != '\0' ? "; " : "", note);
}

static void
print_interface (const PlHostState *state, const PlInterface *interface)
{
  g_autoptr (GPtrArray) addresses = pl_host_state_list_addresses (state, interface->index);
  g_autofree char *facts = pl_interface_dup_facts (interface);
  /* Translators: a network interface: its name, its number, whether it works, other facts */
  g_autofree char *line = g_strdup_printf (_ ("%s  number %u  %s  %s"), interface->name, interface->index,
                                           pl_interface_state_get_label (interface->state), facts);

  g_print ("%s\n", line);
  for (guint i = 0; i < addresses->len; i++)
    print_address (state, addresses->pdata[i]);
  if (addresses->len == 0)
    g_print ("  %s\n", pl_interface_get_no_address (interface));
}

static void
print_route (const PlHostState *state, PlFamily family)
{
  const PlRoute *route = pl_host_state_get_route (state, family);
  const PlInterface *interface = pl_interfaces_get (state->interfaces, route->index);
  g_autofree char *gateway = pl_route_dup_gateway (route);
  g_autofree char *found_by = pl_route_dup_found_by (route);
  const char *name = interface != NULL ? interface->name : "?";
  const char *title = family == PL_FAMILY_IPV6 ? "IPv6" : "IPv4";
  char text[PL_ADDRESS_STRING_SIZE];

  if (route->code != 0)
    {
      g_autofree char *sentence = pl_host_state_dup_no_route (state, family);

      g_print (_ ("%s: none. %s\n"), title, sentence);
      return;
    }

  pl_address_to_string (&route->local.address, text);
  if (gateway != NULL)
    /* Translators: family, default local address, interface, router, and how it was found */
    g_print (_ ("%s: %s on %s, through %s (%s)\n"), title, text, name, gateway, found_by);
  else
    g_print (_ ("%s: %s on %s (%s)\n"), title, text, name, found_by);
  if (family == PL_FAMILY_IPV6)
    g_print (_ ("      default zone %s, interface number %u\n"), name, route->index);
}

static void
print_plain (const PlHostState *state, PlLocalhost localhost)
{
  g_autoptr (GPtrArray) interfaces = pl_host_state_list_interfaces (state);
  g_autofree char *dropped = pl_host_state_dup_dropped (state);

  print_route (state, PL_FAMILY_IPV4);
  print_route (state, PL_FAMILY_IPV6);
  for (guint i = 0; i < interfaces->len; i++)
    {
      g_print ("\n");
      print_interface (state, interfaces->pdata[i]);
    }
  if (dropped != NULL)
    g_print ("\n%s\n", dropped);
  g_print ("\n%s\n", pl_localhost_get_sentence (localhost));
}

static void
print_problem (const PlHostState *state, gboolean is_json)
{
  PlFailure failure = { .stage = PL_STAGE_LOOKUP, .code = state->code };
  g_autofree char *problem = pl_host_state_dup_problem (state);

  if (is_json)
    pl_json_print_error (-1, failure.stage, pl_failure_get_code_name (&failure), problem);
  else
    g_printerr ("portlight-cli: %s\n", problem);
}

int
pl_cli_host (int argc, char **argv)
{
  gboolean is_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, N_ ("One JSON object"), NULL },
    { NULL },
  };
  g_autoptr (PlHostState) state = NULL;
  PlLocalhost localhost;

  if (!pl_cli_parse_options (
          &argc, argv, entries, NULL,
          _ ("Gives the interfaces of this computer, their addresses, and the default local "
             "address and zone of each family.")))
    return PL_EXIT_USAGE;
  if (argc > 1)
    {
      pl_cli_usage_error (_ ("“%s” is too much: host takes no argument"), argv[1]);
      return PL_EXIT_USAGE;
    }

  state = pl_host_state_read ();
  if (state->code != 0)
    {
      print_problem (state, is_json);
      return PL_EXIT_REFUSED;
    }
  localhost = pl_localhost_read (PL_HOSTS_FILE);
  if (is_json)
    print_json (state, localhost);
  else
    print_plain (state, localhost);
  return PL_EXIT_DONE;
}
